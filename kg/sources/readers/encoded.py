"""Decodes UTF-8, for the media that are text."""

from __future__ import annotations

from pathlib import Path

from kg.model.errors import DataError, Problem
from kg.model.files import decode
from kg.model.message import Message
from kg.model.terms import stray
from kg.sources.documents import Document


def decoded(data: bytes, path: str) -> str:
    """The text; ``DataError`` if it is not UTF-8 or has a control character.

    Neither a record nor a literal can quote words with a control character.
    """
    text = decode(data, Path(path))
    if character := stray(text):
        place = Document(path, text, "").location(character.start())
        found = Message("character {character} is not allowed in a document", character=f"#x{ord(character[0]):04x}")
        raise DataError(Problem("control-character", found, Message("remove the character"), place))
    return text

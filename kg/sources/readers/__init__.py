"""One reader a medium: text as received becomes a ``Document``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.model.errors import DataError, Location, Problem
from kg.model.files import decode, read_bytes, shown
from kg.model.message import Message
from kg.model.terms import digest, stray
from kg.sources.documents import Document
from kg.sources.readers import markdown, plain

Reader = Callable[[str, str, str], Document]
"""Takes the path as shown, the text, and the SHA-256 of the bytes."""

READERS: dict[str, Reader] = {".md": markdown.read, ".txt": plain.read}


def read_document(path: Path) -> Document:
    """The document in a file, read by the reader of its medium; ``DataError`` if there is none or it is at fault.

    A control character in it is a fault: words with one can be quoted in no record and no literal.
    """
    reader = READERS.get(path.suffix)
    if reader is None:
        found = Message('files that end in "{ending}" cannot be read', ending=path.suffix)
        raise DataError(
            Problem(
                "unknown-medium", found, Message("use one of {names}", names=", ".join(READERS)), Location(shown(path))
            )
        )
    data = read_bytes(path)
    text = decode(data, path)
    if character := stray(text):
        place = Document(shown(path), text, "").location(character.start())
        found = Message("character {character} is not allowed in a document", character=f"#x{ord(character[0]):04x}")
        raise DataError(Problem("control-character", found, Message("remove the character"), place))
    return reader(shown(path), text, digest(data))

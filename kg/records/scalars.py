"""What is wrong with a scalar before its key is looked at: characters that mislead, and words that mean nothing."""

from __future__ import annotations

import re

from kg.model.characters import plain
from kg.model.errors import InvalidValueError
from kg.model.kinds import Key
from kg.model.message import Message
from kg.records.nodes import ScalarNode

_SHORT = ("label", "title", "position", "value")
"""Keys of a text that is a name rather than prose."""
_TEXTS = ("text", "verbatim", "string", "reference", "document")
_NOTHING = re.compile(r"~|null|none|nil|[-+]?\.?inf|\.?nan|undefined|n/a|#n/a", re.IGNORECASE)
_YES_OR_NO = re.compile(r"yes|no|on|off|true|false", re.IGNORECASE)
"""What YAML, spreadsheets and programs write for nothing, and for yes and no, where no quotation marks are around it."""


def written(node: ScalarNode, key: Key | None = None, name: str = "") -> str:
    """The text of a scalar, composed; ``InvalidValueError`` names a character that misleads."""
    text: str = node.value.strip()
    if key is not None and key.name == "words-say":  # the damage is what is quoted
        return text
    is_prose = key is not None and key.reads in ("text", "verbatim") and key.name not in _SHORT
    try:
        return plain(text, prose=is_prose)
    except InvalidValueError as error:
        if not name:
            raise
        found = Message("{name}: {fault}", name=name, fault=error.found)
        raise InvalidValueError(found, error.remedy) from error


def check_meaning(node: ScalarNode, name: str, key: Key | None = None) -> None:
    """``InvalidValueError`` for a text without quotation marks that is nothing, or yes or no, to YAML."""
    if not node.style:
        check_words(node.value.strip(), name, is_text=key is None or key.reads in _TEXTS)


def check_words(text: str, name: str, *, is_text: bool) -> None:
    """``InvalidValueError`` for words that mean that there is no value or, where a text belongs, yes or no."""
    if _NOTHING.fullmatch(text):
        found = Message("{name}: {text} means that there is no value", name=name, text=text)
    elif is_text and _YES_OR_NO.fullmatch(text):
        found = Message("{name}: {text} is a yes or no, not a text", name=name, text=text)
    else:
        return
    remedy = Message(
        'write the value, or leave the key out; a text that reads so goes in quotation marks: "{text}"', text=text
    )
    raise InvalidValueError(found, remedy)

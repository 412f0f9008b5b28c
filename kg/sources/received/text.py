"""The text that a reader makes of a received file, with the place of each span of it, and what is refused as a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from kg.model.errors import DataError, Location, Problem
from kg.model.message import Message
from kg.model.terms import stray

MOST_CHARACTERS = 2_000_000
"""A longer text is no single document: the longest report of a treaty body has a tenth of it."""
_MOJIBAKE = re.compile(
    r"(?:(?<=\w)\(cid:\d+\)|\(cid:\d+\)(?=\w|\(cid:))|(?:[ÃÂ][\u0080-\u00bf])|(?:â€[™œ\u009d“”¦\u0093\u0094])|(?:[ÐÑ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹Œ])|\ufffd"
)
"""What UTF-8 looks like when it was read as Latin-1 or Windows-1252; what stands for a byte that was lost, and in a PDF for a
letter whose font does not say which it is."""
_FEW = 3
"""So many of them may be quoted from somewhere."""


class Place(NamedTuple):
    """Where code points ``start`` to ``end`` of the text stand in the file.

    In a PDF, on a ``page`` (from 1) in a ``box`` (left, top, right, bottom, in points from the top left corner); in a web
    page or a Word file, ``offset`` is the character or the paragraph at which they begin.
    """

    start: int
    end: int
    page: int = 0
    box: tuple[float, float, float, float] = (0, 0, 0, 0)
    offset: int = -1


class Received(NamedTuple):
    """A text, its places in ascending order, what the file says of itself, and what was left out of the text.

    ``facts`` has ``title``, ``issued``, ``language``, ``publisher`` and ``url`` where the file states them; ``sha256`` is
    the hash of the bytes.
    """

    text: str
    places: tuple[Place, ...] = ()
    facts: Mapping[str, str] = MappingProxyType({})
    furniture: tuple[str, ...] = ()
    sha256: str = ""

    def place_of(self, offset: int) -> Place | None:
        """The place of a code point."""
        return next((place for place in self.places if place.start <= offset < place.end), None)


class Paragraph(NamedTuple):
    """A paragraph as a reader finds it."""

    text: str
    place: Place = Place(0, 0)


def joined(paragraphs: list[Paragraph]) -> tuple[str, tuple[Place, ...]]:
    r"""The text of some paragraphs, an empty line between them, and the place of each in it.

    >>> joined([Paragraph("one", Place(0, 0, 1)), Paragraph("two", Place(0, 0, 2))])[0]
    'one\n\ntwo\n'
    """
    at = 0
    places: list[Place] = []
    for text, place in paragraphs:
        places.append(place._replace(start=at, end=at + len(text)))
        at += len(text) + 2
    return "\n\n".join(text for text, _ in paragraphs) + "\n", tuple(places)


def checked(received: Received, path: str) -> Received:
    """The same text; ``DataError`` if there is none, if it is too long, or if its letters were lost on the way."""
    text = received.text
    if not text.strip():
        raise DataError(
            Problem(
                "no-text", Message("there is no text in the file"), Message("add the file that has it"), Location(path)
            )
        )
    if len(text) > MOST_CHARACTERS:
        found = Message(
            "the text has {count} characters; at most {most} are allowed", count=len(text), most=MOST_CHARACTERS
        )
        raise DataError(
            Problem("file-too-large", found, Message("split it, or check that it is the file you mean"), Location(path))
        )
    check_letters(text, path)
    if strange := stray(text):
        found = Message("character {character} is not allowed in a document", character=f"#x{ord(strange[0]):04x}")
        raise DataError(Problem("control-character", found, Message("remove the character"), Location(path)))
    return received


def check_letters(text: str, path: str) -> None:
    """``DataError`` for a text whose letters were read in another encoding than they were written in."""
    found = _MOJIBAKE.findall(text)
    if len(found) > _FEW:
        what = Message('the letters are garbled: "{sample}"', sample=found[0])
        remedy = Message("get the text again, or save it in the encoding in which it was written, as UTF-8")
        raise DataError(Problem("garbled-text", what, remedy, Location(path)))


def clean(text: str) -> str:
    """A line with its ligatures as letters, without soft hyphens, with single spaces.

    >>> clean("the oﬃcials  came")
    'the officials came'
    """
    spelled = "".join(_LIGATURES.get(character, character) for character in text if character not in _UNSEEN)
    return " ".join(spelled.split())


_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_UNSEEN = "\u00ad\u200b\ufeff\x0b\x0c\x1c\x1d\x1e\x1f\x00"


def places_text(places: tuple[Place, ...]) -> str:
    """The places as CSV: code points of the text, then the page and the box, or the character or paragraph."""
    rows = ["start,end,page,left,top,right,bottom,offset"]
    for start, end, page, box, offset in places:
        boxed = ",".join(f"{side:g}" for side in box) if page else ",,,"
        rows.append(f"{start},{end},{page or ''},{boxed},{offset if offset >= 0 else ''}")
    return "\n".join(rows) + "\n"

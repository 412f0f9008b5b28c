"""Files that are not plain text: a reader for each medium makes of the bytes a text, and says where each span of it stands.

The text is what a person reads: paragraphs with an empty line between them, without the furniture of pages and without
hyphens at the ends of lines. The file stays as it was received; ``Place`` leads from the text back into it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.model.errors import ChronicleError, DataError, Location, Problem
from kg.model.files import read_bytes, shown
from kg.model.message import Message
from kg.model.terms import digest
from kg.sources.received import mail, page, pdf, word
from kg.sources.received.text import Received, checked

Reader = Callable[[bytes, str], Received]

READERS: dict[str, Reader] = {
    ".docx": word.read,
    ".eml": mail.read,
    ".htm": page.read,
    ".html": page.read,
    ".pdf": pdf.read,
}
"""The reader of each medium, by file ending."""


def read_received(path: Path) -> Received:
    """The text in a file; ``DataError`` if no reader knows the medium, or nothing can be read in the file."""
    reader = READERS.get(path.suffix.lower())
    place = shown(path)
    if reader is None:
        found = Message('files that end in "{ending}" cannot be read', ending=path.suffix)
        remedy = Message("use one of {names}", names=", ".join(READERS))
        raise DataError(Problem("unknown-medium", found, remedy, Location(place)))
    data = read_bytes(path)
    return checked(_read(reader, data, place), place)._replace(sha256=digest(data))


def _read(reader: Reader, data: bytes, place: str) -> Received:
    """What a reader gives; ``DataError`` if the bytes confuse the library that it uses, whatever that raises then."""
    try:
        return reader(data, place)
    except ChronicleError:
        raise
    except Exception as error:
        found = Message("the file is damaged: its reader stops with {reason}", reason=type(error).__name__)
        remedy = Message("get it again from where it came, or save its text as .txt")
        raise DataError(Problem("broken-file", found, remedy, Location(place))) from error

"""The readers, one for each medium: each turns the bytes of a file into a ``Document``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.model.errors import DataError, Location, Problem
from kg.model.files import read_bytes, shown
from kg.model.message import Message
from kg.sources.documents import Document
from kg.sources.readers import markdown, plain, table

Reader = Callable[[bytes, str], Document]
"""Takes the bytes of a file and its path as shown; ``DataError`` if they do not fit the medium or cannot be quoted."""

READERS: dict[str, Reader] = {".csv": table.read, ".md": markdown.read, ".txt": plain.read}
"""The reader of each medium, by file ending."""


def read_document(path: Path) -> Document:
    """The document in a file; ``DataError`` if no reader knows the medium or the file is at fault."""
    reader = READERS.get(path.suffix)
    if reader is None:
        found = Message('files that end in "{ending}" cannot be read', ending=path.suffix)
        raise DataError(
            Problem(
                "unknown-medium", found, Message("use one of {names}", names=", ".join(READERS)), Location(shown(path))
            )
        )
    return reader(read_bytes(path), shown(path))

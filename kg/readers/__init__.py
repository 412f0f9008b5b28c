"""One reader a medium: text as received becomes a ``Document``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.documents import Document, decode, read_bytes, shown
from kg.errors import DataError, Location, Problem
from kg.readers import markdown, plain
from kg.terms import digest

Reader = Callable[[str, str, str], Document]
"""Takes the path as shown, the text, and the SHA-256 of the bytes."""

READERS: dict[str, Reader] = {".md": markdown.read, ".txt": plain.read}


def read_document(path: Path) -> Document:
    """The document in a file, read by the reader of its medium; ``DataError`` if there is none or it is at fault."""
    reader = READERS.get(path.suffix)
    if reader is None:
        found = f'no reader for a file that ends in "{path.suffix}"'
        raise DataError(Problem("unknown-medium", found, f"use one of {', '.join(READERS)}", Location(shown(path))))
    data = read_bytes(path)
    return reader(shown(path), decode(data, path), digest(data))

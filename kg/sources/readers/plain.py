"""Plain text: the whole file, without front matter or sentences."""

from __future__ import annotations

from kg.model.terms import digest
from kg.sources.documents import Document
from kg.sources.readers.encoded import decoded


def read(data: bytes, path: str) -> Document:
    """The text as one document."""
    return Document(path, decoded(data, path), digest(data))

"""Plain text: the document is the file, without front matter or sentences."""

from __future__ import annotations

from kg.sources.documents import Document


def read(path: str, text: str, sha256: str) -> Document:
    """The text as one document."""
    return Document(path, text, sha256)

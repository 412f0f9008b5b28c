"""One reader a medium: text as received becomes a ``Document``."""

from __future__ import annotations

from collections.abc import Callable

from kg.documents import Document
from kg.readers import markdown, plain

Reader = Callable[[str, str, str], Document]
"""Takes the path as shown, the text, and the SHA-256 of the bytes."""

READERS: dict[str, Reader] = {".md": markdown.read, ".txt": plain.read}

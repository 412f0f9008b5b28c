"""The result of a mapping script for one document: its text and its records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.records import Record
from kg.sources.documents import Document, TextSpan


@dataclass(frozen=True, slots=True)
class Source:
    """A document with its records, the first of which describes the document itself.

    ``original`` holds the SHA-256 and the length in code points of the text that a digest restates, and its language if
    that is another, or of the text that is held as it is; ``spans`` has the SHA-256 of each span that a digest restates.
    Both are empty if the document is the text itself.
    """

    document: Document
    records: tuple[Record, ...]
    original: Mapping[str, str] = field(default_factory=dict)
    spans: Mapping[TextSpan, str] = field(default_factory=dict)

    @property
    def restates(self) -> bool:
        """Whether the document is a digest, whose words are a paraphrase of an original."""
        return bool(self.original) and not self.document.laid_out

    @property
    def language(self) -> str:
        """The language of the document's words: the one in its front matter, else its reader's; empty if neither says."""
        return self.records[0].text("language") or self.document.language

    @property
    def id(self) -> str:
        """The document's id."""
        return self.records[0].id

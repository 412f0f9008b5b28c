"""Bytes become a ``Document``: its text as received, its hash, its sentences and what each of them restates."""

from __future__ import annotations

from typing import NamedTuple

from kg.model.errors import Location


class TextSpan(NamedTuple):
    """Code points ``start`` to ``end`` (exclusive) of an original text."""

    start: int
    end: int


class Sentence(NamedTuple):
    """One sentence of a document: its code points in the file, its line, and the spans that it restates."""

    text: str
    start: int
    end: int
    line: int
    spans: tuple[TextSpan, ...] = ()


class Document(NamedTuple):
    """A text as it lies on disk.

    ``front`` is the unread front matter (YAML) and ``front_line`` the line on which it begins; ``sha256`` is that of
    the bytes. Offsets are code points of the file decoded as UTF-8, line ends kept.
    """

    path: str
    text: str
    sha256: str
    front: str = ""
    front_line: int = 1
    sentences: tuple[Sentence, ...] = ()

    def location(self, offset: int) -> Location:
        """Line and column of a code point."""
        line_start = self.text.rfind("\n", 0, offset) + 1
        return Location(self.path, self.text.count("\n", 0, offset) + 1, offset - line_start + 1)

"""The pieces of texts, each read once: which of them may have a word or an id of something that is withheld."""

from __future__ import annotations

import base64
import binascii
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from kg.records.folding import View, views
from kg.records.name_words import words_of
from kg.upkeep.contents import DIVIDERS
from kg.upkeep.unpacking import is_packed
from kg.upkeep.withheld_strings import Sought

_SPLIT = bytes(32 if byte in b'\t\r\n<>()[]|,"' else byte for byte in range(256))
_LONGEST = 200
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{8,}={0,2}")
_LINE = re.compile(rb"[A-Za-z0-9+/]{60,76}")
_LINES = re.compile(rb"(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{60,76}\r?\n)+[A-Za-z0-9+/]+={0,2}")
_ONLY_BASE64 = re.compile(rb"[A-Za-z0-9+/=_-]{%d,}" % _LONGEST)
_IDENT = re.compile(r"([a-z]+)(?:/|:|\\/)([a-z0-9][a-z0-9.-]*)")
_TOKEN = re.compile(r"[a-z0-9][a-z0-9.-]*[a-z0-9]")


class Found(NamedTuple):
    """The pieces of a text that are marked, and what is written in it as base64.

    ``dividers`` are those with which some piece ends, so that a word may be divided there.
    """

    marked: set[bytes]
    inner: list[bytes]
    dividers: set[bytes]


class _Marks(NamedTuple):
    """The folded words of a piece that may belong to something withheld, and whether it has an id."""

    words: frozenset[str]
    has_id: bool


@dataclass(slots=True)
class Pieces:
    """The pieces that were met: clean, or with marks."""

    sought: Sought
    _known: set[bytes] = field(default_factory=set)
    _special: set[bytes] = field(default_factory=set)
    """Those that are more than clean words."""
    _marked: dict[bytes, _Marks] = field(default_factory=dict)
    _inner: dict[bytes, list[bytes]] = field(default_factory=dict)
    """Those in which something is written as base64, and what."""
    _telling: dict[str, bool] = field(default_factory=dict)

    def of(self, data: bytes) -> Found:
        """The pieces of a text."""
        pieces = set(data.translate(_SPLIT).split())
        self._read(pieces - self._known)
        special = pieces & self._special
        inner = [found for piece in sorted(special & self._inner.keys()) for found in self._inner[piece]]
        if any(_LINE.fullmatch(piece) for piece in special):
            lines = (match.replace(b"\r", b"").replace(b"\n", b"") for match in _LINES.findall(data))
            inner += [text for line in lines for text in _decoded(line)]
        dividers = {end for piece in special for end in DIVIDERS if piece.endswith(end)}
        return Found(special & self._marked.keys(), inner, dividers)

    def has_id(self, piece: bytes) -> bool:
        """Whether a marked piece has the id of something that is withheld."""
        return self._marked[piece].has_id

    def by_word(self, marked: Iterable[bytes]) -> dict[str, list[bytes]]:
        """Marked pieces by the words that they have."""
        found: dict[str, list[bytes]] = {}
        for piece in marked:
            for word in self._marked[piece].words:
                found.setdefault(word, []).append(piece)
        return found

    def is_alone(self, word: str) -> bool:
        """Whether a word may be a name by itself."""
        return bool(self.sought.names.own.like(word, inflected=False)) or word in self.sought.joined

    def parts(self, word: str) -> frozenset[str]:
        """The words of names of several words of which a word may be a spelling."""
        return self.sought.names.every.like(word) | ({word} if word in self.sought.wholes else frozenset())

    def _read(self, new: set[bytes]) -> None:
        """Sorts pieces that were not met before."""
        long = {piece for piece in new if len(piece) >= _LONGEST and _ONLY_BASE64.fullmatch(piece)}
        pieces = sorted(new - long)
        text = b"\n".join(pieces)
        marks = self._marks(text.decode("utf-8", "replace")) if pieces else {}
        self._marked |= {pieces[number]: mark for number, mark in marks.items()}
        for piece in (piece for piece in new if not piece.islower()):
            if found := [data for match in _BASE64.findall(piece) for data in _decoded(match)]:
                self._inner[piece] = found
        self._special |= {pieces[number] for number in marks} | (new & self._inner.keys())
        self._special |= {piece for piece in new if piece.endswith(DIVIDERS) or _LINE.fullmatch(piece)}
        self._known |= new

    def _marks(self, text: str) -> dict[int, _Marks]:
        """The marks of the lines of a text, by number, but for those that have none."""
        words: dict[int, set[str]] = {}
        ids: set[int] = set()
        starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        for view in views(text):
            for start, end, word in self._words(view):
                line = bisect_right(starts, view.source(*view.span(start, end))[0]) - 1
                words.setdefault(line, set()).add(word)
            if not view.looks:
                ids |= {bisect_right(starts, view.source(*span)[0]) - 1 for span in self._ids(view.plain)}
        return {line: _Marks(frozenset(words.get(line, ())), line in ids) for line in words.keys() | ids}

    def _words(self, view: View) -> Iterator[tuple[int, int, str]]:
        """The words of a view that may belong to something withheld, with their places in its folded text."""
        wanted = {word for word in words_of(view.folded) if self._is_telling(word)}
        if wanted:
            pattern = "|".join(sorted(map(re.escape, wanted), key=len, reverse=True))
            for match in re.finditer(rf"(?<![^\W\d_])(?:{pattern})(?![^\W\d_])", view.folded):
                yield *match.span(), match[0]

    def _is_telling(self, word: str) -> bool:
        known = self._telling.get(word)
        if known is None:
            known = self._telling[word] = (
                word in self.sought.anchors
                or self.is_alone(word)
                or not self.sought.wholes.keys().isdisjoint(self.parts(word))
            )
        return known

    def _ids(self, plain: str) -> Iterator[tuple[int, int]]:
        """The places of ids in a text."""
        small = plain.lower()
        small = small if len(small) == len(plain) else plain
        for match in _IDENT.finditer(small) if self.sought.idents else ():
            if any(f"{match[1]}/{local}" in self.sought.idents for local in _without_endings(match[2])):
                yield match.span()
        if self.sought.tokens:
            yield from (
                match.span()
                for match in _TOKEN.finditer(small)
                if not self.sought.tokens.isdisjoint(_without_endings(match[0]))
            )


def _without_endings(local: str) -> Iterator[str]:
    """What may be an id, and the same without what stands behind a full stop, which may be the ending of a file."""
    local = local.rstrip(".-")
    yield local
    while "." in local:
        local = local.rpartition(".")[0]
        yield local


def _decoded(written: bytes) -> Iterator[bytes]:
    """The text that some letters may be the base64 of; also without what stands before a slash."""
    for run in {written, written.rpartition(b"/")[2]}:
        bare = run.rstrip(b"=").translate(_STANDARD)
        if len(bare) < _SHORTEST or len(bare) % 4 == 1 or bare[1:].islower() or bare.isdigit() or bare.isupper():
            continue
        try:
            data = base64.b64decode(bare + b"=" * (-len(bare) % 4))
            if is_packed(data) or data.decode("utf-8"):
                yield data
        except (binascii.Error, UnicodeDecodeError):
            continue


_STANDARD = bytes.maketrans(b"-_", b"+/")
_SHORTEST = 8
"""Fewer letters are too few for a name."""

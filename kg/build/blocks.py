"""The parts of a build: a block for each document, and all that a build writes is merged from blocks.

A block holds the graph of one unit (a document, the authority files, the ontology) as sorted N-Triples and as Turtle, what
follows from it, and what the other blocks need to know of it. It depends on nothing but the files of its unit and what
the unit refers to, so that it can be kept while these stay as they are.
"""

from __future__ import annotations

import json
import mmap
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from kg.build.sorted_lines import lines_with
from kg.model.files import open_regular
from kg.model.terms import Term, Triple
from kg.rdf.serialization import triple_of

SECTIONS = (
    "asserted",
    "inferred",
    "turtle",
    "inferred_turtle",
    "subjects",
    "offsets",
    "links",
    "outside",
    "backward",
    "asked",
    "terms",
    "names",
)
"""The texts of a block, in the order in which they are in its file."""


class BrokenBlockError(Exception):
    """A file that is no block, or no longer the one that was written."""


class Span(NamedTuple):
    """Where the triples of consecutive subjects are in each of the four texts of a block."""

    asserted: slice
    turtle: slice
    inferred: slice
    inferred_turtle: slice


class Block:
    """A block in memory or on disk. Its texts are UTF-8; the triples of a subject are consecutive in each.

    ``document`` is the id of the document, empty for what is shared; ``graph`` is the IRI of the graph, empty for what
    only follows from all graphs together.
    """

    def __init__(self, data: bytes | mmap.mmap, name: str) -> None:
        """``BrokenBlockError`` if the bytes are not those of a block. Blocks of one ``name`` have the same bytes."""
        self.name = name
        try:
            end = data.find(b"\n")
            head: dict[str, Any] = json.loads(data[: max(end, 0)])
            self.graph: Term = head["graph"]
            self.document: str = head["document"]
            self.prefixes: list[str] = head["prefixes"]
            self.inferred_prefixes: list[str] = head["inferred_prefixes"]
            self.counts: tuple[int, int] = (head["asserted"], head["inferred"])
            self._places: dict[str, tuple[int, int, int]] = {name: tuple(head["at"][name]) for name in SECTIONS}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BrokenBlockError from error
        self._data, self._start = data, end + 1
        self.sum = zlib.crc32(data[: end + 1])

    @classmethod
    def open(cls, path: Path) -> Block:
        """The block in a file; ``BrokenBlockError`` if there is none."""
        try:
            with open_regular(path) as file:
                found = cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), path.name)
            found.rest()
            return found
        except (OSError, ValueError) as error:
            raise BrokenBlockError from error

    def check(self, expected: int) -> None:
        """``BrokenBlockError`` unless it is the block with this ``sum``, and every byte is as it was written."""
        if self.sum != expected:
            raise BrokenBlockError
        for name in SECTIONS:
            self.section(name)

    def rest(self) -> None:
        """Gives back the memory of what was read of its file, which can be read again."""
        if isinstance(self._data, mmap.mmap) and hasattr(self._data, "madvise"):
            self._data.madvise(mmap.MADV_DONTNEED)

    def section(self, name: str) -> bytes:
        """One of the texts; ``BrokenBlockError`` if a byte is not as it was written."""
        start, length, crc = self._places[name]
        found = self._data[self._start + start : self._start + start + length]
        self.rest()
        if zlib.crc32(found) != crc:
            raise BrokenBlockError
        return found

    def part(self, name: str, place: slice) -> bytes:
        """A part of one of the texts."""
        start = self._start + self._places[name][0]
        return self._data[start + place.start : start + place.stop]

    def has(self, subject: str, line: bytes) -> bool:
        """Whether it has a line about a subject among its asserted or inferred triples."""
        span = self._span_of(subject)
        return any(line in self.part(name, getattr(span, name)) for name in ("asserted", "inferred") if span)

    def about(self, node: Term) -> Iterator[Triple]:
        """The asserted triples of a subject."""
        if span := self._span_of(node.rstrip(">")):
            yield from map(triple_of, self.part("asserted", span.asserted).decode().split("\n")[:-1])

    def pointing(self, name: Term, node: Term) -> Iterator[Triple]:
        """The asserted triples of a property, one that shapes follow backwards, whose object is one of its own nodes."""
        start, length, _ = self._places["backward"]
        at = self._start + start
        for subject in lines_with(f"{node} {name} ".encode(), self._data, at, at + length):
            yield subject.decode(), name, node

    def _span_of(self, subject: str) -> Span | None:
        at = bisect_left(self.subjects, subject)
        is_there = at < len(self.subjects) and self.subjects[at] == subject
        return self.span(at, at + 1) if is_there else None

    def lines(self, name: str) -> list[str]:
        """The lines of one of the texts."""
        text = self.section(name).decode()
        return text.split("\n")[:-1] if text else []

    def triples(self, name: str = "asserted") -> Iterator[Triple]:
        """The triples of ``asserted``, ``inferred``, ``links`` or ``outside``."""
        return map(triple_of, self.lines(name))

    @cached_property
    def subjects(self) -> list[str]:
        """The subjects of the asserted and the inferred triples, sorted, without the closing bracket."""
        return self.lines("subjects")

    @cached_property
    def _offsets(self) -> array[int]:
        found = array("Q")
        found.frombytes(self.section("offsets"))
        return found

    def span(self, first: int, end: int) -> Span:
        """Where the triples of some subjects are, from the number of the first to that after the last."""
        at = self._offsets
        return Span(*(slice(at[first * 4 + n], at[end * 4 + n]) for n in range(4)))

    def text(self) -> bytes:
        """All but the offsets, which are the only bytes that are no text; ``BrokenBlockError`` if they are no offsets."""
        start, length, _ = self._places["offsets"]
        at = self._start + start
        if max(self._offsets, default=0) > len(self._data):
            raise BrokenBlockError
        return b"".join([self._data[:at], self._data[at + length :]])

    @property
    def terms(self) -> list[Term]:
        """The properties of its triples, and the nodes in them that are not the project's."""
        return self.lines("terms")

    @property
    def asked(self) -> set[str]:
        """Every id and name that was looked up while the block was made."""
        return set(json.loads(self.section("asked")))


def without(blocks: Iterable[Block], others: Iterable[Block]) -> list[Block]:
    """The blocks that are not among others."""
    names = {block.name for block in others}
    return [block for block in blocks if block.name not in names]

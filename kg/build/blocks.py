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
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from kg.build.name_index import lines_of
from kg.model.files import open_regular
from kg.model.terms import Term, Triple
from kg.rdf.closure import Consequences
from kg.rdf.serialization import line_of, order, triple_of, turtle_of
from kg.validation.neighbourhood import Entrances

_SECTIONS = (
    "asserted",
    "inferred",
    "turtle",
    "inferred_turtle",
    "subjects",
    "offsets",
    "links",
    "outside",
    "asked",
    "terms",
    "names",
)


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
            self._places: dict[str, tuple[int, int, int]] = {name: tuple(head["at"][name]) for name in _SECTIONS}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BrokenBlockError from error
        self._data, self._start = data, end + 1
        self.sum = zlib.crc32(data[: end + 1])

    @classmethod
    def open(cls, path: Path) -> Block:
        """The block in a file; ``BrokenBlockError`` if there is none."""
        try:
            with open_regular(path) as file:
                return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), path.name)
        except (OSError, ValueError) as error:
            raise BrokenBlockError from error

    def check(self, expected: int) -> None:
        """``BrokenBlockError`` unless it is the block with this ``sum``, and every byte is as it was written."""
        if self.sum != expected:
            raise BrokenBlockError
        for name in _SECTIONS:
            self.section(name)

    def section(self, name: str) -> bytes:
        """One of the texts; ``BrokenBlockError`` if a byte is not as it was written."""
        start, length, crc = self._places[name]
        found = self._data[self._start + start : self._start + start + length]
        if zlib.crc32(found) != crc:
            raise BrokenBlockError
        return found

    def part(self, name: str, place: slice) -> bytes:
        """A part of one of the texts."""
        start = self._start + self._places[name][0]
        return self._data[start + place.start : start + place.stop]

    def has(self, subject: str, line: bytes) -> bool:
        """Whether it has a line about a subject among its asserted or inferred triples."""
        at = bisect_left(self.subjects, subject)
        if at == len(self.subjects) or self.subjects[at] != subject:
            return False
        span = self.span(at, at + 1)
        return any(line in self.part(name, getattr(span, name)) for name in ("asserted", "inferred"))

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


class Made(NamedTuple):
    """What a block is made of: ``asked`` is every id and name that was looked up, which may be more than was found."""

    graph: Term
    document: str
    triples: Collection[Triple]
    consequences: Consequences
    asked: Collection[str] = ()


def packed(made: Made, *, base: str, prefixes: Mapping[str, str], entrances: Entrances) -> bytes:
    """A block as bytes; ``entrances`` are where shapes may come to its nodes from elsewhere."""
    asserted = _Texts.of(made.triples, prefixes)
    inferred = _Texts.of(made.consequences.inferred, prefixes)
    subjects = sorted({*asserted.by_subject, *inferred.by_subject})
    offsets = array("Q", [0, 0, 0, 0])
    for subject in subjects:
        sizes = (*asserted.sizes(subject), *inferred.sizes(subject))
        offsets.extend(before + size for before, size in zip(offsets[-4:], sizes, strict=True))
    sections = {
        "asserted": asserted.lines,
        "turtle": asserted.turtle,
        "inferred": inferred.lines,
        "inferred_turtle": inferred.turtle,
        "subjects": "".join(f"{subject}\n" for subject in subjects).encode(),
        "offsets": offsets.tobytes(),
        "links": _lines(sorted(made.consequences.links)),
        "outside": _lines(_outside(asserted, made, base, entrances)),
        "asked": json.dumps(sorted(set(made.asked))).encode(),
        "names": "".join(lines_of(asserted.triples)).encode(),
        "terms": "".join(f"{term}\n" for term in sorted(_terms(base, asserted, inferred))).encode(),
    }
    head = {
        "graph": made.graph,
        "document": made.document,
        "asserted": len(asserted.triples),
        "inferred": len(inferred.triples),
        "prefixes": asserted.prefixes,
        "inferred_prefixes": inferred.prefixes,
    }
    return _written(head, sections)


def packed_context(graph: Term, triples: Iterable[Triple], links: Iterable[Triple]) -> bytes:
    """A block from which no file is merged: it has only triples, and the links that follow from them."""
    ordered = sorted(set(triples), key=order)
    sections = dict.fromkeys(_SECTIONS, b"") | {"asserted": _lines(ordered), "links": _lines(sorted(links))}
    head = {"graph": graph, "document": "", "asserted": len(ordered), "inferred": 0}
    return _written(head | {"prefixes": [], "inferred_prefixes": []}, sections)


def _written(head: Mapping[str, object], sections: Mapping[str, bytes]) -> bytes:
    whole = json.dumps({**head, "at": dict(_places(sections))}).encode()
    return b"".join([whole, b"\n", *(sections[name] for name in _SECTIONS)])


class _Texts(NamedTuple):
    """Triples as N-Triples and Turtle, and the size in bytes that those of each subject have in both."""

    lines: bytes
    turtle: bytes
    by_subject: dict[str, tuple[int, int]]
    prefixes: list[str]
    triples: list[Triple]

    @classmethod
    def of(cls, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> _Texts:
        ordered = sorted(set(triples), key=order)
        texts = {subject: "".join(map(line_of, some)).encode() for subject, some in groupby(ordered, key=_subject)}
        whole = b"".join(texts.values())
        pieces, used = turtle_of(whole.decode(), prefixes)
        turtle = [piece.encode() for piece in pieces]
        sizes = {s: (len(text), len(piece)) for (s, text), piece in zip(texts.items(), turtle, strict=True)}
        return cls(whole, b"".join(turtle), sizes, used, ordered)

    def sizes(self, subject: str) -> tuple[int, int]:
        return self.by_subject.get(subject, (0, 0))


def _subject(triple: Triple) -> str:
    """The subject as it is sorted: the bracket that closes an IRI would come after a hyphen."""
    return triple[0].rstrip(">")


def _terms(base: str, *texts: _Texts) -> set[Term]:
    """The properties of triples, and the nodes in them that are not the project's."""
    own = f"<{base}"
    every = [triple for text in texts for triple in text.triples]
    values = {o for _, _, o in every if o[0] == "<" and not o.startswith(own)}
    return values | {p for _, p, _ in every}


def _lines(triples: Iterable[Triple]) -> bytes:
    return "".join(map(line_of, triples)).encode()


def _outside(asserted: _Texts, made: Made, base: str, entrances: Entrances) -> Iterator[Triple]:
    """What others need to know of a block.

    It is the triples on nodes that are not its own, those that point to such, texts that may be those of others, and all
    triples of the nodes to which a shape may come from elsewhere.
    """
    described: set[Term] = set()
    found: list[Triple] = []
    for s, p, o in asserted.triples:
        points = o.startswith(f"<{base}") and not _is_own(o, made.document)
        may_be_followed = p in entrances.of_nodes if points else o[0] == '"' and p in entrances.of_texts
        if may_be_followed and _is_own(s, made.document):
            described.add(s)
        elif points or may_be_followed or not _is_own(s, made.document):
            found.append((s, p, o))
    yield from (triple for triple in asserted.triples if triple[0] in described)
    yield from (triple for triple in found if triple[0] not in described)


def _is_own(node: Term, document: str) -> bool:
    """Whether a node surely belongs to a document or, without one, to what is shared."""
    kind, _, local = node.rstrip(">").rpartition("/")
    owner, dot, _ = local.partition(".")
    return owner == document if document else not dot and not kind.endswith("/document")


def _places(sections: Mapping[str, bytes]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Where each section begins, its length, and its check sum."""
    at = 0
    for name in _SECTIONS:
        data = sections[name]
        yield name, (at, len(data), zlib.crc32(data))
        at += len(data)

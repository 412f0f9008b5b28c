"""Makes a block of the triples of a unit: its texts, what follows, and what the other blocks need to know of it."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from kg.build.blocks import SECTIONS
from kg.build.name_index import lines_of
from kg.model.terms import Term, Triple
from kg.rdf.closure import Consequences
from kg.rdf.serialization import line_of, order, pieces_of
from kg.rdf.turtle import numbered
from kg.validation.neighbourhood import Entrances


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
        "backward": "".join(sorted(_backward(asserted, made, base, entrances))).encode(),
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
    sections = dict.fromkeys(SECTIONS, b"") | {"asserted": _lines(ordered), "links": _lines(sorted(links))}
    head = {"graph": graph, "document": "", "asserted": len(ordered), "inferred": 0}
    return _written(head | {"prefixes": [], "inferred_prefixes": []}, sections)


def _written(head: Mapping[str, object], sections: Mapping[str, bytes]) -> bytes:
    whole = json.dumps({**head, "at": dict(_places(sections))}).encode()
    return b"".join([whole, b"\n", *(sections[name] for name in SECTIONS)])


class _Texts(NamedTuple):
    """Triples as N-Triples and Turtle, and the size in bytes that those of each subject have in both."""

    lines: bytes
    turtle: bytes
    by_subject: dict[str, tuple[int, int]]
    prefixes: list[str]
    triples: list[Triple]

    @classmethod
    def of(cls, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> _Texts:
        given = numbered(triples).in_order()
        ordered = list(given.triples())
        texts = {subject: "".join(map(line_of, some)).encode() for subject, some in groupby(ordered, key=_subject)}
        pieces, used = pieces_of(given, prefixes)
        turtle = [piece.encode() for piece in pieces]
        sizes = {s: (len(text), len(piece)) for (s, text), piece in zip(texts.items(), turtle, strict=True)}
        return cls(b"".join(texts.values()), b"".join(turtle), sizes, used, ordered)

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


def _backward(asserted: _Texts, made: Made, base: str, entrances: Entrances) -> Iterator[str]:
    """Where a shape may come to a node from one of the block's own: that one, the property and the node."""
    for s, p, o in asserted.triples:
        if p in entrances.of_nodes and o.startswith(f"<{base}") and _is_own(o, made.document):
            yield f"{o} {p} {s}\n"


def _is_own(node: Term, document: str) -> bool:
    """Whether a node surely belongs to a document or, without one, to what is shared."""
    kind, _, local = node.rstrip(">").rpartition("/")
    owner, dot, _ = local.partition(".")
    return owner == document if document else not dot and not kind.endswith("/document")


def _places(sections: Mapping[str, bytes]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Where each section begins, its length, and its check sum."""
    at = 0
    for name in SECTIONS:
        data = sections[name]
        yield name, (at, len(data), zlib.crc32(data))
        at += len(data)

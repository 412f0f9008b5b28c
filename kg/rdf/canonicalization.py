"""Names for blank nodes that depend on the graph alone, and the hash of a dataset made with them (RDFC-1.0).

Blank nodes that cannot be told apart can keep the algorithm busy for years; such a graph is called a *poison graph*
(https://www.w3.org/TR/rdf-canon/#dataset-poisoning). It is stopped after some seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.model.errors import DataError, Location, Problem
from kg.model.message import Message
from kg.model.terms import digest
from kg.model.worker import Limits, limited

Hash = Literal["SHA-256", "SHA-384"]
_ALGORITHMS = {
    "SHA-256": ox.CanonicalizationAlgorithm.RDFC_1_0,
    "SHA-384": ox.CanonicalizationAlgorithm.RDFC_1_0_SHA_384,
}
LIMITS = Limits(seconds=10, memory=2)
"""Enough for a million blank nodes that can be told apart."""

_BLANK = "_:"
"""How a blank node begins; it may stand in a string too."""

Line = tuple[str, str, str, str]
"""Subject, predicate, object and graph in N-Quads form; the default graph is empty."""


def canonical(quads: Iterable[ox.Quad], path: Path, *, hash_: Hash = "SHA-256", is_ours: bool = False) -> list[Line]:
    """The quads of a file with canonical blank nodes, ``_:c14n0`` and so on, each once, in no order.

    ``DataError`` for a poison graph. A file of which ``is_ours`` is true was written with care, so that nobody waits for it.
    """
    dataset = ox.Dataset(quads)
    if is_ours or not any(isinstance(node, ox.BlankNode) for quad in dataset for node in _nodes(quad)):
        return _named(dataset, hash_)
    try:
        return limited(_named, LIMITS, dataset, hash_)
    except DataError as error:
        if error.problems[0].code != "limit-reached":
            raise
        raise DataError(_poison(path)) from error


def canonical_text(quads: Iterable[ox.Quad], path: Path, *, hash_: Hash = "SHA-256") -> str:
    """The canonical form of a dataset: N-Quads in the order of their code points (RDFC-1.0, section 5)."""
    given = list(quads)
    text = "".join(sorted({f"{quad} .\n" for quad in given}))
    if _BLANK not in text:
        return text  # nothing is to be named
    found = canonical(given, path, hash_=hash_)
    return "".join(sorted(f"{s} {p} {o} {g} .\n" if g else f"{s} {p} {o} .\n" for s, p, o, g in found))


def canonical_hash(quads: Iterable[ox.Quad], path: Path) -> str:
    """The SHA-256 of the canonical form: the same whatever the order of the quads and the names of blank nodes."""
    return digest(canonical_text(quads, path))


def _nodes(quad: ox.Quad) -> tuple[object, ...]:
    return quad.subject, quad.object, quad.graph_name


def _named(dataset: ox.Dataset, hash_: Hash) -> list[Line]:
    dataset.canonicalize(_ALGORITHMS[hash_])
    return [
        (
            str(quad.subject),
            str(quad.predicate),
            str(quad.object),
            "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name),
        )
        for quad in dataset
    ]


def _poison(path: Path) -> Problem:
    found = Message("the blank nodes of this graph cannot be told apart in reasonable time")
    remedy = Message("give them IRIs; if the file is not yours, do not trust it: such graphs are made to stop programs")
    return Problem("poison-graph", found, remedy, Location(str(path)))

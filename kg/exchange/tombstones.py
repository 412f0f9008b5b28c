"""What a release says of IRIs that earlier ones had and it has no more, ``tombstones.ttl``: that they are gone, not what they were.

A node that is gone is ``owl:deprecated`` and was invalidated (PROV-O) by the version that has it no more. Only of a claim
that was withdrawn more is said: its status, and what took its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.exchange.dcat import under
from kg.exchange.model import File
from kg.model.terms import Term, Triple, boolean, expand, literal, text_of
from kg.rdf.serialization import triples
from kg.rdf.syntax import read_triples

FILE = "tombstones.ttl"
_TYPE, _DEPRECATED, _ENDED_BY, _STATUS, _REPLACED_BY, _VERSION, _ACTIVITY, _LABEL = map(
    expand,
    (
        "rdf:type",
        "owl:deprecated",
        "prov:wasInvalidatedBy",
        "hr:status",
        "dct:isReplacedBy",
        "dcat:version",
        "prov:Activity",
        "rdfs:label",
    ),
)
_YES = boolean("true")


class Tombstone(NamedTuple):
    """An IRI that is gone: ``since`` which version of the dataset; of a claim that was withdrawn, status and successors."""

    node: Term
    since: str
    status: Term = ""
    replaced_by: tuple[Term, ...] = ()


def tombstones_in(path: Path) -> dict[Term, Tombstone]:
    """The tombstones in a file, by IRI; none if there is no file."""
    if not path.is_file():
        return {}
    said: defaultdict[Term, defaultdict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o in read_triples(path):
        said[s][p].append(o)
    return {node: _read(node, facts, said) for node, facts in sorted(said.items()) if _YES in facts[_DEPRECATED]}


def _read(node: Term, facts: Mapping[Term, list[Term]], said: Mapping[Term, Mapping[Term, list[Term]]]) -> Tombstone:
    versions = (version for end in facts.get(_ENDED_BY, ()) for version in said.get(end, {}).get(_VERSION, ()))
    status = next(iter(facts.get(_STATUS, ())), "")
    return Tombstone(node, next(map(text_of, versions), ""), status, tuple(sorted(facts.get(_REPLACED_BY, ()))))


def as_file(stones: Iterable[Tombstone], dataset: Term, prefixes: Mapping[str, str]) -> File:
    """The file of some tombstones of a dataset."""
    said = [triple for stone in stones for triple in _triples(stone, dataset)]
    data = triples(said, "ttl", prefixes=prefixes) if said else b"# Nothing that an earlier release had is gone.\n"
    return File(FILE, "text/turtle", "the IRIs that earlier releases had and this one has no more", data)


def _triples(stone: Tombstone, dataset: Term) -> Iterator[Triple]:
    version = under(dataset, "version", stone.since)
    yield stone.node, _DEPRECATED, _YES
    yield stone.node, _ENDED_BY, version
    if stone.status:
        yield stone.node, _STATUS, stone.status
    yield from ((stone.node, _REPLACED_BY, other) for other in stone.replaced_by)
    yield version, _TYPE, _ACTIVITY
    yield version, _VERSION, literal(stone.since)
    yield version, _LABEL, literal(f"publication of version {stone.since}", language="en")

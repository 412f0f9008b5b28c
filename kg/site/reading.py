"""Reads the published graph once, into memory: what is said of each node, and what refers to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.answers.opening import OpenBuild
from kg.model.project import resources
from kg.model.terms import Term, Triple, expand, shortener
from kg.model.vocabulary import PREFIXES
from kg.rdf.dataset import Dataset
from kg.rdf.syntax import read_triples

Facts = dict[Term, dict[Term, tuple[Term, ...]]]
"""The values of each property of each node."""
Back = Mapping[Term, Mapping[Term, tuple[Term, ...]]]
"""The nodes of which each node is the value, by property."""


@dataclass(frozen=True, slots=True)
class Published:
    """The published graph with the vocabularies that explain it; ``nodes`` are those under the project's base.

    ``gone`` are the nodes that were withdrawn, of which nothing is left but their IRI.
    """

    dataset: Dataset
    sha256: str
    base: str
    facts: Facts
    back: Back
    nodes: tuple[Term, ...]
    gone: tuple[Term, ...]
    types: Mapping[Term, frozenset[str]]
    """The classes of each node, by their prefixed names."""


def read_published(build: OpenBuild) -> Published:
    """The graph of a build, without its evidence's originals: what ``kg.ttl`` has, and the whole ontology."""
    data = list(read_triples(build.held.path / "kg.ttl"))
    base = build.dataset.prefixes["id"]
    facts = _facts([*data, *_explained()])
    nodes = tuple(sorted({s for s, _, _ in data if s.startswith(f"<{base}")}))
    gone = {s for s, _, _ in read_triples(build.held.path / "withdrawn.ttl") if s.startswith(f"<{base}")}
    back = _back(data)
    left = tuple(sorted(gone - set(nodes)))
    return Published(build.dataset, build.sha256, base, facts, back, nodes, left, _types(facts))


def _types(facts: Facts) -> Mapping[Term, frozenset[str]]:
    short = cache(shortener(PREFIXES.items()))
    return {node: frozenset(map(short, about[TYPE])) for node, about in facts.items() if TYPE in about}


def _facts(triples: Iterable[Triple]) -> Facts:
    found: dict[Term, dict[Term, dict[Term, None]]] = defaultdict(lambda: defaultdict(dict))
    for s, p, o in triples:
        found[s][p][o] = None
    return {s: {p: tuple(sorted(values)) for p, values in about.items()} for s, about in found.items()}


def _back(triples: Iterable[Triple]) -> Back:
    found: dict[Term, dict[Term, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for s, p, o in triples:
        if o.startswith("<"):
            found[o][p].add(s)
    return {o: {p: tuple(sorted(subjects)) for p, subjects in about.items()} for o, about in found.items()}


def _explained() -> Iterator[Triple]:
    """The ontology and its vocabularies, with what the published part of them leaves out."""
    for path in _files():
        yield from (triple for triple in read_triples(path) if not any(term.startswith("_:") for term in triple))


@cache
def _files() -> tuple[Path, ...]:
    folder = resources("ontology")
    return (folder / "hr.ttl", folder / "derived.ttl", *sorted((folder / "vocabularies").glob("*.ttl")))


TYPE = expand("rdf:type")

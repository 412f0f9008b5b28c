"""What is told of a query besides its answer: terms that the ontology does not have, and nodes that were withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.model.errors import InvalidValueError, Location, Problem, nearest
from kg.model.message import Message
from kg.model.terms import Term, shortener
from kg.model.vocabulary import CLASSES, CONCEPTS, DERIVED, PREFIXES, PROPERTIES
from kg.rdf.dataset import Dataset
from kg.rdf.syntax import read_triples
from kg.validation.compiled.sparql import resolved

_HR, _VOCAB = PREFIXES["hr"], PREFIXES["vocab"]
_NAMES = frozenset((*CLASSES, *PROPERTIES, *DERIVED))
_CONCEPTS = {f"{scheme}/{slug}" for scheme, concepts in CONCEPTS.items() for slug in concepts.values()} | {*CONCEPTS}
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_BASE = re.compile(r"^\s*BASE\s*<[^<>\s]*>", re.MULTILINE | re.IGNORECASE)


def told(text: str, dataset: Dataset, place: str) -> tuple[Problem, ...]:
    """A problem for each term of a query that the ontology does not have, and for each node of it that was withdrawn."""
    names = _names(text, dataset.prefixes)
    where = Location(place) if place else None
    return (*_unknown(names, dataset.prefixes, where), *_withdrawn(names, dataset, where))


def unknown_terms(text: str, prefixes: Mapping[str, str]) -> tuple[Problem, ...]:
    """A problem for each term of a query that the ontology does not have."""
    return tuple(_unknown(_names(text, prefixes), prefixes, None))


def _names(text: str, prefixes: Mapping[str, str]) -> dict[str, None]:
    """The IRIs in a query, in their order."""
    try:
        words = resolved(_BASE.sub("", _COMMENT.sub("", text)), prefixes, "")
    except InvalidValueError:
        return {}  # the engine says what is wrong with it
    return dict.fromkeys(word.text[1:-1] for word in words if word.kind == "iri")


def _unknown(names: dict[str, None], prefixes: Mapping[str, str], where: Location | None) -> Iterator[Problem]:
    short = shortener(prefixes.items())
    for name in names:
        for space, known in ((_HR, _NAMES), (_VOCAB, _CONCEPTS)):
            local = name.removeprefix(space)
            if local and local != name and local not in known:
                found = Message("the ontology has no {term}, so nothing matches it", term=short(f"<{name}>"))
                remedy = Message("`kg terms` lists concepts; docs/model.md shows classes and properties")
                offers = tuple(short(f"<{space}{offer}>") for offer in nearest(local, known))
                yield Problem("unknown-in-query", found, () if offers else remedy, where, offers, severity="warning")


def _withdrawn(names: dict[str, None], dataset: Dataset, where: Location | None) -> Iterator[Problem]:
    base = dataset.prefixes["id"]
    missing = [f"<{name}>" for name in names if name.startswith(base) and not _is_there(f"<{name}>", dataset)]
    if missing and dataset.held:
        gone = _subjects(dataset.held.path / "withdrawn.ttl")
        for node in missing:
            if node in gone:
                found = Message("{node} was withdrawn, so it is not in the graph", node=node[1:-1])
                remedy = Message("what was withdrawn is in withdrawn.ttl")
                yield Problem("withdrawn-in-query", found, remedy, where, severity="warning")


def _is_there(node: Term, dataset: Dataset) -> bool:
    return bool(dataset.solutions(f"SELECT ?p {{ {node} ?p ?o }} LIMIT 1").rows)


def _subjects(path: Path) -> set[Term]:
    return {triple[0] for triple in read_triples(path)} if path.is_file() else set()

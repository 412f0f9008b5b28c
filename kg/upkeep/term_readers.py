"""Who reads a term of the ontology: the shapes, queries and derived properties that mention it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.model.terms import Term, local_name
from kg.model.vocabulary import PREFIXES
from kg.rdf.syntax import read_triples

_MENTION = re.compile(rf"\bhr:([A-Za-z0-9]+)|<{re.escape(PREFIXES['hr'])}([A-Za-z0-9]+)>")


class Readers(NamedTuple):
    """The names of what reads a term, by kind."""

    shapes: tuple[str, ...]
    queries: tuple[str, ...]
    derived: tuple[str, ...]


def term_readers(root: Path) -> Mapping[str, Readers]:
    """By the name of a term of ours, who reads it; a term that nobody reads is missing."""
    ontology = root / "ontology"
    shapes = _inverted(_texts([*ontology.glob("shapes/*.ttl"), *ontology.glob("profiles/*.ttl")]))
    queries = _inverted((path.stem, path.read_text("utf-8")) for path in root.glob("queries/*.rq"))
    derived = _inverted(_rules(ontology / "derived.ttl"))
    names = sorted({*shapes, *queries, *derived})
    return {
        name: Readers(*(tuple(sorted(found.get(name, ()))) for found in (shapes, queries, derived))) for name in names
    }


def _texts(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """The name of each shape, and all that is said of it and of its blank nodes."""
    for path in sorted(paths):
        said: dict[Term, list[Term]] = defaultdict(list)
        for s, _, o in read_triples(path):
            said[s].append(o)
        for shape in (node for node in said if node.startswith("<")):
            yield local_name(shape), "\n".join(_reached(shape, said))


def _reached(start: Term, said: Mapping[Term, list[Term]]) -> Iterator[Term]:
    waiting, seen = [start], {start}
    while waiting:
        for value in said.get(waiting.pop(), ()):
            yield value
            if value.startswith("_:") and value not in seen:
                seen.add(value)
                waiting.append(value)


def _rules(path: Path) -> Iterator[tuple[str, str]]:
    """The name of each derived property, and the query that makes its values without what it makes."""
    for s, p, o in read_triples(path):
        if p.endswith("#construct>"):
            yield local_name(s), o.partition("WHERE")[2]


def _inverted(texts: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    """By term, the names of the texts that mention it."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, text in texts:
        for curie, whole in _MENTION.findall(text):
            found[curie or whole].add(name)
    return found

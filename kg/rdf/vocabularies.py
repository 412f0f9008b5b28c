"""The vocabularies as trees, with labels and definitions in every language."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model.project import resources
from kg.model.terms import expand, text_of
from kg.model.vocabulary import CONCEPTS, PREFIXES
from kg.rdf.syntax import read_triples

LANGUAGES = ("en", "ru", "kk", "fr")


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept with its labels and definitions by language; ``depth`` is 0 at the top of the tree."""

    iri: str
    depth: int
    labels: dict[str, str]
    definitions: dict[str, str]


def read_vocabulary(scheme: str) -> list[Concept]:
    """The concepts of a scheme in the order of its file, children directly after their parent."""
    texts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    parents: dict[str, str] = {}
    for subject, predicate, value in read_triples(resources("ontology") / "vocabularies" / f"{scheme}.ttl"):
        language = re.search(r'"@([a-z]+)$', value)
        if language:
            texts[subject, predicate][language[1]] = text_of(value)
        elif predicate == expand("skos:broader"):
            parents[subject] = value
    order = [f"<{PREFIXES['vocab']}{scheme}/{slug}>" for slug in CONCEPTS[scheme].values()]

    def below(parent: str | None, depth: int) -> Iterator[Concept]:
        for node in order:
            if parents.get(node) == parent:
                labels, definitions = (texts[node, expand(f"skos:{name}")] for name in ("prefLabel", "definition"))
                yield Concept(node.strip("<>"), depth, labels, definitions)
                yield from below(node, depth + 1)

    return list(below(None, 0))

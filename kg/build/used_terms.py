"""The part of the ontology that some data use: what a partner needs to understand them."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model.terms import Term, Triple, expand, iri
from kg.model.vocabulary import PREFIXES

_UPWARDS = {
    expand(name)
    for name in (
        "rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range", "skos:broader", "skos:inScheme",
        "skos:topConceptOf",
    )
}  # fmt: skip
"""Whoever uses a term uses what these lead to."""
_HEADER = iri(PREFIXES["hr"].rstrip("#"))
"""The ontology itself, with its version and licence."""


def used_part(ontology: Iterable[Triple], terms: Iterable[Term]) -> list[Triple]:
    """All that an ontology says of some terms and of those above them, without mention of others of its terms."""
    said: dict[Term, list[Triple]] = {}
    for triple in ontology:
        said.setdefault(triple[0], []).append(triple)
    waiting = [_HEADER, *terms]
    found: set[Term] = set()
    while waiting:
        term = waiting.pop()
        if term in said and term not in found:
            found.add(term)
            waiting += (o for _, p, o in said[term] if p in _UPWARDS or o.startswith("_:"))
            waiting += (p for _, p, _ in said[term])
    return [triple for term in found for triple in said[term] if triple[2] not in said or triple[2] in found]

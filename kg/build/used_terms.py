"""The part of the ontology that some data use: what a partner needs to understand them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

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
_OWL = f"<{PREFIXES['owl']}"
_HEADER = iri(PREFIXES["hr"].rstrip("#"))
"""The ontology itself, with its version and licence."""
_FOR_REGISTRIES = set(
    map(
        expand,
        (
            *("dct:creator", "dct:issued", "dct:modified", "dct:publisher"),
            *("owl:equivalentClass", "rdfs:isDefinedBy", "skos:hasTopConcept"),
        ),
    )
)
_SAID_IN_HEADER = set(map(expand, ("dct:license", "dct:title")))
"""What schemes say too: the header says it once for all, or a label does."""
_OF_OTHERS = {expand("rdf:type"), expand("skos:scopeNote")}
"""What is said of the terms of other vocabularies: what kind OWL takes them for, and a hint for authors of records."""


def used_part(ontology: Iterable[Triple], terms: Iterable[Term]) -> list[Triple]:
    """All that an ontology says of some terms and of those above them, without mention of others of its terms."""
    every = defaultdict[Term, list[Triple]](list)
    for triple in without_registration(ontology):
        every[triple[0]].append(triple)
    said = {term: kept for term, triples in every.items() if (kept := _for_data(triples))}
    waiting = [_HEADER, *terms]
    found: set[Term] = set()
    while waiting:
        term = waiting.pop()
        if term in said and term not in found:
            found.add(term)
            waiting += (o for _, p, o in said[term] if p in _UPWARDS or o.startswith("_:"))
            waiting += (p for _, p, _ in said[term])
    return [triple for term in found for triple in said[term] if triple[2] not in said or triple[2] in found]


def without_registration(ontology: Iterable[Triple]) -> Iterator[Triple]:
    """What an ontology says but for what only registries and reasoners ask."""
    for triple in ontology:
        is_repeated = triple[1] in _SAID_IN_HEADER and triple[0] != _HEADER
        if triple[1] not in _FOR_REGISTRIES and not is_repeated:
            yield triple


def _for_data(triples: Sequence[Triple]) -> Sequence[Triple]:
    """What data need of all that is said of a term: of another vocabulary's, not what kind of term it is."""
    is_of_others = {predicate for _, predicate, _ in triples} <= _OF_OTHERS
    return [triple for triple in triples if not (is_of_others and triple[2].startswith(_OWL))]

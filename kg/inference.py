"""The OWL RL closure: what follows from the axioms that matter, over the data without labels and quotes.

OWL 2 RL: https://www.w3.org/TR/owl2-profiles/#OWL_2_RL
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.vocabulary import PREFIXES

Triple = tuple[str, str, str]

_DULL_PREDICATES = {f"<{PREFIXES['owl']}sameAs>"}
_DULL_OBJECTS = {f"<{PREFIXES['owl']}Thing>", f"<{PREFIXES['rdfs']}Resource>", f"<{PREFIXES['owl']}Nothing>"}


def closure(data: Iterable[Triple], ontology: Iterable[Triple], *, bases: tuple[str, ...]) -> list[Triple]:
    """What the axioms add, sorted: triples about nodes below ``bases`` that are worth having.

    Left out: axioms about datatypes and classes, ``owl:Thing``, and that a thing is the same as itself.
    """
    import owlrl
    import rdflib

    graph = rdflib.Graph()
    given = {*_linked(data), *_linked(ontology)}
    graph.parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in sorted(given)), format="nt")
    known = set(graph)
    closing = owlrl.DeductiveClosure(owlrl.OWLRL.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False)
    closing.expand(graph)
    added = ((s.n3(), p.n3(), o.n3()) for s, p, o in set(graph) - known if isinstance(s, rdflib.URIRef))
    return sorted(triple for triple in added if _is_worth(triple, bases))


def _linked(triples: Iterable[Triple]) -> Iterable[Triple]:
    """Those triples that link two nodes: a label, a quote or a number entails nothing here."""
    return (triple for triple in triples if not triple[2].startswith('"'))


def _is_worth(triple: Triple, bases: tuple[str, ...]) -> bool:
    subject, predicate, target = triple
    return (
        subject.startswith(tuple(f"<{base}" for base in bases))
        and predicate not in _DULL_PREDICATES
        and target not in _DULL_OBJECTS
        and target.startswith("<")
    )

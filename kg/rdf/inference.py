"""The OWL RL closure: what follows from the axioms that matter, over the data without labels and quotes.

OWL 2 RL: https://www.w3.org/TR/owl2-profiles/#OWL_2_RL
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from kg.model.terms import Triple
from kg.model.vocabulary import PREFIXES

if TYPE_CHECKING:
    import owlrl

_AXIOMS = tuple(PREFIXES[name] for name in ("owl", "rdf", "rdfs"))
_TYPE, _SAME, _THING = f"{PREFIXES['rdf']}type", f"{PREFIXES['owl']}sameAs", f"{PREFIXES['owl']}Thing"
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
    owlrl.DeductiveClosure(_semantics(), axiomatic_triples=False, datatype_axioms=False).expand(graph)
    added = ((s.n3(), p.n3(), o.n3()) for s, p, o in set(graph) - known if isinstance(s, rdflib.URIRef))
    return sorted(triple for triple in added if _is_worth(triple, bases))


@cache
def _semantics() -> type[owlrl.OWLRL.OWLRL_Semantics]:
    """The rules of owlrl, asked of those triples only that one of them begins with: a third of the time.

    A rule begins with an axiom, so with a property or a class of RDF, RDFS or OWL. Only eq-ref begins with any triple,
    and says that each thing is the same as itself; what follows from that is the triple that was there.
    """
    from owlrl.OWLRL import OWLRL_Semantics

    class Semantics(OWLRL_Semantics):
        def rules(self, t: tuple[str, str, str], cycle_num: int) -> None:
            subject, predicate, target = map(str, t)
            is_axiom = (
                target.startswith(_AXIOMS) and target != _THING if predicate == _TYPE else predicate.startswith(_AXIOMS)
            )
            if is_axiom and not (predicate == _SAME and subject == target):
                super().rules(t, cycle_num)

    return Semantics


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

"""What follows from the ontology by all rules of OWL 2 RL, as owlrl applies them: what ``kg.rdf.closure`` is measured against.

OWL 2 RL: https://www.w3.org/TR/owl2-profiles/#OWL_2_RL
"""

from __future__ import annotations

from collections.abc import Iterable

import owlrl
import rdflib
from owlrl.OWLRL import OWLRL_Semantics

from kg.model.terms import Triple
from kg.rdf.closure import is_worth, linked


def closure(data: Iterable[Triple], ontology: Iterable[Triple], *, bases: tuple[str, ...]) -> list[Triple]:
    """What the axioms add, sorted, of any axiom of OWL 2 RL; the same is left out as in ``kg.rdf.closure``."""
    graph = rdflib.Graph()
    given = sorted({*linked(data), *linked(ontology)})
    graph.parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in given), format="nt")
    known = set(graph)
    owlrl.DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    added = ((s.n3(), p.n3(), o.n3()) for s, p, o in set(graph) - known if isinstance(s, rdflib.URIRef))
    return sorted(triple for triple in added if is_worth(triple, bases))

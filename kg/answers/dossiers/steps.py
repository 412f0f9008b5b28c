"""The steps and decisions of a proceeding that a dossier has no room to tell as facts of their own."""

from __future__ import annotations

from collections.abc import Container

from kg.answers.dossiers.arranging import in_order
from kg.answers.dossiers.wording import Wording, least_sure
from kg.model.message import Message
from kg.model.terms import Term

STEPS = Message("Steps and decisions")
_PARTS = "SELECT DISTINCT ?part ?node { VALUES ?node { @nodes } ?part hr:partOf+ ?node } ORDER BY ?part"


def steps(wording: Wording, node: Term, shown: Container[Term]) -> str:
    """The parts of a proceeding that are not ``shown`` as facts, in order of time, each as sure as it is told."""
    graph = wording.graph
    if not graph.is_a(node, "hr:Proceeding"):
        return ""
    found = [part for part, _ in graph.rows(_PARTS, (node,)) if part not in shown]
    claims, told = graph.claims(found), []
    for part in in_order(graph, found):
        sure = least_sure([claim for claim in claims.get(part, ()) if not claim.aspect])
        told.append(wording.label(part) + (f" ({wording.degree(sure)})" if sure not in ("", "stated as fact") else ""))
    return "; ".join(told)

"""The facts of a dossier in order of time: each event with the claims about it, parts under their whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.answers.claim_words import AFFIRMS
from kg.answers.dossiers.graph import Claim, Graph
from kg.answers.dossiers.selecting import moment
from kg.model.concepts import concept_iri
from kg.model.terms import Term

_NOT_YET = tuple(concept_iri("modality", name) for name in ("planned", "threatened", "demanded", "mentioned"))


@dataclass(frozen=True, slots=True)
class Fact:
    """An event with its number in the dossier, the claims about it, and the facts that are its parts."""

    node: Term
    number: str
    claims: tuple[Claim, ...]
    parts: tuple[Fact, ...] = ()

    @property
    def main(self) -> tuple[Claim, ...]:
        """The claims about the event as a whole."""
        return tuple(claim for claim in self.claims if not claim.aspect)

    @property
    def claimants(self) -> frozenset[Term]:
        """Those who affirm the event themselves."""
        return frozenset(who for claim in self.main if claim.stance == AFFIRMS for who in claim.said.claimants)


def happened(graph: Graph, node: Term) -> bool:
    """Whether an event is told among what took place; one that was attempted is, with that word in its heading."""
    return graph.one(node, "hr:modality") not in _NOT_YET


def arranged(graph: Graph, events: Sequence[Term]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """What happened and what did not, or not yet, in order of time; parts under their whole where both are shown."""
    claims = graph.claims(events)
    whole: dict[Term, Term] = {}
    for node in events:
        wholes = [one for one in graph.all(node, "hr:partOf") if one in events and one != node]
        same = [one for one in wholes if happened(graph, one) == happened(graph, node)]
        whole |= {node: max(same, key=lambda one: (len(graph.all(one, "hr:partOf")), one))} if same else {}
    whole = {node: top for node, top in whole.items() if not _circular(node, whole)}

    def numbered(nodes: Sequence[Term], before: str) -> tuple[Fact, ...]:
        made = []
        for position, node in enumerate(in_order(graph, nodes), 1):
            number = f"{before}{position}"
            parts = [part for part, top in whole.items() if top == node]
            made.append(Fact(node, number, claims.get(node, ()), numbered(parts, f"{number}.")))
        return tuple(made)

    tops = [node for node in events if node not in whole]
    actual = numbered([node for node in tops if happened(graph, node)], "")
    return actual, numbered([node for node in tops if not happened(graph, node)], "P")


def in_order(graph: Graph, nodes: Sequence[Term]) -> tuple[Term, ...]:
    """Events in order of time; where the dates leave that open, what led to an event stands before it."""
    by_date = sorted(nodes, key=lambda one: moment(graph, one))
    placed: dict[Term, None] = {}

    def place(node: Term, above: tuple[Term, ...]) -> None:
        for cause in by_date:
            if cause not in (*placed, *above) and led_to(graph, cause, node):
                place(cause, (*above, cause))
        placed.setdefault(node)

    for node in by_date:
        place(node, (node,))
    return tuple(placed)


def led_to(graph: Graph, cause: Term, node: Term) -> bool:
    """Whether one event is told as what led to another, and by the dates can have begun before that was over."""
    if node not in graph.all(cause, "hr:result") and cause not in graph.all(node, "hr:aftermathOf"):
        return False
    begun, over = graph.raw(cause, "hr:earliest"), graph.raw(node, "hr:latest")
    return not begun or not over or begun <= over


def _circular(node: Term, whole: dict[Term, Term]) -> bool:
    seen, at = {node}, whole.get(node)
    while at:
        if at in seen:
            return True
        seen.add(at)
        at = whole.get(at)
    return False


def every(facts: Sequence[Fact]) -> Iterator[Fact]:
    """The facts and, after each, its parts."""
    for fact in facts:
        yield fact
        yield from every(fact.parts)


def upper(text: str) -> str:
    """A text with a capital at its beginning."""
    return f"{text[:1].upper()}{text[1:]}"

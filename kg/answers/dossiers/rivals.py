"""What contradicts what among the things shown, and who or what may be the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.answers.dossiers.arranging import upper
from kg.answers.dossiers.dates import in_words
from kg.answers.dossiers.graph import Claim
from kg.answers.dossiers.model import Item
from kg.answers.dossiers.selecting import Selection
from kg.answers.dossiers.wording import Wording, listed
from kg.answers.names import OPEN, word
from kg.model.terms import Term, text_of

_RIVALS = {"hr:contradicts": "contradicts", "hr:differsFrom": "differs from, without excluding it,"}
_DECISIONS = """
SELECT DISTINCT ?node ?other ?decision WHERE {
  VALUES ?node { @nodes }
  { ?decision hr:left ?node ; hr:right ?other } UNION { ?decision hr:right ?node ; hr:left ?other }
  ?decision hr:verdict <@verdict>
} ORDER BY ?node ?other ?decision
"""


def contradictions(wording: Wording, selection: Selection, numbers: dict[Term, str]) -> Iterator[Item]:
    """Each pair of claims about what is shown of which one contradicts the other or differs from it."""
    graph = wording.graph
    claims = graph.claims([*selection.about, *selection.events, *selection.demands])
    own = [claim for found in claims.values() for claim in found] + [graph.claim(one) for one in selection.findings]
    seen: set[frozenset[Term]] = set()
    for claim in own:
        for key, verb in _RIVALS.items():
            for other in graph.all(claim.node, key):
                if (pair := frozenset((claim.node, other))) in seen:
                    continue
                seen.add(pair)
                rival = graph.claim(other, graph.one(other, "hr:asserts"))
                about = (
                    f"Fact {numbers[claim.about]}"
                    if claim.about in numbers
                    else upper(wording.prose(wording.label(claim.about or claim.node)))
                )
                yield Item(about, _pair(wording, claim, rival, verb))


def _pair(wording: Wording, claim: Claim, rival: Claim, verb: str) -> str:
    """Two claims side by side, each with how sure it is, and where they stand."""
    passages = tuple(dict.fromkeys((*claim.passages, *rival.passages)))
    return (
        f"{_saying(wording, claim)}. This {verb} the following: {_saying(wording, rival)}. ({wording.places(passages)})"
    )


def _saying(wording: Wording, claim: Claim) -> str:
    """What a claim says, of which detail, and how surely."""
    graph = wording.graph
    detail = graph.names.of(claim.aspect) if claim.aspect else ""
    values = listed([_value(wording, value) for value in claim.values]) if claim.values else ""
    told = graph.text(claim.node, "dct:description") if not detail else ""
    what = ": ".join(filter(None, (upper(detail), values))) or told or "That it is so"
    return f"{wording.prose(what)} — {wording.how(claim)}"


def _value(wording: Wording, value: Term) -> str:
    graph = wording.graph
    if value.endswith("/EDTF>"):
        return in_words(text_of(value))
    if graph.all(value, "hr:role"):
        agent = graph.one(value, "hr:agent")
        return f"{word(graph.one(value, 'hr:role'))}, {wording.name(agent) if agent else OPEN}"
    return wording.name(value)


def identities(wording: Wording, nodes: Iterable[Term], named: Iterable[Term], verdict: str) -> Iterator[Item]:
    """Who or what among some nodes may be somebody or something else, and why that is not decided.

    Those who are only ``named``, such as claimants, count where both are.
    """
    graph, seen, core, around = wording.graph, set[Term](), set(nodes), set(named)
    for node, other, decision in graph.rows(_DECISIONS.replace("@verdict", verdict), core | around):
        if decision not in seen and (core & {node, other} or other in around):
            seen.add(decision)
            ground = wording.prose(graph.text(decision, "hr:ground").removeprefix("possible: "))
            yield Item(
                f"{upper(wording.label(node))} may be the same as {wording.label(other)}",
                f"Possibly same, our decision. Ground: {ground}.",
            )

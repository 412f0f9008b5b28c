"""What contradicts what among the things shown, and who or what may be the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.answers.dossiers.arranging import upper
from kg.answers.dossiers.graph import Claim
from kg.answers.dossiers.model import Item
from kg.answers.dossiers.selecting import Selection
from kg.answers.dossiers.wording import Wording
from kg.answers.names import OPEN
from kg.model.message import Message
from kg.model.terms import Term, text_of

_RIVALS = {
    "hr:contradicts": Message("{one}. This contradicts the following: {other}. ({places})"),
    "hr:differsFrom": Message("{one}. This differs from, without excluding it, the following: {other}. ({places})"),
}
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
        for key, told in _RIVALS.items():
            for other in graph.all(claim.node, key):
                if (pair := frozenset((claim.node, other))) in seen:
                    continue
                seen.add(pair)
                rival = graph.claim(other, graph.one(other, "hr:asserts"))
                yield Item(_about(wording, claim, numbers), _pair(wording, claim, rival, told, numbers))


def _about(wording: Wording, claim: Claim, numbers: dict[Term, str]) -> str:
    """What a claim is about: a fact by its number, anything else by its name."""
    if claim.about in numbers:
        return upper(wording.say(Message("fact {number}", number=numbers[claim.about])))
    return upper(wording.prose(wording.label(claim.about or claim.node)))


def _pair(wording: Wording, claim: Claim, rival: Claim, told: Message, numbers: dict[Term, str]) -> str:
    """Two claims side by side, each with how sure it is, and where they stand."""
    passages = tuple(dict.fromkeys((*claim.passages, *rival.passages)))
    one = _saying(wording, claim, "" if claim.about not in numbers else wording.label(claim.about))
    other = _saying(wording, rival, _called(wording, rival, numbers))
    return wording.say(told.given(one=one, other=other, places=wording.places(passages)))


def _called(wording: Wording, claim: Claim, numbers: dict[Term, str]) -> str:
    """The name of what a claim is about, and its number if it is a fact of the dossier."""
    name = wording.label(claim.about or claim.node)
    number = wording.say(Message("fact {number}", number=numbers[claim.about])) if claim.about in numbers else ""
    return f"{name} ({number})" if number else name


def _saying(wording: Wording, claim: Claim, name: str) -> str:
    """What a claim says, of which detail, and how surely; of an event or a demand as a whole, its ``name``."""
    graph = wording.graph
    detail = graph.names.of(claim.aspect) if claim.aspect else ""
    values = wording.listed([_value(wording, value) for value in claim.values]) if claim.values else ""
    told = graph.text(claim.node, "dct:description") if not detail else ""
    what = ": ".join(filter(None, (upper(detail), values))) or told or upper(name)
    return f"{wording.prose(what)} — {wording.how(claim)}" if what else upper(wording.how(claim))


def _value(wording: Wording, value: Term) -> str:
    graph = wording.graph
    if value.endswith("/EDTF>"):
        return wording.date(text_of(value))
    if graph.all(value, "hr:role"):
        agent = graph.one(value, "hr:agent")
        return f"{graph.word(graph.one(value, 'hr:role'))}, {wording.name(agent) if agent else wording.say(OPEN)}"
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
            pair = Message(
                "{one} may be the same as {other}", one=upper(wording.label(node)), other=wording.label(other)
            )
            decided = Message("Possibly same, our decision. Ground: {ground}.", ground=ground)
            yield Item(wording.say(pair), wording.say(decided))

"""What is said of the facts of a dossier: findings and opinions, demands and what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from kg.answers.dossiers.arranging import upper
from kg.answers.dossiers.graph import Claim
from kg.answers.dossiers.model import Item
from kg.answers.dossiers.wording import Wording
from kg.model.message import Message
from kg.model.terms import Term, expand


def findings(wording: Wording, nodes: Sequence[Term], numbers: dict[Term, str]) -> Iterator[Item]:
    """Each finding or opinion: what it says, on whose word, how surely, and where."""
    graph = wording.graph
    graph.read(nodes)
    for node in sorted(nodes, key=lambda one: _place_of(graph.claim(one))):
        claim = graph.claim(node)
        about = sorted({numbers[one] for one in graph.all(node, "hr:concerns") if one in numbers})
        told = [_text(wording, node), *read_as(wording, claim), *_on(wording, about)]
        yield Item(upper(wording.how(claim).rstrip(".")), " ".join(told) + _where(wording, claim))


def _on(wording: Wording, numbers: Sequence[str]) -> Iterator[str]:
    """The facts that a finding is about."""
    told = wording.listed(numbers)
    if told:
        one = Message("On fact {number}.", number=told)
        yield wording.say(one if len(numbers) == 1 else Message("On facts {numbers}.", numbers=told))


def read_as(wording: Wording, claim: Claim) -> Iterator[str]:
    """How we read words that can be read in several ways."""
    if claim.reading:
        yield wording.say(Message("Read as: {reading}.", reading=wording.prose(claim.reading)))


def _place_of(claim: Claim) -> tuple[Term, int, Term]:
    """What findings and demands are sorted by: the document, then the place in it."""
    first = claim.passages[0] if claim.passages else None
    return (first.document, first.start, claim.node) if first else ("", 0, claim.node)


def _text(wording: Wording, node: Term) -> str:
    return wording.prose(wording.graph.text(node, "dct:description")) + "."


def _where(wording: Wording, claim: Claim) -> str:
    return f" ({wording.places(claim.passages)})" if claim.passages else ""


def demands(wording: Wording, nodes: Sequence[Term]) -> Iterator[Item]:
    """Each demand: who makes it of whom, where and when, what it asks, and what was answered.

    Those that follow each other in a document and are alike in all this are counted in one line.
    """
    graph = wording.graph
    claims = graph.claims(nodes)
    ordered = sorted(nodes, key=lambda one: _place_of(_main(claims.get(one, ())) or graph.claim(one)))
    told = [
        (_head(wording, node, claims.get(node, ())), _demand(wording, node, claims.get(node, ()))) for node in ordered
    ]
    for label, group in groupby(told, key=itemgetter(0)):
        texts = [text for _, text in group]
        counted = [f"({number}) {text}" for number, text in enumerate(texts, 1)] if len(texts) > 1 else texts
        yield Item(label, " ".join(counted))


def _head(wording: Wording, node: Term, claims: Sequence[Claim]) -> str:
    """By whom, to whom, where and when."""
    makers, asked = (_named(wording, node, claims, key) for key in ("hr:madeBy", "hr:addressedTo"))
    where = [_made_in(wording, one) for one in wording.graph.all(node, "hr:madeIn")]
    to = Message("{who} to {whom}", who=makers, whom=asked) if makers else Message("to {names}", names=asked)
    parties = wording.say(to) if asked else makers
    return upper(", ".join(filter(None, (parties, wording.listed(where)))) or wording.say(Message("demand")))


def _demand(wording: Wording, node: Term, claims: Sequence[Claim]) -> str:
    """What is asked, how that is known, and what was answered."""
    said = [_text(wording, node), *(_sure(wording, claim) for claim in claims if not claim.aspect)]
    return " ".join(filter(None, (*said, _answer(wording, node, claims))))


def _main(claims: Sequence[Claim]) -> Claim | None:
    return next((claim for claim in claims if not claim.aspect), None)


def _named(wording: Wording, node: Term, claims: Sequence[Claim], key: str) -> str:
    """The makers or addressees of a demand, each with its reserve."""
    shown = []
    for value in wording.graph.all(node, key):
        on = [claim for claim in claims if claim.aspect == expand(key) and value in claim.values]
        reserve = f" ({'; '.join(wording.how(claim) for claim in on)})" if on else ""
        shown.append(f"{wording.name(value)}{reserve}")
    return wording.listed(sorted(shown))


def _made_in(wording: Wording, node: Term) -> str:
    graph = wording.graph
    if graph.is_a(node, "hr:Document"):
        return wording.document(node)
    date = graph.raw(node, "hr:date")
    return f"{wording.label(node)}, {wording.date(date)}" if date else wording.label(node)


def _sure(wording: Wording, claim: Claim) -> str:
    """How the demand itself is known, and where it stands."""
    how = wording.how(claim)
    return f"({upper(how)})" + _where(wording, claim)


def _answer(wording: Wording, node: Term, claims: Sequence[Claim]) -> str:
    graph = wording.graph
    found = []
    for value in graph.all(node, "hr:response"):
        on = [claim for claim in claims if claim.aspect == expand("hr:response") and value in claim.values]
        how = "; ".join(wording.how(claim) for claim in on)
        found.append(wording.label(value) + (f" — {how}" if how else ""))
    told = [*sorted(graph.word(kind) for kind in graph.all(node, "hr:responseKind")), *found]
    return wording.say(Message("Answer: {answers}.", answers="; ".join(told))) if told else ""

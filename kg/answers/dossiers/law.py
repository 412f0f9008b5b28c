"""The law of a dossier: each provision and right with the facts in which it is said to matter, and how surely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.answers.claim_words import AFFIRMS, FACT, OURS
from kg.answers.dossiers.arranging import Fact
from kg.answers.dossiers.graph import Claim
from kg.answers.dossiers.model import Item
from kg.answers.dossiers.wording import Wording, least_sure
from kg.model.message import Message
from kg.model.terms import Term, expand

KEYS = {
    "hr:violates": Message("said to be violated"),
    "hr:legalBasis": Message("given as the legal basis"),
    "hr:charge": Message("the charge"),
    "hr:citesProvision": Message("cited"),
    "hr:instrument": Message("concerned"),
}
"""The ways in which a law can matter; what is in one of the first is not told again as merely cited."""


def law(wording: Wording, facts: Sequence[Fact]) -> Iterator[Item]:
    """Each provision with how it is cited and in which facts, then each right with the facts that concern it."""
    graph = wording.graph
    cited: dict[str, dict[str, list[str]]] = {}
    rights: dict[str, dict[str, list[str]]] = {}
    for fact in facts:
        seen: set[Term] = set()
        for key, use in KEYS.items():
            for node in graph.all(fact.node, key):
                if node not in seen:
                    uses = cited.setdefault(_with_rights(wording, node), {})
                    uses.setdefault(f"{wording.say(use)}, {_how(wording, fact, key, node)}", []).append(fact.number)
                seen.add(node)
        for right in graph.all(fact.node, "hr:right"):
            label = wording.say(Message("Right concerned, {right}", right=wording.name(right)))
            uses = rights.setdefault(label, {})
            uses.setdefault(_how(wording, fact, "hr:right", right), []).append(fact.number)
    for label, uses in [*sorted(cited.items()), *sorted(rights.items())]:
        yield Item(label, "; ".join(f"{use}: {in_facts(wording, numbers)}" for use, numbers in uses.items()))


def _how(wording: Wording, fact: Fact, key: str, value: Term) -> str:
    """How sure a detail is, in a few words: by the claims about it or, without any, by those about the fact."""
    on = [claim for claim in fact.claims if claim.aspect == expand(key) and value in claim.values] or fact.main
    said = {_in_words(wording, one) for one in on}
    stances = {wording.graph.word(claim.stance) for claim in on if claim.stance != AFFIRMS}
    return wording.any_of(sorted(said | stances))


def _in_words(wording: Wording, claim: Claim) -> str:
    """How sure a claim is and on what basis; a firm inference is called just that."""
    basis, sure = wording.graph.word(claim.basis), wording.degree(least_sure([claim]))
    return basis if claim.basis == OURS and claim.said.certainty == FACT else ", ".join(filter(None, (sure, basis)))


def provision(wording: Wording, node: Term) -> str:
    """A provision with the law that it belongs to."""
    label = wording.label(node)
    laws = [wording.label(law) for law in wording.graph.all(node, "hr:partOf")]
    return label if not laws or any(law in label for law in laws) else f"{label}, {wording.listed(laws)}"


def _with_rights(wording: Wording, node: Term) -> str:
    protects = wording.names(wording.graph.all(node, "hr:protects"))
    law = provision(wording, node)
    return wording.say(Message("{law} (protects {rights})", law=law, rights=protects)) if protects else law


def in_facts(wording: Wording, numbers: Sequence[str]) -> str:
    """The numbers of facts in a sentence."""
    listed = wording.listed(numbers)
    several = Message("facts {numbers}", numbers=listed)
    return wording.say(several if len(set(numbers)) > 1 else Message("fact {number}", number=listed))

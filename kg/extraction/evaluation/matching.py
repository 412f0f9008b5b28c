"""Which proposed act is which annotated one: both tell of the same words, and their types are kin; each counts once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.extraction.evaluation.gold import GoldAct, GoldDocument, Party, overlap
from kg.extraction.merging import are_kin
from kg.extraction.proposals import Proposal


class Found(NamedTuple):
    """A proposed act with the labels of whom and what it refers to."""

    proposal: Proposal
    victims: tuple[str, ...]
    doers: tuple[str, ...]
    places: tuple[str, ...]
    numbers: tuple[int, ...]

    @property
    def date(self) -> str:
        """The date that is filled in."""
        return self.proposal.first("date")


class Pair(NamedTuple):
    """An annotated act and the proposed one that is it."""

    gold: GoldAct
    found: Found


def acts_of(proposals: Iterable[Proposal]) -> list[Found]:
    """The proposed acts."""
    every = list(proposals)
    labels = {one.ident: one.first("label") for one in every}
    counts = {one.ident: int(one.first("count.exactly") or 0) for one in every}
    return [_found(one, labels, counts) for one in every if one.kind == "act"]


def _found(one: Proposal, labels: Mapping[str, str], counts: Mapping[str, int]) -> Found:
    def named(key: str) -> tuple[str, ...]:
        return tuple(labels.get(slot.value, slot.value) for slot in one.filled(key))

    numbers = tuple(counts.get(slot.value, 0) for slot in one.filled("victim"))
    return Found(one, named("victim"), named("alleged-perpetrator"), named("place"), numbers)


def pairs(gold: GoldDocument, found: Iterable[Found]) -> tuple[list[Pair], list[GoldAct], list[Found]]:
    """The pairs, the acts that were missed, and the proposed ones that are none; what is no act of ours counts nowhere."""
    acts, left = list(gold.counted()), list(found)
    ranked = sorted(
        ((_likeness(act, one), a, f) for a, act in enumerate(acts) for f, one in enumerate(left)), reverse=True
    )
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    made: list[Pair] = []
    for likeness, a, f in ranked:
        if likeness > 0 and a not in taken_gold and f not in taken_found:
            taken_gold.add(a)
            taken_found.add(f)
            made.append(Pair(acts[a], left[f]))
    other = [act for act in gold.acts if not act.type]
    wrong = [one for f, one in enumerate(left) if f not in taken_found and not any(_tells(act, one) for act in other)]
    return made, [act for a, act in enumerate(acts) if a not in taken_gold], wrong


def _tells(act: GoldAct, one: Found) -> bool:
    spans = [(words.start, words.end) for words in (one.proposal.words, *one.proposal.also)]
    return any(overlap(mine, theirs) for mine in spans for theirs in act.spans)


def _likeness(act: GoldAct, one: Found) -> float:
    """How alike an annotated and a proposed act are; 0 if they are not the same."""
    kind = one.proposal.first("type")
    if not _tells(act, one) or not are_kin(act.type, kind):
        return 0
    same_victim = any(is_party(party, label) for party in act.victims for label in one.victims)
    return 1 + (act.type == kind) + 2 * same_victim + (bool(act.date) and act.date == one.date)


_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "in",
        "and",
        "who",
        "to",
        "at",
        "on",
        "for",
        "by",
        "with",
        "was",
        "were",
        "others",
        "other",
        "people",
    }
)


def _words(text: str) -> set[str]:
    return {word[:5] for word in _WORD.findall(text.casefold()) if word not in _EMPTY}


def is_party(party: Party, label: str, number: int = 0) -> bool:
    """Whether a label means a party: a person by surname, a group by number or by a word in common."""
    if party.kind == "person":
        last = label.casefold().split()[-1] if label.split() else ""
        return any(last in name.casefold().split() for name in party.names)
    if party.number and number:
        return party.number == number
    return any(_words(name) & _words(label) for name in party.names) or (party.kind == "group" and not _words(label))

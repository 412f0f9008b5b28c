"""The form of a proposal: a record that a program suggests, and for each of its values the words, the rule and the score.

An extractor makes ``Proposal`` values and nothing else; what writes them, shows them for review, measures them or puts
them into a graph works on these alone. The values are written as a person would write them into a file of records: an id or
a label for a reference, EDTF for a date, a label for a concept. Proposals refer to each other by id.

Two things are kept apart. ``certainty``, ``basis`` and ``stance`` are those of the *source*: how surely the text says it,
and who says it. ``score`` and ``take`` are those of the *extractor*: how often its rule was right where it was measured,
and what a reviewer may do with the value. Whether a person accepted it is neither: a proposal is always unreviewed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

Take = Literal["accept", "look", "offer"]
"""What a reviewer may do: accept with one key; look first; choose among what is offered, of which none is filled in."""


IS = "is"
"""The key that says which entry of the project a proposed person, body or place is; no record has it."""


class Words(NamedTuple):
    """Code points ``start`` to ``end`` (exclusive) of the document's text, and the words there with single spaces."""

    start: int
    end: int
    text: str


class Slot(NamedTuple):
    """One proposed value of a key.

    ``certainty``, ``basis`` and ``stance`` are labels of these vocabularies, empty where they are those of the record.
    ``take`` is ``offer`` for a value that stays out of the record until somebody chooses it; ``ground`` is why a value
    is inferred that the words do not say by themselves.
    """

    key: str
    value: str
    words: Words
    rule: str
    score: float
    certainty: str = ""
    basis: str = ""
    stance: str = ""
    take: Take = "accept"
    ground: str = ""


class Proposal(NamedTuple):
    """A proposed record of a kind; ``words`` are its evidence, one sentence of the document or a part of it.

    ``rule`` names what opened it: a line of the lexicon, a rule, or a model with its prompt's hash. ``claimants`` are
    who says it, the innermost first: whoever saw it, then who relayed it; empty for the document's authors. ``asks`` is what a
    reviewer should look at, such as a sentence with a doer that no rule may fill in. ``readers`` is how many have to accept it.
    """

    kind: str
    ident: str
    words: Words
    rule: str
    score: float
    slots: tuple[Slot, ...] = ()
    also: tuple[Words, ...] = ()
    certainty: str = ""
    basis: str = ""
    stance: str = ""
    claimants: tuple[str, ...] = ()
    take: Take = "look"
    asks: str = ""
    readers: int = 1

    def filled(self, key: str) -> list[Slot]:
        """The values of a key that are filled in, in the order of the text."""
        return [slot for slot in self.slots if slot.key == key and slot.take != "offer"]

    def first(self, key: str) -> str:
        """The first value of a key that is filled in; empty if there is none."""
        return next((slot.value for slot in self.filled(key)), "")


def needed_readers(proposal: Proposal, guarded: Iterable[str]) -> int:
    """How many people have to accept a proposal: two for an alleged perpetrator, and for what is guarded.

    ``guarded`` are ids of proposals about minors and private persons.
    """
    names = {slot.value for slot in proposal.slots if slot.take != "offer"}
    is_risky = bool(proposal.filled("alleged-perpetrator")) or proposal.first("type") in SENSITIVE
    return 2 if is_risky or not names.isdisjoint(guarded) else 1


SENTENCE = "sentence"
"""The kind of a proposal that is only a sentence to look at."""
NO_RECORD = frozenset({"document", SENTENCE})
"""Kinds that stand in no file of records: the document's own facts, and sentences to look at."""

SENSITIVE = frozenset({"sexual violence", "rape", "sexual harassment", "domestic violence"})
"""Types of act that need a second reader."""


def rules_of(proposals: Iterable[Proposal]) -> Iterator[str]:
    """The rules that made some proposals and their values, each once for each time that it was used."""
    for proposal in proposals:
        yield proposal.rule
        yield from (slot.rule for slot in proposal.slots)

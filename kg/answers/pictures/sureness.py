"""How sure a detail is, as one mark: who concludes it, how sure the claimant is, and whether it is affirmed at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.answers.speech import IN_ENGLISH, Speech
from kg.model.message import Message

INKS = ("stated as fact", "reported", "alleged", "suggested", "unclear")
"""The degrees of certainty, surest first: the more ink, the surer."""
WORD, OFFICIAL, UN, INFERENCE = "word", "official finding", "UN finding", "our inference"
FINDING = "official or UN finding"
DENIED, DOUBTED, ASKED, OPEN = "denied", "doubted", "asked", "left open"
OUTLINES = (WORD, OFFICIAL, UN, FINDING, INFERENCE, DOUBTED, ASKED, OPEN, DENIED)
_STANCES = {"denies": DENIED, "doubts": DOUBTED, "asks": ASKED, "leaves open": OPEN}
_BASES = (OFFICIAL, UN, INFERENCE)
_CALLED = {
    FINDING: Message("official or UN finding"),
    DENIED: Message("denied"),
    DOUBTED: Message("doubted"),
    ASKED: Message("asked"),
    OPEN: Message("left open"),
}
"""The outlines that are no concept of a vocabulary."""


class Mark(NamedTuple):
    """What one claim says of a detail: ``outline`` who concludes it, or that it is not affirmed; ``ink`` how sure it is."""

    outline: str
    ink: str = ""

    @property
    def plain(self) -> bool:
        """Whether somebody states it as fact, and we did not work it out."""
        return self.ink == INKS[0] and self.outline != INFERENCE

    @property
    def form(self) -> Mark:
        """The mark as far as its drawing tells: findings of whatever body are drawn alike."""
        return Mark(FINDING if self.outline in (OFFICIAL, UN) else self.outline, self.ink)

    @property
    def words(self) -> str:
        """The same in the English words of the vocabularies.

        >>> Mark(INFERENCE, "suggested").words, Mark(INFERENCE, "stated as fact").words, Mark(DENIED).words
        ('our inference, suggested', 'our inference', 'denied')
        """
        return self.said(IN_ENGLISH)

    def said(self, speech: Speech) -> str:
        """The same in the words of the vocabularies in a language."""
        known = _CALLED.get(self.outline)
        outline = speech.say(known) if known else speech.label("basis", self.outline)
        if self.outline == INFERENCE and self.ink == INKS[0]:
            return outline
        ink = speech.label("certainty", self.ink)
        return ", ".join(filter(None, ("" if self.outline == WORD else outline, ink)))


def mark_of(certainty: str, stance: str, basis: str) -> Mark:
    """The mark of a claim with these words of the vocabularies.

    >>> mark_of("alleged", "affirms", "own observation"), mark_of("stated as fact", "denies", "")
    (Mark(outline='word', ink='alleged'), Mark(outline='denied', ink=''))
    """
    if stance in _STANCES:
        return Mark(_STANCES[stance])
    return Mark(basis if basis in _BASES else WORD, certainty if certainty in INKS else INKS[-1])


def rank(mark: Mark) -> tuple[int, int, int]:
    """The surest first; what is not affirmed comes last."""
    affirmed = bool(mark.ink)
    ink = INKS.index(mark.ink) if affirmed else 0
    return not affirmed, ink, OUTLINES.index(mark.outline)


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Each mark once, in a fixed order, so that none of several claims wins by its place."""
    return tuple(sorted(set(marks), key=rank))


def least_sure(marks: Iterable[Mark]) -> Mark:
    """The mark by which a line is drawn that has room for one only; an inference is less sure than a claimant's word.

    >>> least_sure([Mark(WORD, "stated as fact"), Mark(INFERENCE, "stated as fact")]).outline
    'our inference'
    """
    return max(marks, key=lambda mark: (not mark.ink, mark.outline == INFERENCE, rank(mark)))

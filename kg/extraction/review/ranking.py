"""The order in which proposals are shown: what can harm somebody first, then as the document tells it; sentences to look at last."""

from __future__ import annotations

from kg.extraction.proposals import SENTENCE
from kg.extraction.review.decisions import Standing, Standings, same_person

_LATER = {"open": 0, "waiting": 0, "skipped": 1, "accepted": 2, "moved": 3, "merged": 3, "rejected": 3}


def ranked(now: Standings, who: str = "") -> list[Standing]:
    """What waits for a reader first, of that what needs two readers, then the rest; each in the document's order.

    What waits for somebody else than ``who`` stands behind what waits for anybody; the document's own facts come last.
    """
    return sorted(now.values(), key=lambda one: (max(_LATER[one.state], _is_read(one, who)), *_rank(one)))


def _is_read(one: Standing, who: str) -> bool:
    return one.state == "waiting" and same_person(who) in map(same_person, one.readers)


def _rank(one: Standing) -> tuple[int, bool, bool, float, int]:
    proposal = one.proposal
    blames = bool(proposal.filled("alleged-perpetrator"))
    likely = proposal.score if proposal.kind == SENTENCE else 0.0
    return _LAST.get(proposal.kind, 0), not blames, one.needed == 1, -likely, proposal.words.start


_LAST = {"document": 1, SENTENCE: 2}
"""Kinds that stand behind the records, in this order."""

"""The order in which proposals are shown: what can harm somebody first, then as the document tells it."""

from __future__ import annotations

from kg.extraction.review.decisions import Standing, Standings, same_person

_LATER = {"open": 0, "waiting": 0, "skipped": 1, "accepted": 2, "moved": 3, "merged": 3, "rejected": 3}


def ranked(now: Standings, who: str = "") -> list[Standing]:
    """What waits for a reader first, of that what needs two readers, then the rest; each in the document's order.

    What waits for somebody else than ``who`` stands behind what waits for anybody; the document's own facts come last.
    """
    return sorted(now.values(), key=lambda one: (max(_LATER[one.state], _is_read(one, who)), *_rank(one)))


def _is_read(one: Standing, who: str) -> bool:
    return one.state == "waiting" and same_person(who) in map(same_person, one.readers)


def _rank(one: Standing) -> tuple[bool, bool, bool, int]:
    proposal = one.proposal
    blames = bool(proposal.filled("alleged-perpetrator"))
    return proposal.kind == "document", not blames, one.needed == 1, proposal.words.start

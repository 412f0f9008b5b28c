"""The order in which proposals are shown: what can harm somebody first, then as the document tells it."""

from __future__ import annotations

from kg.extraction.review.decisions import Standing, Standings

_LATER = {"open": 0, "waiting": 0, "skipped": 1, "accepted": 2, "moved": 3, "merged": 3, "rejected": 3}


def ranked(now: Standings) -> list[Standing]:
    """What waits for somebody first, of that what needs two readers, then the rest; each in the document's order."""
    shown = [one for one in now.values() if one.proposal.kind != "document"]
    return sorted(shown, key=_rank)


def _rank(one: Standing) -> tuple[int, bool, bool, int]:
    proposal = one.proposal
    blames = bool(proposal.filled("alleged-perpetrator"))
    return _LATER[one.state], not blames, one.needed == 1, proposal.words.start

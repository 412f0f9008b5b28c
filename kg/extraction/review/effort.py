"""What reviews have cost: from each log how many records were accepted, corrected, rejected and written, and how long it took.

It is reckoned as ``kg evaluate --effort`` reckons proposals against annotations, so that the two can be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from kg.extraction.evaluation.measures import ACCEPTED, CORRECTED, WRITTEN
from kg.extraction.proposals import Proposal
from kg.extraction.proposed_table import proposals_in
from kg.extraction.review.decisions import Decision, counting
from kg.extraction.review.log import read_log
from kg.extraction.review.values import Values, values_of
from kg.model.layout import PROPOSED_VALUES, REVIEWED

_PAUSE = 300
"""Seconds without a decision after which somebody was away: such a pause counts as this much."""


class Effort(NamedTuple):
    """What the review of a document has cost so far; ``seconds`` are reckoned, ``logged`` lie between its decisions."""

    document: str
    accepted: int
    corrected: int
    rejected: int
    written: int
    seconds: int
    logged: int


def efforts(documents: Path) -> Iterator[Effort]:
    """The effort for each document of a folder that has a log of decisions."""
    for log in sorted(documents.glob(f"*/{REVIEWED}")):
        table = log.with_name(PROPOSED_VALUES)
        proposals = proposals_in(table) if table.exists() else []
        yield effort(log.parent.name, proposals, read_log(log.parent))


def effort(document: str, proposals: Iterable[Proposal], decisions: Sequence[Decision]) -> Effort:
    """The effort of some decisions: 4 seconds a value read, 20 for one changed, 90 for a record written."""
    shown = {one.ident: values_of(one) for one in proposals}
    kept = [decisions[number - 1] for number in counting(decisions)]
    counts = Counter(one.what for one in kept)
    seconds = sum(_seconds(one, shown.get(one.record, ())) for one in kept)
    return Effort(
        document, counts["accept"], counts["correct"], counts["reject"], counts["add"], seconds, _logged(decisions)
    )


def _seconds(one: Decision, values: Values) -> int:
    """What a decision costs: each value is read, and each that was changed, added or taken out is corrected."""
    if one.what == "add":
        return WRITTEN
    if one.what not in ("accept", "correct", "reject", "merge"):
        return 0
    changed = Counter(values) - Counter(one.values), Counter(one.values) - Counter(values)
    amiss = max(map(Counter.total, changed)) if one.what == "correct" else 0
    return max(len(values) - amiss, 1) * ACCEPTED + amiss * CORRECTED


def _logged(decisions: Iterable[Decision]) -> int:
    """The seconds between decisions of the same person, pauses cut short; what was moved is no decision."""
    last: dict[str, datetime] = {}
    found = 0
    for one in decisions:
        at = datetime.fromisoformat(one.at)
        if one.what != "move" and one.who in last:
            found += min(max(int((at - last[one.who]).total_seconds()), 0), _PAUSE)
        last[one.who] = at
    return found


def table(every: Sequence[Effort]) -> Iterator[str]:
    """The lines of the report; none if nothing was reviewed."""
    if every:
        yield "reviewed  accepted  corrected  rejected  written  minutes reckoned  minutes in the log"
    for one in every:
        yield (
            f"{one.document}  {one.accepted}  {one.corrected}  {one.rejected}  {one.written}"
            f"  {one.seconds / 60:.0f}  {one.logged / 60:.0f}"
        )

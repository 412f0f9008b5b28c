"""Precision, recall and F1 with intervals, for each part of a proposal; and the minutes that a person needs."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.extraction.evaluation.gold import GoldAct, GoldDocument, overlap
from kg.extraction.evaluation.matching import Found, Pair, acts_of, is_party, pairs
from kg.extraction.proposals import Proposal

ACCEPTED, CORRECTED, WRITTEN = 4, 20, 90
"""Seconds for a slot accepted, a slot corrected, a record that had to be written."""


class Tally(NamedTuple):
    """What was right, what was proposed, and what there was to find."""

    right: int = 0
    proposed: int = 0
    wanted: int = 0

    def __add__(self, other: object) -> Tally:
        assert isinstance(other, Tally)
        return Tally(*(one + more for one, more in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        """The share of what was proposed that is right; 1 if nothing was."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """The share of what there was that was found; 1 if there was nothing."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.proposed + self.wanted
        return 2 * self.right / total if total else 1.0


class Result(NamedTuple):
    """What was measured on one document: a tally for each part, the same for each rule, and seconds of work."""

    ident: str
    genre: str
    language: str
    tallies: dict[str, Tally]
    rules: dict[str, Tally]
    seconds: int
    seconds_by_hand: int


PARTS = (
    *("acts", "act type", "victims", "alleged perpetrators", "dates", "places", "whole frames"),
    *("names", "recommendations", "document facts"),
)
"""What is measured, in the order of the table."""

SHOWN_PART = "acts in what is shown"
"""The acts of which a reviewer sees a sentence who sees only so many sentences as are shown: of these only the recall is measured."""


def measured(gold: GoldDocument, proposals: Sequence[Proposal]) -> Result:
    """The measures of the proposals for an annotated document."""
    made, missed, wrong = pairs(gold, acts_of(proposals))
    tallies: dict[str, Tally] = defaultdict(Tally)
    tallies["acts"] = Tally(len(made), len(made) + len(wrong), len(made) + len(missed))
    for pair in made:
        for name, tally in _of_pair(pair).items():
            tallies[name] = tallies[name] + tally
    tallies["whole frames"] = Tally(sum(map(is_whole, made)), len(made) + len(wrong), len(made) + len(missed))
    stray = sum(len(one.doers) for one in wrong)
    tallies["alleged perpetrators"] = tallies["alleged perpetrators"] + Tally(0, stray, 0)
    tallies["names"] = _names(gold, proposals)
    tallies["recommendations"] = _demands(gold, proposals)
    tallies["document facts"] = _facts(gold, proposals)
    seconds, by_hand = _effort(made, missed, wrong, proposals)
    return Result(gold.ident, gold.genre, gold.language, dict(tallies), dict(_by_rule(made, wrong)), seconds, by_hand)


def _of_pair(pair: Pair) -> dict[str, Tally]:
    gold, found = pair
    date = Tally(int(same_date(gold.date, found.date)), int(bool(found.date)), int(bool(gold.date)))
    place = Tally(
        int(any(name in gold.places for name in found.places)), int(bool(found.places)), int(bool(gold.places))
    )
    return {
        "act type": Tally(int(gold.type == found.proposal.first("type")), 1, 1),
        "victims": _parties(gold, found, "victims"),
        "alleged perpetrators": _parties(gold, found, "doers"),
        "dates": date if is_stated(gold.date) else Tally(),
        "places": place if gold.places else Tally(),
    }


def _parties(gold: GoldAct, found: Found, key: str) -> Tally:
    wanted, labels = getattr(gold, key), getattr(found, key)
    numbers = found.numbers if key == "victims" else (0,) * len(labels)
    right = sum(
        any(is_party(one, label, number) for one in wanted) for label, number in zip(labels, numbers, strict=True)
    )
    return Tally(min(right, len(wanted)), len(labels), len(wanted))


def same_date(gold: str, found: str) -> bool:
    """Whether two dates say the same, whatever mark of uncertainty they have."""
    return bool(gold) and gold.strip("~?%") == found.strip("~?%")


def is_stated(date: str) -> bool:
    """Whether a date is one that a text names, and not a bound that follows from the day on which it was published."""
    return bool(date) and not date.startswith(("[", ".."))


def _within(gold: str, found: str) -> bool:
    """Whether a date does not go beyond the bounds that people set where no date is named."""
    last = gold.strip("[]").rpartition("..")[2].strip("/")
    return not found or not last or found[:10] <= last


def is_whole(pair: Pair) -> bool:
    """Whether type, victims, date and place are right, and no wrong doer is named; a doer may be missing."""
    gold, found = pair
    parts = _of_pair(pair)
    victims = parts["victims"]
    is_dated = same_date(gold.date, found.date) if is_stated(gold.date) else _within(gold.date, found.date)
    is_placed = parts["places"].right == parts["places"].wanted
    doers = parts["alleged perpetrators"]
    return (
        victims.right == victims.wanted == victims.proposed and is_dated and is_placed and doers.right == doers.proposed
    )


def _names(gold: GoldDocument, proposals: Sequence[Proposal]) -> Tally:
    wanted = [names for kind, names in gold.names if kind == "person"]
    labels = [one.first("label") for one in proposals if one.kind == "person" and one.first("named") != "false"]
    found = sum(
        any(label in names or any(label.split()[-1:] == name.split()[-1:] for name in names) for label in labels)
        for names in wanted
    )
    return Tally(found, found, len(wanted))


def _demands(gold: GoldDocument, proposals: Sequence[Proposal]) -> Tally:
    spans = [(one.words.start, one.words.end) for one in proposals if one.kind == "recommendation"]
    right = sum(any(overlap(span, mine) for mine in spans) for span in gold.demands)
    true = sum(any(overlap(span, mine) for span in gold.demands) for mine in spans)
    return Tally(min(right, true) if spans else 0, len(spans), len(gold.demands)) if gold.demands else Tally()


def _facts(gold: GoldDocument, proposals: Sequence[Proposal]) -> Tally:
    head = next((one for one in proposals if one.kind == "document"), None)
    found = {slot.key: slot.value for slot in head.slots} if head else {}
    right = sum(found.get(key, "").casefold() == value.casefold() for key, value in gold.facts)
    return Tally(right, sum(key in found for key, _ in gold.facts), len(gold.facts))


def _by_rule(made: Iterable[Pair], wrong: Iterable[Found]) -> Iterator[tuple[str, Tally]]:
    counts: Counter[tuple[str, bool]] = Counter()
    counts.update((pair.found.proposal.rule, True) for pair in made)
    counts.update((one.proposal.rule, False) for one in wrong)
    for rule in dict.fromkeys(name for name, _ in counts):
        right, false = counts[rule, True], counts[rule, False]
        yield rule, Tally(right, right + false, right)


def _effort(
    made: Sequence[Pair], missed: Sequence[GoldAct], wrong: Sequence[Found], proposals: Sequence[Proposal]
) -> tuple[int, int]:
    """The seconds for a review of the acts, and for writing them all by hand."""
    review = len(missed) * WRITTEN + len(wrong) * ACCEPTED
    for pair in made:
        parts = _of_pair(pair)
        right = sum(tally.right for tally in parts.values())
        amiss = sum(max(tally.wanted, tally.proposed) - tally.right for tally in parts.values())
        review += right * ACCEPTED + amiss * CORRECTED
    review += sum(ACCEPTED for one in proposals if one.kind in ("person", "organization", "group", "place"))
    return review, (len(made) + len(missed)) * WRITTEN


# ── Intervals ────────────────────────────────────────────────────────────────────────────────────────────────


def share_interval(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson).

    >>> [round(end, 2) for end in share_interval(9, 10)]
    [0.6, 0.98]
    """
    if not of:
        return 0.0, 1.0
    z, share = 1.96, right / of
    middle = share + z * z / (2 * of)
    wide = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - wide) / (1 + z * z / of), (middle + wide) / (1 + z * z / of)


_DRAWS = 1000


def f1_interval(tallies: Sequence[Tally]) -> tuple[float, float]:
    """The 95 % interval of F1, by drawing documents again and again; of a single document, by its acts."""
    whole = sum(tallies, Tally())
    if len(tallies) < 2:  # noqa: PLR2004
        low, high = share_interval(2 * whole.right, whole.proposed + whole.wanted)
        return low, high
    draw = random.Random(0)  # noqa: S311
    drawn = sorted(sum((draw.choice(tallies) for _ in tallies), Tally()).f1 for _ in range(_DRAWS))
    return drawn[_DRAWS // 40], drawn[-_DRAWS // 40]

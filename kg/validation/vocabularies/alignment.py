"""Finds columns of a table that are a row too high or too low, and labels that changed places, without a dictionary.

For each column and each way that it may have moved, every row gives bits for "the text belongs to the neighbour's row"
against "it belongs to its own" (``evidence.py``). The span of rows with the most bits is the suspect: a cumulative sum,
as in statistical process control, is the best test for a change at an unknown place. In a sound table, the bits of a
span reach *b* with a probability of about 2 to the power of -*b* for each way tried, so a correction for the number of
ways is subtracted first. For measurements see ``bench/results.md``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Any

from kg.validation.vocabularies.columns import LABEL, TEXT, Table
from kg.validation.vocabularies.evidence import Evidence, Gauges, Scale
from kg.validation.vocabularies.scores import LARGE, Scores

_MOVES = {frozenset({LABEL}): 0.0, frozenset({LABEL, TEXT}): 3.0, frozenset({TEXT}): 3.0}
"""What can move together, and how many extra bits it needs: labels alone slip most often."""
_OFFSETS = {-1: 1.0, 1: 1.0, -2: 5.0, 2: 5.0}
"""How many extra bits each move needs: by one row is usual, by two is rare."""
_OTHER_ORDER = 4.0
"""The same for an order other than that of the file."""
_CAP = 6.0
"""No row gives more bits than this: a single odd row proves nothing."""
_LEAST_ROWS = 3
"""How many rows must support a move at least."""
SURE = 4.0
"""Bits that must remain after the correction for the number of ways tried."""
_RIVAL = 0.85
_SHORT = 12
"""A span of at most this many rows is also examined with what is left at its other end: the text that was pushed out,
or nothing where a cell was inserted."""
_SECOND_LOOK = 1.0
"""How many extra bits that needs."""
_PASSES = 3
"""How many times what was found is removed and the rest examined again, in case one column's shift hid another's."""
_ILL = 2.0
"""A label with more bits than this for its own row is not tried against others."""
_EACH_WAY = 0.5
"""How many bits each of two labels needs at least for the other's row."""
_MOST_ILL = 150
"""At most this many labels of one scheme are tried against each other."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A span of rows in which the texts of a language belong ``offset`` rows further on.

    ``rows`` are rows of the table, in the order (named ``order``) in which they moved; ``bits`` remain after the
    correction for the number of ways tried. ``rival`` is what else may have moved instead: kinds of text and a language.
    """

    kinds: frozenset[str]
    language: str
    offset: int
    rows: tuple[int, ...]
    order: str
    bits: float
    rival: tuple[frozenset[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Swap:
    """Two rows whose labels in a language each belong to the other."""

    language: str
    rows: tuple[int, int]
    bits: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """What is not in its own row, the surest first."""

    shifts: tuple[Shift, ...]
    swaps: tuple[Swap, ...]


def align(table: Table, orders: Mapping[str, Callable[[int], Any]]) -> Alignment:
    """What moved in a table; ``orders`` gives, by name, other orders of rows in which a column can move."""
    is_large = table.size > LARGE  # examined once, in the order of the file, and only for shifts
    views = {"file": tuple(row for block in table.blocks for row in block)}
    for name, key in orders.items() if not is_large else ():
        order = table.sorted_by(key)
        if order not in views.values():
            views[name] = order
    shifts: list[Shift] = []
    for _ in range(1 if is_large else _PASSES):
        gauges = Gauges(Scores(table))
        seen = [(name, order, Evidence(gauges, order)) for name, order in views.items()]
        found = [
            shift for name, order, evidence in seen for shift in _suspects(table, name, order, evidence, len(views))
        ]
        accepted = _apart(found)
        if not accepted:
            break
        shifts += accepted
        for shift in accepted:
            table = table.without([(kind, shift.language) for kind in shift.kinds], frozenset(shift.rows))
    moved = {shift.language for shift in shifts}
    swaps = _swaps(table, seen[0][2], [language for language in table.languages if language not in moved])
    return Alignment(tuple(shifts), () if is_large else tuple(swaps))


def _apart(found: list[Shift]) -> list[Shift]:
    """The surest of the shifts that share rows: the shift of one column makes others look shifted."""
    ordered = sorted(found, key=lambda shift: (-shift.bits, -len(shift.rows), shift.language, shift.order))
    kept: list[Shift] = []
    for shift in ordered:
        over = next((at for at, other in enumerate(kept) if not set(other.rows).isdisjoint(shift.rows)), None)
        if over is None:
            kept.append(shift)
        elif kept[over].rival is None and shift.bits >= _least_rival(kept[over].bits):
            other = (shift.kinds, shift.language)
            if other != (kept[over].kinds, kept[over].language):
                kept[over] = replace(kept[over], rival=other)
    return kept


def _least_rival(bits: float) -> float:
    """The bits from which another column may have moved instead: with only two languages, either may be the one."""
    return min(bits - SURE, bits * _RIVAL)


def _suspects(table: Table, name: str, order: Sequence[int], evidence: Evidence, views: int) -> Iterator[Shift]:
    tried = _tried(len(table.languages), views) + (_OTHER_ORDER if name != "file" else 0.0)
    for language in table.languages:
        for kinds, rare in _MOVES.items():
            columns = [(kind, language) for kind in kinds]
            if not all(column in table.cells for column in columns):
                continue
            filled = [any(texts) for texts in zip(*map(table.column, columns), strict=True)]
            column = _Column(evidence, order, evidence.on(kinds, language), [filled[row] for row in order])
            for offset, prior in ((offset, _OFFSETS[offset]) for offset in evidence.offsets if offset):
                gains = column.gains(offset)
                for block in table.blocks:
                    least = tried + prior + rare + math.log2(max(1, len(block)))
                    bits, span = column.best(gains, block, offset, SURE + least)
                    if bits - least >= SURE:
                        yield Shift(kinds, language, offset, tuple(order[at] for at in span), name, bits - least)


def _tried(languages: int, views: int) -> float:
    """The bits to subtract for the number of tests, each weighted by its own extra bits (a weighted Bonferroni bound)."""
    weights = (
        [0.0] * languages,
        _MOVES.values(),
        _OFFSETS.values(),
        [0.0, *[_OTHER_ORDER] * (views - 1)],
        (0.0, _SECOND_LOOK),
    )
    return sum(math.log2(sum(2**-bits for bits in its)) for its in weights)


@dataclass(frozen=True)
class _Column:
    """What may have moved, at the places of an order; ``filled`` says which of them have a text."""

    evidence: Evidence
    order: Sequence[int]
    scale: Scale
    filled: Sequence[bool]

    def gains(self, offset: int) -> list[float]:
        """The bits of each place; one whose neighbour would be outside the scheme can only count against a move."""
        size, gains = len(self.filled), []
        for at, (moves, stays) in enumerate(zip(self.scale.near(offset, size), self._stays, strict=True)):
            gain = moves - stays if self.evidence.has(at, offset) else min(0.0, -stays)
            gains.append(max(-_CAP, min(_CAP, gain)) if self.filled[at] else 0.0)
        return gains

    @cached_property
    def _stays(self) -> list[float]:
        return self.scale.near(0, len(self.filled))

    def best(self, gains: Sequence[float], block: range, offset: int, least: float) -> tuple[float, range]:
        """The span of a block with the most bits; for a short one, what is left at its end counts if needed."""
        bits, first, last = _span(gains[block.start : block.stop])
        span = range(block.start + first, block.start + last)
        if sum(gains[at] > 1 for at in span) < _LEAST_ROWS:
            bits = 0.0
        if bits >= least or abs(offset) > 1 or len(block) > LARGE:
            return bits, span
        return max(
            ((bits, span), *self._short(gains, block, offset, least)), key=lambda found: (found[0], len(found[1]))
        )

    def _short(self, gains: Sequence[float], block: range, offset: int, least: float) -> Iterator[tuple[float, range]]:
        """Spans of a few rows, with the bits of what their move left behind."""
        missing = sum(not self.filled[at] for at in block)
        gap = math.log2((len(block) + 1) / (missing + 1))
        stays = self._stays
        for start in block:
            total, speaking = 0.0, 0
            for last in range(start, min(start + _SHORT, block.stop)):
                total += gains[last]
                speaking += gains[last] > 1
                at, home = (start - 1, last) if offset < 0 else (last + 1, start)
                if speaking < _LEAST_ROWS - 1 or at not in block or total + _CAP < least + _SECOND_LOOK:
                    continue
                end = gap
                if self.filled[at]:
                    end = min(_CAP, self.scale.bits(self.order[at], self.order[home]) - stays[at])
                if end > 1:
                    yield total + end - _SECOND_LOOK, range(start, last + 1)


def _span(gains: Sequence[float]) -> tuple[float, int, int]:
    """The span with the greatest sum (Kadane's algorithm): the sum, its start and its end (exclusive).

    >>> _span([-1, 2, -1, 3, -4])
    (4.0, 1, 4)
    """
    best, total, start = (0.0, 0, 0), 0.0, 0
    for at, gain in enumerate(gains):
        if total <= 0:
            total, start = 0.0, at
        total += gain
        if total > best[0]:
            best = (total, start, at + 1)
    return best


def _swaps(table: Table, evidence: Evidence, languages: Sequence[str]) -> Iterator[Swap]:
    """Labels that fit each other's rows and not their own, in languages in which nothing else moved."""
    for language in languages:
        labels = table.column((LABEL, language))
        scale = evidence.on(frozenset({LABEL}), language)
        stays = scale.near(0, table.size)
        for block in table.blocks:
            ill = sorted((row for row in block if labels[row] and stays[row] <= _ILL), key=lambda row: stays[row])[
                :_MOST_ILL
            ]
            pairs = list(combinations(sorted(ill), 2))
            tried = math.log2(max(1, len(pairs)) * len(table.languages))
            found = []
            for one, two in pairs:
                there, back = (min(_CAP + 2, scale.bits(*pair) - stays[pair[0]]) for pair in ((one, two), (two, one)))
                if min(there, back) >= _EACH_WAY and there + back - tried >= SURE:
                    found.append(Swap(language, (one, two), there + back - tried))
            taken: set[int] = set()
            for swap in sorted(found, key=lambda swap: (-swap.bits, swap.rows)):
                if taken.isdisjoint(swap.rows):
                    taken.update(swap.rows)
                    yield swap

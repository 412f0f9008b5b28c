"""Columns of a table that stand a row too high or too low, and labels that changed places: found without a dictionary.

For each column and each way that it may have moved, every row gives bits for "the text belongs to the neighbour's row"
against "it belongs to its own" (``evidence.py``). The span of rows that gives most is the suspect: a cumulative
sum, as in the control of a process, which is the best test there is for a change at an unknown place. In a table that
is in order, the bits of a span reach *b* with a chance of about 2 to the power of -*b* for each way tried; so the
number of ways tried is taken off before it is believed. What was measured stands in ``bench/results.md``.
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
"""What can move together, and how many bits it must bring more: labels alone are what slips most often."""
_OFFSETS = {-1: 1.0, 1: 1.0, -2: 5.0, 2: 5.0}
"""How many bits each move must bring more: one row is what happens, two are rare."""
_OTHER_ORDER = 4.0
"""The same for an order in which the rows do not stand in the file."""
_CAP = 6.0
"""No row gives more bits than this: a single odd row proves nothing."""
_LEAST_ROWS = 3
"""So many rows at least must speak for it."""
SURE = 4.0
"""Bits that must be left when the number of ways tried is taken off."""
_RIVAL = 0.85
_SHORT = 12
"""A span of at most so many rows is also looked at with what stands where it came from: the text that was pushed out
at its other end, or nothing where a cell was put in."""
_SECOND_LOOK = 1.0
"""How many bits more that must bring."""
_PASSES = 3
"""What was found is taken out and the rest looked at again so many times, in case one column's shift hid another's."""
_ILL = 2.0
"""A label that its own row gives more bits than this is not looked for in another."""
_EACH_WAY = 0.5
"""So many bits at least must each of two labels bring for the other's row."""
_MOST_ILL = 150
"""So many labels of one scheme are tried against one another."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A span of rows in which what a language says belongs ``offset`` rows further on.

    ``rows`` are those of the table, in the order in which they moved, which is called ``order``; ``bits`` are left
    after the number of ways tried is taken off. ``rival`` is what else may be what moved: kinds of text and a language.
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
    """Two rows whose labels in a language belong to one another's."""

    language: str
    rows: tuple[int, int]
    bits: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """What does not stand in its row, the surest first."""

    shifts: tuple[Shift, ...]
    swaps: tuple[Swap, ...]


def align(table: Table, orders: Mapping[str, Callable[[int], Any]]) -> Alignment:
    """What moved in a table; ``orders`` gives, by their names, other orders of the rows that a column can move in."""
    is_large = table.size > LARGE  # looked at once, in the order of the file, and for shifts alone
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
    """The surest of those that share rows: the shift of one column casts a shadow on the others."""
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
    """From how many bits on another column may be the one that moved: of two languages alone, each fits the other."""
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
    """How many bits the number of looks takes, each with the weight of its own bits below (a weighted Bonferroni bound)."""
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
    """What may have moved, at the places of an order; ``filled`` says at which there is a text."""

    evidence: Evidence
    order: Sequence[int]
    scale: Scale
    filled: Sequence[bool]

    def gains(self, offset: int) -> list[float]:
        """The bits of each place; one whose neighbour would lie outside the scheme can only speak against."""
        size, gains = len(self.filled), []
        for at, (moves, stays) in enumerate(zip(self.scale.near(offset, size), self._stays, strict=True)):
            gain = moves - stays if self.evidence.has(at, offset) else min(0.0, -stays)
            gains.append(max(-_CAP, min(_CAP, gain)) if self.filled[at] else 0.0)
        return gains

    @cached_property
    def _stays(self) -> list[float]:
        return self.scale.near(0, len(self.filled))

    def best(self, gains: Sequence[float], block: range, offset: int, least: float) -> tuple[float, range]:
        """The span of a block that gives most bits; a short one by what stands at its end, if that is needed."""
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
        """Spans of a few rows, with the bits of what their move left at the end that they came from."""
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
    """The span with the greatest sum (Kadane's algorithm): the sum, where it begins and where it has ended.

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
    """Labels that fit one another's rows and not their own, in languages in which nothing else moved."""
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

"""Columns of a table that stand a row too high or too low, and labels that changed places: found without a dictionary.

For each column and each way that it may have moved, every row gives bits for "the text belongs to the neighbour's row"
against "it belongs to its own" (``evidence.py``). The stretch of rows that gives most is the suspect: a cumulative
sum, as in the control of a process, which is the best test there is for a change at an unknown place. In a table that
is in order the bits of a stretch grow beyond *b* with a chance of about 2 to the power of -*b* for each way tried, so the number of
ways tried is taken off.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.doctor.columns import LABEL, TEXT, Column, Table
from kg.doctor.evidence import Evidence

_MOVES = (frozenset({LABEL}), frozenset({LABEL, TEXT}), frozenset({TEXT}))
_CAP = 6.0
"""No row gives more bits than this: a single odd row proves nothing."""
_LEAST_ROWS = 3
"""So many rows at least must speak for it."""
SURE = 4.0
"""Bits that must be left when the number of ways tried is taken off."""
_OFFSETS = {-1: 1.0, 1: 1.0, -2: 5.0, 2: 5.0}
"""How many bits each move must bring more: one row is what happens, two are rare."""
_OTHER_ORDER = 4.0
"""The same for an order in which the rows do not stand in the file."""
_MOST = 20
"""So many stretches are told of at most."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of rows in which what a language says belongs ``offset`` rows further down.

    ``rows`` are those of the table as it was given, in the order in which they moved; ``bits`` are left after the number of ways tried is taken
    off. ``rival`` is another language that may be the one that moved.
    """

    kinds: frozenset[str]
    language: str
    offset: int
    rows: tuple[int, ...]
    order: str
    bits: float
    rival: str = ""


def find_shifts(table: Table, orders: dict[str, Callable[[int], object]]) -> Iterator[Shift]:
    """Each stretch that moved, the surest first; ``orders`` gives other orders of the rows that neighbours can be of."""
    views = [("file", table, tuple(range(table.size)))]
    for name, key in orders.items():
        view, order = table.sorted_by(key)
        if all(order != known for _, _, known in views):
            views.append((name, view, order))
    ways = math.log2(max(1, len(table.languages)) * len(_MOVES))
    for _ in range(_MOST):
        found = [shift for name, view, order in views for shift in _suspects(view, name, order, ways + (_OTHER_ORDER if name != "file" else 0.0))]
        if not found:
            return
        best = max(found, key=lambda shift: (shift.bits, len(shift.rows), shift.language))
        rivals = [s for s in found if s.language != best.language and s.bits > best.bits - SURE and set(s.rows) & set(best.rows)]
        yield replace(best, rival=max(rivals, key=lambda s: s.bits).language if rivals else "")
        views = [(name, _mended(view, order, best), order) for name, view, order in views]


def _mended(view: Table, order: tuple[int, ...], shift: Shift) -> Table:
    gone = set(shift.rows)
    rows = [new for new, old in enumerate(order) if old in gone]
    columns: list[Column] = [(kind, shift.language) for kind in shift.kinds]
    for row in rows:
        view = view.without(columns, range(row, row + 1))
    return view


def _suspects(view: Table, name: str, order: tuple[int, ...], ways: float) -> Iterator[Shift]:
    evidence = Evidence(view)
    for language in view.languages:
        for kinds in _MOVES:
            if any((kind, language) not in view.cells for kind in kinds):
                continue
            scale = evidence.on(kinds, language)
            stays = scale.near(0)
            present = [any(texts) for texts in zip(*(view.column((kind, language)) for kind in kinds), strict=True)]
            for offset, prior in _OFFSETS.items():
                moves = scale.near(offset)
                for block in view.blocks:
                    gains = [_gain(moves[row], stays[row], evidence.has(row, offset)) if present[row] else 0.0 for row in block]
                    bits, first, last = _stretch(gains)
                    left = bits - ways - prior - math.log2(len(block))
                    if left >= SURE and sum(gain > 1 for gain in gains[first:last]) >= _LEAST_ROWS:
                        rows = tuple(order[block.start + at] for at in range(first, last))
                        yield Shift(kinds, language, offset, rows, name, left)


def _gain(moves: float, stays: float, has: bool) -> float:
    """The bits of one row; one whose neighbour would lie outside the scheme can only speak against."""
    gain = moves - stays if has else min(0.0, -stays)
    return max(-_CAP, min(_CAP, gain))


def _stretch(gains: Sequence[float]) -> tuple[float, int, int]:
    """The stretch with the greatest sum (Kadane's algorithm): the sum, where it begins and where it has ended."""
    best, total, start = (0.0, 0, 0), 0.0, 0
    for at, gain in enumerate(gains):
        if total <= 0:
            total, start = 0.0, at
        total += gain
        if total > best[0]:
            best = (total, start, at + 1)
    return best

"""Time axes: groups of dates that share one, and cells of days, months or years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.answers.pictures.dates import MONTHS, Day, Extent, later

_GAPS = {"days": 21, "months": 200, "years": 1830}
"""An axis is broken at a gap of more days than this, by the precision of its dates."""
_FEW = 3
"""Neighbouring groups of fewer dates than this share an axis after all, so that a lone event does not get its own."""
_LEAST = 6
"""The fewest days on an axis."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One span of an axis, ``end`` exclusive; ``above`` is the label that several neighbours have in common."""

    start: Day
    end: Day
    label: str
    above: str


@dataclass(frozen=True, slots=True)
class Axis:
    """A row of cells without a gap."""

    cells: tuple[Cell, ...]

    def at(self, day: Day) -> float:
        """How far along the axis a day begins, 0 to 1."""
        first, last = self.cells[0].start, self.cells[-1].end
        return (day - first).days / (last - first).days


def groups(extents: Sequence[Extent]) -> list[list[int]]:
    """Groups of indices in ``extents`` that share an axis: dates of one precision, without a wide gap between them.

    Groups and their members are in chronological order.
    """
    order = sorted(range(len(extents)), key=lambda index: (extents[index].first, extents[index].last, index))
    found: list[list[int]] = []
    for known, gap in _GAPS.items():
        found += _join(_split([index for index in order if extents[index].known == known], extents, gap))
    return sorted(found, key=lambda group: (extents[group[0]].first, -max(extents[index].days for index in group)))


def _split(order: Sequence[int], extents: Sequence[Extent], gap: int) -> list[list[int]]:
    parts: list[list[int]] = []
    reach = Day.min
    for index in order:
        if not parts or (extents[index].first - reach).days > gap:
            parts.append([])
        parts[-1].append(index)
        reach = max(reach, extents[index].last)
    return parts


def _join(parts: list[list[int]]) -> list[list[int]]:
    joined: list[list[int]] = []
    open_to_more = False
    for part in parts:
        few = len(part) < _FEW
        if few and open_to_more:
            joined[-1] += part
        else:
            joined.append([*part])
        open_to_more = few
    return joined


def axis(extents: Sequence[Extent]) -> Axis:
    """The axis of days, tens of days, months, quarters, years or more that covers these dates in sufficiently wide cells."""
    first = min(extent.first for extent in extents)
    last = max(extent.last for extent in extents)
    if (last - first).days < _LEAST:
        first, last = later(first, -1), max(later(first, _LEAST), later(last, 1))
    for unit in _UNITS:
        starts = _starts(unit, first, last)
        if starts[-1] > last or starts[-1] == Day.max:
            break
    return Axis(tuple(Cell(a, b, unit.label(a), unit.above(a)) for a, b in pairwise(starts)))


def _starts(unit: _Unit, first: Day, last: Day) -> list[Day]:
    starts = [unit.start(first)]
    while starts[-1] <= last and starts[-1] < Day.max and len(starts) <= unit.most:
        starts.append(unit.next(starts[-1]))
    return starts


@dataclass(frozen=True, slots=True)
class _Unit:
    """A kind of cell: where the cell of a given day starts, the longest length in days, and how many fit in a picture."""

    start: Callable[[Day], Day]
    length: int
    most: int
    label: Callable[[Day], str]
    above: Callable[[Day], str]

    def next(self, day: Day) -> Day:
        """The start of the next cell after one that starts on a day; at the end of the calendar, its last day."""
        start = self.start(later(day, self.length))
        return start if start > day else Day.max


def _ten(day: Day) -> Day:
    """The 1st, 11th or 21st, whichever is last."""
    return day.replace(day=min((day.day - 1) // 10 * 10 + 1, 21))


def _months(count: int) -> Callable[[Day], Day]:
    return lambda day: day.replace(month=(day.month - 1) // count * count + 1, day=1)


def _years(count: int) -> Callable[[Day], Day]:
    return lambda day: Day(max(day.year // count * count, 1), 1, 1)


def _span(years: int) -> Callable[[Day], str]:
    return lambda day: f"{day.year // years * years}–{day.year // years * years + years - 1}"


def _month_and_year(day: Day) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


_UNITS = (
    _Unit(lambda day: day, 1, 31, lambda day: str(day.day), _month_and_year),
    _Unit(_ten, 11, 21, lambda day: str(day.day), _month_and_year),
    _Unit(_months(1), 31, 22, lambda day: MONTHS[day.month - 1], lambda day: str(day.year)),
    _Unit(_months(3), 92, 10, lambda day: f"{MONTHS[day.month - 1]}–{MONTHS[day.month + 1]}", lambda day: str(day.year)),
    _Unit(_years(1), 366, 17, lambda day: str(day.year), lambda _: ""),
    _Unit(_years(5), 1827, 8, _span(5), lambda _: ""),
    _Unit(_years(10), 3653, 8, _span(10), lambda _: ""),
    _Unit(_years(100), 36525, 99, _span(100), lambda _: ""),
)  # fmt: skip

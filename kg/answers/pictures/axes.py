"""The axis of a strip: spans of time, each in cells of days, months or years, with gaps in which nothing is dated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.answers.pictures.dates import MONTHS, Day, Extent, later
from kg.model.message import Message

GAP = 34.0
"""The width in points of a gap between two segments."""
_SHARE, _LEAST_GAP, _MOST = 0.28, 20, 4
"""A gap is cut out if it takes this share of the axis, has so many days, and there are not yet so many segments."""
_WIDE = 0.6
"""The share of a gap that is cut out although dates lie on one side of it only."""
_LEAST = 6
"""The fewest days of a segment."""
_NARROWEST = 58.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One span of an axis, ``end`` exclusive; ``above`` is the label that several neighbours have in common."""

    start: Day
    end: Day
    label: str
    above: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A row of cells without a gap, drawn from ``left`` to ``right``, in points from the left of the strip."""

    cells: tuple[Cell, ...]
    left: float
    right: float

    def at(self, day: Day) -> float:
        """Where a day of the segment begins."""
        first, last = self.cells[0].start, self.cells[-1].end
        return self.left + (day - first).days / (last - first).days * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Axis:
    """Segments in order of time, each with a scale of its own, with a gap between neighbours."""

    segments: tuple[Segment, ...]

    def at(self, day: Day) -> float:
        """Where a day begins; one in a gap, in the middle of it."""
        for number, segment in enumerate(self.segments):
            if day < segment.cells[0].start:
                return segment.left - GAP / 2 if number else segment.left
            if day <= segment.cells[-1].end:
                return segment.at(day)
        return self.segments[-1].right

    def gaps(self) -> list[tuple[float, float, Message]]:
        """Each gap: where it begins and ends, and how much time it leaves out, in words."""
        return [
            (one.right, two.left, _long((two.cells[0].start - one.cells[-1].end).days))
            for one, two in pairwise(self.segments)
        ]


def axis(extents: Sequence[Extent], room: float, months: tuple[str, ...] = MONTHS) -> Axis:
    """The axis that covers these dates in this many points, with the names of the months."""
    parts = _cut(sorted({day for found in extents for day in (found.first, found.last)}), extents)
    parts = _shares_no_day(parts)
    free = room - GAP * (len(parts) - 1)
    wide, left, made = _widths(parts, free), 0.0, []
    for days, across in zip(parts, wide, strict=True):
        made.append(Segment(_cells(days[0], days[-1], across, months), left, left + across))
        left += across + GAP
    return Axis(tuple(made))


def _cut(days: list[Day], extents: Sequence[Extent]) -> list[list[Day]]:
    """The days parted where the widest gaps are, as long as these take much of the axis and dates lie on either side."""
    parts = [days]
    while len(parts) < _MOST:
        gaps = [
            ((later_one - day).days, number, place)
            for number, part in enumerate(parts)
            for place, (day, later_one) in enumerate(pairwise(part), 1)
            if _may_part(
                extents, (part[0], day), (later_one, part[-1]), (later_one - day).days / (part[-1] - part[0]).days
            )
        ]
        total = sum((part[-1] - part[0]).days for part in parts)
        widest, number, place = max(gaps, default=(0, 0, 0))
        if widest < _LEAST_GAP or widest < _SHARE * total:
            break
        parts[number : number + 1] = [parts[number][:place], parts[number][place:]]
    return parts


def _may_part(extents: Sequence[Extent], before: tuple[Day, Day], after: tuple[Day, Day], share: float) -> bool:
    """Whether a gap may be cut out: dates lie wholly before it and after it.

    On one side is enough if it is most of the axis, and not itself the inside of a date.
    """
    whole = [any(first <= found.first and found.last <= last for found in extents) for first, last in (before, after)]
    inside = any((found.first, found.last) == (before[1], after[0]) for found in extents)
    return all(whole) or (any(whole) and share > _WIDE and not inside)


def _shares_no_day(parts: list[list[Day]]) -> list[list[Day]]:
    """The parts, of which neighbours are joined whose cells would overlap or touch."""
    made = [parts[0]]
    for part in parts[1:]:
        before = _cells(made[-1][0], made[-1][-1], _NARROWEST)[-1].end
        if _cells(part[0], part[-1], _NARROWEST)[0].start <= before:
            made[-1] = [*made[-1], *part]
        else:
            made.append(part)
    return made


def _widths(parts: Sequence[Sequence[Day]], free: float) -> list[float]:
    """A segment is the wider, the more dates begin or end in it."""
    spare = free - _NARROWEST * len(parts)
    weights = [len(part) for part in parts]
    return [_NARROWEST + spare * weight / sum(weights) for weight in weights]


def _cells(first: Day, last: Day, room: float, months: tuple[str, ...] = MONTHS) -> tuple[Cell, ...]:
    """Cells of the shortest unit whose labels fit."""
    if (last - first).days < _LEAST:
        last = later(first, _LEAST)
    *finer, longest = _units(months)
    for unit in (*finer, longest):
        most = None if unit is longest else int(room / unit.least)
        starts = _starts(unit, first, last, most)
        if starts[-1] > last or starts[-1] == Day.max:
            break
    return tuple(Cell(a, b, unit.label(a), unit.above(a)) for a, b in pairwise(starts))


def _starts(unit: _Unit, first: Day, last: Day, most: int | None) -> list[Day]:
    starts = [unit.start(first)]
    while starts[-1] <= last and starts[-1] < Day.max and (most is None or len(starts) <= most):
        starts.append(unit.next(starts[-1]))
    return starts


def _long(days: int) -> Message:
    """A time without dates, short.

    >>> print(_long(12), _long(400), _long(1100), sep=", ")
    12 d, 13 mo, 3 y
    """
    if days < 61:  # noqa: PLR2004
        return Message("{count} d", count=days)
    if days < 730:  # noqa: PLR2004
        return Message("{count} mo", count=round(days / 30.44))
    return Message("{count} y", count=round(days / 365.25))


@dataclass(frozen=True, slots=True)
class _Unit:
    """A kind of cell: where the cell of a given day starts, the longest length in days, the least width in points."""

    start: Callable[[Day], Day]
    length: int
    least: float
    label: Callable[[Day], str]
    above: Callable[[Day], str]

    def next(self, day: Day) -> Day:
        """The start of the next cell after one that starts on a day; at the end of the calendar, its last day."""
        start = self.start(later(day, self.length))
        return start if start > day else Day.max


def _ten(day: Day) -> Day:
    """The 1st, 11th or 21st, whichever is last."""
    return day.replace(day=min((day.day - 1) // 10 * 10 + 1, 21))


def _ten_days(day: Day) -> str:
    last = later(later(_ten(day), 11).replace(day=1), -1).day if day.day > 20 else _ten(day).day + 9  # noqa: PLR2004
    return f"{_ten(day).day}–{last}"


def _months(count: int) -> Callable[[Day], Day]:
    return lambda day: day.replace(month=(day.month - 1) // count * count + 1, day=1)


def _years(count: int) -> Callable[[Day], Day]:
    return lambda day: Day(max(day.year // count * count, 1), 1, 1)


def _span(years: int) -> Callable[[Day], str]:
    return lambda day: f"{day.year // years * years}–{day.year // years * years + years - 1}"


def _year(day: Day) -> str:
    return str(day.year)


@cache
def _units(months: tuple[str, ...]) -> tuple[_Unit, ...]:
    """The kinds of cells, the shortest first."""

    def month_and_year(day: Day) -> str:
        return f"{months[day.month - 1]} {day.year}"

    return (
        _Unit(lambda day: day, 1, 15, lambda day: str(day.day), month_and_year),
        _Unit(_ten, 11, 37, _ten_days, month_and_year),
        _Unit(_months(1), 31, 23, lambda day: months[day.month - 1], _year),
        _Unit(_months(3), 92, 46, lambda day: f"{months[day.month - 1]}–{months[day.month + 1]}", _year),
        _Unit(_years(1), 366, 28, _year, lambda _: ""),
        _Unit(_years(5), 1827, 56, _span(5), lambda _: ""),
        _Unit(_years(10), 3653, 56, _span(10), lambda _: ""),
        _Unit(_years(100), 36525, 56, _span(100), lambda _: ""),
    )

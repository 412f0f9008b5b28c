"""Three columns joined by lines: an order with few crossings, and positions at which nothing overlaps.

The method is that of Sugiyama, Tagawa and Toda (1981): each column is ordered by the mean position of what its
members are joined to, repeatedly, and the best order is kept. The start is not random, so the same input gives the
same picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

Side = Literal["left", "right"]
Column = tuple[str, ...]
Line = tuple[Side, str, str]
"""The side, the member of the middle column, and the member of the column on that side."""

_SWEEPS = 24


def untangle(middle: Sequence[str], lines: Sequence[Line]) -> tuple[Column, Column, Column]:
    """The left, middle and right column in an order in which few lines cross; ``middle`` is the initial order."""
    centre = list(middle)
    best: tuple[int, tuple[Column, Column, Column]] | None = None
    for _ in range(_SWEEPS):
        left = _by_mean(_ends(lines, "left"), _places(centre))
        right = _by_mean(_ends(lines, "right"), _places(centre))
        count = crossings(lines, left, centre, right)
        if best is None or count < best[0]:
            best = count, (tuple(left), tuple(centre), tuple(right))
        links: dict[str, list[float]] = {name: [] for name in centre}
        for side, name, other in lines:
            column = left if side == "left" else right
            links[name].append((column.index(other) + 0.5) / len(column))
        centre = sorted(centre, key=lambda name: _mean(links[name], (centre.index(name) + 0.5) / len(centre)))
    assert best
    return best[1]


def _ends(lines: Iterable[Line], side: Side) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for where, name, other in lines:
        if where == side:
            found[other].append(name)
    return found


def _places(column: Sequence[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(column)}


def _by_mean(ends: Mapping[str, Sequence[str]], places: Mapping[str, int]) -> list[str]:
    """Sorted by the mean position of what each is joined to; ties keep the order of the lines."""
    return sorted(ends, key=lambda name: _mean([places[end] for end in ends[name]], 0))


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def crossings(lines: Sequence[Line], left: Sequence[str], middle: Sequence[str], right: Sequence[str]) -> int:
    """How many pairs of lines cross.

    >>> lines = [("left", "a", "x"), ("left", "b", "y")]
    >>> crossings(lines, "xy", "ab", ""), crossings(lines, "yx", "ab", "")
    (0, 1)
    """
    middles, count = _places(middle), 0
    for side, column in (("left", _places(left)), ("right", _places(right))):
        ends = sorted((middles[name], column[other]) for where, name, other in lines if where == side)
        count += sum(b[1] < a[1] for place, a in enumerate(ends) for b in ends[place + 1 :] if b[0] > a[0])
    return count


def spread(wanted: Sequence[float], heights: Sequence[float], gap: float) -> list[float]:
    """Centres as close as possible to the wanted ones, in their order and at least ``gap`` apart (least squares).

    Pools what would overlap, as isotonic regression does.

    >>> spread([10, 10, 50], [8, 8, 8], 2)
    [5.0, 15.0, 50.0]
    """
    offsets: list[float] = []
    for number, height in enumerate(heights):
        offsets.append(offsets[-1] + (heights[number - 1] + height) / 2 + gap if number else 0.0)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        pools.append((want - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, many), (b, more) = pools[-2:]
            pools[-2:] = [((a * many + b * more) / (many + more), many + more)]
    levels = [level for level, many in pools for _ in range(many)]
    return [float(level + offset) for level, offset in zip(levels, offsets, strict=True)]

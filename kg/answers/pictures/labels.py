"""Where labels stand on a map: beside their points, never on one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle, in points from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def hits(self, other: Box) -> bool:
        """Whether two rectangles overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        """Whether it lies within another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


class Placed(NamedTuple):
    """Where a label stands, and which of its sizes it has."""

    box: Box
    choice: int


def placed(points: Sequence[tuple[Point, float]], sizes: Sequence[Sequence[Point]], frame: Box) -> list[Placed | None]:
    """A box for each point, which is given with its radius: as near as one of its sizes can stand without overlap.

    Tried in order: each size, ever further away, to the right, the left, above and below. ``None`` where none has room.
    """
    discs = [Box(x - radius, y - radius, x + radius, y + radius) for (x, y), radius in points]
    taken: list[Box] = []
    found: list[Placed | None] = []
    for number, (((x, y), radius), choices) in enumerate(zip(points, sizes, strict=True)):
        others = [*taken, *discs[:number], *discs[number + 1 :]]
        free = (
            Placed(box, choice)
            for choice, (wide, high) in enumerate(choices)
            for away in _AWAY
            for box in _around(x, y, radius + away, wide, high)
            if box.inside(frame) and not any(box.hits(other) for other in others)
        )
        found.append(next(free, None))
        taken += [one.box for one in found[-1:] if one]
    return found


_AWAY = (3, 10, 20, 32, 46)
"""How far a label may stand from the rim of its point."""


def _around(x: float, y: float, away: float, wide: float, high: float) -> list[Box]:
    """The boxes of a size around a point, the best first."""
    corners = (
        (x + away, y - high / 2), (x - away - wide, y - high / 2), (x - wide / 2, y - away - high), (x - wide / 2, y + away),
        (x + away * 0.7, y - away * 0.7 - high), (x + away * 0.7, y + away * 0.7),
        (x - away * 0.7 - wide, y - away * 0.7 - high), (x - away * 0.7 - wide, y + away * 0.7),
    )  # fmt: skip
    return [Box(left, top, left + wide, top + high) for left, top in corners]

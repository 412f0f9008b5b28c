"""The timeline: events in order of time, each with its bar; a page for each year is the same, drawn larger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from kg.model.terms import Term, text_of
from kg.site.classes import class_of
from kg.site.context import Site
from kg.site.model import Link, Page
from kg.site.sayings import claims_on, least, short, title_marks
from kg.site.views.acts import shown_event
from kg.site.views.entries import brief, happened, in_order, state
from kg.site.views.lists import Table, files_of, kind_of, of_class
from kg.site.views.strips import Drawn, Strip, form_of, strip

PER_PAGE = 45
_FEW = 3


Choice = tuple[str, str, tuple[tuple[str, str], ...]]
"""What the timeline can be narrowed by: a name, its title, and the id and name of each value."""
CHOICES = ("story", "kind", "certainty", "document")


class Times(NamedTuple):
    """What the template of the timeline knows besides: the years, and the events on one scale."""

    years: tuple[Link, ...]
    year: str
    strip: Strip
    pages: tuple[Link, ...]
    number: int
    files: tuple[Link, ...]
    choices: tuple[Choice, ...] = ()
    pictures: tuple[Link, ...] = ()


def time_pages(site: Site, pictures: tuple[Link, ...]) -> Iterator[Page]:
    """The pages of the timeline, of all events and of each year."""
    nodes = _events(site)
    years = sorted({_year(site, node) for node in nodes} - {""})
    links = (
        Link(site.say("all-years"), site.at("timeline.html")),
        *(Link(year, site.at(f"timeline-{year}.html")) for year in years),
    )
    choices = tuple(_choices(site, nodes))
    for year in ("", *years):
        some = [node for node in nodes if not year or year in _years(site, node)]
        yield from _pages(site, some, links, year, choices, () if year else pictures)


def as_data(site: Site) -> list[dict[str, Any]]:
    """What the script of the timeline narrows and draws: each event as it is shown, with its bar and its values."""
    return [_drawn(site, node) for node in _events(site)]


def _drawn(site: Site, node: Term) -> dict[str, Any]:
    start, end = (site.raw(node, f"hr:{key}") for key in ("earliest", "latest"))
    edtf = site.raw(node, "hr:date")
    shown = shown_event(site, node)
    return {
        **shown,
        "less": [],
        "sure": [[one.mark, one.words] for one in title_marks(site, node)],
        "start": start,
        "end": end,
        "form": form_of(edtf, has_start=bool(start), has_end=bool(end)) if edtf and (start or end) else "",
        "given": len(shown["when"]) == 1,
        "is": _values(site, node),
    }


def _values(site: Site, node: Term) -> dict[str, list[str]]:
    return {
        "story": [_id(one) for one in _stories(site, node)],
        "kind": [class_of(site, node)],
        "certainty": [_id(one) for one in (least(site, node),) if one],
        "document": sorted({_id(one) for claim in claims_on(site, node) for one in site.all(claim, "hr:inDocument")}),
    }


def _stories(site: Site, node: Term) -> tuple[Term, ...]:
    """The events that an event is part of or came of, and itself if others are or did."""
    own = (node,) if site.back(node, "hr:partOf", "hr:aftermathOf", "hr:occasion") else ()
    return (*own, *(one for key in ("hr:partOf", "hr:aftermathOf", "hr:occasion") for one in site.all(node, key)))


def _id(node: Term) -> str:
    return text_of(node).rpartition("/")[2]


def _choices(site: Site, nodes: list[Term]) -> Iterator[Choice]:
    """What the events can be narrowed by; a story has at least three."""
    stories = Counter(one for node in nodes for one in _stories(site, node) if site.is_a(one, "hr:Event"))
    named: dict[str, dict[str, str]] = {name: {} for name in CHOICES}
    named["story"] = {_id(one): site.name(one).text for one, count in stories.items() if count >= _FEW}
    for node in nodes:
        named["kind"][class_of(site, node)] = kind_of(site, node)
        named["certainty"] |= {_id(one): site.concept(one) for one in (least(site, node),) if one}
        held = (one for claim in claims_on(site, node) for one in site.all(claim, "hr:inDocument"))
        named["document"] |= {_id(one): short(site, one) for one in held}
    for name in CHOICES:
        options = sorted(named[name].items(), key=lambda pair: (pair[1].casefold(), pair[0]))
        if options:
            yield name, site.say(f"choice-{name}"), tuple(options)


def table(site: Site) -> Table:
    """All events of the timeline as rows; each is as sure as it says."""
    columns = ("event", "kind", "date", "earliest", "latest", "state", "certainty", "record")
    return Table("timeline", columns, tuple(_row(site, node) for node in _events(site)))


def _row(site: Site, node: Term) -> tuple[str, ...]:
    dates = (site.raw(node, f"hr:{key}") for key in ("date", "earliest", "latest"))
    sure = "; ".join(mark.words for mark in title_marks(site, node)) or site.concept(least(site, node))
    return (site.name(node).text, kind_of(site, node), *dates, state(site, node), sure, text_of(node))


def _events(site: Site) -> list[Term]:
    return in_order(site, [node for node in of_class(site, "hr:Event") if happened(site, node)])


def _pages(
    site: Site,
    nodes: list[Term],
    years: tuple[Link, ...],
    year: str,
    choices: tuple[Choice, ...],
    pictures: tuple[Link, ...],
) -> Iterator[Page]:
    cuts = [nodes[at : at + PER_PAGE] for at in range(0, len(nodes), PER_PAGE)] or [[]]
    stem = f"timeline-{year}" if year else "timeline"
    paths = [f"{stem}.html" if not at else f"{stem}.{at + 1}.html" for at in range(len(cuts))]
    links = tuple(Link(str(number + 1), site.at(path)) for number, path in enumerate(paths)) if len(paths) > 1 else ()
    title = Link(site.say("timeline-of", year=year) if year else site.say("timeline"))
    for at, cut in enumerate(cuts):
        shown = Times(
            years,
            year,
            _strip(site, cut),
            links,
            at,
            files_of(site, "timeline"),
            choices if not (at or year) else (),
            () if at else pictures,
        )
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

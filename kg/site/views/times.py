"""The timeline: events in order of time."""

from __future__ import annotations

from collections.abc import Iterator

from kg.site.context import Site
from kg.site.model import Link, Page, Section
from kg.site.views.entries import brief, happened, in_order
from kg.site.views.lists import of_class

PER_PAGE = 80


def time_pages(site: Site) -> Iterator[Page]:
    """The pages of the timeline."""
    nodes = in_order(site, [node for node in of_class(site, "hr:Event") if happened(site, node)])
    cuts = [nodes[at : at + PER_PAGE] for at in range(0, len(nodes), PER_PAGE)] or [[]]
    paths = ["timeline.html" if not at else f"timeline-{at + 1}.html" for at in range(len(cuts))]
    links = tuple(Link(str(number + 1), site.at(path)) for number, path in enumerate(paths)) if len(paths) > 1 else ()
    for at, cut in enumerate(cuts):
        told = Section("in-order", site.say("in-order"), "hits", tuple(brief(site, node) for node in cut))
        yield Page(
            paths[at],
            "timeline.html",
            Link(site.say("timeline")),
            lede=site.say("timeline-lede"),
            main=(told,),
            extra=(links, at),
            section="timeline",
        )

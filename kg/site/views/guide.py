"""How to read the pages: each mark with its words, and a claim of each sort."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.model.terms import Term, expand
from kg.site.context import Site
from kg.site.model import Box, Link, Page, Sure
from kg.site.sayings import box, is_plain, sure

_DEGREES = (("d5", "stated-as-fact", "stated"), *((f"d{5 - at}", name, name) for at, name in enumerate(("reported", "alleged", "suggested", "unclear"), 1)))  # fmt: skip
_STANCES = (("n", "denies", "denied"), ("w", "doubts", "doubted"), ("k", "asks", "asked"), ("o", "leaves-open", "open"))
_DATES = (
    "2018-09-18",
    "2018-08",
    "2015-01-19/2015-01-27",
    "[2015-01-23..2015-01-27]",
    "[..2018-09-18]",
    "../2018-09-18",
)


class Guide(NamedTuple):
    """What the template of the guide knows besides."""

    degrees: tuple[tuple[Sure, Link], ...]
    shapes: tuple[tuple[tuple[str, ...], str, str], ...]
    stances: tuple[tuple[Sure, Link], ...]
    examples: tuple[Box, ...]
    dates: tuple[tuple[str, str], ...]


def guide_page(site: Site) -> Page:
    """The guide."""
    shapes = (("d5", "d3"), "disc"), (("f5", "f2"), "square"), (("i5", "i2"), "diamond")
    shown = Guide(
        tuple(
            (Sure(mark, site.concept(node), line), site.text(node, "skos:definition"))
            for mark, node, line in _terms("certainty", _DEGREES)
        ),
        tuple((marks, site.say(f"shape-{name}"), site.say(f"shape-{name}-means")) for marks, name in shapes),
        tuple(
            (Sure(mark, site.say(f"stance-{line}"), line), site.text(node, "skos:definition"))
            for mark, node, line in _terms("stance", _STANCES)
        ),
        tuple(_examples(site)),
        tuple((site.dated(text), text) for text in _DATES),
    )
    return Page(
        "guide.html",
        "guide.html",
        Link(site.say("guide-title")),
        lede=site.say("guide-lede"),
        extra=shown,
        section="guide",
    )


def _terms(scheme: str, rows: tuple[tuple[str, str, str], ...]) -> Iterator[tuple[str, Term, str]]:
    for mark, name, line in rows:
        yield mark, expand(f"vocab:{scheme}/{name}"), line


def _examples(site: Site) -> Iterator[Box]:
    """A claim of each sort that the graph has, none that names somebody who suffered or is accused."""
    seen = set[str]()
    for node in site.published.nodes:
        if site.is_a(node, "hr:Assessment") and not is_plain(site, node):
            found = sure(site, node)
            if found.mark not in seen:
                seen.add(found.mark)
                yield box(site, node)

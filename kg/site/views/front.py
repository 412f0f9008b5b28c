"""The front page: what this is, what is counted and what that means, the documents, the licence, how to cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from kg.model.terms import Term, expand, iri
from kg.site.context import Site
from kg.site.model import Link, Page, Sure
from kg.site.sayings import least, main_claims, sure
from kg.site.views.acts import year, year_name
from kg.site.views.lists import documents

_DEGREE_MARKS = ("d5", "d4", "d3", "d2", "d1")
_WIDEST = 60
"""So many acts of a year are drawn, one mark each; a year with more has its number alone."""


class Year(NamedTuple):
    """The acts of a year: how many, each with its mark, and that in words."""

    name: str
    path: str
    marks: tuple[str, ...]
    total: int
    words: str


class Front(NamedTuple):
    """What the template of the front page knows besides."""

    years: tuple[Year, ...]
    key: tuple[Sure, ...]
    acts: int
    numbers: tuple[tuple[int, Link, str], ...]
    documents: tuple[tuple[Link, str], ...]
    citation: str
    licence: str
    title: Link


def front_page(site: Site, nodes: list[Term], queries: int) -> Page:
    """The front page; ``nodes`` are the acts that are listed."""
    dataset = iri(f"{site.published.base}dataset")
    held = [(link, note) for head, link, note in documents(site) if head == site.say("documents-held")]
    shown = Front(
        tuple(_years(site, nodes)),
        tuple(_key(site)),
        len(nodes),
        tuple(_numbers(site, queries)),
        tuple(held[:12]),
        site.text(dataset, "dct:bibliographicCitation").text,
        site.raw(dataset, "dct:license"),
        site.text(dataset, "dct:title"),
    )
    return Page("index.html", "front.html", Link(site.say("front-title")), lede=site.say("front-lede"), extra=shown)


def _key(site: Site) -> Iterator[Sure]:
    names = ("stated-as-fact", "reported", "alleged", "suggested", "unclear")
    for mark, name in zip(_DEGREE_MARKS, names, strict=True):
        yield Sure(mark, site.concept(expand(f"vocab:certainty/{name}")), name)


def _years(site: Site, nodes: list[Term]) -> Iterator[Year]:
    """The acts by the years in which they may lie, drawn by the surest claim that affirms each."""
    by_year: dict[str, Counter[str]] = {}
    words = {one.mark: one.words for one in _key(site)}
    for node in nodes:
        degree = least(site, node)
        marks = [
            sure(site, claim).mark for claim in main_claims(site, node) if site.one(claim, "hr:certainty") == degree
        ]
        by_year.setdefault(year(site, node), Counter())[f"d{marks[0][1:]}" if marks and marks[0][1:] else "d1"] += 1
    for text in sorted(by_year, key=lambda one: (one.lstrip("-") or "9999", one)):
        counts = by_year[text]
        told = ", ".join(f"{counts[mark]} {words[mark]}" for mark in _DEGREE_MARKS if counts[mark])
        drawn = tuple(mark for mark in _DEGREE_MARKS for _ in range(counts[mark]))
        path = f"{site.at('acts.html')}?year={text or 'none'}"
        yield Year(year_name(site, text), path, drawn if len(drawn) <= _WIDEST else (), len(drawn), told)


def _numbers(site: Site, queries: int) -> Iterator[tuple[int, Link, str]]:
    """What is here, each number with what it counts."""
    of = site.published.nodes
    for name, classes in (
        ("documents", ("hr:Document",)),
        ("people", ("hr:Person", "hr:Organization", "hr:Group")),
        ("places", ("hr:Place",)),
    ):
        count = sum(site.is_a(node, *classes) for node in of)
        yield count, Link(site.say(name), site.at(f"{name}.html")), site.say(f"number-{name}")
    claims = sum(site.is_a(node, "hr:Claim") for node in of)
    yield claims, Link(site.say("claims-of-all"), site.at("guide.html")), site.say("number-claims")
    yield queries, Link(site.say("queries"), site.at("queries.html")), site.say("number-queries")

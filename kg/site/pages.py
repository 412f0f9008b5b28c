"""The pages and lists of a site, by language, and what they are made from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from kg.model.terms import iri
from kg.records.access import Access
from kg.site.citing import citations
from kg.site.classes import class_of
from kg.site.context import Site
from kg.site.described import described
from kg.site.dossiers import dossiers
from kg.site.layout import Layout
from kg.site.linked import TYPES
from kg.site.model import Link, Page
from kg.site.paths import data_of, in_language, url
from kg.site.reading import Published
from kg.site.rendering import Around, Data, render
from kg.site.searching import index_files
from kg.site.views import acts, maps, questions, times
from kg.site.views.documents import document_pages
from kg.site.views.errors import gone, not_found, search_page
from kg.site.views.front import front_page
from kg.site.views.guide import guide_page
from kg.site.views.lists import as_csv, as_json, documents, listing, of_class, of_list, people, places
from kg.site.views.maps import map_page
from kg.site.views.nodes import node_page
from kg.site.views.terms import term_pages, term_tables
from kg.site.views.times import time_pages
from kg.site.writing import File

_LARGEST = 58_000
"""The most bytes of a page: one that is larger is written again with shorter lists."""
_LEAST = 2


class Plan(NamedTuple):
    """What all pages of a site are made from; ``root`` is where it will stand, ``dossiers`` the files of those that were made."""

    published: Published
    layout: Layout
    answered: tuple[questions.Answered, ...]
    languages: tuple[str, ...]
    drawn: frozenset[str]
    root: str
    access: Access
    dossiers: frozenset[str] = frozenset()

    def site(self, language: str) -> Site:
        """The site for readers of a language."""
        made = Site.of(self.published, self.layout, language, self.languages)
        return replace(made, root=self.root, dossiers=self.dossiers)


def files_in(plan: Plan, language: str) -> Iterator[File]:
    """The pages and lists of one language."""
    site = plan.site(language)
    for node in plan.published.nodes:
        if site.is_a(node, "hr:Document"):
            yield from (_file(site, page) for page in document_pages(site, node))
        elif class_of(site, node):
            yield _fitting(site, partial(node_page, node=node))
    for page in _other_pages(site, plan):
        yield _file(site, page)
    yield from (_fitting(site, make) for make in term_pages(site))
    for path, data in (*_lists(site, plan), *index_files(site, plan.answered)):
        yield File(in_language(path, language, plan.languages[0]), data)


def dossier_files(plan: Plan, language: str, number: int, of: int) -> Iterator[File]:
    """One of so many shares of the dossiers in a language."""
    site = plan.site(language)
    for page, files in dossiers(site, plan.access, number, of):
        yield _file(site, page)
        yield from map(File._make, files)


def _fitting(site: Site, make: Callable[[Site], Page]) -> File:
    """A page, with shorter lists if it would be too large."""
    made = _file(site, make(site))
    while site.room > _LEAST and len(made.data) > _LARGEST:
        site = replace(site, room=site.room // 2)
        made = _file(site, make(site))
    return made


def _file(site: Site, page: Page) -> File:
    """A page with what stands around it."""
    licence = site.raw(iri(f"{site.published.base}dataset"), "dct:license") or site.say("no-licence")
    around = Around(
        licence=site.say("foot-licence", licence=licence),
        datas=tuple(_datas(site, page)),
        cites=citations(site, page),
        described=described(site, page),
    )
    return File(in_language(page.path, site.language, site.languages[0]), render(site, page, around))


def _datas(site: Site, page: Page) -> Iterator[Data]:
    """The data beside the page of a node; beside the front page, all."""
    if page.path == "index.html":
        yield from (
            Data(name, kind, f"data/kg.{ending}")
            for name, kind, ending in (("Turtle", "text/turtle", "ttl"), ("TriG", "application/trig", "trig"))
        )
    if page.iri:
        for ending, name in ((".ttl", "Turtle"), (".jsonld", "JSON-LD"), (".nt", "N-Triples")):
            path = data_of(page.iri, site.published.base, ending)
            if path:
                yield Data(name, TYPES[ending], url(path))


def _other_pages(site: Site, plan: Plan) -> Iterator[Page]:
    """The pages that are no node's."""
    nodes = acts.acts(site)
    yield front_page(site, nodes, len(plan.answered))
    yield from acts.act_pages(site, nodes)
    for name, entries in (("people", people), ("places", places), ("documents", documents)):
        yield from listing(
            site,
            name,
            list(entries(site)),
            pictures=_pictures(site, plan, "places" if name == "places" else "network" if name == "people" else ""),
        )
    yield map_page(site)
    yield from time_pages(site, _pictures(site, plan, "timeline"))
    yield from (questions.question_page(site, one) for one in plan.answered)
    yield questions.list_page(site, plan.answered)
    yield from (guide_page(site), search_page(site), not_found(site))
    yield from (gone(site, node) for node in plan.published.gone)


def _pictures(site: Site, plan: Plan, name: str) -> tuple[Link, ...]:
    """The files of a picture, that for pages first; none if it was not drawn."""
    paths = [f"pictures/{name}.{site.language}.{form}" for form in ("svg", "png")]
    return tuple(Link(path.rpartition(".")[2].upper(), path) for path in paths if path in plan.drawn)


def _lists(site: Site, plan: Plan) -> Iterator[tuple[str, bytes]]:
    """What lists are taken away as."""
    nodes = acts.acts(site)
    tables = [
        acts.table(site, nodes),
        times.table(site),
        questions.table(site, plan.answered),
        *term_tables(site),
        of_list(site, "people", of_class(site, "hr:Agent")),
        of_list(site, "places", of_class(site, "hr:Place")),
        of_list(site, "documents", of_class(site, "hr:Document")),
    ]
    for table in tables:
        yield f"{table.name}.csv", as_csv(table)
        yield f"{table.name}.json", as_json(table)
    scripted = (
        ("acts-data", acts.as_data(site, nodes)),
        ("map", maps.as_data(site)),
        ("timeline-data", times.as_data(site)),
    )
    for name, data in scripted:
        yield f"{name}.json", compact(data)


def compact(data: object) -> bytes:
    """Data as the scripts read it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

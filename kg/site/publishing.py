"""Publishes a site: all its files, from one reading of a build."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kg.answers.opening import OpenBuild
from kg.build.index import access_of
from kg.model.errors import CallError, Problem, nearest
from kg.model.message import Message
from kg.model.parallel import in_processes
from kg.model.terms import iri
from kg.site.beside import beside
from kg.site.citing import citations
from kg.site.classes import class_of
from kg.site.context import Site
from kg.site.described import described
from kg.site.drawings import drawings
from kg.site.layout import Layout, layout
from kg.site.linked import TYPES, data_files
from kg.site.model import Link, Page
from kg.site.paths import PAGE, data_of, in_language, url
from kg.site.reading import Published, read_published
from kg.site.rendering import Around, Data, render
from kg.site.searching import index_files
from kg.site.views import acts, questions
from kg.site.views.documents import document_pages
from kg.site.views.errors import gone, not_found, search_page
from kg.site.views.front import front_page
from kg.site.views.guide import guide_page
from kg.site.views.lists import as_csv, as_json, documents, listing, of_class, of_list, people, places
from kg.site.views.nodes import node_page
from kg.site.views.terms import term_pages
from kg.site.views.times import time_pages
from kg.site.words import languages as known_languages
from kg.site.words import words
from kg.site.writing import File, listed, put

_STATIC = Path(__file__).parent / "static"
_LARGEST = 58_000
"""The most bytes of a page: one that is larger is written again with shorter lists."""
_LEAST = 2
_UNLISTED = ("404.html",)
"""What no search engine should be sent to."""


class Written(NamedTuple):
    """How much a site has."""

    pages: int
    files: int


class Plan(NamedTuple):
    """What all pages of a site are made from."""

    published: Published
    layout: Layout
    answered: tuple[questions.Answered, ...]
    languages: tuple[str, ...]
    drawn: frozenset[str]


def wanted_languages(given: Sequence[str]) -> tuple[str, ...]:
    """The languages of a site, all if none is given; ``CallError`` for one that the interface does not speak."""
    known = known_languages()
    for one in given:
        if one not in known:
            found = Message('the pages have no words in "{language}"', language=one)
            remedy = Message("use one of {names}", names=", ".join(known))
            raise CallError(Problem("wrong-call", found, remedy, offers=nearest(one, known)))
    return tuple(dict.fromkeys(given)) or known


def publish(
    build: OpenBuild,
    languages: Sequence[str],
    folder: Path,
    *,
    address: str = "",
    workers: int = 2,
    is_drawn: bool = False,
) -> Written:
    """Writes a site into an empty folder, in some languages, the first of which stands at its root.

    ``address`` is where the site will stand; without it, where the IRIs of the records lead. With
    ``is_drawn`` it has pictures too; ``CallError`` if the extra for them is not installed.
    """
    published = read_published(build)
    answered = questions.answers(build.dataset, workers)
    drawn = tuple(drawings(build.dataset, languages)) if is_drawn else ()
    plan = Plan(published, layout(published), answered, tuple(languages), frozenset(path for path, _ in drawn))
    shares = (*plan.languages, *(str(number) for number in range(workers)))
    made = in_processes(lambda one: put(_share(plan, one, workers), folder), shares, workers)
    shared = (*_static(), *(File(*one) for one in (*questions.files(answered), *drawn)))
    hashes = dict(chain.from_iterable(some.items() for some in (*made, put(shared, folder))))
    pages = sorted(path for path in hashes if path.endswith(PAGE) and not path.endswith(_UNLISTED))
    first = Site.of(published, plan.layout, plan.languages[0], plan.languages)
    hashes |= put((File(*one) for one in beside(first, build, pages, address)), folder)
    about = {"access": access_of(build.held.path), "address": address, "build": build.sha256, "languages": languages}
    put([listed(hashes, about)], folder)
    return Written(sum(path.endswith(PAGE) for path in hashes), len(hashes) + 1)


def _share(plan: Plan, name: str, of: int) -> Iterator[File]:
    """The files of a language, or one of so many shares of the data where a number is named."""
    if not name.isdigit():
        return _in_language(plan, name)
    return (File(*one) for one in data_files(plan.published, int(name), of))


def told(written: Written, out: Path) -> str:
    """What was written, for people."""
    return f"wrote {out}/: {written.pages} pages, {written.files} files\n"


def _static() -> Iterator[File]:
    for path in sorted(_STATIC.rglob("*")):
        if path.is_file():
            yield File(path.relative_to(_STATIC.parent).as_posix(), path.read_bytes())


def _in_language(plan: Plan, language: str) -> Iterator[File]:
    """The pages and lists of one language."""
    site = Site.of(plan.published, plan.layout, language, plan.languages)
    names = {tag: words(tag)["language"] for tag in plan.languages}
    for node in plan.published.nodes:
        if site.is_a(node, "hr:Document"):
            yield from (_file(site, page, names) for page in document_pages(site, node))
        elif class_of(site, node):
            yield _fitting(site, partial(node_page, node=node), names)
    for page in _other_pages(site, plan):
        yield _file(site, page, names)
    yield from (_fitting(site, make, names) for make in term_pages(site))
    for path, data in (*_lists(site), *index_files(site, plan.answered)):
        yield File(in_language(path, language, plan.languages[0]), data)


def _fitting(site: Site, make: Callable[[Site], Page], names: Mapping[str, str]) -> File:
    """A page, with shorter lists if it would be too large."""
    made = _file(site, make(site), names)
    while site.room > _LEAST and len(made.data) > _LARGEST:
        site = replace(site, room=site.room // 2)
        made = _file(site, make(site), names)
    return made


def _file(site: Site, page: Page, names: Mapping[str, str]) -> File:
    """A page with what stands around it."""
    licence = site.raw(iri(f"{site.published.base}dataset"), "dct:license") or site.say("no-licence")
    around = Around(
        licence=site.say("foot-licence", licence=licence),
        datas=tuple(_datas(site, page)),
        cites=citations(site, page),
        described=described(site, page),
    )
    return File(in_language(page.path, site.language, site.languages[0]), render(site, page, around, names))


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
    yield from time_pages(site, _pictures(site, plan, "timeline"))
    yield from (questions.question_page(site, one) for one in plan.answered)
    yield questions.list_page(site, plan.answered)
    yield from (guide_page(site), search_page(site), not_found(site))
    yield from (gone(site, node) for node in plan.published.gone)


def _pictures(site: Site, plan: Plan, name: str) -> tuple[Link, ...]:
    """The files of a picture, that for pages first; none if it was not drawn."""
    paths = [f"pictures/{name}.{site.language}.{form}" for form in ("svg", "png")]
    return tuple(Link(path.rpartition(".")[2].upper(), path) for path in paths if path in plan.drawn)


def _lists(site: Site) -> Iterator[tuple[str, bytes]]:
    """What lists are taken away as."""
    nodes = acts.acts(site)
    tables = [
        acts.table(site, nodes),
        of_list(site, "people", of_class(site, "hr:Agent")),
        of_list(site, "places", of_class(site, "hr:Place")),
        of_list(site, "documents", of_class(site, "hr:Document")),
    ]
    for table in tables:
        yield f"{table.name}.csv", as_csv(table)
        yield f"{table.name}.json", as_json(table)
    yield "acts-data.json", json.dumps(acts.as_data(site, nodes), ensure_ascii=False, separators=(",", ":")).encode()

"""The dossiers of ``kg dossier`` on persons, bodies and events, as pages for print and as files to take away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from typing import NamedTuple

from kg.answers.dossiers import write
from kg.answers.dossiers.composing import compose
from kg.answers.dossiers.model import Block, Dossier
from kg.answers.dossiers.selecting import select
from kg.answers.speech import Speech
from kg.model.terms import Term, text_of
from kg.records.access import Access
from kg.site.classes import class_of
from kg.site.context import Site
from kg.site.model import Link, Page
from kg.site.paths import in_language, stem

_CLASSES = ("hr:Person", "hr:Organization", "hr:Act", "hr:Event", "hr:Proceeding", "hr:Intervention")
_SPOKEN = ("en", "ru")
"""The languages that dossiers are written in."""
_LINES = {"stated as fact": "stated", "": ""}
"""The line at the left of what is as sure as this; of the rest it is called like the degree."""


class Told(NamedTuple):
    """What the template of dossiers knows besides: the blocks, each with its kind and the line at its left, and the files."""

    blocks: tuple[tuple[str, str, Block], ...]
    files: tuple[Link, ...]
    lang: str


def spoken(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of a site in which it has dossiers; if it has none of theirs they are English, under its first."""
    return tuple(one for one in languages if one in _SPOKEN) or languages[:1]


def path_of(site: Site, node: Term) -> str:
    """The page of the dossier on a node, from the root of the pages of a language; empty if there can be none."""
    path = stem(text_of(node), site.published.base) if class_of(site, node) in _CLASSES else ""
    return f"dossier/{path.removeprefix('id/')}.html" if path else ""


def link_of(site: Site, node: Term, made: frozenset[str]) -> str:
    """The address of the dossier on a node, in the language of the site or else in another; empty if none was made."""
    found = path_of(site, node)
    tongues = spoken(site.languages)
    language = site.language if site.language in tongues else tongues[0]
    path = in_language(found, language, site.languages[0])
    return path if path in made else ""


def dossiers(site: Site, access: Access, number: int, of: int) -> Iterator[tuple[Page, list[tuple[str, bytes]]]]:
    """One of so many shares of the dossiers in the language of a site: each as a page, with its files."""
    language = site.language if site.language in _SPOKEN else _SPOKEN[0]
    graph = replace(site.graph, speech=Speech(language))
    for node in [one for one in site.published.nodes if path_of(site, one)][number::of]:
        found = select(graph, (node,))
        if found.events or found.findings or found.demands:
            yield _page(site, node, compose(graph, found, build=site.published.sha256, asked="", access=access))


def _page(site: Site, node: Term, made: Dossier) -> tuple[Page, list[tuple[str, bytes]]]:
    path = path_of(site, node)
    forms = ("docx", "md") if find_spec("docx") else ("md",)
    own = in_language(path.removesuffix(".html"), site.language, site.languages[0])
    files = [(f"{own}.{form}", write(made, form)) for form in forms]
    named = {"docx": "Word", "md": "Markdown"}
    links = tuple(Link(named[form], name) for form, (name, _) in zip(forms, files, strict=True))
    lang = "" if made.language == site.language else made.language
    blocks = tuple((type(block).__name__, _line(block), block) for block in made.blocks)
    trail = (site.name(node),)
    extra = Told(blocks, links, lang)
    page = Page(path, "dossier.html", Link(made.title, lang=lang), kind=site.say("dossier"), trail=trail, extra=extra)
    return page._replace(languages=spoken(site.languages)), files


def _line(block: Block) -> str:
    mark = getattr(block, "mark", "")
    return _LINES.get(mark, mark.replace(" ", "-"))

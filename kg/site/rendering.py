"""Writes pages: the only module that uses jinja2. Every text is escaped by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from kg.site.context import Site
from kg.site.marks import definitions
from kg.site.model import Page
from kg.site.paths import in_language, url
from kg.site.words import words
from kg.site.writers import ROOT, alternates, ground, link, links, mark, src, sure, tongues, value

MENU = ("acts", "people", "documents", "places", "map", "timeline", "queries", "guide")
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ps", "ug", "ur", "yi")
_MARKS = "<!-- marks -->"
_DEFS = Markup(_MARKS)  # noqa: S704 - ours
"""Put in as it is, and replaced when the page is done."""
_SCRIPTED = ("acts.html", "map.html", "timeline.html")
"""The templates whose scripts may draw any mark."""


class Other(NamedTuple):
    """The same page in another language, or the same."""

    lang: str
    text: str
    path: str
    here: bool


class Data(NamedTuple):
    """Data beside a page."""

    text: str
    type: str
    path: str


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a page: its data, its citations, its description for search engines, the licence."""

    licence: str = ""
    datas: Sequence[Data] = ()
    cites: Sequence[tuple[str, str]] = ()
    described: Mapping[str, Any] | None = None


@lru_cache(8)
def _templates(_sha256: str, language: str, first: str) -> Environment:
    """The templates with the words of a language, and what was written with them of one build."""
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, auto_reload=False)
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    made.globals |= {
        "w": {name: escape(text) for name, text in words(language).items()},
        "root": ROOT,
        "home": in_language("", language, first),
        "menu": MENU,
    }
    made.globals |= {"link": link, "links": links, "mark": mark, "sure": sure, "src": src}
    made.globals["value"] = lambda one: value(one.links, is_less=one.is_less)
    made.globals["ground"] = lambda saying: ground(words(language)["ground"], saying.ground)
    made.globals["cached"] = _Cached({})
    return made


def render(site: Site, page: Page, around: Around) -> bytes:
    """The bytes of a page."""
    first = site.languages[0]
    path = in_language(page.path, site.language, first)
    others = [
        Other(tag, words(tag)["language"], url(in_language(page.path, tag, first)), tag == site.language)
        for tag in page.languages or site.languages
    ]
    text = (
        _templates(site.published.sha256, site.language, first)
        .get_template(page.template)
        .render(
            site=site,
            page=page,
            direction="rtl" if site.language in _RIGHT_TO_LEFT else "ltr",
            alternates=alternates(others, around.datas),
            tongues=tongues(others),
            licence=around.licence,
            datas=around.datas,
            cites=around.cites,
            jsonld=_json(around.described) if around.described else "",
            defs=_DEFS,
        )
    )
    text = text.replace(ROOT, "../" * path.count("/"))
    return text.replace(_MARKS, definitions(text, every=page.template in _SCRIPTED), 1).encode()


def _json(described: Mapping[str, Any]) -> Markup:
    return htmlsafe_json_dumps(described, ensure_ascii=False, sort_keys=True)


class _Cached(NamedTuple):
    """What many pages have, written once."""

    known: dict[tuple[object, ...], str]

    def __call__(self, write: Callable[[Any], str], one: Any, *key: object) -> str:
        """What ``write`` makes of something that is known by a key."""
        if key not in self.known:
            self.known[key] = write(one)
        return self.known[key]

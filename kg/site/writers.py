"""Writes the smallest parts of pages, which stand in each a hundred times: links, marks, degrees. Each is written once.

Templates could do it; calling them for every link took half of the time of a site (2026-11).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from kg.site.model import Link, Sure, Words

ROOT = Markup("\x01/")
"""Stands for the way to the root of the site until a page is done, so that what many pages have is written once."""
_KNOWN = 100_000
"""So many links are remembered."""


@lru_cache(_KNOWN)
def link(one: Link) -> Markup:
    """A link, or its text where it leads nowhere."""
    lang = f' lang="{escape(one.lang)}"' if one.lang else ""
    text = escape(one.text)
    if one.path:
        return Markup(f'<a href="{ROOT}{escape(one.path)}"{lang}>{text}</a>')  # noqa: S704 - each part is escaped
    return Markup(f"<span{lang}>{text}</span>") if lang else text  # noqa: S704


def links(some: Iterable[Link], between: str = " ") -> Markup:
    """Several links in a row."""
    return Markup(escape(between)).join(map(link, some))  # noqa: S704


@lru_cache(_KNOWN)
def mark(name: str) -> Markup:
    """A mark, which only the eye sees: its words stand beside it."""
    return Markup(f'<svg class="m" aria-hidden="true"><use href="#{escape(name)}"/></svg>')  # noqa: S704


@lru_cache(_KNOWN)
def sure(one: Sure) -> Markup:
    """How sure something is, in shape and words."""
    return Markup(f'<span class="sure">{mark(one.mark)}{escape(one.words)}</span>')  # noqa: S704


def src(words: Words) -> Markup:
    """The place of a passage, with a link to it."""
    return _source(words.source)


@lru_cache(_KNOWN)
def _source(one: Link) -> Markup:
    return Markup(f'<a class="src" href="{ROOT}{escape(one.path)}">{escape(one.text)}</a>')  # noqa: S704


def alternates(others: Iterable[tuple[str, str, str, bool]], datas: Iterable[tuple[str, str, str]]) -> Markup:
    """The links in the head of a page: the same page in each language, and the data beside it."""
    tongues = (f'<link rel="alternate" hreflang="{lang}" href="{ROOT}{escape(path)}">\n' for lang, _, path, _ in others)
    kinds = (f'<link rel="alternate" type="{kind}" href="{ROOT}{escape(path)}">\n' for _, kind, path in datas)
    return Markup("".join((*tongues, *kinds)))  # noqa: S704 - each part is escaped or ours


def tongues(others: Iterable[tuple[str, str, str, bool]]) -> Markup:
    """The same page in the other languages, as the items of a list."""
    return Markup("").join(
        Markup(f'<li><a href="{ROOT}{escape(path)}" lang="{lang}" hreflang="{lang}">{escape(name)}</a></li>')  # noqa: S704
        for lang, name, path, is_here in others
        if not is_here
    )


def ground(words: str, one: Link) -> Markup:
    """The ground of an inference; nothing where there is none."""
    if not one.text:
        return Markup()
    lang = f' lang="{escape(one.lang)}"' if one.lang else ""
    return Markup(f'<p class="ground"><b>{escape(words)}</b> <span{lang}>{escape(one.text)}</span></p>')  # noqa: S704


def value(some: Iterable[Link], *, is_less: bool) -> Markup:
    """The links of a value, which is marked where it is less sure than what it belongs to."""
    return Markup(f'<span class="guess">{links(some)}</span>' if is_less else f"<span>{links(some)}</span>")  # noqa: S704

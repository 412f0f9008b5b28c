"""The index of the search: names, variants, concepts and passages, folded to Latin letters by their sound.

Cyrillic and Latin spellings of a name thus meet, and case and accents do not matter. What is typed is folded in the
browser by the same table, which is part of the index.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kg.model.terms import Term, expand, text_of
from kg.records.folding import fold
from kg.site.classes import class_of
from kg.site.context import Site, upper
from kg.site.sayings import short, title_marks
from kg.site.views.questions import Answered

PER_FILE = 2_000
"""So many entries stand in one file of the index."""
_SEARCHED = (
    "hr:Person", "hr:Organization", "hr:Group", "hr:Place", "hr:Act", "hr:Event", "hr:Intervention", "hr:Proceeding", "hr:Document",
    "hr:Instrument", "hr:Provision", "hr:Recommendation", "hr:Assessment",
)  # fmt: skip
_TEXTS = ("skos:prefLabel", "skos:altLabel", "dct:title", "dct:description")
_LETTERS = (range(0xC0, 0x250), range(0x370, 0x560), range(0x5D0, 0x700), range(0x10A0, 0x1100), range(0x1E00, 0x2000))
"""The characters of the scripts that are folded in the browser: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian."""

Row = list[Any]
"""An entry: its title, its address, what it is, the folded words by which it is found, its language if not the site's."""


def index_files(site: Site, answered: tuple[Answered, ...]) -> Iterator[tuple[str, bytes]]:
    """The files of the index: what it consists of, and the entries in parts."""
    rows = [*_nodes(site), *_concepts(site), *_questions(site, answered), *_passages(site)]
    parts = [rows[at : at + PER_FILE] for at in range(0, len(rows), PER_FILE)]
    yield "search/index.json", _written({"parts": len(parts), "fold": _table()})
    for number, part in enumerate(parts):
        yield f"search/{number}.json", _written(part)


def _written(data: object) -> bytes:
    return f"{json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _table() -> dict[str, str]:
    """What each letter beyond ASCII becomes."""
    letters = (chr(code) for some in _LETTERS for code in some)
    return {letter: folded for letter in letters if (folded := fold(letter).strip()) != letter and folded.isascii()}


def _nodes(site: Site) -> Iterator[Row]:
    for node in site.published.nodes:
        cls = class_of(site, node)
        if cls in _SEARCHED:
            title = site.name(node)
            marks = [mark.words for mark in title_marks(site, node)]
            kind = ", ".join([upper(site.name(expand(cls)).text), *marks])
            yield [title.text, title.path, kind, _folded(site, node), title.lang]


def _folded(site: Site, node: Term) -> str:
    texts = dict.fromkeys(text_of(text) for key in _TEXTS for text in site.all(node, key))
    return words(" ".join(texts))


def words(text: str) -> str:
    """The words of a text as they are searched, each once.

    >>> words("Жанаозен, ЖАНАОЗЕН!")
    'zhanaozen'
    """
    return " ".join(dict.fromkeys("".join(letter if letter.isalnum() else " " for letter in fold(text)).split()))


def _concepts(site: Site) -> Iterator[Row]:
    for node in sorted(site.published.facts):
        if site.is_a(node, "skos:Concept") and (path := site.path(node)):
            name = site.name(node)
            yield [name.text, path, site.say("concept"), _folded(site, node), name.lang]


def _questions(site: Site, answered: tuple[Answered, ...]) -> Iterator[Row]:
    lang = "" if site.language == "en" else "en"
    for one in answered:
        text = " ".join((one.query.question, *one.query.keywords))
        yield [one.query.question, site.at(f"query/{one.query.name}.html"), site.say("query"), words(text), lang]


def _passages(site: Site) -> Iterator[Row]:
    for node in sorted(site.layout.places):
        quote = site.text(node, "hr:quote")
        document = site.one(node, "hr:document")
        line = site.raw(node, "hr:line")
        where = site.say("source-line", document=short(site, document), line=line) if line else short(site, document)
        yield [quote.text, site.path(node), where, words(quote.text), quote.lang]

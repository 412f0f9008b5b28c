"""A saved web page: its main text without menus, with the character of the file at which each paragraph begins."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

from kg.model.errors import DataError, Location, Problem
from kg.model.extras import needing
from kg.model.message import Message
from kg.sources.received.text import Paragraph, Place, Received, clean, joined

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_HEAD = 4096
"""The declaration of the encoding stands in the first bytes."""
_HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "head"})
_STATED = {"extensive_search": False, "original_date": True}
"""A date of publication is taken from where the page states it, never from a day that the text tells of."""
_FEW = 200
"""A page with less text than this, in no sentence, is all menu."""


def read(data: bytes, path: str) -> Received:
    """The main text; ``DataError`` if the encoding is not stated or false, or if the page is all menu."""
    with needing("trafilatura", "extract"):
        import trafilatura
    source = decoded(data, path)
    kept = trafilatura.bare_extraction(
        source, favor_recall=True, include_comments=False, with_metadata=True, date_extraction_params=_STATED
    )
    text = (kept.text or "") if kept else ""
    if not kept or not re.search(r"[.!?…»”]", text) or len(text) < _FEW:
        remedy = Message("save the page of the text itself, or add its text as .txt")
        raise DataError(
            Problem("no-text", Message("the page is all menu: it has no running text"), remedy, Location(path))
        )
    paragraphs = _placed([clean(line) for line in text.splitlines() if line.strip()], source)
    whole, places = joined(paragraphs)
    names = {
        "title": kept.title,
        "issued": kept.date,
        "language": kept.language,
        "publisher": kept.sitename,
        "url": kept.url,
    }
    return Received(whole, places, {name: str(value) for name, value in names.items() if value})


def decoded(data: bytes, path: str) -> str:
    """The source of the page in the encoding that it states, else UTF-8; never in a guessed one."""
    stated = _CHARSET.search(data[:_HEAD])
    name = "utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    if stated and name != "utf-16":
        name = stated[1].decode().lower().replace("utf-8", "utf-8-sig")
    try:
        return data.decode(name)
    except (UnicodeError, LookupError) as error:
        found = Message("the bytes are not in {encoding}, which the page states or which is usual", encoding=name)
        raise DataError(Problem("not-utf8", found, Message("save the page as UTF-8"), Location(path))) from error


class _Visible(HTMLParser):
    """Collects the words that a page shows, each with the character at which it begins."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.words: list[tuple[str, int]] = []
        self.hidden = 0
        self.lines = [0, *(found.end() for found in re.finditer("\n", source))]
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in _HIDDEN

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in _HIDDEN and self.hidden > 0

    def handle_data(self, data: str) -> None:
        line, column = self.getpos()
        if not self.hidden:
            begins = self.lines[line - 1] + column
            self.words += [(found[0], begins + found.start()) for found in re.finditer(r"\w+", data)]


def _placed(lines: list[str], source: str) -> list[Paragraph]:
    """Each line with the character of the source at which its first words stand, sought after those of the line before."""
    words = _Visible(source).words
    texts, at, found = [word for word, _ in words], 0, []
    for line in lines:
        first = re.findall(r"\w+", line)[:_ENOUGH]
        here = next((n for n in range(at, len(texts)) if texts[n : n + len(first)] == first), -1) if first else -1
        at = here + len(first) if here >= 0 else at
        found.append(Paragraph(line, Place(0, 0, offset=words[here][1] if here >= 0 else -1)))
    return found


_ENOUGH = 6
"""So many words find a paragraph again."""

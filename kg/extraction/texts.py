"""A document as extraction reads it: its sentences parsed, each with where it stands, and what the document says of itself."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import NamedTuple

from kg.extraction.dates import Anchors, DateWords, dates_in
from kg.extraction.lexicon import Lexicon, lexicon
from kg.extraction.parsing import parsed
from kg.extraction.parsing.model import Parse
from kg.extraction.proposals import Words
from kg.sources.documents import Document, Sentence


class Line(NamedTuple):
    """A sentence with its parse and its dates; ``paragraph`` counts paragraphs, ``listed`` says that it is an item of a list.

    ``reserve`` is the certainty that the heading above its list gives to what stands in it.
    """

    sentence: Sentence
    parse: Parse
    dates: tuple[DateWords, ...]
    paragraph: int
    listed: bool
    heading: bool
    reserve: str = ""


class Text(NamedTuple):
    """A document ready to be read by rules."""

    document: Document
    lines: tuple[Line, ...]
    lexicon: Lexicon
    language: str
    issued: datetime.date | None

    def words(self, line: int, start: int, end: int) -> Words:
        """The words of a sentence from one of its characters to another, with their place in the document."""
        sentence = self.lines[line].sentence
        first, last = self.document.offset(sentence, start), self.document.offset(sentence, end - 1) + 1
        return Words(first, last, sentence.text[start:end])

    def whole(self, line: int) -> Words:
        """A whole sentence, with its place in the document."""
        return self.words(line, 0, len(self.lines[line].sentence.text))


_BULLET = re.compile(r"\s*(?:[•‣◦▪●○■*·–—-]|\(?\d{1,2}[.)])\s")
_NO_END = re.compile(r"[^.!?…:;»”\"')]\s*\Z")
_HEADING = 12
"""A line of more words than this is no heading, even without a full stop."""


def read_text(document: Document, language: str, issued: str = "", *, own: Path | None = None) -> Text:
    """A document parsed; ``own`` is the project's folder of mappings. ``CallError`` for a language that has no model."""
    base = language.partition("-")[0].lower()
    words = lexicon(base, own)
    day = _day(issued)
    lines: list[Line] = []
    anchors, paragraph, reserve = Anchors(day), 0, ""
    bodies = [_body(sentence.text) for sentence in document.sentences]
    for sentence, parse in zip(document.sentences, parsed(bodies, base), strict=True):
        between = document.text[lines[-1].sentence.end : sentence.start] if lines else ""
        is_new = not lines or "\n" in between
        paragraph += is_new
        heading = is_new and bool(_NO_END.search(sentence.text)) and len(sentence.text.split()) <= _HEADING
        listed = bool(_BULLET.match(sentence.text)) or (bool(lines) and lines[-1].listed and not is_new)
        reserve = _reserve(parse, words) if _opens_list(sentence.text) else reserve if listed else ""
        dates = dates_in(parse.text, words, anchors)
        lines.append(Line(sentence, parse, tuple(dates), paragraph, listed, heading, reserve if listed else ""))
        named = [one.edtf for one in dates if re.match(r"\d{4}-\d\d", one.edtf)]
        anchors = anchors._replace(last=named[-1] if named else anchors.last)
    return Text(document, tuple(lines), words, base, day)


def _body(text: str) -> str:
    """A sentence whose bullet is blanked, so that it does not disturb the parser and no offset moves."""
    found = _BULLET.match(text)
    return " " * found.end() + text[found.end() :] if found else text


def _day(edtf: str) -> datetime.date | None:
    """The day that dates are counted from: a month or a year counts from its last day."""
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", edtf)
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 12), int(found[3] or 0)
    return datetime.date(year, month, day or 28)


def _opens_list(text: str) -> bool:
    return text.rstrip().endswith(":")


def _reserve(parse: Parse, words: Lexicon) -> str:
    """The certainty that a heading gives to its list: ``Other reported cases include:``."""
    found = {token.lemma.lower() for token in parse.tokens} | {token.text.lower() for token in parse.tokens}
    order = ("alleged", "unclear", "reported")
    return next((name for name in order if found & words.words("speech", f"words.{name}")), "")

"""The sentences of a text as spans: rules for its layout and for full stops, without any library.

Tried on 29 November 2026 on 27 short texts in English, Russian, French and Kazakh (``tests/test_sentences.py`` has them):
sentencex 1.0.32 splits 12 of them wrongly, pysbd 0.3.4 11, syntok 1.4.4 10; none knows the references and the Russian
and French abbreviations of reports, and each is one more thing to install.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.sources.documents import TextSpan

_END = re.compile(r"[.!?…؟۔։।。！？]+(?:[\s\u00a0\u202f]?»|['\"”’›)\]}»])*")
"""The end of a sentence with the quotation marks and brackets that close after it; French puts a space before its own."""
_WIDE = "。！？"
"""Full stops after which no space stands."""
_OPENING = "\"'“”‘«„‹([{—–-¿¡ \u00a0\u202f\t\r\n"
_BULLET = re.compile(r"[•‣◦▪▫●○■□·∙➢➤✓*][ \t\u00a0]*|[-–—][ \t\u00a0]+")
_NUMBER = re.compile(r"(?:\(?(?:[0-9]{1,3}|[a-zа-я]|[ivxlc]{1,5})[.)]|#{1,6})[ \t\u00a0]+(?=\S)", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|[\s.(«“\"'’-])[^\W\d_]\Z")
_WORD = re.compile(r"[\w’'-]+")
_BEFORE = re.compile(r"(?:[^\W\d_]{1,5}\.[ \u00a0]?)?[\w№-]+\Z")
_REFERENCE = re.compile(r"[0-9]+\s*[:.,;)\]]")

HARD_WRAPPED = 120
"""A file with longer lines has a paragraph on each line."""
_LONG = 60
"""A line longer than this may have been broken by the page width; a shorter one is a heading."""
_FEW = 3
"""An abbreviated year after so few words is at the beginning of a sentence."""


class _Table(NamedTuple):
    before: frozenset[str]
    either: frozenset[str]
    starts: frozenset[str]
    months: frozenset[str]


@cache
def _table() -> _Table:
    found = tomllib.loads(Path(__file__).with_name("abbreviations.toml").read_text(encoding="utf-8"))
    return _Table(*(frozenset(found[name]) for name in _Table._fields))


def sentences(text: str, start: int = 0) -> Iterator[TextSpan]:
    """The sentences of a text from a code point on; one ends with its paragraph, heading or list item at the latest."""
    for paragraph in paragraphs(text, start):
        at = paragraph.start
        for end in _ends(text, paragraph):
            yield TextSpan(at, end)
            at = end + len(text[end : paragraph.end]) - len(text[end : paragraph.end].lstrip())
        if at < paragraph.end:
            yield TextSpan(at, paragraph.end)


# ── Layout ───────────────────────────────────────────────────────────────────────────────────────────────────


def paragraphs(text: str, start: int = 0) -> list[TextSpan]:
    """Paragraphs, headings and list items as spans.

    A line goes on in the next if it was broken by the page width; some files even have an empty line after each line.
    """
    lines = [
        TextSpan(found.start(), found.end())
        for found in re.compile(r"[^\r\n\x0b\x0c\u2028\u2029]+").finditer(text, start)
    ]
    lines = [trimmed for line in lines if (trimmed := _trimmed(text, line))]
    width = max((line.end - line.start for line in lines), default=0)
    found: list[TextSpan] = []
    last = ""
    for line in lines:
        words = text[line.start : line.end]
        if found and _goes_on(last, words, text[found[-1].end : line.start], width):
            found[-1] = TextSpan(found[-1].start, line.end)
        else:
            found.append(line)
        last = words
    return found


def _trimmed(text: str, line: TextSpan) -> TextSpan | None:
    words = text[line.start : line.end]
    start = line.start + len(words) - len(words.lstrip())
    return TextSpan(start, line.start + len(words.rstrip())) if words.strip() else None


def _goes_on(line: str, following: str, between: str, width: int) -> bool:
    """Whether a line goes on in the next one; ``between`` is the white space of the two, ``width`` that of the page."""
    if _begins_item(line, following) or (width > HARD_WRAPPED and not following[0].islower()):
        return False
    unfinished = line[-1] not in '.!?…:;”"’»)'
    if len(re.findall(r"\r\n|[\n\r]", between)) > 1:
        return unfinished and len(line) > _LONG
    if following[0].islower():
        return True
    first = following.split(None, 1)[0]
    return len(line) > _LONG or (width > _LONG and len(line) + 1 + len(first) > width * 4 // 5)


def _begins_item(line: str, following: str) -> bool:
    """Whether a line begins an item of a list or a heading, rather than going on with a dash or a number in it."""
    if found := _BULLET.match(following):
        within = following[found.end() :][:1].islower() and len(line) > _LONG and line[-1] not in ".:;!?,"
        return found[0].strip() not in ("-", "–", "—") or not within
    return bool(_NUMBER.match(following)) and (len(line) <= _LONG or line[-1] in ".:;!?")


# ── Full stops ───────────────────────────────────────────────────────────────────────────────────────────────


def _ends(text: str, paragraph: TextSpan) -> Iterator[int]:
    """Where the sentences of a paragraph end, except the last."""
    begin = paragraph.start
    for found in _END.finditer(text, paragraph.start, paragraph.end):
        after = text[found.end() : paragraph.end]
        if not after.strip() or (not after[0].isspace() and found[0][0] not in _WIDE):
            continue
        if _is_end(text[begin : found.start()], found[0], after):
            yield found.end()
            begin = found.end()


def _is_end(before: str, mark: str, after: str) -> bool:
    """Whether a sentence ends at a mark: the words before it in the sentence, and what follows."""
    following = after.lstrip(_OPENING)
    if following[:1].islower():
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    return not _is_list_number(before) and not _is_abbreviated(before, mark, following)


def _is_list_number(before: str) -> bool:
    """Whether the sentence so far is no more than the number or letter of a list item, with its bullet or bracket."""
    return bool(re.fullmatch(r"[\s•*#(«“\"-]*(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[^\W\d_]|[IVXLC]{1,5})", before))


def _is_abbreviated(before: str, mark: str, following: str) -> bool:
    """Whether a full stop belongs to an abbreviation, an initial or a reference, and the sentence goes on."""
    table, word = _table(), _BEFORE.search(before)
    name = word[0].lower().replace("\u00a0", " ") if word else ""
    dotted = re.search(r"(?:[^\W\d_]\.[ \u00a0]?)+[^\W\d_]\Z", before)
    names = {
        name,
        name.rpartition(" ")[2].rpartition(".")[2],
        dotted[0].lower().replace("\u00a0", " ") if dotted else name,
    }
    begins = _WORD.match(following)
    first = begins[0].lower() if begins else ""
    if len(mark) > 1:  # something closes after the stop
        return bool(names & table.before) and first not in table.starts
    if names & table.either:
        year = names & {"г", "гг", "ж", "жж"} and re.search(r"[0-9]\s*\w+\Z", before)
        if year or names & {"etc", "др", "т.д", "т.п", "т. д", "т. п", "т.б", "т. б", "пр"}:
            return following[:1].isdigit() or len(before.split()) <= _FEW
        return first not in table.starts
    if names & table.before:
        return True
    if _INITIAL.search(before) and before[-1:].isupper():
        return not (dotted and first in table.starts)
    if before[-1:].isdigit():
        return first in table.months
    short = re.search(r"(?:^|\s)[^\W\d_]{1,5}\Z", before)
    return bool(short and short[0].strip()[:1].isupper() and _REFERENCE.match(following))

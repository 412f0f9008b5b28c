"""The grammar of provisions: ``article 274 of the Criminal Code``, ``part 2 of article 116``, ``articles 21 and 22 of the Covenant``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg.extraction.lexicon import lexicon
from kg.extraction.texts import Text


class Provision(NamedTuple):
    """A provision in a line: the name of its instrument, its number, and the characters of both."""

    line: int
    instrument: str
    number: str
    start: int
    end: int


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = lexicon(language)

    def either(name: str) -> str:
        found = sorted((w.replace("_", " ") for w in words.words("provisions", name)), key=len, reverse=True)
        return f"(?:{'|'.join(map(re.escape, found)) or '(?!)'})"

    number = r"\d{1,4}(?:[-.]\d{1,2})?(?:\s?\(\w\))?"
    part = rf"(?:{either('part')} (?P<part>\d{{1,2}})[, ]+(?:{either('of')} )?)?"
    listed = rf"(?P<n>{number}(?:(?:, | {either('and')} ){number})*)"
    title = rf"(?P<title>(?:[^\W\d_][\w’'-]*[ ]){{0,6}}?{either('instrument')}(?: (?:of|on|for|de|du|des|sur)(?: the| la| l’)?(?: [A-ZÀ-ÝА-Я][\w’-]*| and| et| of)+)?)"
    return re.compile(
        rf"{part}{either('article')}\s{listed}[,\s]+(?:{either('part')} (?P<part2>\d{{1,2}})[,\s]+)?(?:{either('of')}\s)?{title}",
        re.IGNORECASE,
    )


def provisions_in(text: Text, line: int) -> Iterator[Provision]:
    """The provisions that a sentence names; a list of numbers gives one for each."""
    sentence = text.lines[line].parse.text
    for found in _pattern(text.language).finditer(sentence):
        part = found["part"] or found["part2"]
        for number in re.findall(r"\d{1,4}(?:[-.]\d{1,2})?", found["n"]):
            yield Provision(line, _title(found["title"]), f"{number}({part})" if part else number, *found.span())


def _title(text: str) -> str:
    """The instrument's name without an article before it and a joining word behind it."""
    return re.sub(r"^(?:the|la|le|l’|this|that)\s+|\s+(?:and|et|of)$", "", text.strip(), flags=re.IGNORECASE)

"""The grammar of counts: ``34 out of 37``, ``some 15``, ``about a dozen``, ``at least three``, ``dozens``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from kg.extraction.lexicon import Lexicon, lexicon


class Count(NamedTuple):
    """How many the words say: the keys of a quantity with their values, and where the words stand."""

    keys: Mapping[str, str]
    start: int
    end: int

    @property
    def best(self) -> int:
        """The number that the words come nearest to; 0 if they give none."""
        given = self.keys.get("exactly") or self.keys.get("best") or self.keys.get("at-least") or "0"
        return int(given)


def count_in(text: str, language: str, start: int = 0, end: int | None = None) -> Count | None:
    """The first count between two characters of a text; a year or a day is none."""
    found = _pattern(language).search(text, start, len(text) if end is None else end)
    return _read(found, lexicon(language)) if found else None


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    number = "|".join(_words(words, "numbers") + _words(words, "tens"))
    parts = {name: "|".join(_words(words, name)) or "(?!)" for name in _NAMES}
    vague = "|".join(
        f"(?P<{name}>{parts[name]})" for name in ("dozens", "hundreds", "thousands", "numerous", "several")
    )
    limits = f"(?:(?P<about>{parts['about']})|(?P<at_least>{parts['at_least']})|(?P<at_most>{parts['at_most']}))"
    exact = rf"(?P<n>\d{{1,3}}(?:[ ,]\d{{3}})+|\d{{1,6}}(?![\d:%])|{number})"
    dozen = rf"(?:an?|one|une?|{exact.replace('<n>', '<of>')})?\s*(?P<dozen>{parts['dozen']})"
    return re.compile(rf"(?<![\w.,/-])(?:{limits}\s+)?(?:{dozen}|{exact}|{vague})(?![\w%/-])", re.IGNORECASE)


_NAMES = ("about", "at_least", "at_most", "dozen", "dozens", "hundreds", "thousands", "numerous", "several")
_LEAST = {"dozens": 24, "hundreds": 200, "thousands": 2000, "several": 3}
"""The fewest that a vague word can mean."""
_DOZEN = 12
_YEARS = range(1900, 2100)


def _words(words: Lexicon, name: str) -> list[str]:
    found = [
        part.replace("_", " ") for group in words.ordered.get("counts", {}).get(name, ()) for part in group.split("|")
    ]
    return [re.escape(word) for word in sorted(found, key=len, reverse=True)]


def _read(found: re.Match[str], words: Lexicon) -> Count | None:
    groups = {name: value for name, value in found.groupdict().items() if value}
    vague = next((name for name in ("dozens", "hundreds", "thousands", "numerous", "several") if name in groups), "")
    if vague:
        least = {"at-least": str(_LEAST[vague])} if vague in _LEAST else {"at-least": "3"}
        return Count({**least, "qualifier": vague}, *found.span())
    number = _number(groups.get("n") or groups.get("of") or "1", words) * (_DOZEN if "dozen" in groups else 1)
    if number in _YEARS and "about" not in groups:
        return None
    if "about" in groups:
        return Count({"best": str(number), "qualifier": "about"}, *found.span())
    if "at_least" in groups or "at_most" in groups:
        key = "at-least" if "at_least" in groups else "at-most"
        return Count({key: str(number), "qualifier": key.replace("-", " ")}, *found.span())
    return Count({"exactly": str(number)}, *found.span())


def _number(text: str, words: Lexicon) -> int:
    digits = re.sub(r"[ ,]", "", text)
    if digits.isdigit():
        return int(digits)
    for name, step in (("numbers", 1), ("tens", 10)):
        for at, group in enumerate(words.ordered["counts"].get(name, ()), 1 if step == 1 else 2):
            if text.lower() in group.replace("_", " ").split("|"):
                return at * step
    return 0

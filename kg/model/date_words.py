"""Dates in words, for people: EDTF stays in data. ``date_words.toml`` has the words of each language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.model.dates import bounds
from kg.model.errors import InvalidValueError

ENGLISH = "en"
_SET = re.compile(r"([\[{])([^\[\]{}]+)[\]}]")
_ONE = re.compile(r"(\d{4}|\d{3}X|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?")
_MARKS = re.compile("[?~%]")

Words = Mapping[str, Any]
"""The templates of a language."""


class Forms(NamedTuple):
    """A date as a sentence needs it: alone, after "since", after "to"; they differ in Russian."""

    alone: str
    since: str
    to: str


class _Date(NamedTuple):
    """The parts of a date, empty where it has none."""

    year: str
    month: str
    day: str

    @property
    def precision(self) -> int:
        """How many parts there are."""
        return sum(map(bool, self))


_DAY = 3
"""The precision of a day."""


def in_words(text: str, language: str = ENGLISH, *, once: bool = True) -> str:
    """An EDTF date in words; unchanged if it is none, or one that the words of the language do not cover.

    A language without words of its own has the English ones. "Once" is said of what happened on one day of a span, unless
    ``once`` is false, as it is of what may have happened on several.

    >>> in_words("2018-09-18"), in_words("[2015-01-23..2015-01-27]"), in_words("../2018-09-18")
    ('18 September 2018', 'once between 23 and 27 January 2015', 'start not known, until 18 September 2018')
    >>> in_words("2015-01-19/2015-01-27", "ru"), in_words("[..2012-04-27]", "ru"), in_words("2012~")
    ('с 19 по 27 января 2015 года', 'не позднее 27 апреля 2012 года', 'about 2012')
    """
    try:
        bounds(text)
    except InvalidValueError:
        return text
    words = _words(language)
    if not once:
        words = {**words, "within": words["some-time"]}
    if found := _SET.fullmatch(text):
        told = _set(found[1], found[2].split(","), words)
    elif "/" in text:
        first, last = text.split("/")
        told = _interval(first, last, words)
    else:
        told = _alone(text, words)
    return told or text


def in_title(text: str, language: str = ENGLISH) -> str:
    """A date as a title has it: in words, without "once"; empty if there are none.

    >>> in_title("2018-08"), in_title("[2015-01-23..2015-01-27]"), in_title("2011/2012"), in_title("{2012-01..2012-03}")
    ('August 2018', 'between 23 and 27 January 2015', '2011 to 2012', '')
    """
    told = in_words(text, language)
    return told.removeprefix(_words(language)["once"]) if told != text or text.isdigit() else ""


def titles(text: str) -> list[str]:
    """A date as titles have it, in each language that has words for dates."""
    return [in_title(text, language) for language in _languages()]


def _words(language: str) -> Words:
    return _languages().get(language.partition("-")[0].lower(), _languages()[ENGLISH])


def short_months(language: str = ENGLISH) -> tuple[str, ...]:
    """The months as an axis has them."""
    return tuple(_languages().get(language, _languages()[ENGLISH])["short-months"])


@cache
def month_names() -> Mapping[str, str]:
    """The number of each month, by its names in every language, in lower case and whole or short.

    >>> month_names()["march"], month_names()["марта"]
    ('03', '03')
    """
    found: dict[str, str] = {}
    for words in _languages().values():
        for number, short in enumerate(words["short-months"], 1):
            names = (*words["names"][f"{number:02}"].split("|"), short)
            found |= {name.strip().lower(): f"{number:02}" for name in names}
    return found


@cache
def _languages() -> Mapping[str, Words]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _set(bracket: str, members: list[str], words: Words) -> str:
    """One of several dates or all of them, or what happened once within a span; empty where there are no words."""
    first, dots, last = members[0].partition("..")
    if len(members) == 1 and dots:
        return _once(first, last, words) if bracket == "[" else ""
    told = [_alone(member, words) for member in members]
    return str(words["or" if bracket == "[" else "and"]).join(told) if all(told) else ""


def _once(first: str, last: str, words: Words) -> str:
    """What happened once within a span, an end of which may be open."""
    if not first:
        return _filled("by-day" if _is_day(last) else "by", "", last, words)
    if not last:
        return _filled("from-day" if _is_day(first) else "not-before", first, "", words)
    if first != last and last.startswith(first):
        return _filled("in-by", first, last, words, said=(0, 1))
    if first != last and first.startswith(last):
        return _filled("in-from", first, last, words, said=(1, 0))
    return _filled("within", first, last, words, said=(_shared(first, last), 0))


def _interval(first: str, last: str, words: Words) -> str:
    """What lasted; an end that is open has two dots, one that is not known nothing."""
    if first.strip(".") and last.strip("."):
        return _filled("span", first, last, words, said=(_shared(first, last), 0))
    if not first.strip("."):
        return _filled("until", "", last, words) if last.strip(".") else ""
    return _filled("since" if last else "from", first, "", words)


def _filled(name: str, first: str, last: str, words: Words, *, said: tuple[int, int] = (0, 0)) -> str:
    """A template with its dates, each without the parts that the other has ``said``; empty if one has no words."""
    if first == last:
        return _alone(first, words)
    left, right = (_forms(text, words, count) for text, count in zip((first, last), said, strict=True))
    if (first and not left) or (last and not right):
        return ""
    return str(words[name]).format(first=left, last=right)


def _shared(first: str, last: str) -> int:
    """How many parts two dates have in common, from the year on; two years share that they are years."""
    left, right = _read(first), _read(last)
    if not (left and right) or left.precision != right.precision or "X" in first + last:
        return 0
    if left.precision == 1:
        return 1
    return 2 if left.precision == _DAY and left[:2] == right[:2] else int(left.year == right.year)


def _is_day(text: str) -> bool:
    found = _read(text)
    return found is not None and found.precision == _DAY


def _read(text: str) -> _Date | None:
    """The parts of a date without marks of doubt; ``None`` for any other."""
    found = _ONE.fullmatch(text)
    return _Date(*(part or "" for part in found.groups())) if found else None


def _alone(text: str, words: Words) -> str:
    found = _forms(text, words)
    return found.alone if found else ""


def _forms(text: str, words: Words, shared: int = 0) -> Forms | None:
    """One date, which may have marks of doubt, without its first parts that are ``shared``; ``None`` if it has no words."""
    marks, date = set(_MARKS.findall(text)), _read(_MARKS.sub("", text))
    found = _of(date, words, shared) if date else None
    if found and marks & {"~", "%"}:
        found = _each(words["about"], date=found)
    if found and marks & {"?", "%"}:
        found = Forms(*(words["perhaps"].format(date=form) for form in found))
    return found


def _of(date: _Date, words: Words, shared: int) -> Forms | None:
    """A date without marks; what is not given of it is said."""
    year, month, day = date
    if date.day == "XX" and date.month != "XX":
        return _open("day-open", _Date(year, month, ""), words)
    if date.month == "XX":
        return _open("month-open", _Date(year, "", ""), words) if date.day in ("", "XX") else None
    if year == "XXXX":
        return Forms(*[str(words["year-open"])] * 3) if date.precision == 1 else None
    if year.endswith("X"):
        return _each(words["decade"], year=f"{year[:3]}0") if date.precision == 1 else None
    if not month:
        return Forms(year, year, year) if shared else _each(words["year"], year=year)
    of_year = "" if shared else words["of-year"].format(year=year)
    names = _each(words["names"][month])
    if day:
        return Forms(*[_joined(str(int(day)), names.since if shared <= 1 else "", of_year)] * 3)
    return Forms(*(_joined(name, of_year) for name in names))


def _open(name: str, date: _Date, words: Words) -> Forms | None:
    found = _of(date, words, 0)
    return Forms(*(words[name].format(date=form) for form in found)) if found else None


def _each(text: str, **parts: str | Forms) -> Forms:
    """The three forms of a text, which has one or each."""
    forms = [form.strip().format(**parts) for form in text.split("|")]
    return Forms(*(forms if len(forms) > 1 else forms * 3))


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))

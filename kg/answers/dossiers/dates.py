"""Dates as a sentence has them: never EDTF, and no more exact than they are."""

from __future__ import annotations

import re

from kg.model.dates import bounds
from kg.model.errors import InvalidValueError

NO_DATE = "no date given"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_SPAN = re.compile(r"(?P<within>\[?)(?P<first>[^\]/\[,]*?)(?:\.\.|/)(?P<last>[^\]/\[,]*)\]?")
_DOUBTS = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}


def in_words(text: str, *, once: bool = True) -> str:
    """An EDTF date in words; ``once`` is false for what may have happened on several days of a span.

    >>> in_words("2018-09-18"), in_words("2018-08"), in_words("2005"), in_words("")
    ('18 September 2018', 'August 2018', '2005', 'no date given')
    >>> in_words("2012-01/2012-04"), in_words("2011-12-16/2011-12-17"), in_words("2011/2012")
    ('January to April 2012', '16 to 17 December 2011', '2011 to 2012')
    >>> in_words("[2015-01-23..2015-01-27]"), in_words("[2012-04..2012-04-27]", once=False)
    ('once between 23 and 27 January 2015', 'some time between April 2012 and 27 April 2012')
    >>> in_words("../2018-09-18"), in_words("2010/.."), in_words("[..2012-04-27]"), in_words("[2012-07..]")
    ('until 18 September 2018, start not said', 'from 2010 on, end not said', 'by 27 April 2012', 'July 2012 or later')
    >>> in_words("2012-24"), in_words("201X"), in_words("2012-04-XX"), in_words("2012-04?")
    ('winter 2012', '2010s', 'April 2012, day not given', 'perhaps April 2012')
    >>> in_words("{2012-04-25,2012-04-27}"), in_words("2012-1X")
    ('some time between 25 and 27 April 2012', 'some time between 1 October and 31 December 2012')
    """
    if not text:
        return NO_DATE
    span = _SPAN.fullmatch(text)
    if span is None:
        return _day(text) or _between(text)
    first, last = (_day("" if span[end] == ".." else span[end]) for end in ("first", "last"))
    if first and last:
        if not span["within"]:
            return _joined(first, "to", last)
        return f"{'once' if once else 'some time'} between {_joined(first, 'and', last)}"
    if last:
        return f"by {last}" if span["within"] else f"until {last}, start not said"
    if first:
        return f"{first} or later" if span["within"] else f"from {first} on, end not said"
    return _between(text)


def _day(text: str) -> str:
    """A plain day, month, season, year or decade in words; empty for anything else."""
    doubt = next((words for mark, words in _DOUBTS.items() if text.endswith(mark)), "")
    year, *rest = text.rstrip("?~%").split("-")
    unknown = [part for part in rest if part == "XX"]
    known = [part for part in rest if part != "XX"]
    if re.fullmatch(r"\d{3}X", year) and not rest:
        return f"{doubt}{year[:3]}0s"
    if not re.fullmatch(r"\d{4}", year) or not all(re.fullmatch(r"\d\d", part) for part in known):
        return ""
    if len(known) == 1 and known[0] in _SEASONS:
        return f"{doubt}{_SEASONS[known[0]]} {year}"
    if known and not 1 <= int(known[0]) <= len(_MONTHS):
        return ""
    month = [_MONTHS[int(known[0]) - 1]] if known else []
    missing = ", day not given" if unknown and known else ""
    return doubt + " ".join([*(str(int(day)) for day in known[1:]), *month, year]) + missing


def _joined(first: str, link: str, last: str) -> str:
    """Two dates in words, with what they share at the end written once if the rest is alike in form."""
    left, right = first.split(), last.split()
    if left == right:
        return first
    alike = 0
    while alike < min(len(left), len(right)) - 1 and left[-1 - alike] == right[-1 - alike]:
        alike += 1
    short = left[: len(left) - alike] if len(left) == len(right) else left
    return f"{' '.join(short)} {link} {last}"


def _between(text: str) -> str:
    """The first and the last day that any other date allows."""
    try:
        first, last = bounds(text)
    except InvalidValueError:
        return NO_DATE
    ends = [_day(day.isoformat()) if day else "" for day in (first, last)]
    if all(ends):
        return f"some time between {_joined(ends[0], 'and', ends[1])}"
    return f"by {ends[1]}" if ends[1] else f"{ends[0]} or later" if ends[0] else NO_DATE

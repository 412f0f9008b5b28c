"""EDTF dates as terms, and the first and last day that each allows.

EDTF: https://www.loc.gov/standards/datetime/
"""

from __future__ import annotations

import calendar
import contextlib
import datetime
import re
from collections.abc import Callable, Iterator

from kg.model.date_forms import plain_form
from kg.model.errors import InvalidValueError
from kg.model.message import Message
from kg.model.terms import XSD, Term, literal
from kg.model.vocabulary import PREFIXES

Bounds = tuple[datetime.date | None, datetime.date | None]
EDTF = PREFIXES["edtf"] + "EDTF"
_PLAIN = re.compile(r"([0-9]{4})(?:-([01][0-9])(?:-([0-9]{2}))?)?")
_DATE = r"[?~%]?[0-9X]{4}[?~%]?(?:-[?~%]?[0-9X]{2}[?~%]?){0,2}"
_ONE = re.compile(_DATE)
"""A date with or without unspecified digits and marks of doubt (EDTF, levels 1 and 2), or a season."""
_INTERVAL = re.compile(r"(?P<a>[0-9XYES?~%-]+|\.\.|)/(?P<b>[0-9XYES?~%-]+|\.\.|)")
_SET = re.compile(rf"[\[{{]((?:\.\.)?{_DATE}(?:\.\.|(?:\.\.|,){_DATE})*)[\]}}]")
_MOST_DATE = 100
"""Longer dates are refused: the EDTF library takes 25 seconds for a set of five hundred years."""

_SEASONS = {
    **{21 + n: (3 * n + 3, 3) for n in range(4)},
    **{25 + n: (3 * n + 3, 3) for n in range(4)},
    **{29 + n: ((3 * n + 8) % 12 + 1, 3) for n in range(4)},
    **{33 + n: (3 * n + 1, 3) for n in range(4)},
    **{37 + n: (4 * n + 1, 4) for n in range(3)},
    **{40 + n: (6 * n + 1, 6) for n in range(2)},
}
"""The first month and the number of months of the seasons, quarters, thirds and halves of a year (EDTF, level 2).

A season without a hemisphere is a northern one; winter begins in December of its year and ends in the next.
"""


def date(text: str) -> Term:
    """An EDTF date as a term; ``ValueError`` if there is no such date, with the one that is plainly meant."""
    try:
        bounds(text)
    except InvalidValueError as error:
        raise InvalidValueError(error.found, offers=_meant(text)) from error
    return literal(text, datatype=EDTF)


def _meant(text: str) -> tuple[str, ...]:
    """The date that is meant by a text which is none, as far as that is plain."""
    found = plain_form(text) if len(text) <= _MOST_DATE else ""
    with contextlib.suppress(InvalidValueError):
        bounds(found)
        return (found,)
    return ()


def day(value: datetime.date) -> Term:
    """One calendar day as a term."""
    return literal(value.isoformat(), datatype=XSD + "date")


def bounds(text: str) -> Bounds:
    """The first and last day that an EDTF date allows; ``None`` if that end is open or unknown.

    Dates, seasons, intervals and sets are read here, with unspecified digits in any place. The EDTF library takes
    milliseconds per date, pads an open end by ten years, takes 30 February for a day and fails on ``2012-1X``, so it
    reads only the other forms. ``ValueError`` for anything that is not a date and for a reversed interval.

    >>> bounds("2012-02-XX")
    (datetime.date(2012, 2, 1), datetime.date(2012, 2, 29))
    >>> bounds("[..2012-04-27]")
    (None, datetime.date(2012, 4, 27))
    """
    if _PLAIN.fullmatch(text):
        return _plain_bounds(text)
    if len(text) > _MOST_DATE or not text.isascii() or re.search(r"\s", text):
        raise InvalidValueError(Message('"{text}" is not an EDTF date', text=text[:_MOST_DATE]))
    if _ONE.fullmatch(text):
        return _one_bounds(text)
    if span := _INTERVAL.fullmatch(text):
        first, last = (end if end != ".." else "" for end in (span["a"], span["b"]))
        if first or last or "/" in text.strip("/"):
            return _in_order(text, bounds(first)[0] if first else None, bounds(last)[1] if last else None)
    if members := _SET.fullmatch(text):
        return _set_bounds(text, members[1])
    return _library_bounds(text)


def _one_bounds(text: str) -> Bounds:
    """The bounds of one date with unspecified digits, with marks of doubt, or of a season."""
    year, *rest = re.sub("[?~%]", "", text).split("-")
    if not rest and year == "XXXX":
        return None, None
    if len(rest) == 1 and rest[0].isdigit() and int(rest[0]) in _SEASONS:
        return _season_bounds(text, year, int(rest[0]))
    first, last = next(_days(year, *rest), None), next(_days(year, *rest, backwards=True), None)
    if first is None or last is None:
        raise InvalidValueError(Message('"{text}" is not in the calendar', text=text))
    return (None, None) if year == "XXXX" else (first, last)


def _days(year: str, month: str = "XX", day: str = "XX", *, backwards: bool = False) -> Iterator[datetime.date]:
    """The days that fit a year, a month and a day with unspecified digits, from the first or from the last on."""
    order: Callable[[list[int]], Iterator[int]] = reversed if backwards else iter
    for number in order(_fitting(year, 1, datetime.MAXYEAR)):
        for of_year in order(_fitting(month, 1, 12)):
            for of_month in order(_fitting(day, 1, calendar.monthrange(number, of_year)[1])):
                yield datetime.date(number, of_year, of_month)


def _fitting(digits: str, least: int, most: int) -> list[int]:
    """The numbers that fit digits of which some are unspecified."""
    first, last = max(least, int(digits.replace("X", "0"))), min(most, int(digits.replace("X", "9")))
    pattern = re.compile(digits.replace("X", "."))
    return [number for number in range(first, last + 1) if pattern.fullmatch(f"{number:0{len(digits)}}")]


def _season_bounds(text: str, year: str, season: int) -> Bounds:
    first, count = _SEASONS[season]
    years = _fitting(year, 1, datetime.MAXYEAR - 1)
    if not years:
        raise InvalidValueError(Message('"{text}" is not in the calendar', text=text))
    over, last = divmod(first + count - 2, 12)
    end = years[-1] + over
    return datetime.date(years[0], first, 1), datetime.date(end, last + 1, calendar.monthrange(end, last + 1)[1])


def _set_bounds(text: str, members: str) -> Bounds:
    """The bounds of a set, from its earliest member to its latest; ``..`` at an end leaves it open."""
    spans = [[bounds(end) for end in member.split("..") if end] for member in members.split(",")]
    for span in spans:
        _in_order(text, span[0][0], span[-1][1])
    firsts, lasts = [span[0][0] for span in spans], [span[-1][1] for span in spans]
    first = None if members.startswith("..") or None in firsts else min(day for day in firsts if day)
    last = None if members.endswith("..") or None in lasts else max(day for day in lasts if day)
    return _in_order(text, first, last)


def are_same(one: str, other: str) -> bool:
    """Whether two EDTF dates mean the same, however they are written.

    >>> are_same("2024-02", "2024-02-XX"), are_same("2024-02", "2024-02-01/2024-02-29")
    (True, False)
    """
    if one == other:
        return True
    first, last = bounds(one)
    marks = re.compile(r"[?~%]|/|\.\.")
    is_alike = set(marks.findall(one)) == set(marks.findall(other))
    return is_alike and bool(first and last) and (first, last) == bounds(other)


def _in_order(text: str, first: datetime.date | None, last: datetime.date | None) -> Bounds:
    if first and last and first > last:
        raise InvalidValueError(Message('"{text}" ends before it begins', text=text))
    return first, last


def _plain_bounds(text: str) -> tuple[datetime.date, datetime.date]:
    match = _PLAIN.fullmatch(text)
    assert match
    year, month, the_day = match.groups()
    try:
        first = datetime.date(int(year), int(month or 1), int(the_day or 1))
    except ValueError as error:
        raise InvalidValueError(Message('"{text}" is not in the calendar', text=text)) from error
    if the_day:
        return first, first
    last_month = first.month if month else 12
    return first, datetime.date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])


def _library_bounds(text: str) -> Bounds:
    from edtf import EDTFParseException, parse_edtf

    try:
        with contextlib.redirect_stdout(None):  # the library prints when it fails on a form that it half supports
            parsed = parse_edtf(text)
    except (EDTFParseException, AttributeError, TypeError) as error:
        raise InvalidValueError(Message('"{text}" is not an EDTF date', text=text)) from error
    lower, upper = (_library_end(parsed, side) for side in ("lower", "upper"))
    return _in_order(text, lower, upper)


def _library_end(parsed: object, side: str) -> datetime.date | None:
    """One end of a date read by the library, without the padding that it adds to open ends."""
    section = getattr(parsed, side, None)
    if section is not None and not callable(section):
        if type(section).__name__ in ("UnspecifiedIntervalSection", "Unspecified"):
            return None
        parsed = section
    if getattr(parsed, "significant_digits", None):
        return None
    try:
        moment = getattr(parsed, f"{side}_strict")()
        return datetime.date(*moment[:3])
    except (TypeError, ValueError):
        # The library gives a float for the open end of a set, and years outside Python's calendar.
        return None

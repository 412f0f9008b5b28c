"""EDTF dates as terms, and the first and last day that each allows.

EDTF: https://www.loc.gov/standards/datetime/
"""

from __future__ import annotations

import calendar
import contextlib
import datetime
import re

from kg.model.errors import InvalidValueError
from kg.model.message import Message
from kg.model.terms import XSD, Term, literal
from kg.model.vocabulary import PREFIXES

Bounds = tuple[datetime.date | None, datetime.date | None]
EDTF = PREFIXES["edtf"] + "EDTF"
_PLAIN = re.compile(r"([0-9]{4})(?:-([01][0-9])(?:-([0-9]{2}))?)?")
_INTERVAL = re.compile(r"(?P<a>[0-9XYES?~%-]+|\.\.|)/(?P<b>[0-9XYES?~%-]+|\.\.|)")
_WITHIN = re.compile(r"\[(?P<a>[0-9-]{4,10}|)\.\.(?P<b>[0-9-]{4,10}|)\]")
_MOST_DATE = 100
"""Longer dates are refused: the EDTF library takes 25 seconds for a set of five hundred years."""


def date(text: str) -> Term:
    """An EDTF date as a term; ``ValueError`` if there is no such date."""
    bounds(text)
    return literal(text, datatype=EDTF)


def day(value: datetime.date) -> Term:
    """One calendar day as a term."""
    return literal(value.isoformat(), datatype=XSD + "date")


def bounds(text: str) -> Bounds:
    """The first and last day that an EDTF date allows; ``None`` if that end is open, unknown or masked.

    Plain dates, intervals and ``[a..b]`` are read here. The EDTF library takes milliseconds per date, pads an open end
    by ten years and fails on ``2012-XX/2013-XX``, so it reads only the other forms, also at either end of an interval.
    ``ValueError`` for anything that is not a date and for a reversed interval.

    >>> bounds("2012-02")
    (datetime.date(2012, 2, 1), datetime.date(2012, 2, 29))
    >>> bounds("[..2012-04-27]")
    (None, datetime.date(2012, 4, 27))
    """
    if _PLAIN.fullmatch(text):
        return _plain_bounds(text)
    if len(text) > _MOST_DATE or not text.isascii() or re.search(r"\s", text):
        raise InvalidValueError(Message('"{text}" is not an EDTF date', text=text[:_MOST_DATE]))
    if span := _INTERVAL.fullmatch(text) or _WITHIN.fullmatch(text):
        first, last = (end if end != ".." else "" for end in (span["a"], span["b"]))
        if first or last or "/" in text.strip("/"):
            return _in_order(text, bounds(first)[0] if first else None, bounds(last)[1] if last else None)
    return _library_bounds(text)


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
    if type(parsed).__name__ in ("Unspecified", "PartialUnspecified") or getattr(parsed, "significant_digits", None):
        return None
    try:
        moment = getattr(parsed, f"{side}_strict")()
        return datetime.date(*moment[:3])
    except (TypeError, ValueError):
        # The library gives a float for the open end of a set, and years outside Python's calendar.
        return None

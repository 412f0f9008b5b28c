"""Dates as tables write them, read by a stated form; none is guessed."""

from __future__ import annotations

import datetime
import re
from functools import cache

from kg.model.date_words import month_names
from kg.model.errors import InvalidValueError
from kg.model.message import Message

SERIAL = "serial"
"""The form of a date that is a number of days, as spreadsheets count them."""
_FIRST = datetime.date(1899, 12, 30)
_PARTS = {
    "YYYY": r"(?P<year>[0-9]{4})",
    "MM": r"(?P<month>[0-9]{2})",
    "DD": r"(?P<day>[0-9]{2})",
    "Month": r"(?P<name>[^\W\d_]+)\.?",
    "M": r"(?P<month>[0-9]{1,2})",
    "D": r"(?P<day>[0-9]{1,2})",
}
_LEFT = {"year": 4, "month": 7}
"""How many characters of a date are left at a precision."""


def edtf(text: str, *forms: str, precision: str = "") -> str:
    """A date of one of some forms in EDTF, at most as precise as it is said to be.

    >>> edtf("04.12.2011", "DD.MM.YYYY"), edtf("5 March 2024", "YYYY-MM-DD", "D Month YYYY", precision="month")
    ('2011-12-04', '2024-03')
    """
    form = next((form for form in forms if form == SERIAL or _pattern(form).fullmatch(text)), forms[0])
    found = _serial(text) if form == SERIAL else _read(text, form)
    return found[: _LEFT.get(precision)]


def _read(text: str, form: str) -> str:
    match = _pattern(form).fullmatch(text)
    parts = match.groupdict() if match else {}
    month = parts.get("month") or month_names().get(str(parts.get("name")).lower(), "")
    if not match or ("name" in parts and not month):
        raise InvalidValueError(Message('"{text}" is not a date of the form {form}', text=text, form=form))
    whole = [parts.get("year"), month.zfill(2) if month else "", (parts.get("day") or "").zfill(2)]
    return "-".join(part for part in whole if part and part != "00")


def _serial(text: str) -> str:
    match = re.fullmatch(r"([0-9]{1,6})(?:\.[0-9]+)?", text)
    if not match:
        raise InvalidValueError(Message('"{text}" is not a date of the form {form}', text=text, form=SERIAL))
    return (_FIRST + datetime.timedelta(int(match[1]))).isoformat()


@cache
def _pattern(form: str) -> re.Pattern[str]:
    pieces = re.split("|".join(f"({part})" for part in _PARTS), form)
    return re.compile("".join(_PARTS.get(piece, re.escape(piece)) for piece in pieces if piece))

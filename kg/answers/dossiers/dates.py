"""Dates as a sentence of a dossier has them: never EDTF, and no more exact than they are."""

from __future__ import annotations

import re

from kg.model import date_words
from kg.model.dates import bounds
from kg.model.errors import InvalidValueError

NO_DATE = "no date given"


def in_words(text: str, *, once: bool = True) -> str:
    """An EDTF date in words; ``once`` is false for what may have happened on several days of a span.

    >>> in_words("2018-08"), in_words(""), in_words("2012-01/2012-04")
    ('August 2018', 'no date given', 'January to April 2012')
    >>> in_words("[2015-01-23..2015-01-27]"), in_words("[2012-04-25..2012-04-27]", once=False)
    ('once between 23 and 27 January 2015', 'some time between 25 and 27 April 2012')
    >>> in_words("{2012-04-25,2012-04-27}"), in_words("2012-1X")
    ('25 April 2012 and 27 April 2012', 'some time between 1 October and 31 December 2012')
    """
    if not text:
        return NO_DATE
    told = date_words.in_words(text)
    if told == text and not text.isdigit():
        return _between(text)
    return told if once else re.sub(r"^once\b", "some time", told)


def _between(text: str) -> str:
    """The first and the last day that a date allows for which there are no words."""
    try:
        first, last = (day.isoformat() if day else "" for day in bounds(text))
    except InvalidValueError:
        return NO_DATE
    if first or last:
        return in_words(f"[{first}..{last}]", once=False)
    return NO_DATE

"""Dates in a picture: what an EDTF date covers, and how it is put in words."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from kg.answers.speech import IN_ENGLISH, Speech
from kg.model.date_words import ENGLISH, short_months
from kg.model.dates import bounds

Day = datetime.date
MONTHS = short_months()
_SPAN = re.compile(r"(\[?)([\dX-]*|\.\.)(?:\.\.|/)([\dX-]*|\.\.)(\]?)")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


@dataclass(frozen=True, slots=True)
class Extent:
    """The days that a date allows, first to last, and which ends are open; an open end covers what is known of it.

    ``sure`` are the days that it certainly includes, whenever it began or ended: the day itself, or the inside of
    ``a/b``. ``once`` is true of something on one day, which is not known, of several.
    """

    first: Day
    last: Day
    before: bool = False
    after: bool = False
    sure: tuple[Day, Day] | None = None
    once: bool = False

    @property
    def days(self) -> int:
        """The number of days that it covers."""
        return (self.last - self.first).days + 1


def extent(text: str) -> Extent | None:
    """What an EDTF date covers; ``None`` if neither end is known.

    >>> found = extent("../2012-04-27")
    >>> found.before, str(found.first), str(found.last), str(found.sure[0])
    (True, '2012-04-27', '2012-04-27', '2012-04-27')
    >>> [str(day) for day in extent("2012-01/2012-04").sure]
    ['2012-01-31', '2012-04-01']
    """
    first, last = bounds(text)
    span = _SPAN.fullmatch(text)
    known = [end for end in (span[2], span[3]) if end not in ("", "..")] if span else [text]
    ends = [(start, end) for start, end in map(bounds, known) if start and end]
    if not ends or not (first or last):
        return None
    begins, stops = ends[0], ends[-1]
    doubtful = bool(span and span[1]) or not re.fullmatch(r"[\d./-]+", text)
    sure = (begins[1], stops[0]) if not doubtful and begins[1] <= stops[0] else None
    once = doubtful and not re.fullmatch(r"[\dX./-]+", text)
    return Extent(first or begins[0], last or stops[1], first is None, last is None, sure, once)


def later(day: Day, days: int) -> Day:
    """The day a number of days later, or the last or first day of the calendar."""
    return Day.fromordinal(min(max(day.toordinal() + days, Day.min.toordinal()), Day.max.toordinal()))


def words(text: str, speech: Speech = IN_ENGLISH) -> str:
    """An EDTF date as people write it: short in English, in other languages as in other answers.

    >>> words("2012-04-25"), words("[..2012-04-27]"), words("[2012-01..2012-04]"), words("../2018-09-18")
    ('25 Apr 2012', 'by 27 Apr 2012', 'once within Jan–Apr 2012', 'until 18 Sep 2018')
    >>> words("[..2015]"), words("2012-04-27/..")
    ('in or before 2015', 'from 27 Apr 2012')
    >>> words("2012-04-XX"), words("201X"), words("2012-21/2012-22"), words("2012-04-25?"), words("2012-04~")
    ('Apr 2012', '2010s', 'spring–summer 2012', '25 Apr 2012, uncertain', 'about Apr 2012')
    >>> words("[2012-04-25,2012-04-27]"), words("XXXX-12-XX")
    ('not exactly known, 25–27 Apr 2012', 'not fully known')
    """
    if speech.language != ENGLISH:
        return speech.date(text) or text
    if (span := _SPAN.fullmatch(text)) and text not in ("/", "../.."):
        return _spanned(bool(span[1]), *("" if end == ".." else end for end in (span[2], span[3])))
    return _plain(text) or _doubtful(text)


def _spanned(once: bool, first: str, last: str) -> str:
    if first and last:
        return f"{'once within ' if once else ''}{between(first, last)}"
    if last:
        return f"{('by' if last.count('-') > 1 else 'in or before') if once else 'until'} {_worded(last)}"
    return f"{'in or after' if once else 'from'} {_worded(first)}"


def between(first: str, last: str) -> str:
    """Two dates, with what they share written once.

    >>> between("2012-04-28", "2012-04-30"), between("2011-12", "2012-04"), between("2012", "2012")
    ('28–30 Apr 2012', 'Dec 2011–Apr 2012', '2012')
    >>> between("2012-04", "2012-04-27"), between("2012-04-27", "2012-04")
    ('1–27 Apr 2012', '27–30 Apr 2012')
    """
    if first != last and (last.startswith(first) or first.startswith(last)):
        start, end = bounds(first)[0], bounds(last)[1]
        first, last = (str(start) if last.startswith(first) else first), (str(end) if first.startswith(last) else last)
    left, right = _worded(first).split(), _worded(last).split()
    if left == right:
        return " ".join(right)
    alike = 0
    while alike < min(len(left), len(right)) - 1 and left[-1 - alike] == right[-1 - alike]:
        alike += 1
    return f"{' '.join(left[: len(left) - alike])}–{' '.join(right)}"


def _worded(text: str) -> str:
    return _plain(text) or _doubtful(text)


def _doubtful(text: str) -> str:
    """A date that is not plain: uncertain or about as its marks say, else the days that it allows, in words."""
    bare = re.sub("[?~%]", "", text)
    if bare != text and (known := _plain(bare)):
        about = f"about {known}" if re.search("[~%]", text) else known
        return f"{about}, uncertain" if re.search("[?%]", text) else about
    first, last = bounds(text)
    if not (first and last):
        return "not fully known"
    return f"not exactly known, {between(first.isoformat(), last.isoformat())}"


def _plain(text: str) -> str:
    """A date to the day, month, season, year or decade in words; empty if it is none of these."""
    year, *rest = re.sub("(-XX)+$", "", text).split("-")
    if len(rest) == 1 and rest[0] in _SEASONS and year.isdigit():
        return f"{_SEASONS[rest[0]]} {year}"
    if not rest and re.fullmatch(r"\d{3}X", year):
        return f"{year[:3]}0s"
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", "-".join([year, *rest])):
        return ""
    return " ".join([*(str(int(day)) for day in rest[1:]), *(MONTHS[int(month) - 1] for month in rest[:1]), year])

"""The grammar of dates: words become EDTF, no more precise than they are, with the anchor where they need one.

``a day earlier`` counts from the date that the text named last, ``last December`` from the day of publication; a day
without a year has the year in which it comes nearest before it. Nothing is guessed where there is no anchor.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from kg.extraction.lexicon import Lexicon


class DateWords(NamedTuple):
    """Words that date something: where they stand, the date in EDTF, and what it is counted from.

    ``anchor`` is ``text`` for a date that was named before, ``document`` for the day of publication, empty for none.
    """

    start: int
    end: int
    edtf: str
    anchor: str = ""


class Anchors(NamedTuple):
    """What dates are counted from: the day of publication, and the last date that the text named."""

    issued: datetime.date | None = None
    last: str = ""


_Make = Callable[[re.Match[str], Anchors, Mapping[str, int]], tuple[str, str] | None]


def dates_in(text: str, lexicon: Lexicon, anchors: Anchors) -> list[DateWords]:
    """The dates in a sentence, in their order; each is the anchor of those after it.

    Where nothing before it is one, the next whole day of the sentence is: taken a day earlier, they were found on 3 May.
    """
    found: list[DateWords] = []
    open_: list[tuple[re.Match[str], _Make]] = []
    last = anchors.last
    for match, make in _matches(text, lexicon):
        made = make(match, anchors._replace(last=last), _numbers(lexicon))
        if made and made[0]:
            found.append(DateWords(*match.span(), *made))
            last = made[0] if re.match(r"\d{4}", made[0]) else last
        else:
            open_.append((match, make))
    return sorted([*found, *_anchored_ahead(open_, found, anchors, _numbers(lexicon))])


def _anchored_ahead(
    open_: list[tuple[re.Match[str], _Make]], found: list[DateWords], anchors: Anchors, numbers: Mapping[str, int]
) -> Iterator[DateWords]:
    """What nothing before it anchors, counted from the next whole day of the sentence."""
    for match, make in open_:
        day = next((one.edtf for one in found if one.start > match.start() and re.fullmatch(_DAY, one.edtf)), "")
        made = make(match, anchors._replace(last=day), numbers) if day else None
        if made and made[0]:
            yield DateWords(*match.span(), *made)


_DAY = r"\d{4}-\d\d-\d\d"


def _matches(text: str, lexicon: Lexicon) -> Iterator[tuple[re.Match[str], _Make]]:
    """The longest matches that do not overlap, from left to right."""
    every = [(match, make) for pattern, make in _grammar(lexicon.language) for match in pattern.finditer(text)]
    every.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))
    at = 0
    for match, make in every:
        if match.start() >= at:
            yield match, make
            at = match.end()


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────


def _listed(lexicon: Lexicon, name: str) -> list[str]:
    """The alternatives of a list, each as a pattern."""
    words = [part for group in lexicon.ordered.get("dates", {}).get(name, ()) for part in group.split("|")]
    return [re.escape(word.replace("_", " ")) for word in sorted(words, key=len, reverse=True)]


def _either(lexicon: Lexicon, name: str) -> str:
    return f"(?:{'|'.join(_listed(lexicon, name)) or '(?!)'})"


def _numbers(lexicon: Lexicon) -> Mapping[str, int]:
    """The number of each month, weekday and number word."""
    found: dict[str, int] = {}
    for name in ("months", "weekdays", "numbers"):
        for number, group in enumerate(lexicon.ordered.get("dates", {}).get(name, ()), 1):
            found |= {f"{name}:{word.replace('_', ' ')}": number for word in group.split("|")}
    return found


@cache
def _grammar(language: str) -> tuple[tuple[re.Pattern[str], _Make], ...]:
    from kg.extraction.lexicon import lexicon as of

    lexicon = of(language)
    month, number = _either(lexicon, "months"), rf"(?:\d{{1,3}}|{_either(lexicon, 'numbers')})"
    day, year = rf"(?P<d>\d{{1,2}})(?:{_either(lexicon, 'ordinal')})?", r"(?P<y>(?:19|20)\d\d)"
    named = rf"(?P<m>{month})\.?"
    part = rf"(?:(?P<part>{_either(lexicon, 'early')})[ -]?(?:of )?)?"
    dash = rf"\s?(?:-|–|—|{'|'.join(_listed(lexicon, 'to'))})\s?"
    weekday = _either(lexicon, "weekdays")
    of_year = rf"(?:,? (?:de |of )?{year}(?: года| г\.)?)"
    rows: list[tuple[str, _Make]] = [
        (r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)", _absolute),
        (r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>(?:19|20)\d\d)", _numeric),
        (rf"{day}{dash}(?P<d2>\d{{1,2}}) (?:de )?{named}{of_year}?", _days),
        (rf"{day} {named}{dash}(?P<d2>\d{{1,2}}) (?P<m2>{month}){of_year}?", _days),
        (rf"{named} {day}{dash}(?:(?P<m2>{month}) )?(?P<d2>\d{{1,2}}){of_year}?", _days),
        (rf"{named}{dash}(?P<m2>{month}){of_year}", _months),
        (rf"{day} (?:de |of )?{named}{of_year}?", _absolute),
        (rf"{named} {day}(?!\d){of_year}?", _absolute),
        (rf"{part}(?:the past |past )?{named}{of_year}", _absolute),
        (rf"(?:{_either(lexicon, 'early')} )?(?P<last>{_either(lexicon, 'last')}) {named}", _last_month),
        (rf"{part}(?:{_either(lexicon, 'this')} )?{named}(?! \d)", _bare_month),
        (rf"(?P<last>{_either(lexicon, 'last')}) (?P<w>{weekday})|(?P<w2>{weekday})", _weekday),
        (rf"(?P<n>{number}) (?P<u>{_either(lexicon, 'days')}|{_either(lexicon, 'weeks')}|{_either(lexicon, 'month_words')}|{_either(lexicon, 'years')}) (?P<how>{_either(lexicon, 'ago')}|{_either(lexicon, 'before')}|{_either(lexicon, 'after')})", _counted),
        (_either(lexicon, "previous"), _shift(-1)),
        (_either(lexicon, "next"), _shift(1)),
        (_either(lexicon, "same"), _shift(0)),
        (_either(lexicon, "yesterday"), _from_issue(-1)),
        (_either(lexicon, "today"), _from_issue(0)),
        (_either(lexicon, "tomorrow"), _from_issue(1)),
        (rf"(?:{_either(lexicon, 'last')}) (?P<u>{_either(lexicon, 'years')}|{_either(lexicon, 'month_words')})", _last_unit),
        (rf"(?:in|since|during|of|en|в|с) {year}(?! ?[-–]\d)", _year),
    ]  # fmt: skip
    return tuple((re.compile(rf"(?<![\w-])(?:{pattern})(?![\w])", re.IGNORECASE), make) for pattern, make in rows)


# ── What they mean ───────────────────────────────────────────────────────────────────────────────────────────


def _absolute(match: re.Match[str], anchors: Anchors, numbers: Mapping[str, int]) -> tuple[str, str] | None:
    found = match.groupdict()
    month = _month(found["m"], numbers)
    day = int(found["d"]) if found.get("d") else 0
    if found.get("y"):
        return _written(int(found["y"]), month, day), ""
    year, anchor = _year_of(month, day, anchors)
    return (_written(year, month, day), anchor) if year else None


def _month(text: str, numbers: Mapping[str, int]) -> int:
    return int(text) if text.isdigit() else numbers[f"months:{text.lower()}"]


def _written(year: int, month: int = 0, day: int = 0) -> str:
    """The date in EDTF; empty if the calendar does not have it."""
    if month > 12 or (day and not _exists(year, month, day)):  # noqa: PLR2004
        return ""
    return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}" if month else str(year)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _numeric(match: re.Match[str], anchors: Anchors, numbers: Mapping[str, int]) -> tuple[str, str] | None:
    """A date in figures, if only one order of day and month is possible or it has full stops, as in Europe."""
    first, second = int(match["d"]), int(match["m"])
    if "/" in match[0] and first <= 12 and second <= 12 and first != second:  # noqa: PLR2004
        return None
    return _absolute(match, anchors, numbers)


def _year_of(month: int, day: int, anchors: Anchors) -> tuple[int, str]:
    """The year of a day or month without one: that of the last date if it is another year's, else the nearest before publication."""
    if not anchors.issued:
        return (int(anchors.last[:4]), "text") if anchors.last else (0, "")
    named = int(anchors.last[:4]) if anchors.last else anchors.issued.year
    if named < anchors.issued.year - 1:
        return named, "text"
    year = anchors.issued.year
    soon = anchors.issued + datetime.timedelta(days=_SOON)
    return (year if (year, month, day) <= (soon.year, soon.month, soon.day) else year - 1), "document"


_SOON = 45
"""A statement may speak of a day so many days ahead: a rally that is planned."""


def _days(match: re.Match[str], anchors: Anchors, numbers: Mapping[str, int]) -> tuple[str, str] | None:
    found = match.groupdict()
    last = _month(found.get("m2") or found["m"], numbers)
    first = _month(found["m"], numbers)
    year, anchor = (int(found["y"]), "") if found.get("y") else _year_of(last, int(found["d2"]), anchors)
    ends = _written(year, first, int(found["d"])), _written(year, last, int(found["d2"]))
    return ("/".join(ends), anchor) if year and all(ends) and ends[0] < ends[1] else None


def _months(match: re.Match[str], anchors: Anchors, numbers: Mapping[str, int]) -> tuple[str, str] | None:
    first, last = _month(match["m"], numbers), _month(match["m2"], numbers)
    return (f"{match['y']}-{first:02}/{match['y']}-{last:02}", "") if first < last else None


def _last_month(match: re.Match[str], anchors: Anchors, numbers: Mapping[str, int]) -> tuple[str, str] | None:
    """The month before the anchor: ``last December``."""
    month = _month(match["m"], numbers)
    base = anchors.issued
    if "previous" in match["last"].lower() and anchors.last:
        year, named = int(anchors.last[:4]), int(anchors.last[5:7] or 1)
        return _written(year if month < named else year - 1, month), "text"
    return (_written(base.year if month < base.month else base.year - 1, month), "document") if base else None


_ENGLISH = ("march", "may", "mar", "jan", "jun", "dec")
"""Months that are other words too if they begin with a small letter."""


def _bare_month(match: re.Match[str], anchors: Anchors, numbers: Mapping[str, int]) -> tuple[str, str] | None:
    """A month alone, written with a capital letter: ``in March``."""
    if match["m"][0].islower() and match["m"] in _ENGLISH:
        return None
    number = _month(match["m"], numbers)
    year, anchor = _year_of(number, 1, anchors)
    return (_written(year, number), anchor) if year else None


def _weekday(match: re.Match[str], anchors: Anchors, numbers: Mapping[str, int]) -> tuple[str, str] | None:
    """The last such day before publication, or on it."""
    name = (match["w"] or match["w2"]).lower()
    if not anchors.issued:
        return None
    back = (anchors.issued.weekday() - (numbers[f"weekdays:{name}"] - 1)) % 7
    return (anchors.issued - datetime.timedelta(days=back)).isoformat(), "document"


def _counted(match: re.Match[str], anchors: Anchors, numbers: Mapping[str, int]) -> tuple[str, str] | None:
    """So many days or weeks, months or years before or after an anchor."""
    written = match["n"].lower()
    count = int(written) if written.isdigit() else numbers[f"numbers:{written}"]
    how, unit = match["how"].lower(), match["u"].lower()
    base, anchor = _base(how, anchors)
    if base is None:
        return None
    sign = 1 if how in _LATER else -1
    if unit[0] in _DAYS or unit[0] in _WEEKS:
        days = count * (7 if unit[0] in _WEEKS else 1)
        moved = (base + datetime.timedelta(days=sign * days)).isoformat()
        return (moved if unit[0] in _DAYS else f"{moved}~"), anchor
    months = base.year * 12 + base.month - 1 + sign * count * (12 if unit[0] in _YEARS else 1)
    return (str(months // 12) if unit[0] in _YEARS else _written(months // 12, months % 12 + 1)) + "~", anchor


_LATER = ("later", "after", "plus tard", "après", "спустя", "позже")
_DAYS, _WEEKS, _YEARS = "djд", "wsн", "yaгл"


def _base(how: str, anchors: Anchors) -> tuple[datetime.date | None, str]:
    if how in ("ago", "назад"):
        return anchors.issued, "document"
    day = re.fullmatch(r"\d{4}-\d\d-\d\d", anchors.last)
    return (datetime.date.fromisoformat(anchors.last), "text") if day else (None, "")


def _shift(days: int) -> _Make:
    def make(match: re.Match[str], anchors: Anchors, numbers: Mapping[str, int]) -> tuple[str, str] | None:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", anchors.last):
            return None
        return (datetime.date.fromisoformat(anchors.last) + datetime.timedelta(days=days)).isoformat(), "text"

    return make


def _from_issue(days: int) -> _Make:
    def make(match: re.Match[str], anchors: Anchors, numbers: Mapping[str, int]) -> tuple[str, str] | None:
        return ((anchors.issued + datetime.timedelta(days=days)).isoformat(), "document") if anchors.issued else None

    return make


def _last_unit(match: re.Match[str], anchors: Anchors, numbers: Mapping[str, int]) -> tuple[str, str] | None:
    if not anchors.issued:
        return None
    if match["u"].lower()[0] in _YEARS:
        return str(anchors.issued.year - 1), "document"
    month = anchors.issued.year * 12 + anchors.issued.month - 2
    return _written(month // 12, month % 12 + 1), "document"


def _year(match: re.Match[str], anchors: Anchors, numbers: Mapping[str, int]) -> tuple[str, str] | None:
    return match["y"], ""

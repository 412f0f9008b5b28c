"""Strips: events in order of time, each with a bar on one scale that looks no more exact than its date.

A block is a day or a span that lasted; brackets hold what happened once, somewhere within; an arrow comes from a start that is
not known. What we worked out is empty, what a source gives is full. The words of each date stand beside its bar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from kg.model.dates import bounds
from kg.model.errors import InvalidValueError
from kg.model.terms import Term
from kg.site.context import Site
from kg.site.model import Entry, Section
from kg.site.views.entries import brief, in_order

WIDTH = 1000
_LEAST = 6
"""The least width of a bar: a day of ten years could not be seen."""
_TICKS = 4
_FEW = 3
"""Fewer events than these make no strip."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Bar(NamedTuple):
    """A bar: its form, where it begins and how wide it is, and whether the source gives the date."""

    form: str
    x: int
    width: int
    is_given: bool


class Drawn(NamedTuple):
    """An event with its bar; none without a date."""

    entry: Entry
    bar: Bar | None


class Strip(NamedTuple):
    """Events on one scale, with the days along it."""

    ticks: tuple[str, ...]
    drawn: tuple[Drawn, ...]


def strip(site: Site, nodes: Iterable[Term]) -> Strip | None:
    """The strip of some events; nothing if too few have dates."""
    ordered = in_order(site, nodes)
    days = [day for node in ordered for key in ("earliest", "latest") if (day := _day(site.raw(node, f"hr:{key}")))]
    if len({node for node in ordered if site.raw(node, "hr:date")}) < _FEW or not days or min(days) == max(days):
        return None
    first, last = min(days), max(days)
    drawn = tuple(Drawn(entry := brief(site, node), _bar(site, node, (first, last), entry)) for node in ordered)
    return Strip(tuple(_ticks(site, first, last)), drawn)


def section(site: Site, id_: str, nodes: Iterable[Term]) -> tuple[Section, ...]:
    """A section with the strip of some events."""
    found = strip(site, list(nodes)[: site.room * 3])
    return (Section(id_, site.say(id_), "strip", (found,), site.say("strip-intro")),) if found else ()


def _day(text: str) -> int:
    """The number of a day; 0 for what is none."""
    try:
        return date.fromisoformat(text).toordinal() if _DAY.fullmatch(text) else 0
    except ValueError:
        return 0


def _bar(site: Site, node: Term, scale: tuple[int, int], entry: Entry) -> Bar | None:
    edtf = site.raw(node, "hr:date")
    start, end = (_day(site.raw(node, f"hr:{key}")) for key in ("earliest", "latest"))
    if not edtf or not (start or end):
        return None
    form = form_of(edtf, has_start=bool(start), has_end=bool(end))
    left, right = _at(start or scale[0], scale), _at(end or scale[1], scale)
    return Bar(form, min(left, WIDTH - _LEAST), max(right - left, _LEAST), entry.when_sure is None)


def form_of(edtf: str, *, has_start: bool, has_end: bool) -> str:
    """How well a date is known, as a form.

    >>> form_of("[2015-01-23..2015-01-27]", has_start=True, has_end=True), form_of("../2018-09-18", has_start=False, has_end=True)
    ('within', 'from-unknown')
    """
    if not has_start:
        return "from-unknown"
    if not has_end:
        return "to-unknown"
    try:
        first, last = bounds(edtf)
    except InvalidValueError:
        return "within"
    is_span = "/" in edtf or first == last
    return "block" if is_span else "within"


def _at(day: int, scale: tuple[int, int]) -> int:
    first, last = scale
    return round((day - first) * WIDTH / max(1, last - first))


def _ticks(site: Site, first: int, last: int) -> Sequence[str]:
    """Days at even distances, by month and year, or by day where all lie in one month."""
    days = [date.fromordinal(first + (last - first) * at // _TICKS).isoformat() for at in range(_TICKS + 1)]
    short = 7 if last - first > 31 * _TICKS else 10
    months = site.graph.speech.months()
    return [f"{day[8:short].lstrip('0')} {months[int(day[5:7]) - 1]} {day[:4]}".strip() for day in days]

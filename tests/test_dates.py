"""The days that an EDTF date allows: by our own small reader for plain dates, by the EDTF library for the rest.

The small reader is proved equal to the library, which reads a date in milliseconds.
"""

from __future__ import annotations

import calendar
import datetime
import itertools

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from kg.model.dates import EDTF, Bounds, bounds, date
from tests.project import Tiny

YEARS = st.integers(1, 9999)
DAYS = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
PRECISIONS = (YEARS.map("{:04}".format), st.builds("{:04}-{:02}".format, YEARS, st.integers(1, 12)), DAYS.map(str))
PLAIN = st.one_of(PRECISIONS)
"""A year, a month or a day, as people write them."""

SPANS = st.one_of(
    st.builds("{}/{}".format, PLAIN, PLAIN),
    # The library reads no set whose ends are of different precision.
    *(st.builds("[{}..{}]".format, plain, plain) for plain in PRECISIONS),
)


def by_the_library(text: str) -> Bounds:
    parsed = parse_edtf(text)
    first, last = (datetime.date(*moment[:3]) for moment in (parsed.lower_strict(), parsed.upper_strict()))
    return first, last


def in_order(first: str, last: str) -> bool:
    start, end = bounds(first)[0], bounds(last)[1]
    assert start is not None
    assert end is not None
    return start <= end


@given(PLAIN)
def test_a_plain_date_is_read_as_the_library_reads_it(text: str) -> None:
    assert bounds(text) == by_the_library(text)


@given(SPANS)
def test_a_closed_span_is_read_as_the_library_reads_it(text: str) -> None:
    first, last = text.strip("[]").replace("..", "/").split("/")
    if in_order(first, last):
        assert bounds(text) == by_the_library(text)
    else:
        with pytest.raises(ValueError, match="ends before it begins"):
            bounds(text)


PIECES = ["2012", "2012-04", "2012-04-25", "XX", "-", "..", "/", *"[]{},X?~%YZ", "T10:00:00", "S2", "E3", "2012-21"]


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        first, last = bounds(text)
    except ValueError:
        return
    assert not first or not last or first <= last


@given(PLAIN, st.sampled_from(["{}/..", "{}/", "[{}..]", "../{}", "/{}", "[..{}]"]))
def test_an_open_end_has_no_bound(text: str, form: str) -> None:
    first, last = bounds(text)
    expected = (first, None) if form.startswith(("{", "[{")) else (None, last)
    assert bounds(form.format(text)) == expected


@given(DAYS)
def test_the_days_of_a_wider_date_contain_those_of_a_narrower_one(day: datetime.date) -> None:
    spans = [bounds(text) for text in (f"{day:%Y}".zfill(4), str(day)[:7], str(day))]
    for (outer_first, outer_last), (first, last) in itertools.pairwise(spans):
        assert outer_first is not None
        assert outer_last is not None
        assert first is not None
        assert last is not None
        assert outer_first <= first <= last <= outer_last


@given(YEARS, st.integers(1, 12), st.integers(0, 99))
def test_a_day_is_refused_exactly_where_the_calendar_has_none(year: int, month: int, day: int) -> None:
    text = f"{year:04}-{month:02}-{day:02}"
    if 1 <= day <= calendar.monthrange(year, month)[1]:
        assert bounds(text) == (datetime.date(year, month, day),) * 2
    else:
        with pytest.raises(ValueError, match="not in the calendar"):
            bounds(text)


@given(PLAIN)
def test_the_literal_keeps_the_words_typed(text: str) -> None:
    assert date(text) == f'"{text}"^^<{EDTF}>'


def test_a_year_alone_stays_a_year(tiny: Tiny) -> None:
    tiny.records("- act: a\n  type: detention\n  date: 2012\n  evidence: Two officers\n")
    said = {quad.predicate.rpartition("#")[2]: quad.object for quad in tiny.quads() if "/act/" in quad.subject}
    xsd = "^^<http://www.w3.org/2001/XMLSchema#date>"
    assert said["date>"] == f'"2012"^^<{EDTF}>'
    assert (said["earliest>"], said["latest>"]) == (f'"2012-01-01"{xsd}', f'"2012-12-31"{xsd}')


@pytest.mark.parametrize(
    "text",
    ["201X", "2012-XX", "2012-04-XX", "XXXX", "156X-12-25", "../..", "Y20000", "-2012", "1950S2", "2012-XX/2013-XX"],
)
def test_what_is_open_unknown_masked_or_outside_the_calendar_has_no_bound(text: str) -> None:
    assert bounds(text) == (None, None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2012?", "2012-01-01", "2012-12-31"),
        ("2012-04~", "2012-04-01", "2012-04-30"),
        ("2012-04-25%", "2012-04-25", "2012-04-25"),
        ("2012~/2013", "2012-01-01", "2013-12-31"),
        ("2012-21", "2012-03-01", "2012-05-31"),
        ("2012-21/2013", "2012-03-01", "2013-12-31"),
        ("[2012,2014]", "2012-01-01", "2014-12-31"),
        ("{2012..2014}", "2012-01-01", "2014-12-31"),
        ("2012-04-25T10:00:00", "2012-04-25", "2012-04-25"),
    ],
)
def test_the_library_reads_what_is_not_plain(text: str, first: str, last: str) -> None:
    assert bounds(text) == (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


@pytest.mark.parametrize("text", ["{..1984}", "[..1984]"])
def test_a_set_may_be_open_below(text: str) -> None:
    assert bounds(text) == (None, datetime.date(1984, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "12", "2012-4", "20120425", "2012-04-25 ", "2012 / 2013", "\n2012", "2012\n", "٢٠١٢", "2012–2013"),
        *("/", "..", "[..]", "2012/unknown", "unknown", "spring 2012", "2012-04-25T25:00:00Z", "1900s"),
        *("2012-02-30?", "2012-13~", "2013?/2012?", "2012-42", "[2012-13..]", "2012-04-31/2012-05", "9" * 4000),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not an EDTF date|is not in the calendar|ends before it begins"):
        bounds(text)

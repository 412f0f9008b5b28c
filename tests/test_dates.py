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
from kg.model.errors import InvalidValueError
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


@pytest.mark.parametrize("text", ["XXXX", "XXXX-12-25", "../..", "Y20000", "-2012", "1950S2"])
def test_what_is_open_unknown_or_outside_the_calendar_has_no_bound(text: str) -> None:
    assert bounds(text) == (None, None)


MASKED = [
    ("2024-02-XX", "2024-02-01", "2024-02-29"),
    ("2024-XX", "2024-01-01", "2024-12-31"),
    ("2024-XX-XX", "2024-01-01", "2024-12-31"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2024-XX-31", "2024-01-31", "2024-12-31"),
    ("2024-02-2X", "2024-02-20", "2024-02-29"),
    ("2023-02-X9", "2023-02-09", "2023-02-19"),
    ("2024-1X", "2024-10-01", "2024-12-31"),
    ("2024-X2-30", "2024-12-30", "2024-12-30"),
    ("19XX-02-29", "1904-02-29", "1996-02-29"),
    ("2X24", "2024-01-01", "2924-12-31"),
    ("2024-02-XX?", "2024-02-01", "2024-02-29"),
    ("2024-?XX-XX", "2024-01-01", "2024-12-31"),
    ("2023-12-31/2024-01-XX", "2023-12-31", "2024-01-31"),
    ("2023-XX/2024-XX", "2023-01-01", "2024-12-31"),
    ("[2023-XX..2024-02-XX]", "2023-01-01", "2024-02-29"),
    ("{2023-1X,2024-02-XX}", "2023-10-01", "2024-02-29"),
    ("202X-21", "2020-03-01", "2029-05-31"),
]


@pytest.mark.parametrize(("text", "first", "last"), MASKED)
def test_unspecified_digits_allow_every_day_that_fits(text: str, first: str, last: str) -> None:
    assert bounds(text) == (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


@pytest.mark.parametrize("form", ["{}/..", "[{}..]", "../{}", "[..{}]"])
def test_an_open_end_beside_unspecified_digits_stays_open(form: str) -> None:
    first, last = datetime.date(2024, 2, 1), datetime.date(2024, 2, 29)
    assert bounds(form.format("2024-02-XX")) == ((first, None) if form.startswith(("{", "[{")) else (None, last))


@given(DAYS, st.integers(1, 3))
def test_the_library_reads_unspecified_digits_at_the_end_in_the_same_way(day: datetime.date, parts: int) -> None:
    text = {1: f"{day:%Y}".zfill(4)[:3] + "X", 2: f"{str(day)[:4]}-XX", 3: f"{str(day)[:7]}-XX"}[parts]
    if not text.startswith("000"):
        assert bounds(text) == by_the_library(text)


@pytest.mark.parametrize(
    "text",
    [
        "19XX-02-30",
        "2024-02-3X",
        "2023-02-29/2024-XX",
        "2024-XX-32",
        "2024-3X",
        "2024-0X-00",
        "XXXX-02-30",
        "202X-13",
        "{2024-02-30,2024-03}",
        "[2024-02-30..]",
        "2024-02-30~/2025",
        "2024-04-31%",
    ],
)
def test_what_no_calendar_can_have_is_refused_in_every_form(text: str) -> None:
    with pytest.raises(ValueError, match="is not in the calendar"):
        bounds(text)


@pytest.mark.parametrize(
    ("season", "first", "last"),
    [
        *[(21, "2024-03-01", "2024-05-31"), (23, "2024-09-01", "2024-11-30"), (24, "2024-12-01", "2025-02-28")],
        *[(28, "2024-12-01", "2025-02-28"), (29, "2024-09-01", "2024-11-30"), (32, "2024-06-01", "2024-08-31")],
        *[(33, "2024-01-01", "2024-03-31"), (39, "2024-09-01", "2024-12-31"), (41, "2024-07-01", "2024-12-31")],
    ],
)
def test_seasons_and_parts_of_a_year_have_their_days(season: int, first: str, last: str) -> None:
    expected = (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
    assert bounds(f"2024-{season}") == bounds(f"2024-{season}?") == expected


def test_acts_with_unspecified_digits_are_counted_and_found(tiny: Tiny) -> None:
    for number, when in enumerate(('"2024-02-XX"', "2024-XX", "2024-21", "2023-12-31/2024-01-XX", "202X")):
        act = f"- act: a{number}\n  type: detention\n  date: {when}\n  victim: Anna Berg\n  alleged-perpetrator: left open\n"
        tiny.write(
            "note/records.yaml",
            (b"" if not number else (tiny.texts / "note/records.yaml").read_bytes())
            + f"{act}  evidence: Two officers\n".encode(),
        )
    assert tiny.kg("build").code == 0
    rows = tiny.kg("stats", "--by", "year", "--build", "build", "--format", "markdown").out
    assert "| 2024 | 3 |" in rows
    assert "| 2023–2024 | 1 |" in rows
    assert "undated" not in rows
    asked = (
        "query",
        "what-happened-when",
        "--build",
        "build",
        "--format",
        "csv",
        "--from",
        "2024-02-01",
        "--to",
        "2024-02-29",
    )
    assert tiny.kg(*asked).out.count("note.a") == 3  # the month, the year and the decade; not the spring
    assert "spring 2024" in tiny.kg("picture", "timeline", "--build", "build").out


# ── Dates as people write them ───────────────────────────────────────────────────────────────────────────────

SPOKEN = {
    "6 March 2024": "2024-03-06",
    "March 6, 2024": "2024-03-06",
    "6th of March 2024": "2024-03-06",
    "Sept. 2024": "2024-09",
    "6 марта 2024 года": "2024-03-06",
    "в мае 2024 г.": "2024-05",
    "le 1er août 2024": "2024-08-01",
    "décembre 2024": "2024-12",
    "2024 жылғы 6 наурызда": "2024-03-06",
    "6 желтоқсан 2024": "2024-12-06",
    "25.04.2024": "2024-04-25",
    "04/25/2024": "2024-04-25",
    "2024/03/06": "2024-03-06",
    "20240306": "2024-03-06",
    "2024-3-6": "2024-03-06",
    "2024-xx": "2024-XX",
    "6–8 March 2024": "2024-03-06/2024-03-08",
    "6 March – 8 April 2024": "2024-03-06/2024-04-08",
    "2012–2013": "2012/2013",
    "spring 2024": "2024-21",
    "1990s": "199X",
}
UNCLEAR = [
    "03/04/2024",
    "03.04.2024",
    "6 March",
    "6 March 24",
    "30 February 2024",
    "early March 2024",
    "March or May 2024",
]


@pytest.mark.parametrize(("text", "meant"), SPOKEN.items())
def test_a_date_as_people_write_it_is_offered_in_edtf(text: str, meant: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        date(text)
    assert refused.value.offers == (meant,)


@pytest.mark.parametrize("text", [*UNCLEAR, "many", "", "2024-13", "March"])
def test_what_is_not_plain_gets_no_offer(text: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        date(text)
    assert refused.value.offers == ()


def test_a_spoken_date_in_a_record_is_answered_with_the_offer_alone(tiny: Tiny) -> None:
    tiny.records("- act: a\n  type: detention\n  date: 6 March 2024\n  evidence: Two officers\n")
    assert tiny.kg("build").errors.endswith('  did you mean "2024-03-06"?\n')


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
def test_what_is_not_plain_is_read_as_the_library_reads_it(text: str, first: str, last: str) -> None:
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

"""Dates in words: each form that the seeds have, in English and in Russian, and nothing said that the date does not say."""

from __future__ import annotations

import calendar
import re

import pytest
from hypothesis import given

from kg.model.date_words import in_words
from kg.rdf.dataset import Dataset
from tests.asking import rows
from tests.test_dates import PLAIN, SPANS

DATES = [
    ("2018-09-18", "18 September 2018", "18 сентября 2018 года"),
    ("2012-04", "April 2012", "апрель 2012 года"),
    ("2012", "2012", "2012 год"),
    ("[2015-01-23..2015-01-27]", "once between 23 and 27 January 2015", "в один из дней с 23 по 27 января 2015 года"),
    ("[2015-01-19..2015-03-31]", "once between 19 January and 31 March 2015", "в один из дней с 19 января по 31 марта 2015 года"),
    ("[2011-12..2015-01-27]", "once between December 2011 and 27 January 2015", "в один из дней с декабря 2011 года по 27 января 2015 года"),
    ("[2012-01..2012-04]", "once between January and April 2012", "в один из дней с января по апрель 2012 года"),
    ("[2012-04..2012-04-18]", "April 2012, by 18 April", "апрель 2012 года, не позднее 18 апреля"),
    ("[2015-01-27..2015-01]", "January 2015, on or after 27 January", "январь 2015 года, не ранее 27 января"),
    ("[..2012-04-27]", "by 27 April 2012", "не позднее 27 апреля 2012 года"),
    ("[..2015-06]", "by the end of June 2015", "не позднее июня 2015 года"),
    ("[..2015]", "by the end of 2015", "не позднее 2015 года"),
    ("[2012-07-12..]", "on or after 12 July 2012", "не ранее 12 июля 2012 года"),
    ("[2015-06..]", "in or after June 2015", "не ранее июня 2015 года"),
    ("2015-01-19/2015-01-27", "19 to 27 January 2015", "с 19 по 27 января 2015 года"),
    ("2012-04-27/2012-05-03", "27 April to 3 May 2012", "с 27 апреля по 3 мая 2012 года"),
    ("2011-12-30/2012-01-02", "30 December 2011 to 2 January 2012", "с 30 декабря 2011 года по 2 января 2012 года"),
    ("2012-01/2012-04", "January to April 2012", "с января по апрель 2012 года"),
    ("2011/2012", "2011 to 2012", "с 2011 по 2012 год"),
    ("../2018-09-18", "start not known, until 18 September 2018", "начало неизвестно, по 18 сентября 2018 года"),
    ("../2012-06", "start not known, until June 2012", "начало неизвестно, по июнь 2012 года"),
    ("2010/..", "since 2010", "с 2010 года"),
    ("2011-12-17/..", "since 17 December 2011", "с 17 декабря 2011 года"),
    ("2011/", "from 2011, end not known", "с 2011 года, конец неизвестен"),
    ("2012~", "about 2012", "около 2012 года"),
    ("2012-04?", "perhaps April 2012", "предположительно апрель 2012 года"),
    ("2012-04-27%", "perhaps about 27 April 2012", "предположительно около 27 апреля 2012 года"),
    ("2012-?04", "perhaps April 2012", "предположительно апрель 2012 года"),
    ("1984?/2004~", "perhaps 1984 to about 2004", "с предположительно 1984 года по примерно 2004 год"),
    ("2012-04-XX", "April 2012, day not given", "апрель 2012 года, день не указан"),
    ("2012-XX", "2012, month not given", "2012 год, месяц не указан"),
    ("201X", "the 2010s", "2010-е годы"),
    ("2012-21", "spring 2012", "весна 2012 года"),
    ("2011-24/2012-21", "winter 2011 to spring 2012", "с зимы 2011 года по весну 2012 года"),
    ("2012-33", "the first quarter of 2012", "первый квартал 2012 года"),
    ("[2012,2014]", "2012 or 2014", "2012 год или 2014 год"),
    ("{2012-04,2014}", "April 2012 and 2014", "апрель 2012 года и 2014 год"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "english", "russian"), DATES)
def test_a_date_is_said_in_words(text: str, english: str, russian: str) -> None:
    assert (in_words(text), in_words(text, "ru"), in_words(text, "de")) == (english, russian, english)


@pytest.mark.parametrize(
    ("text", "french", "kazakh"),
    [
        ("2018-09-18", "18 septembre 2018", "18 қыркүйек 2018 ж."),
        ("2018-08", "août 2018", "тамыз 2018 ж."),
        ("2015-01-19/2015-01-27", "19 – 27 janvier 2015", "19 – 27 қаңтар 2015 ж."),
        ("[2015-01-23..2015-01-27]", "une fois, 23 – 27 janvier 2015", "бір рет, 23 – 27 қаңтар 2015 ж. аралығында"),
        ("[..2012-04-27]", "au plus tard le 27 avril 2012", "27 сәуір 2012 ж. немесе одан бұрын"),
        ("../2018-09-18", "début inconnu, fin : 18 septembre 2018", "басталуы белгісіз, соңы: 18 қыркүйек 2018 ж."),
    ],
)
def test_a_date_is_said_in_french_and_kazakh_too(text: str, french: str, kazakh: str) -> None:
    assert (in_words(text, "fr"), in_words(text, "kk")) == (french, kazakh)


@pytest.mark.parametrize("text", ["2012-XX-25", "20XX", "Y17000", "one", "2012-13", "../..", ""])
def test_what_has_no_words_stays_as_it_is(text: str) -> None:
    assert (in_words(text), in_words(text, "ru")) == (text, text)


def form(text: str) -> str:
    """A date without its numbers."""
    return re.sub(r"\d", "0", text)


def test_every_form_of_the_seeds_is_tried_and_said_in_words(dataset: Dataset) -> None:
    found = {row["date"] for row in rows(dataset, "SELECT DISTINCT ?date { ?s hr:date|dct:issued|dct:created ?date }")}
    assert {form(date) for date in found} - {form(text) for text, *_ in DATES} <= {"[0000-00-00..0000-00]"}
    assert [date for date in found if re.search(r"\.\.|/|-\d\d", in_words(date) + in_words(date, "ru"))] == []


@given(SPANS)
def test_a_span_says_both_of_its_years(text: str) -> None:
    said = in_words(text)
    assert said == text or {*re.findall(r"\b\d{4}\b", text)} <= {*re.findall(r"\d{4}", said)}


@given(PLAIN)
def test_plain_dates_that_differ_are_said_differently(text: str) -> None:
    months = list(calendar.month_name)
    *rest, year = in_words(text).split()
    day = f"-{int(rest[0]):02}" if len(rest) > 1 else ""
    month = f"-{months.index(rest[-1]):02}" if rest else ""
    assert f"{year}{month}{day}" == text

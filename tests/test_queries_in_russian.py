"""The catalogue in Russian: titles, the list, the search, the parameters' page, and the headings of tables."""

from __future__ import annotations

import contextlib
import re

import pytest

from kg.answers.catalogue import Query, column_names
from kg.model.project import resources
from tests.asking import CATALOGUE
from tests.project import Tiny, kg
from tests.test_searching import FIRST_HITS

RUSSIAN = re.compile(r"[А-Яа-яё]")
CODE = re.compile(r"`[^`]*`|--[a-z-]+(?: \"[^\"]*\")?|«[^»]*»|\b[a-z]+(?:-[a-z]+)+\b")
"""Commands, options and names of queries."""


@pytest.mark.parametrize("query", CATALOGUE.values(), ids=CATALOGUE)
def test_a_query_has_a_title_and_headings_in_russian(query: Query) -> None:
    title, names = query.title("ru"), column_names(resources("queries"), "ru")
    assert RUSSIAN.match(title)
    assert title.endswith("?")
    assert not re.search(r"[a-z]", title)
    assert set(query.columns) <= names.keys()
    assert len({names[column] for column in query.columns}) == len(query.columns)


def test_no_two_titles_are_alike() -> None:
    assert len({query.title("ru") for query in CATALOGUE.values()}) == len(CATALOGUE)


def test_what_has_no_title_in_a_language_is_asked_in_english() -> None:
    query = CATALOGUE["threats"]
    assert query.title("kk") == query.title("en") == query.question


def test_a_heading_is_of_a_column_that_some_query_has() -> None:
    known = {column for query in CATALOGUE.values() for column in query.columns}
    assert column_names(resources("queries"), "ru").keys() - known == {"row", "column"}


def test_the_list_is_in_russian(tiny: Tiny) -> None:
    lines = tiny.kg("query", "--lang", "ru").out.splitlines()
    for line in lines:
        assert not re.search(r"[a-z]{2}", CODE.sub("", line.removeprefix("  ").partition("  ")[2] or "")), line
    assert [line for line in lines if line and not line.startswith(" ")][:2] == ["люди", "деяния"]


@pytest.mark.parametrize("words", [words for words in FIRST_HITS if RUSSIAN.match(words)])
def test_the_search_is_in_russian(words: str, tiny: Tiny) -> None:
    first, *rest = tiny.kg("query", "--search", words, "--lang", "ru").out.splitlines()
    assert first.split()[0] == FIRST_HITS[words]
    assert not [line for line in rest if re.search(r"\b(and|more|keyword|parameter|column|asks)\b", CODE.sub("", line))]


def test_nothing_found_is_said_in_russian(tiny: Tiny) -> None:
    said = tiny.kg("query", "--search", "единорог", "--lang", "ru").out
    assert "ни в одном вопросе каталога" in said
    assert "`kg query` перечислит все вопросы" in said


def test_the_parameters_have_the_title_whatever_the_order_of_options(tiny: Tiny) -> None:
    one, other = (
        tiny.kg("query", "threats", *options).out
        for options in (("--help", "--lang", "ru"), ("--lang", "ru", "--help"))
    )
    assert one == other
    assert one.startswith(f"kg query threats: {CATALOGUE['threats'].title('ru')}")


def test_a_table_has_headings_dates_and_certainty_in_russian_and_data_do_not(standing: Tiny) -> None:
    with contextlib.chdir(standing.texts):
        shown = kg("query", "what-happened-when", "--lang", "ru", "--format", "table").out
        plain, asked = (
            kg("query", "what-happened-when", "--format", "csv", *more).out for more in ((), ("--lang", "ru"))
        )
    assert "уверенность" in shown
    assert "утверждается как факт" in shown
    assert not re.search(r"\b(date|certainty|stated as fact|rows?)\b", shown)
    assert plain == asked
    assert plain.startswith("date,")


def test_a_page_speaks_the_language_that_is_asked_for(standing: Tiny) -> None:
    with contextlib.chdir(standing.texts):
        assert "Участие в событиях" in kg("show", "Anna Berg", "--lang", "ru").out
        assert "Part in events" in kg("show", "Anna Berg", "--lang", "en").out


def test_an_unknown_language_is_refused() -> None:
    for call in (("query",), ("query", "threats"), ("show", "nobody")):
        ran = kg(*call, "--lang", "xx")
        assert ran.code == 2
        assert "xx" in ran.err

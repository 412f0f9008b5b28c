"""Tables for people say dates in words; what programs read keeps EDTF."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.answers.dates import dates_in_words, language_of
from kg.model.dates import EDTF
from kg.model.terms import literal
from kg.rdf.dataset import Dataset, Solutions
from tests.asking import CATALOGUE
from tests.project import kg

CALL = ("query", "who-suffered-what", "--about", "Lukpan Akhmedyarov")


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_a_table_says_dates_in_words(built: Path, form: str) -> None:
    shown = kg(*CALL, "--build", str(built), "--format", form).out
    assert "April 2012, by 18 April" in shown
    assert "19 April 2012" in shown
    assert "2012-04-19" not in shown


@pytest.mark.parametrize("form", ["csv", "tsv", "json"])
def test_data_keeps_edtf(built: Path, form: str) -> None:
    shown = kg(*CALL, "--build", str(built), "--format", form).out
    assert "[2012-04..2012-04-18]" in shown
    assert "19 April 2012" not in json.dumps(shown.replace("On 19 April", ""))


def test_texts_that_end_in_dates_are_read_so_only_in_columns_of_dates() -> None:
    cell = literal("threat 2012-04-22; assault [..2012-07-12]")
    found = Solutions(("which", "passage"), ((cell, cell), (None, literal("2012", datatype=EDTF))))
    told = dates_in_words(found, "ru", {"which"})
    assert told.rows[0] == (literal("threat (22 апреля 2012 года); assault (не позднее 12 июля 2012 года)"), cell)
    assert told.rows[1] == (None, literal("2012 год"))


def test_the_columns_of_dates_are_those_whose_header_says_edtf() -> None:
    assert CATALOGUE["who-suffered-what"].dates == {"date"}


def test_dates_are_in_the_language_of_the_labels(dataset: Dataset) -> None:
    assert language_of(dataset) == "en"


def test_a_long_table_says_dates_in_words(built: Path) -> None:
    shown = kg(*CALL, "--build", str(built), "--format", "table", "--long").out
    assert "19 April 2012" in shown


def test_a_page_says_dates_in_words_in_order_of_time(built: Path) -> None:
    page = kg("show", "Lukpan Akhmedyarov", "--build", str(built)).out
    begins = ["January to April 2012  ", "April 2012, by 18 April  ", "19 April 2012  ", "undated  "]
    places = [page.index(f"\n{text}") for text in begins]
    assert places == sorted(places)

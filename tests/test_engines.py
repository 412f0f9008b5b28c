"""Whoever loads the one published file gets the rows of ``kg query`` in other engines too."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib

from kg.answers.binding import sparql
from kg.rdf.dataset import Dataset
from tests.asking import CATALOGUE, examples, needed
from tests.engines import Answer, alike, in_jena, in_rdflib
from tests.project import ROOT, program
from tests.servers import GRAPH, ask, virtuoso

NAMES = sorted(CATALOGUE)


def cases(name: str, dataset: Dataset) -> dict[str, str]:
    """A query with what it needs, with each example alone, and with all."""
    query = CATALOGUE[name]
    given = {parameter: needed(query) | {parameter: example} for parameter, example in examples(query).items()}
    values = {"": needed(query), **given, "all": examples(query)}
    return {case: sparql(query, some, dataset) for case, some in values.items()}


def expected(text: str, dataset: Dataset) -> list[list[str]]:
    """The header and rows in our own engine."""
    return list(csv.reader(io.StringIO((dataset.results(text, "csv") or b"").decode(), newline="")))


def check(answer: Answer, text: str, dataset: Dataset) -> None:
    columns, *rows = expected(text, dataset)
    assert answer.fault == ""
    assert list(answer.columns) == columns
    assert alike(answer.rows) == alike(rows)


@pytest.mark.slow_reference
@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_rows(name: str, graph: rdflib.Graph, dataset: Dataset) -> None:
    for case, text in cases(name, dataset).items():
        if case in ("", "all"):
            check(in_rdflib(graph, text), text, dataset)


@pytest.mark.parametrize(
    "every", [pytest.param(4, id="each fourth"), pytest.param(1, id="each", marks=pytest.mark.slow_reference)]
)
def test_jena_gives_the_rows(built: Path, dataset: Dataset, every: int) -> None:
    """At every push each fourth query with all its examples; under ``--all`` each query with each example too."""
    texts = {(name, case): text for name in NAMES[::every] for case, text in cases(name, dataset).items()}
    asked = {key: text for key, text in texts.items() if key[1] == "all" or every == 1}
    for answer, text in zip(in_jena(built / "kg.ttl", list(asked.values())), asked.values(), strict=True):
        check(answer, text, dataset)


WRONG_IN_VIRTUOSO: set[str] = set()
"""The queries that Virtuoso 7.2.5 answers wrongly, at least with some parameters: none; docs/querying.md names any."""


def test_the_page_names_the_queries_that_virtuoso_gets_wrong() -> None:
    page = (ROOT / "docs" / "querying.md").read_text(encoding="utf-8")
    part = page.partition("### What Virtuoso")[2].partition("\n## ")[0]
    assert set(re.findall("`([a-z-]+)`", part)) & set(NAMES) == WRONG_IN_VIRTUOSO


@pytest.fixture(scope="module")
def endpoint(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program("virtuoso-t", "virtuoso-opensource")
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        server.load_turtle(built / "kg.ttl")
        yield server.address


def is_right(answer: Answer, text: str, dataset: Dataset) -> bool:
    columns, *rows = expected(text, dataset)
    return not answer.fault and list(answer.columns) == columns and alike(answer.rows) == alike(rows)


@pytest.mark.slow_reference
@pytest.mark.parametrize("name", NAMES)
def test_virtuoso_gives_the_rows_but_for_what_is_known(name: str, endpoint: str, dataset: Dataset) -> None:
    """A query that is named as wrong must be wrong in some case, so that the list stays true."""
    texts = cases(name, dataset)
    answers = {case: ask(endpoint, text, **{"default-graph-uri": GRAPH}) for case, text in texts.items()}
    wrong = [case for case, answer in answers.items() if not is_right(answer, texts[case], dataset)]
    assert bool(wrong) == (name in WRONG_IN_VIRTUOSO), wrong

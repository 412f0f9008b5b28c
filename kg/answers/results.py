"""The answer to a query in the wanted form."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.answers.binding import names_given, sparql
from kg.answers.catalogue import Query
from kg.answers.dates import dates_in_words, language_of
from kg.answers.empty_answers import hints
from kg.answers.finding import notes
from kg.answers.headings import in_language
from kg.answers.opening import open_build
from kg.answers.rows import long
from kg.answers.speech import IN_ENGLISH, Speech
from kg.answers.tables import markdown, table
from kg.answers.telling import told
from kg.model.display import RISKY, cells, escaped
from kg.model.errors import CallError, Problem
from kg.model.message import Message
from kg.rdf.dataset import MOST_ROWS, Dataset, Solutions, written
from kg.rdf.formats import names
from kg.rdf.serialization import lines_as
from kg.records.access import PUBLIC, Access


class Answer(NamedTuple):
    """An answer in the wanted form, and what is told of the query besides."""

    data: bytes
    told: tuple[Problem, ...] = ()


def answer(
    text: str,
    form: str,
    folder: Path | None,
    *,
    place: str,
    most: int,
    is_long: bool = False,
    access: Access = PUBLIC,
) -> Answer:
    """The answer of a build to any SPARQL query, as in ``result``."""
    dataset = open_build(folder, access=access).dataset
    data = result(dataset, text, form, place=place, most=most, is_long=is_long)
    return Answer(data, told(text, dataset, place))


def answer_of(
    query: Query,
    values: Mapping[str, str],
    form: str,
    folder: Path | None,
    *,
    most: int,
    is_long: bool = False,
    language: str = "",
    access: Access = PUBLIC,
) -> Answer:
    """The answer of a build to a query of the catalogue with its parameters; a table in a ``language``, if one is given."""
    dataset = open_build(folder, access=access).dataset
    text = sparql(query, values, dataset)
    told_in = language or language_of(dataset)
    data = result(
        dataset, text, form, place=query.path, most=most, is_long=is_long, dates=query.dates, language=told_in
    )
    return Answer(data, (*notes(names_given(query, values), dataset), *hints(query, values, dataset)))


def rows_of(
    query: Query, values: Mapping[str, str], folder: Path | None, *, is_long: bool, access: Access
) -> Solutions:
    """The rows that a build gives for a query of the catalogue with its parameters."""
    dataset = open_build(folder, access=access).dataset
    found = dataset.solutions(sparql(query, values, dataset))
    return long(found) if is_long else found


def result(
    dataset: Dataset,
    text: str,
    form: str,
    *,
    place: str = "",
    most: int = MOST_ROWS,
    is_long: bool = False,
    dates: Collection[str] = (),
    language: str = "",
) -> bytes:
    """The answer to a SPARQL query; ``place`` is its file, for errors. ``CallError`` if the form does not fit.

    With ``is_long`` each fact is a row (see ``kg.answers.rows``). In tables for people dates are in words; ``dates`` are
    the columns whose texts are dates. With a ``language`` columns are called in it, and degrees of certainty told in it.

    ``DataError`` for more than ``most`` rows.
    """
    if (
        not is_long
        and form in ("csv", "tsv", "json")
        and (data := dataset.results(text, form, place=place, most=most)) is not None
    ):
        return _SAFE[form](data.decode()).encode()
    found = dataset.query(text, place=place, most=most)
    if isinstance(found, list):
        return _triples(found, form, dict(dataset.prefixes))
    if form in _TABLES:
        found = dates_in_words(found, language or language_of(dataset), dates)
        found = in_language(found, language) if language else found
    if is_long:
        found = long(found)
        if form in _SAFE:
            return _SAFE[form](written(found, form).decode()).encode()
    if form not in _TABLES:
        remedy = Message("use one of {names}", names=", ".join(names("solutions")))
        raise CallError(Problem("wrong-format", Message("rows cannot be written as {format}", format=form), remedy))
    if form == "table":
        return table(found, dataset.prefixes, speech=Speech(language or IN_ENGLISH.language)).encode()
    return _TABLES[form](found, dataset.prefixes).encode()


def safe(text: str, form: str) -> str:
    """CSV, TSV or JSON that a spreadsheet or a terminal only shows."""
    return _SAFE[form](text)


def _csv(text: str) -> str:
    """CSV that a spreadsheet only shows (see ``kg.model.display.cell``); most needs no change."""
    if not RISKY.search(text):
        return text
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows(map(cells, csv.reader(io.StringIO(text, newline=""))))
    return made.getvalue()


def _tsv(text: str) -> str:
    """TSV in which the first character of a text that a spreadsheet would calculate is written as an escape of RDF."""
    return escaped(_FORMULA.sub(lambda found: f"{found[1]}\\u{ord(found[2]):04X}", text))


_FORMULA = re.compile(r'((?:^|\t)" *)([=+\-@＝＋－＠])', re.MULTILINE)
_TABLES = {"table": table, "markdown": markdown}
_SAFE = {"csv": _csv, "json": escaped, "tsv": _tsv}


def _triples(lines: list[str], form: str, prefixes: dict[str, str]) -> bytes:
    """The triples of a CONSTRUCT, as Turtle unless N-Triples is wanted."""
    if form == "nt":
        return escaped("".join(lines)).encode()
    if form not in ("ttl", "table", "csv"):
        remedy = Message("use one of {names}", names=", ".join(names("graph")))
        raise CallError(Problem("wrong-format", Message("triples cannot be written as {format}", format=form), remedy))
    return escaped(lines_as(lines, "ttl", prefixes=prefixes).decode()).encode()

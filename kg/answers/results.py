"""The answer to a query in the wanted form."""

from __future__ import annotations

from kg.answers.tables import markdown, table
from kg.model.errors import CallError, Problem
from kg.model.message import Message
from kg.rdf.dataset import Dataset
from kg.rdf.formats import names
from kg.rdf.serialization import lines_as


def result(dataset: Dataset, text: str, form: str, *, place: str = "") -> bytes:
    """The answer to a SPARQL query; ``place`` is its file, for errors. ``CallError`` if the form does not fit."""
    if form in ("csv", "tsv", "json") and (data := dataset.results(text, form, place=place)) is not None:
        return data
    found = dataset.query(text, place=place)
    if isinstance(found, list):
        return _triples(found, form, dict(dataset.prefixes))
    if form not in ("table", "markdown"):
        remedy = Message("use one of {names}", names=", ".join(names("solutions")))
        raise CallError(Problem("wrong-format", Message("rows cannot be written as {format}", format=form), remedy))
    return {"table": table, "markdown": markdown}[form](found, dataset.prefixes).encode()


def _triples(lines: list[str], form: str, prefixes: dict[str, str]) -> bytes:
    """The triples of a CONSTRUCT, as Turtle unless N-Triples is wanted."""
    if form == "nt":
        return "".join(lines).encode()
    if form not in ("ttl", "table", "csv"):
        remedy = Message("use one of {names}", names=", ".join(names("graph")))
        raise CallError(Problem("wrong-format", Message("triples cannot be written as {format}", format=form), remedy))
    return lines_as(lines, "ttl", prefixes=prefixes)

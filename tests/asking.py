"""A query of the catalogue asked of a build, its rows as a person reads them."""

from __future__ import annotations

import re

from kg.answers.binding import sparql
from kg.answers.catalogue import Query, catalogue, find_query
from kg.model.project import resources
from kg.model.terms import text_of
from kg.rdf.dataset import Dataset

FOLDER = resources("queries")
CATALOGUE = {query.name: query for query in catalogue(FOLDER)}
"""Every query by name."""

Row = dict[str, str]


class Cell(str):
    """The text of a cell; it equals any text that joins the same pieces, as their order is no part of an answer."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and (str.__eq__(self, other) or self._pieces(self) == self._pieces(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return str.__hash__(self)

    @staticmethod
    def _pieces(text: str) -> list[str]:
        return sorted(re.split(r"; | \| ", text))


def ask(dataset: Dataset, name: str, **values: str) -> list[Row]:
    """The rows of a query with these parameters; an unbound column is empty."""
    return rows(dataset, sparql(find_query(FOLDER, name), values, dataset))


def rows(dataset: Dataset, text: str) -> list[Row]:
    """The rows of any SELECT."""
    found = dataset.solutions(text)
    texts = [["" if term is None else Cell(text_of(term)) for term in row] for row in found.rows]
    return [dict(zip(found.columns, row, strict=True)) for row in texts]


def examples(query: Query) -> dict[str, str]:
    """The parameters of a query with the examples of its header."""
    return {parameter.name: parameter.example for parameter in query.parameters}


def needed(query: Query) -> dict[str, str]:
    """The examples of the parameters without which a query is not asked."""
    return {parameter.name: parameter.example for parameter in query.parameters if parameter.required}


def column(found: list[Row], *names: str) -> list[tuple[str, ...]]:
    """Some columns of the rows, in their order."""
    return [tuple(row[name] for name in names) for row in found]

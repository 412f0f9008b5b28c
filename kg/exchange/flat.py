"""Flat tables: a row for each account of an act, event or recommendation, and for each person.

Each table is a query in ``kg/exchange/tables`` with a header that says what it and its columns are, as the catalogue has.
What only one export reads is such a query in ``kg/exchange/queries``, and no flat table by itself.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from kg.model.display import cells
from kg.model.terms import text_of
from kg.rdf.dataset import Dataset

Type = Literal["string", "number", "boolean", "date", "uri"]
Value = str | bool | Decimal | date | None


class Table(NamedTuple):
    """A table: what it is, what each column holds and its type, the columns that tell rows apart, and its query."""

    name: str
    title: str
    about: str
    key: tuple[str, ...]
    columns: dict[str, str]
    types: dict[str, Type]
    sparql: str

    def type_of(self, column: str) -> Type:
        """The type of a column; a text unless the header says otherwise."""
        return self.types.get(column, "string")


@cache
def tables() -> tuple[Table, ...]:
    """Every flat table, by name."""
    return _in_folder("tables")


@cache
def queries() -> tuple[Table, ...]:
    """What single exports read besides, by name."""
    return _in_folder("queries")


def find_table(name: str) -> Table:
    """The table or query of this name."""
    return next(table for table in (*tables(), *queries()) if table.name == name)


def _in_folder(name: str) -> tuple[Table, ...]:
    return tuple(map(_read, sorted((Path(__file__).parent / name).glob("*.rq"))))


def _read(path: Path) -> Table:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = tomllib.loads("\n".join(line[2:].strip() for line in lines if line.startswith("#+")))
    sparql = "\n".join(line for line in lines if not line.startswith("#+"))
    return Table(
        path.stem, head["title"], head["about"], tuple(head["key"]), head["columns"], head.get("types", {}), sparql
    )


def rows(table: Table, dataset: Dataset) -> list[list[str]]:
    """The cells of a table as texts, in the order of its columns; an empty one says nothing."""
    found = dataset.solutions(table.sparql)
    at = [found.columns.index(column) for column in table.columns]
    return [[text_of(cell) if (cell := row[place]) else "" for place in at] for row in found.rows]


def records(name: str, dataset: Dataset) -> list[dict[str, str]]:
    """The rows of the table or query of a name, each cell by its column."""
    table = find_table(name)
    return [dict(zip(table.columns, row, strict=True)) for row in rows(table, dataset)]


def several(text: str) -> tuple[str, ...]:
    """The values of a cell in which a bar stands between several, sorted.

    >>> several("b|a"), several("")
    (('a', 'b'), ())
    """
    return tuple(sorted(filter(None, text.split("|"))))


def as_csv(columns: Iterable[str], lines: Iterable[Iterable[object]]) -> bytes:
    """A table as CSV (RFC 4180), in which no cell is a formula."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(columns)
    writer.writerows(map(cells, lines))
    return made.getvalue().encode()


def typed(text: str, kind: Type) -> Value:
    """The value of a cell by the type of its column; ``None`` for an empty one."""
    if not text:
        return None
    if kind == "number":
        return Decimal(text)
    if kind == "date":
        return date.fromisoformat(text)
    return text == "true" if kind == "boolean" else text

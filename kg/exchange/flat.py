"""Flat tables: a row for each account of an act, event or recommendation, and for each person.

Each table is a query in ``kg/exchange/tables`` with a header that says what it and its columns are, as the catalogue has.
"""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

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
    """Every table, by name."""
    return tuple(map(_read, sorted((Path(__file__).parent / "tables").glob("*.rq"))))


def find_table(name: str) -> Table:
    """The table of this name."""
    return next(table for table in tables() if table.name == name)


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


def typed(text: str, kind: Type) -> Value:
    """The value of a cell by the type of its column; ``None`` for an empty one."""
    if not text:
        return None
    if kind == "number":
        return Decimal(text)
    if kind == "date":
        return date.fromisoformat(text)
    return text == "true" if kind == "boolean" else text

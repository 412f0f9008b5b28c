"""Rows for programs: the cells of an answer as Python values, or one row for each fact."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.terms import Term, literal, text_of
from kg.rdf.dataset import Solutions

Value = str | int | None
_INTEGER = "^^<http://www.w3.org/2001/XMLSchema#integer>"
_SEPARATOR = "; "
_COLUMNS = ("row", "record", "column", "value")


def python_rows(found: Solutions) -> list[dict[str, Value]]:
    """Each row by column: a whole number as ``int``, anything else as its text, ``None`` where nothing is bound."""
    return [dict(zip(found.columns, map(_value, row), strict=True)) for row in found.rows]


def _value(term: Term | None) -> Value:
    if term is None:
        return None
    return int(text_of(term)) if term.endswith(_INTEGER) else text_of(term)


def long(found: Solutions) -> Solutions:
    """The same answer with one row a fact: the number of its row, the record, the column, and one value.

    A cell that joins several values with ``; `` gives a row for each; an empty one gives none.
    """
    at = found.columns.index("record") if "record" in found.columns else None
    rows = tuple(
        (literal(str(number), datatype=_INTEGER[3:-1]), None if at is None else row[at], literal(column), value)
        for number, row in enumerate(found.rows, 1)
        for column, cell in zip(found.columns, row, strict=True)
        if cell is not None and column != "record"
        for value in _values(cell)
    )
    return Solutions(_COLUMNS, rows)


def _values(cell: Term) -> Iterator[Term]:
    if not cell.startswith('"') or _SEPARATOR not in cell:
        yield from [cell] if text_of(cell) else []
    else:
        yield from (literal(part) for part in text_of(cell).split(_SEPARATOR) if part)

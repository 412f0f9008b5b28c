"""A table in JSON as CSV: a list of rows that are lists of cells, or a list of objects whose keys are the columns."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from kg.model.errors import DataError, Location, Problem
from kg.model.files import shown
from kg.model.message import Message


def lists_as_text(text: str, path: Path) -> str:
    """The table as CSV; ``DataError`` if the JSON is no such list."""
    try:
        rows = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise DataError(_problem(Message("the file is not JSON"), path)) from error
    if isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows):
        names = list(dict.fromkeys(name for row in rows for name in row))
        rows = [names, *([row.get(name) for name in names] for row in rows)]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise DataError(_problem(Message("the JSON is not a list of rows"), path))
    if any(isinstance(cell, dict | list) for row in rows for cell in row):
        raise DataError(_problem(Message("a cell of the table is a list or an object"), path))
    width = max(map(len, rows), default=0)
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows([*map(_text, row), *[""] * (width - len(row))] for row in rows)
    return made.getvalue()


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def _problem(found: Message, path: Path) -> Problem:
    remedy = Message("write a list of rows, each a list of cells: [[…], […]]; or export the table as CSV")
    return Problem("wrong-shape", found, remedy, Location(shown(path)))

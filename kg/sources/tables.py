"""The cells of a table, each with its line and column, for mapping scripts that make records of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.model.errors import DataError, Location, Problem, nearest
from kg.sources.documents import Document, Located, Sentence
from kg.sources.readers.table import table_rows


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by the name of their column, and the sentence that evidence quotes."""

    cells: dict[str, Located]
    sentence: Sentence
    location: Location

    def __getitem__(self, column: str) -> Located:
        """The cell of a column; ``DataError`` if the table has no such column."""
        if column not in self.cells:
            remedy = nearest(column, self.cells) or f"the columns are: {', '.join(self.cells)}"
            place = Location(self.location.path, 1)
            raise DataError(Problem("missing-column", f'the table has no column "{column}"', remedy, place))
        return self.cells[column]

    def get(self, column: str) -> Located | None:
        """The cell of a column, or ``None`` where it is blank or the table has no such column."""
        cell = self.cells.get(column)
        return cell if cell and cell.text else None


def read_rows(document: Document, *, delimiter: str = ",") -> list[Row]:
    """The rows of a table below its first, which names the columns.

    Cells are stripped of spaces around them. ``DataError`` with every row that has more or fewer cells than the first,
    and for a table whose columns cannot be told apart.
    """
    head, *body = list(table_rows(document)) or [Sentence("", 0, 0, 1)]
    columns = [cell.text for cell in _cells(document, head, delimiter)]
    faulty = [name for number, name in enumerate(columns) if not name or name in columns[:number]]
    if faulty:
        remedy = "give each column of the first row a name of its own"
        found = f'two columns are called "{faulty[0]}"' if faulty[0] else "a column has no name"
        raise DataError(Problem("wrong-shape", found, remedy, document.location(head.start)))
    problems: list[Problem] = []
    rows: list[Row] = []
    for sentence in body:
        line_start = document.text.rfind("\n", 0, sentence.start) + 1
        place = Location(document.path, sentence.line, sentence.start - line_start + 1)
        cells = list(_cells(document, sentence, delimiter))
        if len(cells) == len(columns):
            rows.append(Row(dict(zip(columns, cells, strict=True)), sentence, place))
        else:
            found = f"the row has {len(cells)} cells, and the first row {len(columns)}"
            remedy = f'separate cells with "{delimiter}"; put a text that has one in quotation marks'
            problems.append(Problem("wrong-shape", found, remedy, place))
    if problems:
        raise DataError(problems)
    return rows


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf'"((?:[^"]|"")*+)"|([^"{re.escape(delimiter)}]*+)')


def _cells(document: Document, row: Sentence, delimiter: str) -> Iterator[Located]:
    """The cells of a row; ``DataError`` where a quotation mark is neither around a whole cell nor written twice."""
    line_start = document.text.rfind("\n", 0, row.start) + 1
    line, text = row.line, document.text
    cell, at = _cell(delimiter), row.start
    while True:
        found = cell.match(text, at, row.end)
        assert found
        if found.end() < row.end and text[found.end()] != delimiter:
            remedy = 'write it twice, and put the whole cell in quotation marks: "a 5"" pipe"'
            raise DataError(Problem("wrong-shape", "a quotation mark is inside a cell", remedy, document.location(at)))
        value = found[2] if found[1] is None else found[1].replace('""', '"')
        yield Located(value.strip(), Location(document.path, line, at - line_start + 1))
        if breaks := text.count("\n", at, found.end()):
            line, line_start = line + breaks, text.rfind("\n", at, found.end()) + 1
        if found.end() >= row.end:
            return
        at = found.end() + 1

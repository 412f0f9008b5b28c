"""The cells of a table, each with its line and column, for mapping scripts that turn rows into records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.model.errors import DataError, Location, Problem, nearest
from kg.model.message import Message
from kg.sources.documents import Document, Located, Sentence
from kg.sources.readers.table import line_end, table_rows


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by column name, and the sentence that evidence quotes."""

    cells: dict[str, Located]
    sentence: Sentence
    location: Location

    def __getitem__(self, column: str) -> Located:
        """The cell of a column; ``DataError`` if the table has no such column."""
        if column not in self.cells:
            found = Message('the table has no column "{name}"', name=column)
            remedy = Message("the columns are: {names}", names=", ".join(self.cells))
            place, offers = Location(self.location.path, 1), nearest(column, self.cells)
            raise DataError(Problem("missing-column", found, remedy, place, offers))
        return self.cells[column]

    def get(self, column: str) -> Located | None:
        """The cell of a column; ``None`` if it is blank or the table has no such column."""
        cell = self.cells.get(column)
        return cell if cell and cell.text else None


def read_rows(document: Document, *, delimiter: str = ",") -> list[Row]:
    """The rows of a table after the first, which names the columns.

    Spaces around a cell are stripped. ``DataError`` with every row that has more or fewer cells than the first, and for a
    table with unnamed or duplicate columns.
    """
    head, *body = list(table_rows(document)) or [Sentence("", 0, 0, 1)]
    columns = columns_of_table(document, head, delimiter=delimiter)
    problems: list[Problem] = []
    rows: list[Row] = []
    for sentence in body:
        try:
            rows.append(row_of(document, columns, sentence, delimiter=delimiter))
        except _WrongLengthError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return rows


def columns_of_table(document: Document, head: Sentence, *, delimiter: str = ",", unnamed: bool = False) -> list[str]:
    """The columns that the first row of a table names; ``DataError`` if one has no name, or that of another.

    With ``unnamed`` a column may have none, and is called by its number in brackets.
    """
    columns = [cell.text for cell in cells_of(document, head, delimiter)]
    columns = [name or f"({number})" for number, name in enumerate(columns, 1)] if unnamed else columns
    faulty = [name for number, name in enumerate(columns) if not name or name in columns[:number]]
    if faulty:
        remedy = Message("give each column of the first row a name of its own")
        twice = Message('two columns are called "{name}"', name=faulty[0])
        found = twice if faulty[0] else Message("a column has no name")
        raise DataError(Problem("wrong-shape", found, remedy, document.location(head.start)))
    return columns


class _WrongLengthError(DataError):
    """A row has more or fewer cells than the first."""


def row_of(
    document: Document, columns: list[str], sentence: Sentence, *, delimiter: str = ",", end_early: bool = False
) -> Row:
    """One row of a table; ``DataError`` if it has more or fewer cells than there are columns, or a stray quotation mark.

    With ``end_early`` a row may have fewer cells, or blank ones too many.
    """
    place = Location(document.path, sentence.line, sentence.start - _line_start(document.text, sentence.start) + 1)
    cells = list(cells_of(document, sentence, delimiter))
    if end_early and not any(cell.text for cell in cells[len(columns) :]):
        cells = [*cells[: len(columns)], *[Located("", place)] * (len(columns) - len(cells))]
    if len(cells) == len(columns):
        return Row(dict(zip(columns, cells, strict=True)), sentence, place)
    found = Message("the row has {count} cells, and the first row {columns}", count=len(cells), columns=len(columns))
    remedy = Message(
        'separate cells with "{delimiter}"; put a text that has one in quotation marks', delimiter=delimiter
    )
    raise _WrongLengthError(Problem("wrong-shape", found, remedy, place))


def _line_start(text: str, offset: int) -> int:
    return text.rfind(line_end(text), 0, offset) + 1


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf'"((?:[^"]|"")*+)"|([^"{re.escape(delimiter)}]*+)')


def cells_of(document: Document, row: Sentence, delimiter: str) -> Iterator[Located]:
    """The cells of a row, each with its place; ``DataError`` if a quotation mark neither encloses a whole cell nor is doubled."""
    line_start = _line_start(document.text, row.start)
    line, text = row.line, document.text
    cell, at = _cell(delimiter), row.start
    while True:
        found = cell.match(text, at, row.end)
        assert found
        if found.end() < row.end and text[found.end()] != delimiter:
            remedy = Message('write it twice, and put the whole cell in quotation marks: "a 5"" pipe"')
            found_text = Message("a quotation mark is inside a cell")
            raise DataError(Problem("wrong-shape", found_text, remedy, document.location(at)))
        value = found[2] if found[1] is None else found[1].replace('""', '"')
        yield Located(value.strip(), Location(document.path, line, at - line_start + 1))
        if breaks := text.count(line_end(text), at, found.end()):
            line, line_start = line + breaks, _line_start(text, found.end())
        if found.end() >= row.end:
            return
        at = found.end() + 1

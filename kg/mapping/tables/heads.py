"""Where the columns of a table are named, and how: in its first row, by the hashtags of HXL, or in the manner of Uwazi."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from kg.mapping.tables.model import HXL, UWAZI, ColumnMap
from kg.model.errors import DataError, Location, Problem
from kg.model.message import Message
from kg.sources.documents import Document, Located, Sentence
from kg.sources.readers.table import table_rows
from kg.sources.tables import cells_of, columns_of_table


class Head(NamedTuple):
    """The row that names the columns: their names for the column map, and as they are written.

    ``rows`` is how many rows it ends. Where rows ``end_early``, their last cells are blank.
    """

    columns: list[str]
    written: list[str]
    sentence: Sentence
    delimiter: str = ","
    rows: int = 1
    end_early: bool = False


def head_of(document: Document, columns: ColumnMap) -> Head:
    """The head of a table; ``DataError`` if it has none, or names a column twice."""
    if columns.reads == HXL:
        return _hashtags(document, columns.columns)
    first = next(table_rows(document), None) or Sentence("", 0, 0, 1)
    if columns.reads == UWAZI:
        written = columns_of_table(document, first, delimiter=columns.delimiter, unnamed=True)
        names = _aliases(written, {_property(name): name for name in columns.columns})
        return Head(names, written, first, columns.delimiter, end_early=True)
    names = columns_of_table(document, first, delimiter=columns.delimiter)
    return Head(names, names, first, columns.delimiter)


# ── Uwazi ────────────────────────────────────────────────────────────────────────────────────────────────────


def _property(name: str) -> str:
    """The name of a property as Uwazi compares it.

    >>> _property(" Select Property__es")
    'select_property__es'
    """
    return re.sub(r"[^\w.]", "_", name.strip().casefold())


def _aliases(written: Iterable[str], known: dict[str, str]) -> list[str]:
    """The names of columns for the map, where it has one."""
    return [known.get(_property(name), name) for name in written]


# ── HXL ──────────────────────────────────────────────────────────────────────────────────────────────────────

_ROWS = 25
"""The hashtags stand in one of so many first rows (HXL 1.1)."""
_HASHTAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*", re.IGNORECASE)
_DELIMITERS = (",", ";", "\t", "|")
_CODES = {"code", "id", "iso2", "iso3"}
"""Attributes of a column that has no names but codes."""


def _hashtags(document: Document, wanted: list[str]) -> Head:
    """The row of hashtags; ``DataError`` if there is none, or a cell of it is no hashtag."""
    firsts = list(islice(table_rows(document), _ROWS))
    for number, row in enumerate(firsts, 1):
        for delimiter in _DELIMITERS if "#" in row.text else ():
            cells = list(cells_of(document, row, delimiter))
            tagged = [cell for cell in cells if _HASHTAG.fullmatch(cell.text)]
            if tagged:
                _all_tagged(cells)
                written = [_written(cell.text, number) for number, cell in enumerate(cells, 1)]
                return Head(_by_tag(written, wanted), written, row, delimiter, number, end_early=True)
    place = next((row.line for row in firsts if _untagged(document, row)), 1)
    found = Message("none of the first {count} rows has the hashtags of HXL", count=_ROWS)
    almost = Message("the row looks like hashtags of HXL without #")
    remedy = Message("put a row of hashtags below the headings, such as #org, #adm1, #date")
    is_almost = any(_untagged(document, row) for row in firsts)
    raise DataError(Problem("wrong-shape", almost if is_almost else found, remedy, Location(document.path, place)))


def _untagged(document: Document, row: Sentence) -> bool:
    """Whether a row is one of hashtags in which the # is missing."""
    return any(re.fullmatch(r"[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)+", cell.text) for cell in cells_of(document, row, ","))


def _all_tagged(cells: Iterable[Located]) -> None:
    for cell in cells:
        if cell.text and not _HASHTAG.fullmatch(cell.text):
            found = Message('"{text}" is in the row of hashtags and is none', text=cell.text)
            remedy = Message("begin it with #, or leave the cell blank")
            raise DataError(Problem("wrong-shape", found, remedy, cell.location))


def _written(text: str, number: int) -> str:
    """A hashtag with its attributes sorted; a column without one gets its number.

    >>> _written("#Targeted +m +f", 2), _written("", 3)
    ('#targeted+f+m', '(3)')
    """
    tag, *attributes = re.sub(r"\s", "", text.lower()).split("+")
    return "+".join([tag, *sorted(attributes)]) if tag else f"({number})"


def _by_tag(written: list[str], wanted: Iterable[str]) -> list[str]:
    """The names of columns: what the map calls the column with a hashtag and its attributes, and the fewest others."""
    names = list(_once(written))
    for name in sorted(wanted, key=lambda name: -name.count("+")):
        fitting = [at for at, tag in enumerate(written) if names[at].startswith(("#", "(")) and _fits(tag, name)]
        if fitting:
            names[min(fitting, key=lambda at: written[at].count("+"))] = name
    return names


def _fits(tag: str, name: str) -> bool:
    """Whether a hashtag is the one that a name asks for: with all its attributes, and with ``!`` no others.

    >>> _fits("#date+occurred+start", "date+occurred"), _fits("#date+occurred", "date!")
    (True, False)
    """
    (own, *attributes), (asked, *needed) = tag.removeprefix("#").split("+"), name.rstrip("!").split("+")
    if name.endswith("!") and {*needed} != {*attributes}:
        return False
    return own == asked and {*needed} <= {*attributes} and not ({*attributes} - {*needed}) & _CODES


def _once(names: Iterable[str]) -> Iterator[str]:
    """Names of which one that was there before gets a number."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name} {seen[name]}"

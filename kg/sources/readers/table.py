"""A table as CSV (RFC 4180): each row after the first is a sentence, exactly as in the file.

A row ends with its line; a line break inside quotation marks belongs to the cell. Blank lines are not rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.model.errors import DataError, Location, Problem
from kg.model.files import MOST_BYTES
from kg.model.message import Message
from kg.model.terms import digest
from kg.sources.documents import Document, Sentence
from kg.sources.readers.encoded import decoded

_ROW = r'(?:[^"\r\n]++|"[^"]*+")*+'
_INSIDE = r'(?<=[\w ])"(?=[\w ])'
"""A quotation mark between words: the usual cause of one that is never closed."""
_END = r"\r\n|[\r\n]"


def read(data: bytes, path: str) -> Document:
    """The table as a document; ``DataError`` if a quotation mark is never closed."""
    document = Document(path, decoded(data, path), digest(data))
    return document._replace(sentences=tuple(table_rows(document))[1:])


def table_rows(document: Document) -> Iterator[Sentence]:
    """Every row of a table, including the first, as a sentence with its text, position and line."""
    text = document.text
    for row, _, _ in _rows(text, int(text.startswith("\ufeff")), 1):
        if _is_open(text, row.end):
            inside = re.search(_INSIDE, text)
            raise _unclosed(document.location(min(inside.start(), row.end) if inside else row.end))
        if row.text.strip():
            yield row


def whole_rows(blocks: Iterable[str], path: str, sha256: str) -> Iterator[Document]:
    """A table as documents of some whole rows each, which are their sentences; so it need not be held as a whole.

    Positions count in each document, lines from the beginning of the table. ``DataError`` as for a whole table, and for a
    row of more than 16 MB.
    """
    text, line, blocks, is_first = "", 1, iter(blocks), True
    while True:
        block = next(blocks, None)
        text += block or ""
        at = begin = int(is_first and text.startswith("\ufeff"))
        rows: list[Sentence] = []
        for row, after, next_line in _rows(text, at, line):
            if block is not None and row.end >= len(text) - 1:  # it may go on in the next block, even after CR
                break
            if _is_open(text, row.end):
                if block is not None and len(text) - row.start <= MOST_BYTES:
                    break
                yield from [Document(path, text[:at], sha256, sentences=tuple(rows))] if rows else ()
                raise _unclosed(_place(path, text, row))
            rows += [row] if row.text.strip() else []
            at, line = after, next_line
        if len(text) - at > MOST_BYTES:
            raise _endless(Location(path, line))
        if rows:
            yield Document(path, text[:at], sha256, sentences=tuple(rows))
        if block is None:
            return
        if at > begin:
            text, is_first = text[at:], False


def _rows(text: str, at: int, line: int) -> Iterator[tuple[Sentence, int, int]]:
    """The rows of a text from a position on, blank ones too, each with the position and the line of what follows."""
    whole, ending = re.compile(_ROW), re.compile(_END)  # compiled here, since most projects have no table
    while at < len(text):
        row = whole.match(text, at)
        assert row
        end = ending.match(text, row.end())
        after = end.end() if end else row.end()
        after_line = line + text.count(line_end(text), at, after)
        yield Sentence(row[0], at, row.end(), line), after, after_line
        at, line = after, after_line


def _is_open(text: str, end: int) -> bool:
    """Whether a row ends at a quotation mark that is never closed."""
    return end < len(text) and text[end] == '"'


def _place(path: str, text: str, row: Sentence) -> Location:
    """Where a quotation mark that is never closed was most likely opened: inside a cell, or where the row ends."""
    inside = re.search(_INSIDE, text)
    at = min(inside.start(), row.end) if inside else row.end
    lines = text.count("\n", min(at, row.start), max(at, row.start))
    line = row.line + lines if at >= row.start else row.line - lines
    return Location(path, line, at - text.rfind("\n", 0, at))


def _unclosed(place: Location) -> DataError:
    found = Message("a quotation mark is opened and never closed")
    remedy = Message("close it; a quotation mark inside a cell is written twice, and the cell in quotation marks")
    return DataError(Problem("wrong-shape", found, remedy, place))


def _endless(place: Location) -> DataError:
    found = Message("a row has more than {most} MB", most=MOST_BYTES // 1_000_000)
    return DataError(Problem("wrong-shape", found, Message("check that it is the file you mean"), place))


@lru_cache(maxsize=4)
def line_end(text: str) -> str:
    """What ends the lines of a text: LF, after CR or alone, or CR where it has no LF, as in tables of old Macs."""
    return "\r" if "\r" in text and "\n" not in text else "\n"

"""A table as CSV (RFC 4180): each row after the first is a sentence, exactly as in the file.

A row ends with its line; a line break inside quotation marks belongs to the cell. Blank lines are not rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.model.errors import DataError, Problem
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
    text, line = document.text, 1
    whole, ending = re.compile(_ROW), re.compile(_END)  # compiled here, since most projects have no table
    at = int(text.startswith("\ufeff"))
    while at < len(text):
        row = whole.match(text, at)
        assert row
        if row.end() < len(text) and text[row.end()] == '"':
            remedy = Message(
                "close it; a quotation mark inside a cell is written twice, and the cell in quotation marks"
            )
            found = Message("a quotation mark is opened and never closed")
            inside = re.search(_INSIDE, text)
            place = document.location(min(inside.start(), row.end()) if inside else row.end())
            raise DataError(Problem("wrong-shape", found, remedy, place))
        if row[0].strip():
            yield Sentence(row[0], at, row.end(), line)
        end = ending.match(text, row.end())
        at = end.end() if end else len(text)
        line += text.count(line_end(text), row.start(), at)


@lru_cache(maxsize=4)
def line_end(text: str) -> str:
    """What ends the lines of a text: LF, after CR or alone, or CR where it has no LF, as in tables of old Macs."""
    return "\r" if "\r" in text and "\n" not in text else "\n"

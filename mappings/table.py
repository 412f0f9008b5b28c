"""Reads a table that ``kg import`` has laid out: each row becomes the records that a column map says.

A folder holds ``table.csv`` (the table as received, or its text in UTF-8) and ``columns.yaml`` (the column map). Evidence is
the row. Of a workbook or a table in another encoding the bytes as received lie beside it.
"""

from __future__ import annotations

from pathlib import Path

from kg.mapping.source import Source
from kg.mapping.tables.reading import read_map
from kg.mapping.tables.rows import Table
from kg.model.errors import Location, Problem
from kg.model.layout import COLUMNS, RECEIVED, REJECTS, TABLE
from kg.records.making import Records
from kg.sources.readers import read_document

PATTERN = f"*/{TABLE}"
FILES = (COLUMNS, REJECTS, *RECEIVED)


def read(path: Path, *, language: str) -> tuple[Source, list[Problem]]:
    """The table and its records; ``DataError`` if a file cannot be read or the table lacks a column."""
    table = Table(read_document(path), read_map(path.with_name(COLUMNS)), language=language)
    whole = Records(language)
    place = Location(table.document.path, 1)
    whole.add("document", {"id": path.parent.name, **table.head_record()}, place=place)
    for taken in table.rows(original=whole.original):
        whole.records += taken.records.records
        whole.problems += taken.problems
    return Source(table.document, tuple(whole.records)), whole.problems

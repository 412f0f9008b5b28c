"""Flat tables for spreadsheets and statistics: CSV with a data package, a workbook, Parquet."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.answers.opening import OpenBuild
from kg.exchange.flat import Table, Type, Value, as_csv, rows, tables, typed
from kg.exchange.model import File, Format

if TYPE_CHECKING:
    import pyarrow
    from xlsxwriter.worksheet import Worksheet

_CARRIES = (
    "entities",
    "reserves",
    "relayed",
    "dates",
    "recommendations",
    "not-actual",
    "left-open",
    "self-given",
    "undated",
    "other-events",
    "events",
    "attempted",
)


def _csv(build: OpenBuild) -> Iterator[File]:
    """A CSV file for each table (RFC 4180), and the data package that describes them (Frictionless, version 2)."""
    for table in tables():
        yield File(f"{table.name}.csv", "text/csv", table.about, as_csv(table.columns, rows(table, build.dataset)))
    described = json.dumps(_package(), ensure_ascii=False, indent=1)
    about = "what each file and column of the tables is"
    yield File("datapackage.json", "application/json", about, f"{described}\n".encode())


def _package() -> dict[str, object]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "chronicle-tables",
        "resources": [
            {
                "name": table.name,
                "title": table.title,
                "description": table.about,
                "path": f"{table.name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [_field(table, name) for name in table.columns],
                    "primaryKey": list(table.key),
                    "missingValues": [""],
                },
            }
            for table in tables()
        ],
    }


def _field(table: Table, name: str) -> dict[str, str]:
    kind = table.type_of(name)
    described = {"name": name, "type": "string" if kind == "uri" else kind, "description": table.columns[name]}
    return {**described, "format": "uri"} if kind == "uri" else described


def _workbook(build: OpenBuild) -> Iterator[File]:
    """A workbook with a sheet for each table, and first one that says what the columns are; nothing in it is calculated."""
    from xlsxwriter import Workbook

    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(packed, options) as book:
        book.set_properties({"title": "Chronicle", "created": datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)})
        bold = book.add_format({"bold": True})
        about = book.add_worksheet("about")
        about.set_column(0, 1, 20)
        about.set_column(2, 2, 100)
        for at, line in enumerate(_described()):
            about.write_row(at, 0, line, bold if not line[1] else None)
        for table in tables():
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, table.columns, bold)
            for at, row in enumerate(rows(table, build.dataset), 1):
                for column, (name, text) in enumerate(zip(table.columns, row, strict=True)):
                    _put(sheet, at, column, typed(text, table.type_of(name)))
    yield File("chronicle.xlsx", _XLSX, "the tables as sheets of a workbook", packed.getvalue())


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    """A cell: a number as one, all else as the text that it is."""
    if isinstance(value, bool | Decimal):
        sheet.write(row, column, value)
    elif value is not None:
        sheet.write_string(row, column, str(value)[:_LONGEST])


_LONGEST = 32_767
"""The most characters that a cell of a workbook can hold."""


def _described() -> Iterator[tuple[str, str, str]]:
    """A line for each table, without a column, and for each of its columns."""
    for table in tables():
        yield table.title, "", table.about
        yield from ((table.name, column, about) for column, about in table.columns.items())


def _parquet(build: OpenBuild) -> Iterator[File]:
    """A Parquet file for each table, with typed columns."""
    import pyarrow
    from pyarrow import parquet

    for table in tables():
        packed = io.BytesIO()
        columns = list(zip(*rows(table, build.dataset), strict=True)) or [() for _ in table.columns]
        fields = [pyarrow.field(name, _arrow(table.type_of(name))) for name in table.columns]
        arrays = [
            pyarrow.array([_plain(typed(text, table.type_of(name))) for text in column], type=field.type)
            for name, column, field in zip(table.columns, columns, fields, strict=True)
        ]
        parquet.write_table(
            pyarrow.table(arrays, schema=pyarrow.schema(fields)), packed, compression="none"
        )  # can be searched
        yield File(f"{table.name}.parquet", "application/vnd.apache.parquet", table.about, packed.getvalue())


def _plain(value: Value) -> str | bool | float | datetime.date | None:
    """A value as Parquet has it: numbers are binary."""
    return float(value) if isinstance(value, Decimal) else value


def _arrow(kind: Type) -> pyarrow.DataType:
    import pyarrow

    known = {"number": pyarrow.float64(), "boolean": pyarrow.bool_(), "date": pyarrow.date32()}
    return known.get(kind, pyarrow.string())


FORMATS = (
    Format("csv", "Flat tables as CSV, with a data package", _CARRIES, _csv),
    Format("xlsx", "Flat tables as a workbook", _CARRIES, _workbook, ("xlsxwriter",)),
    Format("parquet", "Flat tables as Parquet", _CARRIES, _parquet, ("pyarrow",)),
)

"""A sheet of a workbook as CSV text: the values that it shows, no formula and no macro."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.errors import CallError, DataError, Location, Problem, nearest
from kg.model.files import shown
from kg.model.message import Message

if TYPE_CHECKING:
    import python_calamine

WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class SheetText:
    """The text of a sheet, its name, and what a person has to know of it."""

    text: str
    sheet: str
    notes: list[Message] = field(default_factory=list)


def sheet_as_text(data: bytes, path: Path, *, sheet: str = "") -> SheetText:
    """The sheet of this name, or the only one with cells; ``CallError`` if there are several."""
    if find_spec("python_calamine") is None:
        remedy = Message(
            "run `pip install 'chronicle-kg[{extra}]'`, or in a checkout `pip install -e '.[{extra}]'`",
            extra="exchange",
        )
        lacking = Message("{format} needs {library}, and it is not installed", format="XLSX", library="python-calamine")
        raise CallError(Problem("missing-extra", lacking, remedy))
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = _chosen(book, path, sheet)
        rows = found.to_python(skip_empty_area=False)
        merged = found.merged_cell_ranges or []
    except python_calamine.CalamineError as error:
        damaged = Message("the file is damaged, or not what its ending says")
        remedy = Message("save it again, or as CSV in UTF-8")
        raise DataError(Problem("damaged-file", damaged, remedy, Location(shown(path)))) from error
    written = io.StringIO()
    width = max((number for row in rows for number, cell in enumerate(row, 1) if cell != ""), default=0)
    filled = [row[:width] for row in rows if any(cell != "" for cell in row)]
    csv.writer(written, lineterminator="\n").writerows(map(_text, row) for row in filled)
    return SheetText(written.getvalue(), found.name, [*_notes(data), *_merged(len(merged))])


def _chosen(book: python_calamine.CalamineWorkbook, path: Path, name: str) -> python_calamine.CalamineSheet:
    """The sheet to read."""
    full = [one for one in book.sheet_names if book.get_sheet_by_name(one).to_python()]
    if not full:
        empty, mend = Message("no sheet of the workbook has cells"), Message("write it, or delete it")
        raise DataError(Problem("empty-file", empty, mend, Location(shown(path))))
    if (name and name not in full) or (not name and len(full) != 1):
        found = Message("the workbook has {count} sheets with cells: {names}", count=len(full), names=", ".join(full))
        unknown = Message('no sheet with cells is called "{name}"', name=name)
        remedy = Message("name one of them: --sheet NAME; the sheets are: {names}", names=", ".join(full))
        raise CallError(Problem("wrong-call", unknown if name else found, remedy, offers=nearest(name, full)))
    return book.get_sheet_by_name(name or full[0])


def _text(cell: object) -> str:
    """A cell as text: a whole number without a point, a date in ISO 8601; midnight is no time of day."""
    match cell:
        case bool():
            return str(cell).lower()
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime.datetime():
            midnight = cell.time() == datetime.time()
            return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="seconds")
        case datetime.date() | datetime.time():
            return cell.isoformat()
    return str(cell)


def _notes(data: bytes) -> list[Message]:
    """What is in a workbook and is not read."""
    notes = []
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = packed.namelist()
        sheets = [name for name in names if name.startswith("xl/worksheets/")]
        if any(name.endswith("vbaProject.bin") for name in names):
            notes.append(Message("  the workbook has macros; they were not run"))
        if any(b"<f>" in (part := packed.read(name)) or b"<f " in part for name in sheets):
            notes.append(Message("  some cells have formulas; their last values were read"))
    return notes


def _merged(count: int) -> list[Message]:
    if not count:
        return []
    return [
        Message(
            "  cells are merged in {count} places; the first cell of each has the value, the others are blank",
            count=count,
        )
    ]

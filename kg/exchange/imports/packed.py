"""A table in a ZIP file: read where it lies and never written to a disk, and not at all if it is too large unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from kg.exchange.imports.sheets import WORKBOOKS
from kg.mapping.tables.model import FTM, HXL, UWAZI
from kg.model.errors import DataError, Location, Problem
from kg.model.files import MOST_BYTES, shown
from kg.model.message import Message

TEXTS = (".csv", ".tsv", ".ssv", ".hxl", ".txt")
JSON = {FTM: (".json", ".jsonl", ".ijson"), HXL: (".json",)}
"""What else the files of a convention end in."""
_UWAZI = "import.csv"
"""The table in a ZIP file for Uwazi, if it has several."""
_MOST_UNPACKED = 4 * MOST_BYTES
"""A packed file may hold so much: the XML of a workbook is several times as large as its text."""


def measured(data: bytes, path: Path) -> zipfile.ZipFile:
    """A packed file that is not too large unpacked."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError) as error:
        raise DataError(_damaged(path)) from error
    if (size := sum(info.file_size for info in packed.infolist())) > _MOST_UNPACKED:
        found = Message(
            "the file has {size} MB unpacked; at most {most} MB are allowed",
            size=size // 1_000_000,
            most=_MOST_UNPACKED // 1_000_000,
        )
        remedy = Message("split it, or check that it is the file you mean")
        raise DataError(Problem("file-too-large", found, remedy, Location(shown(path))))
    _check_sizes(packed, path)
    return packed


def _check_sizes(packed: zipfile.ZipFile, path: Path) -> None:
    """``DataError`` if a file in it is damaged, locked, or larger than it says: no more is unpacked than it says."""
    try:
        faulty = packed.testzip()
    except _UNREADABLE as error:
        raise DataError(_damaged(path)) from error
    if faulty is not None:
        raise DataError(_damaged(path))


_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)


def _damaged(path: Path) -> Problem:
    found = Message("the file is damaged, or not what its ending says")
    return Problem("damaged-file", found, Message("save it again, or as CSV in UTF-8"), Location(shown(path)))


def unpacked(data: bytes, path: Path, *, reads: str = "") -> tuple[str, bytes, list[Message]]:
    """The one table in a ZIP file: its ending and its bytes, and which other files there are."""
    packed = measured(data, path)
    files = [info for info in packed.infolist() if not info.is_dir()]
    endings = (*TEXTS, *WORKBOOKS, *JSON.get(reads, ()))
    tables = [info for info in files if PurePosixPath(info.filename).suffix.lower() in endings]
    if reads == UWAZI and len(tables) > 1:
        tables = [info for info in tables if info.filename == _UWAZI]
    if len(tables) != 1:
        found = Message("the ZIP file contains {count} tables", count=len(tables))
        remedy = Message("unpack it and import the one you mean")
        raise DataError(Problem("unknown-medium", found, remedy, Location(shown(path))))
    others = [Message("  other files in the ZIP file are not read: {count}", count=len(files) - 1)]
    return PurePosixPath(tables[0].filename).suffix.lower(), _bytes(packed, tables[0], path), others * (len(files) > 1)


def _bytes(packed: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> bytes:
    """The bytes of a file in a ZIP file, if they are not too many."""
    with packed.open(info) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        found = Message(
            "the file has {size} MB; at most {most} MB are allowed",
            size=len(data) // 1_000_000,
            most=MOST_BYTES // 1_000_000,
        )
        remedy = Message("split it, or check that it is the file you mean")
        raise DataError(Problem("file-too-large", found, remedy, Location(shown(path))))
    return data

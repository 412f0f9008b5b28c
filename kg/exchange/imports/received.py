"""A table as it is received: CSV in UTF-8 or a stated encoding, a workbook, or a ZIP file with one of these."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from kg.exchange.imports.sheets import WORKBOOKS, sheet_as_text
from kg.model.errors import CallError, DataError, Location, Problem
from kg.model.files import MOST_BYTES, read_bytes, shown
from kg.model.message import Message
from kg.model.terms import digest, stray
from kg.sources.documents import Sentence

_TEXTS = (".csv", ".tsv", ".txt")
_MOST_UNPACKED = 4 * MOST_BYTES
"""A packed file may hold so much: the XML of a workbook is several times as large as its text."""


@dataclass(slots=True)
class Received:
    """A table as text, with its bytes as received and what a person has to know of it.

    In ``text`` a byte that its encoding does not have is half a surrogate pair, so the row that has it is refused.
    """

    path: Path
    data: bytes
    text: str
    ending: str = ".csv"
    sheet: str = ""
    notes: list[Message] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        """The hash of the bytes as received."""
        return digest(self.data)

    @property
    def table(self) -> bytes:
        """The table in UTF-8: the bytes as received, if they are such a text; what no text can hold is written out."""
        return _plain(self.text).encode()


def receive(path: Path, *, encoding: str = "", sheet: str = "") -> Received:
    """The table in a file; ``DataError`` or ``CallError`` if it cannot be read."""
    data = read_bytes(path)
    ending, inner = path.suffix.lower(), data
    if ending == ".zip":
        ending, inner = _unpacked(data, path)
    if ending in WORKBOOKS:
        _measured(inner, path)
        found = sheet_as_text(inner, path, sheet=sheet)
        return Received(path, data, found.text, path.suffix.lower(), found.sheet, found.notes)
    if ending not in _TEXTS:
        unknown = Message('files that end in "{ending}" cannot be read', ending=ending)
        names = ", ".join((*_TEXTS, *WORKBOOKS, ".zip"))
        raise CallError(Problem("unknown-medium", unknown, Message("use one of {names}", names=names)))
    text = decoded(inner, path, encoding)
    return Received(path, data, text, ".zip" if path.suffix.lower() == ".zip" else ".csv")


def decoded(data: bytes, path: Path, encoding: str = "") -> str:
    """The text in the encoding stated, or else in UTF-8; no other is guessed."""
    if not encoding and data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        found = Message("the file is in UTF-16")
        raise DataError(Problem("not-utf8", found, Message("state it: --encoding utf-16"), Location(shown(path))))
    try:
        return data.decode(encoding or "utf-8", errors="surrogateescape")
    except LookupError as error:
        found = Message('there is no encoding "{name}"', name=encoding)
        remedy = Message("give its name, such as cp1251, cp1252, koi8-r, mac-roman or utf-16")
        raise CallError(Problem("wrong-call", found, remedy)) from error
    except UnicodeDecodeError as error:  # UTF-16 with half a character
        found = Message(
            "the file is not in {encoding}: byte {number} does not fit", encoding=encoding, number=error.start
        )
        remedy = Message("state the encoding in which it was saved")
        raise DataError(Problem("not-utf8", found, remedy, Location(shown(path)))) from error


def unfit(row: Sentence, path: str, encoding: str) -> Problem | None:
    """What is wrong with the characters of a row."""
    if not (character := stray(row.text)):
        return None
    code, place = ord(character[0]), Location(path, row.line, character.start() + 1)
    if code in _BYTES:
        found = Message(
            "byte {byte} is not {encoding}", byte=f"0x{code - _BYTES[0] + 0x80:02X}", encoding=encoding or "UTF-8"
        )
        remedy = Message("state the encoding with --encoding, or correct the row")
        return Problem("not-utf8", found, remedy, place)
    found = Message("character {character} is not allowed in a document", character=f"#x{code:04x}")
    return Problem("control-character", found, Message("remove the character"), place)


_BYTES = range(0xDC80, 0xDD00)
"""How ``surrogateescape`` carries the bytes that an encoding does not have."""


def _plain(text: str) -> str:
    """A text in which what no text can hold is written as an escape."""
    if not stray(text):
        return text

    def escape(match: re.Match[str]) -> str:
        code = ord(match[0])
        return f"\\x{code - _BYTES[0] + 0x80 if code in _BYTES else code:02x}"

    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", escape, text)


def _measured(data: bytes, path: Path) -> zipfile.ZipFile:
    """A packed file that is not too large unpacked."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError) as error:
        found = Message("the file is damaged, or not what its ending says")
        remedy = Message("save it again, or as CSV in UTF-8")
        raise DataError(Problem("damaged-file", found, remedy, Location(shown(path)))) from error
    if (size := sum(info.file_size for info in packed.infolist())) > _MOST_UNPACKED:
        found = Message(
            "the file has {size} MB unpacked; at most {most} MB are allowed",
            size=size // 1_000_000,
            most=_MOST_UNPACKED // 1_000_000,
        )
        remedy = Message("split it, or check that it is the file you mean")
        raise DataError(Problem("file-too-large", found, remedy, Location(shown(path))))
    return packed


def _unpacked(data: bytes, path: Path) -> tuple[str, bytes]:
    """The one table in a ZIP file, with its ending."""
    packed = _measured(data, path)
    names = [name for name in packed.namelist() if PurePath(name).suffix.lower() in (*_TEXTS, *WORKBOOKS)]
    if len(names) != 1:
        found = Message("the ZIP file contains {count} tables", count=len(names))
        raise DataError(
            Problem("unknown-medium", found, Message("unpack it and import the one you mean"), Location(shown(path)))
        )
    with packed.open(names[0]) as file:
        inner = file.read(MOST_BYTES + 1)
    if len(inner) > MOST_BYTES:
        found = Message(
            "the file has {size} MB; at most {most} MB are allowed",
            size=len(inner) // 1_000_000,
            most=MOST_BYTES // 1_000_000,
        )
        remedy = Message("split it, or check that it is the file you mean")
        raise DataError(Problem("file-too-large", found, remedy, Location(shown(path))))
    return PurePath(names[0]).suffix.lower(), inner

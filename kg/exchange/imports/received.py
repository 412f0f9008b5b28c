"""A table as it is received: CSV in UTF-8 or a stated encoding, a workbook, or a ZIP file with one of these."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path

from kg.exchange.imports.entities import entities_as_text
from kg.exchange.imports.lists import lists_as_text
from kg.exchange.imports.packed import JSON, TEXTS, measured, unpacked
from kg.exchange.imports.sheets import WORKBOOKS, sheet_as_text
from kg.mapping.tables.model import FTM
from kg.model.errors import CallError, DataError, Location, Problem
from kg.model.files import read_bytes, shown
from kg.model.message import Message
from kg.model.terms import digest, stray
from kg.sources.documents import Sentence


@dataclass(slots=True)
class Received:
    """A table as text, with its bytes as received and what a person has to know of it.

    ``faults`` are rows of it, by their number, that are none by the convention, and ``lines`` those of the file, if it is no
    table. In ``text`` a byte that its encoding does not have is half a surrogate pair, so the row that has it is refused.
    """

    path: Path
    data: bytes
    text: str
    ending: str = ".csv"
    sheet: str = ""
    notes: list[Message] = field(default_factory=list)
    faults: dict[int, Problem] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """The hash of the bytes as received."""
        return digest(self.data)

    @property
    def table(self) -> bytes:
        """The table in UTF-8: the bytes as received, if they are such a text; what no text can hold is written out."""
        return _plain(self.text).encode()


def receive(path: Path, *, encoding: str = "", sheet: str = "", reads: str = "") -> Received:
    """The table in a file, which keeps a convention; ``DataError`` or ``CallError`` if it cannot be read."""
    data = read_bytes(path)
    ending, inner, notes = path.suffix.lower(), data, list[Message]()
    if ending == ".zip":
        ending, inner, notes = unpacked(data, path, reads=reads)
    if ending in WORKBOOKS:
        measured(inner, path)
        found = sheet_as_text(inner, path, sheet=sheet)
        return Received(path, data, found.text, path.suffix.lower(), found.sheet, [*notes, *found.notes])
    known = (*TEXTS, *JSON.get(reads, ()))
    if ending not in known:
        unknown = Message('files that end in "{ending}" cannot be read', ending=ending)
        names = ", ".join((*known, *WORKBOOKS, ".zip"))
        raise CallError(Problem("unknown-medium", unknown, Message("use one of {names}", names=names)))
    text, is_packed = decoded(inner, path, encoding), path.suffix.lower() == ".zip"
    if ending in TEXTS:
        return Received(path, data, text, ".zip" if is_packed else ".csv", notes=notes)
    kept = ".zip" if is_packed else ".json"
    if reads == FTM:
        made = entities_as_text(text, path)
        return Received(path, data, made.text, kept, notes=notes, faults=made.faults, lines=made.lines)
    return Received(path, data, lists_as_text(text, path), kept, notes=notes)


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
    except UnicodeError as error:  # UTF-16 with half a character, or an encoding for other things than texts
        found = Message(
            "the file is not in {encoding}: byte {number} does not fit",
            encoding=encoding,
            number=getattr(error, "start", 0),
        )
        remedy = Message("state the encoding in which it was saved")
        raise DataError(Problem("not-utf8", found, remedy, Location(shown(path)))) from error


def unfit_row(row: Sentence, path: str, encoding: str) -> Problem | None:
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

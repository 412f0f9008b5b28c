"""A table as it is received: CSV in UTF-8 or a stated encoding, a workbook, or a ZIP file with one of these."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kg.exchange.imports.decoding import decoded, plain, text_blocks
from kg.exchange.imports.entities import entities_as_text
from kg.exchange.imports.lists import lists_as_text
from kg.exchange.imports.packed import JSON, TEXTS, measured, unpacked
from kg.exchange.imports.sheets import WORKBOOKS, sheet_as_text
from kg.exchange.imports.streamed import Blocks
from kg.mapping.tables.model import FTM
from kg.model.errors import CallError, DataError, Problem
from kg.model.files import BLOCK, MOST_TABLE, byte_blocks, empty, read_bytes
from kg.model.message import Message
from kg.model.terms import digest


@dataclass(slots=True)
class Received:
    """A table as text, with its bytes as received and what a person has to know of it.

    ``blocks`` gives the text, in which a byte that its encoding does not have is half a surrogate pair, so that the row with
    it is refused. ``table`` is the text in UTF-8, what no text can hold written out, and ``original`` the bytes as received
    if these are other ones; either may be a file in a scratch folder. ``sha256`` is the hash of the bytes as received.
    ``faults`` are rows, by their number, that are none by the convention, and ``lines`` those of the file, if it is no table.
    """

    path: Path
    sha256: str
    blocks: Blocks
    table: bytes | Path
    original: bytes | Path | None = None
    ending: str = ".csv"
    sheet: str = ""
    notes: list[Message] = field(default_factory=list)
    faults: dict[int, Problem] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)


def receive(path: Path, scratch: Path, *, encoding: str = "", sheet: str = "", reads: str = "") -> Received:
    """The table in a file, which keeps a convention; ``DataError`` or ``CallError`` if it cannot be read.

    CSV is copied to a scratch folder, from which it is read block by block; anything else is held in memory.
    """
    ending = path.suffix.lower()
    if ending in TEXTS:
        return _streamed(path, scratch, encoding)
    data = read_bytes(path)
    inner, notes = data, list[Message]()
    if ending == ".zip":
        ending, inner, notes = unpacked(data, path, reads=reads)
    if ending in WORKBOOKS:
        measured(inner, path)
        found = sheet_as_text(inner, path, sheet=sheet)
        return _held(path, data, found.text, path.suffix.lower(), sheet=found.sheet, notes=[*notes, *found.notes])
    known = (*TEXTS, *JSON.get(reads, ()))
    if ending not in known:
        unknown = Message('files that end in "{ending}" cannot be read', ending=ending)
        names = ", ".join((*known, *WORKBOOKS, ".zip"))
        raise CallError(Problem("unknown-medium", unknown, Message("use one of {names}", names=names)))
    text, kept = decoded(inner, path, encoding), ".zip" if path.suffix.lower() == ".zip" else ".json"
    if ending in TEXTS:
        return _held(path, data, text, kept, notes=notes)
    if reads == FTM:
        made = entities_as_text(text, path)
        return _held(path, data, made.text, kept, notes=notes, faults=made.faults, lines=made.lines)
    return _held(path, data, lists_as_text(text, path), kept, notes=notes)


def _held(
    path: Path,
    data: bytes,
    text: str,
    ending: str,
    *,
    sheet: str = "",
    notes: list[Message] | None = None,
    faults: dict[int, Problem] | None = None,
    lines: dict[int, int] | None = None,
) -> Received:
    """A table whose text is held in memory."""

    def blocks() -> Iterator[str]:
        yield from (text[at : at + BLOCK] for at in range(0, len(text), BLOCK))

    table, sha256 = plain(text).encode(), digest(data)
    original = None if table == data else data
    return Received(path, sha256, blocks, table, original, ending, sheet, notes or [], faults or {}, lines or {})


def _streamed(path: Path, scratch: Path, encoding: str) -> Received:
    """A table that is copied and stays in its file."""
    copy, table = scratch / "received", scratch / "table"
    sha256, is_blank = hashlib.sha256(), True
    with copy.open("wb") as file:
        for block in byte_blocks(path, most=MOST_TABLE):
            is_blank = is_blank and not block.removeprefix(b"\xef\xbb\xbf").strip()
            sha256.update(block)
            file.write(block)
    if is_blank:
        raise DataError(empty(path))
    blocks = partial(text_blocks, copy, encoding, name=path)
    own = hashlib.sha256()
    with table.open("wb") as file:
        for text in blocks():
            own.update(data := plain(text).encode())
            file.write(data)
    if own.digest() == sha256.digest():
        table.unlink()
        return Received(path, sha256.hexdigest(), blocks, copy)
    return Received(path, sha256.hexdigest(), blocks, table, copy)

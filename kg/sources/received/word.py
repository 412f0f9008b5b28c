"""A Word file: its paragraphs, lists and tables in their order, with the number of each paragraph."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from kg.model.errors import DataError, Location, Problem
from kg.model.extras import needing
from kg.model.files import MOST_BYTES
from kg.model.message import Message
from kg.sources.received.text import Paragraph, Place, Received, clean, joined

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LOCKED = b"\xd0\xcf\x11\xe0"
"""How a file begins that Word has encrypted, and one of Word before 2007."""


def read(data: bytes, path: str) -> Received:
    """The text; ``DataError`` for a file that is locked, broken, or has changes that nobody has accepted."""
    with needing("python-docx", "extract"):
        import docx
        from docx.opc.exceptions import PackageNotFoundError
    if data.startswith(_LOCKED):
        found = Message("the file is locked with a password, or is older than Word 2007")
        raise DataError(
            Problem(
                "locked-file", found, Message("open it and save a copy as .docx, without a password"), Location(path)
            )
        )
    _check_size(data, path)
    try:
        file = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        found = Message("the file is damaged, or not a Word file")
        raise DataError(
            Problem("broken-file", found, Message("get it again from where it came"), Location(path))
        ) from error
    if file.element.getroottree().docinfo.doctype:
        found = Message("the Word file declares entities: other texts take their places in it")
        remedy = Message("save it again with a program for Word files")
        raise DataError(Problem("xml-entity", found, remedy, Location(path)))
    body = file.element.body
    if changes := sum(1 for _ in body.iter(f"{_WORD}ins", f"{_WORD}del")):
        found = Message("the file has {count} tracked changes: it says two things at once", count=changes)
        raise DataError(
            Problem("tracked-changes", found, Message("accept or reject them in Word, and save it"), Location(path))
        )
    text, places = joined(list(_paragraphs(body)))
    facts = {"title": file.core_properties.title} if file.core_properties.title else {}
    return Received(text, places, facts)


def _check_size(data: bytes, path: str) -> None:
    """``DataError`` for a file that would fill the memory once it is unpacked, by what it says itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile:
        return  # the reader says so
    if size > _MOST_UNPACKED:
        numbers = {"size": size // 1_000_000, "most": _MOST_UNPACKED // 1_000_000}
        found = Message("the file has {size} MB unpacked; at most {most} MB are allowed", **numbers)
        remedy = Message("remove its pictures, and save it again")
        raise DataError(Problem("file-too-large", found, remedy, Location(path)))


_MOST_UNPACKED = 16 * MOST_BYTES
"""As with pictures that are not packed any further, and some more."""


def _paragraphs(body: Any) -> Iterator[Paragraph]:
    """The paragraphs of a body, those of its tables row by row; an item of a list has a bullet."""
    for number, node in enumerate(body.iter(f"{_WORD}p")):
        words = clean("".join(part.text or "" if part.tag == f"{_WORD}t" else " " for part in node.iter(*_SHOWN)))
        style = node.find(f"{_WORD}pPr/{_WORD}pStyle")
        is_item = node.find(f"{_WORD}pPr/{_WORD}numPr") is not None or (
            style is not None and style.get(f"{_WORD}val", "").startswith("List")
        )
        if words:
            yield Paragraph(f"• {words}" if is_item else words, Place(0, 0, offset=number))


_SHOWN = (f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br")

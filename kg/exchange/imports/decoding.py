"""The text of a file in the encoding stated, or else in UTF-8; no other is guessed. A file is decoded block by block."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from kg.model.errors import CallError, DataError, Location, Problem
from kg.model.files import MOST_TABLE, byte_blocks, shown
from kg.model.message import Message
from kg.model.terms import stray
from kg.sources.documents import Sentence


def decoded(data: bytes, path: Path, encoding: str = "") -> str:
    """The whole text of some bytes; a byte that the encoding does not have is half a surrogate pair."""
    return "".join(_decoded([data], path, encoding))


def text_blocks(path: Path, encoding: str = "", *, name: Path | None = None) -> Iterator[str]:
    """The text of a file in blocks, otherwise like ``decoded``; problems call the file by its ``name``."""
    return _decoded(byte_blocks(path, most=MOST_TABLE), name or path, encoding)


def _decoded(blocks: Iterable[bytes], path: Path, encoding: str) -> Iterator[str]:
    decoder, read = _decoder(encoding), 0
    for block in blocks:
        if not read and not encoding and block[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            found = Message("the file is in UTF-16")
            raise DataError(Problem("not-utf8", found, Message("state it: --encoding utf-16"), Location(shown(path))))
        begins = read - len(decoder.getstate()[0])
        read += len(block)
        yield _block(decoder, block, begins, path, encoding)
    yield _block(decoder, b"", read - len(decoder.getstate()[0]), path, encoding, is_last=True)


def _block(
    decoder: codecs.IncrementalDecoder, block: bytes, begins: int, path: Path, encoding: str, *, is_last: bool = False
) -> str:
    """The text of a block; ``begins`` is the byte of the file from which on it is decoded."""
    try:
        return decoder.decode(block, is_last)
    except UnicodeError as error:  # UTF-16 with half a character, or an encoding for other things than texts
        found = Message(
            "the file is not in {encoding}: byte {number} does not fit",
            encoding=encoding,
            number=begins + getattr(error, "start", 0),
        )
        remedy = Message("state the encoding in which it was saved")
        raise DataError(Problem("not-utf8", found, remedy, Location(shown(path)))) from error


def _decoder(encoding: str) -> codecs.IncrementalDecoder:
    try:
        with suppress(UnicodeError):
            b"a".decode(encoding or "utf-8")  # refuses codecs that are none of texts
        return codecs.getincrementaldecoder(encoding or "utf-8")("surrogateescape")
    except LookupError as error:
        found = Message('there is no encoding "{name}"', name=encoding)
        remedy = Message("give its name, such as cp1251, cp1252, koi8-r, mac-roman or utf-16")
        raise CallError(Problem("wrong-call", found, remedy)) from error


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


def plain(text: str) -> str:
    """A text in which what no text can hold is written as an escape."""
    if not stray(text):
        return text

    def escape(match: re.Match[str]) -> str:
        code = ord(match[0])
        return f"\\x{code - _BYTES[0] + 0x80 if code in _BYTES else code:02x}"

    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", escape, text)

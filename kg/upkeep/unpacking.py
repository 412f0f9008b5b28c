"""The texts in a file, whatever it is packed in and however it is encoded."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from io import BufferedIOBase
from typing import IO

from kg.build.blocks import Block, BrokenBlockError

MOST_BYTES = 256 * 1024 * 1024
"""So much of one file is read, unpacked or not."""
_DEPTH = 3
"""So many archives are opened one within the other."""
_OTHERS = ("cp1251", "cp1252", "koi8-r")
"""What a text may be encoded in that is not UTF-8."""

_MAGIC = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open))
_CLOSED = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x28\xb5\x2f\xfd", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0")


class UnreadableError(Exception):
    """Something is packed in a way that cannot be read here, or is too large."""


def is_packed(data: bytes) -> bool:
    """Whether bytes are an archive or compressed."""
    return data.startswith((b"PK\x03\x04", *(magic for magic, _ in _MAGIC))) or data[257:262] == b"ustar"


def is_closed(data: bytes) -> bool:
    """Whether bytes are an archive, a picture or a page in which no text can be sought."""
    return data.startswith(_CLOSED)


def members(data: bytes, depth: int = _DEPTH) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of everything that is packed; ``UnreadableError`` if that is not everything."""
    if depth == 0:
        raise UnreadableError
    try:
        for name, content in _opened(data):
            if is_packed(content):
                yield name, b""
                yield from members(content, depth - 1)
            else:
                yield name, content
    except (OSError, EOFError, ValueError, RuntimeError, zlib.error, lzma.LZMAError, zipfile.BadZipFile) as error:
        raise UnreadableError from error
    except (tarfile.TarError, NotImplementedError) as error:
        raise UnreadableError from error


def _opened(data: bytes) -> Iterator[tuple[str, bytes]]:
    left = [MOST_BYTES]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                with archive.open(entry) as file:
                    yield entry.filename, _bounded(file, left)
    elif data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as packed:
            for member in packed:
                inside = packed.extractfile(member) if member.isreg() else None
                yield f"{member.name}\n{member.linkname}", _bounded(inside, left) if inside else b""
    else:
        opener = next(opener for magic, opener in _MAGIC if data.startswith(magic))
        with opener(io.BytesIO(data)) as file:
            yield "", _bounded(file, left)


def _bounded(file: IO[bytes] | BufferedIOBase, left: list[int]) -> bytes:
    content = file.read(left[0] + 1)
    left[0] -= len(content)
    if left[0] < 0:
        raise UnreadableError
    return content


def texts(data: bytes) -> list[str]:
    """The bytes as text: one if they are UTF-8 or UTF-16, else each that they may be; none if they are no text."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return [data[2:].decode(encoding, errors="replace")]
    if b"\0" in data:
        return []
    try:
        return [data.decode("utf-8")]
    except UnicodeDecodeError:
        return [data.decode(encoding, errors="replace") for encoding in ("utf-8", *_OTHERS)]


def text_of_block(data: bytes) -> bytes:
    """The bytes of a block without its offsets, so that they are text; other bytes, and a damaged block, as they are."""
    try:
        return Block(data, "").text()
    except (BrokenBlockError, TypeError, ValueError):
        return data

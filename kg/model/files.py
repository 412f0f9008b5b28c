"""Reading files: bytes and text up to a maximum size, paths as shown to a person, fingerprints."""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Any, BinaryIO

from kg.model.errors import DataError, Location, Problem, reason
from kg.model.message import Message

MOST_BYTES = 16 * 1024 * 1024
"""Larger files are refused: no statement is that long, and a mistyped path should not fill the memory."""
MOST_TABLE = 256 * 1024 * 1024
"""The most that a table may have: some million rows."""
BLOCK = 1 << 18
"""So many bytes are read at a time of a file that is gone through and not held."""


def most_bytes(path: Path) -> int:
    """The most that is read of a file somebody laid down: tables (``.csv``) may be larger than documents."""
    return MOST_TABLE if path.suffix.lower() == ".csv" else MOST_BYTES


def shown(path: Path) -> str:
    """The path as shown to a person: relative to the working folder if it is inside it."""
    resolved, here = path.resolve(), Path.cwd()
    return resolved.relative_to(here).as_posix() if resolved.is_relative_to(here) else str(path)


MOST_BUILT = 4 * 1024**3
"""The most that is read of a file that a build wrote, which may be as large as all documents together."""

Stamp = tuple[int, int]
"""When a file was last changed, in nanoseconds, and its size in bytes."""


def stamp(path: Path) -> Stamp | None:
    """The stamp of a file; ``None`` if it is not there, which can happen while it is being saved."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def fingerprint(files: Iterable[Path]) -> str:
    """One SHA-256 over the names and bytes of files, in whatever order they are given.

    Of a file that is too large to be read, only that it is so counts.
    """
    whole = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.name):
        most = most_bytes(path)
        with open_regular(path) as file:
            is_large = os.fstat(file.fileno()).st_size > most
            data = b"" if is_large else first_bytes(file, most + 1)
        what = "too large" if len(data) > most or is_large else hashlib.sha256(data).hexdigest()
        whole.update(f"{path.name}\0{what}\n".encode())
    return whole.hexdigest()


def read_bytes(path: Path, *, most: int = 0) -> bytes:
    """The bytes of a regular file of at most ``most`` bytes; otherwise ``DataError`` with the reason."""
    with _readable(path):
        data = bytes_of(path, most=most)
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise DataError(empty(path))
    return data


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Turns an ``OSError`` from reading a file into a ``DataError``."""
    place = Location(shown(path))
    try:
        yield
    except FileNotFoundError as error:
        remedy = Message("write it, or check the path")
        raise DataError(Problem("unreadable-file", Message("there is no such file"), remedy, place)) from error
    except OSError as error:
        raise DataError(
            Problem("unreadable-file", reason(error), Message("check the path and its permissions"), place)
        ) from error


def empty(path: Path) -> Problem:
    """What is wrong with a file in which nothing is written."""
    return Problem("empty-file", Message("the file is empty"), Message("write it, or delete it"), Location(shown(path)))


def byte_blocks(path: Path, *, most: int) -> Iterator[bytes]:
    """The bytes of a regular file, a block at a time; ``DataError`` if it cannot be read or has more than ``most``."""
    size = 0
    with _readable(path), open_regular(path) as file:
        _check_size(path, os.fstat(file.fileno()).st_size, most)
        while block := file.read(BLOCK):
            size += len(block)
            _check_size(path, size, most)
            yield block


def _check_size(path: Path, size: int, most: int) -> None:
    if size > most:
        found = Message(
            "the file has {size} MB; at most {most} MB are allowed", size=size // 1_000_000, most=most // 1_000_000
        )
        remedy = Message("split it, or check that it is the file you mean")
        raise DataError(Problem("file-too-large", found, remedy, Location(shown(path))))


def bytes_of(path: Path, *, most: int = 0) -> bytes:
    """The bytes of a regular file, which may be empty; ``OSError`` if it cannot be read, ``DataError`` if it should not.

    Every file that a person names or lays down is read here. A pipe, a device or a socket would block or never end; what
    the system says of a file's size can only be a reason to refuse it. Without ``most`` the ending of the name says it.
    """
    most = most or most_bytes(path)
    with open_regular(path) as file:
        stated = os.fstat(file.fileno()).st_size
        data = b"" if stated > most else first_bytes(file, most + 1)
    _check_size(path, max(stated, len(data)), most)
    return data


def first_bytes(file: BinaryIO, most: int) -> bytes:
    """At most so many bytes from a file; reading them at once would reserve memory for all of them."""
    parts, left = [], most
    while left and (part := file.read(min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def open_regular(path: Path) -> BufferedReader:
    """A regular file open for reading; ``DataError`` if the path leads to anything else, without waiting for it."""
    descriptor = os.open(path, os.O_RDONLY | _AT_ONCE)
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return BufferedReader(FileIO(descriptor))
    os.close(descriptor)
    remedy, place = Message("name a file"), Location(shown(path))
    raise DataError(Problem("not-a-file", _NO_FILES.get(stat.S_IFMT(mode), _NO_FILE), remedy, place))


_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
_NO_FILE = Message("this is a device, not a file")
_NO_FILES = {
    stat.S_IFDIR: Message("this is a folder, not a file"),
    stat.S_IFIFO: Message("this is a pipe, not a file"),
    stat.S_IFSOCK: Message("this is a socket, not a file"),
}


def decode(data: bytes, path: Path) -> str:
    """The bytes decoded as UTF-8; ``DataError`` at the line and column of the first byte that is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise DataError(
            Problem(
                "not-utf8",
                Message("byte {byte} is not UTF-8", byte=f"0x{data[error.start]:02X}"),
                Message("save the file as UTF-8"),
                Location(shown(path), line, column),
            )
        ) from error


def read_text(path: Path, *, most: int = 0) -> str:
    """The text of a UTF-8 file without its byte order mark; ``DataError`` if it cannot be read or is not such a text."""
    return exact_text(path, most=most).removeprefix("\ufeff")


def exact_text(path: Path, *, most: int = 0) -> str:
    """The text of a file as it is, to be changed and written back; otherwise like ``read_text``."""
    return decode(read_bytes(path, most=most), path)


def read_json(path: Path, *, most: int = MOST_BUILT) -> Any:
    """The JSON in a file that a command wrote; ``OSError`` or ``ValueError`` if there is none."""
    try:
        return json.loads(bytes_of(path, most=most))
    except (DataError, RecursionError) as error:
        raise ValueError(str(error)) from error

"""Reading files: bytes and text up to a maximum size, paths as shown to a person, fingerprints."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from kg.model.errors import DataError, Location, Problem, reason
from kg.model.message import Message

MOST_BYTES = 16 * 1024 * 1024
"""Larger files are refused: no statement is that long, and a mistyped path should not fill the memory."""


def shown(path: Path) -> str:
    """The path as shown to a person: relative to the working folder if it is inside it."""
    resolved, here = path.resolve(), Path.cwd()
    return resolved.relative_to(here).as_posix() if resolved.is_relative_to(here) else str(path)


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
    """One SHA-256 over the names and bytes of files, in whatever order they are given."""
    whole = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.name):
        whole.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def read_bytes(path: Path, *, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file of at most ``most`` bytes; otherwise ``DataError`` with the reason."""
    place = Location(shown(path))
    try:
        if path.is_dir():
            raise DataError(
                Problem("not-a-file", Message("this is a folder, not a file"), Message("name a file"), place)
            )
        size = path.stat().st_size
        if size > most:
            found = Message(
                "the file has {size} MB; at most {most} MB are allowed", size=size // 1_000_000, most=most // 1_000_000
            )
            raise DataError(
                Problem("file-too-large", found, Message("split it, or check that it is the file you mean"), place)
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        remedy = Message("write it, or check the path")
        raise DataError(Problem("unreadable-file", Message("there is no such file"), remedy, place)) from error
    except OSError as error:
        raise DataError(
            Problem("unreadable-file", reason(error), Message("check the path and its permissions"), place)
        ) from error
    if not data.strip():
        raise DataError(Problem("empty-file", Message("the file is empty"), Message("write it, or delete it"), place))
    return data


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


def read_text(path: Path, *, most: int = MOST_BYTES) -> str:
    """The text of a file; ``DataError`` if it is missing, empty, too large, not UTF-8, or a folder."""
    return decode(read_bytes(path, most=most), path)

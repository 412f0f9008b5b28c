"""Reads what a git repository holds, object by object, with one git program that only reads."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

_FOLDER, _REPOSITORY = b"40000", b"160000"
_PIECE = 1 << 20


class Entry(NamedTuple):
    """What a folder of some commit holds: a file, or another folder."""

    name: str
    ident: str
    is_folder: bool


class Objects:
    """The objects of a repository by their ids; ``None`` for one that is missing or larger than ``most`` bytes."""

    def __init__(self, asking: IO[bytes], answers: IO[bytes], most: int) -> None:
        self._asking, self._answers, self._most = asking, answers, most

    def content(self, ident: str) -> bytes | None:
        """The bytes of an object."""
        self._asking.write(ident.encode() + b"\n")
        self._asking.flush()
        header = self._answers.readline().split()
        if len(header) != 3 or not header[2].isdigit():  # noqa: PLR2004 - id, kind and size
            return None
        size = int(header[2])
        if size > self._most:
            self._skip(size + 1)
            return None
        return self._answers.read(size + 1)[:size]

    def entries(self, folder: str) -> Iterator[Entry]:
        """What is in a folder; another repository in it is left out."""
        data, at = self.content(folder) or b"", 0
        length = len(folder) // 2
        while at < len(data):
            end = data.index(b"\0", at)
            mode, _, name = data[at:end].partition(b" ")
            at = end + 1 + length
            if mode != _REPOSITORY:
                yield Entry(name.decode(errors="replace"), data[end + 1 : at].hex(), mode == _FOLDER)

    def _skip(self, left: int) -> None:
        while left > 0 and (piece := self._answers.read(min(left, _PIECE))):
            left -= len(piece)


@contextmanager
def objects(git: str, root: Path, *, most: int) -> Iterator[Objects]:
    """The objects of the repository in a folder, read by the ``git`` program."""
    with subprocess.Popen(  # noqa: S603 - a fixed program; ids go to it through a pipe
        [git, "-C", str(root), "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield Objects(process.stdin, process.stdout, most)
        finally:
            process.kill()

"""Notices that files are saved, by polling their times and sizes.

Polling two hundred files twenty times a second costs a thousandth of a processor, works on network drives and in
containers, where systems do not notify of changes, and needs no library. With so many files that a poll takes longer,
it polls less often, so that it never takes more than a twentieth of the time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Set
from pathlib import Path

from kg.check.targets import TARGETS, select
from kg.model.errors import CallError, DataError
from kg.model.files import Stamp, shown, stamp
from kg.model.message import Message

SECONDS = 0.05
"""The seconds between two polls."""

_SHARE = 20
State = dict[Path, Stamp]


def files_at(paths: Iterable[Path]) -> list[Path]:
    """The files that a check of the paths reads, including those beside a document and in a folder."""
    found: set[Path] = set()
    for path in paths:
        folder = path if path.is_dir() else path.parent
        beside = folder.rglob("*") if path.is_dir() else [path, *folder.glob("*")]
        hidden = (part for part in beside if not any(name.startswith(".") for name in part.parts[len(folder.parts) :]))
        found |= {file for file in hidden if file.is_file() and _is_checked(file)}
    return sorted(found)


def _is_checked(file: Path) -> bool:
    """Whether a file can be checked and was not written by a build."""
    return "build" not in file.parts and any(target.is_at(file) for target in TARGETS if target.name != "records")


def look(files: Iterable[Path]) -> State:
    """The time and the size of each file."""
    return {file: found for file in files if (found := stamp(file))}


class Watch:
    """Files under watch; anything saved after its creation is noticed, even while something else is done."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = list(paths)
        self._state = look(files_at(self._paths))
        self._missing: Set[Path] = frozenset()

    def __len__(self) -> int:
        return len(self._state)

    @property
    def called(self) -> Message:
        """A sentence that says how many files are watched, and how it ends."""
        one, several = Message("watching {count} file; Ctrl-C ends"), Message("watching {count} files; Ctrl-C ends")
        return (one if len(self) == 1 else several).given(count=len(self))

    def saves(self, *, wait: Callable[[float], None] = time.sleep) -> Iterator[list[Path]]:
        """The files saved or removed since the last poll, whenever there are some; never ends."""
        while True:
            began = time.process_time()
            now = look(files_at(self._paths))
            spent = time.process_time() - began
            saved = [file for file, facts in now.items() if self._state.get(file) != facts]
            missing = self._state.keys() - now.keys()
            gone, self._missing = missing & self._missing, missing  # some editors remove a file before they write it
            self._state = {file: facts for file, facts in {**self._state, **now}.items() if file not in gone}
            if saved or gone:
                yield sorted({*saved, *gone})
            else:
                wait(max(SECONDS, spent * (_SHARE - 1)))


def checkable(files: Iterable[Path]) -> list[Path]:
    """Those of the files that can be checked now; their faults are left to the check."""
    found = []
    for file in filter(Path.exists, files):
        try:
            select([file])
        except CallError:
            continue
        except DataError:
            pass
        found.append(file)
    return found


def called(files: list[Path]) -> Message:
    """A sentence that says what was saved."""
    if len(files) == 1:
        return Message("{path} was saved", path=shown(files[0]))
    return Message("{count} files were saved", count=len(files))

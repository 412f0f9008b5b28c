"""Holding a folder while it is read: it may be replaced meanwhile, but what was opened stays whole until it is released.

A reader opens the folder, and takes a shared lock on a folder in it; every path then leads through the open folder, so
that a rename changes nothing for it. Whoever replaces the folder removes it only if nobody holds it. There are no such
locks on Windows, and no such paths where there is no ``/proc``: there a reader may meet a build that is being replaced.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

LOCKED = ("store", "static")
"""The folder of a build or a site that has the lock: another lock, on the whole, protects the files in it."""

_TRIES = 100


class Held:
    """A folder that stays as it is until ``release``; ``path`` leads to it even after it was renamed."""

    def __init__(self, path: Path, descriptors: list[int]) -> None:
        self.path = path
        self._descriptors = descriptors

    def release(self) -> None:
        """Lets go of the folder."""
        while self._descriptors:
            os.close(self._descriptors.pop())

    __del__ = release

    def stat(self) -> os.stat_result:
        """What the system says of the folder."""
        return os.fstat(self._descriptors[0])


def hold(folder: Path) -> Held | None:
    """Holds what is now at a path; ``None`` if there is no folder."""
    if sys.platform == "win32":
        return Held(folder, []) if folder.is_dir() else None
    for _ in range(_TRIES):
        held = _open(folder)
        if held is None or _is_at(folder, held):
            return held
        held.release()  # it was replaced between opening and locking, and may be half removed
    return None


def remove_unless_held(folder: Path, aside: Path) -> None:
    """Removes a folder; if somebody holds it, it is renamed to ``aside`` instead, for ``is_held`` to say when it is free."""
    if not folder.exists():
        return
    descriptor = _lock(folder)
    if descriptor is None:
        folder.rename(aside)
        return
    shutil.rmtree(folder, ignore_errors=True)  # under the lock: who opens it now waits, and then sees that it is gone
    _close(descriptor)


def is_held(folder: Path) -> bool:
    """Whether somebody reads in a folder."""
    descriptor = _lock(folder)
    if descriptor is None:
        return True
    _close(descriptor)
    return False


def _open(folder: Path) -> Held | None:
    try:
        descriptors = [os.open(folder, os.O_RDONLY | os.O_DIRECTORY)]
    except (FileNotFoundError, NotADirectoryError):
        return None
    through = Path(f"/proc/{os.getpid()}/fd/{descriptors[0]}")
    path = through if through.is_dir() else folder
    with suppress(FileNotFoundError, NotADirectoryError):  # what is neither has nothing to lock
        descriptors.append(os.open(_locked(path), os.O_RDONLY | os.O_DIRECTORY))
        fcntl.flock(descriptors[1], fcntl.LOCK_SH)
    return Held(path, descriptors)


def _locked(folder: Path) -> Path:
    return next((folder / name for name in LOCKED if (folder / name).is_dir()), folder / LOCKED[0])


def _is_at(folder: Path, held: Held) -> bool:
    """Whether the folder held is the one that is at the path now."""
    with suppress(FileNotFoundError):
        return os.path.samestat(held.stat(), folder.stat())
    return False


def _lock(folder: Path) -> int | None:
    """The descriptor of an exclusive lock, -1 if there is nothing to lock; ``None`` if somebody holds the folder."""
    if sys.platform == "win32":
        return -1
    try:
        descriptor = os.open(_locked(folder), os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return -1
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _close(descriptor: int) -> None:
    if descriptor >= 0:
        os.close(descriptor)

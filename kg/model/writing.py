"""Atomic writing: each file is written under another name, synced and renamed, so that none is ever half-written.

A replaced file keeps its mode, and its owner where the system allows it; a symbolic link stays, and the file that it
points to is replaced. A new file gets the mode that the umask leaves. A process that changes a file holds a lock on the
folder, which the system releases when the process ends, however it ends (``flock``; there is none on Windows).
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.model.errors import CallError, Problem, reason
from kg.model.holding import is_held
from kg.model.message import Message

if sys.platform != "win32":
    import fcntl


def write_file(path: Path, data: bytes) -> None:
    """Replaces a file, or creates it and the folders above it; ``CallError`` if it cannot be written."""
    with reported(path, Message("name a folder that you may write to")):
        real_path(path).parent.mkdir(parents=True, exist_ok=True)
        with locked(path):
            replace_file(path, data)


@contextmanager
def reported(path: Path, remedy: Message) -> Iterator[None]:
    """Turns an ``OSError`` from writing ``path`` into a ``CallError``."""
    try:
        yield
    except OSError as error:
        found = Message("{folder} cannot be written: {reason}", folder=path, reason=reason(error))
        raise CallError(Problem("unwritable-output", found, remedy)) from error


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Locks the folder of a file, so that no other process changes anything in it between reading and writing.

    Locks cannot be nested. ``OSError`` if there is no such folder.
    """
    descriptor = _open_folder(real_path(path).parent)
    try:
        _lock(descriptor)
        yield
    finally:
        _close(descriptor)


def replace_file(path: Path, data: bytes) -> None:
    """Replaces or creates a file whose lock is held; ``OSError``, and no change, if it cannot be written."""
    target = replaceable(path)
    beside = target.with_name(f".{target.name}.new")
    beside.unlink(missing_ok=True)  # left by a process that was killed: nobody else writes here now
    try:
        stage(beside, data, like=target)
        put(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def replaceable(path: Path) -> Path:
    """The file that a path leads to; ``OSError`` if it is not a regular file or may not be written."""
    target = real_path(path)
    if target.is_symlink():  # the links lead in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(target))
    if target.exists() and not target.is_file():
        code = errno.EISDIR if target.is_dir() else errno.EINVAL
        raise OSError(code, os.strerror(code), str(target))
    if target.exists() and not os.access(target, os.W_OK):  # a rename would succeed all the same
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return target


def stage(path: Path, data: bytes, *, like: Path) -> None:
    """Writes a new file, synced, with the mode and owner of the file that it is to replace, if there is one."""
    former = like.stat() if like.is_file() else None
    mode = 0o600 if former else 0o666  # a private file is never open to others, not even while empty
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        if former:
            _inherit(file.fileno(), former)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def put(beside: Path, path: Path) -> None:
    """Renames a staged file to the one that it replaces; a link may lead to another disk."""
    target = real_path(path)
    try:
        beside.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        replace_file(target, beside.read_bytes())
        beside.unlink()
    _sync_folder(target.parent)


def real_path(path: Path) -> Path:
    """The path with all links resolved; the file may be missing."""
    return Path(os.path.realpath(path))


def _inherit(descriptor: int, former: os.stat_result) -> None:
    """Gives an open file the owner, the group and the mode of another; only root may give a file away."""
    if sys.platform == "win32":
        return
    for owner, group in ((former.st_uid, -1), (-1, former.st_gid)):
        with suppress(PermissionError):
            os.fchown(descriptor, owner, group)
    os.fchmod(descriptor, stat.S_IMODE(former.st_mode))


# ── Folders ──────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def scratch_folder(parent: Path, name: str) -> Iterator[Path]:
    """An empty folder in ``.NAME.PROCESS.…``, which only its owner may enter and which is removed at the end.

    Folders of this name left by killed processes are removed first.
    """
    sweep(parent, name)
    folder, descriptor = _locked_folder(parent, name)
    try:
        inside = folder / "work"  # one level down, so that files in it can be locked too
        inside.mkdir()
        yield inside
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _close(descriptor)


def sweep(parent: Path, name: str) -> None:
    """Removes scratch folders that no process has locked or reads; a process id would not tell: some process always has 1."""
    for folder in scratch_folders(parent, name):
        with suppress(OSError):  # another user's, or already removed
            descriptor = _open_folder(folder)
            try:
                if _lock(descriptor, wait=False) and not is_held(folder):
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                _close(descriptor)


def scratch_folders(parent: Path, name: str) -> list[Path]:
    """The scratch folders of a name, in use or left behind."""
    found = []
    for entry in parent.iterdir() if parent.is_dir() else ():
        process = entry.name.removeprefix(f".{name}.").partition(".")[0]
        if entry.name.startswith(f".{name}.{process}.") and process.isdecimal() and not entry.is_symlink():
            found.append(entry)
    return sorted(found)


def _locked_folder(parent: Path, name: str) -> tuple[Path, int]:
    """A new folder and its lock; if it was swept away before it could be locked, another is made."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f".{name}.{os.getpid()}.", dir=parent))
        with suppress(FileNotFoundError):
            descriptor = _open_folder(folder)
            _lock(descriptor)
            if folder.is_dir():
                return folder, descriptor
            _close(descriptor)


def _open_folder(folder: Path) -> int:
    return -1 if sys.platform == "win32" else os.open(folder, os.O_RDONLY | os.O_DIRECTORY)


def _lock(descriptor: int, *, wait: bool = True) -> bool:
    """Locks an open folder; false if another process holds the lock and ``wait`` is off."""
    if sys.platform == "win32":
        return wait  # without locks nobody can know what is in use, so nothing is swept
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _close(descriptor: int) -> None:
    if descriptor >= 0:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    """Makes a rename survive a power cut, where the file system allows it."""
    with suppress(OSError):
        descriptor = _open_folder(folder)
        try:
            os.fsync(descriptor)
        finally:
            _close(descriptor)

"""Atomic writing: each file is written under another name, synced and renamed, so that none is ever half-written.

A replaced file keeps its mode, and its owner where the system allows it; a symbolic link stays, and the file that it
points to is replaced. A new file gets the mode that the umask leaves. A process that changes a file holds a lock on the
folder, which the system releases when the process ends, however it ends (``flock``; there is none on Windows).
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kg.model.errors import CallError, Problem, reason
from kg.model.holding import is_held
from kg.model.message import Message

if sys.platform != "win32":
    import fcntl


def write_file(path: Path, data: bytes | Path, *, private: bool = False) -> None:
    """Replaces a file, or creates it and the folders above it, from bytes or another file; ``CallError`` if it cannot.

    One that is ``private`` may be read and written by nobody but its owner, whatever it was before.
    """
    with reported(path, Message("name a folder that you may write to")):
        real_path(path).parent.mkdir(parents=True, exist_ok=True)
        with locked(path):
            replace_file(path, data, private=private)


@contextmanager
def reported(path: Path, remedy: Message) -> Iterator[None]:
    """Turns an ``OSError`` from writing ``path`` into a ``CallError``."""
    try:
        yield
    except OSError as error:
        found = Message("{folder} cannot be written: {reason}", folder=path, reason=reason(error))
        raise CallError(Problem("unwritable-output", found, remedy)) from error


@contextmanager
def locked(*paths: Path) -> Iterator[None]:
    """Locks the folders of files, so that no other process changes anything in them between reading and writing.

    Locks cannot be nested; several are taken in the same order by every process. ``OSError`` if there is no such folder.
    """
    descriptors: list[int] = []
    try:
        for folder in sorted({real_path(path).parent for path in paths}):
            descriptors.append(_open_folder(folder))
            _lock(descriptors[-1])
        yield
    finally:
        for descriptor in descriptors:
            _close(descriptor)


def replace_file(path: Path, data: bytes | Path, *, private: bool = False) -> None:
    """Replaces or creates a file whose lock is held; ``OSError``, and no change, if it cannot be written."""
    target = replaceable(path)
    _sweep_files(target.parent)
    beside = target.with_name(f".{target.name}{_BEGUN}")
    try:
        stage(beside, data, like=target, private=private)
        put(beside, target)
    finally:
        beside.unlink(missing_ok=True)


_BEGUN = ".kg-new"
"""How the name of a file ends that is being written: it begins with a dot and the name that it will have."""


def sweep_files(folder: Path, names: Iterable[str]) -> None:
    """Removes the files that killed commands began to write, if there are any among the ``names`` in a folder."""
    if any(_is_begun(name) for name in names):
        with locked(folder / "any"):
            _sweep_files(folder)


def _sweep_files(folder: Path) -> None:
    """Does so in a folder whose lock is held: nobody else writes there now."""
    with os.scandir(folder) as entries:
        left = [entry.path for entry in entries if _is_begun(entry.name)]
    for path in left:
        with suppress(OSError):
            os.unlink(path)  # noqa: PTH108 - a plain name


def _is_begun(name: str) -> bool:
    return name.startswith(".") and name.endswith(_BEGUN)


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


def stage(path: Path, data: bytes | Path, *, like: Path, private: bool = False) -> None:
    """Writes a new file, synced, with the mode and owner of the file that it is to replace, if there is one.

    One that is ``private`` gets mode 600.
    """
    source = io.BytesIO(data) if isinstance(data, bytes) else data.open("rb")
    with source, staged(path, like=like, private=private) as file:
        shutil.copyfileobj(source, file)


@contextmanager
def staged(path: Path, *, like: Path, private: bool = False) -> Iterator[BinaryIO]:
    """A new file open for writing, otherwise like ``stage``."""
    former = like.stat() if like.is_file() else None
    mode = 0o600 if former or private else 0o666  # a private file is never open to others, not even while empty
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        if former:
            _inherit(file.fileno(), former, 0o600 if private else None)
        yield file
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
        with locked(target):  # no lock of a folder on that disk is held by whoever writes from this one
            replace_file(target, beside.read_bytes())
        beside.unlink()
    _sync_folder(target.parent)


def real_path(path: Path) -> Path:
    """The path with all links resolved; the file may be missing."""
    return Path(os.path.realpath(path))


def is_mounted(folder: Path) -> bool:
    """Whether something is mounted on a folder, as a container's volume is; such a folder cannot be renamed."""
    try:
        table = Path("/proc/self/mountinfo").read_text("utf-8", errors="surrogateescape")
    except OSError:  # no Linux
        return folder.is_mount()
    points = {line.split(" ")[4] for line in table.splitlines()}
    return str(folder).replace("\\", r"\134").replace(" ", r"\040") in points


def _inherit(descriptor: int, former: os.stat_result, mode: int | None = None) -> None:
    """Gives an open file the owner and group of another, and its mode or this one; only root may give a file away."""
    if sys.platform == "win32":
        return
    for owner, group in ((former.st_uid, -1), (-1, former.st_gid)):
        with suppress(PermissionError):
            os.fchown(descriptor, owner, group)
    os.fchmod(descriptor, stat.S_IMODE(former.st_mode) if mode is None else mode)


def inherit_folder(folder: Path, former: Path, *, whole: bool) -> None:
    """Gives a folder the mode and owner of the one that it replaces; if ``whole``, its files are as private as those were."""
    modes = [entry.stat().st_mode for entry in former.iterdir() if entry.is_file()]
    allowed = 0
    for mode in modes:
        allowed |= stat.S_IMODE(mode)
    own = former.stat()
    for entry in folder.iterdir() if whole and modes else ():
        if entry.is_file():
            with entry.open("rb") as file:
                _inherit(file.fileno(), own, stat.S_IMODE(entry.stat().st_mode) & allowed)
    descriptor = _open_folder(folder)
    try:
        _inherit(descriptor, own)
    finally:
        _close(descriptor)


# ── Folders ──────────────────────────────────────────────────────────────────────────────────────────────────


SCRATCH = "kg"
"""The name of scratch folders that belong to no one folder."""


@contextmanager
def scratch_folder(parent: Path | None = None, name: str = SCRATCH) -> Iterator[Path]:
    """An empty folder in ``.NAME.PROCESS.…``, which only its owner may enter and which is removed at the end.

    It lies in the system's temporary folder if no ``parent`` is given. Folders of this name left by killed processes are
    removed first, and those that belong to no one folder.
    """
    temporary = Path(tempfile.gettempdir())
    above = parent or temporary
    for place, left in {(above, name), (above, SCRATCH), (temporary, SCRATCH)}:
        sweep(place, left)
    folder, descriptor = _locked_folder(above, name)
    try:
        inside = folder / "work"  # one level down, so that files in it can be locked too
        inside.mkdir()
        yield inside
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _close(descriptor)


def in_use(parent: Path, name: str) -> Iterator[int]:
    """The number of each process that has a scratch folder of this name, which is waited for before the next is given."""
    for folder in scratch_folders(parent, name) if sys.platform != "win32" else ():
        with suppress(OSError):  # just removed
            descriptor = _open_folder(folder)
            try:
                if not _lock(descriptor, wait=False):
                    yield int(folder.name.removeprefix(f".{name}.").partition(".")[0])
                    _lock(descriptor)
            finally:
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


def scratch_folders(parent: Path, name: str = SCRATCH) -> list[Path]:
    """The scratch folders of a name, in use or left behind."""
    found = []
    with suppress(OSError), os.scandir(parent) as entries:
        for entry in entries:
            process = entry.name.removeprefix(f".{name}.").partition(".")[0]
            if entry.name.startswith(f".{name}.{process}.") and process.isdecimal() and not entry.is_symlink():
                found.append(parent / entry.name)
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

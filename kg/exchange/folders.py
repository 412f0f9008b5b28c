"""Puts what is handed on in the place of a folder, as a whole, once every byte was searched as it stands on the disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kg.build.output import close, swap
from kg.model.errors import CallError, DataError, Location, Problem
from kg.model.files import read_json
from kg.model.message import Message
from kg.model.writing import is_mounted, locked, real_path, reported, scratch_folder
from kg.records.access import PUBLIC, Access

Check = Callable[[Path], None]
"""Raises ``DataError`` if what may not be handed on stands in a file of a folder."""
Fill = Callable[[Path], None]
"""Writes files into a folder."""


class Kind(NamedTuple):
    """A kind of folder: its list of files, what that names in the root, and what is said of anything else in it.

    ``others`` are names that such a folder may have besides those that are listed.
    """

    manifest: str
    name: str
    listed: Callable[[Any], Iterable[str]]
    stranger: Callable[[Path, str], Message]
    withdrawn: Message
    others: tuple[str, ...] = ()


def write_folder(
    files: Iterable[tuple[str, bytes]],
    out: Path,
    kind: Kind,
    *,
    access: Access = PUBLIC,
    check: Check = lambda _: None,
) -> None:
    """Replaces a folder by some files (see ``fill_folder``)."""
    fill_folder(lambda folder: write_files(files, folder), out, kind, access=access, check=check)


def fill_folder(fill: Fill, out: Path, kind: Kind, *, access: Access = PUBLIC, check: Check = lambda _: None) -> None:
    """Replaces a folder, which is empty, new or an earlier one of its kind; ``CallError`` for any other.

    The files are checked as they were written, before they get their place. If that fails, nothing of them is left, nor
    of an earlier folder there that has the same fault.
    """
    target = real_path(out)
    check_folder(target, kind)
    with reported(out, Message("name a folder that you may write to")):
        target.parent.mkdir(parents=True, exist_ok=True)
        with scratch_folder(target.parent, target.name) as scratch:
            fill(scratch)
            try:
                check(scratch)
            except DataError as error:
                raise DataError([*error.problems, *_withdrawn(target, kind, check)]) from error
            if access != PUBLIC:
                close(scratch)
            swap(scratch, target)


def check_folder(target: Path, kind: Kind) -> None:
    """Refuses to replace anything but a folder of this kind, looked at while nobody else can replace it."""
    if not target.exists():
        return
    with locked(target):
        _check(target, kind)


def _check(target: Path, kind: Kind) -> None:
    remedy = Message("name a new or empty folder with --out: it is replaced as a whole")
    if not target.is_dir():
        raise CallError(Problem("unwritable-output", Message("{folder} is a file", folder=target), remedy))
    if strangers := {path.name for path in target.iterdir()} - _names(target, kind):
        raise CallError(Problem("unwritable-output", kind.stranger(target, min(strangers)), remedy))
    if is_mounted(target):
        found = Message("{folder} is mounted, so it cannot be replaced", folder=target)
        remedy = Message("name a folder in it: --out {folder}", folder=target / kind.name)
        raise CallError(Problem("unwritable-output", found, remedy))


def _names(target: Path, kind: Kind) -> set[str]:
    """What may stand in the root of an earlier folder, as its list of files says."""
    try:
        listed = read_json(target / kind.manifest)["files"]
        return {kind.manifest, *kind.others, *kind.listed(listed)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()


def write_files(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Writes files into a folder, each at its path."""
    made: set[Path] = set()
    for name, data in files:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(data)


def _withdrawn(target: Path, kind: Kind, check: Check) -> Iterator[Problem]:
    """Deletes an earlier folder that may not be handed on any more, and says so."""
    if not (target / kind.manifest).is_file():
        return
    try:
        check(target)
    except DataError:
        shutil.rmtree(target)
        remedy = Message("withdraw the copies that were handed on")
        yield Problem("withheld-name", kind.withdrawn, remedy, Location(str(target)))

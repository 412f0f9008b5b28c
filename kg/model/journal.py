"""Changes the files of a folder: all of them or none, even if the command is killed in between."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.model.errors import CallError, Problem
from kg.model.message import Message
from kg.model.writing import locked, put, real_path, replace_file, replaceable, reported, stage, sweep_files

JOURNAL = ".upkeep"
"""The folder in which changes wait until all are written. A command first finishes any that it finds there."""

_PLAN = "plan.json"

Changes = Mapping[str, bytes | None]
"""The new content of each file, by its path below the folder; ``None`` removes a file or a folder."""

State = Mapping[str, tuple[int, int, int]]
"""Each file below a folder, with when it was changed, its size and its number in the file system."""


def write(folder: Path, changes: Changes, *, seen: State | None = None, without: Collection[Path] = ()) -> None:
    """Makes all changes. They are first written to a journal; once that is complete, ``settle`` finishes a killed command.

    No other command writes to any of the files meanwhile. If the folder is no longer as ``seen``, that is a ``CallError``
    and nothing is changed: what another command has written would be lost.
    """
    remedy = Message("make the folder writable and run the command again: it begins by finishing what it began")
    with reported(folder, remedy), locked(folder / JOURNAL, *_changed(folder, changes)):
        _settle(folder)
        if seen is not None and state(folder, without) != seen:
            found = Message("the files in {folder} were changed while the command ran", folder=folder)
            raise CallError(Problem("changed-meanwhile", found, Message("nothing was written: run it again")))
        write_locked(folder, changes)


@contextmanager
def changing(folder: Path, *names: str) -> Iterator[Callable[[Changes], None]]:
    """Holds the locks of some files of a folder while they are read and then written with what this gives."""
    remedy = Message("name a folder that you may write to")
    with reported(folder, remedy), locked(folder / JOURNAL, *_changed(folder, dict.fromkeys(names))):
        _settle(folder)
        yield lambda changes: write_locked(folder, changes)


def settle_above(path: Path) -> None:
    """Finishes what a killed command began in any folder above a file, before somebody else writes it."""
    for folder in real_path(path).parents:
        with suppress(OSError):
            settle(folder)


def write_locked(folder: Path, changes: Changes) -> None:
    """``write`` for a command that holds the locks of all the folders already."""
    try:
        _write_journal(folder, changes)
    except OSError:
        shutil.rmtree(folder / JOURNAL, ignore_errors=True)
        raise
    _settle(folder)


def settle(folder: Path) -> bool:
    """Finishes changes that a killed command left half made, or undoes those that it had only begun; gives whether it did."""
    if not (folder / JOURNAL).is_dir():
        return False
    with locked(folder / JOURNAL):  # a command that is writing them now will finish them itself
        changes = _waiting(folder)
    with locked(folder / JOURNAL, *_changed(folder, changes)):
        return _settle(folder)


def tidy(folder: Path, without: Collection[Path] = ()) -> None:
    """Does so in every folder below one, and removes the files that killed commands began; what may not be, stays."""
    for above, _, names in _walk(folder, without):
        with suppress(OSError):
            settle(above)
            sweep_files(above, names)


def state(folder: Path, without: Collection[Path] = ()) -> State:
    """What every file below a folder is now; ``without`` are folders that are no matter, such as builds."""
    found: dict[str, tuple[int, int, int]] = {}
    for above, _, names in _walk(folder, without):
        for name in names:
            with suppress(OSError):
                now = (above / name).stat()
                found[str(above / name)] = now.st_mtime_ns, now.st_size, now.st_ino
    return found


def _walk(folder: Path, without: Collection[Path]) -> Iterator[tuple[Path, list[str], list[str]]]:
    apart = {real_path(path) for path in without}
    for above, folders, names in os.walk(folder):
        yield Path(above), folders, names
        folders[:] = [
            name for name in folders if name not in (JOURNAL, ".git") and real_path(Path(above, name)) not in apart
        ]


def _changed(folder: Path, changes: Changes) -> list[Path]:
    """The files whose folders are to be locked: those that change, where links lead."""
    return [path for name in changes if (path := real_path(folder / name)).parent.is_dir()]


def _waiting(folder: Path) -> Changes:
    with suppress(OSError, ValueError):
        plan = json.loads((folder / JOURNAL / _PLAN).read_text(encoding="utf-8"))
        return dict.fromkeys((*plan["write"].values(), *plan["remove"]))
    return {}


def _write_journal(folder: Path, changes: Changes) -> None:
    """Writes the new content of each file, with the mode of the existing file, and last of all the list of files."""
    journal = folder / JOURNAL
    journal.mkdir()
    waiting: dict[str, str] = {}
    for number, (name, data) in enumerate(sorted(changes.items())):
        if data is not None:
            stage(journal / str(number), data, like=replaceable(folder / name))
            waiting[str(number)] = name
    plan = {"write": waiting, "remove": sorted(name for name, data in changes.items() if data is None)}
    replace_file(journal / _PLAN, json.dumps(plan).encode())


def _settle(folder: Path) -> bool:
    journal = folder / JOURNAL
    whole = (journal / _PLAN).exists()
    if whole:
        plan = json.loads((journal / _PLAN).read_text(encoding="utf-8"))
        for number, name in plan["write"].items():
            if (journal / number).exists():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                put(journal / number, folder / name)
        for name in plan["remove"]:
            _remove(folder / name)
        (journal / _PLAN).unlink()  # first: what is removed again later may be somebody's new file
    if journal.is_dir():
        shutil.rmtree(journal)
    return whole


def _remove(path: Path) -> None:
    """Removes a file or a folder, and what it leads to if it is a link."""
    real = real_path(path)
    if real.is_dir():
        shutil.rmtree(real)
    else:
        real.unlink(missing_ok=True)
    path.unlink(missing_ok=True) if path.is_symlink() else None

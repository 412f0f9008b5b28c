"""Changes the files of a folder: all of them or none, even if the command is killed in between."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from kg.mapping import find_sources
from kg.model.layout import authority_files
from kg.model.message import Message
from kg.model.project import Project, resources
from kg.model.writing import locked, put, replace_file, replaceable, reported, stage

JOURNAL = ".upkeep"
"""The folder in which changes wait until all are written. A command first finishes any that it finds there."""

_PLAN = "plan.json"

FRONTED = (".md",)
"""The endings of documents that begin with YAML front matter."""

Changes = Mapping[str, bytes | None]
"""The new content of each file, by its path below the folder; ``None`` removes a file or a folder."""


def write(folder: Path, changes: Changes) -> None:
    """Makes all changes. They are first written to a journal; once that is complete, ``settle`` finishes a killed command."""
    remedy = Message("make the folder writable and run the command again: it begins by finishing what it began")
    with reported(folder, remedy), locked(folder / JOURNAL):
        _settle(folder)
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
        return _settle(folder)


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
    if journal.is_dir():
        shutil.rmtree(journal)
    return whole


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def record_files(project: Project) -> list[Path]:
    """The files with records: front matter, record files and authority files."""
    found: set[Path] = set()
    for script, document in find_sources(project.documents, resources("mappings")):
        beside = [path for path in script.files(document) if path.name in script.records and path.exists()]
        found |= {*beside, *([document] if document.suffix in FRONTED else [])}
    return sorted({*found, *authority_files(project.authorities)})

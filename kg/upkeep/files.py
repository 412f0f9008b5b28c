"""Changes to the files of a folder: all of them or none, even if the command is killed between two."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from kg.mapping import find_sources
from kg.model.errors import CallError, Problem, reason
from kg.model.layout import authority_files
from kg.model.message import Message
from kg.model.project import Project, resources

JOURNAL = ".upkeep"
"""The folder in which changes wait until all are written. What is in it when a command begins is finished first."""

_PLAN = "plan.json"

FRONTED = (".md",)
"""How the names of documents end that begin with front matter in YAML."""

Changes = Mapping[str, bytes | None]
"""The path of each file below the folder, and what it is to hold; ``None`` takes a file or a folder away."""


def write(folder: Path, changes: Changes) -> None:
    """Makes all changes. They are written beside first; from then on a killed command is finished by ``settle``."""
    settle(folder)
    journal = folder / JOURNAL
    try:
        journal.mkdir()
        waiting: dict[str, str] = {}
        for number, (name, data) in enumerate(sorted(changes.items())):
            if data is not None:
                _write(journal / str(number), data)
                waiting[str(number)] = name
        plan = {"write": waiting, "remove": sorted(name for name, data in changes.items() if data is None)}
        _write(journal / f"{_PLAN}.new", json.dumps(plan).encode())
        (journal / f"{_PLAN}.new").rename(journal / _PLAN)
        settle(folder)
    except OSError as error:
        if not (journal / _PLAN).exists():
            shutil.rmtree(journal, ignore_errors=True)
        found = Message("{folder} cannot be written: {reason}", folder=error.filename or folder, reason=reason(error))
        remedy = Message("make the folder writable and run the command again: it begins by finishing what it began")
        raise CallError(Problem("unwritable-output", found, remedy)) from error


def settle(folder: Path) -> bool:
    """Finishes changes that a killed command left half made, or takes back what it had only begun; whether it did."""
    journal = folder / JOURNAL
    if not journal.is_dir():
        return False
    whole = (journal / _PLAN).exists()
    if whole:
        plan = json.loads((journal / _PLAN).read_text(encoding="utf-8"))
        for number, name in plan["write"].items():
            if (journal / number).exists():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (journal / number).replace(folder / name)
        for name in plan["remove"]:
            target = folder / name
            if target.is_dir() and not target.is_symlink():
                shutil.rmtree(target)
            else:
                target.unlink(missing_ok=True)
    shutil.rmtree(journal)
    return whole


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def record_files(project: Project) -> list[Path]:
    """The files that hold records: front matters, records and authority files."""
    found: set[Path] = set()
    for script, document in find_sources(project.documents, resources("mappings")):
        beside = [path for path in script.files(document) if path.name in script.records and path.exists()]
        found |= {*beside, *([document] if document.suffix in FRONTED else [])}
    return sorted({*found, *authority_files(project.authorities)})

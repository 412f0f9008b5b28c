"""Opening the build that a command reads."""

from __future__ import annotations

from pathlib import Path

from kg.dataset import Dataset
from kg.errors import CallError
from kg.output import recover
from kg.project import find_project
from kg.vocabulary import PREFIXES


def open_build(folder: Path | None) -> Dataset:
    """The store of the build in a folder, or of the project's build, with the project's prefixes.

    It is put back first if a build was killed while it was replaced. ``CallError`` if there is neither.
    """
    try:
        project = find_project()
    except CallError:
        if folder is None:
            raise
        project = None
    target = folder or (project.build if project else Path())
    recover(target)
    return Dataset.open(target, base=project.base if project else PREFIXES["id"])

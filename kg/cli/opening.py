"""Opening the build that a command reads."""

from __future__ import annotations

from pathlib import Path

from kg.build.output import recover
from kg.model.errors import CallError
from kg.model.project import find_project
from kg.model.vocabulary import PREFIXES
from kg.rdf.dataset import Dataset


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

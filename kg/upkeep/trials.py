"""Tries changes on a copy of a project before anything is changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from kg.build.reading import map_project, read_project
from kg.model.errors import DataError, Problem
from kg.model.files import shown
from kg.model.message import sentences
from kg.model.project import Project
from kg.upkeep.files import JOURNAL, Changes


def faults(project: Project, trial: Path) -> list[Problem]:
    """What the records of a copy of a project are at fault in, at the places that they have in the project itself.

    ``project`` has the settings to read them with.
    """
    tried = project._replace(documents=trial)
    try:
        map_project(tried, read_project(tried))
    except DataError as error:
        return [relocated(problem, trial, project.documents) for problem in error.problems]
    return []


def staged(source: Path, changes: Changes, target: Path) -> Path:
    """A copy of a folder with the changes made in it, to be tried before they are made for good."""

    def skipped(folder: str, names: list[str]) -> set[str]:
        return {name for name in names if name in (JOURNAL, ".git") or Path(folder, name, "store").is_dir()}

    shutil.copytree(source, target, ignore=skipped, symlinks=True)
    for name, data in changes.items():
        path = target / name
        if data is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        elif path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return target


def relocated(problem: Problem, trial: Path, folder: Path) -> Problem:
    """A problem found in a copy of a folder, at the place that it has in the folder itself."""
    own, copy = shown(folder), shown(trial)

    def there(part: str) -> str:
        return part.replace(copy, own)

    place = problem.location and problem.location._replace(path=problem.location.path.replace(copy, own, 1))
    remedy = tuple(text.changed(there) for text in sentences(problem.remedy))
    return problem._replace(found=problem.found.changed(there), remedy=remedy, location=place)

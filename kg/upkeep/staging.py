"""Tries changes on a copy of a project before anything is changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from kg.build.mapping import map_project
from kg.build.reading import read_project
from kg.model.errors import DataError, Problem
from kg.model.files import shown
from kg.model.journal import JOURNAL, Changes
from kg.model.message import sentences
from kg.model.project import Project
from kg.model.writing import real_path


def faults_of_copy(project: Project, copy: Path) -> list[Problem]:
    """The faults of the records in a copy of a project, at the places that they have in the project itself.

    ``project`` has the settings to read them with.
    """
    copied = project._replace(documents=copy)
    try:
        map_project(copied, read_project(copied))
    except DataError as error:
        return [relocated(problem, copy, project.documents) for problem in error.problems]
    return []


def staged_copy(source: Path, changes: Changes, target: Path) -> Path:
    """A copy of a folder with the changes made in it, to be tried before they are made for good.

    The targets of links are copied too: a change in the copy must not reach them. ``target`` may be inside the folder.
    """
    above = real_path(target).parents

    def skipped(folder: str, names: list[str]) -> set[str]:
        return {
            name
            for name in names
            if name in (JOURNAL, ".git")
            or is_apart(path := Path(folder, name))
            or not (path.is_file() or path.is_dir())
        }

    def is_apart(path: Path) -> bool:
        """Whether a path is a build, or leads to a folder that it lies in, or that the copy goes to."""
        real = real_path(path)
        return (path / "store").is_dir() or real in above or real in real_path(path.parent / "-").parents

    shutil.copytree(source, target, ignore=skipped, ignore_dangling_symlinks=True)
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


def relocated(problem: Problem, copied: Path, folder: Path) -> Problem:
    """A problem found in a copy of a folder, at the place that it has in the folder itself."""
    own, copy = shown(folder), shown(copied)

    def there(part: str) -> str:
        return part.replace(copy, own)

    place = problem.location and problem.location._replace(path=problem.location.path.replace(copy, own, 1))
    remedy = tuple(text.changed(there) for text in sentences(problem.remedy))
    return problem._replace(found=problem.found.changed(there), remedy=remedy, location=place)

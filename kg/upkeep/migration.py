"""Migrates records from the version of the ontology that they were written for to the current one.

What changed between two versions is data (``steps``); ``rewriting`` changes the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.build.mapping import map_project
from kg.build.reading import read_project
from kg.mapping import read_sources
from kg.model.errors import DataError, Problem
from kg.model.files import exact_text, shown
from kg.model.layout import SETTINGS
from kg.model.project import Project, resources
from kg.model.vocabulary import VERSION
from kg.upkeep.files import record_files
from kg.upkeep.rewriting import PendingChanges, Rewriting
from kg.upkeep.staging import faults_of_copy, staged_copy
from kg.upkeep.steps import Step, read_steps, steps_between


@dataclass(frozen=True, slots=True)
class Migration:
    """A migration: its steps, each changed file before and after, and the faults that remain."""

    steps: tuple[Step, ...]
    files: Mapping[str, tuple[str, str]]
    faults: tuple[Problem, ...] = ()

    @property
    def contents(self) -> dict[str, bytes]:
        """The bytes of each changed file."""
        return {name: after.encode() for name, (_, after) in self.files.items()}


def migrate_project(project: Project, version: str, scratch: Path, *, steps: Iterable[Step] | None = None) -> Migration:
    """The files of a project migrated from a version, and the faults that the records then have.

    ``scratch`` is an empty folder to try them in. ``DataError`` with every place at which a change cannot be made.
    """
    taken = steps_between(version, read_steps() if steps is None else steps)
    files: dict[str, tuple[str, str]] = {}
    problems: list[Problem] = []
    for path in record_files(project):
        before = exact_text(path)
        file = Rewriting(shown(path), before, front=path.suffix == ".md")
        for number, change in enumerate(changes := [change for step in taken for change in step.changes]):
            file.make(change, PendingChanges(tuple(changes[number + 1 :])))
        problems += file.problems
        if file.text != before:
            files[path.relative_to(project.documents).as_posix()] = before, file.text
    if problems:
        raise DataError(problems)
    settings = project.documents / SETTINGS
    stated = exact_text(settings) if settings.exists() else ""
    if (changed := with_version(stated, VERSION)) != stated:
        files[SETTINGS] = stated, changed
    made = Migration(taken, files)
    return replace(
        made,
        faults=tuple(
            faults_of_copy(
                project._replace(ontology=VERSION), staged_copy(project.documents, made.contents, scratch / "trial")
            )
        ),
    )


def with_version(settings: str, version: str) -> str:
    """The settings with the version in its line, or in a line of its own at the end.

    >>> with_version('ontology = "0.9" # old', "1.0")
    'ontology = "1.0" # old'
    """
    line = re.compile(r"""^([ \t]*["']?ontology["']?[ \t]*=[ \t]*)(?:"[^"\n]*"|'[^'\n]*')""", re.MULTILINE)
    if line.search(settings):
        return line.sub(rf'\g<1>"{version}"', settings, count=1)
    newline = "\r\n" if "\r\n" in settings else "\n"
    gap = newline if settings and not settings.endswith("\n") else ""
    return f'{settings}{gap}ontology = "{version}"{newline}'


def is_current(project: Project) -> bool:
    """Whether the records of a project that states no version can be read as current ones without faults."""
    try:
        map_project(project, read_project(project))
    except DataError:
        return False
    return bool(read_sources(project.documents, resources("mappings"), language=project.language).sources)

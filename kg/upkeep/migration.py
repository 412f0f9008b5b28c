"""Lifts records from the version of the ontology that they were written for to the one that the program knows.

What changed between two versions is data (``steps``); how a file is changed is ``lifting``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.build.reading import map_project, read_project
from kg.mapping import read_sources
from kg.model.errors import DataError, Problem
from kg.model.files import read_text, shown
from kg.model.layout import SETTINGS
from kg.model.project import Project, resources
from kg.model.vocabulary import VERSION
from kg.upkeep.files import record_files
from kg.upkeep.lifting import Later, Work
from kg.upkeep.steps import Step, read_steps, way
from kg.upkeep.trials import faults, staged


@dataclass(frozen=True, slots=True)
class Lifted:
    """What a migration makes: steps taken, each changed file before and after, and what breaks all the same."""

    steps: tuple[Step, ...]
    files: Mapping[str, tuple[str, str]]
    faults: tuple[Problem, ...] = ()

    @property
    def contents(self) -> dict[str, bytes]:
        """The bytes of each changed file."""
        return {name: after.encode() for name, (_, after) in self.files.items()}


def lift(project: Project, version: str, scratch: Path, *, steps: Iterable[Step] | None = None) -> Lifted:
    """The files of a project lifted from a version, and the faults that the records have then.

    ``scratch`` is an empty folder to try them in. ``DataError`` with every place at which a change cannot be made.
    """
    taken = way(version, read_steps() if steps is None else steps)
    files: dict[str, tuple[str, str]] = {}
    problems: list[Problem] = []
    for path in record_files(project):
        before = read_text(path)
        work = Work(shown(path), before, front=path.suffix == ".md")
        for number, change in enumerate(changes := [change for step in taken for change in step.changes]):
            work.make(change, Later(tuple(changes[number + 1 :])))
        problems += work.problems
        if work.text != before:
            files[path.relative_to(project.documents).as_posix()] = before, work.text
    if problems:
        raise DataError(problems)
    settings = project.documents / SETTINGS
    stated = read_text(settings) if settings.exists() else ""
    if (changed := restated(stated, VERSION)) != stated:
        files[SETTINGS] = stated, changed
    made = Lifted(taken, files)
    return replace(
        made,
        faults=tuple(
            faults(project._replace(ontology=VERSION), staged(project.documents, made.contents, scratch / "trial"))
        ),
    )


def restated(settings: str, version: str) -> str:
    """The settings with the version in its line, or in a line of its own at the end.

    >>> restated('ontology = "0.9" # old', "1.0")
    'ontology = "1.0" # old'
    """
    line = re.compile(r"""^([ \t]*["']?ontology["']?[ \t]*=[ \t]*)(?:"[^"\n]*"|'[^'\n]*')""", re.MULTILINE)
    if line.search(settings):
        return line.sub(rf'\g<1>"{version}"', settings, count=1)
    newline = "\r\n" if "\r\n" in settings else "\n"
    gap = newline if settings and not settings.endswith("\n") else ""
    return f'{settings}{gap}ontology = "{version}"{newline}'


def is_of_today(project: Project) -> bool:
    """Whether the records of a project that states no version are read without a fault as those of today."""
    try:
        map_project(project, read_project(project))
    except DataError:
        return False
    return bool(read_sources(project.documents, resources("mappings"), language=project.language).sources)

"""Checks what documentalists write: records, authority files, projects and RDF; gives one list of findings, worst first."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.check.findings import SEVERITIES, Finding, Found, Group, Subject, Verdict, verdict
from kg.check.options import Options
from kg.check.origins import finding_of, lines_of
from kg.check.profiles import FULL, shapes_of
from kg.check.records import check_records
from kg.check.targets import select
from kg.model.errors import ChronicleError, DataError
from kg.model.files import shown
from kg.model.project import Project, find_project
from kg.model.worker import Limits, limited
from kg.validation import MOST, Engine

__all__ = ["SEVERITIES", "Finding", "Group", "Subject", "Verdict", "check", "checked", "lines_of", "project_language"]

MOST_FINDINGS = 1000
"""How many findings are shown by default; all are counted."""


def check(
    paths: Iterable[Path],
    *,
    language: str,
    engine: Engine = "fast",
    against: Path | None = None,
    profiles: tuple[str, ...] = (),
    limit: int = MOST_FINDINGS,
) -> Verdict:
    """The verdict on what is at the paths, or on the project in the working folder if there are none.

    ``CallError`` for a path, a build or a profile that does not exist; faults of the data are in the verdict.
    """
    lines_of.cache_clear()
    found = Found()
    paths = list(paths)
    asked = shown(paths[0]) if paths else "."
    try:
        given = paths or [find_project().documents]
        made = select(given)
    except DataError as error:
        found.pairs = [finding_of(problem, language) for problem in error.problems]
        return verdict(found, limit=limit, asked=asked)
    own = made.projects[0] if made.projects else _here()
    options = Options(shapes_of(profiles or (FULL,), own), language, engine, against, profiles, max(limit, MOST))
    for scope in made.records.values():
        found.add(check_records(scope, options))
    if made.graphs:
        from kg.check.graphs import check_graphs

        found.add(check_graphs(made.graphs, options))
    return verdict(found, limit=limit, asked=asked)


def checked(paths: Iterable[Path], limits: Limits, *, profiles: tuple[str, ...] = (), **options: Any) -> Verdict:
    """The verdict of ``check``, reached in a worker where profiles are given: anybody may have written their queries."""
    if not profiles:
        return check(paths, **options)
    return limited(check, limits, list(paths), profiles=profiles, **options)


def _here() -> Project | None:
    """The project of the working folder, if there is one."""
    try:
        return find_project()
    except ChronicleError:
        return None


def project_language(paths: Iterable[Path]) -> str:
    """The language of the project around the first path, or of the one in the working folder."""
    from kg.check.targets import project_of

    try:
        first = next((path.resolve() for path in paths), None)
        project = project_of(first) if first else _here()
    except ChronicleError:
        project = None
    return project.language if project else "en"

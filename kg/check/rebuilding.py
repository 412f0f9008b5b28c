"""Keeps builds up to date while somebody writes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.build.pipeline import build
from kg.check.findings import Verdict
from kg.check.targets import project_of
from kg.model.display import printable
from kg.model.errors import ChronicleError
from kg.model.files import shown
from kg.model.message import Message
from kg.model.messages import translated
from kg.model.project import Project


def rebuilt(paths: Iterable[Path], verdict: Verdict, language: str) -> str:
    """Builds the projects that some paths belong to, if the verdict has no fault; a line for each that says so or why not."""
    if not verdict.conforms():
        return ""
    projects = {project.documents: project for path in paths if (project := project_of(path))}
    return "".join(f"{_built(project, language)}\n" for project in projects.values())


def _built(project: Project, language: str) -> str:
    try:
        made = build(project)
    except ChronicleError as error:
        return printable(str(error))
    found = Message("{folder} is up to date; documents: {count}, as in the last build: {reused}")
    if not made.published:
        found = Message("the graph does not conform; {folder} says why")
    given = found.given(folder=f"{shown(made.folder)}/", count=made.documents, reused=made.reused)
    return translated(given, language)

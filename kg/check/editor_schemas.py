"""The JSON Schemas of a project, which offer the entries of its authority files, and the files of the schemas."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.mapping import find_sources
from kg.model.errors import CallError
from kg.model.layout import SCHEMAS
from kg.model.project import Project, find_project, resources
from kg.model.writing import write_file
from kg.records.authorities import read_authorities
from kg.records.own_terms import vocabulary_of
from kg.records.schemas import schema, written

NAMES = ("records", "authorities")


def text(name: str, documents: Path | None) -> str:
    """A schema as JSON, for the project in a folder, by default the one in the working folder if there is one."""
    try:
        project = find_project(documents)
    except CallError:
        if documents:
            raise
        project = None
    return written(for_project(name, project))


def lay_out(project: Project) -> list[Path]:
    """Writes both schemas of a project; gives their paths."""
    made = [project.documents / SCHEMAS / f"{name}.schema.json" for name in NAMES]
    for name, path in zip(NAMES, made, strict=True):
        write_file(path, content(name, project))
    return made


def content(name: str, project: Project) -> bytes:
    """The bytes of the file of a schema."""
    return written(for_project(name, project)).encode()


def for_project(name: str, project: Project | None) -> dict[str, Any]:
    """A schema that offers the entries of a project's authority files; their faults are left to ``kg validate``."""
    if project is None:
        return schema(name)
    records, _, _ = read_authorities(project.authorities, language=project.language)
    known: dict[str, list[tuple[str, str]]] = {}
    for record in records:
        labels = [entry.text for key in ("label", "title") for entry in record.all(key)]
        about = ", ".join(labels) or record.text("ground")
        entries = [(label, f"{record.kind.name} {record.id}") for label in labels] + [(record.id, about)]
        known.setdefault(record.kind.name, []).extend(entries)
    vocabulary = vocabulary_of(project.documents)
    return schema(name, known=known, documents=_documents(project.documents), vocabulary=vocabulary)


def _documents(folder: Path) -> Iterable[str]:
    """The ids of the documents: the names of their folders, unless the front matter says otherwise."""
    return sorted({path.parent.name for _, path in find_sources(folder, resources("mappings"))})

"""The files of a project that upkeep may change, and those that lie among them but are no part of it."""

from __future__ import annotations

from pathlib import Path

from kg.mapping import find_sources
from kg.model.layout import authority_files
from kg.model.project import Project, resources

FRONTED = (".md",)
"""The endings of documents that begin with YAML front matter."""


def record_files(project: Project) -> list[Path]:
    """The files with records: front matter, record files and authority files."""
    found: set[Path] = set()
    for script, document in find_sources(project.documents, resources("mappings")):
        beside = [path for path in script.files(document) if path.name in script.records and path.exists()]
        found |= {*beside, *([document] if document.suffix in FRONTED else [])}
    return sorted({*found, *authority_files(project.authorities)})

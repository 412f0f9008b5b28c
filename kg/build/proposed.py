"""Proposed records in a build of their own: beside the accepted ones, never among what is published.

A proposal that lacks what every record of its kind needs waits for a person, and is in no graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.mapping import find_sources
from kg.model.kinds import needed
from kg.model.layout import PROPOSED
from kg.model.project import Project, resources
from kg.records import Record


def apart(project: Project) -> Project:
    """The project with the folder of the build that holds proposals too: ``build.proposed``."""
    return project._replace(build=project.build.with_name(f"{project.build.name}.proposed"))


def proposed_files(project: Project) -> dict[Path, list[Path]]:
    """The file of proposals of each document that has one."""
    paths = (path for _, path in find_sources(project.documents, resources("mappings")))
    return {path: [path.with_name(PROPOSED)] for path in paths if path.with_name(PROPOSED).is_file()}


def complete(records: Iterable[Record]) -> list[Record]:
    """The proposals that have all that a record of their kind needs, and refer to no other proposal that has not."""
    every = list(records)
    kept = [
        record for record in every if all(any(record.all(key.name) for key in keys) for keys in needed(record.kind))
    ]
    return (
        kept if len(kept) == len(every) else _without(kept, {record.id for record in every} - {one.id for one in kept})
    )


def _without(records: list[Record], gone: set[str]) -> list[Record]:
    kept = [
        record
        for record in records
        if not any(entry.text in gone for entry in record.fields if entry.key.reads == "reference")
    ]
    return complete(kept) if len(kept) < len(records) else kept

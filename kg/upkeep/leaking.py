"""What is about to be handed on, searched for the names of those who are withheld: a second net behind the build's own.

It catches too what a build shows that was made before a record was withheld.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.build.publishing import public_part
from kg.build.reading import read_project
from kg.model.errors import CallError, DataError, Location, Problem
from kg.model.message import Message
from kg.model.project import Project, find_project
from kg.records import Field, Record
from kg.records.access import INTERNAL, Access
from kg.records.names import Names
from kg.records.withheld_names import withheld_names
from kg.records.withholding import is_withheld
from kg.upkeep.occurrences import in_bytes


def refuse_leaks(files: Mapping[str, bytes], access: Access) -> bool:
    """``DataError``, with each place, if a file has the name of somebody whom readers with this access may not see.

    The names are those of the project in the working folder. False where there is none, so that nothing was searched.
    """
    if access == INTERNAL:
        return True
    try:
        project = find_project()
    except CallError:
        return False
    names = _withheld(project, access)
    found = [problem for name, data in files.items() for problem in _leaks(name, data, names)] if names else []
    if found:
        raise DataError(found)
    return True


def _withheld(project: Project, access: Access) -> Names | None:
    """The names of those whom a project withholds; ``None`` if there are none."""
    read = read_project(project)
    if not is_withheld(read.units):
        return None
    part = public_part(project, read, access)
    texts = (entry.text for records in read.units.values() for record in records for entry in _texts(record))
    names = withheld_names(part, read.directory, texts).own
    return names if names.variants else None


def _texts(record: Record) -> Iterator[Field]:
    for entry in record.fields:
        if isinstance(entry.value, Record):
            yield from _texts(entry.value)
        else:
            yield entry


def _leaks(name: str, data: bytes, names: Names) -> Iterator[Problem]:
    """The places in one file; in one whose text cannot be sought, its bytes are searched."""
    remedy = Message(
        "run `kg build` again; if the name still stands there, rewrite the record that has it, or withhold it"
    )
    if names.find(name):
        yield Problem(
            "withheld-name", Message("the name of a file has a name that is withheld"), remedy, Location(name)
        )
    for found in in_bytes(data, names, Location(name), Path(name)):
        if (found.unread and names.in_bytes(data)) or (not found.unread and found.sure):
            yield Problem("withheld-name", Message("a name that is withheld stands here"), remedy, found.place)

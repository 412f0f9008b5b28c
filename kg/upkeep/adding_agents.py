"""Adds an entry to the authority files for whoever wrote or published a new text and is unknown to the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.model.errors import CallError, Problem
from kg.model.files import exact_text, shown
from kg.model.journal import settle_above
from kg.model.kinds import AGENTS
from kg.model.message import Message
from kg.model.project import Project
from kg.model.writing import locked, replace_file, reported
from kg.records import Record
from kg.records.authorities import read_authorities, read_retired
from kg.records.editing import written
from kg.records.identity import Directory
from kg.records.nodes import compose
from kg.records.templates import opaque

_NEW = "authorities.yaml"
"""The authority file of a project that has none."""


class Entry(NamedTuple):
    """An entry that was added: its file, its kind, its id and its label."""

    path: Path
    kind: str
    ident: str
    label: str


def add_agents(agents: Iterable[tuple[str, str]], kinds: Mapping[str, str], project: Project) -> list[Entry]:
    """Adds an entry for each name whose key, such as ``publisher``, has a kind, unless somebody has added it meanwhile.

    It goes to the end of the authority file that has most entries of that kind. ``DataError``, and nothing is written,
    for a file that cannot be read.
    """
    return [_add(name, kind, project) for name, kind in _kinds_of(agents, kinds).items()]


def agent_records(names: Iterable[str], project: Project) -> str:
    """Entries for an authority file of those who are unknown, to be pasted and corrected."""
    taken = _taken(_entries(project), project)
    lines = []
    for name in names:
        ident = opaque(taken)
        taken.add(ident)
        lines.append(_record("organization", ident, name))
    return "\n".join(lines)


def _kinds_of(agents: Iterable[tuple[str, str]], kinds: Mapping[str, str]) -> dict[str, str]:
    """The kind of each name; ``CallError`` if one is said to be of two."""
    found: dict[str, str] = {}
    for name, key in agents:
        kind = kinds.get(key) or found.get(name)
        if kind and found.setdefault(name, kind) != kind:
            both = Message('"{name}" cannot be both {one} and {other}', name=name, one=found[name], other=kind)
            remedy = Message("say once what it is: {names}", names=", ".join(AGENTS))
            raise CallError(Problem("wrong-call", both, remedy))
    return found


def _add(name: str, kind: str, project: Project) -> Entry:
    path = _file_for(kind, project)
    settle_above(path)
    with reported(path, Message("name a folder that you may write to")):
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path):
            records = _entries(project)
            if known := _known(name, records, project):
                return Entry(Path(known.location.path), known.kind.name, known.id, name)
            before = exact_text(path) if path.exists() else ""
            before = before.rstrip("\n") + "\n\n" if before.strip() else ""
            ident = opaque(_taken(records, project))
            text = before + _record(kind, ident, name)
            compose(text, shown(path))  # an entry cannot be added to whatever is no list
            replace_file(path, text.encode())
            return Entry(path, kind, ident, name)


def _file_for(kind: str, project: Project) -> Path:
    """The authority file that has most entries of a kind, or else most entries; a new one if there is none."""
    records = _entries(project)
    alike = [record for record in records if record.kind.name == kind] or records
    most = Counter(record.location.path for record in alike).most_common(1)
    return Path(most[0][0]) if most else project.authorities / _NEW


def _entries(project: Project) -> list[Record]:
    return read_authorities(project.authorities, language=project.language)[0]


def _known(name: str, records: list[Record], project: Project) -> Record | None:
    directory = Directory(project.base)
    list(directory.add(records))
    found = directory.find(name, AGENTS)
    return found[0].record if found else None


def _taken(records: Iterable[Record], project: Project) -> set[str]:
    return {*(record.id for record in records), *read_retired(project.authorities)}


def _record(kind: str, ident: str, name: str) -> str:
    return f"- {kind}: {ident}\n  label: {written(name)}\n"

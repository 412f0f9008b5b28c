"""The entries that a table gives to the authority files: those of its states, bodies and places that are unknown there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from kg.mapping.tables.rows import Draft, labels
from kg.model.files import exact_text
from kg.model.kinds import AGENTS
from kg.model.project import Project
from kg.records.authorities import read_authorities, read_retired
from kg.records.editing import written
from kg.records.identity import Directory
from kg.records.making import Value
from kg.records.model import Record
from kg.sources.documents import Located

IMPORTED = "imported.yaml"
"""The authority file for what tables name and no other authority file has."""


class Entries(NamedTuple):
    """The authority files to write, with the new entries in them, how many were known, and how many are called like others."""

    files: dict[Path, bytes]
    new: int
    known: int
    alike: int = 0


def known_records(project: Project, ident: str) -> list[Record]:
    """The records of the authority files, but for those that an earlier import of this table gave them."""
    own = (project.authorities / f"{ident}.yaml").resolve()
    records = read_authorities(project.authorities, language=project.language)[0]
    return [record for record in records if Path(record.location.path).resolve() != own]


def directory_of(records: Iterable[Record], project: Project) -> Directory:
    """A directory of some records of the authority files."""
    directory = Directory(project.base)
    list(directory.add(records))
    return directory


def entries(drafts: Iterable[Draft], ident: str, project: Project, *, directory: Directory) -> Entries:
    """What the authority files need so that the rows of a table find what they name.

    What a map knows by its label is added to ``imported.yaml``, unless any authority file has the label. What it knows by
    its id goes into a file of the table's own, which the next import of the table replaces, unless another file has the id
    or something that is the same as it by ``same-as``. Another entry that is called like one that the project has gets its id
    behind its label, and loses such names: records refer to the one that they have known.
    """
    own, added = project.authorities / f"{ident}.yaml", project.authorities / IMPORTED
    taken = {*(entity.local for entity in directory.opened()), *read_retired(project.authorities)}
    same = {part.text for one in directory.opened() for part in one.record.all("same-as")}
    by_label, by_id, known, alike = [], [], 0, 0
    for draft in drafts:
        kinds = AGENTS if draft.rule.kind in AGENTS else (draft.rule.kind,)
        if not draft.rule.own_id and any(directory.find(label, kinds) for label in labels(draft)):
            known += 1
        elif not draft.rule.own_id:
            by_label.append(_entry(draft, _free(draft.ident, taken)))
        elif draft.ident in taken or str(draft.values.get("same-as")) in same:
            known += 1
        else:
            apart = _apart(draft, directory)
            alike += apart is not draft
            by_id.append(_entry(apart, draft.ident))
    files = {own: "\n".join(by_id).encode()} if by_id else {}
    if by_label:
        before = exact_text(added).rstrip("\n") + "\n\n" if added.exists() else ""
        files[added] = (before + "\n".join(by_label)).encode()
    return Entries(files, len(by_label) + len(by_id), known, alike)


def _apart(draft: Draft, directory: Directory) -> Draft:
    """An entry without the names that the project has for another one; its label has its id behind it then."""
    names = draft.values.get("names")
    own = [name for name in names if isinstance(name, Mapping)] if isinstance(names, list) else []
    free = [name for name in own if str(name["name"]) not in directory.by_name]
    is_taken = any(label in directory.by_name for label in labels(draft))
    if not is_taken and len(free) == len(own):
        return draft
    label = f"{labels(draft)[0]} ({draft.ident})" if is_taken else draft.values["label"]
    return replace(draft, values={**draft.values, "label": label, "names": free or None})


def _free(ident: str, taken: set[str]) -> str:
    """An id that is not taken."""
    numbered = (f"{ident}-{number}" for number in count(2))
    free = next(name for name in chain([ident], numbered) if name not in taken)
    taken.add(free)
    return free


def _entry(draft: Draft, ident: str) -> str:
    """An entry as YAML."""
    lines = (line for name, value in draft.values.items() for line in _lines(name, value))
    return "\n".join([f"- {draft.rule.kind}: {ident}", *(f"  {line}" for line in lines), ""])


def _lines(name: str, value: Value | None) -> Iterator[str]:
    """A key with its value as YAML."""
    match value:
        case None:
            return
        case str() | Located():
            yield f"{name}: {written(str(value))}"
        case Mapping():
            yield f"{name}:"
            yield from (f"  {line}" for key, inner in value.items() for line in _lines(key, inner))
        case list() | tuple():
            yield f"{name}:"
            yield from (line for item in value for line in _item(item))


def _item(value: Value) -> Iterator[str]:
    """An item of a list as YAML."""
    if not isinstance(value, Mapping):
        yield f"  - {written(str(value))}"
        return
    lines = [line for key, inner in value.items() for line in _lines(key, inner)]
    yield from (f"  {'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines))

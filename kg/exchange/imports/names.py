"""Names of a table and of the project: what a name means, and whether a new entry would make a reference ambiguous."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.build.reading import read_scope
from kg.build.scope import Scope
from kg.exchange.imports.references import referring
from kg.mapping.tables.rows import Draft, labels
from kg.model.errors import CallError, DataError, Problem
from kg.model.kinds import AGENTS
from kg.model.message import Message, either
from kg.model.project import Project
from kg.records.identity import Directory


def check_sames(same: Mapping[str, str], directory: Directory) -> None:
    """``CallError`` if a name is said to mean somebody or something whom the authority files do not have."""
    for name, ident in same.items():
        if not directory.by_id.get(ident):
            found = Message('no entry of the authority files has the id "{id}"', id=ident)
            remedy = Message("write the id of the entry that {name} means: --same {name}=ID", name=name)
            raise CallError(Problem("wrong-call", found, remedy))


def check_names(drafts: Iterable[Draft], project: Project, directory: Directory) -> None:
    """``DataError`` if a new entry had a name by which records of the project refer to something of another kind."""
    clashing = {}
    for draft in drafts:
        kinds = AGENTS if draft.rule.kind in AGENTS else (draft.rule.kind,)
        for label in labels(draft) if not draft.rule.own_id else ():
            if directory.by_name.get(label) and not directory.find(label, kinds):
                clashing[label] = draft.rule.kind
    if problems := list(_ambiguous(clashing, project, directory)) if clashing else []:
        raise DataError(problems)


def _ambiguous(clashing: Mapping[str, str], project: Project, directory: Directory) -> Iterable[Problem]:
    read = read_scope(Scope(project, whole=True))
    entries = (entry for records in read.units.values() for record in records for entry in referring(record))
    used = {entry.text for entry in entries if not entry.key.of or clashing.get(entry.text) in entry.key.of}
    for name, kind in clashing.items():
        if name in used:
            other = directory.by_name[name][0]
            found = Message(
                'records of the project call the {other} {id} "{name}", and the table calls a new {kind} so',
                other=either(other.kind), id=other.local, name=name, kind=either(kind),
            )  # fmt: skip
            remedy = Message(
                'say whom the table means: --same "{name}=ID"; if nobody yet, write an entry first', name=name
            )
            yield Problem("ambiguous-reference", found, remedy)

"""What the last build had and the sources now lack: records, whole documents, the documentalist of the settings.

A file that was cut off reads as a shorter one, so nothing else would tell. What was taken out on purpose is listed in
``authorities/retired.txt``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kg.build.index import AUTHORITIES, Index, Unit, path_of
from kg.build.reading import Read
from kg.build.scope import Scope
from kg.model.errors import Location, Problem
from kg.model.files import shown
from kg.model.layout import RETIRED, SETTINGS
from kg.model.message import Message

_MEANT = Message(
    "restore what was lost; if it was taken out on purpose, write the id, in full, into {file}",
    file=f"{AUTHORITIES}/{RETIRED}",
)


def losses(scope: Scope, read: Read, last: Index | None) -> Iterator[Problem]:
    """A warning for each file that lost records since the last build, and for each document that is gone.

    Files with faults of their own are left out: a record that cannot be read is reported as such.
    """
    if last is None:
        return
    faulty = {fault.location.path for fault in (*read.faults, *read.unread) if fault.location}
    kept = {source.id: {record.id for record in source.records} for source in read.sources}
    for unit in last.units.values():
        if unit.name in read.reuse.units:
            continue  # it is as it was
        if unit.name == AUTHORITIES:
            if "" in read.asked:
                yield from _of_unit(scope, read, unit, {record.id for record in read.authorities}, faulty)
        elif unit.document in kept:
            if unit.document in read.asked:
                yield from _of_unit(scope, read, unit, kept[unit.document], faulty)
        elif scope.whole and unit.document not in read.retired and not read.unread:
            found = Message(
                "the document {id} of the last build is gone, with its {count} records",
                id=unit.document,
                count=len(unit.packed) - 1,
            )
            yield _warning(found, Location(shown(unit.documents / unit.name)))
    if scope.whole and last.documentalist and not scope.project.documentalist:
        found = Message("the settings name no documentalist; in the last build it was {name}", name=last.documentalist)
        remedy = Message("name whoever makes the inferences, which are otherwise the authors'")
        yield _warning(found, Location(str(scope.project.documents / SETTINGS)), remedy)


def _of_unit(scope: Scope, read: Read, unit: Unit, kept: Collection[str], faulty: Collection[str]) -> Iterator[Problem]:
    """A warning for each file of a unit with the ids of the records that it has lost."""
    lost: dict[str, list[str]] = {}
    for path, kind, ident, *_ in unit.packed:
        local = f"{unit.document}.{ident}" if unit.document else ident
        if ident not in kept and local not in read.retired and (kind, ident) != ("document", unit.document):
            lost.setdefault(path_of(unit, path), []).append(local)
    for path, idents in lost.items():
        if path not in faulty and (scope.whole or path in scope.files):
            yield _warning(_named(idents), Location(path))


def _named(idents: Iterable[str]) -> Message:
    every = list(idents)
    if len(every) == 1:
        return Message("a record of the last build is gone: {ids}", ids=every[0])
    return Message("{count} records of the last build are gone: {ids}", count=len(every), ids=", ".join(every))


def _warning(found: Message, place: Location, remedy: Message = _MEANT) -> Problem:
    return Problem("lost-records", found, remedy, place, severity="warning")

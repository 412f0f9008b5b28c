"""Finds which rows of a table tell of something that a document of the project tells of already."""

from __future__ import annotations

from collections.abc import Iterator

from kg.build.reading import read_scope
from kg.build.scope import Scope
from kg.mapping.tables.rows import Table
from kg.model import dates
from kg.model.project import Project
from kg.records import Field, Record, Reference
from kg.records.identity import Directory, Entity

Meaning = tuple[frozenset[object], ...]
"""What the keys of a record mean by which it is known."""


def known_events(table: Table, project: Project, *, but: str) -> dict[int, str]:
    """The rows that tell of a record of another document: its id, and before it how the date relates to the record's.

    Two dates that share no day contradict each other, the same date corroborates; for any other nothing is said. The claim on
    the date, if it is one of its own, stands behind ``#``.
    """
    rules = {rule.kind: rule.known_by for rule in table.map.rules if rule.known_by}
    if not rules:
        return {}
    read = read_scope(Scope(project, whole=True))
    known: dict[tuple[str, Meaning], tuple[str, Record]] = {}
    for source in read.sources:
        for record in source.records if source.id != but else ():
            if meant := _meaning(record, rules.get(record.kind.name, ()), read.directory, source.id):
                known.setdefault((record.kind.name, meant), (f"{source.id}.{record.id}", record))
    found = {}
    for taken in table.rows():
        for record in taken.records.records:
            meant = _meaning(record, rules.get(record.kind.name, ()), read.directory, "")
            if meant and (one := known.get((record.kind.name, meant))):
                found[taken.number] = _told(record, *one)
    return found


def _meaning(record: Record, names: tuple[str, ...], directory: Directory, document: str) -> Meaning | None:
    """What some keys of a record mean; nothing if it lacks one of them, or one refers to nobody known."""
    found = tuple(frozenset(_meant(record.all(name), directory, document)) for name in names)
    return found if found and all(found) else None


def _meant(entries: list[Field], directory: Directory, document: str) -> Iterator[object]:
    for entry in entries:
        match entry.value:
            case Record():
                yield from _meant(entry.value.all("agent"), directory, document)
            case Reference():
                if isinstance(entity := directory.resolve(entry, document), Entity):
                    yield entity.iri
            case _:
                yield entry.value


def _told(mine: Record, ident: str, theirs: Record) -> str:
    own = next((part.value for part in theirs.all("claims") if _is_on_date(part)), None)
    claim = f"{ident}#{own.id or 'date'}" if isinstance(own, Record) else ident
    relation = _relation(mine.text("date"), theirs.text("date"))
    return f"{relation} {claim}" if relation else ident


def _is_on_date(part: Field) -> bool:
    return isinstance(part.value, Record) and part.value.text("about") == "date"


def _relation(one: str, other: str) -> str:
    if not one or not other:
        return ""
    if dates.are_same(one, other):
        return "corroborates"
    (first, last), (begun, ended) = dates.bounds(one), dates.bounds(other)
    is_apart = (last and begun and last < begun) or (ended and first and ended < first)
    return "contradicts" if is_apart else ""

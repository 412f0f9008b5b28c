"""Entities of FollowTheMoney, a JSON object a line, as a table: a row an entity, with what links and posts say of it.

Several values of a property stand in its cell with bars between them. Of a link to an event only what the event says with it
is kept, in the row of the event: who had which part, and how sure that is.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from kg.mapping.tables.marks import CERTAINTIES, least_certain, surest_or_least
from kg.model.errors import Location, Problem
from kg.model.files import shown
from kg.model.message import Message
from kg.sources.documents import squeezed


class EntityTable(NamedTuple):
    """Entities as CSV; what is wrong with a row, and the line of the file that it comes from, by its number below the first."""

    text: str
    faults: dict[int, Problem]
    lines: dict[int, int]


@dataclass(slots=True)
class Entity:
    """An entity with the line on which it stands, and the cells that others add to its row."""

    line: int
    id: str
    schema: str
    properties: dict[str, list[str]]
    added: dict[str, list[str]] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """The first value of a property; empty if there is none."""
        return next(iter(self.properties.get(name, ())), "")

    def add(self, name: str, text: str) -> None:
        """Adds a text to a cell, once."""
        cell = self.added.setdefault(name, [])
        if text and text not in cell:
            cell.append(text)


def entities_as_text(text: str, path: Path) -> EntityTable:
    """The entities in a file."""
    faults: dict[int, Problem] = {}
    rows: list[Entity] = []
    for line, written in enumerate(re.split(r"\r\n|[\r\n]", text.removeprefix("\ufeff")), 1):
        if written.strip():
            place = Location(shown(path), line)
            made, problem = _entity(written, line, place)
            rows.append(made)
            if problem:
                faults[len(rows)] = problem
    known = {row.id: row for row in rows if row.schema}
    groups = {row.first("name"): row.id for row in rows if row.schema == "LegalEntity"}
    for row in rows:
        row.added |= {"part of": ids} if (ids := _wholes(row, groups)) else {}
    for number, row in enumerate(rows, 1):
        if number not in faults and (problem := _join(row, known, Location(shown(path), row.line))):
            faults[number] = problem
    for row in rows:
        if accounts := row.added.get("accounts"):
            row.added["accounts"] = [surest_or_least(accounts)]
    return EntityTable(_as_csv(rows), faults, {number: row.line for number, row in enumerate(rows, 1)})


def _entity(written: str, line: int, place: Location) -> tuple[Entity, Problem | None]:
    """The entity on a line; one that is none has the line as its id, so that it can be told."""
    try:
        data: Any = json.loads(written)
    except (ValueError, RecursionError):
        return Entity(line, written, "", {}), Problem("wrong-shape", _NO_JSON, _REMEDY, place)
    whole = data if isinstance(data, dict) else {}
    ident, schema, properties = whole.get("id"), whole.get("schema"), whole.get("properties", {})
    if not (isinstance(ident, str) and isinstance(schema, str) and isinstance(properties, dict) and ident and schema):
        return Entity(line, written, "", {}), Problem("wrong-shape", _NO_ENTITY, _REMEDY, place)
    values = {name: [value] if isinstance(value, str) else value for name, value in properties.items()}
    if not all(isinstance(value, list) and all(isinstance(one, str) for one in value) for value in values.values()):
        return Entity(line, written, "", {}), Problem("wrong-shape", _NO_VALUES, _REMEDY, place)
    made = Entity(line, squeezed(ident), squeezed(schema), {n: [*map(squeezed, v)] for n, v in values.items()})
    bars = next((name for name, found in made.properties.items() if len(found) > 1 and "|" in "".join(found)), "")
    if not bars:
        return made, None
    found = Message("a value of {name} has a bar (|), which separates values", name=bars)
    return made, Problem("wrong-shape", found, Message("write another character"), place)


_NO_JSON = Message("the line is not JSON")
_NO_ENTITY = Message("the line is not an entity: it lacks a schema, an id or properties")
_NO_VALUES = Message("a property has values that are not texts")
_REMEDY = Message("write an object a line, with id, schema and properties, which are lists of texts")


# ── Links ────────────────────────────────────────────────────────────────────────────────────────────────────

AGENTS = ("Company", "LegalEntity", "Organization", "Person", "PublicBody")
"""The schemas of those who act, of which a map makes records."""
_HOLDERS = {
    "Directorship": ("director", "organization"),
    "Employment": ("employee", "employer"),
    "Membership": ("member", "organization"),
    "Occupancy": ("holder", "post"),
    "Position": ("organization",),
}
"""The properties of a post or membership that name others."""


def _join(row: Entity, known: Mapping[str, Entity], place: Location) -> Problem | None:
    """Adds what an entity says with others to the rows concerned; the problem if one of these is not in the file."""
    names = {"UnknownLink": ("subject", "object"), "Documentation": ("entity",)} | _HOLDERS
    for name in names.get(row.schema, ()):
        if row.first(name) not in known:
            found = Message('the file has no entity "{id}", which {name} names', id=row.first(name), name=name)
            return Problem("unknown-reference", found, Message("add the entity, or take this one out"), place)
    if row.schema == "UnknownLink":
        _link(row, known[row.first("subject")], known[row.first("object")])
    elif row.schema == "Documentation":
        known[row.first("entity")].add("accounts", least_certain(row.first("role")))
    elif row.schema in _HOLDERS:
        _post(row, known)
    return None


def _link(row: Entity, agent: Entity, event: Entity) -> None:
    """A part in an event, in the row of the event, with its reserve."""
    if agent.schema in AGENTS and event.schema == "Event" and row.first("role"):
        role, bracket, reserve = row.first("role").partition(" (")
        event.add("parts", f"{role}: {agent.id}{bracket}{reserve}")


def _wholes(row: Entity, groups: Mapping[str, str]) -> list[str]:
    """The groups of which somebody is said to be a part, as an export of ours says it in the notes."""
    names = (note.removeprefix(_PART) for note in row.properties.get("notes", ()) if note.startswith(_PART))
    return [groups[name] for name in names if name in groups]


_PART = "part of: "


def _post(row: Entity, known: Mapping[str, Entity]) -> None:
    """Who holds which post in what, in the words of one schema."""
    holder, where = (_HOLDERS[row.schema] * 2)[:2]
    post = known[row.first(where)]
    body = known.get(post.first("organization")) if post.schema == "Position" else post
    if row.schema == "Position" or not body:
        return
    person = known[row.first(holder)]
    row.added |= {
        "holder": [person.id],
        "holder schema": [person.schema],
        "body": [body.id],
        "body schema": [body.schema],
        "position": [post.first("name") if post.schema == "Position" else row.first("role")],
    }
    if certainty := next((word for word in CERTAINTIES if word in row.properties.get("summary", ())), ""):
        row.added["accounts"] = [certainty]


# ── The table ────────────────────────────────────────────────────────────────────────────────────────────────


def _as_csv(rows: Iterable[Entity]) -> str:
    rows = list(rows)
    names = sorted({name for row in rows for name in row.properties} - {"id", "schema"})
    added = sorted({name for row in rows for name in row.added} - {*names})
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(["id", "schema", *names, *added])
    writer.writerows(_cells(row, [*names, *added]) for row in rows)
    return made.getvalue()


def _cells(row: Entity, names: Iterable[str]) -> Iterator[str]:
    yield from (row.id, row.schema)
    for name in names:
        yield "|".join(row.added.get(name) or row.properties.get(name) or ())

"""Entities of FollowTheMoney as its statement CSV: a row for each value, by which several sources can be merged."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.model.display import cell

COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
"""The columns as ``ftm statements`` writes them (release 4.11.2)."""

_DATASET = "chronicle"
_TYPES = {
    **dict.fromkeys(("name", "alias"), "name"),
    **dict.fromkeys(("date", "startDate", "endDate", "publishedAt"), "date"),
    **dict.fromkeys(("document", "entity", "holder", "member", "object", "organization", "post", "subject"), "entity"),
    **dict.fromkeys(("description", "notes", "summary"), "text"),
    "gender": "gender",
    "id": "id",
    "location": "address",
    "sourceUrl": "url",
}
"""The type of each property that is no plain string."""


def as_statements(entities: Iterable[Mapping[str, Any]]) -> bytes:
    """The statements of entities, in their order; no cell is a formula."""
    made = io.StringIO()
    writer = csv.writer(made, csv.unix_dialect)
    writer.writerow(COLUMNS)
    writer.writerows(row for entity in entities for row in _rows(entity))
    return made.getvalue().encode()


def _rows(entity: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    """That there is the entity, then each value of each property."""
    yield _row(entity, "id", entity["id"])
    for name, values in entity["properties"].items():
        for value in sorted(set(map(cell, values))):
            yield _row(entity, name, value)


def _row(entity: Mapping[str, Any], name: str, value: str) -> Sequence[str]:
    """A statement; its id is the hash that the library makes of dataset, entity, property and value."""
    own = entity["id"]
    kind = _TYPES.get(name, "string")
    made = hashlib.sha1(f"{_DATASET}.{own}.{name}.{value}".encode(), usedforsecurity=False).hexdigest()
    return own, own, name, kind, entity["schema"], value, _DATASET, "", "", "", "f", "", "", made

"""Names of a table that mean somebody or something of the project: what refers to them takes the id."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model.kinds import Key, by_name
from kg.records.making import Value
from kg.sources.documents import Located

Sames = Mapping[str, str]
"""The ids that names mean."""


def with_ids(values: Mapping[str, Value | None], kind: str, sames: Sames) -> Mapping[str, Value | None]:
    """The keys of a record in which every reference by one of these names is one by its id."""
    keys = by_name()[kind]
    return {name: _with_id(value, keys.key(name), sames) for name, value in values.items()}


def _with_id(value: Value | None, key: Key | None, sames: Sames) -> Value | None:
    if key is None or key.reads not in ("reference", "part", "value"):
        return value
    match value:
        case Located() if value.text in sames:
            return Located(sames[value.text], value.location)
        case str():
            return sames.get(value, value)
        case Mapping():
            return with_ids(value, key.of[0], sames) if key.of else value
        case list() | tuple():
            return [one for item in value if (one := _with_id(item, key, sames)) is not None]
    return value

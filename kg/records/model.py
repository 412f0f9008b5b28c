"""The model of a record: kind, id and fields, each with its line and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kg.model.errors import Location
from kg.model.kinds import Key, Kind
from kg.model.terms import Term


class Reference(NamedTuple):
    """An entity named by its id or by one of its names."""

    text: str


class Quote(NamedTuple):
    """Words of a document, with the words before or after them if they occur more than once.

    ``start`` is the code point at which they begin, if a mapping script knows it; -1 if they have to be found.
    ``language`` is theirs where it is not the document's.
    """

    text: str
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    language: str = ""


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A value that the document itself leaves open."""


class Field(NamedTuple):
    """One value of a key; ``text`` is what was typed, empty for a nested record."""

    key: Key
    value: Term | Reference | Quote | LeftOpen | Record
    text: str
    location: Location


class Record(NamedTuple):
    """One structured statement; a nested part is a record too, possibly with an empty ``id``."""

    kind: Kind
    id: str
    fields: tuple[Field, ...]
    location: Location

    def all(self, name: str) -> list[Field]:
        """The fields of a key, in the order written."""
        return [entry for entry in self.fields if entry.key.name == name]

    def first(self, name: str) -> Field | None:
        """The first field of a key."""
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str:
        """What was typed for a key; empty if it is absent."""
        found = self.first(name)
        return found.text if found else ""

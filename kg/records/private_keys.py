"""The single keys of records that are withheld, and what goes with them: claims on them, numbers made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kg.model.terms import Term
from kg.records.access import Access, key_levels, key_of, may_see
from kg.records.identity import Entity
from kg.records.model import Field, Record, Reference

_MUTUAL = ("spouse-of", "relative-of")
"""What is withheld of one of two people is withheld of the other."""
_NAMING = ("label", "title", "names")
"""The keys by which records refer to somebody."""


@dataclass(slots=True)
class PrivateKeys:
    """The keys that may not be seen with an access, by record; ``find`` gives the one entity that a field refers to."""

    access: Access
    find: Callable[[Field, str], Entity | None]
    by_record: dict[Term, frozenset[str]] = field(default_factory=dict)

    def own(self, record: Record) -> frozenset[str]:
        """The keys of a record that its own entry ``access`` withholds."""
        return frozenset(name for name, level in key_levels(record).items() if not may_see(self.access, level))

    def note(self, record: Record, node: Term) -> None:
        """Keeps the keys of a record for what refers to it."""
        if keys := self.own(record):
            self.by_record[node] = keys

    def of(self, entry: Field | None, document: str) -> frozenset[str]:
        """The keys that are withheld of what a field refers to."""
        if entry is None or not self.by_record or not isinstance(entry.value, Reference):
            return frozenset()
        found = self.find(entry, document)
        return self.by_record.get(found.iri, frozenset()) if found else frozenset()

    def in_record(self, record: Record, document: str) -> frozenset[str]:
        """The keys of a record that are withheld: its own, and for a fact those of whom it is about."""
        about = self.of(record.first("of"), document) if record.kind.name == "fact" else frozenset[str]()
        return self.own(record) | about

    def is_rested_on(self, record: Record, document: str) -> bool:
        """Whether a claim is about a key that is withheld, or a number is made of one."""
        if record.kind.name == "quantity":
            made_of = (*record.all("derived-from"), *record.all("of"))
            return any("count" in self.of(entry, document) for entry in made_of)
        return record.kind.name == "claim" and record.text("about") in self.of(record.first("asserts"), document)

    def withholds(self, entry: Field, keys: frozenset[str], document: str) -> bool:
        """Whether a field of a record whose ``keys`` are withheld goes: one of them, its level, a claim on one.

        So does what says of the other of two people what is withheld of the one.
        """
        name = key_of(entry) or entry.key.name
        if name in keys:
            return True
        if name == "claims" and isinstance(entry.value, Record):
            return entry.value.text("about") in keys
        return name in _MUTUAL and name in self.of(entry, document)

    def renamed(self, entry: Field, document: str) -> Field:
        """A reference; one by a name that may be withheld becomes one by the id."""
        if not self.of(entry, document).intersection(_NAMING):
            return entry
        found = self.find(entry, document)
        return entry._replace(value=Reference(found.local), text=found.local) if found else entry


def withheld_names_of(entity: Entity, keys: frozenset[str]) -> list[str]:
    """The names of an entity that go with some of its keys."""
    labels = entity.labels if {"label", "title"} & keys else []
    return [*labels, *(name for name in entity.names if "names" in keys and name not in entity.labels)]

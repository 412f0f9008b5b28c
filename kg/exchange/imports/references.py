"""Whom and what the rows of a table refer to: somebody whom neither the table nor the authority files have is a fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.exchange.imports.seen import Seen
from kg.mapping.tables.rows import Draft, labels
from kg.model.errors import Problem
from kg.records import Field, Record, Reference
from kg.records.identity import Directory, Entity


@dataclass(frozen=True, slots=True)
class References:
    """The references of the rows that were taken; those that only a later row may make good wait in ``seen``."""

    directory: Directory
    seen: Seen

    def add(self, number: int, drafts: Iterable[Draft], records: Iterable[Record]) -> None:
        """Adds the records of a row."""
        own = set[str]()
        for draft in drafts:
            own.update(labels(draft))
            if not draft.rule.shared or draft.rule.own_id:
                own.add(draft.ident)
        self.seen.add_names(own)
        for entry in (entry for record in records for entry in referring(record)):
            if entry.text in own or self.seen.has_name(entry.text):
                continue
            if len(self.directory.find(entry.text, entry.key.of)) != 1:
                self.seen.add_unknown(number, entry.text, entry)

    def problem(self, entry: Field) -> Problem | None:
        """What is wrong with a reference for which nobody turned up."""
        found = self.directory.resolve(entry)
        return None if isinstance(found, Entity) else found


def referring(record: Record) -> Iterator[Field]:
    """Every reference in a record and its parts."""
    for entry in record.fields:
        if isinstance(entry.value, Reference):
            yield entry
        elif isinstance(entry.value, Record):
            yield from referring(entry.value)

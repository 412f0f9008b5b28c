"""Whom and what the rows of a table refer to: somebody whom neither the table nor the authority files have is a fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.mapping.tables.rows import Draft, labels
from kg.model.errors import Problem
from kg.records import Field, Record, Reference
from kg.records.identity import Directory, Entity


@dataclass(slots=True)
class References:
    """The references of the rows that were taken, but for those that are found at once.

    ``own`` are the ids and labels of the records that the table makes, ``open`` the references that a later row may make good,
    by the number of the row.
    """

    directory: Directory
    own: set[str] = field(default_factory=set)
    open: list[tuple[int, Field]] = field(default_factory=list)

    def add(self, number: int, drafts: Iterable[Draft], records: Iterable[Record]) -> None:
        """Adds the records of a row."""
        for draft in drafts:
            self.own.update(labels(draft))
            if not draft.rule.shared or draft.rule.own_id:
                self.own.add(draft.ident)
        for record in records:
            self.open += [(number, entry) for entry in referring(record) if entry.text not in self.own]

    def missing(self) -> dict[int, Problem]:
        """What is wrong with each row that refers to nobody: the first such reference."""
        found: dict[int, Problem] = {}
        for number, entry in self.open:
            if entry.text in self.own or number in found:
                continue
            if not isinstance(problem := self.directory.resolve(entry), Entity):
                found[number] = problem
        return found


def referring(record: Record) -> Iterator[Field]:
    """Every reference in a record and its parts."""
    for entry in record.fields:
        if isinstance(entry.value, Reference):
            yield entry
        elif isinstance(entry.value, Record):
            yield from referring(entry.value)

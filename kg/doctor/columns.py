"""Vocabularies as one table: a row a concept, a column a language, in an order in which neighbours can change places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

LABEL, TEXT = "label", "text"
Column = tuple[str, str]
"""``LABEL`` or ``TEXT`` (definitions, notes and other names), and a language."""


@dataclass(frozen=True, slots=True)
class Table:
    """``cells`` holds a text for each row, empty where there is none; ``parents`` the row of the broader concept, or -1.

    ``anchors`` holds what names a row outside the columns, such as a readable end of an IRI. ``blocks`` are the rows of
    each scheme: what moves, moves within one.
    """

    cells: dict[Column, tuple[str, ...]]
    anchors: tuple[str, ...]
    parents: tuple[int, ...]
    blocks: tuple[range, ...]

    @property
    def size(self) -> int:
        """How many rows."""
        return len(self.anchors)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that have labels, sorted."""
        return tuple(sorted(language for kind, language in self.cells if kind == LABEL))

    def column(self, column: Column) -> tuple[str, ...]:
        """The texts of a column, empty ones if there is no such column."""
        return self.cells.get(column) or ("",) * self.size

    def sorted_by(self, key: Callable[[int], object]) -> tuple[Table, tuple[int, ...]]:
        """The rows of each block in another order, and the old row of each new one."""
        order = tuple(row for block in self.blocks for row in sorted(block, key=key))  # type: ignore[type-var, arg-type]
        place = {old: new for new, old in enumerate(order)}
        table = Table(
            {column: tuple(texts[old] for old in order) for column, texts in self.cells.items()},
            tuple(self.anchors[old] for old in order),
            tuple(place.get(self.parents[old], -1) for old in order),
            self.blocks,
        )
        return table, order

    def without(self, columns: Sequence[Column], rows: range) -> Table:
        """The table with some rows of some columns emptied."""
        emptied = {
            column: tuple("" if row in rows else text for row, text in enumerate(self.column(column)))
            for column in columns
        }
        return replace(self, cells={**self.cells, **emptied})

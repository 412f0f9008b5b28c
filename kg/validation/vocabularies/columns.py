"""Vocabularies as one table with a row per concept and a column per language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

LABEL, TEXT = "label", "text"
Column = tuple[str, str]
"""``LABEL`` or ``TEXT`` (definitions, notes and other names), and a language."""


@dataclass(frozen=True, slots=True)
class Table:
    """``cells`` holds a text for each row, empty where there is none.

    ``anchors`` holds what names a row outside the columns, such as a readable end of an IRI. ``blocks`` are the rows of
    each scheme; nothing moves from one block to another. ``context`` are rows of other schemes, after all blocks, that
    are known to be in order: words are learnt from them, but they are not examined.
    """

    cells: dict[Column, tuple[str, ...]]
    anchors: tuple[str, ...]
    blocks: tuple[range, ...]
    context: tuple[range, ...] = ()

    @property
    def size(self) -> int:
        """The number of rows."""
        return len(self.anchors)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have labels, sorted."""
        return tuple(sorted(language for kind, language in self.cells if kind == LABEL))

    def column(self, column: Column) -> tuple[str, ...]:
        """The texts of a column, all empty if there is no such column."""
        return self.cells.get(column) or ("",) * self.size

    def sorted_by(self, key: Callable[[int], Any]) -> tuple[int, ...]:
        """The rows of the blocks, sorted by a key within each."""
        return tuple(row for block in self.blocks for row in sorted(block, key=key))

    def without(self, columns: Iterable[Column], rows: Collection[int]) -> Table:
        """The table with some rows of some columns emptied."""
        emptied = {
            column: tuple("" if row in rows else text for row, text in enumerate(self.column(column)))
            for column in columns
        }
        return replace(self, cells={**self.cells, **emptied})

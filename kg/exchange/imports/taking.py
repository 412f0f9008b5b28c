"""Which rows of a table are taken: those that become records without a fault and that no other table has."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from kg.exchange.imports.decoding import text_blocks
from kg.exchange.imports.references import References
from kg.exchange.imports.seen import Seen
from kg.exchange.imports.streamed import Numbers, StreamedTable
from kg.mapping.tables.model import FILE, HXL, ColumnMap
from kg.mapping.tables.reading import read_map
from kg.mapping.tables.rows import Draft, Table, Taken, known_parts
from kg.mapping.tables.values import filled
from kg.model.errors import ChronicleError, Location, Problem
from kg.model.files import shown
from kg.model.layout import COLUMNS, TABLE
from kg.model.message import Message
from kg.model.terms import digest
from kg.records.identity import Directory
from kg.sources.documents import Sentence
from kg.sources.tables import Row

ADDED = ("row", "problem")
"""The columns that a file of rejected rows has besides those of the table; in HXL they have hashtags of their own."""
_SHOWN = 5
"""So many problems are shown; the file of rejected rows has all."""


def added(columns: ColumnMap) -> list[str]:
    """How the columns that a file of rejected rows has besides those of the table are written."""
    return [f"#meta+{name}" if columns.reads == HXL else name for name in ADDED]


@dataclass(slots=True)
class Taking:
    """What became of the rows of a table.

    ``rejects`` is the file with the rows that were refused, ``problems`` the first of what is wrong with them, ``faults`` how
    often each code occurs. ``shared`` are the records for the authority files, by kind and id. ``is_whole`` unless rows
    refer to nobody, which have to be left out.
    """

    rejects: Path
    rows: int = 0
    taken: int = 0
    empty: int = 0
    rejected: Numbers = field(default_factory=Numbers)
    repeated: Numbers = field(default_factory=Numbers)
    elsewhere: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    shared: dict[tuple[str, str], Draft] = field(default_factory=dict)
    is_whole: bool = False


def add_known_rows(seen: Seen, documents: Path, columns: ColumnMap, *, but: str, language: str) -> None:
    """Adds the rows that the other tables of this kind have."""
    for path in sorted(documents.glob(f"*/{COLUMNS}")):
        table_path = path.with_name(TABLE)
        if path.parent.name == but or not table_path.is_file():
            continue
        try:
            other = read_map(path)
            if other.name == columns.name:
                blocks = partial(text_blocks, table_path)
                table = StreamedTable(blocks, shown(table_path), "", other, language=language)
                for key, cells in _keys(table):
                    seen.add_row(key, cells, document=path.parent.name)
        except ChronicleError:  # `kg validate` says what is wrong with it
            continue


def _keys(table: Table) -> Iterator[tuple[str, str]]:
    for number, sentence in table.sentences():
        if number not in table.map.told.left_out and (row := table.drafted(number, sentence).row):
            yield key_of(row, table.map)


def key_of(row: Row, columns: ColumnMap) -> tuple[str, str]:
    """What tells a row apart from others, and the hash of all its cells that the map reads."""
    names = sorted(name for name in columns.columns if name != FILE)
    cells = digest("\0".join(f"{name}\0{cell.text}" for name in names if (cell := row.get(name))))
    own = filled(columns.key, row) if columns.key else None
    return (str(own) if own else cells), cells


def take(
    table: Table,
    seen: Seen,
    rejects: Path,
    *,
    directory: Directory,
    unfit: Callable[[int, Sentence], Problem | None],
    lines: Mapping[int, int] = MappingProxyType({}),
    progress: Callable[[int], None] = lambda _: None,
) -> Taking:
    """What becomes of each row; the rows are gone through one by one, and the rejected ones written to a file.

    ``unfit`` says what is wrong with a row before any cell of it is read; ``lines`` are those of the file as received, by
    the number of the row, if it was no table. Rows that refer to nobody are lost in ``seen``: they have to be left out, and
    the others gone through again.
    """
    seen.begin(part for known in table.map.told.known.values() for part in known_parts(known))
    taking, references = Taking(rejects), References(directory, seen)
    with rejects.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = _Rejects(file, table)
        for taken in table.rows(shared=True, unfit=unfit):
            taking.rows += 1
            progress(taken.number)
            if not taken.problems and taken.row and _compare(taken, table, seen, taking):
                references.add(taken.number, taken.drafts, taken.records.records)
            if taken.problems:
                if taken.number in lines:
                    place = Location(table.document.path, lines[taken.number])
                    taken.problems = [problem._replace(location=place) for problem in taken.problems]
                _reject(taken, taking)
                writer.add(taken)
    taking.is_whole = not seen.lose(references.problem)
    return taking


class _Rejects:
    """Writes rejected rows, with their numbers before them and what is wrong behind them."""

    def __init__(self, file: TextIO, table: Table) -> None:
        own = (*ADDED, *added(table.map))
        heads = zip(table.columns, table.head.written, strict=True)
        kept = [(name, written) for name, written in heads if name not in own]
        self._columns, self._writer = [name for name, _ in kept], csv.writer(file, lineterminator="\n")
        first, last = added(table.map)
        self._writer.writerow([first, *(written for _, written in kept), last])

    def add(self, taken: Taken) -> None:
        """Adds a row."""
        self._writer.writerow([taken.number, *_cells(taken, self._columns), _said(taken.problems)])


def _compare(taken: Taken, table: Table, seen: Seen, taking: Taking) -> bool:
    """Whether a row is taken: not if this table or another has it already; with the same key and other cells it is refused."""
    assert taken.row
    key, cells = key_of(taken.row, table.map)
    if earlier := seen.row(key, cells):
        if earlier.is_same:
            taking.repeated.add(taken.number)
            taking.elsewhere[earlier.document] += bool(earlier.document)
            return False
        where = earlier.document or Message("row {row} of this table", row=earlier.number)
        found = Message('"{key}" is also in {where}, with other cells', key=key, where=where)
        remedy = Message("keep the row that is right; take the other out of its table")
        taken.problems.append(Problem("row-differs", found, remedy, taken.row.location))
        return False
    for ident in taken.own_ids:
        if row := seen.row_of_id(ident):
            found = Message('the id "{id}" is that of row {row} too', id=ident, row=row)
            remedy = Message("give each row a number of its own")
            taken.problems.append(Problem("row-differs", found, remedy, taken.row.location))
            return False
    seen.add_row(key, cells, number=taken.number)
    seen.add_ids(taken.own_ids, taken.number)
    _count(taken, taking)
    return True


def _count(taken: Taken, taking: Taking) -> None:
    """Counts what a row gives."""
    taking.taken += 1
    taking.empty += not any(draft.rule.is_of_row for draft in taken.drafts)
    taking.kinds.update(record.kind.name for record in taken.records.records)
    taking.shared |= {(draft.rule.kind, draft.ident): draft for draft in taken.drafts if draft.rule.shared}


def _reject(taken: Taken, taking: Taking) -> None:
    taking.rejected.add(taken.number)
    taking.faults.update({problem.code for problem in taken.problems})
    new = list({(problem.code, problem.location): problem for problem in taken.problems}.values())
    taking.problems += new[: max(0, _SHOWN - len(taking.problems))]


def _cells(taken: Taken, columns: list[str]) -> list[str]:
    """The cells of a rejected row as they were; the whole row in the first, where they cannot be told apart."""
    if taken.row:
        return [taken.row[name].text for name in columns]
    return [taken.sentence.text, *[""] * (len(columns) - 1)]


def _said(problems: list[Problem]) -> str:
    return "; ".join(dict.fromkeys(str(problem.found) for problem in problems))

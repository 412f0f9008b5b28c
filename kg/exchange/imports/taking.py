"""Which rows of a table are taken: those that become records without a fault and that no other table has."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from kg.exchange.imports.references import References
from kg.mapping.tables.model import FILE, HXL, ColumnMap
from kg.mapping.tables.reading import read_map
from kg.mapping.tables.rows import Draft, Table, Taken, known_parts
from kg.mapping.tables.values import filled
from kg.model.errors import ChronicleError, Location, Problem
from kg.model.layout import COLUMNS, TABLE
from kg.model.message import Message
from kg.model.terms import digest
from kg.records.identity import Directory
from kg.sources.documents import Sentence
from kg.sources.readers import read_document
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

    ``rejects`` is the text of a file with the rows that were refused, ``problems`` the first of what is wrong with them,
    ``faults`` how often each code occurs. ``shared`` are the records for the authority files, by kind and id.
    """

    rows: int = 0
    taken: int = 0
    empty: int = 0
    rejected: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    elsewhere: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    shared: dict[tuple[str, str], Draft] = field(default_factory=dict)
    lost: dict[int, Problem] = field(default_factory=dict)
    rejects: io.StringIO = field(default_factory=io.StringIO)


Known = dict[str, tuple[str, str]]
"""The rows of other tables by what tells them apart, each with the hash of its cells and its document."""


def known_rows(documents: Path, columns: ColumnMap, *, but: str, language: str) -> Known:
    """The rows that the other tables of this kind have."""
    found: Known = {}
    for path in sorted(documents.glob(f"*/{COLUMNS}")):
        if path.parent.name == but or not path.with_name(TABLE).is_file():
            continue
        try:
            other = read_map(path)
            if other.name == columns.name:
                table = Table(read_document(path.with_name(TABLE)), other, language=language)
                found |= _keys(table, path.parent.name)
        except ChronicleError:  # `kg validate` says what is wrong with it
            continue
    return found


def _keys(table: Table, document: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for number, sentence in table.sentences():
        if number not in table.map.told.left_out and (row := table.drafted(number, sentence).row):
            key, cells = key_of(row, table.map)
            yield key, (cells, document)


def key_of(row: Row, columns: ColumnMap) -> tuple[str, str]:
    """What tells a row apart from others, and the hash of all its cells that the map reads."""
    names = sorted(name for name in columns.columns if name != FILE)
    cells = digest("\0".join(f"{name}\0{cell.text}" for name in names if (cell := row.get(name))))
    own = filled(columns.key, row) if columns.key else None
    return (str(own) if own else cells), cells


def take(
    table: Table,
    known: Known,
    *,
    directory: Directory,
    unfit: Callable[[int, Sentence], Problem | None],
    lines: Mapping[int, int] = MappingProxyType({}),
    progress: Callable[[int], None] = lambda _: None,
) -> Taking:
    """What becomes of each row; the rows are gone through one by one, and only their numbers are kept.

    ``unfit`` says what is wrong with a row before any cell of it is read; ``lines`` are those of the file as received, by
    the number of the row, if it was no table. Rows that refer to nobody are in ``lost``: they have to be left out, and the
    others gone through again.
    """
    told = {part for known in table.map.told.known.values() for part in known_parts(known)}
    taking, ids, references = Taking(), dict[str, int](), References(directory, told)
    writer = csv.writer(taking.rejects, lineterminator="\n")
    columns = [name for name in table.columns if name not in (*ADDED, *added(table.map))]
    names = [
        written
        for name, written in zip(table.columns, table.head.written, strict=True)
        if name not in (*ADDED, *added(table.map))
    ]
    first, last = added(table.map)
    writer.writerow([first, *names, last])
    known = dict(known)
    for taken in table.rows(shared=True, unfit=unfit):
        taking.rows += 1
        progress(taken.number)
        if not taken.problems and taken.row and _compare(taken, table, known, ids, taking):
            references.add(taken.number, taken.drafts, taken.records.records)
        if taken.problems:
            if taken.number in lines:
                place = Location(table.document.path, lines[taken.number])
                taken.problems = [problem._replace(location=place) for problem in taken.problems]
            _reject(taken, taking)
            writer.writerow([taken.number, *_cells(taken, columns), _said(taken.problems)])
    taking.lost = references.missing()
    return taking


def _compare(taken: Taken, table: Table, known: Known, ids: dict[str, int], taking: Taking) -> bool:
    """Whether a row is taken: not if this table or another has it already; with the same key and other cells it is refused."""
    assert taken.row
    key, cells = key_of(taken.row, table.map)
    if key in known:
        same, document = known[key]
        if same == cells:
            taking.repeated.append(taken.number)
            taking.elsewhere[document] += bool(document)
            return False
        here = Message("row {row} of this table", row=ids.get(key, 0))
        where = here if key in ids else document
        found = Message('"{key}" is also in {where}, with other cells', key=key, where=where)
        remedy = Message("keep the row that is right; take the other out of its table")
        taken.problems.append(Problem("row-differs", found, remedy, taken.row.location))
        return False
    twice = next((ident for ident in taken.own_ids if ident in ids), None)
    if twice:
        found = Message('the id "{id}" is that of row {row} too', id=twice, row=ids[twice])
        remedy = Message("give each row a number of its own")
        taken.problems.append(Problem("row-differs", found, remedy, taken.row.location))
        return False
    known[key] = (cells, "")
    ids |= dict.fromkeys((key, *taken.own_ids), taken.number)
    taking.taken += 1
    taking.empty += not any(draft.rule.is_of_row for draft in taken.drafts)
    taking.kinds.update(record.kind.name for record in taken.records.records)
    taking.shared |= {(draft.rule.kind, draft.ident): draft for draft in taken.drafts if draft.rule.shared}
    return True


def _reject(taken: Taken, taking: Taking) -> None:
    taking.rejected.append(taken.number)
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

"""Imports a table: checks every row, lays the table out as a document, and says what became of it."""

from __future__ import annotations

import filecmp
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.exchange.imports.column_maps import BELOW, find_map
from kg.exchange.imports.decoding import unfit_row
from kg.exchange.imports.entries import Entries, directory_of, entries, known_records
from kg.exchange.imports.joining import known_events
from kg.exchange.imports.names import check_names, check_sames
from kg.exchange.imports.received import Received, receive
from kg.exchange.imports.seen import Seen, as_os_error
from kg.exchange.imports.streamed import StreamedTable
from kg.exchange.imports.taking import ADDED, Taking, add_known_rows, added, take
from kg.mapping.tables.model import ColumnMap, Import
from kg.model.errors import CallError, InvalidValueError, Problem
from kg.model.files import shown
from kg.model.layout import COLUMNS, RECEIVED, REJECTS, TABLE
from kg.model.message import Message
from kg.model.project import Project
from kg.model.terms import slug
from kg.model.writing import reported, write_file
from kg.records.editing import written
from kg.records.identity import Directory
from kg.sources.digests import name_for
from kg.sources.documents import Sentence


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a table is to be imported."""

    ident: str = ""
    encoding: str = ""
    sheet: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keep_going: bool = False


def given_pairs(given: Iterable[str], form: str) -> dict[str, str]:
    """What was given in the form ``COLUMN=CELL`` or ``NAME=ID``; ``CallError`` for anything else."""
    for text in given:
        if "=" not in text:
            unclear = Message('"{text}" is not of the form {form}', text=text, form=form)
            raise CallError(Problem("wrong-call", unclear, Message("write {form}", form=form)))
    return {name.strip(): cell.strip() for name, _, cell in (text.partition("=") for text in given)}


def check_call(kind: str, files: Sequence[Path], wanted: Wanted) -> None:
    """``CallError`` for a call that names no table, or gives several one id."""
    if not files:
        found = Message("no table is named")
        raise CallError(Problem("wrong-call", found, Message("name its file: kg import {kind} FILE", kind=kind)))
    if wanted.ident and len(files) > 1:
        found = Message("--{name} belongs to one table, and {count} are given", name="id", count=len(files))
        raise CallError(Problem("wrong-call", found, Message("import that table by itself")))


@dataclass(slots=True)
class Imported:
    """A table with what became of its rows, and the files to write."""

    folder: Path
    received: Received
    taking: Taking
    entries: Entries
    unread: list[str]
    is_kept: bool
    files: dict[Path, bytes | Path] = field(default_factory=dict)


_SPACE = Message("free some space, or name another temporary folder in TMPDIR")


def prepare(
    path: Path,
    kind: str,
    *,
    project: Project,
    wanted: Wanted,
    scratch: Path,
    progress: Callable[[int], None] = lambda _: None,
) -> Imported:
    """What becomes of a table; what is to be written lies in a scratch folder, the project is as it was.

    ``DataError`` or ``CallError`` if the table cannot be read at all.
    """
    text, columns = find_map(kind)
    with reported(scratch, _SPACE):
        received = receive(path, scratch, encoding=wanted.encoding, sheet=wanted.sheet, reads=columns.reads)
    folder = project.documents / _ident(path, wanted.ident)
    _check(folder)
    told = Import(path.stem, received.sha256, received.sheet, wanted.given, wanted.facts, same=wanted.same)
    columns = replace(columns, told=told)
    table = _table(received, columns, project)
    if events := known_events(table, project, but=folder.name):
        columns = replace(columns, told=replace(told, known=events))
        table = _table(received, columns, project)
    directory = directory_of(known_records(project, folder.name), project)
    check_sames(wanted.same, directory)
    with reported(scratch, _SPACE), as_os_error():
        taking = _taken(table, received, folder, project, wanted, directory, scratch / REJECTS, progress)
    check_names(taking.shared.values(), project, directory)
    is_kept = bool(taking.taken) and (wanted.keep_going or not taking.rejected)
    shared = (
        entries(taking.shared.values(), folder.name, project, directory=directory) if is_kept else Entries({}, 0, 0)
    )
    unread = [name for name in table.unread if name not in (*ADDED, *added(columns)) and not name.startswith("(")]
    made = Imported(folder, received, taking, shared, unread, is_kept)
    made.files = _files(made, columns, text)
    return made


def _table(received: Received, columns: ColumnMap, project: Project) -> StreamedTable:
    path = shown(received.path)
    return StreamedTable(received.blocks, path, received.sha256, columns, language=project.language)


def _taken(
    table: StreamedTable,
    received: Received,
    folder: Path,
    project: Project,
    wanted: Wanted,
    directory: Directory,
    rejects: Path,
    progress: Callable[[int], None],
) -> Taking:
    """What becomes of the rows, once those that refer to nobody are left out."""
    path, seen = shown(received.path), Seen()
    add_known_rows(seen, project.documents, table.map, but=folder.name, language=project.language)

    def unfit(number: int, sentence: Sentence) -> Problem | None:
        return received.faults.get(number) or seen.fault_of(number) or unfit_row(sentence, path, wanted.encoding)

    while True:
        taking = take(table, seen, rejects, directory=directory, unfit=unfit, lines=received.lines, progress=progress)
        if taking.is_whole:
            return taking


def _ident(path: Path, wanted: str) -> str:
    """The id given, or one made of the file's name; that of rows that were mended follows that of their table."""
    is_mended = path.name == REJECTS and path.parent.name
    ident = wanted or (f"{path.resolve().parent.name}-mended" if is_mended else name_for(path))
    try:
        return slug(ident)
    except InvalidValueError as error:
        remedy = Message("give each document an id that names nobody: --id 2012-04-27-joint-appeal")
        raise CallError(Problem("bad-id", error.found, remedy)) from error


def _check(folder: Path) -> None:
    """Refuses to write into a folder that no import wrote."""
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else {folder.name} if folder.exists() else set()
    if there - {TABLE, COLUMNS, REJECTS, *RECEIVED}:
        found = Message("{path} already exists", path=folder)
        raise CallError(Problem("file-exists", found, Message("give this table another id with --id")))


def _files(made: Imported, columns: ColumnMap, text: str) -> dict[Path, bytes | Path]:
    """The files of the table's folder; where nothing is kept, only the rows to mend."""
    files: dict[Path, bytes | Path] = {}
    if made.taking.rejected:
        files[made.folder / REJECTS] = made.taking.rejects
    if not made.is_kept:
        return files
    received = made.received
    if received.original is not None:
        files[made.folder / f"received{received.ending}"] = received.original
    files |= made.entries.files
    files[made.folder / TABLE] = received.table
    files[made.folder / COLUMNS] = f"{_noted(columns.told, made.taking)}{BELOW}{text}".encode()
    return files


def _noted(told: Import, taking: Taking) -> str:
    """What the import notes above the column map."""
    texts = {"file": told.file, "sha256": told.sha256, "sheet": told.sheet}
    lines = [f"  {name}: {written(text)}" for name, text in texts.items() if text]
    for name, numbers in (("rejected", taking.rejected), ("repeated", taking.repeated)):
        if len(ranges := numbers.texts()) == 1:
            lines.append(f"  {name}: {written(ranges[0])}")
        elif ranges:
            lines += [f"  {name}:", *(f"    - {written(text)}" for text in ranges)]
    known = {str(number): text for number, text in told.known.items()}
    for name, values in (("given", told.given), ("facts", told.facts), ("same", told.same), ("known", known)):
        lines += [f"  {name}:"] * bool(values)
        for key, value in values.items():
            items = [value] if isinstance(value, str) else value
            said = ", ".join(written(item, flow=True) for item in items)
            lines.append(f"    {written(key)}: {f'[{said}]' if len(items) > 1 else written(items[0])}")
    return "\n".join(["import:", *lines, "", ""])


def write(made: Imported) -> None:
    """Writes the files, the column map last, and removes what an earlier import of the table left."""
    for path, data in made.files.items():
        if not _is_there(path, data):
            write_file(path, data)
    for name in (REJECTS, *RECEIVED) if made.is_kept else ():
        if made.folder / name not in made.files:
            (made.folder / name).unlink(missing_ok=True)


def _is_there(path: Path, data: bytes | Path) -> bool:
    """Whether a file has these bytes already."""
    if not path.is_file():
        return False
    return path.read_bytes() == data if isinstance(data, bytes) else filecmp.cmp(path, data, shallow=False)

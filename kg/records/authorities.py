"""The authority files: persons, organisations, places, instruments and documents that several documents share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from kg.model.characters import plain
from kg.model.errors import ChronicleError, DataError, InvalidValueError, Location, Problem
from kg.model.files import read_text, shown
from kg.model.layout import RETIRED, authority_files
from kg.model.message import Message
from kg.model.terms import slug
from kg.records import Record, read_records


def read_retired(folder: Path) -> dict[str, int]:
    """The ids of removed records, each with its line; ``#`` begins a comment.

    The id of a document's record follows that of the document: ``2012-04-27-appeal.detention``. ``DataError`` for a
    line that is no id.
    """
    path = folder / RETIRED
    lines = read_text(path).splitlines() if path.exists() else []
    entries = ((line.partition("#")[0].strip(), number) for number, line in enumerate(lines, 1))
    found = {ident: number for ident, number in entries if ident}
    problems = [fault for ident, number in found.items() if (fault := _no_id(ident, Location(shown(path), number, 1)))]
    if problems:
        raise DataError(problems)
    return found


def _no_id(text: str, place: Location) -> Problem | None:
    """The problem of a line that is no id."""
    try:
        for part in plain(text).split("."):
            slug(part)
    except InvalidValueError as error:
        return Problem("bad-id", error.found, Message("write one id a line"), place)
    return None


def given_again(records: Iterable[Record], retired: Collection[str], document: str = "") -> Iterator[Problem]:
    """A problem for each record, of a document or the authority files, that has the id of a removed one."""
    for record in records:
        local = f"{document}.{record.id}" if document and record.kind.name != "document" else record.id
        if local in retired:
            found = Message('the id "{id}" belonged to an entry that has been removed', id=record.id)
            yield Problem(
                "retired-id",
                found,
                Message("give the record an id that was never used"),
                record.location,
                (),
                record.kind.name,
                record.id,
            )


def read_authorities(folder: Path, *, language: str) -> tuple[list[Record], list[Problem], list[Problem]]:
    """The records of every YAML file in the folder, the faults in them, and the faults of files that could not be read."""
    records: list[Record] = []
    faults: list[Problem] = []
    unread: list[Problem] = []
    for path in authority_files(folder):
        try:
            found, problems = read_records(path, shared=True, language=language, original=language)
        except ChronicleError as error:
            unread += error.problems
        else:
            records += found
            faults += problems
    return records, faults, unread

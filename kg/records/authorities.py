"""The authority files: persons, organisations, places, instruments and documents that several documents share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.model.errors import ChronicleError, Problem
from kg.model.files import read_text
from kg.model.layout import RETIRED, authority_files
from kg.model.message import Message
from kg.records import Record, read_records


def read_retired(folder: Path) -> dict[str, int]:
    """The ids of removed entries, each with its line; ``#`` begins a comment."""
    path = folder / RETIRED
    lines = read_text(path).splitlines() if path.exists() else []
    entries = ((line.partition("#")[0].strip(), number) for number, line in enumerate(lines, 1))
    return {ident: number for ident, number in entries if ident}


def given_again(records: Iterable[Record], folder: Path) -> Iterator[Problem]:
    """A problem for each record that has the id of a removed entry."""
    retired = read_retired(folder)
    for record in records:
        if record.id in retired:
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

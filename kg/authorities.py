"""The authority files: persons, organisations, places, instruments and documents that several documents share."""

from __future__ import annotations

from pathlib import Path

from kg.errors import ChronicleError, Problem
from kg.records import Record, read_records


def read_authorities(folder: Path, *, language: str) -> tuple[list[Record], list[Problem], list[Problem]]:
    """The records of every YAML file in the folder, the faults in them, and the faults of files not read at all."""
    records: list[Record] = []
    faults: list[Problem] = []
    unread: list[Problem] = []
    for path in sorted(folder.glob("*.y*ml")):
        try:
            found, problems = read_records(path, shared=True, language=language, original=language)
        except ChronicleError as error:
            unread += error.problems
        else:
            records += found
            faults += problems
    return records, faults, unread

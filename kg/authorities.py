"""The authority files: persons, organisations, places, instruments and documents that several documents share."""

from __future__ import annotations

from pathlib import Path

from kg.errors import ChronicleError, Problem
from kg.records import Record, read_records


def read_authorities(folder: Path, *, language: str) -> tuple[list[Record], list[Problem]]:
    """The records of every YAML file in the folder, with all faults of all files."""
    records: list[Record] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found, faults = read_records(path, shared=True, language=language, original=language)
        except ChronicleError as error:
            problems += error.problems
        else:
            records += found
            problems += faults
    return records, problems

"""``original.csv``: the hash of each stretch of an original, so that it can be proved without holding the text."""

from __future__ import annotations

import csv
from pathlib import Path

from kg.documents import Stretch, read_text, shown
from kg.errors import DataError, Location, Problem


def read_stretches(path: Path) -> dict[Stretch, str]:
    """The SHA-256 of each stretch; ``DataError`` for a row that is not one."""
    found: dict[Stretch, str] = {}
    for number, row in enumerate(csv.DictReader(read_text(path).splitlines()), 2):
        try:
            found[Stretch(int(row["start"]), int(row["end"]))] = row["sha256"]
        except (KeyError, TypeError, ValueError) as error:
            remedy = "`kg digest ORIGINAL --fix DIGEST` writes this file anew"
            place = Location(shown(path), number)
            raise DataError(Problem("wrong-shape", "a row needs start, end and sha256", remedy, place)) from error
    return found

"""Reads ``original.csv``: the hash of each span of an original, so that it can be verified without keeping the text."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from kg.model.errors import DataError, Location, Problem
from kg.model.files import read_text, shown
from kg.model.message import Message
from kg.sources.documents import TextSpan

_HASH = re.compile(r"[0-9a-f]{64}")


def read_spans(path: Path) -> dict[TextSpan, str]:
    """The SHA-256 of each span; ``DataError`` for a malformed row."""
    found: dict[TextSpan, str] = {}
    rows = csv.DictReader(read_text(path).splitlines())
    try:
        for row in rows:
            span, sha256 = TextSpan(int(row["start"]), int(row["end"])), row["sha256"] or ""
            if span.start < 0 or not _HASH.fullmatch(sha256):
                raise ValueError("no span, or no hash")
            found[span] = sha256
    except (KeyError, TypeError, ValueError, csv.Error) as error:
        remedy = Message("`kg digest ORIGINAL --fix DIGEST` rewrites this file")
        place = Location(shown(path), max(rows.line_num, 2))
        raise DataError(Problem("wrong-shape", Message("a row needs start, end and sha256"), remedy, place)) from error
    return found

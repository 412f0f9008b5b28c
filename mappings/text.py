"""Reads a text that is held as it is, with the reviewed records beside it.

A folder holds ``original.txt`` (the bytes as received, or the text of a web page or a PDF, which is then beside it), ``text.md`` (front matter; one sentence per line, each with its span
of the original) and ``records.yaml``. The document is the original itself: evidence quotes its words. ``kg add`` lays it out.
"""

from __future__ import annotations

import re
from pathlib import Path

from kg.mapping.source import Source
from kg.model.errors import DataError, Location, Problem
from kg.model.files import shown
from kg.model.layout import DIGEST, ORIGINAL, PLACES, PROPOSED, PROPOSED_VALUES, RECEIVED_TEXTS, RECORDS, REVIEWED, TEXT
from kg.model.message import Message
from kg.records import read_front, read_records
from kg.sources.held import changed, read_held

PATTERN = f"*/{TEXT}"
RECORD_FILES = (RECORDS,)
FILES = (RECORDS, ORIGINAL, PLACES, PROPOSED, PROPOSED_VALUES, REVIEWED, *RECEIVED_TEXTS)


def read(path: Path, *, language: str) -> tuple[Source, list[Problem]]:
    """The text and its records; ``DataError`` if a file cannot be read, or a line has other words than the original."""
    if path.with_name(DIGEST).exists():
        found = Message("the folder holds a digest and a text, and both would take its records")
        remedy = Message("move one of them into a folder of its own, with its records")
        raise DataError(Problem("digest-and-text", found, remedy, Location(shown(path))))
    document = read_held(path)
    line, path_shown = document.front_line, document.path
    head, original, problems = read_front(document.front, path_shown, line=line, aside="original", language=language)
    whole = set(original) - {"received"} == {"sha256", "length"} and re.fullmatch(r"[0-9]{1,9}", original["length"])
    if not whole or not re.fullmatch(r"[0-9a-f]{64}", original["sha256"]):
        found = Message("original must hold a SHA-256 in lower case and a length in characters")
        problems.append(Problem("wrong-shape", found, Message("`kg add` writes them"), Location(path_shown, line)))
    else:
        problems += changed(document, original, path)
    records, faults = read_records(
        path.with_name(RECORDS), language=language, original=head.text("language") or language
    )
    return Source(document, (head, *records), original), problems + faults

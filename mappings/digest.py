"""Reads a digest with the reviewed records beside it.

A folder holds ``digest.md`` (front matter; one sentence per line, each ending in the span of the original that it
restates), ``records.yaml`` and, where the digest restates somebody else's text, ``original.csv`` with the hash of each
span. An organisation that owns its text writes it unchanged in ``digest.md`` and omits ``original``.
"""

from __future__ import annotations

import re
from pathlib import Path

from kg.mapping.source import Source
from kg.model.errors import Location, Problem
from kg.model.layout import DIGEST, RECORDS, SPANS
from kg.model.message import Message
from kg.model.terms import is_language
from kg.records import read_front, read_records
from kg.sources.readers import read_document
from kg.sources.spans import read_spans

PATTERN = f"*/{DIGEST}"
RECORD_FILES = (RECORDS,)
FILES = (RECORDS, SPANS)


def read(path: Path, *, language: str) -> tuple[Source, list[Problem]]:
    """The digest and its records; ``DataError`` if either file cannot be read at all."""
    document = read_document(path)
    line, path_shown = document.front_line, document.path
    head, original, problems = read_front(document.front, path_shown, line=line, aside="original", language=language)
    if original and not _is_whole(original):
        found = Message("original must hold a SHA-256 in lower case and a length in characters")
        remedy = Message("`kg digest ORIGINAL` writes them")
        problems.append(Problem("wrong-shape", found, remedy, Location(path_shown, line)))
    words = original.get("language") or head.text("language") or language
    records, faults = read_records(path.with_name(RECORDS), language=language, original=words)
    spans = read_spans(path.with_name(SPANS)) if original else {}
    return Source(document, (head, *records), original, spans), problems + faults


def _is_whole(original: dict[str, str]) -> bool:
    """Whether the hash and the length of the original are given and well formed."""
    return (
        set(original) - {"language"} == {"sha256", "length"}
        and is_language(original.get("language", "en"))
        and bool(re.fullmatch(r"[0-9a-f]{64}", original["sha256"]))
        and bool(re.fullmatch(r"[0-9]{1,9}", original["length"]))
    )

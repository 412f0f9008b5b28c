"""Reads a digest with the reviewed records beside it.

A folder holds ``digest.md`` (front matter; one sentence per line, each ending in the span of the original that it
restates), ``records.yaml`` and, where the digest restates somebody else's text, ``original.csv`` with the hash of each
span. An organisation that owns its text writes it unchanged in ``digest.md`` and omits ``original``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.mapping.source import Source
from kg.model.errors import Location, Problem
from kg.model.layout import DIGEST, PROPOSED, PROPOSED_VALUES, RECORDS, REVIEWED, SPANS
from kg.model.message import Message
from kg.model.terms import digest, is_language
from kg.records import read_front, read_records
from kg.records.reader import MOST_WORDS
from kg.sources.documents import Document, TextSpan
from kg.sources.readers import read_document
from kg.sources.spans import read_spans

PATTERN = f"*/{DIGEST}"
RECORD_FILES = (RECORDS,)
FILES = (RECORDS, SPANS, PROPOSED, PROPOSED_VALUES, REVIEWED)


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
    problems += _copied(document, spans)
    return Source(document, (head, *records), original, spans), problems + faults


def _copied(document: Document, spans: Mapping[TextSpan, str]) -> Iterator[Problem]:
    """A problem for each long line that has the very words of the original, which a digest restates."""
    for sentence in document.sentences:
        own = digest(sentence.text)
        if len(sentence.text.split()) > MOST_WORDS and any(spans.get(span) == own for span in sentence.spans):
            remedy = Message("restate them in your own; if you may hold the text as it is, `kg add` it instead")
            found = Message("this line of the digest has the original's own words")
            yield Problem("copies-original", found, remedy, Location(document.path, sentence.line, 1))


def _is_whole(original: dict[str, str]) -> bool:
    """Whether the hash and the length of the original are given and well formed."""
    return (
        set(original) - {"language"} == {"sha256", "length"}
        and is_language(original.get("language", "en"))
        and bool(re.fullmatch(r"[0-9a-f]{64}", original["sha256"]))
        and bool(re.fullmatch(r"[0-9]{1,9}", original["length"]))
    )

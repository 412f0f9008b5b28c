"""Warns of claims that nothing but a heading is evidence of."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from kg.mapping.evidence import Passage, locate
from kg.model.errors import Problem
from kg.model.message import Message
from kg.records import Field, Record
from kg.sources.documents import Document
from kg.sources.headings import is_heading, sentence_at


def headings_as_evidence(record: Record, document: Document) -> Iterator[Problem]:
    """A warning for a record, and for each claim in it, all of whose evidence lies in headings.

    What a heading leaves open is no assertion, so it may be quoted for that. In a digest headings are no sentences, and
    nothing can be quoted from them.
    """
    if not document.laid_out:
        return
    for entry in record.fields:
        if isinstance(entry.value, Record):
            yield from headings_as_evidence(entry.value, document)
    quoted = record.all("evidence")
    if quoted and not _leaves_open(record) and all(_in_heading(entry, document) for entry in quoted):
        yield _problem(quoted[0])


def _leaves_open(record: Record) -> bool:
    return record.text("certainty") == "unclear" and record.text("stance") == "leaves open"


def _in_heading(entry: Field, document: Document) -> bool:
    """Whether quoted words lie in a heading; words that are not found are reported elsewhere."""
    found = locate(entry, document)
    sentence = sentence_at(document, found.start + document.begins) if isinstance(found, Passage) else None
    return sentence is not None and is_heading(document, sentence)


def _problem(entry: Field) -> Problem:
    words = textwrap.shorten(entry.text, 60, placeholder=" …")
    found = Message('the only evidence is a heading, which asserts nothing by itself: "{words}"', words=words)
    remedy = Message("quote the sentence that says it, or write certainty: unclear and stance: leaves open")
    return Problem("heading-as-evidence", found, remedy, entry.location, (), "evidence", entry.text, "warning")

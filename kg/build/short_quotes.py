"""Verifies short quotations in records: the document's words for a date, a number or a reading."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from kg.mapping import Source
from kg.model.errors import Problem
from kg.model.message import Message
from kg.records import Field, Record
from kg.sources.documents import squeezed
from kg.sources.words import spans_of

_BROKEN = re.compile(r"(?<=[-\u2010-\u2015/])\s+")
"""White space after a hyphen or dash, where lines are broken: a text may have “2011-” on one line and “2012” on the next."""


def short_quotes(record: Record) -> Iterator[Field]:
    """The keys of a record that quote its document, except for evidence, which is quoted in passages, and the title."""
    for entry in record.fields:
        if isinstance(entry.value, Record):
            yield from short_quotes(entry.value)
        elif entry.key.reads == "verbatim" and entry.key.name != "title" and isinstance(entry.value, str):
            yield entry


def missing_quotes(source: Source, original: str | None) -> Iterator[Problem]:
    """A problem for each short quotation that is not in the text whose words it has.

    That of a digest is its original; white space, line breaks and other differences of form do not count.
    """
    text = original if source.restates else source.document.text
    if text is None:
        return
    joined = _joined(text)
    for entry in (entry for record in source.records for entry in short_quotes(record)):
        if not any(True for _ in spans_of(joined, _joined(entry.text), "form")):
            yield _problem(entry, is_restated=source.restates)


def _joined(text: str) -> str:
    return _BROKEN.sub("", squeezed(text))


def _problem(entry: Field, *, is_restated: bool) -> Problem:
    key, words = entry.key.name, textwrap.shorten(entry.text, 60, placeholder=" …")
    found = (
        Message('{key}: "{words}" is not in the original', key=key, words=words)
        if is_restated
        else Message('{key}: "{words}" is not in the document', key=key, words=words)
    )
    remedy = Message("copy the words from there, or leave {key} out", key=key)
    return Problem("words-not-found", found, remedy, entry.location, (), key, entry.text)

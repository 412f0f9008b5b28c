"""A text that is held as it is, after somebody is forgotten: the name is withheld in the original and in the lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from kg.model.terms import digest
from kg.records.editing import Edit, apply
from kg.sources.documents import Document, Sentence, TextSpan
from kg.sources.held import line_of

_NOTE = "# A name is withheld in original.txt: its hash is that of this version, not of the text as received.\n"


def withheld_text(
    front: str, body: Iterable[tuple[int, str]], document: Document, edits: Iterable[Edit], away: Collection[Sentence]
) -> tuple[str, str]:
    """The new ``text.md`` and the new original: ``edits`` are made in the original, the lines of ``away`` are removed.

    ``front`` is the beginning of ``text.md`` up to the end of the front matter, already without the name; ``body`` are the
    lines after it with their numbers.
    """
    outermost = _outermost(edits)
    original = apply(document.text, outermost)
    lines = {sentence.line: sentence for sentence in document.sentences}
    gone = {sentence.line for sentence in away}
    text = "".join(
        line_of(original, _moved(lines[number], outermost)) if number in lines else line
        for number, line in body
        if number not in gone
    )
    front = re.sub(r"^(  sha256: ).*", rf"\g<1>{digest(original)}", front, count=1, flags=re.MULTILINE)
    front = re.sub(r"^(  length: ).*", rf"\g<1>{len(original)}", front, count=1, flags=re.MULTILINE)
    if outermost and _NOTE not in front:
        front = re.sub(r"^original:", f"{_NOTE}original:", front, count=1, flags=re.MULTILINE)
    return front + text, original


def _outermost(edits: Iterable[Edit]) -> list[Edit]:
    """The edits that are made: none inside another."""
    kept: list[Edit] = []
    for edit in sorted(set(edits), key=lambda edit: (edit.start, -edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _moved(sentence: Sentence, edits: Iterable[Edit]) -> TextSpan:
    """Where a sentence is after the edits."""

    def at(offset: int) -> int:
        return offset + sum(len(edit.new) - (edit.end - edit.start) for edit in edits if edit.end <= offset)

    return TextSpan(at(sentence.start), at(sentence.end))

"""The words of a document in an answer: an original's stand in quotation marks, a digest's are introduced as ours.

Whoever reads “…” takes it for the document's own words, and may quote it. What a digest says is our paraphrase of a
span of the original, so it never stands between quotation marks but for those that it has itself. Passages are cited
by the lines of the project's file; what is somebody else's has no lines of ours, and is counted in characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model.message import Message, Part, both
from kg.model.terms import Term
from kg.sources.documents import squeezed

Span = tuple[int, int]
"""The first character of a span and the one after its last, in code points."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words given as evidence: ``restated`` are the spans of the original that a sentence of a digest restates.

    ``lines`` are the first and the last line in the project's file, both 0 where a graph does not say them.
    """

    document: Term
    words: str
    start: int
    end: int
    is_ours: bool
    restated: tuple[Span, ...]
    lines: Span = (0, 0)


def worded(passages: Sequence[Passage]) -> Message:
    """The words of passages of one document.

    >>> original = Passage("<urn:a>", "They left.", 0, 10, False, ())
    >>> print(worded([original]))
    “They left.”
    """
    words = " … ".join(squeezed(passage.words) for passage in passages)
    return Message("Our digest: {words}", words=words) if passages[0].is_ours else Message("“{words}”", words=words)


def where(passages: Sequence[Passage]) -> Message:
    """The lines of passages of one document, and the characters of the original: those that it restates, or its own.

    >>> print(where([Passage("<urn:a>", "They left.", 0, 10, True, ((4, 19), (30, 41)), (34, 34))]))
    line 34 of our digest, characters 4–19 and 30–41 of the original
    >>> print(where([Passage("<urn:a>", "They left.", 0, 10, False, (), (34, 36))]))
    lines 34–36 of our copy, characters 0–10 of the text
    """
    if not _have_lines(passages):
        return counted(passages)
    if not passages[0].is_ours:
        characters = spans((passage.start, passage.end) for passage in passages)
        return Message(
            "{lines} of our copy, characters {spans} of the text", lines=on_lines(passages), spans=characters
        )
    restated = [span for passage in passages for span in passage.restated]
    if not restated:
        return in_file(passages)
    return Message(
        "{lines} of our digest, characters {spans} of the original", lines=on_lines(passages), spans=spans(restated)
    )


def in_file(passages: Sequence[Passage]) -> Message:
    """The lines of passages of one document in the project's file.

    >>> print(in_file([Passage("<urn:a>", "They left.", 0, 10, True, ((4, 19),), (34, 34))]))
    line 34 of our digest
    """
    if not _have_lines(passages):
        return counted(passages)
    shown = on_lines(passages)
    return (
        Message("{lines} of our digest", lines=shown)
        if passages[0].is_ours
        else Message("{lines} of our copy", lines=shown)
    )


def on_lines(passages: Iterable[Passage]) -> Message:
    """The lines of passages, each once.

    >>> print(on_lines([Passage("<urn:a>", "", 0, 9, True, (), lines) for lines in ((9, 9), (34, 36))]))
    lines 9 and 34–36
    """
    found = list(dict.fromkeys(passage.lines for passage in passages))
    told = both(*dict.fromkeys(str(first) if first == last else f"{first}–{last}" for first, last in found))
    is_one = len(found) == 1 and found[0][0] == found[0][1]
    return Message("line {line}", line=told) if is_one else Message("lines {lines}", lines=told)


def _have_lines(passages: Iterable[Passage]) -> bool:
    return all(first for passage in passages for first in passage.lines)


def counted(passages: Sequence[Passage]) -> Message:
    """The characters of passages of one document, and those of the original that they restate.

    >>> print(counted([Passage("<urn:a>", "They left.", 0, 10, True, ((4, 19), (30, 41)))]))
    characters 0–10 of our digest, 4–19 and 30–41 of the original
    """
    shown = spans((passage.start, passage.end) for passage in passages)
    if not passages[0].is_ours:
        return Message("characters {spans} of the text", spans=shown)
    restated = [span for passage in passages for span in passage.restated]
    if not restated:
        return Message("characters {spans} of our digest", spans=shown)
    return Message(
        "characters {spans} of our digest, {restated} of the original", spans=shown, restated=spans(restated)
    )


def spans(found: Iterable[Span]) -> Part:
    """Spans as a list in a sentence, each once."""
    return both(*dict.fromkeys(f"{start}–{end}" for start, end in found))

"""The words of a document in an answer: an original's stand in quotation marks, a digest's are introduced as ours.

Whoever reads “…” takes it for the document's own words, and may quote it. What a digest says is our paraphrase of a
stretch of the original, so it never stands between quotation marks but for those that it has itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model.message import Message, Part, both
from kg.model.terms import Term
from kg.sources.documents import squeezed

Span = tuple[int, int]
"""The first character of a stretch and the one after its last, in code points."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words given as evidence: ``restated`` are the spans of the original that a sentence of a digest restates."""

    document: Term
    words: str
    start: int
    end: int
    is_ours: bool
    restated: tuple[Span, ...]


def worded(passages: Sequence[Passage]) -> Message:
    """The words of passages of one document.

    >>> original = Passage("<urn:a>", "They left.", 0, 10, False, ())
    >>> print(worded([original]))
    “They left.”
    """
    words = " … ".join(squeezed(passage.words) for passage in passages)
    return Message("Our digest: {words}", words=words) if passages[0].is_ours else Message("“{words}”", words=words)


def where(passages: Sequence[Passage]) -> Message:
    """The characters of passages of one document, and those of the original that they restate.

    >>> print(where([Passage("<urn:a>", "They left.", 0, 10, True, ((4, 19), (30, 41)))]))
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

"""What ``kg review`` says on a terminal where it opens nothing."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.review.reviewing import Review, move
from kg.model.errors import CallError, Problem
from kg.model.message import Message


def checked_reader(name: str) -> str:
    """The name of a reader with single spaces; ``CallError`` if it is empty."""
    if found := " ".join(name.split()):
        return found
    raise CallError(Problem("bad-value", Message("--reader is empty"), Message("say who reviews")))


def moved(review: Review, *, who: str) -> Iterator[str]:
    """Moves what is accepted, and says what was moved and what waits for what."""
    _, found = move(review, who=who)
    count = len(found.names) - bool(found.front)
    yield f"{count} {'record' if count == 1 else 'records'} moved to the file of records"
    if found.front:
        yield "what the document says of itself is in its front matter"
    yield from (f"  {name} waits: {why}" for name, why in found.held)

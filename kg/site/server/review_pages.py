"""The pages of the review in the browser: the documents that have proposals, and one of them with its text and records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from kg.extraction.proposals import IS, Words
from kg.extraction.review.decisions import DONE, Standing, Standings
from kg.extraction.review.ranking import ranked
from kg.extraction.review.reviewing import Review
from kg.extraction.review.showing import SIGNS, STATES, line_of, named, notes, offered
from kg.extraction.review.values import lines_of, values_of
from kg.model.layout import PROPOSED_VALUES
from kg.model.message import Message
from kg.model.messages import translated
from kg.site.server.plain_pages import rendered

WORDS = {
    "documents": Message("Documents with proposals"),
    "none": Message("Nothing is proposed for any document."),
    "accept": Message("accept"),
    "correct": Message("correct"),
    "reject": Message("reject"),
    "skip": Message("skip"),
    "is": Message("it is the entry offered"),
    "merge": Message("merge"),
    "into": Message("Merge into"),
    "second": Message("call a second reader"),
    "undo": Message("undo"),
    "write": Message("write what is accepted"),
    "add": Message("add a record"),
    "why": Message("Why?"),
    "values": Message("One key and value a line"),
    "quote": Message("Words of the text"),
    "kind": Message("Kind of record"),
    "records": Message("Records"),
    "text": Message("Text"),
}
"""The words of the pages, by their names in the templates."""


class Piece(NamedTuple):
    """A stretch of the text, and whether it is marked: as the record's words, or as those of its alleged perpetrator."""

    text: str
    mark: str = ""


class Row(NamedTuple):
    """A record in the list."""

    ident: str
    sign: str
    line: str
    state: str
    needs_two: bool
    is_shown: bool


class Shown(NamedTuple):
    """The record that is looked at."""

    ident: str
    kind: str
    state: str
    readers: str
    values: list[tuple[str, str]]
    offers: list[tuple[str, str]]
    notes: list[str]
    lines: str
    others: list[tuple[str, str]]
    has_entry: bool


class Around(NamedTuple):
    """What a page needs besides the review: where it is, whose it is, its token and language, and what went wrong."""

    home: str
    reader: str
    token: str
    language: str
    faults: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    typed: str | None = None


def documents(folders: Path) -> list[str]:
    """The names of the documents that have proposals."""
    return sorted(path.parent.name for path in folders.glob(f"*/{PROPOSED_VALUES}"))


def list_page(folders: Path, around: Around) -> bytes:
    """The documents that have proposals."""
    return rendered("review_list.html", names=documents(folders), words=_words(around.language), **around._asdict())


def page(review: Review, ident: str, around: Around) -> bytes:
    """A document with one of its records; the one that waits first if none has the id."""
    every = ranked(review.now, around.reader)
    one = review.now.get(ident) or (every[0] if every else None)
    done = sum(other.state in (*DONE, "accepted") for other in every)
    second = sum(other.state == "waiting" for other in every)
    so_far = Message(
        "{who}: {done} of {all} decided, {second} wait for a second reader",
        who=around.reader, done=done, all=len(every), second=second,
    )  # fmt: skip
    return rendered(
        "review.html",
        name=review.folder.name,
        so_far=translated(so_far, around.language, "review"),
        rows=list(_rows(every, one, review.now)),
        one=_shown(one, review.now, around.language) if one else None,
        pieces=list(pieces(review.document.text, one)) if one else [Piece(review.document.text)],
        words=_words(around.language),
        **around._asdict(),
    )


def _words(language: str) -> dict[str, str]:
    return {name: translated(text, language, "review") for name, text in WORDS.items()}


def _rows(every: Iterable[Standing], one: Standing | None, now: Standings) -> Iterator[Row]:
    for other in every:
        yield Row(
            other.proposal.ident, SIGNS[other.state], line_of(other, now), other.state, other.needed > 1, other is one
        )


def _shown(one: Standing, now: Standings, language: str) -> Shown:
    proposal = one.proposal
    read = Message("{count} of {needed} readers", count=len(one.readers), needed=one.needed)
    readers = f"{translated(read, language, 'review')} {', '.join(one.readers)}" if one.needed > 1 else ""
    same = (other for other in now.values() if other.proposal.kind == proposal.kind and other is not one)
    return Shown(
        proposal.ident,
        proposal.kind,
        translated(STATES[one.state], language, "review"),
        readers,
        [(key, named(value, now)) for key, value in values_of(proposal)],
        [(slot.key, offered(slot, now, language)) for slot in proposal.slots if slot.take == "offer"],
        [translated(note, language, "review") for note in notes(one)],
        lines_of(proposal),
        [(other.proposal.ident, line_of(other, now)) for other in same if other.state not in DONE],
        any(slot.key == IS and slot.take == "offer" for slot in proposal.slots),
    )


def pieces(text: str, one: Standing) -> Iterator[Piece]:
    """The text in stretches, of which the record's words are marked, and those of an alleged perpetrator otherwise."""
    spans: Mapping[str, list[Words]] = {
        "doer": [slot.words for slot in one.proposal.slots if slot.key == "alleged-perpetrator"],
        "words": [one.proposal.words, *one.proposal.also],
    }
    ends = sorted(
        {0, len(text), *(end for some in spans.values() for words in some for end in (words.start, words.end))}
    )
    for start, end in pairwise(ends):
        inside = (name for name, some in spans.items() if any(w.start <= start and end <= w.end for w in some))
        yield Piece(text[start:end], next(inside, ""))

"""What a terminal shows of a review: a line for each record, the one that is looked at with its words marked, and places."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from kg.extraction.proposals import IS, Slot
from kg.extraction.review.decisions import Standing, Standings
from kg.extraction.review.values import lacking, values_of
from kg.model.message import Message
from kg.model.messages import translated

SIGNS = {"open": " ", "skipped": "~", "waiting": "½", "accepted": "✓", "rejected": "✗", "merged": "→", "moved": "■"}
"""What stands before a record in each state."""


def label(one: Standing) -> str:
    """What a record is called in the list: its kind, and its type or label."""
    proposal = one.proposal
    if proposal.kind == proposal.ident:
        return proposal.kind
    named = next(filter(None, (proposal.first(key) for key in ("type", "label", "description"))), proposal.ident)
    return f"{proposal.kind} {named}"


def line_of(one: Standing, now: Standings) -> str:
    """The line of a record in a list: what it is, and whom it is about."""
    victims = ", ".join(named(slot.value, now) for slot in one.proposal.filled("victim"))
    return f"{label(one)}: {victims}" if victims else label(one)


def headline(one: Standing, now: Standings) -> Text:
    """The line with its state before it, and a mark if two people have to read it."""
    mark = "!" if one.needed > 1 else " "
    line = Text(f"{SIGNS[one.state]}{mark} {line_of(one, now)}", no_wrap=True, overflow="ellipsis")
    line.stylize("dim" if one.state in ("rejected", "merged", "moved", "accepted") else "")
    return line


STATES = {
    "open": Message("open"),
    "skipped": Message("skipped"),
    "waiting": Message("waits for a second reader"),
    "accepted": Message("accepted"),
    "rejected": Message("rejected"),
    "merged": Message("merged"),
    "moved": Message("in the file of records"),
}
"""What each state is called."""
ASKS = {
    text.template: text
    for text in (Message("who did it?"), Message("no word of the lexicon says that it is this type"))
}
"""What an extractor asks a reviewer."""


def notes(one: Standing) -> Iterator[Message]:
    """What a reader has to know of a record besides its values: what it lacks, what is asked, why it was decided so."""
    proposal = one.proposal
    yield from (Message("{key} is missing", key=key) for key in lacking(proposal))
    if proposal.kind == "document" and proposal.asks:
        yield Message("the front matter has {values}", values=proposal.asks)
    elif proposal.asks:
        yield ASKS.get(proposal.asks) or Message("look here: {text}", text=proposal.asks)
    if one.why:
        yield Message("why: {text}", text=one.why)


def detail(one: Standing, now: Standings, language: str = "en") -> Text:
    """A record with its values, what is offered, what it lacks, who has read it, and its words with those of values marked."""
    proposal, out = one.proposal, Text()
    out.append(f"{proposal.kind} {proposal.ident}", "bold").append(
        f"  {translated(STATES[one.state], language, 'review')}"
    )
    if one.needed > 1:
        read = Message("{count} of {needed} readers", count=len(one.readers), needed=one.needed)
        out.append(f"  {translated(read, language, 'review')}", "bold")
    out.append(f"\n{', '.join(one.readers)}" if one.readers else "", "italic")
    for key, value in values_of(proposal):
        out.append(f"\n{key}: ", "bold" if key == "alleged-perpetrator" else "").append(named(value, now))
    for slot in proposal.slots:
        out.append(f"\n? {slot.key}: {offered(slot, now, language)}" if slot.take == "offer" else "", "dim")
    for note in notes(one):
        out.append(f"\n! {translated(note, language, 'review')}", "bold")
    return out.append("\n\n").append(_marked(one))


def offered(slot: Slot, now: Standings, language: str = "en") -> str:
    """What is offered for a key; of an entry of the project, or a place, what it is called there and how like that is."""
    value = named(slot.value, now)
    if not slot.ground or slot.key not in (IS, "same-as"):
        return value
    told = Message(
        "{name} ({value}), the name is {score} alike", name=slot.ground, value=value, score=f"{slot.score:.0%}"
    )
    return translated(told, language, "review")


def _marked(one: Standing) -> Text:
    words = one.proposal.words
    text = Text(words.text)
    for slot in one.proposal.slots:
        _mark(text, slot)
    for other in one.proposal.also:
        text.append(f"\n… {other.text}")
    return text


def _mark(text: Text, slot: Slot) -> None:
    if (at := text.plain.find(slot.words.text)) >= 0 and slot.words.text != text.plain:
        text.stylize("reverse" if slot.key == "alleged-perpetrator" else "underline", at, at + len(slot.words.text))


def named(value: str, now: Standings) -> str:
    """A value, with the label of the proposal that it names."""
    if value in now and (found := now[value].proposal.first("label")):
        return f"{found} ({value})"
    return value


def location(text: str, at: int) -> tuple[int, int]:
    r"""The line and column, from 0, of a code point.

    >>> location("ab\ncd", 4)
    (1, 1)
    """
    return text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1


def offset(text: str, place: tuple[int, int]) -> int:
    r"""The code point at a line and column.

    >>> offset("ab\ncd", (1, 1))
    4
    """
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: place[0]]) + place[1]

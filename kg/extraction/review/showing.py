"""What a terminal shows of a review: a line for each record, the one that is looked at with its words marked, and places."""

from __future__ import annotations

from rich.text import Text

from kg.extraction.proposals import IS, Slot
from kg.extraction.review.decisions import Standing, Standings
from kg.extraction.review.values import lacking, values_of

SIGNS = {"open": " ", "skipped": "~", "waiting": "½", "accepted": "✓", "rejected": "✗", "merged": "→", "moved": "■"}
"""What stands before a record in each state."""


def label(one: Standing) -> str:
    """What a record is called in the list: its kind, and its type or label."""
    proposal = one.proposal
    named = next(filter(None, (proposal.first(key) for key in ("type", "label", "description"))), proposal.ident)
    return f"{proposal.kind} {named}"


def headline(one: Standing, now: Standings) -> Text:
    """The line of a record: its state, a mark if two people have to read it, what it is, and whom it is about."""
    victims = ", ".join(_named(slot.value, now) for slot in one.proposal.filled("victim"))
    line = Text(f"{SIGNS[one.state]}{'!' if one.needed > 1 else ' '} {label(one)}", no_wrap=True, overflow="ellipsis")
    line.append(f": {victims}" if victims else "")
    line.stylize("dim" if one.state in ("rejected", "merged", "moved", "accepted") else "")
    return line


def detail(one: Standing, now: Standings) -> Text:
    """A record with its values, what is offered, what it lacks, who has read it, and its words with those of values marked."""
    proposal, out = one.proposal, Text()
    out.append(f"{proposal.kind} {proposal.ident}", "bold").append(f"  {one.state}")
    if one.needed > 1:
        out.append(f"  {len(one.readers)} of {one.needed} readers", "bold")
    out.append(f"\n{', '.join(one.readers)}" if one.readers else "", "italic")
    for key, value in values_of(proposal):
        out.append(f"\n{key}: ", "bold" if key == "alleged-perpetrator" else "").append(_named(value, now))
    for slot in proposal.slots:
        out.append(f"\n? {slot.key}: {offered(slot, now)}" if slot.take == "offer" else "", "dim")
    out.append("".join(f"\n! {key} is missing" for key in lacking(proposal)), "bold")
    out.append(f"\n! {proposal.asks}" if proposal.asks else "", "bold")
    out.append(f"\nwhy: {one.why}" if one.why else "").append("\n\n").append(_marked(one))
    return out


def offered(slot: Slot, now: Standings) -> str:
    """What is offered for a key; of an entry of the project, or a place, what it is called there and how like that is."""
    value = _named(slot.value, now)
    return f"{slot.ground} ({value}), {slot.score:.0%}" if slot.ground and slot.key in (IS, "same-as") else value


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


def _named(value: str, now: Standings) -> str:
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

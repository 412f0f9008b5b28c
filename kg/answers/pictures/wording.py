"""What a picture says of an event: how surely it is told, when it was, what kind it is of."""

from __future__ import annotations

from collections.abc import Iterable

from kg.answers.pictures.dates import words
from kg.answers.pictures.facts import Event
from kg.answers.pictures.sureness import Mark
from kg.answers.speech import Speech
from kg.model.message import Message

_KINDS = {
    "act": Message("act"),
    "event": Message("event"),
    "intervention": Message("intervention"),
    "proceeding": Message("proceeding"),
}


def tooltip(event: Event, speech: Speech) -> str:
    """An event in one line, shown when the reader points at it."""
    unreal = modality(event, speech) if event.modality != "actual" else ""
    facts = (event.type or kind(event, speech), unreal, when(event, speech))
    claimed = f" — {said(event.marks, speech)}" if event.marks else ""
    return f"{event.name} ({', '.join(filter(None, facts))}){claimed}"


def when(event: Event, speech: Speech) -> str:
    """The date of an event in words."""
    if event.date:
        return words(event.date, speech)
    return speech.say(Message("no date stated as fact") if event.dated else Message("no date given"))


def kind(event: Event, speech: Speech) -> str:
    """The kind of an event: an act, a proceeding, an intervention or another event."""
    return speech.say(_KINDS[event.kind]) if event.kind in _KINDS else event.kind


def modality(event: Event, speech: Speech) -> str:
    """Whether an event took place, was attempted, threatened or something else."""
    return speech.label("modality", event.modality)


def said(marks: Iterable[Mark], speech: Speech) -> str:
    """Marks in words."""
    return "; ".join(mark.said(speech) for mark in marks)


def doubt(marks: Iterable[Mark], speech: Speech) -> str:
    """How surely something is told, in words, unless it is stated as fact."""
    found = tuple(marks)
    return "" if all(mark.plain for mark in found) else said(found, speech)

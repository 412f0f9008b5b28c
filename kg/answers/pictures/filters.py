"""What a picture is asked to show: filters, what passes them, and words for what they leave out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.answers.finding import find_node
from kg.answers.pictures.dates import Day, extent, words
from kg.answers.pictures.facts import Event, Facts, Place
from kg.answers.speech import Speech
from kg.model import dates
from kg.model.date_forms import plain_form
from kg.model.errors import CallError, DataError, InvalidValueError, Problem
from kg.model.message import Message
from kg.model.terms import Term
from kg.rdf.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, as it was typed; empty where everything is wanted."""

    about: str = ""
    since: str = ""
    until: str = ""
    place: str = ""
    document: str = ""
    certain: bool = False


class _Filter(NamedTuple):
    """A filter: its words, and an event as far as it passes, or ``None``."""

    words: Message
    passed: Callable[[Event], Event | None]


def narrowed(facts: Facts, wanted: Wanted, dataset: Dataset) -> Facts:
    """The facts that were asked for, with ``told`` saying what was and how much is left out.

    ``CallError`` for a name or date that means nothing; ``DataError`` if nothing is left.
    """
    about = find_node(wanted.about, dataset) if wanted.about else ""
    filters = [*_sure(wanted), *_named(facts, about, wanted, dataset), *_timed(wanted, facts.speech)]
    if not filters:
        return facts
    events, asked = list(facts.events), _in_a_row([one.words for one in filters])
    for one in filters:
        events = [kept for event in events if (kept := one.passed(event))]
    if not events:
        remedy = Message("ask for less: leave out --certain, or widen --from and --to")
        raise DataError(Problem("nothing-to-draw", Message("no event of the graph is {asked}", asked=asked), remedy))
    places = _surely_within(facts) if wanted.certain else facts.places
    return replace(facts, events=tuple(events), places=places, told=_told(asked, facts, events), about=about)


def _in_a_row(words: Sequence[Message]) -> Message:
    """The words of several filters."""
    first, *rest = words
    return Message("{first}; {rest}", first=first, rest=_in_a_row(rest)) if rest else first


def _told(asked: Message, facts: Facts, events: list[Event]) -> str:
    left_out, possible = len(facts.events) - len(events), sum(event.possible for event in events)
    left = Message("{count} other {count|event|events} of the graph left out", count=left_out)
    kept = Message("{count} {count|event|events}", count=len(events))
    if possible:
        kept = Message("{events}, {count} of them perhaps outside of these days", events=kept, count=possible)
    others = left if left_out else Message("nothing left out")
    return facts.speech.say(
        Message("Only what is {asked}: {events}; {others}.", asked=asked, events=kept, others=others)
    )


def _named(facts: Facts, about: Term, wanted: Wanted, dataset: Dataset) -> list[_Filter]:
    """The filters that name a node."""
    found = []
    if about:
        found.append(_about(facts, about, wanted.about))
    if wanted.place:
        found.append(_in_place(facts, find_node(wanted.place, dataset, kind="Place")))
    if wanted.document:
        document = find_node(wanted.document, dataset, kind="Document")
        name = facts.documents.get(document, wanted.document)
        found.append(
            _Filter(
                Message("in “{document}”", document=name), lambda event: event if document in event.documents else None
            )
        )
    return found


def _about(facts: Facts, node: Term, name: str) -> _Filter:
    if node in facts.agents:
        label = facts.agents[node].label
        return _Filter(
            Message("about {name}", name=label),
            lambda event: event if any(part.agent == node for part in event.parts) else None,
        )
    if node in facts.places:
        return _in_place(facts, node)
    labels = {event.node: event.name for event in facts.events}
    if node not in labels:
        found = Message('"{name}" is not a person, body, place or event', name=name)
        raise CallError(Problem("wrong-call", found, Message("name one with --about; a document with --document")))
    story = below(node, {event.node: (*event.wholes, *event.related) for event in facts.events})
    words = Message("part of “{event}” or hangs on it", event=labels[node])
    return _Filter(words, lambda event: event if event.node in story else None)


def _in_place(facts: Facts, node: Term) -> _Filter:
    inside = below(node, {place: known.within for place, known in facts.places.items()})

    def passed(event: Event) -> Event | None:
        return event if any(place.value in inside for place in event.places) else None

    return _Filter(Message("in {area}", area=facts.places[node].label), passed)


def below(node: Term, above: Mapping[Term, tuple[Term, ...]]) -> set[Term]:
    """A node and all that lies below it, given what each lies directly below."""
    found, new = {node}, {node}
    while new:
        new = {one for one, over in above.items() if one not in found and not found.isdisjoint(over)}
        found |= new
    return found


def _timed(wanted: Wanted, speech: Speech) -> list[_Filter]:
    """The filter of ``--from`` and ``--to``."""
    since = _day(wanted.since, "from", last=False) if wanted.since else None
    until = _day(wanted.until, "to", last=True) if wanted.until else None
    if not (since or until):
        return []
    first, last = (words(_edtf(text), speech) if text else "" for text in (wanted.since, wanted.until))
    if not until:
        told = Message("dated from {since}", since=first)
    elif not since:
        told = Message("dated to {until}", until=last)
    else:
        told = Message("dated from {since} to {until}", since=first, until=last)
    return [_Filter(told, lambda event: _dated(event, since, until))]


def _day(text: str, option: str, *, last: bool) -> Day:
    """The first or last day of a date as people or EDTF write it."""
    try:
        day = dates.bounds(_edtf(text))[last]
        if day is None:
            raise InvalidValueError(Message('"{text}" has no such end', text=text))
    except InvalidValueError as error:
        found = Message("{name}: {fault}", name=option, fault=error.found)
        remedy = error.remedy or Message("write a year, a month or a day: 2012, 2012-04, 2012-04-25")
        raise CallError(Problem("bad-parameter", found, remedy, offers=error.offers)) from error
    return day


def _edtf(text: str) -> str:
    return plain_form(text) or text


def _dated(event: Event, since: Day | None, until: Day | None) -> Event | None:
    """The event if it may lie in these days, marked if it may also lie outside of them."""
    found = extent(event.date) if event.date else None
    if found is None:
        return None
    first, last = None if found.before else found.first, None if found.after else found.last
    if (until and first and first > until) or (since and last and last < since):
        return None
    surely = found.sure or (Day.max, Day.min)
    inside = (not since or bool(first and first >= since)) and (not until or bool(last and last <= until))
    touches = surely[0] <= surely[1] and (not since or surely[1] >= since) and (not until or surely[0] <= until)
    return event if inside or touches else replace(event, possible=True)


def _sure(wanted: Wanted) -> list[_Filter]:
    return [_Filter(Message("stated as fact, details included"), certain)] if wanted.certain else []


def _surely_within(facts: Facts) -> dict[Term, Place]:
    """The places, without where they lie if that is not stated as fact."""
    return {
        node: place if all(mark.plain for mark in place.marks) else replace(place, within=(), marks=())
        for node, place in facts.places.items()
    }


def certain(event: Event) -> Event | None:
    """An event that took place and is stated as fact by all who tell of it, without the details that are not."""
    if event.modality != "actual" or not event.marks or not all(mark.plain for mark in event.marks):
        return None
    dated = all(mark.plain for mark in event.dated)
    return replace(
        event,
        label=event.label if dated else event.name,
        date=event.date if dated else "",
        places=tuple(place for place in event.places if all(mark.plain for mark in place.marks)),
        parts=tuple(part for part in event.parts if all(mark.plain for mark in part.marks)),
    )

"""Which acts a map shows where, and which it cannot show: a point means a whole town with all that lies in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.answers.pictures.facts import Detail, Event, Facts, Place
from kg.answers.pictures.sureness import Mark, in_order, rank
from kg.model.message import Message
from kg.model.terms import Term


class Tally(NamedTuple):
    """Acts in one place: how many, by the marks of the acts, and how many of them are less surely there, by these marks."""

    name: str
    acts: int
    by_marks: tuple[tuple[tuple[Mark, ...], int], ...]
    unsure: tuple[tuple[tuple[Mark, ...], int], ...]
    at: tuple[float, float] | None = None


class Spots(NamedTuple):
    """The acts by place: those on the map, those in places without coordinates, and those without any place."""

    located: tuple[Tally, ...]
    elsewhere: tuple[Tally, ...]
    nowhere: Tally | None
    twice: int


def spots(facts: Facts) -> Spots:
    """The counted acts by place; one in several places counts in each, ``twice`` says how many are."""
    here: dict[Term, list[tuple[Event, tuple[Mark, ...]]]] = defaultdict(list)
    nowhere: list[tuple[Event, tuple[Mark, ...]]] = []
    twice = 0
    for act in (event for event in facts.events if event.counted):
        towns = _towns(act, facts.places)
        twice += len(towns) > 1
        for town, marks in towns.items():
            here[town].append((act, marks))
        if not towns:
            nowhere.append((act, ()))
    tallies = [_tally(facts.places[town].label, acts, facts.places[town].at) for town, acts in here.items()]
    tallies.sort(key=lambda tally: (-tally.acts, tally.name))
    return Spots(
        tuple(tally for tally in tallies if tally.at),
        tuple(tally for tally in tallies if not tally.at),
        _tally(facts.speech.say(Message("no place said")), nowhere) if nowhere else None,
        twice,
    )


def _towns(act: Event, places: Mapping[Term, Place]) -> dict[Term, tuple[Mark, ...]]:
    """The places that an act is shown at, with what makes it less sure that it was there."""
    found: dict[Term, set[Mark]] = defaultdict(set)
    inner = {place.value for place in act.places}
    for place in act.places:
        if place.value in places and not _holds_another(place, inner, places):
            town, marks = _town(place.value, places)
            found[town] |= {mark for mark in (*place.marks, *marks) if not mark.plain}
    return {town: in_order(marks) for town, marks in found.items()}


def _holds_another(place: Detail, inner: set[Term], places: Mapping[Term, Place]) -> bool:
    """Whether another place of the same act lies in this one, so that the act is shown there only."""
    return any(
        place.value in _above(other, places) and other not in _above(place.value, places)
        for other in inner - {place.value}
    )


def _town(node: Term, places: Mapping[Term, Place]) -> tuple[Term, tuple[Mark, ...]]:
    """The nearest place with coordinates that a place is or lies in, and the marks of what says so; else the place itself."""
    if places[node].at:
        return node, ()
    around = [place for place in _above(node, places) if places[place].at]
    if not around:
        return node, ()
    nearest = max(around, key=lambda place: (len(_above(place, places)), place))
    return nearest, tuple(mark for mark in places[node].marks if not mark.plain)


def _above(node: Term, places: Mapping[Term, Place]) -> set[Term]:
    """All places that a place lies in, but itself."""
    found: set[Term] = set()
    waiting = [*places[node].within] if node in places else []
    while waiting:
        place = waiting.pop()
        if place in places and place not in found and place != node:
            found.add(place)
            waiting += places[place].within
    return found


def _tally(name: str, acts: Sequence[tuple[Event, tuple[Mark, ...]]], at: tuple[float, float] | None = None) -> Tally:
    return Tally(
        name,
        len(acts),
        _counts(act.marks for act, _ in acts),
        _counts(marks for _, marks in acts if marks),
        at,
    )


def _counts(marks: Iterable[tuple[Mark, ...]]) -> tuple[tuple[tuple[Mark, ...], int], ...]:
    forms = Counter(in_order(mark.form for mark in several) for several in marks)
    return tuple(sorted(forms.items(), key=lambda found: [rank(mark) for mark in found[0]]))

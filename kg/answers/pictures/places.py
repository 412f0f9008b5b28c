"""Where the acts took place: a map with the number of acts in each town, and beside it what no map can show."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.answers.pictures.base_map import CREDIT, Country, Piece, countries, pieces, region
from kg.answers.pictures.canvas import GREY, INK, LINE, NOTE, PALE, PAPER, RULE, SMALL, Canvas, Look, Point, width, wrap
from kg.answers.pictures.facts import Event, Facts
from kg.answers.pictures.frame import (
    ACROSS,
    MARGIN,
    Sample,
    begin,
    finish,
    framed,
    mark_samples,
    nothing,
    uncounted_word,
)
from kg.answers.pictures.labels import Box, Placed, placed
from kg.answers.pictures.marks import STEP, draw_marks
from kg.answers.pictures.projection import Projection, lambert
from kg.answers.pictures.spots import Spots, Tally, spots
from kg.answers.pictures.sureness import Mark
from kg.answers.pictures.wording import tooltip
from kg.answers.speech import Speech
from kg.model.message import Message

_WIDE, _BESIDE, _HIGHEST = 590.0, 622.0, 480.0
"""In points: the width of the map, where the list beside it begins, and the greatest height of the map."""
_SEA, _LAND, _HOME = Look(PALE, RULE, 0.6), Look("#e3e5e8", "#b9bec3", 0.6), Look(PAPER, INK, 1.1)
_SPOT = Look("#c3c8cd")
_Counts = Sequence[tuple[tuple[Mark, ...], int]]


@dataclass(frozen=True, slots=True)
class _Map:
    """A map in the picture: its frame, the countries, and how degrees east and north become points."""

    frame: Box
    known: Sequence[Country]
    seen: tuple[float, float, float, float]
    project: Projection


def places(facts: Facts) -> Canvas:
    """The acts by place: on a map where the graph gives coordinates, the rest named and counted beside it."""
    acts = [event for event in facts.events if event.kind == "act"]
    if not acts:
        raise nothing(
            Message("the graph has no act"),
            Message("record acts, then build again; `kg picture timeline` shows other events"),
        )
    facts = replace(facts, events=tuple(acts))
    found = spots(facts)
    canvas, top = begin(
        facts.speech.say(Message("Where the acts took place")),
        _lead(found, facts.speech),
        facts,
        _samples(found, facts.speech),
    )
    bottom, crowded = _map(canvas, top, found.located) if found.located else (top, [])
    beside = _beside(canvas, top, found, crowded, left=_BESIDE if found.located else MARGIN)
    beside = _uncounted(canvas, beside + 4, acts, left=_BESIDE if found.located else MARGIN)
    return finish(canvas, max(bottom, beside), facts)


_LEAD = Message(
    "The number in a circle counts the acts; beside it, how surely they are told, and under it those whose place is "
    "less sure than the act. A point means a whole town, with all places in it."
)


def _lead(found: Spots, speech: Speech) -> str:
    one, more = (
        Message("1 act is shown in more than one place."),
        Message("{count} acts are shown in more than one place."),
    )
    twice = [one if found.twice == 1 else more.given(count=found.twice)] if found.twice else []
    return " ".join(speech.every([_LEAD, *twice]))


def _map(canvas: Canvas, top: float, located: Sequence[Tally]) -> tuple[float, list[Tally]]:
    """Draws the map; gives where it ends, and the places whose marks have no room on it."""
    made = _fitted(top, [_east_north(tally) for tally in located], canvas.speech.language)
    frame, points = made.frame, [made.project(*_east_north(tally)) for tally in located]
    canvas.box((frame.left, frame.top), (frame.right - frame.left, frame.bottom - frame.top), _SEA)
    land = pieces(made.known, made.seen, made.project, frame)
    for piece in land:
        canvas.area(piece.rings, _HOME if piece.home else _LAND)
    spaces = [(point, _radius(tally)) for point, tally in zip(points, located, strict=True)]
    labels = placed(spaces, [_sizes(tally) for tally in located], frame)
    _names(canvas, land, frame, [*(one.box for one in labels if one), *(_around(point, 16) for point in points)])
    for tally, point, label in zip(located, points, labels, strict=True):
        _spot(canvas, tally, point, label)
    crowded = [tally for tally, label in zip(located, labels, strict=True) if not label or label.choice]
    credit = canvas.speech.say(CREDIT)
    return frame.bottom + 4 + canvas.text((MARGIN, frame.bottom + 4), credit, size=SMALL, color=GREY), crowded


def _east_north(tally: Tally) -> Point:
    north, east = tally.at or (0.0, 0.0)
    return east, north


def _fitted(top: float, points: Sequence[Point], language: str) -> _Map:
    """The map of some points, as large as its room allows."""
    known = countries(points, language)
    seen = region(points, known)
    west, south, east, north = seen
    plane = lambert(seen)
    edge = [west + (east - west) * step / 20 for step in range(21)]
    rim = [plane(x, y) for x in edge for y in (south, north)]
    left, right = min(x for x, _ in rim), max(x for x, _ in rim)
    low, high = min(y for _, y in rim), max(y for _, y in rim)
    scale = min(_WIDE / (right - left), _HIGHEST / (high - low))
    tall = max((high - low) * scale, 200.0)

    def project(longitude: float, latitude: float) -> Point:
        x, y = plane(longitude, latitude)
        return MARGIN + _WIDE / 2 + (x - (left + right) / 2) * scale, top + tall / 2 - (y - (low + high) / 2) * scale

    return _Map(Box(MARGIN, top, MARGIN + _WIDE, top + tall), known, seen, project)


def _around(point: Point, radius: float) -> Box:
    return Box(point[0] - radius, point[1] - radius, point[0] + radius, point[1] + radius)


def _names(canvas: Canvas, land: Sequence[Piece], frame: Box, taken: list[Box]) -> None:
    """The names of countries, where they are seen and hide nothing."""
    for piece in land:
        (x, y), across = piece.middle, width(piece.name, SMALL) * 1.08
        box = Box(x - across / 2, y - NOTE / 2, x + across / 2, y + NOTE / 2)
        if piece.name and box.inside(frame) and not any(box.hits(other) for other in taken):
            canvas.text((x, box.top), piece.name, size=SMALL, color=GREY, align="center")
            taken.append(box)


def _radius(tally: Tally) -> float:
    return 7.5 + 1.6 * math.sqrt(tally.acts)


def _sizes(tally: Tally) -> list[Point]:
    """The width and height of the label of a place, with its marks and without."""
    name = width(tally.name, style="bold") * 1.08
    rows = [*_rows(tally.by_marks, _LABEL), *_rows(tally.unsure, _LABEL - _BEFORE)]
    full = max(name, *(_across(row) + _BEFORE * (number > 0) for number, row in enumerate(rows)))
    return [(full, LINE + NOTE * len(rows) + 2), (name, LINE + 2)]


_BEFORE, _LABEL = 40.0, 150.0
"""Room for the word before the marks of less sure places, and the widest that the marks of a place may be."""


def _across(counts: _Counts) -> float:
    return sum(STEP * len(marks) + width(str(number), SMALL) * 1.1 + 9 for marks, number in counts) - 6


def _rows(counts: _Counts, room: float) -> list[list[tuple[tuple[Mark, ...], int]]]:
    """Marks with their numbers in as many rows as they need."""
    rows: list[list[tuple[tuple[Mark, ...], int]]] = []
    for one in counts:
        if not rows or _across([*rows[-1], one]) > room:
            rows.append([])
        rows[-1].append(one)
    return rows


def _spot(canvas: Canvas, tally: Tally, point: Point, label: Placed | None) -> None:
    """Draws a place on the map: circle and number; name and marks, as far as they have room, and a line to them."""
    radius = _radius(tally)
    title = canvas.speech.say(Message("{name}: {count} acts", name=tally.name, count=tally.acts))
    if label:
        near = min(max(point[0], label.box.left), label.box.right), min(max(point[1], label.box.top), label.box.bottom)
        if math.dist(near, point) > radius + 6:
            canvas.line([point, near], Look(edge=GREY, line=0.6))
    canvas.disc(point, 2 * radius, _SPOT, title=title)
    canvas.text((point[0], point[1] - SMALL * 0.62), str(tally.acts), size=SMALL, style="bold", align="center")
    if label:
        left, top, right, bottom = label.box
        canvas.box((left - 1, top), (right - left + 2, bottom - top), Look(PAPER))
        y = top + canvas.text((left, top), tally.name, style="bold", title=title)
        if not label.choice:
            _tallied(canvas, (left, y), tally, _LABEL)


def _tallied(canvas: Canvas, at: Point, tally: Tally, room: float) -> float:
    """Draws the marks of a place with their numbers, and below those of less sure places; gives where they end."""
    x, y = at
    for row in _rows(tally.by_marks, room):
        _counts(canvas, (x, y), row, tally.name)
        y += NOTE
    for number, row in enumerate(_rows(tally.unsure, room - _BEFORE)):
        if not number:
            canvas.text((x, y), canvas.speech.say(Message("place:")), size=SMALL, color=GREY)
        what = canvas.speech.say(Message("place of acts, {name}", name=tally.name))
        _counts(canvas, (x + _BEFORE, y), row, what)
        y += NOTE
    return y


def _counts(canvas: Canvas, at: Point, counts: _Counts, what: str) -> None:
    x = at[0]
    for marks, number in counts:
        draw_marks(canvas, (x + 5, at[1] + NOTE / 2), marks, what)
        x += STEP * len(marks)
        canvas.text((x + 1, at[1]), str(number), size=SMALL)
        x += width(str(number), SMALL) * 1.1 + 9


def _beside(canvas: Canvas, top: float, found: Spots, crowded: Sequence[Tally], *, left: float) -> float:
    """Draws what is not on the map: acts in places without coordinates or without a place, and marks without room."""
    y = top
    absent = (*found.elsewhere, *([found.nowhere] if found.nowhere else []))
    without_room = Message("On the map, where their marks have no room")
    for message, tallies in ((Message("Not on the map"), absent), (without_room, crowded)):
        head = canvas.speech.say(message)
        if tallies:
            y += canvas.text((left, y), wrap(head, ACROSS - MARGIN - left, style="bold"), style="bold") + 4
        for tally in tallies:
            room = ACROSS - MARGIN - left - 30
            canvas.text((left + 22, y), str(tally.acts), style="bold", align="right")
            y += canvas.text((left + 30, y), wrap(tally.name, room))
            y = _tallied(canvas, (left + 30, y), tally, room) + 5
    return y


def _uncounted(canvas: Canvas, top: float, acts: Sequence[Event], *, left: float) -> float:
    """Draws the acts that are not counted, each with its word in a dashed frame and its places."""
    others: dict[str, list[Event]] = {}
    for act in sorted((act for act in acts if not act.counted), key=lambda act: (act.modality, act.label)):
        others.setdefault(uncounted_word(act, canvas.speech), []).append(act)
    if not others:
        return top
    y = top + canvas.text((left, top), canvas.speech.say(Message("Not counted")), style="bold") + 4
    for word, group in others.items():
        title = "; ".join(tooltip(act, canvas.speech) for act in group)
        canvas.text((left + 22, y), str(len(group)), style="bold", align="right", title=title)
        framed(canvas, (left + 30, y), word)
        y += NOTE + 8
    return y


def _samples(found: Spots, speech: Speech) -> list[Sample]:
    tallies = [*found.located, *found.elsewhere, *([found.nowhere] if found.nowhere else [])]
    return mark_samples(_marks(tally for tally in tallies), speech)


def _marks(tallies: Iterable[Tally]) -> set[Mark]:
    return {mark for tally in tallies for marks, _ in (*tally.by_marks, *tally.unsure) for mark in marks}

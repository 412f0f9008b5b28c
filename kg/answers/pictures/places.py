"""Where the acts took place: one square per act, places inside places, and a note on places of unknown location."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kg.answers.pictures.canvas import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE,
    PAPER,
    PINK,
    RED,
    RULE,
    SKY,
    SMALL,
    YELLOW,
    Canvas,
    Look,
    Point,
    Style,
    wrap,
)
from kg.answers.pictures.facts import Event, Facts, Place
from kg.answers.pictures.frame import ACROSS, MARGIN, Sample, begin, nothing, tint, tooltip
from kg.model.message import Message
from kg.model.terms import Term

_COLORS = (RED, SKY, YELLOW, PINK, GREEN, ORANGE, BLUE, RULE)
_HATCHES = ("", "/////", "-----", "|||||", "xxxxx", "+++++", "\\\\\\\\\\", "//")
_INDENT, _HERE, _ALL, _SQUARES = 16.0, 350.0, 404.0, 424.0
"""In points from the left: the indent of a place, where the two numbers end, where squares begin."""
_SIDE, _STEP, _LINE, _PAD = 11.0, 14.0, 11.6, 6.0


@dataclass(frozen=True, slots=True)
class Row:
    """A place with its depth, the acts there, and the acts there or in any place within it."""

    place: Place
    depth: int
    acts: tuple[Event, ...]
    within: tuple[Event, ...]


def places(facts: Facts) -> Canvas:
    """Every place with an act in it or in a place within it, and the acts without a place."""
    acts = sorted((event for event in facts.events if event.kind == "act"), key=_order)
    if not acts:
        raise nothing(
            Message("the graph has no act"),
            Message("record acts, then build again; `kg picture timeline` shows other events"),
        )
    looks = _looks(acts)
    lead = (
        "One square an act, the number behind squares of a kind how many they are; an act in several places stands in "
        "each. Both columns of numbers count what happened only: in the place itself, and with all places within it."
    )
    canvas, y = begin("Where the acts took place", lead, facts, _samples(acts, looks))
    y = _heads(canvas, y)
    for number, row in enumerate([*_rows(facts, acts), *_nowhere(acts)]):
        y = _row(canvas, y, row, looks, shaded=number % 2 == 0)
    canvas.finish(y + MARGIN)
    return canvas


def _order(act: Event) -> tuple[str, bool, str, str, Term]:
    return act.type, act.modality != "actual", act.date, act.label, act.node


def _looks(acts: Iterable[Event]) -> dict[str, Look]:
    """Each type's colour and hatch; if there are more than eight types, those of the same colour differ in their hatches."""
    return {
        kind: Look(tint(_COLORS[number % 8], 0.7), INK, 0.7, hatch=_HATCHES[number % 8 - number // 8])
        for number, kind in enumerate(sorted({act.type for act in acts}))
    }


def _rows(facts: Facts, acts: Sequence[Event]) -> Iterator[Row]:
    """Places in the order of a table of contents: each followed by those within it, by name."""
    here: dict[Term, list[Event]] = defaultdict(list)
    for act in acts:
        for place in act.places:
            here[place].append(act)
    parents = {node: _parent(node, facts.places) for node in facts.places}
    children: dict[Term, list[Term]] = defaultdict(list)
    for node, parent in parents.items():
        children[parent].append(node)

    def below(parent: Term, depth: int) -> Iterator[tuple[Term, int]]:
        for node in sorted(children[parent], key=lambda node: (facts.places[node].label, node)):
            yield node, depth
            yield from below(node, depth + 1)

    for node, depth in below("", 0):
        inside = {node, *(other for other, _ in below(node, 0))}
        within = tuple(act for act in acts if inside & set(act.places))
        if within:
            yield Row(facts.places[node], depth, tuple(here[node]), within)


def _parent(node: Term, known: Mapping[Term, Place]) -> Term:
    """The innermost of the places that a place is in; none if that leads back to itself."""
    above = [place for place in known[node].within if place in known and node not in _all_above(place, known)]
    return max(above, key=lambda place: (len(_all_above(place, known)), place), default="")


def _all_above(node: Term, known: Mapping[Term, Place]) -> set[Term]:
    found: set[Term] = set()
    waiting = [node]
    while waiting:
        place = waiting.pop()
        if place in known and place not in found:
            found.add(place)
            waiting += known[place].within
    return found


def _nowhere(acts: Sequence[Event]) -> Iterator[Row]:
    without = tuple(act for act in acts if not act.places)
    if without:
        yield Row(Place("no place said", located=True), 0, without, without)


def _heads(canvas: Canvas, top: float) -> float:
    for x, text in ((_HERE, "in itself"), (_ALL, "in all")):
        canvas.text((x, top), text, size=SMALL, color=GREY, align="right")
    canvas.text((_SQUARES, top), "acts in the place itself", size=SMALL, color=GREY)
    return top + 13


def _row(canvas: Canvas, top: float, row: Row, looks: Mapping[str, Look], *, shaded: bool) -> float:
    """Draws a place's name, numbers and squares; gives where the row ends."""
    left = MARGIN + 6 + row.depth * _INDENT
    style: Style = "bold" if len(row.within) > len(row.acts) else "normal"
    lines = wrap(row.place.label, _HERE - 40 - left, style=style)
    notes = wrap(_doubt(row), _HERE - 40 - left, size=SMALL, style="italic", most=2)
    squares = _squares(row.acts)
    bands = 1 + max((band for band, _, _ in squares), default=0)
    high = max(len(lines) * _LINE + len(notes) * 10.4, bands * _STEP) + _PAD
    if shaded:
        canvas.box((MARGIN, top), (ACROSS - 2 * MARGIN, high), Look(PALE))
    for depth in range(row.depth):
        x = MARGIN + 8 + depth * _INDENT
        canvas.line([(x, top), (x, top + high)], Look(edge=RULE))
    y = top + _PAD / 2
    end = y + canvas.text((left, y), lines, style=style)
    canvas.text((left, end), notes, size=SMALL, style="italic", color=GREY)
    for x, acts in ((_HERE, row.acts), (_ALL, row.within)):
        canvas.text((x, y), str(sum(act.modality == "actual" for act in acts)), align="right")
    for band, slot, what in squares:
        _slot(canvas, (_SQUARES + slot * _STEP, y + band * _STEP), what, looks)
    return top + high


def _doubt(row: Row) -> str:
    """The note on a place that a map would not show."""
    if row.place.doubtful:
        return "? where it lies is worked out, not said"
    nested = len(row.within) > len(row.acts)
    return "" if row.place.within or row.place.located or nested else "? where it lies is not said"


def _squares(acts: Sequence[Event]) -> list[tuple[int, int, Event | int]]:
    """Band and slot of each act, and of the count after two or more acts of one type."""
    slots: list[Event | int] = []
    for _, group in groupby(acts, key=lambda act: (act.type, act.modality == "actual")):
        alike = list(group)
        slots += alike
        slots += [len(alike)] if len(alike) > 1 else []
    across = int((ACROSS - MARGIN - 6 - _SQUARES) // _STEP)
    return [(number // across, number % across, what) for number, what in enumerate(slots)]


def _slot(canvas: Canvas, at: Point, what: Event | int, looks: Mapping[str, Look]) -> None:
    if isinstance(what, int):
        canvas.text((at[0] - 1, at[1] + 0.5), str(what), size=SMALL)
        return
    how = looks[what.type] if what.modality == "actual" else _hollow(looks[what.type])
    canvas.box(at, (_SIDE, _SIDE), how, title=tooltip(what))
    if what.placed:
        _dot(canvas, (at[0] + _SIDE / 2, at[1] + _SIDE / 2))


def _hollow(how: Look) -> Look:
    return replace(how, face=PAPER, line=0.9, dash="dashed")


def _dot(canvas: Canvas, at: Point) -> None:
    canvas.disc(at, 5, Look(PAPER, INK, 0.9))


def _samples(acts: Sequence[Event], looks: Mapping[str, Look]) -> list[Sample]:
    def square(text: str, how: Look) -> Sample:
        return Sample(text, lambda canvas, at: canvas.box((at[0] - 5.5, at[1] - 5.5), (_SIDE, _SIDE), how), _SIDE)

    found = [square(kind or "act", how) for kind, how in looks.items()]
    if any(act.modality != "actual" for act in acts):
        found.append(square("hollow: planned, threatened, demanded, practice, mentioned", _hollow(Look(edge=INK))))
    if any(act.placed for act in acts):
        found.append(Sample("place worked out or only suggested", _dot))
    return found

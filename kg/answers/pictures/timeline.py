"""What happened when: one strip a story; the form of a bar says how well a date is known, its fill whether the source gives it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil

from kg.answers.pictures.axes import Axis, axis
from kg.answers.pictures.bars import bar, bar_samples
from kg.answers.pictures.canvas import GREY, INK, LINE, NOTE, PALE, RULE, SMALL, Canvas, Look, Style, width, wrap
from kg.answers.pictures.dates import Extent, extent
from kg.answers.pictures.facts import Event, Facts
from kg.answers.pictures.frame import (
    ACROSS,
    MARGIN,
    Sample,
    begin,
    finish,
    frame_samples,
    framed,
    mark_samples,
    nothing,
)
from kg.answers.pictures.marks import STEP, draw_marks
from kg.answers.pictures.stories import Story, stories
from kg.answers.pictures.sureness import INFERENCE, Mark
from kg.answers.pictures.wording import doubt, kind, modality, said, tooltip, when
from kg.answers.speech import Speech
from kg.model.message import Message

_DATE, _MARK, _CHART, _END = 132.0, 146.0, 500.0, ACROSS - MARGIN
"""Columns in points from the left: where dates end, where the first mark is, where bars begin and end."""
_OPEN = 20.0
"""Room beside an axis for the arrow of an open end."""
_PAD, _HEAD, _APART, _ROWS = 5.0, 30.0, 16.0, 30
"""Heights in points of the room around a row, of an axis, between strips, and the number of rows below one axis."""
_ALONE = Message("Events that are part of no other")
_LEAD = Message(
    "One line an event, one strip a story: an incident, its parts and what followed, in order of time. The mark says "
    "how surely it is told, the bar when it was; each strip has its own scale."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One event with its lines: the date, the name, and what is less sure or to be said besides."""

    event: Event
    found: Extent | None
    date: tuple[str, ...]
    name: tuple[str, ...]
    notes: tuple[tuple[tuple[Mark, ...], str], ...]
    style: Style
    head: str = ""

    @property
    def high(self) -> float:
        """The height of the row, in points."""
        frame = 0.0 if self.event.happened else NOTE + 4
        return self.above + max(len(self.name) * LINE + len(self.notes) * NOTE + frame, len(self.date) * NOTE) + _PAD

    @property
    def above(self) -> float:
        """The height of the head above the row, if it has one."""
        return LINE + _PAD if self.head else 0.0


def timeline(facts: Facts) -> Canvas:
    """Every event in the strip of its story, those without a date too."""
    if not facts.events:
        raise nothing(
            Message("the graph has no event"), Message("record acts, events or interventions, then build again")
        )
    left = _MARK + STEP * max(1, *(len(event.marks) for event in facts.events)) - 2
    say = facts.speech.say
    canvas, y = begin(say(Message("What happened when")), say(_LEAD), facts, _samples(facts.events, facts.speech))
    for story in stories(facts.events):
        y = _strip(canvas, y, story, left) + _APART
    return finish(canvas, y - _APART, facts)


def _strip(canvas: Canvas, top: float, story: Story, left: float) -> float:
    """Draws a story, with its axis repeated at intervals; gives where it ends."""
    speech = canvas.speech
    first = [_row(story.whole, left, "bold", speech)] if story.whole else []
    rest = [_row(event, left, "normal", speech) for event in story.events]
    rows = [*first, *(row for row in rest if row.event.happened), *_unreal(rest, speech)]
    extents = [row.found for row in rows if row.found]
    scale = axis(extents, _END - _OPEN - _CHART - _OPEN, speech.months()) if extents else None
    heading, each = story.whole.name if story.whole else speech.say(_ALONE), ceil(len(rows) / ceil(len(rows) / _ROWS))
    for start in range(0, len(rows), each):
        continued = speech.say(Message("{heading} (continued)", heading=heading))
        again = continued if start else "" if story.whole else heading
        small = "" if again else speech.say(Message("{count} events of one story", count=len(rows)))
        top = _block(canvas, top, rows[start : start + each], scale, (again, small), left) + _APART
    return top - _APART


def _unreal(rows: Sequence[Row], speech: Speech) -> list[Row]:
    """What did not happen, or not yet, under a head of its own."""
    found = [row for row in rows if not row.event.happened]
    head = ", ".join(sorted({modality(row.event, speech) for row in found})).capitalize()
    return [replace(row, head="" if number else head) for number, row in enumerate(found)]


def _block(
    canvas: Canvas, top: float, rows: Sequence[Row], scale: Axis | None, heading: tuple[str, str], left: float
) -> float:
    """Draws an axis, its heading (bold, or small) and the rows below it; gives where they end."""
    title = wrap(heading[0], _CHART - MARGIN - 12, style="bold", most=2)
    head = max(_HEAD, len(title) * LINE + 4)
    starts = list(accumulate((row.high for row in rows), initial=top + head))
    canvas.line([(MARGIN, top), (_END, top)], Look(edge=INK, line=1))
    canvas.text((MARGIN, top + 4), title, style="bold")
    canvas.text((MARGIN, top + 4), heading[1], size=SMALL, color=GREY)
    if scale:
        _axis(canvas, top + 2, starts[-1], scale)
    for row, start in zip(rows, starts, strict=False):
        canvas.line([(MARGIN, start), (_END, start)], Look(edge=RULE, line=0.5))
        _draw(canvas, start, row, scale, left)
    return starts[-1]


def _axis(canvas: Canvas, top: float, bottom: float, scale: Axis) -> None:
    """Draws the axis over its rows: ticks at the start of each cell, labels in the cells, shared labels above; its gaps."""
    for start, end, long in scale.gaps():
        canvas.box((_x(start), top + 14), (end - start, bottom - top - 14), Look(PALE))
        canvas.text((_x((start + end) / 2), top + 14), canvas.speech.say(long), size=SMALL, color=GREY, align="center")
    for segment in scale.segments:
        canvas.line([(_x(segment.left), top + 27), (_x(segment.right), top + 27)], Look(edge=INK))
        above, free = "", 0.0
        for cell in segment.cells:
            left, right = _x(segment.at(cell.start)), _x(segment.at(cell.end))
            canvas.line([(left, top + 22), (left, top + 27)], Look(edge=INK))
            if cell.above != above:
                canvas.line([(left, top + 27), (left, bottom)], Look(edge=RULE, line=0.5))
            if width(cell.label, SMALL) + 2 <= right - left:
                canvas.text(((left + right) / 2, top + 14), cell.label, size=SMALL, color=GREY, align="center")
            across = width(cell.above, SMALL, "bold") * 1.08
            if cell.above != above and left >= free and left + across <= _x(segment.right) + 30:
                canvas.text((left + 1, top + 1), cell.above, size=SMALL, style="bold")
                free = left + 5 + across
            above = cell.above


def _x(at: float) -> float:
    return _CHART + _OPEN + at


def _row(event: Event, left: float, style: Style, speech: Speech) -> Row:
    room = _CHART - left - 12
    date = wrap(when(event, speech), _DATE - MARGIN, size=SMALL, most=5)
    return Row(
        event,
        extent(event.date) if event.date else None,
        (*date, *([kind(event, speech)] if event.kind != "act" else [])),
        tuple(wrap(event.name, room, style=style, most=4)),
        tuple(
            (marks if number == 0 else (), line)
            for marks, text in notes(event, speech)
            for number, line in enumerate(wrap(text, room - STEP * len(marks) - 2, size=SMALL, most=3))
        ),
        style,
    )


def notes(event: Event, speech: Speech) -> list[tuple[tuple[Mark, ...], str]]:
    """What is said below a name: how surely it is told unless as fact, and each detail that is less sure."""
    told: list[Message] = []
    if event.modality == "attempted":
        told.append(Message("attempted: whether it succeeded is not said"))
    if event.possible:
        told.append(Message("may lie outside of these days"))
    first = "; ".join(filter(None, (doubt(event.marks, speech), *speech.every(told))))
    unsure = tuple(mark for mark in event.date_marks if not mark.plain)
    date = [(unsure, speech.say(Message("date: {how}", how=said(unsure, speech))))] if unsure else []
    return [*([((), first)] if first else []), *date]


def _draw(canvas: Canvas, top: float, row: Row, scale: Axis | None, left: float) -> None:
    if row.head:
        canvas.text((left, top + _PAD), row.head, style="bold")
    event, y = row.event, top + row.above + _PAD / 2
    pointed = tooltip(event, canvas.speech)
    canvas.text((_DATE, y + 0.5), row.date, size=SMALL, color=GREY, align="right", title=pointed)
    draw_marks(canvas, (_MARK, y + LINE / 2), event.marks, event.name)
    if row.found and scale:
        level = y + LINE / 2
        bar(
            canvas,
            level,
            row.found,
            lambda day: _x(scale.at(day)),
            (_CHART + 2, _END - 2),
            _given(event),
            pointed,
        )
    if not event.happened:
        framed(canvas, (left, y), modality(event, canvas.speech))
        y += NOTE + 4
    y += canvas.text((left, y), row.name, style=row.style, title=pointed)
    dated = canvas.speech.say(Message("date, {name}", name=event.name))
    for marks, note in row.notes:
        draw_marks(canvas, (left + 5, y + NOTE / 2), marks, dated)
        indent = STEP * len(marks) + (2 if marks else 0)
        y += canvas.text((left + indent, y), note, size=SMALL, color=GREY)


def _given(event: Event) -> bool:
    """Whether a source gives the date; we worked it out where only inferences say it."""
    return not event.dated or any(mark.outline != INFERENCE for mark in event.dated)


def _samples(events: Iterable[Event], speech: Speech) -> list[Sample]:
    """The legend: the marks and the forms of bars that the picture shows."""
    shown = list(events)
    marks = {mark for event in shown for mark in event.marks}
    marks |= {mark for event in shown for mark in event.date_marks if not mark.plain}
    bars = [(found, _given(event)) for event in shown if event.date and (found := extent(event.date))]
    return [*mark_samples(marks, speech), *bar_samples(bars, speech), *frame_samples(shown, speech)]

"""What happened when: one row per event, one axis per period; open ends stay open, and doubt is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from kg.answers.pictures.axes import Axis, axis, groups
from kg.answers.pictures.canvas import GREY, INK, LEADING, PALE, RULE, SMALL, Canvas, Look, width, wrap
from kg.answers.pictures.dates import Day, Extent, between, extent, later, words
from kg.answers.pictures.facts import Event, Facts
from kg.answers.pictures.frame import (
    ACROSS,
    MARGIN,
    Sample,
    begin,
    kind_samples,
    look,
    mark,
    modality_samples,
    named,
    nothing,
    plain,
    tint,
    tooltip,
)
from kg.model.message import Message

_DATE, _MARK, _LABEL, _CHART, _END = 132.0, 145.0, 154.0, 490.0, ACROSS - MARGIN
"""Columns in points from the left: where dates end, where marks are, where labels and bars begin, where bars end."""
_OPEN = 26.0
"""Room beside an axis for the arrow of an open end."""
_LINE, _BAR, _PAD = 11.6, 8.0, 5.0
_HEAD, _APART, _ROWS = 26.0, 16.0, 40
"""Heights in points of an axis and of the gap between periods, and the number of rows visible with their axis."""

Row = tuple[Event, Extent]


def timeline(facts: Facts) -> Canvas:
    """Every event: those with a date by period, the others in a list below."""
    if not facts.events:
        raise nothing(
            Message("the graph has no event"), Message("record acts, events or interventions, then build again")
        )
    dated = [(event, found) for event in facts.events if event.date and (found := extent(event.date))]
    known = {event.node for event, _ in dated}
    undated = sorted((event for event in facts.events if event.node not in known), key=lambda event: event.label)
    lead = "One line an event. A bar is as long as the time that the documents leave open or say that it lasted."
    canvas, y = begin("What happened when", lead, facts, _samples(facts.events))
    dated.sort(key=lambda row: (row[1].first, row[1].last, row[0].label, row[0].node))
    extents = [found for _, found in dated]
    for group in groups(extents):
        y = _period(canvas, y, [dated[index] for index in group])
    if undated:
        y = _list(canvas, y, undated)
    canvas.finish(y + MARGIN)
    return canvas


def _period(canvas: Canvas, top: float, rows: Sequence[Row]) -> float:
    """Draws a period, with its axis repeated at intervals; gives where it ends."""
    extents = [found for _, found in rows]
    scale, heading = axis(extents), _heading(extents)
    for start in range(0, len(rows), _ROWS):
        again = " (continued)" if start else ""
        top = _block(canvas, top, rows[start : start + _ROWS], scale, heading + again) + _APART
    return top


def _block(canvas: Canvas, top: float, rows: Sequence[Row], scale: Axis, heading: str) -> float:
    """Draws an axis and the rows below it; gives where they end."""
    heights = [_height(event) for event, _ in rows]
    starts = list(accumulate(heights, initial=top + _HEAD))
    for start, height in zip(starts[::2], heights[::2], strict=False):
        canvas.box((MARGIN, start), (_END - MARGIN, height), Look(PALE))
    _cells(canvas, top, starts[-1], scale)
    canvas.text((MARGIN, top + 11), heading, style="bold")
    for (event, found), start in zip(rows, starts, strict=False):
        _row(canvas, start, event, found, scale)
    return starts[-1]


def _heading(extents: Sequence[Extent]) -> str:
    first, last = min(found.first for found in extents), max(found.last for found in extents)
    years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    span = between(*(day.isoformat()[: 4 if years else 7] for day in (first, last)))
    return f"{span}: dates known to {extents[0].known}"


def _label(event: Event) -> list[str]:
    return wrap(named(event), _CHART - _LABEL - 12)


def _when(event: Event) -> list[str]:
    return wrap(words(event.date), _DATE - MARGIN, size=SMALL, most=2)


def _height(event: Event) -> float:
    return max(len(_label(event)), len(_when(event))) * _LINE + _PAD


def _cells(canvas: Canvas, top: float, bottom: float, scale: Axis) -> None:
    """Draws the axis over its rows: a rule at the start of each cell, labels in the cells, shared labels above."""
    rule = Look(edge=RULE, line=0.6)
    above, free = "", 0.0
    for cell in scale.cells:
        left, right = _x(scale, cell.start), _x(scale, cell.end)
        canvas.line([(left, top + 13), (left, bottom)], rule)
        if width(cell.label, SMALL) + 2 <= right - left:
            canvas.text(((left + right) / 2, top + 13), cell.label, size=SMALL, color=GREY, align="center")
        if cell.above != above and left >= free:
            canvas.text((left + 1, top + 1), cell.above, size=SMALL, color=INK, style="bold")
            above, free = cell.above, left + 1 + width(cell.above, SMALL, "bold") * 1.1
    canvas.line([(_x(scale, scale.cells[-1].end), top + 13), (_x(scale, scale.cells[-1].end), bottom)], rule)


def _x(scale: Axis, day: Day) -> float:
    left, right = _CHART + _OPEN, _END - _OPEN
    return left + scale.at(day) * (right - left)


def _row(canvas: Canvas, top: float, event: Event, found: Extent, scale: Axis) -> None:
    y, title = top + _PAD / 2, tooltip(event)
    canvas.text((_DATE, y + 0.7), _when(event), size=SMALL, color=GREY, align="right", title=title)
    if event.inferred:
        lines = _when(event)
        below = y + 11.2 + (len(lines) - 1) * SMALL * LEADING
        _worked_out(canvas, (_DATE - width(lines[-1], SMALL), _DATE), below)
    mark(canvas, (_MARK, y + _LINE / 2), event.kind, look(event), title=title)
    canvas.text((_LABEL, y), _label(event), title=title)
    _bar(canvas, y + _LINE / 2, event, found, scale)


def _bar(canvas: Canvas, y: float, event: Event, found: Extent, scale: Axis) -> None:
    left, right = _ends(scale, found.first, found.last)
    how = look(event) if right - left > _BAR else plain(look(event))
    pale = how if event.modality != "actual" else replace(how, face=tint(how.edge, 0.25))
    if found.before:
        _fade(canvas, (left, _CHART + 2), y, how.edge)
    if found.after:
        _fade(canvas, (right, _END - 2), y, how.edge)
    canvas.box((left, y - _BAR / 2), (right - left, _BAR), pale, title=tooltip(event))
    if found.sure and pale != how:
        start, end = _ends(scale, *found.sure)
        canvas.box((start, y - _BAR / 2), (end - start, _BAR), how, title=tooltip(event))
    if event.inferred:
        _worked_out(canvas, (left, right), y + _BAR / 2 + 2)


def _ends(scale: Axis, first: Day, last: Day) -> tuple[float, float]:
    """Where the bar of these days begins and ends, a little wider where it would be too narrow to see."""
    left, right = _x(scale, first), _x(scale, later(last, 1))
    more = max(0.0, _BAR / 2 - (right - left)) / 2
    return left - more, right + more


def _fade(canvas: Canvas, span: tuple[float, float], y: float, color: str) -> None:
    """Draws an open end: a narrowing wedge, with an arrowhead where it leaves the picture."""
    start, end = span
    back = end + (7 if end < start else -7)
    wedge = [(start, y - _BAR / 2.4), (start, y + _BAR / 2.4), (back, y + 0.6), (back, y - 0.6)]
    canvas.shape(wedge, Look(tint(color, 0.45)))
    canvas.shape([(end, y), (back, y - 4), (back, y + 4)], Look(color))


def _worked_out(canvas: Canvas, span: tuple[float, float], y: float) -> None:
    canvas.line([(span[0], y), (span[1], y)], Look(edge=INK, line=1, dash="dotted"))


def _list(canvas: Canvas, top: float, events: Sequence[Event]) -> float:
    """The events for which the documents give no calendar date, in two columns."""
    y = top + canvas.text((MARGIN, top), "Without a date", style="bold") + 4
    across = (_END - MARGIN) / 2
    for number in range(0, len(events), 2):
        lines = [wrap(_undated(event), across - 30) for event in events[number : number + 2]]
        for column, (event, text) in enumerate(zip(events[number : number + 2], lines, strict=True)):
            x = MARGIN + column * across
            mark(canvas, (x + 5, y + _LINE / 2), event.kind, look(event), title=tooltip(event))
            canvas.text((x + 14, y), text, title=tooltip(event))
        y += max(map(len, lines)) * _LINE + 3
    return y


def _undated(event: Event) -> str:
    return f"{named(event)} ({event.date})" if event.date else named(event)


def _samples(events: Sequence[Event]) -> list[Sample]:
    """The legend: kinds, how bars show what is known of a date, and modalities other than actual."""
    full, pale = Look(GREY, GREY, 1), Look(tint(GREY, 0.25), GREY, 1)
    return [
        *kind_samples(events),
        Sample("then, or all that time", lambda canvas, at: canvas.box((at[0] - 11, at[1] - 4), (22, 8), full), 22),
        Sample("some time in it", lambda canvas, at: canvas.box((at[0] - 11, at[1] - 4), (22, 8), pale), 22),
        Sample("open end", lambda canvas, at: _fade(canvas, (at[0] + 12, at[0] - 12), at[1], GREY), 24),
        Sample(
            "date worked out, not said", lambda canvas, at: _worked_out(canvas, (at[0] - 11, at[0] + 11), at[1]), 22
        ),
        *modality_samples(events),
    ]

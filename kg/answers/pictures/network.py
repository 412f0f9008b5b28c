"""Who is tied to whom: one person or body, the events that it takes part in, and who else does; on one page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.answers.pictures.canvas import GREY, INK, LINE, NOTE, PAPER, SMALL, Canvas, Look, Point, width
from kg.answers.pictures.facts import Event, Facts
from kg.answers.pictures.frame import (
    FRAME,
    PAGE,
    Sample,
    begin,
    finish,
    frame_samples,
    mark_samples,
    nothing,
)
from kg.answers.pictures.layout import (
    LEFT,
    LEFT_END,
    MIDDLE,
    MIDDLE_END,
    PAD,
    RIGHT,
    RIGHT_END,
    ROLES,
    ROLES_END,
    Box,
    Layout,
    inset,
    lay_out,
    port_lines,
    role_lines,
)
from kg.answers.pictures.marks import PATTERNS, STEP, draw_marks, pattern, strokes
from kg.answers.pictures.ties import Panel, Port, Tie, agents_of, around, drawn, hub
from kg.answers.pictures.wording import said, tooltip
from kg.answers.speech import Speech
from kg.model.message import Message
from kg.model.terms import Term

_MOST = 15
"""More events than this never fit on a page, however short their names are."""
_KINDS = {"person": Message("person"), "organization": Message("organisation"), "group": Message("group")}


def network(facts: Facts) -> Canvas:
    """The ties of the person, body, event or place that the picture is about; by default of whoever has most."""
    middle = hub(facts)
    events = drawn(event for event in facts.events if not middle or middle in agents_of(event))
    if not events:
        remedy = Message("say in the records who took part: victim, alleged-perpetrator, organiser …; then build again")
        raise nothing(Message("no event of the graph connects two people or bodies"), remedy)
    for number in range(min(len(events), _MOST), 0, -1):
        canvas = _drawn(facts, middle, events, number)
        if canvas.high <= PAGE or number == 1:
            return canvas
    raise AssertionError


def _drawn(facts: Facts, middle: Term, events: list[Event], number: int) -> Canvas:
    """The picture with so many of the events."""
    title = _title(facts, middle)
    facts = replace(facts, events=tuple(events[:number]))
    panel = around(facts.events, middle)
    canvas, top = begin(title, _lead(middle, len(events), number, facts.speech), facts, _samples(panel, facts))
    made, known = lay_out(panel, facts), {event.node: event for event in facts.events}
    for tie in panel.ties:
        _tie(canvas, top, tie, made, known[tie.event])
    for port, y in made.ports.items():
        _port(canvas, top + y, port, tooltip(known[port[0]], facts.speech))
    for (column, name), box in made.boxes.items():
        if column == "middle":
            _event(canvas, top, box, known[name])
        else:
            _agent(canvas, (LEFT if column == "left" else RIGHT, top + box.top), box, facts, name)
    return finish(canvas, top + made.high, facts)


def _title(facts: Facts, middle: Term) -> str:
    if middle:
        return facts.speech.say(Message("Who is tied to {name}", name=facts.agents[middle].label))
    names = {event.node: event.name for event in facts.events} | {
        node: place.label for node, place in facts.places.items()
    }
    named = names.get(facts.about)
    return facts.speech.say(
        Message("Who took part: {name}", name=named) if named is not None else Message("Who took part: events")
    )


_AROUND = Message(
    "On the left the one that the picture is about, in the middle the events, on the right who else took part."
)
_ALL = Message(
    "On the left who is said to have done or arranged something, in the middle what, on the right whom it concerns."
)
_LEFT = Message(
    "{number} of {count} events, first those of few people, who meet again: the rest do not fit on a page; "
    "ask for a document, a place or fewer days to see them."
)


def _lead(middle: Term, found: int, number: int, speech: Speech) -> str:
    left = [_LEFT.given(number=number, count=found)] if number < found else []
    return " ".join(speech.every([_AROUND if middle else _ALL, *left]))


def _tie(canvas: Canvas, top: float, tie: Tie, made: Layout, event: Event) -> None:
    """Draws the line of one agent and event in the pattern that says how sure it is."""
    y, end = top + made.ports[tie.port] + NOTE / 2, top + made.ends[tie]
    edge, told = _edge(tie.port, canvas.speech), _told(tie, event, canvas.speech)
    for how in strokes(pattern(tie.marks)):
        if tie.side == "left":
            canvas.curve((LEFT_END, end), (ROLES, y), how, title=told)
            canvas.line([(ROLES, y), (edge, y)], how)
        else:
            canvas.line([(edge, y), (ROLES_END, y)], how)
            canvas.curve((ROLES_END, y), (RIGHT, end), how, title=told)


def _told(tie: Tie, event: Event, speech: Speech) -> str:
    return f"{speech.label('role', tie.role)}: {said(tie.marks, speech)} — {event.name}"


def _edge(port: Port, speech: Speech) -> float:
    """Where the words of a role end, and its line begins."""
    _, side, _, marks = port
    across = width(role_lines(port, speech)[0], SMALL) * 1.06 + STEP * len(marks) + 10
    return MIDDLE - across if side == "left" else MIDDLE_END + across


def _port(canvas: Canvas, y: float, port: Port, what: str) -> None:
    """Draws the marks and the words of a role beside its event."""
    _, side, _, marks = port
    lines = port_lines(port, canvas.speech)
    role, named = canvas.speech.label("role", port[2]), lines[0]
    if side == "left":
        canvas.text((MIDDLE - 5, y), lines, size=SMALL, align="right")
        start = MIDDLE - 5 - width(named, SMALL) * 1.06 - STEP * len(marks) + 3
        draw_marks(canvas, (start, y + NOTE / 2), marks, f"{role}, {what}")
    else:
        start = MIDDLE_END + 5 + STEP * len(marks)
        draw_marks(canvas, (MIDDLE_END + 10, y + NOTE / 2), marks, f"{role}, {what}")
        canvas.text((start, y), lines, size=SMALL)


def _event(canvas: Canvas, top: float, box: Box, event: Event) -> None:
    frame = Look(PAPER, INK, 0.9) if event.happened else Look(PAPER, INK, 0.9, FRAME.dash)
    canvas.box((MIDDLE, top + box.top), (MIDDLE_END - MIDDLE, box.high), frame, title=tooltip(event, canvas.speech))
    y = top + box.y - (len(box.lines) * LINE + len(box.notes) * NOTE) / 2
    draw_marks(canvas, (MIDDLE + 10, y + NOTE / 2), event.marks, event.name)
    y += canvas.text((MIDDLE + inset(event), y), box.lines, title=tooltip(event, canvas.speech))
    canvas.text((MIDDLE + inset(event), y), box.notes, size=SMALL, color=GREY)


def _agent(canvas: Canvas, at: Point, box: Box, facts: Facts, name: Term) -> None:
    size = (LEFT_END - LEFT if at[0] == LEFT else RIGHT_END - RIGHT, box.high)
    known = facts.agents.get(name)
    if known:
        _frame(canvas, at, size, known.kind, title=known.label)
    canvas.text((at[0] + 7, at[1] + PAD), box.lines, style="normal" if known else "italic")


def _frame(canvas: Canvas, at: Point, size: Point, kind: str, *, title: str = "") -> None:
    """A person's box has round corners, an organisation's square ones, a group's bevelled ones."""
    how = Look(PAPER, GREY, 0.8)
    (x, y), (wide, high), cut = at, size, 6.0
    if kind == "person":
        canvas.pill(at, size, how, title=title)
    elif kind == "organization":
        canvas.box(at, size, how, title=title)
    else:
        ends = [(x + cut, y), (x + wide - cut, y), (x + wide, y + cut), (x + wide, y + high - cut)]
        ends += [(x + wide - cut, y + high), (x + cut, y + high), (x, y + high - cut), (x, y + cut)]
        canvas.shape(ends, how, title=title)


def _samples(panel: Panel, facts: Facts) -> list[Sample]:
    """The legend: kinds of agents, marks and patterns of lines that the picture shows."""
    events = [event for event in facts.events if event.node in panel.events]
    marks = {mark for event in events for mark in event.marks} | {mark for tie in panel.ties for mark in tie.marks}
    kinds = {facts.agents[name].kind for name in (*panel.left, *panel.right) if name in facts.agents}
    speech = facts.speech
    return [
        *mark_samples(marks, speech),
        *_line_samples((pattern(tie.marks) for tie in panel.ties), speech),
        *(_kind_sample(kind, speech) for kind in _KINDS if kind in kinds),
        *frame_samples(events, speech),
    ]


def _line_samples(names: Iterable[str], speech: Speech) -> list[Sample]:
    shown = set(names)

    def sample(name: str) -> Sample:
        def draw(canvas: Canvas, at: Point) -> None:
            for how in strokes(name):
                canvas.line([(at[0] - 12, at[1]), (at[0] + 12, at[1])], how)

        return Sample(speech.say(Message("line: {meaning}", meaning=PATTERNS[name])), draw, 26)

    return [sample(name) for name in PATTERNS if name in shown]


def _kind_sample(kind: str, speech: Speech) -> Sample:
    return Sample(
        speech.say(_KINDS[kind]), lambda canvas, at: _frame(canvas, (at[0] - 13, at[1] - 6), (26, 12), kind), 28
    )

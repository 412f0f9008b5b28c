"""Who is tied to whom through which events: those who act on the left, those concerned on the right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.answers.pictures.canvas import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PAPER,
    RED,
    RULE,
    SKY,
    SMALL,
    YELLOW,
    Canvas,
    Look,
    Point,
    width,
    wrap,
)
from kg.answers.pictures.facts import Event, Facts
from kg.answers.pictures.frame import (
    ACROSS,
    MARGIN,
    Sample,
    begin,
    kind_look,
    kind_samples,
    look,
    mark,
    nothing,
    tint,
    tooltip,
)
from kg.answers.pictures.layers import Side
from kg.answers.pictures.layout import (  # fmt: skip
    LEFT,
    LEFT_END,
    LINE,
    MIDDLE,
    MIDDLE_END,
    NOTE,
    PAD,
    RIGHT,
    RIGHT_END,
    ROLES,
    ROLES_END,
    Box,
    Layout,
    Node,
    lay_out,
)
from kg.answers.pictures.ties import STRONG, Panel, Tie, panels
from kg.model.message import Message
from kg.model.terms import Term

_AGENTS = {"person": YELLOW, "organization": SKY, "group": ORANGE}
_CALLED = {"person": "person", "organization": "organisation", "group": "group"}


def network(facts: Facts) -> Canvas:
    """All ties in panels, one below the other."""
    found = panels(facts)
    if not found:
        remedy = Message("say in the records who took part: victim, alleged-perpetrator, organiser …; then build again")
        raise nothing(Message("no event of the graph connects two people or bodies"), remedy)
    events = {event.node: event for event in facts.events}
    shown = [events[node] for panel in found for node in panel.events]
    left_out = len(events) - len(shown)
    lead = (
        "On the left who is said to have done or arranged something, in the middle what, on the right whom it concerns. "
        "Whoever has a part in several of the numbered panels stands in each of them."
    )
    lead += f" {left_out} events that tie nobody to anybody are left out." if left_out else ""
    canvas, y = begin("Who is tied to whom through which events", lead, facts, _samples(shown))
    where = _numbers(found)
    for number, panel in enumerate(found, 1):
        y = _panel(canvas, y, number, panel, facts, where) + 20
    canvas.finish(y - 20 + MARGIN)
    return canvas


def _numbers(found: Sequence[Panel]) -> dict[Term, list[int]]:
    """The numbers of the panels in which each agent appears."""
    where: dict[Term, list[int]] = defaultdict(list)
    for number, panel in enumerate(found, 1):
        for agent in {*panel.left, *panel.right}:
            where[agent].append(number)
    return where


def _panel(
    canvas: Canvas, top: float, number: int, panel: Panel, facts: Facts, where: Mapping[Term, Sequence[int]]
) -> float:
    """Draws a panel below ``top``; gives where it ends."""
    canvas.line([(MARGIN, top), (ACROSS - MARGIN, top)], Look(edge=RULE))
    title = wrap(f"{number}. {panel.title}", ACROSS - 2 * MARGIN, style="bold", most=2)
    top += 6 + canvas.text((MARGIN, top + 6), title, style="bold") + 6
    made = lay_out(panel, facts, _elsewhere(panel, number, where))
    events = {event.node: event for event in facts.events}
    for tie in panel.ties:
        _tie(canvas, top, tie, made, events[tie.event])
    for (_, side, role), y in made.roles.items():
        _role(canvas, top + y, side, role)
    for (column, name), box in made.boxes.items():
        if column == "middle":
            _event(canvas, top, box, events[name])
        else:
            _agent(canvas, (LEFT if column == "left" else RIGHT, top + box.top), box, facts, name)
    return top + made.high


def _elsewhere(panel: Panel, number: int, where: Mapping[Term, Sequence[int]]) -> dict[Node, str]:
    """The line below the name of an agent that also appears elsewhere."""
    found: dict[Node, str] = {}
    for name in {*panel.left, *panel.right}:
        others = ", ".join(str(other) for other in where[name] if other != number)
        both = name in panel.left and name in panel.right
        for column in ("left", "right"):
            opposite = "right" if column == "left" else "left"
            places = [*([f"on the {opposite}"] if both else []), *([f"in {others}"] if others else [])]
            if places:
                found[("left" if column == "left" else "right"), name] = f"also {' and '.join(places)}"
    return found


def _strokes(tie: Tie, event: Event) -> Look:
    """A strong line for perpetrators and victims, a thin one for other roles; broken if the event is not actual."""
    strong = tie.role in STRONG
    color = (RED if tie.side == "left" else BLUE) if strong else GREY
    return Look(edge=color, line=1.8 if strong else 0.7, dash="solid" if event.modality == "actual" else "dashed")


def _tie(canvas: Canvas, top: float, tie: Tie, made: Layout, event: Event) -> None:
    how = _strokes(tie, event)
    y, end = top + made.roles[tie.event, tie.side, tie.role], top + made.ends[tie]
    across = width(tie.role, SMALL) + 8
    if tie.side == "left":
        canvas.curve((LEFT_END, end), (ROLES, y), how, title=tooltip(event))
        canvas.line([(ROLES, y), (MIDDLE - across, y)], how)
        tip, back = (MIDDLE - across + 1, y), MIDDLE - across - 6
    else:
        canvas.line([(MIDDLE_END + across, y), (ROLES_END, y)], how)
        canvas.curve((ROLES_END, y), (RIGHT, end), how, title=tooltip(event))
        tip, back = (RIGHT, end), RIGHT - 7
    if tie.role in STRONG:
        canvas.shape([tip, (back, tip[1] - 3.5), (back, tip[1] + 3.5)], Look(how.edge))


def _role(canvas: Canvas, y: float, side: Side, role: str) -> None:
    x = MIDDLE - 5 if side == "left" else MIDDLE_END + 5
    canvas.text((x, y - SMALL * 0.62), role, size=SMALL, color=INK, align="right" if side == "left" else "left")


def _event(canvas: Canvas, top: float, box: Box, event: Event) -> None:
    how = kind_look(event.kind, event.modality)
    frame = Look(PAPER, how.edge, 1.1, how.dash)
    canvas.box((MIDDLE, top + box.top), (MIDDLE_END - MIDDLE, box.high), frame, title=tooltip(event))
    y = top + box.y - (len(box.lines) * LINE + len(box.notes) * NOTE) / 2
    mark(canvas, (MIDDLE + 11, y + LINE / 2), event.kind, look(event), title=tooltip(event))
    y += canvas.text((MIDDLE + 21, y), box.lines, title=tooltip(event))
    canvas.text((MIDDLE + 21, y), box.notes, size=SMALL, color=GREY)


def _agent(canvas: Canvas, at: Point, box: Box, facts: Facts, name: Term) -> None:
    size = (LEFT_END - LEFT if at[0] == LEFT else RIGHT_END - RIGHT, box.high)
    known = facts.agents.get(name)
    if known:
        _frame(canvas, at, size, known.kind, title=known.label)
    else:
        canvas.box(at, size, Look(PAPER, GREY, 0.8, "dotted"))
    y = canvas.text((at[0] + 10, at[1] + PAD), box.lines, style="normal" if known else "italic") + PAD
    canvas.text((at[0] + 10, at[1] + y), box.notes, size=SMALL, color=GREY)


def _frame(canvas: Canvas, at: Point, size: Point, kind: str, *, title: str = "") -> None:
    """A person's box has round corners, an organisation's square ones, a group's bevelled ones."""
    how = Look(tint(_AGENTS[kind], 0.35), GREY, 0.8)
    (x, y), (wide, high), cut = at, size, 6.0
    if kind == "person":
        canvas.pill(at, size, how, title=title)
    elif kind == "organization":
        canvas.box(at, size, how, title=title)
    else:
        ends = [(x + cut, y), (x + wide - cut, y), (x + wide, y + cut), (x + wide, y + high - cut)]
        ends += [(x + wide - cut, y + high), (x + cut, y + high), (x, y + high - cut), (x, y + cut)]
        canvas.shape(ends, how, title=title)


def _samples(events: Sequence[Event]) -> list[Sample]:
    def agent(kind: str) -> Sample:
        return Sample(_CALLED[kind], lambda canvas, at: _frame(canvas, (at[0] - 14, at[1] - 6), (28, 12), kind), 28)

    def line(text: str, how: Look) -> Sample:
        return Sample(text, lambda canvas, at: canvas.line([(at[0] - 12, at[1]), (at[0] + 12, at[1])], how), 24)

    return [
        *(agent(kind) for kind in _CALLED),
        *kind_samples(events),
        line("is said to have done or ordered it", Look(edge=RED, line=1.8)),
        line("to whom it was done or meant", Look(edge=BLUE, line=1.8)),
        line("other part", Look(edge=GREY, line=0.7)),
        line("planned, threatened, demanded, practice or only mentioned", Look(edge=GREY, line=0.8, dash="dashed")),
    ]

"""The layout of the network: boxes, roles beside the events, and the ends of lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.answers.pictures.canvas import LINE, NOTE, SMALL, wrap
from kg.answers.pictures.facts import Event, Facts
from kg.answers.pictures.frame import ACROSS, MARGIN
from kg.answers.pictures.layers import Side, spread
from kg.answers.pictures.marks import STEP
from kg.answers.pictures.ties import Panel, Port, Tie, rank
from kg.answers.pictures.wording import doubt, kind, modality, when
from kg.answers.speech import Speech
from kg.model.message import Message
from kg.model.terms import Term

LEFT, LEFT_END = MARGIN, MARGIN + 112
ROLES, MIDDLE, MIDDLE_END, ROLES_END = 160.0, 322.0, 556.0, 718.0
RIGHT, RIGHT_END = 748.0, ACROSS - MARGIN
"""Columns in points from the left: agents, room for lines, roles, events, roles, room for lines, agents."""
PAD = 3.5
_GAP = 6.0
_ROUNDS = 4

Node = tuple[Literal["left", "middle", "right"], Term]
"""A column and who or what is in it."""


@dataclass(frozen=True, slots=True)
class Box:
    """One node: lines of text, smaller ones below, its height and its centre."""

    lines: tuple[str, ...]
    notes: tuple[str, ...]
    high: float
    y: float = 0.0

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.y - self.high / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """A panel's boxes, the height of each role at its event, and of each line's end at its agent."""

    boxes: dict[Node, Box]
    ports: dict[Port, float]
    ends: dict[Tie, float]
    high: float


def lay_out(panel: Panel, facts: Facts) -> Layout:
    """The layout, from 0 downwards."""
    events = {event.node: event for event in facts.events}
    ports, speech = _ports(panel), facts.speech
    boxes: dict[Node, Box] = {("middle", node): _event(events[node], ports[node], speech) for node in panel.events}
    boxes |= {("left", name): _agent(name, facts, LEFT_END - LEFT) for name in panel.left}
    boxes |= {("right", name): _agent(name, facts, RIGHT_END - RIGHT) for name in panel.right}
    boxes = _place(panel, boxes)
    at = _port_heights(boxes, ports, speech)
    return Layout(boxes, at, _ends(panel, boxes, at), max(box.top + box.high for box in boxes.values()))


def port_lines(port: Port, speech: Speech) -> list[str]:
    """The role, and below it how surely somebody had it, unless that is stated as fact."""
    _, _, _, marks = port
    room = MIDDLE - ROLES - STEP * len(marks) - 8
    return [*role_lines(port, speech), *wrap(doubt(marks, speech), room, size=SMALL, most=2)]


def role_lines(port: Port, speech: Speech) -> list[str]:
    """The role, on as many lines as it needs."""
    _, _, role, marks = port
    return wrap(speech.label("role", role), MIDDLE - ROLES - STEP * len(marks) - 8, size=SMALL, most=2)


def _port_high(port: Port, speech: Speech) -> float:
    return len(port_lines(port, speech)) * NOTE


def _ports(panel: Panel) -> dict[Term, dict[Side, list[Port]]]:
    """The roles on each side of each event, in order."""
    found: dict[Term, dict[Side, list[Port]]] = {node: {"left": [], "right": []} for node in panel.events}
    for tie in panel.ties:
        if tie.port not in found[tie.event][tie.side]:
            found[tie.event][tie.side].append(tie.port)
    for sides in found.values():
        for ports in sides.values():
            ports.sort(key=lambda port: (rank(port[2]), port[3]))
    return found


def event_note(event: Event, speech: Speech) -> str:
    """What is said below the name of an event: what did not happen, how surely it is told, the kind, the date."""
    called = kind(event, speech) if event.kind != "act" else ""
    unreal = modality(event, speech) if event.modality != "actual" else ""
    reserve, date = doubt(event.date_marks, speech), when(event, speech)
    possible = speech.say(Message("perhaps not in these days")) if event.possible else ""
    dated = f"{date} ({reserve})" if reserve else date
    return "; ".join(filter(None, (unreal, called, doubt(event.marks, speech), dated, possible)))


def inset(event: Event) -> float:
    """Where the name of an event begins in its box: behind its marks."""
    return 8 + STEP * max(1, len(event.marks))


def _event(event: Event, ports: Mapping[Side, Sequence[Port]], speech: Speech) -> Box:
    room = MIDDLE_END - MIDDLE - inset(event) - 4
    lines = tuple(wrap(event.name, room, most=8))
    notes = tuple(wrap(event_note(event, speech), room, size=SMALL, most=3))
    beside = [sum(_port_high(port, speech) for port in side) + 2 for side in ports.values()]
    return Box(lines, notes, max(_high(lines, notes), *beside))


def _agent(name: Term, facts: Facts, across: float) -> Box:
    known = facts.agents.get(name)
    unknown = facts.speech.say(Message("not said who"))
    lines = tuple(wrap(known.label if known else unknown, across - 14, most=8))
    return Box(lines, (), _high(lines, ()))


def _high(lines: Sequence[str], notes: Sequence[str]) -> float:
    return len(lines) * LINE + len(notes) * NOTE + 2 * PAD


def _place(panel: Panel, boxes: dict[Node, Box]) -> dict[Node, Box]:
    """Boxes level with those that they are tied to, as closely as order and heights allow."""
    columns: list[list[Node]] = [
        [("middle", name) for name in panel.events],
        [("left", name) for name in panel.left],
        [("right", name) for name in panel.right],
    ]
    links: dict[Node, list[Node]] = defaultdict(list)
    for tie in panel.ties:
        links[tie.side, tie.agent].append(("middle", tie.event))
        links["middle", tie.event].append((tie.side, tie.agent))
    for turn in range(_ROUNDS):
        for column in columns:
            heights = [boxes[node].high for node in column]
            wanted = [sum(boxes[other].y for other in links[node]) / len(links[node]) for node in column]
            if turn == 0 and column is columns[0]:
                wanted = [0.0 for _ in column]
            for node, y in zip(column, spread(wanted, heights, _GAP), strict=True):
                boxes[node] = replace(boxes[node], y=y)
    top = min(box.top for box in boxes.values())
    return {node: replace(box, y=box.y - top) for node, box in boxes.items()}


def _port_heights(
    boxes: Mapping[Node, Box], ports: Mapping[Term, Mapping[Side, Sequence[Port]]], speech: Speech
) -> dict[Port, float]:
    """The top of the words of each role, one below the other beside the middle of the event."""
    found = {}
    for event, sides in ports.items():
        for side in sides.values():
            top = boxes["middle", event].y - sum(_port_high(port, speech) for port in side) / 2
            for port in side:
                found[port] = top
                top += _port_high(port, speech)
    return found


def _ends(panel: Panel, boxes: Mapping[Node, Box], ports: Mapping[Port, float]) -> dict[Tie, float]:
    """Lines that meet at an agent end one below the other, in the order of their other ends."""
    held: dict[Node, list[Tie]] = defaultdict(list)
    for tie in sorted(panel.ties, key=lambda tie: (ports[tie.port], tie)):
        held[tie.side, tie.agent].append(tie)
    found = {}
    for node, ties in held.items():
        box = boxes[node]
        step = min(7.0, (box.high - 8) / len(ties))
        for number, tie in enumerate(ties):
            found[tie] = box.y + (number - (len(ties) - 1) / 2) * step
    return found

"""The layout of one panel of the network: boxes, roles beside the events, and the ends of lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.answers.pictures.canvas import SMALL, wrap
from kg.answers.pictures.dates import words
from kg.answers.pictures.facts import Event, Facts
from kg.answers.pictures.frame import ACROSS, MARGIN, named
from kg.answers.pictures.layers import Side, spread
from kg.answers.pictures.ties import Panel, Tie, rank
from kg.model.terms import Term

LEFT, LEFT_END = MARGIN, MARGIN + 198
ROLES, MIDDLE, MIDDLE_END, ROLES_END = 276.0, 366.0, 578.0, 650.0
RIGHT, RIGHT_END = 712.0, ACROSS - MARGIN
"""Columns in points from the left: agents, room for lines, roles, events, roles, room for lines, agents."""
LINE, NOTE, PAD, STEP = 11.6, 10.4, 4.0, 11.5
"""Heights in points: of a line of text, of a smaller line, of the padding in a box, of a role."""
_GAP = 8.0
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
    roles: dict[tuple[Term, Side, str], float]
    ends: dict[Tie, float]
    high: float


def lay_out(panel: Panel, facts: Facts, elsewhere: Mapping[Node, str]) -> Layout:
    """The layout, from 0 downwards; ``elsewhere`` says where else an agent appears."""
    events = {event.node: event for event in facts.events}
    ports = _ports(panel)
    boxes: dict[Node, Box] = {("middle", node): _event(events[node], ports[node]) for node in panel.events}
    for column, names in (("left", panel.left), ("right", panel.right)):
        for name in names:
            boxes[_node(column, name)] = _agent(name, facts, elsewhere.get(_node(column, name), ""))
    boxes = _place(panel, boxes)
    roles = _roles(boxes, ports)
    ends = _ends(panel, boxes, roles)
    return Layout(boxes, roles, ends, max(box.top + box.high for box in boxes.values()))


def _node(column: str, name: Term) -> Node:
    return ("left" if column == "left" else "right"), name


def _ports(panel: Panel) -> dict[Term, dict[Side, list[str]]]:
    """The roles on each side of each event, in order."""
    found: dict[Term, dict[Side, list[str]]] = {node: {"left": [], "right": []} for node in panel.events}
    for tie in panel.ties:
        if tie.role not in found[tie.event][tie.side]:
            found[tie.event][tie.side].append(tie.role)
    for sides in found.values():
        for roles in sides.values():
            roles.sort(key=rank)
    return found


def _event(event: Event, ports: Mapping[Side, Sequence[str]]) -> Box:
    lines = tuple(wrap(named(event), MIDDLE_END - MIDDLE - 28, most=4))
    notes = tuple(wrap(words(event.date) if event.date else "no date", MIDDLE_END - MIDDLE - 28, size=SMALL, most=1))
    return Box(lines, notes, max(_high(lines, notes), STEP * max(map(len, ports.values())) + 2))


def _agent(name: Term, facts: Facts, note: str) -> Box:
    if name not in facts.agents:
        return Box(("not said who",), (), _high(("",), ()))
    lines = tuple(wrap(facts.agents[name].label, LEFT_END - LEFT - 20, most=4))
    notes = tuple(wrap(note, LEFT_END - LEFT - 20, size=SMALL, most=2))
    return Box(lines, notes, _high(lines, notes))


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


def _roles(
    boxes: Mapping[Node, Box], ports: Mapping[Term, Mapping[Side, Sequence[str]]]
) -> dict[tuple[Term, Side, str], float]:
    return {
        (event, side, role): boxes["middle", event].y + (number - (len(roles) - 1) / 2) * STEP
        for event, sides in ports.items()
        for side, roles in sides.items()
        for number, role in enumerate(roles)
    }


def _ends(panel: Panel, boxes: Mapping[Node, Box], roles: Mapping[tuple[Term, Side, str], float]) -> dict[Tie, float]:
    """Lines that meet at an agent end one below the other, in the order of their other ends."""
    held: dict[Node, list[Tie]] = defaultdict(list)
    for tie in sorted(panel.ties, key=lambda tie: (roles[tie.event, tie.side, tie.role], tie)):
        held[tie.side, tie.agent].append(tie)
    found = {}
    for node, ties in held.items():
        box = boxes[node]
        step = min(7.0, (box.high - 8) / len(ties))
        for number, tie in enumerate(ties):
            found[tie] = box.y + (number - (len(ties) - 1) / 2) * step
    return found

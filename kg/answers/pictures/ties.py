"""Who is tied to whom through which events: which ties to draw, in panels small enough to follow."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.answers.pictures.dates import extent
from kg.answers.pictures.facts import Event, Facts
from kg.answers.pictures.layers import Column, Side, untangle
from kg.model.terms import Term

DOERS = ("alleged perpetrator", "order-giver", "organiser", "visitor", "judge")
"""Roles drawn on the left of an event, in this order; all other roles are on its right."""
STRONG = ("alleged perpetrator", "order-giver", "victim", "intended target")
"""Roles drawn with a strong line: perpetrators and victims."""
_OTHERS = ("victim", "intended target", "intermediary", "defendant")
_MANY = 30
"""The most events in a panel; with more, the lines cannot be followed."""
_FEW = 3


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """One line: an agent (``open:`` and the event, if the document leaves it open) in a role at an event."""

    event: Term
    side: Side
    role: str
    agent: Term


@dataclass(frozen=True, slots=True)
class Panel:
    """Some events with their ties and the agents on either side, each in the order from top to bottom."""

    title: str
    left: tuple[Term, ...]
    events: tuple[Term, ...]
    right: tuple[Term, ...]
    ties: tuple[Tie, ...]


def side(role: str) -> Side:
    """The side of an event on which a role is drawn."""
    return "left" if role in DOERS else "right"


def rank(role: str) -> tuple[int, str]:
    """The rank of a role among those on its side."""
    known = (*DOERS, *_OTHERS)
    return (known.index(role) if role in known else len(known)), role


def drawn(events: Iterable[Event]) -> list[Event]:
    """Events that tie people together, and acts that anybody took part in."""
    return [event for event in events if len(_agents(event)) > (event.kind != "act")]


def _agents(event: Event) -> set[Term]:
    return {part.agent for part in event.parts if part.agent}


def panels(facts: Facts) -> list[Panel]:
    """All ties in panels: one per story or circle of people, then those around one agent, then the rest."""
    events = {event.node: event for event in sorted(drawn(facts.events), key=_time)}
    wholes = {event.node: event.wholes for event in facts.events}
    roots = {node: _root(node, wholes) for node in events}
    keys = {node: {*_agents(event), roots[node]} for node, event in events.items()}
    found = [part for group in _together(keys) for part in _cut(group, keys, facts)]
    whole = [nodes for nodes in found if len(nodes) >= _FEW]
    stars = _stars([node for nodes in found if len(nodes) < _FEW for node in nodes], events)
    rest = [node for nodes in stars if len(nodes) < _FEW for node in nodes]
    circles = [*whole, *(nodes for nodes in stars if len(nodes) >= _FEW)]
    made = [_panel(_title(nodes, events, roots, facts), nodes, events) for nodes in circles]
    return [*made, *([_panel("Other ties", rest, events)] if rest else [])]


def _cut(nodes: list[Term], keys: Mapping[Term, Iterable[Term]], facts: Facts) -> list[list[Term]]:
    """A group split into parts that can be followed: an agent in most events of a large group does not hold it together."""
    shared = Counter(key for node in nodes for key in keys[node])
    joins = [key for key, count in shared.items() if count > 1]
    if len(nodes) <= _MANY or not joins:
        return [nodes]
    hub = max(joins, key=lambda key: (key in facts.agents, shared[key], key))
    less = {node: [key for key in keys[node] if key != hub] for node in nodes}
    return [part for group in _together(less) for part in _cut(group, less, facts)]


def _stars(nodes: Sequence[Term], events: Mapping[Term, Event]) -> list[list[Term]]:
    """Events around the agent that takes part in most of them, split into parts that can be followed."""
    numbers = Counter(agent for node in nodes for agent in _agents(events[node]))
    around: dict[Term, list[Term]] = defaultdict(list)
    for node in nodes:
        around[max(_agents(events[node]), key=lambda agent: (numbers[agent], agent))].append(node)
    return [group[start : start + _MANY] for group in around.values() for start in range(0, len(group), _MANY)]


def _time(event: Event) -> tuple[str, str, Term]:
    found = extent(event.date) if event.date else None
    return (found.first.isoformat() if found else "~", event.label, event.node)


def _root(node: Term, wholes: Mapping[Term, Sequence[Term]]) -> Term:
    """The outermost event that an event is part of, or the event itself."""
    seen = {node}
    while (above := wholes.get(node, ())) and above[0] not in seen:
        node = above[0]
        seen.add(node)
    return node


def _together(keys: Mapping[Term, Iterable[Term]]) -> list[list[Term]]:
    """Nodes joined, directly or through others, by a key that they share; groups and nodes in the given order."""
    holders: dict[Term, list[Term]] = defaultdict(list)
    for node, names in keys.items():
        for name in names:
            holders[name].append(node)
    place = {node: number for number, node in enumerate(keys)}
    found: list[list[Term]] = []
    seen: set[Term] = set()
    for start in keys:
        group, waiting = [], [start]
        while waiting:
            if (node := waiting.pop()) not in seen:
                seen.add(node)
                group.append(node)
                waiting += [other for name in keys[node] for other in holders.pop(name, ())]
        found += [sorted(group, key=place.__getitem__)] if group else []
    return found


def _title(nodes: Sequence[Term], events: Mapping[Term, Event], roots: Mapping[Term, Term], facts: Facts) -> str:
    """The event that most of them are part of, else the agent that takes part in most of them."""
    (root, count), *_ = Counter(sorted(roots[node] for node in nodes)).most_common(1)
    if 2 * count > len(nodes):
        return next(event.name for event in facts.events if event.node == root)
    numbers = Counter(agent for node in nodes for agent in _agents(events[node]))
    labels = sorted((-count, facts.agents[agent].label) for agent, count in numbers.items())
    return f"Around {labels[0][1]}"


def _panel(title: str, nodes: Sequence[Term], events: Mapping[Term, Event]) -> Panel:
    """Circles of people that have nobody in common are placed one below the other, so that their lines never cross."""
    circles = [_circle(circle, events) for circle in _together({node: _agents(events[node]) for node in nodes})]
    left, middle, right = (tuple(name for circle in circles for name in circle[number]) for number in range(3))
    return Panel(title, left, middle, right, tuple(sorted(tie for node in nodes for tie in _ties(events[node]))))


def _circle(nodes: Sequence[Term], events: Mapping[Term, Event]) -> tuple[Column, Column, Column]:
    return untangle(nodes, [(tie.side, tie.event, tie.agent) for node in nodes for tie in _ties(events[node])])


def _ties(event: Event) -> list[Tie]:
    """One line for each side, agent and event, by the most important role; also one if nobody is named as perpetrator or victim."""
    found: dict[tuple[Side, Term], str] = {}
    for part in sorted(event.parts, key=lambda part: rank(part.role)):
        agent = part.agent or f"open:{event.node}"
        if part.agent or part.role in STRONG:
            found.setdefault((side(part.role), agent), part.role)
    return [Tie(event.node, where, role, agent) for (where, agent), role in found.items()]

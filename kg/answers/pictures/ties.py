"""Who is tied to whom through which events: one person or body with all events that it takes part in, and who else does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.answers.pictures.facts import Event, Facts
from kg.answers.pictures.layers import Column, Side, untangle
from kg.answers.pictures.stories import when
from kg.answers.pictures.sureness import Mark
from kg.model.terms import Term

DOERS = ("alleged perpetrator", "order-giver", "organiser", "visitor", "judge")
"""Roles drawn on the left of an event if the picture is not about one person or body; all others are on its right."""
STRONG = ("alleged perpetrator", "order-giver", "victim", "intended target")
"""Roles that are drawn even where the document leaves open who had them."""
_FEW = 3
_OTHERS = ("victim", "intended target", "intermediary", "defendant")


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """One line: an agent (``open:`` and the event, if the document leaves it open) in a role at an event, and how surely."""

    event: Term
    side: Side
    role: str
    agent: Term
    marks: tuple[Mark, ...] = ()

    @property
    def port(self) -> Port:
        """Where the line meets its event: lines of one role that are equally sure meet it together."""
        return self.event, self.side, self.role, self.marks


Port = tuple[Term, Side, str, tuple[Mark, ...]]
"""An event, its side, a role and how surely it is told."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Some events with their ties and the agents on either side, each in the order from top to bottom."""

    left: tuple[Term, ...]
    events: tuple[Term, ...]
    right: tuple[Term, ...]
    ties: tuple[Tie, ...]


def rank(role: str) -> tuple[int, str]:
    """The rank of a role among those on its side."""
    known = (*DOERS, *_OTHERS)
    return (known.index(role) if role in known else len(known)), role


def drawn(events: Iterable[Event]) -> list[Event]:
    """Events that tie people together, and acts that anybody took part in; first those of few people, who meet again."""
    found = [event for event in events if len(agents_of(event)) > (event.kind != "act")]
    meetings = Counter(pair for event in found for pair in combinations(sorted(agents_of(event)), 2))

    def again(event: Event) -> int:
        return max((meetings[pair] for pair in combinations(sorted(agents_of(event)), 2)), default=0)

    return sorted(
        found, key=lambda event: (len(agents_of(event)) > _FEW, -again(event), len(agents_of(event)), when(event))
    )


def agents_of(event: Event) -> set[Term]:
    """Everybody who is named as having a part in an event."""
    return {part.agent for part in event.parts if part.agent}


def hub(facts: Facts) -> Term:
    """The person or body that a picture is about: the one asked for, else the one with most ties; none about an event or place."""
    if facts.about:
        return facts.about if facts.about in facts.agents else ""
    numbers = Counter(agent for event in drawn(facts.events) for agent in agents_of(event))
    return max(numbers, key=lambda agent: (numbers[agent], agent), default="")


def around(events: Sequence[Event], middle: Term) -> Panel:
    """The ties of some events; with the ``middle`` on the left and everybody else on the right, if there is one."""
    ties = sorted(tie for event in events for tie in _ties(event, middle))
    nodes = [event.node for event in sorted(events, key=when)]
    left, centre, right = untangle(nodes, list(dict.fromkeys((tie.side, tie.event, tie.agent) for tie in ties)))
    return Panel(_only(left), _only(centre), _only(right), tuple(ties))


def _only(column: Column) -> tuple[Term, ...]:
    return tuple(column)


def _ties(event: Event, middle: Term) -> list[Tie]:
    """One line for each side, agent and event, by the most important role; also one if nobody is named as perpetrator or victim."""
    found: dict[tuple[Side, Term], Tie] = {}
    for part in sorted(event.parts, key=lambda part: rank(part.role)):
        agent = part.agent or f"open:{event.node}"
        side = _side(part.role, agent, middle)
        if part.agent or part.role in STRONG:
            tie = Tie(event.node, side, part.role, agent, part.marks or event.marks)
            found.setdefault((side, agent), tie)
    return list(found.values())


def _side(role: str, agent: Term, middle: Term) -> Side:
    if middle:
        return "left" if agent == middle else "right"
    return "left" if role in DOERS else "right"

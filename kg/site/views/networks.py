"""The network around an agent: who is told of in the same events, in two steps, drawn and as text.

A part that is only alleged, suggested or inferred makes no tie. A tie by events none of which is stated as fact says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.model.terms import Term
from kg.site.classes import class_of
from kg.site.context import Site
from kg.site.model import Link, Row, Section, Value
from kg.site.sayings import claims_on, is_plain, main_claims
from kg.site.views.entries import happened
from kg.site.views.sections import events_of

_NEAR, _FAR = 12, 14
"""So many agents are drawn one step away, and two steps away."""
_FEW = 2
"""With fewer ties than these nothing is drawn."""
_COLUMNS, _STEP, _TOP = (0, 340, 690), 29, 16
_LONGEST = 26
"""So many characters of a name are drawn; the name leads to the whole."""
_LETTER = 9.6
"""About so wide is a letter of a name, behind which its lines begin."""
_SHAPES = {"hr:Person": "person", "hr:Organization": "body"}


class Tie(NamedTuple):
    """In how many events two agents take part, and in how many of these that somebody states as fact."""

    events: int
    firm: int


class Dot(NamedTuple):
    """An agent as it is drawn: its name cut, its shape and place."""

    name: Link
    shape: str
    x: int
    y: int


class Line(NamedTuple):
    """A tie as it is drawn: a path, its width, and whether some event of it is stated as fact."""

    path: str
    width: float
    is_firm: bool


class Drawing(NamedTuple):
    """The network: what is drawn, and the same ties as text, each with both ends."""

    height: int
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    told: tuple[tuple[Link, Link, str], ...]


def ties(site: Site, node: Term) -> Iterator[Section]:
    """Who takes part in the same events, and in how many of them."""
    counted = _ties(site, node)
    if counted:
        ordered = _ordered(site, counted)
        shown = tuple(Value((site.name(one), Link(f"({_words(site, counted[one])})"))) for one in ordered[: site.room])
        more = len(ordered) - len(shown)
        yield Section("ties", site.say("ties"), "pairs", (Row("", shown),), site.say("ties-intro"), more)


def network(site: Site, node: Term) -> Iterator[Section]:
    """The ties of an agent and of those it is tied to."""
    first = _ties(site, node)
    if len(first) < _FEW:
        return
    near = _ordered(site, first)[: min(_NEAR, site.room)]
    further: Counter[Term] = Counter()
    for one in near:
        further.update(
            {other: tie.events for other, tie in _ties(site, one).items() if other != node and other not in first}
        )
    far = sorted(further, key=lambda one: (-further[one], site.name(one).text.casefold(), one))[: min(_FAR, site.room)]
    drawing = _drawing(site, node, near, far)
    more = len(first) + len(further) - len(near) - len(far)
    yield Section("network", site.say("network"), "network", (drawing,), site.say("network-intro"), more)


def _drawing(site: Site, node: Term, near: list[Term], far: list[Term]) -> Drawing:
    height = _TOP * 2 + _STEP * (max(len(near), len(far), 1) - 1)
    dots = {node: _dot(site, node, 0, height // 2)}
    for column, some in ((1, near), (2, _by_neighbours(site, near, far))):
        top = (height - _STEP * (len(some) - 1)) // 2
        dots |= {one: _dot(site, one, column, top + _STEP * at) for at, one in enumerate(some)}
    pairs = list(_pairs(site, dots))
    lines = tuple(_line(dots[one], dots[other], tie) for one, other, tie in pairs)
    told = tuple((site.name(one), site.name(other), _words(site, tie)) for one, other, tie in pairs)
    return Drawing(height, tuple(dots.values()), lines, told)


def _by_neighbours(site: Site, near: list[Term], far: list[Term]) -> list[Term]:
    """Those two steps away, each near to those it is tied to, so that few lines cross."""

    def middle(one: Term) -> float:
        places = [at for at, other in enumerate(near) if other in _ties(site, one)]
        return sum(places) / max(1, len(places))

    return sorted(far, key=lambda one: (middle(one), site.name(one).text.casefold(), one))


def _pairs(site: Site, dots: Mapping[Term, Dot]) -> Iterator[tuple[Term, Term, Tie]]:
    """The ties between what is drawn, each once."""
    drawn = list(dots)
    for at, one in enumerate(drawn):
        found = _ties(site, one)
        yield from ((one, other, found[other]) for other in drawn[at + 1 :] if other in found)


def _dot(site: Site, node: Term, column: int, y: int) -> Dot:
    name = site.name(node)
    shape = _SHAPES.get(class_of(site, node), "group")
    cut = name.text if len(name.text) <= _LONGEST else f"{name.text[:_LONGEST].rpartition(' ')[0]} …"
    return Dot(name._replace(text=cut), shape, _COLUMNS[column], y)


def _line(one: Dot, other: Dot, tie: Tie) -> Line:
    """A tie from column to column, or an arc at the left of one column."""
    width = 1 + min(tie.events, 6) * 0.4
    if one.x == other.x:
        bend = one.x - 14 - abs(other.y - one.y) // 4
        return Line(f"M{one.x} {one.y}Q{bend} {(one.y + other.y) // 2} {other.x} {other.y}", width, tie.firm > 0)
    start = min(one.x + 16 + round(_LETTER * len(one.name.text)), other.x - 30)
    middle = (start + other.x) // 2
    return Line(f"M{start} {one.y}C{middle} {one.y} {middle} {other.y} {other.x} {other.y}", width, tie.firm > 0)


def _ordered(site: Site, counted: Mapping[Term, Tie]) -> list[Term]:
    return sorted(counted, key=lambda one: (-counted[one].events, site.name(one).text.casefold(), one))


def _words(site: Site, tie: Tie) -> str:
    return str(tie.events) if tie.firm else site.say("tie-less", count=tie.events)


def _ties(site: Site, node: Term) -> Mapping[Term, Tie]:
    """The ties of an agent, worked out once."""
    found: Mapping[Term, Tie]
    if node in site.ties:
        found = site.ties[node]
    else:
        found = site.ties[node] = _counted(site, node)
    return found


def _counted(site: Site, node: Term) -> dict[Term, Tie]:
    events, firm = Counter[Term](), Counter[Term]()
    for event in dict.fromkeys(events_of(site, node)):
        others = _agents(site, event, node) if happened(site, event) else set()
        events.update(others)
        if any(is_plain(site, claim) for claim in main_claims(site, event)):
            firm.update(others)
    return {one: Tie(count, firm[one]) for one, count in events.items()}


def _agents(site: Site, event: Term, node: Term) -> set[Term]:
    """Who else takes part in an event; nobody if the part of the agent itself is less than stated as fact."""
    parts = site.all(event, "hr:involvement")
    own = [part for part in parts if node in site.all(part, "hr:agent")]
    if own and not any(_is_stated(site, event, part) for part in own):
        return set()
    stated = (part for part in parts if _is_stated(site, event, part))
    return {agent for part in stated for agent in site.all(part, "hr:agent")} - {node}


def _is_stated(site: Site, event: Term, part: Term) -> bool:
    """Whether somebody states as fact that an agent took part in an event, or no claim says less."""
    claims = [claim for claim in claims_on(site, event) if part in site.all(claim, "hr:value")]
    return not claims or any(is_plain(site, claim) for claim in claims)

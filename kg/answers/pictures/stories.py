"""Which events belong in one strip: an incident with all that is part of it or hangs on it, in order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.answers.pictures.dates import Day, extent
from kg.answers.pictures.facts import Event
from kg.model.terms import Term

_GAP = 731
"""Events of no story are parted where so many days lie between them."""


class Story(NamedTuple):
    """A strip: its incident, if the picture has it, and the rest in order of time, those without a date last."""

    whole: Event | None
    events: tuple[Event, ...]

    @property
    def all(self) -> tuple[Event, ...]:
        """The incident and the rest."""
        return (*([self.whole] if self.whole else []), *self.events)


def stories(events: Sequence[Event]) -> list[Story]:
    """Every event in one story, in order of time; those that hang on nothing are told together."""
    above = {event.node: (*event.wholes, *event.related) for event in events}
    known = {event.node: event for event in events}
    groups: dict[Term, list[Event]] = defaultdict(list)
    for event in sorted(events, key=when):
        groups[_root(event.node, above, known)].append(event)
    told = [_story(known[root], group) for root, group in groups.items() if len(group) > 1]
    alone = [group[0] for group in groups.values() if len(group) == 1]
    return sorted([*told, *(Story(None, tuple(part)) for part in _parted(alone))], key=_begins)


def _story(root: Event, group: Sequence[Event]) -> Story:
    return Story(root, tuple(event for event in group if event is not root))


def _begins(story: Story) -> tuple[Day, bool, str]:
    found = [when(event) for event in story.all]
    return min(found)[0], story.whole is None, found[0][3]


def when(event: Event) -> tuple[Day, Day, str, Term]:
    """What events are sorted by: date, then name."""
    found = extent(event.date) if event.date else None
    first, last = (found.first, found.last) if found else (Day.max, Day.max)
    return first, last, event.label, event.node


def _root(node: Term, above: Mapping[Term, Sequence[Term]], known: Mapping[Term, Event]) -> Term:
    """The outermost event of a picture that an event hangs on, or the event itself; the earliest of several."""
    reached, waiting = set[Term](), [node]
    while waiting:
        one = waiting.pop()
        if one in known and one not in reached:
            reached.add(one)
            waiting += above[one]
    tops = [one for one in reached if not any(over in reached and over != one for over in above[one])]
    return min(tops or reached, key=lambda one: when(known[one]))


def _parted(events: Sequence[Event]) -> list[list[Event]]:
    """Events without a story, parted at wide gaps; those without a date come last."""
    parts: list[list[Event]] = []
    reach = Day.min
    for event in events:
        first, last, *_ = when(event)
        if not parts or (first != Day.max and (first - reach).days > _GAP):
            parts.append([])
        parts[-1].append(event)
        reach = max(reach, last)
    return parts

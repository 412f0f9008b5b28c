"""The steps from a focus node by which a shape sees other nodes; ``walks`` finds them in its queries."""

from __future__ import annotations

from typing import NamedTuple

from kg.model.terms import Term

ANY: Term = ""
"""Stands for every property, where a variable is one."""


class Turn(NamedTuple):
    """One way that a step can take: along a property, or ``against`` it."""

    property: Term
    against: bool = False


class Step(NamedTuple):
    """A step that may take any of its turns, once or, with ``many``, as often as it can."""

    turns: tuple[Turn, ...]
    many: bool = False

    @property
    def turned(self) -> Step:
        """The same step taken backwards."""
        return Step(tuple(Turn(turn.property, not turn.against) for turn in self.turns), self.many)


Walk = tuple[Step, ...]

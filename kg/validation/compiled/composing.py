"""Walks over properties that are themselves made by queries, as walks over what those queries see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.model.terms import Term
from kg.validation.compiled.steps import Step, Turn, Walk


class Seen(NamedTuple):
    """What the query sees that makes a property: all its walks, and those that lead to a value of the property."""

    walks: frozenset[Walk]
    to_values: frozenset[Walk]


def composed(walks: Iterable[Walk], made: Mapping[Term, Seen]) -> frozenset[Walk]:
    """All that walks pass, where each property that is ``made`` is replaced by what makes it; with their beginnings.

    Where such a property may be followed any number of times, every way is taken on which it may be made.
    """
    found = {way for walk in walks for ways in _replaced(walk, made) for way in ways}
    return frozenset(walk[:size] for walk in found for size in range(1, len(walk) + 1))


def composed_ends(walks: Iterable[Walk], made: Mapping[Term, Seen]) -> frozenset[Walk]:
    """The walks themselves, where each property that is ``made`` is replaced by the ways to its values."""
    return frozenset(way for walk in walks for way in _replaced(walk, made)[0])


def _replaced(walk: Walk, made: Mapping[Term, Seen]) -> tuple[set[Walk], set[Walk]]:
    """The walk with its steps replaced, and what else is seen on the way."""
    before: set[Walk] = {()}
    passed: set[Walk] = set()
    for step in walk:
        after: set[Walk] = set()
        kept = tuple(turn for turn in step.turns if turn.property not in made)
        if step.many and len(kept) < len(step.turns):
            passed |= {(*way, *more) for way in before for more in _repeated(step, made)}
            kept = _all_turns(step, made)
        if kept:
            after |= {(*way, Step(kept, step.many)) for way in before}
        for turn in step.turns:
            if turn.property in made and not step.many:
                ends, seen = _of_made(turn, made[turn.property])
                passed |= {(*way, *more) for way in before for more in seen}
                after |= {(*way, *end) for way in before for end in ends}
        before = after
    return before, passed


def _of_made(turn: Turn, seen: Seen) -> tuple[Iterable[Walk], Iterable[Walk]]:
    """Where a turn over such a property leads, and what is seen on the way, as walks from where it begins."""
    if not turn.against:
        return seen.to_values, seen.walks
    ends = [tuple(step.turned for step in reversed(walk)) for walk in seen.to_values]
    return ends, [(*end, *walk) for end in ends for walk in seen.walks]


def _all_turns(step: Step, made: Mapping[Term, Seen]) -> tuple[Turn, ...]:
    """Every turn on the ways that a step can take."""
    found: set[Turn] = set()
    for turn in step.turns:
        if turn.property in made:
            ends = {turn for walk in made[turn.property].to_values for each in walk for turn in each.turns}
            found |= {Turn(end.property, end.against != turn.against) for end in ends}
        else:
            found.add(turn)
    return tuple(sorted(found))


def _repeated(step: Step, made: Mapping[Term, Seen]) -> Iterable[Walk]:
    """What is seen where a step over such properties is taken any number of times."""
    around = Step(_all_turns(step, made), many=True)
    for turn in step.turns:
        if turn.property in made:
            for walk in made[turn.property].walks:
                yield from (walk, (around, *walk))

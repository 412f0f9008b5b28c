"""The groups within the pattern of a query: OPTIONAL, UNION and EXISTS, and how their triple patterns hang on the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable


class Group(NamedTuple):
    """The triple patterns of a nested group as subject, property or path, and object; and the variables outside it.

    ``is_asked`` is whether it is only asked whether the group exists.
    """

    patterns: list[tuple[Any, Any, Any]]
    known: frozenset[Variable]
    is_asked: bool


def nested_groups(text: str) -> Iterator[Group]:
    """The groups within the WHERE of a query that have triple patterns of their own."""
    yield from _within(parseQuery(text)[1].where, frozenset())


def _within(group: CompValue, outside: frozenset[Variable]) -> Iterator[Group]:
    parts = list(group.part or ())
    for part in parts:
        known = outside.union(*(_variables(other) for other in parts if other is not part))
        for inner in _inner(part):
            patterns = [triple for one in inner.part or () if one.name == "TriplesBlock" for triple in _triples(one)]
            if patterns and inner is not part:
                yield Group(patterns, known, part.name == "Filter")
            yield from _within(inner, known)


def _inner(part: CompValue) -> Iterator[CompValue]:
    match part.name:
        case "OptionalGraphPattern" | "MinusGraphPattern":
            yield part.graph
        case "GroupOrUnionGraphPattern":
            yield from part.graph
        case "Filter":
            yield from _asked_for(part.expr)


def _asked_for(expression: Any) -> Iterator[CompValue]:
    """The groups in the EXISTS of an expression."""
    if isinstance(expression, CompValue) and expression.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
        yield expression.graph
    else:
        for one in _pieces(expression):
            yield from _asked_for(one)


def _triples(block: CompValue) -> Iterator[tuple[Any, Any, Any]]:
    for same_subject in block.triples:
        terms = list(same_subject)
        yield from zip(terms[::3], terms[1::3], terms[2::3], strict=True)


def _variables(part: Any) -> set[Variable]:
    return {part} if isinstance(part, Variable) else set().union(*map(_variables, _pieces(part)))


def _pieces(part: Any) -> list[Any]:
    if isinstance(part, CompValue):
        return list(part.values())
    return list(part) if not isinstance(part, str) and hasattr(part, "__iter__") else []

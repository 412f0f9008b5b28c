"""What a query can see from a focus node: the walks that its triple patterns take, so that a part of the data is enough.

A triple pattern that shares a variable with the focus node is a step: along a property to its value, or against it to
whatever has the node as its value. The patterns that follow are further steps. Whoever gives a query the focus node and
all that its walks reach gives it all that can decide about that node, however much more data there are.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.model.terms import expand
from kg.model.vocabulary import PREFIXES
from kg.validation.compiled.chaining import OtherError, end_of, same_subject
from kg.validation.compiled.sparql import Word, projected, words
from kg.validation.compiled.steps import ANY, Step, Turn, Walk

_TYPE = expand("rdf:type")
_OF_THE_ONTOLOGY = {expand(name) for name in ("rdfs:subClassOf", "rdfs:subPropertyOf", "skos:broader", "skos:inScheme")}
"""What only the ontology says, which is always there."""
_OF_CONCEPTS = {expand("skos:Concept"), expand("skos:ConceptScheme")}
_OUR_TERMS = tuple(f"<{PREFIXES[name]}" for name in ("hr", "vocab"))
_CONSTANTS = ("<", '"', "_")
_MOST, _MOST_WORDS, _LONGEST, _DEEPEST = 400, 100, 8, 50
"""With more walks, patterns or groups, with more words in a path, longer walks or deeper groups, a query counts as seeing
everything."""


def walks(texts: Iterable[str], focus: Collection[str]) -> tuple[Walk, ...] | None:
    """All walks from the focus node that queries take, each with its beginnings; ``None`` if they may see everything.

    The texts are group patterns; ``focus`` are the names of the variables of the focus node.
    """
    found: set[Walk] = set()
    try:
        for text in texts:
            found |= _walked(_Patterns.of(text), frozenset(focus))
    except OtherError:
        return None
    return None if any(map(_is_endless, found)) else tuple(sorted(found))


def walks_to(text: str, focus: Collection[str], name: str) -> tuple[Walk, ...]:
    """The walks from the focus node to a variable, in each group that binds it; ``OtherError`` if they cannot be known."""
    patterns = _Patterns.of(text)
    every, wanted = _renamed(patterns), _root(name, patterns)
    groups = {pattern.group for pattern in every}
    found = (_known([p for p in every if p.group == group[: len(p.group)]], focus).get(wanted, ()) for group in groups)
    return tuple(sorted({walk for some in found for walk in some}))


def _is_endless(walk: Walk) -> bool:
    """Whether a walk goes on from any property, or to whatever points to a node."""
    *before, last = walk
    return Turn(ANY, against=True) in last.turns or any(turn.property == ANY for step in before for turn in step.turns)


# ── Patterns ─────────────────────────────────────────────────────────────────────────────────────────────────


class _Pattern(NamedTuple):
    """A triple pattern: the ways between its two ends, and the groups that it is in, the outermost first."""

    start: str
    ways: tuple[Walk, ...]
    end: str
    group: tuple[int, ...]


@dataclass
class _Patterns:
    """The triple patterns of a query, and the variables that are other names of others."""

    found: list[_Pattern] = field(default_factory=list)
    same: dict[str, str] = field(default_factory=dict)
    _groups: int = 0

    @classmethod
    def of(cls, text: str) -> _Patterns:
        """The patterns of a group; ``OtherError`` for what is not understood."""
        patterns = cls()
        patterns._group([*words(f"{{ {text} }}")], 0, ())
        return patterns

    def _group(self, query: list[Word], at: int, above: tuple[int, ...]) -> int:
        """Reads the group that opens here; gives where it closes."""
        if len(above) > _DEEPEST or self._groups > _MOST or len(self.found) > _MOST:
            raise OtherError
        self._groups += 1
        group, close, at = (*above, self._groups), end_of(query, at), at + 1
        while at < close:
            at = self._read(query, at, close, group)
        return close

    def _read(self, query: list[Word], at: int, close: int, group: tuple[int, ...]) -> int:
        """Reads one element of a group; gives where it ends."""
        word = query[at]
        if word.text == "{":
            return self._group(query, at, group) + 1
        if word.text == "." or word.upper in _BEFORE_A_GROUP:
            return at + 1
        if word.upper == "FILTER":
            return self._expression(query, at + 1, group)
        if word.upper == "BIND":
            return self._bound(query, at + 1, group)
        if word.upper == "SELECT":
            return self._selected(query, at + 1, close, group)
        if word.upper == "VALUES":
            return end_of(query, next((n for n in range(at, close) if query[n].text == "{"), close)) + 1
        if word.upper in _MODIFIERS:
            return self._within(query, at + 1, close, group)
        if word.kind == "word" and word.upper not in ("TRUE", "FALSE"):
            raise OtherError
        return self._triples(query, at, group)

    def _triples(self, query: list[Word], at: int, group: tuple[int, ...]) -> int:
        found, at = same_subject(query, at)
        for triple in found:
            pattern = _Pattern(_name(triple.subject), _paths(triple.verb), _name(triple.value), group)
            if not _is_of_the_ontology(pattern):
                self.found.append(pattern)
        return at

    def _expression(self, query: list[Word], at: int, group: tuple[int, ...]) -> int:
        """Reads the groups within an expression that begins here; gives where it ends."""
        while at < len(query) and query[at].text not in ("(", "{"):
            at += 1
        if at >= len(query):
            raise OtherError
        if query[at].text == "{":
            return self._group(query, at, group) + 1
        return self._within(query, at + 1, end_of(query, at), group) + 1

    def _within(self, query: list[Word], at: int, close: int, group: tuple[int, ...]) -> int:
        """Reads the groups before a place; gives that place."""
        while at < close:
            at = self._group(query, at, group) + 1 if query[at].text == "{" else at + 1
        return close

    def _bound(self, query: list[Word], at: int, group: tuple[int, ...]) -> int:
        close = end_of(query, at)
        if close - at == _ALIAS and query[at + 1].kind == query[close - 1].kind == "variable":
            self.same[query[close - 1].text[1:]] = query[at + 1].text[1:]
        return self._within(query, at + 1, close, group) + 1

    def _selected(self, query: list[Word], at: int, close: int, group: tuple[int, ...]) -> int:
        """Reads a SELECT, whose variables are its own unless it returns them; gives where its group ends."""
        returned, before = projected(query[at - 1 :]), len(self.found)
        while at < close and query[at].text != "{":
            at = self._within(query, at + 1, end_of(query, at), group) + 1 if query[at].text == "(" else at + 1
        at = self._group(query, at, group) + 1
        if "*" not in returned:
            self.found[before:] = [
                pattern._replace(start=_own(pattern.start, returned, at), end=_own(pattern.end, returned, at))
                for pattern in self.found[before:]
            ]
        return at


_BEFORE_A_GROUP = ("OPTIONAL", "LATERAL", "UNION", "NOT", "EXISTS", "MINUS", "WHERE", "DISTINCT")
_MODIFIERS = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET")
_ALIAS = 4
"""How many words ``(?one AS ?other`` has."""


def _own(name: str, returned: Collection[str], number: int) -> str:
    """The name of a variable of a nested query, different from all outside unless the query returns it."""
    return name if name in returned or name.startswith(_CONSTANTS) else f"{name} {number}"


def _name(term: Sequence[Word]) -> str:
    """The name of a variable; a constant is itself, in its quotes or brackets."""
    return term[0].text[1:] if term[0].kind == "variable" else "".join(word.text for word in term)


def _is_of_the_ontology(pattern: _Pattern) -> bool:
    """Whether only the ontology can say what a pattern asks for."""
    turns = {turn.property for way in pattern.ways for step in way for turn in step.turns}
    is_concept = turns == {_TYPE} and pattern.end in _OF_CONCEPTS
    return turns <= _OF_THE_ONTOLOGY or is_concept or pattern.start.startswith(_OUR_TERMS)


# ── Paths ────────────────────────────────────────────────────────────────────────────────────────────────────


def _paths(verb: Sequence[Word]) -> tuple[Walk, ...]:
    """The ways that a verb can take."""
    if len(verb) > _MOST_WORDS:
        raise OtherError
    if verb[0].kind == "variable":
        return ((Step((Turn(ANY),)),),)
    ways, at = _alternatives(verb, 0)
    if at != len(verb):
        raise OtherError
    return tuple(ways)


def _alternatives(verb: Sequence[Word], at: int) -> tuple[list[Walk], int]:
    ways, at = _sequence(verb, at)
    while at < len(verb) and verb[at].text == "|":
        more, at = _sequence(verb, at + 1)
        ways += more
    return _few(ways), at


def _sequence(verb: Sequence[Word], at: int) -> tuple[list[Walk], int]:
    ways, at = _element(verb, at)
    while at < len(verb) and verb[at].text == "/":
        more, at = _element(verb, at + 1)
        ways = _few([(*one, *other) for one in ways for other in more])
    return ways, at


def _few(ways: list[Walk]) -> list[Walk]:
    """The ways, unless there are too many."""
    if len(ways) > _MOST:
        raise OtherError
    return ways


def _element(verb: Sequence[Word], at: int) -> tuple[list[Walk], int]:
    if at >= len(verb):
        raise OtherError
    word = verb[at]
    if word.text == "^":
        ways, at = _element(verb, at + 1)
        return [_backwards(way) for way in ways], at
    if word.text == "(":
        ways, at = _alternatives(verb, at + 1)
        if at >= len(verb) or verb[at].text != ")":
            raise OtherError
        at += 1
    elif word.kind == "iri" or word.text == "a":
        ways, at = [(Step((Turn(_TYPE if word.text == "a" else word.text),)),)], at + 1
    else:
        raise OtherError
    while at < len(verb) and verb[at].text in ("*", "+", "?"):
        ways = [*ways, ()] if verb[at].text == "?" else _repeated(ways, verb[at].text)
        at += 1
    return ways, at


def _backwards(way: Walk) -> Walk:
    return tuple(step.turned for step in reversed(way))


def _repeated(ways: list[Walk], sign: str) -> list[Walk]:
    """A path of any length, whose ways must be single steps."""
    if any(len(way) > 1 for way in ways):
        raise OtherError
    turns = {turn for way in ways for step in way for turn in step.turns}
    step = (Step(tuple(sorted(turns)), many=True),)
    return [step, ()] if sign == "*" else [step]


# ── Walks ────────────────────────────────────────────────────────────────────────────────────────────────────


def _walked(patterns: _Patterns, focus: frozenset[str]) -> set[Walk]:
    """The walks from the focus node through all patterns; ``OtherError`` for a pattern that hangs on none."""
    every = _renamed(patterns)
    found: set[Walk] = set()
    for group in {pattern.group for pattern in every}:
        known = _known([p for p in every if p.group == group[: len(p.group)]], focus)
        for pattern in every:
            if pattern.group == group:
                walks = _through(pattern, known)
                found.update(walk[:size] for walk in walks for size in range(1, len(walk) + 1))
    return found


def _renamed(patterns: _Patterns) -> list[_Pattern]:
    """The patterns, each variable under one name."""
    return [p._replace(start=_root(p.start, patterns), end=_root(p.end, patterns)) for p in patterns.found]


def _root(name: str, patterns: _Patterns) -> str:
    seen = {name}
    while name in patterns.same and patterns.same[name] not in seen:
        name = patterns.same[name]
        seen.add(name)
    return name


def _known(sure: Sequence[_Pattern], focus: Collection[str]) -> dict[str, tuple[Walk, ...]]:
    """The walks from the focus node to each variable, over patterns that all hold.

    Of several, those with the fewest steps against a property: from a place, these would lead to all that happened there.
    """
    onward: dict[str, list[tuple[tuple[Walk, ...], str]]] = {}
    for pattern in sure:
        for start, ways, end in _both_ways(pattern):
            if not end.startswith(_CONSTANTS):
                onward.setdefault(start, []).append((ways, end))
    known: dict[str, tuple[Walk, ...]] = {}
    waiting: list[tuple[int, int, str, tuple[Walk, ...]]] = [(0, 0, name, ((),)) for name in sorted(focus)]
    while waiting:
        *_, here, so_far = heapq.heappop(waiting)
        if here not in known:
            known[here] = so_far
            for ways, end in onward.get(here, ()):
                if end not in known:
                    longer = _longer(so_far, ways)
                    heapq.heappush(waiting, (*_cost(longer), end, longer))
    return known


def _through(pattern: _Pattern, known: dict[str, tuple[Walk, ...]]) -> tuple[Walk, ...]:
    """The walks that end with a pattern."""
    found: list[tuple[Walk, ...]] = []
    for start, ways, _ in _both_ways(pattern):
        if start in known:
            with suppress(OtherError):  # too long that way
                found.append(_longer(known[start], ways))
    if not found:
        raise OtherError
    return min(found, key=_cost)


def _longer(so_far: tuple[Walk, ...], ways: tuple[Walk, ...]) -> tuple[Walk, ...]:
    found = tuple((*walk, *way) for walk in so_far for way in ways)
    if len(found) > _MOST or any(len(walk) > _LONGEST for walk in found):
        raise OtherError
    return found


def _cost(ways: tuple[Walk, ...]) -> tuple[int, int]:
    return max(sum(turn.against for step in way for turn in step.turns) for way in ways), max(map(len, ways))


def _both_ways(pattern: _Pattern) -> Iterator[tuple[str, tuple[Walk, ...], str]]:
    yield pattern.start, pattern.ways, pattern.end
    yield pattern.end, tuple(map(_backwards, pattern.ways)), pattern.start

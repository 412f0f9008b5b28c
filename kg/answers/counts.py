"""Counts of acts and of their victims, by type, place, year, kind of perpetrator and certainty.

A person counts once, however many acts; a group counts as the number of people in it: the lowest that the words give,
and about how many. Neither counts again where a larger group that they belong to is counted too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.answers.counted import COUNTED, Facts, ask, closed, is_over, read_counted
from kg.answers.names import Names
from kg.answers.speech import IN_ENGLISH, Speech
from kg.model.message import Message
from kg.model.terms import Term, text_of
from kg.model.vocabulary import PREFIXES
from kg.rdf.dataset import Dataset

SECTIONS = {
    "type": Message("Type of act"),
    "place": Message("Place"),
    "year": Message("Year"),
    "perpetrator": Message("Kind of alleged perpetrator"),
    "certainty": Message("Certainty that the act happened"),
}
NOT_STATED = Message("not stated")

_SUREST = ("stated-as-fact", "reported", "alleged", "suggested", "unclear")
_VALUES = {
    "type": "?act hr:actType ?value .",
    "place": "?act hr:place ?value .",
    "perpetrator": "?act hr:allegedPerpetrator/hr:agentKind ?value .",
    "certainty": "?claim hr:certainty ?value .",
}
_DAYS = "OPTIONAL { ?act hr:earliest ?earliest } OPTIONAL { ?act hr:latest ?latest }"
_HOW_SURE = {
    "perpetrator": """
      ?act hr:involvement ?part . ?part hr:agent ?agent ; hr:role ?role . ?agent hr:agentKind ?value
      FILTER(?role IN (role:alleged-perpetrator, role:order-giver))
      ?claim hr:howSureText ?told
      OPTIONAL { ?part hr:certaintyText ?own }
      BIND(COALESCE(?own, ?told) AS ?how)
    """,
    "place": """
      ?act hr:place ?value . ?locating hr:asserts ?act ; hr:aspect hr:place ; hr:value ?value ; hr:howSureText ?how ;
        hr:stance stance:affirms ; hr:certainty ?sure
      OPTIONAL { ?locating hr:basis ?basis }
      FILTER(?sure != certainty:stated-as-fact || BOUND(?basis))
    """,
}
"""How sure it is that a perpetrator of a kind did it; where an act took place, if that is doubted or inferred."""
_DATED = "?act hr:dateDoubtText ?how ."
"""How sure the date of an act is, if that is doubted or inferred."""


@dataclass(frozen=True, slots=True)
class Row:
    """The figures for one value; ``depth`` is its level in the tree, ``iri`` identifies a concept or place."""

    by: str
    value: str
    depth: int
    iri: str
    acts: int
    people: int
    groups: int
    people_at_least: int
    people_about: int


@dataclass(frozen=True, slots=True)
class Counts:
    """The rows of each section, and the total of all acts; ``summaries`` counts acts of which others are parts.

    ``bodies`` counts organisations among the victims: neither people nor groups. ``attempts`` of the acts were only
    attempted; ``doubled`` more there would be if acts that are possibly the same were not; ``other`` acts of the graph
    are not counted, as they are practices, threatened, planned, demanded or not affirmed.
    """

    total: Row
    rows: dict[str, list[Row]]
    summaries: int
    bodies: int
    attempts: int
    doubled: int
    other: int
    speech: Speech = IN_ENGLISH


def count(dataset: Dataset, sections: Iterable[str], *, speech: Speech = IN_ENGLISH) -> Counts:
    """The figures for these sections; rows are in the order of names, years or certainty."""
    facts, names = read_counted(dataset), Names(dataset, (speech.language,))
    rows = {by: _section(names, by, facts, speech) for by in sections}
    bodies = {victim for victims in facts.victims.values() for victim in victims}
    return Counts(
        _row(facts, "", speech.say(Message("total")), facts.victims),
        rows,
        len(facts.wholes),
        sum(facts.classes[victim] == "Organization" for victim in bodies),
        len(facts.attempts),
        facts.doubled,
        facts.other,
        speech,
    )


def _row(facts: Facts, by: str, value: str, acts: Collection[Term], *, depth: int = 0, iri: str = "") -> Row:
    return Row(by, value, depth, iri, *facts.figures(acts))


def _section(names: Names, by: str, facts: Facts, speech: Speech) -> list[Row]:
    """The rows of one section: a tree of the values, with "not stated" at the end."""
    dataset = names.dataset
    if by == "year":
        return _years(dataset, facts, speech)
    link = "hr:within" if by == "place" else "skos:broader"
    inside = closed(ask(dataset, "?one ?other", f"?one {link} ?other ."))
    found: dict[Term, set[Term]] = defaultdict(set)
    stated = set()
    for act, value in ask(dataset, "?act ?value", COUNTED + _VALUES[by]):
        stated.add(act)
        for node in {value, *inside.get(value, ())}:
            found[node].add(act)
    names.read(found)
    how_sure = _how_sure(dataset, by, inside, speech)
    rows: list[Row] = []
    for node, depth in _tree(found, inside, lambda node: _rank(node, names.of(node))):
        rows.append(_row(facts, by, names.of(node), found[node], depth=depth, iri=text_of(node)))
        rows += [_row(facts, by, how, acts, depth=depth + 1) for how, acts in sorted(how_sure.get(node, {}).items())]
    unstated = facts.victims.keys() - stated
    return [*rows, _row(facts, by, speech.say(NOT_STATED), unstated)] if unstated else rows


def _how_sure(
    dataset: Dataset, by: str, inside: Mapping[Term, set[Term]], speech: Speech
) -> dict[Term, dict[str, set[Term]]]:
    """For each value, how sure it is, in words, with the acts of which that is so."""
    found: dict[Term, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for act, value, how in ask(dataset, "?act ?value ?how", COUNTED + _HOW_SURE[by]) if by in _HOW_SURE else ():
        for node in {value, *inside.get(value, ())}:
            found[node][speech.how_sure(text_of(how))].add(act)
    return found


def _tree(
    nodes: Collection[Term], inside: Mapping[Term, set[Term]], rank: Callable[[Term], tuple[int, str, str]]
) -> Iterator[tuple[Term, int]]:
    """Each node and its depth, below the narrowest nodes that it is inside."""
    over = {one: {other for other in inside.get(one, ()) if is_over(other, one, inside)} for one in nodes}
    below: dict[Term, list[Term]] = defaultdict(list)
    for one in sorted(nodes, key=rank):
        narrowest = over[one] - {wider for other in over[one] for wider in over[other]}
        for other in narrowest or {""}:
            below[other].append(one)

    def walk(parent: Term, depth: int) -> Iterator[tuple[Term, int]]:
        for node in below[parent]:
            yield node, depth
            yield from walk(node, depth + 1)

    return walk("", 0)


def _rank(node: Term, name: str) -> tuple[int, str, str]:
    """Certainties from the surest down, everything else in alphabetical order."""
    scheme, _, slug = text_of(node).removeprefix(PREFIXES["vocab"]).partition("/")
    is_ranked = scheme == "certainty" and slug in _SUREST
    return _SUREST.index(slug) if is_ranked else len(_SUREST), name.casefold(), node


def _years(dataset: Dataset, facts: Facts, speech: Speech) -> list[Row]:
    """The rows by year; acts whose date allows several years have a row for that span."""
    found: dict[tuple[str, str], set[Term]] = defaultdict(set)
    for act, earliest, latest in ask(dataset, "?act ?earliest ?latest", COUNTED + _DAYS):
        found[text_of(earliest)[:4] if earliest else "", text_of(latest)[:4] if latest else ""].add(act)
    doubts: dict[str, set[Term]] = defaultdict(set)
    for act, how in ask(dataset, "?act ?how", COUNTED + _DATED):
        doubts[speech.how_sure(text_of(how))].add(act)
    rows = []
    for ends in sorted(found, key=lambda ends: (ends[0] or ends[1] or "9999", bool(ends[0]), ends[1] or "9999")):
        rows.append(_row(facts, "year", speech.say(span(*ends)), found[ends]))
        less_sure = {how: acts & found[ends] for how, acts in sorted(doubts.items())}
        rows += [_row(facts, "year", how, acts, depth=1) for how, acts in less_sure.items() if acts]
    return rows


def span(first: str, last: str) -> Message:
    """The years that a date allows, each end empty where it is open.

    >>> print(span("2012", "2013"), span("", "2012"), span("", ""), sep=" / ")
    2012–2013 / until 2012 / undated
    """
    if first and last:
        return Message("{year}", year=first) if first == last else Message("{first}–{last}", first=first, last=last)
    if last:
        return Message("until {year}", year=last)
    return Message("since {year}", year=first) if first else Message("undated")

"""Counts of acts and of their victims, by type, place, year, kind of perpetrator and certainty.

Only actual acts that somebody affirms are counted. A person counts once, however many acts; a group counts as the
lowest number of people in it. Neither counts again where a larger group that they belong to is counted too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.answers.names import Names
from kg.model.terms import Term, local_name, text_of
from kg.model.vocabulary import PREFIXES
from kg.rdf.dataset import Dataset

SECTIONS = {
    "type": "Type of act",
    "place": "Place",
    "year": "Year",
    "perpetrator": "Kind of alleged perpetrator",
    "certainty": "Certainty that the act happened",
}
NOT_STATED = "not stated"
LEAST = 2
"""The lowest number of people in a group where no number is given: one person is not a group."""

_SUREST = ("stated-as-fact", "reported", "alleged", "suggested", "unclear")
_COUNTED = """
  ?act a hr:Act ; hr:modality modality:actual .
  ?claim hr:tells ?act ; hr:stance stance:affirms .
"""
_VALUES = {
    "type": "?act hr:actType ?value .",
    "place": "?act hr:place ?value .",
    "perpetrator": "?act hr:allegedPerpetrator/hr:agentKind ?value .",
    "certainty": "?claim hr:certainty ?value .",
}
_DAYS = "OPTIONAL { ?act hr:earliest ?earliest } OPTIONAL { ?act hr:latest ?latest }"
_VICTIMS = """
  ?act hr:victim ?victim . GRAPH ?document { ?victim a ?class } FILTER(?class IN (hr:Person, hr:Group, hr:Organization))
  OPTIONAL { ?act hr:involvement ?part . ?part hr:agent ?victim ; hr:role ?role ; hr:count ?size .
             ?size hr:atLeast ?number . OPTIONAL { ?size hr:unit ?unit } FILTER(COALESCE(?unit = unit:person, true))
             FILTER NOT EXISTS { ?size hr:qualifier count-qualifier:average }
             FILTER(?role IN (role:victim, role:intended-target)) }
"""
_SIZES = """
  ?group a hr:Group ; hr:count ?count . OPTIONAL { ?count hr:unit ?unit } FILTER(COALESCE(?unit = unit:person, true))
  FILTER NOT EXISTS { ?count hr:qualifier count-qualifier:average }
  OPTIONAL { ?count hr:atLeast ?least } OPTIONAL { ?count hr:atMost ?most }
"""
_BELONGS = """
  { ?one hr:subsetOf ?whole } UNION { ?one hr:memberOf ?whole .
    FILTER NOT EXISTS {
      ?lost hr:asserts ?one ; hr:aspect hr:memberOf ; hr:value ?whole .
      FILTER NOT EXISTS {
        ?kept hr:asserts ?one ; hr:aspect hr:memberOf ; hr:value ?whole ; hr:stance stance:affirms .
      }
    }
  }
"""
"""Who belongs to a group; a membership that is only denied does not count."""


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


@dataclass(frozen=True, slots=True)
class Counts:
    """The rows of each section, and the total of all acts; ``summaries`` counts acts of which others are parts.

    ``bodies`` counts organisations among the victims: neither people nor groups.
    """

    total: Row
    rows: dict[str, list[Row]]
    summaries: int
    bodies: int


@dataclass(slots=True)
class Facts:
    """What is counted: the victims of each act with the lowest number of people that each is, and who belongs to whom."""

    victims: dict[Term, dict[Term, int]] = field(default_factory=dict)
    classes: dict[Term, str] = field(default_factory=dict)
    inside: dict[Term, set[Term]] = field(default_factory=dict)
    wholes: set[Term] = field(default_factory=set)

    def row(self, by: str, value: str, acts: Collection[Term], *, depth: int = 0, iri: str = "") -> Row:
        """The combined figures for some acts."""
        sizes: dict[Term, int] = {}
        for act in acts:
            for victim, size in self.victims[act].items():
                sizes[victim] = max(size, sizes.get(victim, 0))
        people = {victim for victim in sizes if self.classes[victim] == "Person"}
        groups = {victim for victim in sizes if self.classes[victim] == "Group"}
        counted = {victim: size for victim, size in sizes.items() if victim in people | groups}
        least = people_at_least(counted, people, self.inside)
        return Row(by, value, depth, iri, len(acts), len(people), len(groups), least)


def people_at_least(sizes: Mapping[Term, int], people: Collection[Term], inside: Mapping[Term, set[Term]]) -> int:
    """The lowest number of people that some persons and groups make together.

    Whoever is ``inside`` a counted group is not added again; a group is at least as large as what is inside it.

    >>> people_at_least({"a": 1, "g": 2, "h": 12}, {"a"}, {"h": {"g"}})
    13
    """
    over = {
        one: [other for other in inside.get(one, ()) if other in sizes and _is_over(other, one, inside)]
        for one in sizes
    }
    below: dict[Term, list[Term]] = defaultdict(list)
    for one, above in over.items():
        tops = [other for other in above if not over[other]]
        if len(tops) == 1:
            below[tops[0]].append(one)
    total = 0
    for top in (one for one, above in over.items() if not above):
        persons = sum(one in people for one in below[top])
        total += max(sizes[top], persons, *(sizes[one] for one in below[top]))
    return max(total, len(people))


def _is_over(other: Term, one: Term, inside: Mapping[Term, set[Term]]) -> bool:
    """Whether one is inside the other; of two that are inside each other, the first in order counts as the outer one."""
    return other in inside.get(one, ()) and (one not in inside.get(other, ()) or other < one)


def count(dataset: Dataset, sections: Iterable[str]) -> Counts:
    """The figures for these sections; rows are in the order of names, years or certainty."""
    facts, names = _read(dataset), Names(dataset)
    rows = {by: _section(names, by, facts) for by in sections}
    bodies = {victim for victims in facts.victims.values() for victim in victims}
    return Counts(
        facts.row("", "total", facts.victims),
        rows,
        len(facts.wholes),
        sum(facts.classes[victim] == "Organization" for victim in bodies),
    )


def counted(dataset: Dataset) -> frozenset[Term]:
    """The acts that are counted: those that happened, as somebody affirms."""
    return frozenset(act for (act,) in _ask(dataset, "?act", _COUNTED))


def _ask(dataset: Dataset, columns: str, pattern: str) -> list[tuple[Term, ...]]:
    """The distinct rows of a pattern; unbound variables are empty."""
    text = f"SELECT DISTINCT {columns} WHERE {{ {pattern} }}"
    return sorted(tuple(term or "" for term in row) for row in dataset.solutions(text).rows)


def _read(dataset: Dataset) -> Facts:
    facts = Facts({act: {} for act in sorted(counted(dataset))})
    sizes = _sizes(dataset)
    for act, victim, class_, number in _ask(dataset, "?act ?victim ?class ?number", _COUNTED + _VICTIMS):
        facts.classes[victim] = local_name(class_)
        usual = sizes.get(victim, LEAST) if facts.classes[victim] == "Group" else 1
        facts.victims[act][victim] = _whole_number(number) if number else usual
    facts.inside = _closed([*_ask(dataset, "?one ?whole", _BELONGS), *_parts(dataset, facts)])
    return facts


def _parts(dataset: Dataset, facts: Facts) -> Iterator[tuple[Term, Term]]:
    """The victims of a part of an act, with each group that suffered the whole: assumed to belong to it.

    If they do not, there are more people than we count, never fewer.
    """
    for part, whole in _ask(dataset, "?act ?whole", _COUNTED + "?act hr:partOf+ ?whole ."):
        if whole in facts.victims and whole != part:
            facts.wholes.add(whole)
            groups = [victim for victim in facts.victims[whole] if facts.classes[victim] == "Group"]
            yield from ((victim, group) for victim in facts.victims[part] for group in groups)


def _sizes(dataset: Dataset) -> dict[Term, int]:
    """The lowest number of people in each counted group; the least of several numbers."""
    found: dict[Term, int] = {}
    for group, least, most in _ask(dataset, "?group ?least ?most", _SIZES):
        size = _whole_number(least) if least else min(LEAST, int(float(text_of(most)))) if most else LEAST
        found[group] = min(size, found.get(group, size))
    return found


def _whole_number(number: Term) -> int:
    return -int(-float(text_of(number)) // 1)


def _closed(pairs: Iterable[tuple[Term, ...]]) -> dict[Term, set[Term]]:
    """Everything that each node is inside, directly or not."""
    direct: dict[Term, set[Term]] = defaultdict(set)
    for one, other in pairs:
        direct[one].add(other)
    found: dict[Term, set[Term]] = {}
    for one in direct:
        waiting, reached = [one], set[Term]()
        while waiting:
            new = direct.get(waiting.pop(), set()) - reached
            reached |= new
            waiting += new
        found[one] = reached - {one}
    return found


def _section(names: Names, by: str, facts: Facts) -> list[Row]:
    """The rows of one section: a tree of the values, with "not stated" at the end."""
    dataset = names.dataset
    if by == "year":
        return _years(dataset, facts)
    link = "hr:within" if by == "place" else "skos:broader"
    inside = _closed(_ask(dataset, "?one ?other", f"?one {link} ?other ."))
    found: dict[Term, set[Term]] = defaultdict(set)
    stated = set()
    for act, value in _ask(dataset, "?act ?value", _COUNTED + _VALUES[by]):
        stated.add(act)
        for node in {value, *inside.get(value, ())}:
            found[node].add(act)
    names.read(found)
    rows = [
        facts.row(by, names.of(node), found[node], depth=depth, iri=text_of(node))
        for node, depth in _tree(found, inside, lambda node: _rank(node, names.of(node)))
    ]
    unstated = facts.victims.keys() - stated
    return [*rows, facts.row(by, NOT_STATED, unstated)] if unstated else rows


def _tree(
    nodes: Collection[Term], inside: Mapping[Term, set[Term]], rank: Callable[[Term], tuple[int, str, str]]
) -> Iterator[tuple[Term, int]]:
    """Each node and its depth, below the narrowest nodes that it is inside."""
    over = {one: {other for other in inside.get(one, ()) if _is_over(other, one, inside)} for one in nodes}
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


def _years(dataset: Dataset, facts: Facts) -> list[Row]:
    """The rows by year; acts whose date allows several years have a row for that span."""
    found: dict[tuple[str, str], set[Term]] = defaultdict(set)
    for act, earliest, latest in _ask(dataset, "?act ?earliest ?latest", _COUNTED + _DAYS):
        found[text_of(earliest)[:4] if earliest else "", text_of(latest)[:4] if latest else ""].add(act)
    ordered = sorted(found, key=lambda ends: (ends[0] or ends[1] or "9999", bool(ends[0]), ends[1] or "9999"))
    return [facts.row("year", span(*ends), found[ends]) for ends in ordered]


def span(first: str, last: str) -> str:
    """The years that a date allows, each end empty where it is open.

    >>> span("2012", "2013"), span("", "2012"), span("", "")
    ('2012–2013', 'until 2012', 'undated')
    """
    if first and last:
        return first if first == last else f"{first}–{last}"
    return f"until {last}" if last else f"since {first}" if first else "undated"

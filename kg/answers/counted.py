"""What ``kg stats`` counts: the acts, whom they struck and how many people each group has at the least or about.

Only acts that took place or were attempted, and that somebody affirms, are counted. Two acts, persons or groups of which
a decision says that they are possibly the same count as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.model.terms import Term, local_name, text_of
from kg.rdf.dataset import Dataset

LEAST = 2
"""The lowest number of people in a group where no strict bound is given: one person is not a group."""

COUNTED = """
  ?act a hr:Act ; hr:undertaken ?undertaken .
  ?claim hr:tells ?act ; hr:stance stance:affirms .
"""
_VICTIMS = """
  ?act hr:victim ?victim . GRAPH ?document { ?victim a ?class } FILTER(?class IN (hr:Person, hr:Group, hr:Organization))
  OPTIONAL { ?act hr:involvement ?part . ?part hr:agent ?victim ; hr:role ?role ; hr:count ?size
             FILTER(?role IN (role:victim, role:intended-target)) }
"""
_QUANTITIES = """
  ?size a hr:Quantity . OPTIONAL { ?size hr:unit ?unit } FILTER(COALESCE(?unit = unit:person, true))
  FILTER NOT EXISTS { ?size hr:qualifier count-qualifier:average }
  OPTIONAL { ?size hr:atLeast ?least } OPTIONAL { ?size hr:atMost ?most } OPTIONAL { ?size hr:best ?best }
  OPTIONAL { ?size hr:qualifier ?rounded
             FILTER(?rounded IN (count-qualifier:dozens, count-qualifier:hundreds, count-qualifier:thousands)) }
"""
_OF_BODIES = "?group a hr:Group ; hr:count/hr:unit unit:organisation ."
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
_OUTSIDE = "?claim hr:asserts ?one ; hr:aspect hr:memberOf ; hr:value ?whole ; hr:stance stance:denies ."
"""Who is said not to belong to a group."""
_POSSIBLY_ONE = "?decision hr:verdict identity-verdict:possibly-same ; hr:left ?left ; hr:right ?right ."
_OTHER = """
  ?act a hr:Act . OPTIONAL { ?act hr:undertaken ?undertaken }
  FILTER(!BOUND(?undertaken) || NOT EXISTS { ?claim hr:tells ?act ; hr:stance stance:affirms })
"""


class Size(NamedTuple):
    """How many people a group has: at the least, by strict bounds only, and about how many, by the words."""

    least: int
    about: int


class Figures(NamedTuple):
    """Acts, persons and groups, each counted once, and the people that they make together."""

    acts: int
    people: int
    groups: int
    least: int
    about: int


@dataclass(slots=True)
class Facts:
    """The victims of each act with the number of people that each is, and who belongs to whom.

    ``outside`` has the persons who are said not to belong to a group; ``one`` gives, for an act or agent that is possibly the same as others, the one as which they count; ``wholes`` are
    acts of which others are parts; ``attempts`` and ``other`` are acts that were only attempted, and those not counted.
    """

    victims: dict[Term, dict[Term, Size]] = field(default_factory=dict)
    classes: dict[Term, str] = field(default_factory=dict)
    inside: dict[Term, set[Term]] = field(default_factory=dict)
    outside: set[tuple[Term, Term]] = field(default_factory=set)
    one: dict[Term, Term] = field(default_factory=dict)
    wholes: set[Term] = field(default_factory=set)
    attempts: set[Term] = field(default_factory=set)
    other: int = 0

    def figures(self, acts: Collection[Term]) -> Figures:
        """The combined figures for some acts."""
        sizes: dict[Term, Size] = {}
        for act in acts:
            for victim, size in self.victims[act].items():
                known = sizes.get(victim, Size(0, 0))
                sizes[victim] = Size(max(size.least, known.least), max(size.about, known.about))
        people = {victim for victim in sizes if self.classes[victim] == "Person"}
        groups = {victim for victim in sizes if self.classes[victim] == "Group"}
        counted = {victim: size for victim, size in sizes.items() if victim in people | groups}
        least = people_at_least({victim: size.least for victim, size in counted.items()}, people, self.outside)
        about = people_about({victim: size.about for victim, size in counted.items()}, self.inside)
        return Figures(len(self._ones(acts)), len(people), len(groups), least, max(least, about))

    def _ones(self, nodes: Iterable[Term]) -> set[Term]:
        return {self.one.get(node, node) for node in nodes}

    @property
    def doubled(self) -> int:
        """How many counted acts there would be more if those that are possibly the same were not."""
        return len(self.victims) - len(self._ones(self.victims))


def people_at_least(
    sizes: Mapping[Term, int], people: Collection[Term], outside: Collection[tuple[Term, Term]] = ()
) -> int:
    """The lowest number of people that some persons and groups can make together.

    Any of the persons may belong to any group, and any group to another, unless a person is said to be ``outside`` it.

    >>> people_at_least({"a": 1, "b": 1, "g": 2, "h": 12}, {"a", "b"}), people_at_least({"a": 1, "h": 12}, {"a"}, {("a", "h")})
    (12, 13)
    """
    groups = sizes.keys() - set(people)
    beside = {group: sum((one, group) in outside for one in people) for group in groups}
    return max([len(people), *(sizes[group] + beside[group] for group in groups)])


def people_about(sizes: Mapping[Term, int], inside: Mapping[Term, set[Term]]) -> int:
    """About how many people some persons and groups make together: a group is as large as those in it, taken together.

    Whoever is in a counted group is not added again. Two groups of one larger group are taken to have nobody in common.

    >>> people_about({"a": 1, "g": 15, "h": 24, "crowd": 2}, {"g": {"crowd"}, "h": {"crowd"}})
    40
    >>> people_about({"all": 37, "some": 34, "few": 13}, {"some": {"all"}, "few": {"all", "some"}})
    37
    """
    below: dict[Term, list[Term]] = defaultdict(list)
    tops = []
    for one in sizes:
        above = [other for other in inside.get(one, ()) if other in sizes and is_over(other, one, inside)]
        nearest = [other for other in above if not any(is_over(other, closer, inside) for closer in above)]
        below[min(nearest)].append(one) if nearest else tops.append(one)

    def size(one: Term) -> int:
        return max(sizes[one], sum(map(size, below[one])))

    return sum(map(size, tops))


def is_over(other: Term, one: Term, inside: Mapping[Term, set[Term]]) -> bool:
    """Whether one is inside the other; of two that are inside each other, the first in order counts as the outer one."""
    return other in inside.get(one, ()) and (one not in inside.get(other, ()) or other < one)


def ask(dataset: Dataset, columns: str, pattern: str) -> list[tuple[Term, ...]]:
    """The distinct rows of a pattern; unbound variables are empty."""
    text = f"SELECT DISTINCT {columns} WHERE {{ {pattern} }}"
    return sorted(tuple(term or "" for term in row) for row in dataset.solutions(text).rows)


def closed(pairs: Iterable[tuple[Term, ...]]) -> dict[Term, set[Term]]:
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


def counted_acts(dataset: Dataset) -> frozenset[Term]:
    """The acts that are counted, those that are possibly the same among them."""
    return frozenset(act for (act,) in ask(dataset, "?act", COUNTED))


def read_counted(dataset: Dataset) -> Facts:
    """Reads from a dataset all that is counted."""
    facts = Facts({act: {} for act in sorted(counted_acts(dataset))})
    same = ask(dataset, "?left ?right", _POSSIBLY_ONE)
    facts.attempts = {act for (act,) in ask(dataset, "?act", COUNTED + "?act hr:modality modality:attempted .")}
    facts.other = len(ask(dataset, "?act", _OTHER))
    sizes = _sizes(dataset)
    given = ask(dataset, "?group ?size", "?group a hr:Group ; hr:count ?size .")
    groups = _smallest((group, sizes[size]) for group, size in given if size in sizes)
    struck = ask(dataset, "?act ?victim ?class ?size", COUNTED + _VICTIMS)
    facts.one = _possibly_one([*same, *_groups_of_one_act(_possibly_one(same), struck)])
    bodies = {group for (group,) in ask(dataset, "?group", _OF_BODIES)}
    for act, victim, class_, size in struck:
        who = facts.one.get(victim, victim)
        facts.classes[who] = "Organization" if victim in bodies else local_name(class_)
        usual = groups.get(victim, Size(LEAST, LEAST)) if facts.classes[who] == "Group" else Size(1, 1)
        facts.victims[act][who] = sizes.get(size, usual)
    facts.outside = {(one, whole) for one, whole in ask(dataset, "?one ?whole", _OUTSIDE)}
    pairs = [*ask(dataset, "?one ?whole", _BELONGS), *_parts(dataset, facts)]
    facts.inside = closed((facts.one.get(one, one), facts.one.get(whole, whole)) for one, whole in pairs)
    return facts


def _possibly_one(pairs: Sequence[tuple[Term, ...]]) -> dict[Term, Term]:
    """For each node that is possibly the same as others, the first in order of all that hang together so."""
    together = closed([*pairs, *((right, left) for left, right in pairs)])
    return {node: min(node, *others) for node, others in together.items()}


def _groups_of_one_act(one: Mapping[Term, Term], struck: Iterable[tuple[Term, ...]]) -> Iterator[tuple[Term, Term]]:
    """The groups that suffered acts which are possibly the same, two by two, where each had one group."""
    found: dict[Term, dict[Term, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for act, victim, class_, _ in struck:
        if act in one and local_name(class_) == "Group":
            found[one[act]][act].add(victim)
    for groups in found.values():
        if all(len(each) == 1 for each in groups.values()):
            first, *others = sorted(set.union(*groups.values()))
            yield from ((first, other) for other in others)


def _parts(dataset: Dataset, facts: Facts) -> Iterator[tuple[Term, Term]]:
    """The victims of a part of an act, with each group that suffered the whole: assumed to belong to it.

    If they do not, there are more people than we count, never fewer.
    """
    for part, whole in ask(dataset, "?act ?whole", COUNTED + "?act hr:partOf+ ?whole ."):
        if whole in facts.victims and whole != part:
            facts.wholes.add(whole)
            groups = [victim for victim in facts.victims[whole] if facts.classes[victim] == "Group"]
            yield from ((victim, group) for victim in facts.victims[part] for group in groups)


def _sizes(dataset: Dataset) -> dict[Term, Size]:
    """The number of people that each quantity means; one without any number is left out."""
    found: dict[Term, Size] = {}
    for size, least, most, best, rounded in ask(dataset, "?size ?least ?most ?best ?rounded", _QUANTITIES):
        if not (least or most or best):
            continue
        bound = _number(least, _up) if least else min(LEAST, _number(most, _down)) if most else LEAST
        strict = min(LEAST, bound) if rounded else bound
        found[size] = Size(strict, _number(best, _up) if best else max(bound, strict))
    return found


def _smallest(sizes: Iterable[tuple[Term, Size]]) -> dict[Term, Size]:
    """The least of several numbers given for one group."""
    found: dict[Term, Size] = {}
    for group, size in sizes:
        known = found.get(group, size)
        found[group] = Size(min(size.least, known.least), min(size.about, known.about))
    return found


def _number(term: Term, rounded: Callable[[float], int]) -> int:
    return rounded(float(text_of(term)))


def _up(number: float) -> int:
    return -int(-number // 1)


def _down(number: float) -> int:
    return int(number)

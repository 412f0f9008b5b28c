"""What is derived for whoever asks the graph: direct properties and display texts, as ``ontology/derived.ttl`` defines them.

Each property has a CONSTRUCT (``sh:construct``) that says how its values are made; ``$this`` is the node that gets them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from kg.model import terms
from kg.model.kinds import prefixes
from kg.model.languages import best
from kg.model.terms import Term, Triple, expand, text_of
from kg.model.vocabulary import PREFIXES
from kg.rdf.dataset import Dataset
from kg.rdf.serialization import line_of
from kg.validation.compiled.composing import Seen, composed, composed_ends
from kg.validation.compiled.sparql import Word, resolved
from kg.validation.compiled.steps import Step, Turn, Walk
from kg.validation.compiled.walks import walks, walks_to

_CONSTRUCT, _SEPARATOR = expand("sh:construct"), expand("hr:separator")
_PART_OF, _TEXT = expand("rdfs:subPropertyOf"), expand("hr:displayText")
_TRANSITIVE = expand("owl:TransitiveProperty")
_HEAD = re.compile(r"\s*CONSTRUCT\s*\{[^{}]*\}\s*WHERE\s*")
_FOCUS, _VALUE, _ORDER = "this", "value", "order"

Form = Literal["links", "joined", "best"]
"""What the values of a property are: triples, one text that joins them, or the best text for a reader."""


class Derivation(NamedTuple):
    """How a property is made: the group pattern of its CONSTRUCT, and what is made of the values that this gives."""

    name: Term
    pattern: str
    form: Form
    separator: str

    @property
    def query(self) -> str:
        """The SELECT of its nodes and values, and of the order of these."""
        order = f" ?{_ORDER}" if re.search(rf"\?{_ORDER}\b", self.pattern) else ""
        return f"SELECT DISTINCT $this ?{_VALUE}{order} WHERE {self.pattern}"


@dataclass(frozen=True, slots=True)
class Derivations:
    """All derivations in the order in which they can be made, and the walks from a node that decide about its values."""

    each: Sequence[Derivation]
    walks: frozenset[Walk]

    @property
    def texts(self) -> frozenset[Term]:
        """The properties that are display texts."""
        return frozenset(one.name for one in self.each if one.form != "links")

    def derive(self, dataset: Dataset, language: str) -> Iterator[Triple]:
        """What is derived from some triples, of which the ontology is a part, for readers of a language; it is added to them."""
        for one in self.each:
            found = {(node, one.name, value) for node, value in _values(one, dataset, language)}
            dataset.add(map(line_of, found))
            yield from found


def read_derivations(ontology: Iterable[Triple]) -> Derivations:
    """The derivations of an ontology; ``ValueError`` for one that cannot be made."""
    said: dict[tuple[Term, Term], list[Term]] = {}
    transitive = set[Term]()
    for s, p, o in ontology:
        if p in (_CONSTRUCT, _SEPARATOR, _PART_OF):
            said.setdefault((s, p), []).append(o)
        elif o == _TRANSITIVE:
            transitive.add(s)
    found = [
        _derivation(name, text_of(text), said.get((name, _SEPARATOR), ()), said.get((name, _PART_OF), ()))
        for (name, prop), texts in sorted(said.items())
        if prop == _CONSTRUCT
        for text in texts
    ]
    ordered = list(_ordered(found))
    return Derivations(ordered, frozenset(_widened(_walks(ordered), said, transitive)))


def _derivation(name: Term, text: str, separators: Sequence[Term], above: Sequence[Term]) -> Derivation:
    head = _HEAD.match(text)
    if head is None:
        raise ValueError(f"{name} is not made by CONSTRUCT {{ $this … ?value }} WHERE")
    pattern = _joined(resolved(text[head.end() :], {**prefixes(PREFIXES["id"]), **PREFIXES}, ""))
    form: Form = "links" if _TEXT not in above else "joined" if separators else "best"
    return Derivation(name, pattern, form, text_of(separators[0]) if separators else "")


def _joined(words: Iterable[Word]) -> str:
    return "".join(f" {word.text}" if word.apart else word.text for word in words)


def _ordered(found: Collection[Derivation]) -> Iterator[Derivation]:
    """The derivations, each after those whose properties it uses; ``ValueError`` if they go in a circle."""
    waiting = {one.name: one for one in found}
    uses = {
        name: {other for other in waiting if other != name and other in one.pattern} for name, one in waiting.items()
    }
    while waiting:
        ready = [name for name in waiting if not uses[name] & waiting.keys()]
        if not ready:
            raise ValueError(f"{', '.join(waiting)} are made of each other")
        yield from (waiting.pop(name) for name in ready)


def _walks(ordered: Iterable[Derivation]) -> frozenset[Walk]:
    """The walks of all derivations over what is asserted; ``ValueError`` for one that may see everything."""
    made: dict[Term, Seen] = {}
    for one in ordered:
        seen = walks([one.pattern], (_FOCUS,))
        if seen is None:
            raise ValueError(f"{one.name} may depend on everything")
        to_values = composed_ends(walks_to(one.pattern, (_FOCUS,), _VALUE), made)
        made[one.name] = Seen(composed(seen, made), to_values)
    return frozenset(walk for seen in made.values() for walk in seen.walks)


def _widened(
    found: Iterable[Walk], said: Mapping[tuple[Term, Term], Sequence[Term]], transitive: Collection[Term]
) -> Iterator[Walk]:
    """The walks over all that a property follows from: its subproperties, and itself again if it is transitive."""
    below: dict[Term, set[Term]] = {}
    for (name, prop), uppers in said.items():
        if prop == _PART_OF:
            for upper in uppers:
                below.setdefault(upper, set()).add(name)

    def names(name: Term) -> set[Term]:
        found, waiting = {name}, [name]
        while waiting:
            fresh = below.get(waiting.pop(), set()) - found
            found |= fresh
            waiting += fresh
        return found

    def step(taken: Step) -> Step:
        turns = {Turn(name, turn.against) for turn in taken.turns for name in names(turn.property)}
        return Step(tuple(sorted(turns)), taken.many or any(turn.property in transitive for turn in turns))

    yield from (tuple(map(step, walk)) for walk in found)


def _values(one: Derivation, dataset: Dataset, language: str) -> Iterator[tuple[Term, Term]]:
    """The nodes that get a property, and its values."""
    _, rows = dataset.rows(one.query)
    found: dict[Term, set[tuple[float, Term]]] = {}
    for node, value, *order in rows:
        if value and node.startswith("<"):
            found.setdefault(node, set()).add((float(text_of(order[0])) if order and order[0] else 0, value))
    for node, values in found.items():
        if one.form == "links":
            yield from ((node, value) for _, value in values)
        elif one.form == "joined":
            yield node, _joined_text(frozenset(values), one.separator)
        else:
            yield node, _best_text(frozenset(values), language)


_Ordered = frozenset[tuple[float, Term]]
"""Values with their order."""


@lru_cache(4096)
def _joined_text(values: _Ordered, separator: str) -> Term:
    texts = dict.fromkeys(text_of(value) for _, value in sorted(values, key=_by_order))
    return terms.literal(separator.join(texts))


@lru_cache(4096)
def _best_text(values: _Ordered, language: str) -> Term:
    first = min(order for order, _ in values)
    return terms.literal(text_of(best((v for order, v in values if order == first), (language,))))


def _by_order(value: tuple[float, Term]) -> tuple[float, str]:
    return value[0], text_of(value[1])

"""What follows from the ontology: six rules of OWL 2 RL over sets of terms.

The supported axioms are ``rdfs:subClassOf``, ``rdfs:subPropertyOf``, ``rdfs:domain``, ``rdfs:range``, and that a
property is symmetric or transitive. Any other is refused, so that no entailment is silently lost.
``kg.rdf.reference_closure`` derives the same triples with all rules: https://www.w3.org/TR/owl2-profiles/#OWL_2_RL
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from kg.model.errors import DataError, Problem
from kg.model.message import Message
from kg.model.terms import Triple, shortener
from kg.model.vocabulary import PREFIXES

Pairs = set[tuple[str, str]]


def _terms(prefix: str, names: str) -> frozenset[str]:
    return frozenset(f"<{PREFIXES[prefix]}{name}>" for name in names.split())


_RESERVED = tuple(f"<{PREFIXES[prefix]}" for prefix in ("owl", "rdf", "rdfs"))
_DATATYPE = f"<{PREFIXES['xsd']}"
(_TYPE,) = _terms("rdf", "type")
(_SUBCLASS,) = _terms("rdfs", "subClassOf")
(_SUBPROPERTY,) = _terms("rdfs", "subPropertyOf")
(_DOMAIN,) = _terms("rdfs", "domain")
(_RANGE,) = _terms("rdfs", "range")
(_SYMMETRIC,) = _terms("owl", "SymmetricProperty")
(_TRANSITIVE,) = _terms("owl", "TransitiveProperty")
(_DATATYPE_CLASS,) = _terms("rdfs", "Datatype")
_DEFINE_DATATYPES = _terms("owl", "equivalentClass onDatatype unionOf withRestrictions")
"""What a datatype consists of, if said of one: no rule derives a triple from that."""
_RELATIONS = {_SUBCLASS, _SUBPROPERTY, _DOMAIN, _RANGE}
_CHARACTERISTICS = {_SYMMETRIC, _TRANSITIVE}

_EVERYTHING = _terms("owl", "Thing") | _terms("rdfs", "Resource")
_WITHOUT_CONSEQUENCE = (
    _EVERYTHING
    | _terms("owl", "AnnotationProperty Class DatatypeProperty NamedIndividual ObjectProperty Ontology")
    | _terms("owl", "backwardCompatibleWith deprecated incompatibleWith priorVersion versionIRI versionInfo")
    | _terms("owl", "AllDisjointClasses disjointWith members")
    | _terms("rdf", "List Property first langString nil rest")
    | _terms("rdfs", "Class Datatype Literal comment isDefinedBy label seeAlso")
)
"""Declarations, annotations, datatypes, lists and axioms that can only be contradicted: no rule derives a triple from them."""


class Consequences(NamedTuple):
    """What follows from each triple of some data by itself, and their links by transitive properties.

    What follows from those depends on all data: ``Rules.across`` says what.
    """

    inferred: set[Triple]
    links: set[Triple]


class Rules:
    """The axioms of an ontology, ready to be applied to data, a part at a time. ``bases`` are those of the data's nodes."""

    def __init__(self, ontology: Iterable[Triple], bases: tuple[str, ...]) -> None:
        """``DataError`` for an axiom that no rule covers."""
        axioms = set(ontology)
        if problems := _unknown_axioms(axioms):
            raise DataError(problems)
        self.bases = bases
        self._axioms: defaultdict[str, Pairs] = defaultdict(set)
        for subject, predicate, target in linked(axioms):
            if predicate in _RELATIONS or (predicate == _TYPE and target in _CHARACTERISTICS):
                self._axioms[predicate].add((subject, target))
        self._above = _grouped(self._axioms[_SUBPROPERTY])
        self._classes = _grouped(self._axioms[_SUBCLASS])
        self._domains, self._ranges = _grouped(self._axioms[_DOMAIN]), _grouped(self._axioms[_RANGE])
        kinds = _grouped((kind, name) for name, kind in self._axioms[_TYPE])
        self._symmetric, self._transitive = kinds[_SYMMETRIC], kinds[_TRANSITIVE]
        self._effects: dict[str, _Effect] = {}
        self._uppers: dict[str, set[str]] = {}

    def within(self, data: Iterable[Triple]) -> Consequences:
        """What follows from each triple by itself; ``DataError`` for an axiom among the data that no rule covers."""
        every = set(data)
        if problems := _unknown_axioms(every):
            raise DataError(problems)
        given = set(linked(every))
        found: set[Triple] = set()
        links: set[Triple] = set()
        for s, p, o in given:
            if p == _TYPE:
                found.update((s, _TYPE, upper) for upper in self._upper(o))
                continue
            effect = self._effect(p)
            found.update((o, q, s) if turned else (s, q, o) for q, turned in effect.links)
            found.update((s, _TYPE, kind) for kind in effect.of_subject)
            found.update((o, _TYPE, kind) for kind in effect.of_object)
            links.update((o, q, s) if turned else (s, q, o) for q, turned in effect.transitive)
        return Consequences({triple for triple in found - given if is_worth(triple, self.bases)}, links)

    def across(self, links: Iterable[Triple]) -> set[Triple]:
        """What follows from the links by transitive properties of all data together."""
        known = set(links)
        asserted: defaultdict[str, Pairs] = defaultdict(set, {name: set(pairs) for name, pairs in self._axioms.items()})
        for s, p, o in known:
            asserted[p].add((s, o))
        facts = _related(asserted)
        facts[_TYPE] = _typed(facts)
        found = {(s, p, o) for p, pairs in facts.items() for s, o in pairs - asserted[p]}
        return {triple for triple in found - known if is_worth(triple, self.bases)}

    def _effect(self, name: str) -> _Effect:
        """What a link by a property entails."""
        found = self._effects.get(name)
        if found is None:
            found = self._effects[name] = self._worked_out(name)
        return found

    def _worked_out(self, name: str) -> _Effect:
        reached, waiting = {(name, False)}, [(name, False)]
        while waiting:
            q, turned = waiting.pop()
            fresh = {(upper, turned) for upper in self._above.get(q, ())} - reached
            if q in self._symmetric and (q, not turned) not in reached:
                fresh.add((q, not turned))
            reached |= fresh
            waiting += fresh
        kinds: tuple[set[str], set[str]] = set(), set()
        for q, turned in reached:
            kinds[turned].update(kind for top in self._domains.get(q, ()) for kind in (top, *self._upper(top)))
            kinds[not turned].update(kind for top in self._ranges.get(q, ()) for kind in (top, *self._upper(top)))
        transitive = tuple((q, turned) for q, turned in reached if q in self._transitive)
        links = tuple(pair for pair in reached if pair != (name, False))
        return _Effect(links, transitive, tuple(kinds[0]), tuple(kinds[1]))

    def _upper(self, kind: str) -> set[str]:
        """The classes above a class."""
        found = self._uppers.get(kind)
        if found is None:
            found = self._uppers[kind] = _reached(kind, self._classes)
        return found


class _Effect(NamedTuple):
    """What a link by a property entails: links, each as it is or turned around, and classes of its two ends."""

    links: tuple[tuple[str, bool], ...]
    transitive: tuple[tuple[str, bool], ...]
    of_subject: tuple[str, ...]
    of_object: tuple[str, ...]


def closure(data: Iterable[Triple], ontology: Iterable[Triple], *, bases: tuple[str, ...]) -> list[Triple]:
    """The triples that the axioms entail, sorted: those about nodes below ``bases`` that are worth having.

    Left out: axioms, literals, and that a node is an ``owl:Thing``. ``DataError`` for an axiom that no rule covers.
    """
    given = {*data, *ontology}
    rules = Rules(given, bases)
    found = rules.within(given)
    return sorted((found.inferred | rules.across(found.links)) - given)


def linked(triples: Iterable[Triple]) -> Iterator[Triple]:
    """The triples that link two nodes: a label, a quote or a number entails nothing here."""
    return (triple for triple in triples if not triple[2].startswith('"'))


def is_worth(triple: Triple, bases: tuple[str, ...]) -> bool:
    """Whether an entailed triple links a node below ``bases`` to another and is neither an axiom nor a truism."""
    subject, predicate, target = triple
    return (
        subject.startswith(tuple(f"<{base}" for base in bases))
        and predicate.startswith("<")
        and (predicate == _TYPE or not _has_meaning(predicate))
        and target.startswith("<")
        and target not in _EVERYTHING
    )


# ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────
# No new axioms can be derived: whatever could yield one, such as a subproperty of rdf:type or of rdfs:range, is refused.
# So links between nodes come first, then types, and one pass over each is enough.


def _related(asserted: Mapping[str, Pairs]) -> dict[str, Pairs]:
    """The pairs of every property: rules prp-spo1, prp-symp and prp-trp, to a fixpoint.

    Semi-naive: a rule is applied only to new pairs, never again to those it has seen.
    """
    above = _grouped(asserted.get(_SUBPROPERTY, ()))
    types = _grouped(asserted.get(_TYPE, ()))
    found: dict[str, Pairs] = {}
    waiting: defaultdict[str, Pairs] = defaultdict(set, {name: set(pairs) for name, pairs in asserted.items()})
    while waiting:
        name, pairs = waiting.popitem()
        known = found.setdefault(name, set())
        fresh = pairs - known
        if not fresh:
            continue
        known |= fresh
        for upper in above.get(name, ()):
            waiting[upper] |= fresh
        if _SYMMETRIC in types.get(name, ()):
            waiting[name] |= {(o, s) for s, o in fresh}
        if _TRANSITIVE in types.get(name, ()):
            waiting[name] |= _joined(known, fresh)
    return found


def _joined(known: Pairs, fresh: Pairs) -> Pairs:
    """The pairs that join two known pairs, at least one of them fresh: each pass doubles the length of the paths."""
    after, before = _grouped(known), _grouped((o, s) for s, o in known)
    onward = {(s, end) for s, o in fresh for end in after.get(o, ())}
    return onward | {(start, o) for s, o in fresh for start in before.get(s, ())}


def _typed(facts: Mapping[str, Pairs]) -> Pairs:
    """Pairs of a node and each of its classes: rules prp-dom, prp-rng and cax-sco."""
    members = _grouped((name, node) for node, name in facts.get(_TYPE, ()))
    for name, kind in facts.get(_DOMAIN, ()):
        members[kind] |= {s for s, _ in facts.get(name, ())}
    for name, kind in facts.get(_RANGE, ()):
        members[kind] |= {o for _, o in facts.get(name, ())}
    above = _grouped(facts.get(_SUBCLASS, ()))
    for kind in tuple(members):
        for upper in _reached(kind, above):
            members[upper] |= members[kind]
    return {(node, kind) for kind, nodes in members.items() for node in nodes}


def _grouped(pairs: Iterable[tuple[str, str]]) -> defaultdict[str, set[str]]:
    """The second terms of the pairs, by first term."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for first, second in pairs:
        found[first].add(second)
    return found


def _reached(start: str, above: Mapping[str, Set[str]]) -> set[str]:
    """All terms above a term."""
    found: set[str] = set()
    waiting = {start}
    while waiting:
        fresh = set(above.get(waiting.pop(), ())) - found
        found |= fresh
        waiting |= fresh
    return found


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────


class _Unknown(NamedTuple):
    term: str
    triple: Triple


def _unknown_axioms(triples: Iterable[Triple]) -> list[Problem]:
    """A problem for each term that no rule covers, with the first triple that uses it."""
    first: dict[str, Triple] = {}
    for term, triple in sorted(_unknown_terms(triples)):
        first.setdefault(term, triple)
    remedy = Message("remove the axiom from the ontology, or use all rules of OWL 2 RL: `kg build --engine reference`")
    short = shortener(PREFIXES.items())

    def written(term: str) -> str:
        return term if term.startswith('"') else short(term)

    found = Message("no inference rule covers {term}, used in: {axiom}")
    return [
        Problem("unknown-axiom", found.given(term=written(term), axiom=" ".join(map(written, axiom))), remedy)
        for term, axiom in first.items()
    ]


def _unknown_terms(triples: Iterable[Triple]) -> Iterator[_Unknown]:
    axioms = set(triples)
    datatypes = {s for s, p, o in axioms if p == _TYPE and o == _DATATYPE_CLASS}
    for triple in axioms:
        subject, predicate, target = triple
        if predicate in _DEFINE_DATATYPES and subject in datatypes:
            continue
        if predicate == _TYPE:
            if target in _CHARACTERISTICS:
                if subject.startswith(_RESERVED):
                    yield _Unknown(subject, triple)
            elif _has_meaning(target) or target.startswith(_DATATYPE):
                yield _Unknown(target, triple)
        elif predicate in _RELATIONS:
            if subject.startswith(_RESERVED):
                yield _Unknown(subject, triple)
            elif _has_meaning(target) or target.startswith('"'):
                yield _Unknown(target, triple)
        elif _has_meaning(predicate):
            yield _Unknown(predicate, triple)


def _has_meaning(term: str) -> bool:
    """Whether a term belongs to OWL, RDFS or RDF and may entail something."""
    return term.startswith(_RESERVED) and term not in _WITHOUT_CONSEQUENCE

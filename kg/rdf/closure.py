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


def closure(data: Iterable[Triple], ontology: Iterable[Triple], *, bases: tuple[str, ...]) -> list[Triple]:
    """The triples that the axioms entail, sorted: those about nodes below ``bases`` that are worth having.

    Left out: axioms, literals, and that a node is an ``owl:Thing``. ``DataError`` for an axiom that no rule covers.
    """
    given = {*data, *ontology}
    if problems := _unknown_axioms(given):
        raise DataError(problems)
    asserted: defaultdict[str, Pairs] = defaultdict(set)
    for subject, predicate, target in linked(given):
        asserted[predicate].add((subject, target))
    facts = _related(asserted)
    facts[_TYPE] = _typed(facts)
    found = ((s, predicate, o) for predicate, pairs in facts.items() for s, o in pairs - asserted[predicate])
    return sorted(triple for triple in found if is_worth(triple, bases))


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
    for triple in triples:
        subject, predicate, target = triple
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

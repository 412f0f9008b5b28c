"""What a picture shows of a dataset: events with their dates and parts, agents, places, and how many of each there are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.answers.names import Names, word
from kg.model.terms import Term, text_of
from kg.rdf.dataset import Dataset

KINDS = {"Act": "act", "Proceeding": "proceeding", "Intervention": "intervention", "Event": "event"}
"""The classes of an event in order of precedence: a proceeding that is also an act is drawn as an act."""

AGENTS = {"Person": "person", "Organization": "organization", "Group": "group"}

_NAMED = KINDS | AGENTS | {"Place": "place"}


@dataclass(frozen=True, slots=True)
class Part:
    """An agent's part in an event; ``agent`` is empty where the document leaves it open."""

    role: str
    agent: Term = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One event, in words: ``date`` is EDTF or empty, ``type`` the broadest type of an act.

    ``inferred`` is true where the documentalist worked out the date, ``placed`` where the place is worked out or less
    than a fact; ``said`` gives certainty and stance of the claims about it.
    """

    node: Term
    label: str
    kind: str
    modality: str
    type: str = ""
    date: str = ""
    inferred: bool = False
    placed: bool = False
    said: tuple[str, ...] = ()
    places: tuple[Term, ...] = ()
    wholes: tuple[Term, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def name(self) -> str:
        """The label without the date at the end of a generated label: a picture shows dates beside it."""
        return self.label.removesuffix(f", {self.date}") if self.date else self.label


@dataclass(frozen=True, slots=True)
class Agent:
    """A person, an organisation or a group."""

    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place and the places that it is said to be in; ``doubtful`` where that is worked out or less than a fact."""

    label: str
    within: tuple[Term, ...] = ()
    located: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the pictures draw, sorted by node."""

    documents: tuple[str, ...]
    events: tuple[Event, ...]
    agents: dict[Term, Agent]
    places: dict[Term, Place]


_Claims = dict[Term, list[tuple[str, list[str]]]]
"""The claims about each node: aspect, certainty, stance and basis."""

_CLASSES = """
SELECT DISTINCT ?node ?class { GRAPH ?graph { ?node a ?class } FILTER(STRSTARTS(STR(?class), STR(hr:))) } ORDER BY ?node ?class
"""
_EVENTS = """
SELECT ?event ?modality ?date ?type {
  ?event hr:modality ?modality
  OPTIONAL { ?event hr:date ?date }
  OPTIONAL { ?event hr:actType/skos:broader* ?type FILTER NOT EXISTS { ?type skos:broader ?above } }
} ORDER BY ?event DESC(?modality) DESC(?date) DESC(?type)
"""
_PARTS = """
SELECT DISTINCT ?event ?role ?agent {
  ?event hr:involvement ?part . ?part hr:role ?role OPTIONAL { ?part hr:agent ?agent }
} ORDER BY ?event ?role ?agent
"""
_CLAIMS = """
SELECT DISTINCT ?event ?aspect ?certainty ?stance ?basis {
  ?claim hr:asserts ?event
  { ?event hr:modality ?modality } UNION { ?event a hr:Place }
  OPTIONAL { ?claim hr:aspect ?aspect } OPTIONAL { ?claim hr:certainty ?certainty }
  OPTIONAL { ?claim hr:stance ?stance } OPTIONAL { ?claim hr:basis ?basis }
} ORDER BY ?event ?aspect ?certainty ?stance ?basis
"""
_LINKS = "SELECT DISTINCT ?node ?other { GRAPH ?graph { ?node @property ?other } } ORDER BY ?node ?other"
_LOCATED = "SELECT DISTINCT ?place { ?place schema:latitude ?north } ORDER BY ?place"
_HELD = """
SELECT ?document { ?document hr:held true FILTER NOT EXISTS { ?digest dct:source ?document } } ORDER BY ?document
"""


def read_facts(dataset: Dataset) -> Facts:
    """Reads from a dataset all that the pictures draw."""
    names = Names(dataset)
    classes = _many(dataset, _CLASSES)
    names.read(node for node, found in classes.items() if _kind(found, _NAMED))
    claims = _claims(dataset)
    agents = {node: kind for node, found in classes.items() if (kind := _kind(found, AGENTS))}
    return Facts(
        tuple(word(document) for (document,) in _rows(dataset, _HELD)),
        _events(names, classes, claims),
        {node: Agent(_line(names.of(node)), kind) for node, kind in agents.items()},
        _places(names, classes, claims),
    )


def _claims(dataset: Dataset) -> _Claims:
    found: _Claims = defaultdict(list)
    for node, *claim in _rows(dataset, _CLAIMS):
        aspect, *how = map(word, claim)
        found[node].append((aspect, how))
    return found


def _places(names: Names, classes: dict[Term, tuple[Term, ...]], claims: _Claims) -> dict[Term, Place]:
    dataset = names.dataset
    located = {place for (place,) in _rows(dataset, _LOCATED)}
    within = _many(dataset, _LINKS.replace("@property", "hr:within"))
    return {
        node: Place(
            _line(names.of(node)),
            within.get(node, ()),
            node in located,
            any(aspect == "within" and _unsure(*how) for aspect, how in claims[node]),
        )
        for node, found in classes.items()
        if "Place" in map(word, found)
    }


def _events(names: Names, classes: dict[Term, tuple[Term, ...]], claims: _Claims) -> tuple[Event, ...]:
    dataset = names.dataset
    places, wholes = (_many(dataset, _LINKS.replace("@property", name)) for name in ("hr:place", "hr:partOf"))
    parts: dict[Term, list[Part]] = defaultdict(list)
    for event, role, agent in _rows(dataset, _PARTS):
        parts[event].append(Part(word(role), agent))
    return tuple(
        Event(
            node,
            _line(names.of(node)),
            _kind(classes.get(node, ()), KINDS) or "event",
            word(modality),
            word(kind),
            text_of(date) if date else "",
            any(aspect == "date" and "our inference" in how for aspect, how in claims[node]),
            any(aspect == "place" and _unsure(*how) for aspect, how in claims[node]),
            tuple(sorted({_said(*how) for aspect, how in claims[node] if not aspect})),
            places.get(node, ()),
            wholes.get(node, ()),
            tuple(parts[node]),
        )
        for node, (modality, date, kind) in {row[0]: row[1:] for row in _rows(dataset, _EVENTS)}.items()
    )


def _unsure(certainty: str, stance: str, basis: str) -> bool:
    return certainty not in ("", "stated as fact") or stance not in ("", "affirms") or basis == "our inference"


def _said(certainty: str, stance: str, basis: str) -> str:
    """The certainty, and the kind of source; the stance only if it does not affirm."""
    return ", ".join(filter(None, (certainty, stance if stance != "affirms" else "", basis)))


def _kind(classes: tuple[Term, ...], known: dict[str, str]) -> str:
    found = {word(name) for name in classes}
    return next((kind for name, kind in known.items() if name in found), "")


def _line(text: str) -> str:
    return " ".join(text.split())


def _many(dataset: Dataset, query: str) -> dict[Term, tuple[Term, ...]]:
    found: dict[Term, list[Term]] = defaultdict(list)
    for node, other in _rows(dataset, query):
        found[node].append(other)
    return {node: tuple(others) for node, others in found.items()}


def _rows(dataset: Dataset, query: str) -> list[tuple[Term, ...]]:
    rows = dataset.solutions(query).rows
    return [tuple(term or "" for term in row) for row in rows]

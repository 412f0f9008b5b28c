"""What a picture shows of a dataset: events with their dates, places and parts, each with the marks of its own claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.answers.counted import counted_acts
from kg.answers.dates import without_date
from kg.answers.names import Names, word
from kg.answers.pictures.sureness import Mark, in_order, mark_of
from kg.answers.speech import IN_ENGLISH, Speech
from kg.model.terms import Term, text_of
from kg.rdf.dataset import Dataset

KINDS = {"Act": "act", "Proceeding": "proceeding", "Intervention": "intervention", "Event": "event"}
"""The classes of an event in order of precedence: a proceeding that is also an act is drawn as an act."""

AGENTS = {"Person": "person", "Organization": "organization", "Group": "group"}
HAPPENED = ("actual", "attempted")
"""The modalities of what took place; an attempt did, whether it succeeded or not."""

_NAMED = KINDS | AGENTS | {"Place": "place"}


class Detail(NamedTuple):
    """A value of an event with the marks of the claims about it; without marks of its own it is as sure as the event."""

    value: Term
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """An agent's part in an event; ``agent`` is empty where the document leaves it open."""

    role: str
    agent: Term = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One event: ``date`` is EDTF or empty, ``type`` names the broadest type of an act, ``kind`` and ``modality`` are in English.

    ``marks`` are those of the claims that tell of it, and of its modality where that is less than a fact; ``dated`` those
    of the claims about its date. ``wholes`` are what it is part of, ``related`` what it hangs on otherwise. ``counted``
    is true of an act that ``kg stats`` counts, ``possible`` where it may lie outside of the days asked for.
    """

    node: Term
    label: str
    kind: str
    modality: str
    type: str = ""
    date: str = ""
    dated: tuple[Mark, ...] = ()
    marks: tuple[Mark, ...] = ()
    places: tuple[Detail, ...] = ()
    wholes: tuple[Term, ...] = ()
    related: tuple[Term, ...] = ()
    parts: tuple[Part, ...] = ()
    documents: tuple[Term, ...] = ()
    counted: bool = False
    possible: bool = False

    @property
    def name(self) -> str:
        """The label without the date at the end of a generated label: a picture shows dates beside it."""
        return without_date(self.label, self.date)

    @property
    def date_marks(self) -> tuple[Mark, ...]:
        """The marks of its date, if that is drawn."""
        return self.dated if self.date else ()

    @property
    def happened(self) -> bool:
        """Whether it took place, as far as anybody says so."""
        return self.modality in HAPPENED


@dataclass(frozen=True, slots=True)
class Agent:
    """A person, an organisation or a group."""

    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place, the places that it is said to be in with the marks of that, and its latitude and longitude if given."""

    label: str
    within: tuple[Term, ...] = ()
    at: tuple[float, float] | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the pictures draw, sorted by node.

    ``speech`` is that of the picture, ``total`` is the number of acts that ``kg stats`` counts in the whole graph, ``told`` says what was asked for and how
    much that left out, ``about`` is the node that a picture is about.
    """

    documents: dict[Term, str]
    events: tuple[Event, ...]
    agents: dict[Term, Agent]
    places: dict[Term, Place]
    title: str = ""
    licence: str = ""
    total: int = 0
    told: str = ""
    about: Term = ""
    speech: Speech = IN_ENGLISH


class _Claim(NamedTuple):
    """A claim about a node: the aspect and value that it is about, empty if about the whole, and its mark."""

    aspect: str
    value: Term
    mark: Mark


_Claims = Mapping[Term, list[_Claim]]

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
SELECT DISTINCT ?event ?part ?role ?agent {
  ?event hr:involvement ?part . ?part hr:role ?role OPTIONAL { ?part hr:agent ?agent }
} ORDER BY ?event ?role ?agent ?part
"""
_CLAIMS = """
SELECT DISTINCT ?node ?aspect ?value ?certainty ?stance ?basis {
  ?claim hr:asserts ?node
  { ?node hr:modality ?modality } UNION { ?node a hr:Place }
  OPTIONAL { ?claim hr:aspect ?aspect } OPTIONAL { ?claim hr:value ?value }
  OPTIONAL { ?claim hr:certainty ?certainty } OPTIONAL { ?claim hr:stance ?stance } OPTIONAL { ?claim hr:basis ?basis }
} ORDER BY ?node ?aspect ?value ?certainty ?stance ?basis
"""
_LINKS = "SELECT DISTINCT ?node ?other { GRAPH ?graph { ?node @property ?other } } ORDER BY ?node ?other"
_TELLERS = """
SELECT DISTINCT ?event ?document {
  ?claim hr:asserts ?event ; hr:evidence/hr:document ?document . ?event hr:modality ?modality
} ORDER BY ?event ?document
"""
_LOCATED = """
SELECT ?place ?north ?east { ?place schema:latitude ?north ; schema:longitude ?east } ORDER BY ?place DESC(?north) DESC(?east)
"""
_HELD = """
SELECT ?document { ?document hr:held true FILTER NOT EXISTS { ?digest dct:source ?document } } ORDER BY ?document
"""
_GRAPH = """
SELECT ?title ?licence { ?graph a dcat:Dataset ; dct:title ?title OPTIONAL { ?graph dct:license ?licence } }
ORDER BY ?title ?licence LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class _Source:
    """What is read of a dataset before its events are put together."""

    names: Names
    classes: dict[Term, tuple[Term, ...]]
    claims: dict[Term, list[_Claim]] = field(default_factory=lambda: defaultdict(list))

    def marks(self, node: Term, aspect: str, value: Term = "") -> tuple[Mark, ...]:
        """The marks of the claims that a node has this value, or of those that give none for it."""
        about = [claim for claim in self.claims.get(node, ()) if claim.aspect == aspect]
        exact = [claim.mark for claim in about if claim.value == value]
        return in_order(exact or [claim.mark for claim in about if not claim.value])

    def links(self, name: str) -> dict[Term, tuple[Term, ...]]:
        """What each node is linked to by a property, or by any of several joined by ``|``."""
        return _many(self.names.dataset, _LINKS.replace("@property", name))


def read_facts(dataset: Dataset, speech: Speech = IN_ENGLISH) -> Facts:
    """Reads from a dataset all that the pictures draw, for a reader of a language."""
    source = _Source(Names(dataset, (speech.language,)), _many(dataset, _CLASSES))
    names, held = source.names, [document for (document,) in _rows(dataset, _HELD)]
    names.read([*held, *(node for node, found in source.classes.items() if _kind(found, _NAMED))])
    for node, aspect, value, *how in _rows(dataset, _CLAIMS):
        source.claims[node].append(_Claim(word(aspect), value, mark_of(*map(word, how))))
    agents = {node: kind for node, found in source.classes.items() if (kind := _kind(found, AGENTS))}
    title, licence = next(iter(_rows(dataset, _GRAPH)), ("", ""))
    events = _events(source, speech)
    return Facts(
        {document: _line(names.of(document)) for document in held},
        events,
        {node: Agent(_line(names.of(node)), kind) for node, kind in agents.items()},
        _places(source),
        _line(text_of(title)) if title else "",
        text_of(licence) if licence else "",
        sum(event.counted for event in events),
        speech=speech,
    )


def _places(source: _Source) -> dict[Term, Place]:
    located = {
        place: (float(text_of(north)), float(text_of(east)))
        for place, north, east in _rows(source.names.dataset, _LOCATED)
    }
    within = source.links("hr:within")
    return {
        node: Place(_line(source.names.of(node)), within.get(node, ()), located.get(node), _within(source, node))
        for node, found in source.classes.items()
        if "Place" in map(word, found)
    }


def _within(source: _Source, node: Term) -> tuple[Mark, ...]:
    return in_order(claim.mark for claim in source.claims.get(node, ()) if claim.aspect == "within")


def _events(source: _Source, speech: Speech) -> tuple[Event, ...]:
    dataset = source.names.dataset
    places, wholes = source.links("hr:place"), source.links("hr:partOf")
    related, tellers = source.links("hr:occasion|hr:aftermathOf|hr:relatedEvent"), _many(dataset, _TELLERS)
    parts, acts = _parts(source), counted_acts(dataset)
    return tuple(
        Event(
            node,
            _line(source.names.of(node)),
            _kind(source.classes.get(node, ()), KINDS),
            word(modality),
            speech.word(kind),
            text_of(date) if date else "",
            source.marks(node, "date", date) if date else (),
            _told(source, node, modality),
            tuple(Detail(place, source.marks(node, "place", place)) for place in places.get(node, ())),
            wholes.get(node, ()),
            related.get(node, ()),
            tuple(parts[node]),
            tellers.get(node, ()),
            node in acts,
        )
        for node, (modality, date, kind) in {row[0]: row[1:] for row in _rows(dataset, _EVENTS)}.items()
        if _kind(source.classes.get(node, ()), KINDS)  # a body or a law that does not exist yet has a modality too
    )


def _told(source: _Source, node: Term, modality: Term) -> tuple[Mark, ...]:
    """The marks of an event: of whoever tells of it, and of its modality where that is no plain fact."""
    whether = [mark for mark in source.marks(node, "modality", modality) if not mark.plain]
    return in_order([*source.marks(node, ""), *whether])


def _parts(source: _Source) -> dict[Term, list[Part]]:
    found: dict[Term, list[Part]] = defaultdict(list)
    for event, part, role, agent in _rows(source.names.dataset, _PARTS):
        found[event].append(Part(word(role), agent, source.marks(event, "involvement", part)))
    return found


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

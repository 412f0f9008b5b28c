"""Leads from the graph back to the file: to the record, and the entry in it, that a fault belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from kg.check.findings import Finding, Subject, as_finding
from kg.mapping import Origin
from kg.model.errors import ChronicleError, Location, Problem, nearest
from kg.model.files import read_text
from kg.model.message import Message
from kg.model.terms import Term, Triple, expand
from kg.model.vocabulary import CLASSES, CONCEPTS, LABELS, PREFIXES, PROPERTIES
from kg.records import Record
from kg.validation import Result

_START = re.compile(r"^( *)- +([a-z]+): *(.*?) *(?:#.*)?$")
_DOCUMENT = re.compile(r"^document: *(\S+)", re.MULTILINE)


@lru_cache(maxsize=64)
def lines_of(path: str) -> tuple[str, ...]:
    """The lines of a file; empty if it cannot be read as text."""
    try:
        return tuple(read_text(Path(path)).splitlines())
    except ChronicleError:
        return ()


def line_at(place: Location | None) -> str:
    """The line of a file at a place; empty if there is none."""
    lines = lines_of(place.path) if place and place.line else ()
    return lines[place.line - 1] if place and 0 < place.line <= len(lines) else ""


def subject_at(place: Location | None) -> Subject:
    """The record at a place in a file, found by how records begin, because the file may not be valid YAML."""
    if place is None:
        return Subject("", "")
    lines = lines_of(place.path)
    if place.path.endswith(".md"):
        named = _DOCUMENT.search("\n".join(lines[:40]))
        return Subject("document", named[1] if named else Path(place.path).parent.name, Location(place.path))
    starts = [(number, found) for number, line in enumerate(lines, 1) if (found := _START.match(line))]
    outer = min((len(found[1]) for _, found in starts), default=0)
    before = [(number, found) for number, found in starts if len(found[1]) == outer and number <= place.line]
    if not before:
        return Subject("", Path(place.path).name, Location(place.path))
    number, found = before[-1]
    return Subject(found[2], found[3].strip("\"'"), Location(place.path, number, found.start(2) + 1))


def subject_of(record: Record) -> Subject:
    """The record as the subject of findings."""
    if record.location.path.endswith(".md"):
        return Subject(record.kind.name, record.id, Location(record.location.path))
    return Subject(record.kind.name, record.id, record.location)


def finding_of(problem: Problem, language: str) -> tuple[Subject, Finding]:
    """A fault of reading or mapping as a finding, with the record that it is in."""
    return subject_at(problem.location), as_finding(problem, language, line=line_at(problem.location))


@dataclass(slots=True)
class Origins:
    """Which entry made each triple; looked up by triple, by node and property, by node, and by what points at it."""

    by_triple: Mapping[Triple, Origin]
    _by_path: dict[tuple[Term, Term], Origin] = field(default_factory=dict)
    _by_node: dict[Term, Origin] = field(default_factory=dict)
    _by_value: dict[tuple[Term, Term], Origin] = field(default_factory=dict)
    _pointing: dict[Term, Origin] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for (subject, predicate, value), origin in self.by_triple.items():
            self._by_path.setdefault((subject, predicate), origin)
            self._by_value.setdefault((subject, value), origin)
            self._by_node.setdefault(subject, origin)
            self._pointing.setdefault(value, origin)

    def find(self, result: Result) -> Origin | None:
        """The entry that a result is about: that of its value, else of its property, else of its node."""
        focus, path, value = result.focus, result.path, result.value
        return (
            self.by_triple.get((focus, path, value))
            or (self._by_value.get((focus, value)) if value and value != focus else None)
            or self._by_path.get((focus, path))
            or _entry_named(self._by_node.get(focus), result)
            or self._pointing.get(focus)
        )

    def of(self, node: Term) -> Record | None:
        """The record that made a node."""
        found = self._by_node.get(node)
        return found.record if found else None


def _entry_named(origin: Origin | None, result: Result) -> Origin | None:
    """The entry that a result without a property is about: that of the first of its keys that the record has."""
    if origin is None:
        return None
    written = origin.entry if isinstance(origin.entry, Record) else origin.entry.value
    if not isinstance(written, Record):
        return origin
    named = (written.first(key) for key in result.keys if key != "claims")
    return Origin(origin.record, next((entry for entry in named if entry), origin.entry))


def finding_of_result(
    result: Result,
    origin: Origin | None,
    short: Callable[[Term], str],
    elsewhere: Callable[[Term], Subject],
) -> tuple[Subject, Finding]:
    """A result of the shapes in the words of the file; ``short`` names a term, ``elsewhere`` a node that is not a record's."""
    wrong, remedy = result.message, result.remedy
    offers = offers_for(result)
    severity = result.kind.lower()
    if origin is None:
        subject = elsewhere(result.focus)
        key, value = short(result.path), short(result.value) if result.value != result.focus else ""
        return subject, Finding(severity, result.code, wrong, remedy, subject.location, key, value, offers, result)
    record, entry = origin
    if isinstance(entry, Record):
        key = next((key.name for key in record.kind.keys if result.path in map(expand, key.properties)), "")
        value = short(result.value) if result.value and result.value != result.focus else ""
    else:
        key, value = entry.key.name, entry.text
    place = entry.location
    return subject_of(record), Finding(severity, result.code, wrong, remedy, place, key, value, offers, result)


def offers_for(result: Result) -> tuple[str, ...]:
    """The English labels of the concepts with the spelling most similar to one that is in no vocabulary."""
    vocab = f"<{PREFIXES['vocab']}"
    value = result.value or result.focus
    if not value.startswith(vocab):
        return ()
    scheme, _, slug = value.removeprefix(vocab).rstrip(">").partition("/")
    slugs = CONCEPTS.get(scheme, {})
    if slug in slugs.values():
        return ()
    words = nearest(slug, slugs.values()) or nearest(slug.replace("-", " "), slugs)
    return tuple(LABELS.get(f"{scheme}/{word}", word) for word in words)


def undeclared(name: str, local: str, place: Location | None) -> Problem:
    """The problem that a term in the ontology's namespace is not declared."""
    offers = tuple(f"hr:{word}" for word in nearest(local, CLASSES if local[:1].isupper() else PROPERTIES))
    remedy = () if offers else Message("write a term that ontology/hr.ttl declares")
    found = Message("{term} is not a class or property of the ontology", term=name)
    return Problem("undeclared-term", found, remedy, place, offers)

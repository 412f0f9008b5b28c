"""Persons, organisations and places that have the same or nearly the same name, and no decision whether they are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from kg.model.errors import Problem
from kg.model.message import Message
from kg.model.terms import Term
from kg.records import Record
from kg.records.identity import Directory, Entity
from kg.records.likeness import Name, name_of
from kg.records.name_keys import common_form, keys
from kg.records.name_matching import are_alike

KINDS = ("person", "organization", "place")
_RELATIVES = ("spouse-of", "parent-of", "relative-of")


def called(record: Record) -> list[str]:
    """The names by which a person, organisation or place might be confused with another; none for a description."""
    if record.kind.name not in KINDS or record.text("named") == "false":
        return []
    variants = [part.value.text("name") for part in record.all("names") if isinstance(part.value, Record)]
    return [*dict.fromkeys((*(entry.text for entry in record.all("label")), *variants))]


def namesakes(directory: Directory, is_asked: Callable[[Entity], bool]) -> Iterator[Problem]:
    """A warning for each entity asked about with a name that an earlier one has too, or nearly has.

    It names the first such entity about which nothing is decided. Documents that the directory has not added yet are
    added if they have a name like it.
    """
    asked = [entity for entity in directory.opened() if is_asked(entity) and called(entity.record)]
    if not asked:
        return
    wanted = _Wanted.of(asked)
    for document, later in list(directory.later.items()):
        if any(wanted.is_like(kind, text) for kind, text in later.called):
            directory.open(document)
    for document, later in list(directory.later.items()):
        if "decision" in later.kinds:
            directory.open(document)
    mine = {entity.iri for entity in asked}
    known, decided = _Known(), _decided(directory)
    for entity in _ordered(entity for entity in directory.opened() if entity.iri not in mine):
        if any(wanted.is_like(entity.kind, text) for text in called(entity.record)):
            known.add(entity)
    for entity in _ordered(asked):
        for other, ours, theirs in known.like(entity):
            if frozenset((entity.iri, other.iri)) not in decided and not _are_told_apart(entity, other):
                yield _problem(entity, other, ours, theirs)
                break
        known.add(entity)


def add_namesakes(directory: Directory) -> None:
    """Adds the documents that the directory has not added yet and that have a name like that of anything else."""
    seen: dict[tuple[str, tuple[str, ...]], tuple[str, int]] = {}
    alike: set[str] = set()
    for entity in directory.opened():
        seen |= {(entity.kind, key): ("", 0) for text in called(entity.record) for key in _keys(entity.kind, text)}
    for document, later in directory.later.items():
        for number, (kind, text) in enumerate(later.called):
            for key in set(_keys(kind, text)):
                other = seen.setdefault((kind, key), (document, number))
                alike |= {document, other[0]} if other != (document, number) else set()
    for document in alike:
        directory.open(document)


def _ordered(entities: Iterable[Entity]) -> list[Entity]:
    """The entities of the authority files first, then in the order of the files."""
    return sorted(entities, key=lambda entity: (entity.document, entity.record.location))


class _Wanted(NamedTuple):
    """What names are compared with: the keys and words of those asked about, each with its kind."""

    keys: frozenset[tuple[str, tuple[str, ...]]]
    words: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, asked: Iterable[Entity]) -> Self:
        """The names of some entities."""
        names = [(entity, text) for entity in asked for text in called(entity.record)]
        return cls(
            frozenset((entity.kind, key) for entity, text in names for key in _keys(entity.kind, text)),
            frozenset((entity.kind, part) for entity, text in names for part in _parts(_name(entity.kind, text))),
        )

    def is_like(self, kind: str, text: str) -> bool:
        """Whether a name has a key in common with one of these; nearly always its words alone say no."""
        name = _name(kind, text)
        is_near = len(name.words) < 2 or any((kind, part) in self.words for part in _parts(name))  # noqa: PLR2004
        return (is_near or (kind, ("", name.joined)) in self.keys) and any(
            (kind, key) in self.keys for key in keys(name, loose=kind == "person")
        )


def _name(kind: str, text: str) -> Name:
    return name_of(text, body=kind == "organization")


def _parts(name: Name) -> Iterator[str]:
    """The words of a name, and what all their spellings have in common."""
    yield from name.words
    yield from map(common_form, name.words)


def _keys(kind: str, text: str) -> Iterator[tuple[str, ...]]:
    return keys(_name(kind, text), loose=kind == "person")


@dataclass(slots=True)
class _Known:
    """The names seen so far, by their keys."""

    by_key: dict[tuple[str, ...], list[tuple[Entity, str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, entity: Entity) -> None:
        for text in called(entity.record):
            for key in set(_keys(entity.kind, text)):
                self.by_key[entity.kind, *key].append((entity, text))

    def like(self, entity: Entity) -> Iterator[tuple[Entity, str, str]]:
        """Each entity with a name that may be that of another, with both names."""
        seen = {entity.iri}
        for text in called(entity.record):
            for key in sorted(set(_keys(entity.kind, text))):
                for other, theirs in self.by_key.get((entity.kind, *key), ()):
                    if other.iri not in seen and _may_be_one(entity.kind, text, theirs):
                        seen.add(other.iri)
                        yield other, text, theirs


def _may_be_one(kind: str, ours: str, theirs: str) -> bool:
    return are_alike(_name(kind, ours), _name(kind, theirs), loose=kind == "person")


def _decided(directory: Directory) -> set[frozenset[Term]]:
    """The pairs about which the authority files decide anything: that they are, may be or are not the same."""
    pairs: set[frozenset[Term]] = set()
    for entity in [entity for entity in directory.opened() if entity.kind == "decision"]:
        sides = [
            [
                found.iri
                for entry in entity.record.all(side)
                for found in directory.find(entry.text, (), entity.document)
            ]
            for side in ("left", "right")
        ]
        pairs.update(frozenset((left, right)) for left in sides[0] for right in sides[1])
    return pairs


def _are_told_apart(one: Entity, other: Entity) -> bool:
    """Whether records say themselves that two are not one: relatives, or places within different places."""
    for here, there in ((one, other), (other, one)):
        names = {there.local, there.short, *there.names}
        if any(entry.text in names for key in (*_RELATIVES, "within") for entry in here.record.all(key)):
            return True
    within = [{entry.text for entry in entity.record.all("within")} for entity in (one, other)]
    return all(within) and within[0].isdisjoint(within[1])


def _problem(entity: Entity, other: Entity, ours: str, theirs: str) -> Problem:
    place = str(other.record.location)
    found = Message(
        '"{name}" and "{other}", {id} at {place}, may be one {kind}',
        name=ours,
        other=theirs,
        id=other.local,
        place=place,
        kind=entity.kind,
    )
    if ours == theirs:
        found = Message(
            '"{name}" is also the name of {id} at {place}: they may be one {kind}',
            name=ours,
            id=other.local,
            place=place,
            kind=entity.kind,
        )
    remedy = Message(
        "if they are one, keep one record in the authority files; otherwise write a decision there: left: {left}, "
        "right: {right}, with verdict, ground and decider",
        left=other.local,
        right=entity.local,
    )
    return Problem("similar-names", found, remedy, entity.record.location, (), entity.kind, entity.record.id, "warning")

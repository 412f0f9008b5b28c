"""What is erased with a person or a document: whole records, single mentions, and entries that only they needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.build.reading import Read
from kg.mapping import Source
from kg.model.errors import Location
from kg.model.kinds import by_name
from kg.model.terms import Term
from kg.records import Field, Quote, Record, Reference
from kg.records.identity import Entity, claim_id
from kg.records.names import Names

SPEAKERS = ("claimant", "made-by", "creator")
"""Keys that say who makes a statement: without one it would be ascribed to the document's authors, who did not make it."""

_VICTIM_KEYS = tuple(key.name for key in by_name()["act"].keys if key.shortcut == "hr:victim")
_ROLE_KEYS = tuple(key.name for key in by_name()["act"].keys if key.role)
_STATED_KEYS = tuple(key.name for key in by_name()["fact"].keys if key.on == "node" and key.name != "of")
_ABOUT: dict[str, tuple[tuple[str, ...], ...]] = {
    "act": (_VICTIM_KEYS,),
    "assessment": (("concerns",),),
    "claim": (("asserts",), ("value",)),
    "fact": (_STATED_KEYS,),
    "intervention": (_ROLE_KEYS,),
    "involvement": (("agent",),),
    "name": (("in",),),
    "proceeding": ((*_VICTIM_KEYS, "defendant"),),
    "recommendation": (("concerns",),),
}
"""By kind: groups of keys that say whom a record is about. It is erased if everything named by one group is erased.

A record is also erased if it loses the last value of a required key.
"""
_DEPENDENT = ("group", "organization", "person", "place")
"""Kinds that are erased if they lose their last reference: they were recorded because of who is forgotten."""


@dataclass(slots=True)
class Effect:
    """The effect on a record: it is erased, or loses some values, or has a speaker who is no longer named."""

    gone: bool = False
    dropped: list[Field] = field(default_factory=list)
    withheld: list[Field] = field(default_factory=list)
    without_decider: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A record of the project, the id of its document (empty: an authority file), and its entity."""

    record: Record
    document: str
    entity: Entity


@dataclass(slots=True)
class Erasure:
    """The effect on every record if some entities are erased, and with them the records of some ``documents``.

    ``roots`` are entities that the settings name: they stay even if no record refers to them any more.
    """

    read: Read
    gone: set[Term]
    documents: set[str]
    names: Names
    roots: frozenset[Term] = frozenset()
    unreferenced: list[Held] = field(default_factory=list)
    """Shared entries that stay although nothing refers to them any more: it is unknown whether they concern anybody else."""
    held: list[Held] = field(default_factory=list)
    effects: dict[int, Effect] = field(default_factory=dict)
    _found: dict[int, Term] = field(default_factory=dict)

    def __post_init__(self) -> None:
        entities = {id(entity.record): entity for entity in self.read.directory.entities()}
        records = [(record, "") for record in self.read.authorities]
        records += [(record, source.id) for source in self.read.sources for record in source.records]
        self.held = [Held(record, document, entities[id(record)]) for record, document in records]
        for one in self.held:
            if one.document in self.documents:
                self._take(one)
        before = self._referrers()
        while self._update_effects() or self._take_unreferenced(before):
            pass

    def is_gone(self, one: Held) -> bool:
        """Whether a record is erased."""
        return one.entity.iri in self.gone

    def loses(self, one: Held) -> bool:
        """Whether a record stays and loses values, or names somebody who is withheld."""
        effect = self.effects.get(id(one.record))
        return bool(effect and (effect.dropped or effect.withheld)) and not self.is_gone(one)

    def referred(self, one: Held) -> list[Entity]:
        """What a record refers to."""
        iris = {self._referent(entry, one.document) for entry in _all_fields(one.record, set())} - {""}
        return [other.entity for other in self.held if other.entity.iri in iris]

    def near(self) -> set[Term]:
        """What stays and is told of by a record that goes, or loses something: an event, a group, a posting, a relative."""
        found = {one.entity.iri for one in self.held if self.loses(one)}
        for one in self.held:
            if self.is_gone(one):
                found |= {self._referent(entry, one.document) for entry in _all_fields(one.record, set())}
        return found - self.gone

    def quotes(self, document: str, *, gone: bool) -> list[Quote]:
        """The words of a document that are quoted by records that are erased, or by those that stay."""
        found = []
        for one in self.held:
            if one.document == document:
                effect = self.effects.get(id(one.record), Effect())
                dropped = {id(entry) for entry in effect.dropped}
                found += [quote for quote, away in _quotes(one.record, dropped, self.is_gone(one)) if away == gone]
        return found

    def _update_effects(self) -> bool:
        """Works out all effects once; gives whether anything more is erased."""
        before = len(self.gone)
        for one in self.held:
            if not self.is_gone(one):
                effect = self._effect(one.record, one.document)
                self.effects[id(one.record)] = effect
                if effect.gone:
                    self._take(one)
                for entry in effect.dropped:
                    if isinstance(entry.value, Record) and entry.value.kind.name == "claim":
                        self.gone.add(self._claim(one, entry.value))
        return len(self.gone) > before

    def _take(self, one: Held) -> None:
        self.gone.add(one.entity.iri)
        self.gone.add(self.read.directory.mint("claim", one.entity.local))
        for entry in one.record.all("claims"):
            if isinstance(entry.value, Record):
                self.gone.add(self._claim(one, entry.value))

    def _claim(self, one: Held, nested: Record) -> Term:
        return self.read.directory.mint("claim", f"{one.entity.local}.{claim_id(nested)}")

    def _referent(self, entry: Field, document: str) -> Term:
        """The IRI that a reference means; empty for anything else."""
        if id(entry) not in self._found:
            found = self.read.directory.resolve(entry, document) if isinstance(entry.value, Reference) else None
            self._found[id(entry)] = found.iri if isinstance(found, Entity) else ""
        return self._found[id(entry)]

    def _effect(self, record: Record, document: str, owner: Record | None = None, lost: Iterable[str] = ()) -> Effect:
        effect = Effect()
        left: dict[str, int] = defaultdict(int)
        parts: list[tuple[Field, Effect]] = []
        for entry in record.fields:
            if isinstance(entry.value, Record) and entry.key.name == "claims":
                continue
            part = self._effect(entry.value, document, record) if isinstance(entry.value, Record) else None
            named = entry.key.name == "in" and entry.text in self.documents
            if (part and part.gone) or named or self._referent(entry, document) in self.gone:
                effect.dropped.append(entry)
            else:
                left[entry.key.name] += 1
                if part:
                    parts.append((entry, part))
        had = {entry.key.name for entry in record.fields}
        away = {name for name in had if name != "claims" and not left[name]}
        self._withhold_speakers(effect, record, document, away)
        effect.without_decider = "decider" in away
        effect.gone = self._is_erased(record, away - {"decider"}, had, owner, set(lost))
        for entry in record.all("claims"):
            if isinstance(entry.value, Record):
                part = self._effect(entry.value, document, record, away)
                if part.gone:
                    effect.dropped.append(entry)
                else:
                    parts.append((entry, part))
        for _, part in parts:
            effect.dropped += part.dropped
            effect.withheld += part.withheld
        return effect

    def _withhold_speakers(self, effect: Effect, record: Record, document: str, away: set[str]) -> None:
        """If all speakers are erased, one stays as a person whose name is withheld; the authority files need none."""
        for name in SPEAKERS:
            if name in away and document:
                first = record.all(name)[0]
                effect.dropped = [entry for entry in effect.dropped if entry is not first]
                effect.withheld.append(first)
                away.discard(name)

    def _is_erased(self, record: Record, away: set[str], had: set[str], owner: Record | None, lost: set[str]) -> bool:
        kind = record.kind
        if any(key.required and key.name in away for key in kind.keys):
            return True
        for group in _ABOUT.get(kind.name, ()):
            named = had & set(group)
            if named and named <= away:
                return True
        if owner and kind.name == "claim" and record.text("about") in lost and "value" not in had:
            return True
        if kind.name == "event" and had & set(_ROLE_KEYS) and had & set(_ROLE_KEYS) <= away:
            return bool(self.names.find(record.text("label")))
        return bool(had) and had <= away

    def _referrers(self) -> dict[Term, set[Term]]:
        """The entities that now refer to each entity; a decision that two are the same is not a reason to keep either."""
        found: dict[Term, set[Term]] = defaultdict(set)
        for one in self.held:
            effect = self.effects.get(id(one.record), Effect())
            if one.record.kind.name != "decision" and (not self.effects or not self.is_gone(one)):
                dropped = {id(entry) for entry in effect.dropped}
                for entry in _all_fields(one.record, dropped):
                    if meant := self._referent(entry, one.document):
                        found[meant].add(one.entity.iri)
                    elif entry.key.name == "in" and entry.text not in (self.documents if self.effects else ()):
                        found[one.entity.iri].add(self.read.directory.mint("document", entry.text))
        for iri in self.roots:
            found[iri].add("<urn:settings>")
        return found

    def _take_unreferenced(self, before: dict[Term, set[Term]]) -> bool:
        """Erases what was recorded only because of what is erased; gives whether there was anything."""
        now = self._referrers()
        self.unreferenced, more = [], False
        for one in self.held:
            if self.is_gone(one) or not before[one.entity.iri] - {one.entity.iri}:
                continue
            if now[one.entity.iri] - {one.entity.iri}:
                continue
            if self._is_dependent(one):
                self._take(one)
                more = True
            elif not one.document:
                self.unreferenced.append(one)
        return more

    def _is_dependent(self, one: Held) -> bool:
        kind = one.record.kind.name
        if not one.document:
            named = kind == "place" and any(self.names.find(text) for text in one.entity.names)
            return named or bool(self.documents)
        return kind in _DEPENDENT and (kind != "person" or one.record.text("named") == "false")


def _all_fields(record: Record, dropped: set[int]) -> Iterator[Field]:
    for entry in record.fields:
        if id(entry) not in dropped:
            yield entry
            if isinstance(entry.value, Record):
                yield from _all_fields(entry.value, dropped)


def _quotes(record: Record, dropped: set[int], away: bool) -> Iterator[tuple[Quote, bool]]:
    """Every quote of a record and its parts, and whether it is erased."""
    for entry in record.fields:
        gone = away or id(entry) in dropped
        if isinstance(entry.value, Quote):
            yield entry.value, gone
        elif isinstance(entry.value, Record):
            yield from _quotes(entry.value, dropped, gone)


def free_texts(record: Record) -> Iterator[tuple[str, str, Location]]:
    """The free texts of a record and its parts: key, text and place."""
    for part in parts_of(record):
        for entry in part.fields:
            if entry.key.reads in ("text", "verbatim") and isinstance(entry.value, str):
                yield entry.key.name, entry.text, entry.location


def parts_of(record: Record) -> Iterator[Record]:
    """A record and its parts."""
    yield record
    for entry in record.fields:
        if isinstance(entry.value, Record):
            yield from parts_of(entry.value)


def folder_of(source: Source) -> str:
    """The folder of a document, as shown in messages."""
    return source.document.path.rpartition("/")[0]

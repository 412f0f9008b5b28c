"""Withholds what is not public: the records as others may see them, without what is withheld and all that rests on it.

A reference to a withheld agent becomes one to an unnamed agent of the same kind, another in each document unless the
project wants one, so that nobody can follow one person from document to document; any other reference is left out, and
so is a record that says nothing without it. A key that is withheld is left out with the claims on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from kg.model.errors import Location
from kg.model.kinds import AGENTS, needed
from kg.model.terms import Term
from kg.records.access import PUBLIC, Access, is_relation, key_levels, level_of, may_see, strictest
from kg.records.identity import Directory, Entity, claim_id
from kg.records.model import Field, Record, Reference
from kg.records.private_keys import PrivateKeys
from kg.records.stand_ins import Pseudonyms, is_small, stand_in

Units = Mapping[str, Iterable[Record]]
"""Records by the id of their document, empty for the authority files; a document's own record comes first."""

_MEMBERSHIP = ("member-of", "subset-of")
"""What an unnamed agent keeps: without it, stats would count a member again beside the group."""

_DEPENDENT = {
    "assessment": ("concerns", "derived-from"),
    "claim": ("asserts", "value", "derived-from"),
    "decision": ("left", "right"),
    "fact": ("of",),
    "posting": ("holder", "organization"),
    "quantity": ("derived-from",),
    "recommendation": ("derived-from",),
}
"""Keys without which a record says nothing, or says it of somebody withheld: those of any other kind are its required ones."""


_WITHOUT_STAND_INS = ("posting", "quantity")
"""Kinds that refer to nobody rather than to an unnamed agent: an office gives its holder away."""


class Public(NamedTuple):
    """What others may see: records by document, with the unnamed agents among those of the authority files.

    ``withheld`` are the entities left out, ``left_out`` counts the records that are not public by level, ``dependent``
    those that say nothing without them, ``keys`` are those withheld of each record, and ``changed`` are the
    documents that lost anything. ``hidden`` are the IRIs of the records and claims left out.
    """

    records: Mapping[str, tuple[Record, ...]]
    withheld: tuple[Entity, ...]
    left_out: Counter[str]
    dependent: int
    changed: frozenset[str]
    stand_ins: Mapping[tuple[str, Term], str]
    keys: Mapping[Term, frozenset[str]] = MappingProxyType({})
    hidden: frozenset[Term] = frozenset()


_UNKNOWN = Pseudonyms()
"""Pseudonyms that are good enough where none is shown."""


def is_withheld(units: Units) -> bool:
    """Whether anything in the records is not public."""
    return any(_has_level(record) for records in units.values() for record in records)


def withhold(
    units: Units,
    directory: Directory,
    *,
    language: str,
    documentalist: Term = "",
    access: Access = PUBLIC,
    pseudonyms: Pseudonyms = _UNKNOWN,
) -> Public:
    """The part of some records that may be seen with an access; the directory has all entities that they refer to.

    A withheld ``documentalist`` gets an unnamed agent too.
    """
    given = {document: tuple(records) for document, records in units.items()}
    work = _Withholding(directory, language, given, documentalist, access, pseudonyms)
    work.mark()
    while work.spread():
        pass
    return work.public()


def _has_level(record: Record) -> bool:
    return any(level != PUBLIC for level in (level_of(record), *key_levels(record).values())) or any(
        isinstance(entry.value, Record) and _has_level(entry.value) for entry in record.all("claims")
    )


@dataclass(slots=True)
class _Withholding:
    """The work on one project: ``hidden`` are the IRIs withheld, of records and of claims."""

    directory: Directory
    language: str
    units: Mapping[str, tuple[Record, ...]]
    documentalist: Term = ""
    access: Access = PUBLIC
    pseudonyms: Pseudonyms = _UNKNOWN
    hidden: set[Term] = field(default_factory=set)
    private: PrivateKeys = field(init=False)
    levels: Counter[str] = field(default_factory=Counter)
    dependent: int = 0
    names: dict[tuple[str, Term], str] = field(default_factory=dict)
    """The ids of the unnamed agents, by scope of the pseudonym and by whom they stand for."""
    stood_for: dict[str, Entity] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.private = PrivateKeys(self.access, self._entity)

    def mark(self) -> None:
        """Withholds each record, document and nested claim that may not be seen."""
        for document, records in self.units.items():
            above = level_of(records[0]) if document and records else PUBLIC
            for record in records:
                level = strictest(above, level_of(record))
                is_shown = may_see(self.access, level)
                if not is_shown:
                    self.levels[level] += 1
                    self._hide(record, document)
                else:
                    self.private.note(record, self._iri(record, document))
                for claim in _nested(record):
                    if is_shown and not may_see(self.access, level_of(claim)):
                        self.levels[level_of(claim)] += 1
                        self.hidden.add(self._claim(record, document, claim))

    def spread(self) -> bool:
        """Withholds each record that says nothing without what is withheld; gives whether there was one."""
        before = len(self.hidden)
        for document, record in self._visible():
            for claim in _nested(record):
                if self._claim(record, document, claim) not in self.hidden and self._is_empty(claim, record, document):
                    self.dependent += 1
                    self.hidden.add(self._claim(record, document, claim))
            if self._reduced(record, document) is None:
                self.dependent += 1
                self._hide(record, document)
        return len(self.hidden) > before

    def public(self) -> Public:
        """The records that are left, without references to the others."""
        self.names.clear()
        self.stood_for.clear()
        left: dict[str, list[Record]] = {document: [] for document in self.units if not self._is_hidden(document)}
        changed = {document for document in self.units if document not in left}
        for document, record in self._visible():
            reduced = self._reduced(record, document)
            if reduced and document in left:
                left[document].append(reduced)
        for document, records in left.items():
            if list(self.units[document]) != records:
                changed.add(document)
        withheld = tuple(entity for entity in self.directory.entities() if entity.iri in self.hidden)
        for entity in withheld:
            if entity.iri == self.documentalist:
                self._stand_in(entity, "")
        unnamed = [self._unnamed(name) for name in sorted(self.stood_for)]
        if unnamed:
            left[""] = [*left.get("", ()), *unnamed]
            changed.add("")
        shown = {document: tuple(found) for document, found in left.items()}
        lost = self.levels, self.dependent, frozenset(changed)
        return Public(shown, withheld, *lost, dict(self.names), self.private.by_record, frozenset(self.hidden))

    # ── What is withheld ─────────────────────────────────────────────────────────────────────────────────────

    def _visible(self) -> Iterator[tuple[str, Record]]:
        for document, records in self.units.items():
            for record in records:
                if self._iri(record, document) not in self.hidden:
                    yield document, record

    def _is_hidden(self, document: str) -> bool:
        """Whether a document is withheld as a whole; the authority files never are."""
        return bool(document) and self.directory.mint("document", document) in self.hidden

    def _hide(self, record: Record, document: str) -> None:
        self.hidden.add(self._iri(record, document))
        if record.kind.claimed or record.kind.name == "assessment":
            self.hidden.add(self.directory.mint("claim", self._local(record, document)))
        self.hidden |= {self._claim(record, document, claim) for claim in _nested(record)}

    def _local(self, record: Record, document: str) -> str:
        return f"{document}.{record.id}" if document and record.kind.name != "document" else record.id

    def _iri(self, record: Record, document: str) -> Term:
        return self.directory.mint(record.kind.name, self._local(record, document))

    def _claim(self, record: Record, document: str, claim: Record) -> Term:
        return self.directory.mint("claim", f"{self._local(record, document)}.{claim_id(claim)}")

    def _target(self, entry: Field, document: str) -> Entity | None:
        """The withheld entity that a field refers to, if it does."""
        if not isinstance(entry.value, Reference):
            return None
        found = self._entity(entry, document)
        return found if found and found.iri in self.hidden else None

    def _entity(self, entry: Field, document: str) -> Entity | None:
        """The one entity that a reference means."""
        found = self.directory.find(entry.text, entry.key.of, document)
        return found[0] if len(found) == 1 else None

    # ── What is left ─────────────────────────────────────────────────────────────────────────────────────────

    def _reduced(self, record: Record, document: str) -> Record | None:
        """The record without what is withheld; ``None`` if it says nothing then."""
        if self.private.is_rested_on(record, document):
            return None
        keys = self.private.in_record(record, document)
        private = [claim for claim in _nested(record) if self._claim(record, document, claim) in self.hidden]
        fields: list[Field] = []
        for entry in record.fields:
            if entry.value in private or any(self._is_claimed(entry, claim, document) for claim in private):
                continue
            if self.private.withholds(entry, keys, document):
                continue
            kept = self._field(entry, record, document)
            if kept:
                fields.append(kept)
        if fields == list(record.fields):
            return record
        reduced = record._replace(fields=tuple(fields))
        return None if self._says_nothing(record, reduced, document) else reduced

    def _says_nothing(self, record: Record, reduced: Record, document: str) -> bool:
        kind = record.kind
        for name in _DEPENDENT.get(kind.name, ()):
            whole = name == "concerns"  # what concerns others too still says something of them
            gone = [self._is_gone(entry, document) for entry in record.all(name)]
            if gone and (all(gone) if whole else any(gone)):
                return True
        if kind.claimed and any(self._is_gone(entry, document) for entry in record.all("derived-from")):
            return True
        required: list[tuple[str, ...]] = [(key.name,) for key in kind.keys if key.required]
        required += [tuple(key.name for key in keys) for keys in needed(kind)]
        if any(any(map(record.first, names)) and not any(map(reduced.first, names)) for names in required):
            return True
        return kind.name == "fact" and not any(
            entry.key.on == "node" and entry.key.name != "of" for entry in reduced.fields
        )

    def _is_gone(self, entry: Field, document: str) -> bool:
        """Whether a field refers to what is withheld, in itself or in its parts, and is not about an agent's role."""
        if isinstance(entry.value, Record):
            return self._field(entry, entry.value, document) is None
        return self._target(entry, document) is not None

    def _field(self, entry: Field, owner: Record, document: str) -> Field | None:
        """A field without what is withheld; ``None`` if nothing is left of it."""
        if isinstance(entry.value, Record):
            return self._part(entry, entry.value, document)
        if entry.key.reads == "document":
            head = self.directory.mint("document", entry.text)
            return None if head in self.hidden else entry
        target = self._target(entry, document)
        if target is None:
            return self.private.renamed(entry, document)
        if target.kind not in AGENTS or is_relation(entry.key) or owner.kind.name in _WITHOUT_STAND_INS:
            return None
        name = self._stand_in(target, document)
        return entry._replace(value=Reference(name), text=name)

    def _part(self, entry: Field, nested: Record, document: str) -> Field | None:
        reduced = self._reduced(nested, document)
        if reduced is nested:
            return entry
        if reduced is None or not reduced.fields:
            return None
        if nested.kind.name == "name" and nested.first("in") and not reduced.first("in"):
            return None  # only documents that are withheld have this name
        return entry._replace(value=reduced, text="")

    def _is_claimed(self, entry: Field, claim: Record, document: str) -> bool:
        """Whether a withheld claim is what states a value of its record."""
        if entry.key.name != claim.text("about") or entry.key.name == "claims":
            return False
        given = claim.first("value")
        return given is None or self._meant(given, document) == self._meant(entry, document)

    def _meant(self, entry: Field, document: str) -> object:
        """What a value means, whichever way it is written: the entities that it refers to, else its term."""
        if isinstance(entry.value, Record):
            parts = [(part.key.name, self._meant(part, document)) for part in entry.value.fields]
            return frozenset(part for part in parts if part[0] == "agent") or frozenset(parts)
        if isinstance(entry.value, Reference):
            entity = self._entity(entry, document)
            return entity.iri if entity else entry.text
        return entry.value

    def _is_empty(self, claim: Record, owner: Record, document: str) -> bool:
        """Whether a nested claim has lost the value that it is about."""
        if self._reduced(claim, document) is None:
            return True
        about = claim.text("about")
        reduced = self._reduced(owner, document)
        return bool(about and not claim.first("value") and owner.first(about) and reduced and not reduced.first(about))

    # ── Unnamed agents ───────────────────────────────────────────────────────────────────────────────────────

    def _stand_in(self, entity: Entity, document: str) -> str:
        """The id of the unnamed agent that stands for somebody in a document."""
        scope = self.pseudonyms.scope(document)
        found = self.names.get((scope, entity.iri))
        if found is None:
            found = self.names[scope, entity.iri] = f"withheld-{self.pseudonyms.of(entity.iri, scope)}"
            self.stood_for[found] = entity
        return found

    def _unnamed(self, name: str) -> Record:
        entity = self.stood_for[name]
        private = key_levels(entity.record)
        kept = []
        for entry in (entry for key in _MEMBERSHIP if key not in private for entry in entity.record.all(key)):
            whole = self._entity(entry, entity.document)
            if whole and whole.iri not in self.hidden and not is_small(whole.record):
                kept.append(entry._replace(value=Reference(whole.local), text=whole.local, location=Location("")))
        return stand_in(entity, name, language=self.language, kept=kept)


def _nested(record: Record) -> Iterator[Record]:
    """The claims within a record."""
    return (entry.value for entry in record.all("claims") if isinstance(entry.value, Record))

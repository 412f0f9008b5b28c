"""The directory of entities, by id and by name, so that a record can refer to them by either."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from kg.model import terms
from kg.model.errors import Location, Problem, nearest
from kg.model.message import Message, Words, both, either
from kg.model.terms import Term
from kg.records import Field, Record
from kg.records.likeness import blurred, spelt_words


class Entity(NamedTuple):
    """Something that a record can refer to; ``document`` is empty for entities of the authority files."""

    iri: Term
    kind: str
    local: str
    document: str
    record: Record

    @property
    def short(self) -> str:
        """The id within its document."""
        return self.local.removeprefix(f"{self.document}.") if self.document else self.local

    @property
    def labels(self) -> list[str]:
        """Its label or title, one per language."""
        return _labels(self.record)

    @property
    def names(self) -> list[str]:
        """All its names: labels, titles and variants."""
        return _labels(self.record) + _variants(self.record)


def _labels(record: Record) -> list[str]:
    return [entry.text for name in ("label", "title") for entry in record.all(name)]


def _variants(record: Record) -> list[str]:
    """The other names of a record, as documents write them."""
    return [part.value.text("name") for part in record.all("names") if isinstance(part.value, Record)]


class Later(NamedTuple):
    """A document that was read before; its records are added only when one of them is needed.

    ``called`` are the names of all that might be confused with others, each with its kind; ``kinds`` are those of its
    records.
    """

    records: Callable[[], Iterable[Record]]
    called: Collection[tuple[str, str]] = ()
    kinds: Collection[str] = ()


@dataclass(slots=True)
class Directory:
    """All entities of a project; ``base`` is the IRI under which they are minted.

    ``later`` are the documents not added yet, by id; ``wholes`` read the records of those (an empty id is that of the
    authority files) of which only what others refer to has been added. ``asked`` collects every id and name looked up.
    """

    base: str
    by_id: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    later: dict[str, Later] = field(default_factory=dict)
    wholes: dict[str, Callable[[], Iterable[Record]]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def mint(self, segment: str, local: str) -> Term:
        """The IRI of a node; ``segment`` is its kind."""
        return terms.iri(f"{self.base}{segment}/{local}")

    def add(self, records: Iterable[Record], document: str = "") -> Iterator[Problem]:
        """Adds records; gives a problem for each id that is taken."""
        for record in records:
            if record.kind.name == "document":
                self.open(record.id)
            local = f"{document}.{record.id}" if document and record.kind.name != "document" else record.id
            entity = Entity(self.mint(record.kind.name, local), record.kind.name, local, document, record)
            for other in self.by_id[local]:
                if other.kind == entity.kind or document:
                    remedy = Message(
                        "the other is at {place}; give one of them another id", place=str(other.record.location)
                    )
                    yield Problem(
                        "duplicate-id", Message('the id "{id}" is taken', id=record.id), remedy, record.location
                    )
            self.by_id[local].append(entity)
            if document:
                self.by_id[f"{document}#{record.id}"].append(entity)
            for name in dict.fromkeys(entity.names):
                self.by_name[name].append(entity)
            for local_claim, place in _claims(record, local):
                claim = Entity(self.mint("claim", local_claim), "claim", local_claim, document, record)
                if self.by_id[f"claim {local_claim}"] and local_claim != local:
                    found = Message(
                        'two claims within one record have the id "{id}"', id=local_claim.removeprefix(f"{local}.")
                    )
                    yield Problem(
                        "duplicate-id", found, Message("give each an id of its own: id: first-account"), place
                    )
                self.by_id[f"claim {local_claim}"].append(claim)

    def find(self, text: str, kinds: tuple[str, ...], document: str = "") -> list[Entity]:
        """The entities of these kinds that an id or name can mean; an id of the document itself takes precedence."""
        self.asked |= {text, f"{document}.{text}"}
        self.open(text.partition(".")[0])
        for source, key in (
            (self.by_id, f"{document}#{text}"),
            (self.by_id, text),
            (self.by_id, f"claim {document}.{text}"),
            (self.by_id, f"claim {text}"),
        ):
            found = [entity for entity in source.get(key, ()) if not kinds or entity.kind in kinds]
            if found:
                return found
        named = [entity for entity in self.by_name.get(text, ()) if not kinds or entity.kind in kinds]
        return [entity for entity in named if entity.document in ("", document)]

    def resolve(self, entry: Field, document: str = "") -> Entity | Problem:
        """The one entity that a field refers to, or a problem if there is none or more than one."""
        kinds = entry.key.of
        found = self.find(entry.text, kinds, document)
        if len(found) == 1:
            return found[0]
        wanted = either(*kinds) if kinds else Message("record")
        if found:
            remedy: Words = Message("use its id: {ids}", ids=", ".join(_told_apart(found)))
            own = {entity.short for entity in found if entity.document}
            if hidden := [entity.local for entity in found if not entity.document and entity.local in own]:
                remedy = Message("give one of them another id: {id} alone means the document's own", id=hidden[0])
            return Problem(
                "ambiguous-reference",
                Message('"{name}" can mean {count} entities', name=entry.text, count=len(found)),
                remedy,
                entry.location,
                key=entry.key.name,
                value=entry.text,
            )
        fitting = [entity for entity in self.entities() if not kinds or entity.kind in kinds]
        if elsewhere := [entity for entity in fitting if entry.text in (entity.short, *entity.names)]:
            return _elsewhere(entry, elsewhere)
        within = [entity for entity in fitting if entity.document in ("", document)]
        known = [name for entity in within for name in entity.names]
        known += [entity.short for entity in within if entity.document == document and kinds]
        missing = Message('no {kinds} is called "{name}"', kinds=wanted, name=entry.text)
        remedy = Message("write the label or id of one that exists, or add it")
        return Problem(
            "unknown-reference", missing, remedy, entry.location, nearest(entry.text, known), entry.key.name, entry.text
        )

    def entities(self) -> Iterator[Entity]:
        """Every entity once, in no particular order."""
        for document in list(self.later):
            self.open(document)
        return self.opened()

    def opened(self) -> Iterator[Entity]:
        """Every entity except those of documents not added yet; shared ones are always included."""
        for key, found in self.by_id.items():
            if "#" not in key and not key.startswith("claim "):
                yield from found

    def whole(self, entity: Entity) -> Record:
        """The record of an entity with all that it says, also where only what others refer to has been added."""
        if read := self.wholes.get(entity.document):
            return next((r for r in read() if (r.kind.name, r.id) == (entity.kind, entity.short)), entity.record)
        return entity.record

    def shared(self, kind: str, texts: Iterable[str]) -> Iterator[Entity]:
        """The entities of a kind in the authority files that have one of these ids or names."""
        found = (entity for text in texts for by in (self.by_id, self.by_name) for entity in by.get(text, ()))
        return (entity for entity in found if entity.kind == kind and not entity.document)

    def open(self, document: str) -> None:
        """Adds the records of a document that was not added yet."""
        if found := self.later.pop(document, None):
            list(self.add(found.records(), document))


def _told_apart(entities: Collection[Entity]) -> Iterator[str]:
    """The id of each entity, with that of its document where two have the same, and with its place where even that is the same."""
    short = Counter((entity.short, entity.kind) for entity in entities)
    whole = Counter((entity.local, entity.kind) for entity in entities)
    for entity in entities:
        ident = entity.short if short[entity.short, entity.kind] == 1 else entity.local
        place = "" if whole[entity.local, entity.kind] == 1 else f", {entity.record.location}"
        yield f"{ident} ({entity.kind}{place})"


def _elsewhere(entry: Field, found: list[Entity]) -> Problem:
    """The problem that only other documents have something of this name or id."""
    documents = sorted({entity.document for entity in found})
    missing = Message(
        '"{name}" is a {kind} of document {documents}',
        name=entry.text,
        kind=either(*dict.fromkeys(entity.kind for entity in found)),
        documents=both(*documents),
    )
    remedy = Message(
        "write its id, {ids}, or move it to the authority files, which all documents share",
        ids=either(*(entity.local for entity in found)),
    )
    return Problem("unknown-reference", missing, remedy, entry.location, (), entry.key.name, entry.text)


def _claims(record: Record, local: str) -> Iterator[tuple[str, Location]]:
    """The ids of the claims that a record contains, and the place of each."""
    if record.kind.claimed:
        yield local, record.location
        for entry in record.all("claims"):
            if isinstance(entry.value, Record):
                yield f"{local}.{claim_id(entry.value)}", entry.location


def claim_locals(record: Record, local: str) -> Iterator[str]:
    """The ids of the claims that a record with this id contains."""
    return (claim for claim, _ in _claims(record, local))


def claim_id(claim: Record) -> str:
    """The id of a nested claim within its record: its own, or else the key that it is about."""
    return claim.id or claim.text("about") or "claim"


def person_names(records: Iterable[Record]) -> list[str]:
    """The names of all persons; the label of an unnamed person is a description, not a name, but variants always count."""
    people = [record for record in records if record.kind.name == "person"]
    named = (_labels(record) if record.text("named") != "false" else [] for record in people)
    return [name for record, labels in zip(people, named, strict=True) for name in (*labels, *_variants(record))]


_SHORTEST, _INFLECTED, _SOUNDED, _LONG = 3, 4, 5, 8
"""How many letters a word of a name needs: to be looked for, with an -s, in other transliterations, in a longer word."""


def _name_words(names: Iterable[str]) -> dict[str, str]:
    """What an id may not contain, with the name that it comes from: words in Latin letters, by sound (~), and run together."""
    found: dict[str, str] = {}
    for name in names:
        spelt = [word.strip(".") for word in spelt_words(name)]
        words = [word for word in spelt if len(word) >= _SHORTEST and word.isalpha()]
        joined = ["".join(pair) for pair in permutations(words, 2)]
        plurals = [f"{word}s" for word in words if len(word) >= _INFLECTED]
        sounds = [f"~{blurred(word)}" for word in words if len(word) >= _SOUNDED]
        for token in (*words, *joined, *plurals, *sounds):
            found.setdefault(token, name)
    return found


@lru_cache(1 << 16)
def _tokens(word: str) -> frozenset[str]:
    """What a word of an id may have in common with a name."""
    parts = {word[at:end] for at in range(len(word) - _LONG + 1) for end in range(at + _LONG, len(word) + 1)}
    return frozenset({word, *parts, *([f"~{blurred(word)}"] if len(word) >= _SOUNDED else [])})


def _names_in(text: str, tokens: Mapping[str, str]) -> list[tuple[str, str]]:
    """The words of an id that are words of names, each with the name."""
    found = {word: min(hits) for word in words_of(text) if (hits := _tokens(word) & tokens.keys())}
    return [(word, tokens[token]) for word, token in sorted(found.items())]


_HASH = re.compile(r"^(passage/.*)\.[0-9a-f]{12}$|\.name-[0-9a-f]{6}$")
"""The hash at the end of a local name, whose letters are nobody's name."""


def names_in_iris(
    base: str, records: Iterable[Record], subjects: Iterable[Term], names: Iterable[str]
) -> Iterator[Problem]:
    """A problem for each id of some records that contains a word of a name, and for each minted IRI that gets one otherwise.

    ``names`` are those of the persons whom the document of these records has or names; what nobody there is called is a
    word like any other.
    """
    tokens = _name_words(names)
    if not tokens:
        return
    reported: set[str] = set()
    remedy = Message("give the record an id that names nobody")
    idents = [(ident, record) for record in records for ident in _idents(record)]
    for ident, record in sorted(idents, key=lambda pair: pair[1].location):
        named = _names_in(ident, tokens)
        if named:
            reported.update(word for word, _ in named)
            word, name = named[0]
            found = Message('the id "{id}" has "{word}", a word of the name {name}', id=ident, word=word, name=name)
            yield Problem("name-in-iri", found, remedy, record.location, (), record.kind.name, record.id)
    for subject in sorted(set(subjects)):
        local = _HASH.sub(r"\1", subject.strip("<>").removeprefix(base))
        named = [(word, name) for word, name in _names_in(local, tokens) if word not in reported]
        if named:
            reported.update(word for word, _ in named)
            word, name = named[0]
            found = Message('{iri} has "{word}", a word of the name {name}', iri=subject, word=word, name=name)
            yield Problem("name-in-iri", found, remedy)


def named_once(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without those of an IRI whose word is told of at an id already."""
    found = list(problems)
    told = {dict(p.found.parts).get("word") for p in found if p.code == "name-in-iri" and p.location}
    return [p for p in found if p.code != "name-in-iri" or p.location or dict(p.found.parts).get("word") not in told]


def _idents(record: Record) -> Iterator[str]:
    yield record.id
    for part in record.all("claims"):
        if isinstance(part.value, Record):
            yield part.value.id


def words_of(text: str) -> set[str]:
    """The words of an id or IRI, in small letters."""
    return set(re.split(r"[^a-z]+", text.lower()))

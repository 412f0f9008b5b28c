"""Who is to be forgotten, and under which names. No message contains a word of the name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.build.reading import Read
from kg.model.errors import CallError, Problem, nearest
from kg.model.message import Message
from kg.model.terms import Term
from kg.records.identity import Entity
from kg.records.names import Names

_SHORT_TITLE = 3
"""A title of this many words may belong to any document: a statement, an annual report."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is to be forgotten: entities, the documents among them that the project holds, and their names.

    ``shared`` are names that somebody else also has, with the same spelling.
    """

    entities: tuple[Entity, ...]
    documents: frozenset[str]
    names: Names
    shared: tuple[str, ...] = ()

    @property
    def identifiers(self) -> str:
        """Kind and id of each, without a name."""
        return ", ".join(f"{entity.kind} {entity.local}" for entity in self.entities)


def find_subject(read: Read, wanted: Iterable[str]) -> Subject | None:
    """Those whom ids or names mean; ``None`` if one is unknown, ``CallError`` if one is ambiguous or no person or document."""
    found: dict[Term, Entity] = {}
    for text in wanted:
        every = [entity for entity in read.directory.entities() if _is_called(entity, text)]
        fit = [entity for entity in every if entity.kind in ("person", "document")]
        if every and not fit:
            remedy = Message("name a person or a document: a body or a place cannot ask to be forgotten")
            raise CallError(
                Problem(
                    "not-forgettable",
                    Message("this is a {kind}, {local}", kind=every[0].kind, local=every[0].local),
                    remedy,
                )
            )
        if len(fit) > 1:
            remedy = Message("use the id of one: {ids}", ids=", ".join(sorted(entity.local for entity in fit)))
            raise CallError(
                Problem("ambiguous-node", Message("{count} records have that name", count=len(fit)), remedy)
            )
        if not fit:
            return None
        found[fit[0].iri] = fit[0]
    entities = tuple(found.values())
    own = {source.id for source in read.sources}
    documents = frozenset(entity.local for entity in entities if entity.kind == "document" and entity.local in own)
    others = {name for entity in read.directory.entities() if entity.iri not in found for name in names_of(entity)}
    mine = dict.fromkeys(name for entity in entities for name in names_of(entity))
    shared = tuple(name for name in mine if name in others)
    titles = tuple(name for entity in entities if entity.kind == "document" for name in names_of(entity))
    called = Names(tuple(name for name in mine if name not in others), tuple(sorted(others)), titles)
    return Subject(entities, documents, called, shared)


def suggestions(read: Read, text: str) -> tuple[str, ...]:
    """The name or id of a person or document with the most similar spelling, if there is one."""
    known = [entity for entity in read.directory.entities() if entity.kind in ("person", "document")]
    return nearest(text, [name for entity in known for name in (entity.local, *entity.names)])


def names_of(entity: Entity) -> list[str]:
    """What somebody or something is called by a name of its own: the label of an unnamed person only describes.

    A document is called by a title that is long enough to be its own, and one that is held by its id.
    """
    if entity.kind == "document":
        own = [entity.local] if entity.document else []
        return [*own, *(name for name in entity.names if len(name.split()) > _SHORT_TITLE)]
    if entity.kind != "person":
        return []
    described = entity.record.text("named") == "false"
    return list(dict.fromkeys(entity.names[len(entity.labels) :] if described else entity.names))


def _is_called(entity: Entity, text: str) -> bool:
    plain = text.strip()
    return plain in (entity.local, entity.short, entity.iri.strip("<>"), f"{entity.kind}:{entity.local}", *entity.names)

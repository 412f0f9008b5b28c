"""Accepted proposals as records of a document: with ids of their own, each person and place once, nothing that does not read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from kg.extraction.proposals import IS, Proposal
from kg.extraction.proposed_records import accepted_text
from kg.extraction.review import document_facts
from kg.extraction.review.decisions import DONE, Standings
from kg.extraction.review.known_people import fact
from kg.extraction.review.values import lacking, referred, refers, renamed, values_of
from kg.model.errors import DataError, Problem
from kg.model.message import Message
from kg.records import TOP
from kg.records.nodes import compose
from kg.records.reader import RecordReader
from kg.records.templates import opaque
from kg.sources.documents import Document

_NAMED = ("person", "organization", "place", "instrument")
"""Kinds of which two records with the same label in one document would be the same one twice."""


class Known(NamedTuple):
    """What a record may refer to already, and how it is read: the names and ids there, ids ever used, two languages.

    ``entries`` are the kind and id of each record there.
    """

    names: frozenset[str]
    taken: frozenset[str]
    language: str
    original: str
    entries: frozenset[tuple[str, str]] = frozenset()


class Moving(NamedTuple):
    """Records to write: their text, the id or label that each proposal is now known by, and what is held back and why.

    ``front`` is the document's new front matter, if facts of the document itself were accepted.
    """

    text: str
    names: Mapping[str, str]
    held: tuple[tuple[str, Message], ...]
    front: str = ""


def moving(now: Standings, document: Document, known: Known) -> Moving:
    """The accepted records that may go into the file of records; one that refers to another waits for it."""
    held: dict[str, Message] = {}
    ready = {name: one.proposal for name, one in now.items() if one.state == "accepted"}
    for name, proposal in list(ready.items()):
        if fault := first_fault(proposal, document, known):
            held[name] = fault.found
            del ready[name]
    while missing := dict(_waiting(ready, now, known.names)):
        held |= missing
        ready = {name: one for name, one in ready.items() if name not in missing}
    about = ready.pop(document_facts.KIND, None)
    names = _names(ready, known)
    written = list(_written(ready, {**moved_names(now), **names}, known))
    text = "\n".join(accepted_text(one, document) for one in {one.ident: one for one in written}.values())
    if about is None:
        return Moving(text, names, tuple(held.items()))
    front = document_facts.front_with(document.front, values_of(about))
    return Moving(text, {**names, document_facts.KIND: document_facts.KIND}, tuple(held.items()), front)


def first_fault(proposal: Proposal, document: Document, known: Known) -> Problem | None:
    """What is wrong with a record that would be written of a proposal; ``None`` if it reads."""
    if proposal.kind == document_facts.KIND:
        return document_facts.unreadable(proposal, document.front, known.language)
    reader = RecordReader("", known.language, known.original)
    try:
        records = reader.listed(compose(accepted_text(proposal, document), ""), TOP)
    except DataError as error:
        return next(iter(error.problems))
    if reader.problems:
        return reader.problems[0]
    if not all(one.all("evidence") for one in records):
        return Problem("missing-key", Message("its words are in no sentence"), Message("choose words of one sentence"))
    entry = proposal.first(IS)
    if entry and (proposal.kind, entry) not in known.entries:
        found = Message("no {kinds} has the id {id}", kinds=proposal.kind, id=entry)
        return Problem("unknown-reference", found, Message("write the id of one that exists, or leave the line out"))
    keys = lacking(proposal) if records else []
    found = Message("{key} is missing", key=keys[0] if keys else "")
    return Problem("missing-key", found, Message("write it, or that the document leaves it open")) if keys else None


def _waiting(ready: Mapping[str, Proposal], now: Standings, names: Collection[str]) -> Iterator[tuple[str, Message]]:
    """The records that refer to what is neither accepted nor there."""
    for name, proposal in ready.items():
        for other in referred(proposal):
            if other not in ready and other not in names and (other not in now or now[other].state != "moved"):
                yield name, Message("it refers to {name}, which is not accepted yet", name=other)
                break


def _names(ready: Mapping[str, Proposal], known: Known) -> dict[str, str]:
    """What each record is known by from now on: a new id, or the label or id of the one that is there already."""
    found: dict[str, str] = {}
    given: dict[tuple[str, str], str] = {}
    taken = set(known.taken)
    for name, proposal in ready.items():
        label = proposal.first("label")
        same = (proposal.kind, label)
        if entry := proposal.first(IS):
            found[name] = entry
        elif proposal.kind in _NAMED and label in known.names:
            found[name] = label
        elif proposal.kind in _NAMED and label and same in given:
            found[name] = given[same]
        else:
            found[name] = given[same] = opaque(taken)
            taken.add(found[name])
    return found


def _written(ready: Mapping[str, Proposal], names: Mapping[str, str], known: Known) -> Iterator[Proposal]:
    """The records to write; of somebody who is there already, what the document says of them."""
    taken = {*known.taken, *names.values()}
    for name, proposal in ready.items():
        one = renamed(proposal, names)
        if names[name] not in known.names:
            yield one
        elif told := fact(one, names[name], opaque(taken)):
            taken.add(told.ident)
            yield told


def remaining(now: Standings, table: Mapping[str, str]) -> list[Proposal]:
    """The proposals that nobody has decided for good, with what they refer to by its name now, if it is not rejected."""
    gone = {name for name, one in now.items() if one.state == "rejected"}
    return [_without(renamed(one.proposal, table), gone) for one in now.values() if one.state not in DONE]


def _without(proposal: Proposal, gone: Collection[str]) -> Proposal:
    slots = (slot for slot in proposal.slots if not (slot.value in gone and refers(proposal.kind, slot.key)))
    claimants = (name for name in proposal.claimants if name not in gone)
    return proposal._replace(slots=tuple(slots), claimants=tuple(claimants))


def moved_names(now: Standings) -> dict[str, str]:
    """The id or label that each moved record has in the file of records."""
    return {name: one.into for name, one in now.items() if one.state == "moved"}

"""The review of a document in its files: opened, decided on, undone, and its accepted records moved; all or nothing of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kg.extraction.proposals import SENTENCE, Proposal, Words
from kg.extraction.proposed_records import records_text
from kg.extraction.proposed_table import proposals_in
from kg.extraction.proposing import names_known, source_of
from kg.extraction.review import document_facts
from kg.extraction.review.accepted import Known, Moving, first_fault, moved_names, moving, remaining
from kg.extraction.review.decisions import Decision, Standings, What, last_of, same_person, standings
from kg.extraction.review.log import append, log_text, now, read_log
from kg.extraction.review.values import Values, unknown_keys
from kg.model.errors import CallError, InvalidValueError, Problem
from kg.model.files import exact_text, shown
from kg.model.journal import changing, settle
from kg.model.layout import PROPOSED, PROPOSED_VALUES, RECORDS, REVIEWED, TEXT
from kg.model.message import Message
from kg.model.project import Project
from kg.records import TOP, read_records
from kg.records.authorities import read_authorities, read_retired
from kg.records.templates import opaque
from kg.sources.documents import Document


class Review(NamedTuple):
    """A document under review: its folder and text, the proposals and decisions, and where the two have led."""

    folder: Path
    document: Document
    project: Project
    language: str
    proposals: tuple[Proposal, ...]
    decisions: tuple[Decision, ...]
    now: Standings


def opened(path: Path, project: Project) -> Review:
    """The review of the document at a path as it was left; ``CallError`` if nothing is proposed for it."""
    source = source_of(path, project)
    folder = Path(source.document.path).parent
    settle(folder)
    table = folder / PROPOSED_VALUES
    if not table.exists():
        found = Message("nothing is proposed for {path}", path=shown(folder))
        remedy = Message("run `kg extract {path}` first", path=shown(folder))
        raise CallError(Problem("nothing-to-review", found, remedy))
    language = source.language or project.language
    every = document_facts.reviewed(proposals_in(table), source.records[0], is_held=(folder / TEXT).exists())
    return _joined(folder, source.document, project, language, tuple(every))


def _joined(folder: Path, document: Document, project: Project, language: str, found: tuple[Proposal, ...]) -> Review:
    decisions = tuple(read_log(folder))
    return Review(folder, document, project, language, found, decisions, standings(found, decisions))


def again(review: Review) -> Review:
    """The review with what others have decided meanwhile."""
    return _joined(review.folder, review.document, review.project, review.language, review.proposals)


def decide(review: Review, what: What, record: str, *, who: str, why: str = "", **more: object) -> Review:
    """Writes a decision into the log; ``InvalidValueError`` if it may not be made, and then nothing is written."""
    review = again(review)
    standing = review.now[record]
    decision = Decision(what, record, who, now(), why, standing.of)._replace(**more)  # type: ignore[arg-type]
    _check(review, decision)
    append(review.folder, [decision])
    return again(review)


def add(review: Review, kind: str, values: Values, *, words: Words, who: str, why: str = "") -> Review:
    """Adds a record that nobody proposed, with its words, accepted by whoever adds it."""
    review = again(review)
    name = f"added-{opaque(review.now)}"
    decision = Decision("add", name, who, now(), why, values=values, kind=kind, words=words)
    _check_values(kind, values)
    _check_reads(standings(review.proposals, [*review.decisions, decision])[name].proposal, review)
    append(review.folder, [decision])
    return again(review)


def undo(review: Review, *, who: str) -> tuple[Review, Decision]:
    """Takes back a person's last decision, by a decision of its own; ``InvalidValueError`` if there is none."""
    review = again(review)
    number = last_of(who, review.decisions)
    if not number:
        raise _refused(
            Message("there is nothing of {who} to undo", who=who),
            Message("what is moved stays: edit the file of records"),
        )
    undone = review.decisions[number - 1]
    append(review.folder, [Decision("undo", undone.record, who, now(), undoes=number)])
    return again(review), undone


def _check(review: Review, decision: Decision) -> None:
    """Refuses what would do nothing, and a second reading by the first reader."""
    standing = review.now[decision.record]
    if standing.proposal.kind == SENTENCE and decision.what in ("accept", "correct", "merge"):
        found = Message("{name} is a sentence, not a record", name=decision.record)
        raise _refused(found, Message("add a record from its words, or reject it if there is nothing in it"))
    if standing.state in ("moved", "merged"):
        raise _refused(Message("{name} is done with", name=decision.record), Message("choose another record"))
    readers = {same_person(name) for name in standing.readers}
    if decision.what == "accept" and same_person(decision.who) in readers:
        found = Message("{who} has accepted it already", who=decision.who)
        raise _refused(found, Message("the second reader has to be somebody else"))
    if decision.what == "reject" and not decision.why.strip():
        raise _refused(Message("a rejection needs its reason"), Message("write why in a few words"))
    if decision.what == "accept":
        _check_reads(standing.proposal, review)
    if decision.what == "correct":
        _check_values(standing.proposal.kind, decision.values)
        _check_reads(standings(review.proposals, [*review.decisions, decision])[decision.record].proposal, review)
    if decision.what == "merge":
        _check_merge(review, decision)


def _check_merge(review: Review, decision: Decision) -> None:
    one, other = review.now[decision.record], review.now.get(decision.into)
    if other is None or decision.into == decision.record or other.state in ("moved", "merged", "rejected"):
        raise _refused(Message("it cannot be merged into {name}", name=decision.into), Message("choose another record"))
    if one.proposal.kind != other.proposal.kind:
        found = Message("a record of the kind {kind} cannot be merged into one of another", kind=one.proposal.kind)
        raise _refused(found, Message("choose another record"))


def _check_values(kind: str, values: Values) -> None:
    if kind not in TOP:
        raise _refused(
            Message('"{name}" is not a kind of record', name=kind), Message("write act, person or group, say")
        )
    if unknown := unknown_keys(kind, values):
        raise _refused(
            Message('"{name}" is not a key of this kind', name=unknown[0]), Message("see `kg new {kind}`", kind=kind)
        )


def _check_reads(proposal: Proposal, review: Review) -> None:
    if fault := first_fault(proposal, review.document, known(review)):
        raise InvalidValueError(fault.found, fault.remedy)


_refused = InvalidValueError


# ── Moving ───────────────────────────────────────────────────────────────────────────────────────────────────


def known(review: Review) -> Known:
    """What a new record of the document may refer to, and the ids that it may not get."""
    project, path = review.project, review.folder / RECORDS
    own = read_records(path, language=project.language, original=review.language)[0] if path.exists() else []
    shared = read_authorities(project.authorities, language=project.language)[0]
    ids = {record.id for record in (*own, *shared)}
    taken = {*ids, *read_retired(project.authorities), *review.now}
    entries = frozenset((record.kind.name, record.id) for record in (*own, *shared))
    return Known(names_known(project, own) | ids, frozenset(taken), project.language, review.language, entries)


def move(review: Review, *, who: str) -> tuple[Review, Moving]:
    """Moves the accepted records to the end of the document's file of records, and out of the file of proposals.

    The files change together or not at all. A file of proposals that somebody has edited stays as it is.
    """
    with changing(review.folder, RECORDS, PROPOSED, REVIEWED, TEXT) as write:
        review = again(review)
        found = moving(review.now, review.document, known(review))
        if found.names:
            moves = [
                Decision("move", name, who, now(), of=review.now[name].of, into=new)
                for name, new in found.names.items()
            ]
            write(_changes(review, found, moves))
    return again(review), found


def _changes(review: Review, found: Moving, moves: Sequence[Decision]) -> dict[str, bytes | None]:
    decisions = [*review.decisions, *moves]
    records, log = review.folder / RECORDS, review.folder / REVIEWED
    before = exact_text(records).rstrip("\n") + "\n\n" if records.exists() and exact_text(records).strip() else ""
    written = exact_text(log).rpartition("\n")[0] + "\n"
    changes: dict[str, bytes | None] = {REVIEWED: (written + log_text(moves)).encode()}
    if found.text:
        changes[RECORDS] = (before + found.text).encode()
    if found.front:
        held = exact_text(review.folder / TEXT)
        changes[TEXT] = held.replace(review.document.front, found.front, 1).encode()
    if _is_untouched(review):
        changes[PROPOSED] = _left(review, decisions).encode()
    return changes


def _is_untouched(review: Review) -> bool:
    """Whether the file of proposals is as a command wrote it: ``kg extract``, or this one at the last move."""
    last = max((number for number, one in enumerate(review.decisions, 1) if one.what == "move"), default=0)
    path = review.folder / PROPOSED
    written = _left(review, review.decisions[:last]) if last else _as_extracted(review)
    return path.exists() and exact_text(path) == written


def _as_extracted(review: Review) -> str:
    return records_text(review.proposals, review.document, table=PROPOSED_VALUES)


def _left(review: Review, decisions: Sequence[Decision]) -> str:
    then = standings(review.proposals, decisions)
    return records_text(remaining(then, moved_names(then)), review.document, table=PROPOSED_VALUES)

"""Adds a record to fill in, with an id of its own, to a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.model.errors import CallError, InvalidValueError, Problem, nearest
from kg.model.files import exact_text
from kg.model.journal import settle_above
from kg.model.kinds import by_name
from kg.model.layout import AUTHORITIES
from kg.model.message import Message
from kg.model.project import find_project
from kg.model.terms import slug
from kg.model.writing import locked, replace_file, reported
from kg.records import AUTHORITY, TOP, read_records
from kg.records.authorities import read_authorities, read_retired
from kg.records.scalars import check_words
from kg.records.templates import opaque, scaffold


@dataclass(frozen=True, slots=True)
class Addition:
    """A record to fill in: its kind, its new id, and its text."""

    kind: str
    id: str
    text: str


def addition(
    kind: str, ident: str | None, target: Path | None, *, shared: bool, whole: bool, language: str
) -> Addition:
    """A record for a file, or for none yet; ``CallError`` for an unknown kind or an id that is taken.

    A record of an authority file is ``shared`` and gets an opaque id. ``whole`` shows every key that it may have.
    """
    shared = shared or (target is not None and target.resolve().parent.name == AUTHORITIES)
    kinds = AUTHORITY if shared else TOP
    if kind not in kinds:
        raise CallError(_unknown(kind, kinds))
    taken = _taken(target, shared=shared)
    ident = _ident(ident, taken) if ident else _next(kind, taken, shared=shared)
    return Addition(kind, ident, scaffold(by_name()[kind], ident, shared=shared, whole=whole, language=language))


def _unknown(kind: str, kinds: tuple[str, ...]) -> Problem:
    found = Message('"{name}" is not a kind of record', name=kind)
    remedy = Message("the kinds are: {names}", names=", ".join(kinds))
    return Problem("unknown-kind", found, remedy, offers=nearest(kind, kinds))


def _taken(target: Path | None, *, shared: bool) -> set[str]:
    """The ids in use, or once used, in the file and, for a shared record, in all authority files of the project."""
    taken: set[str] = set()
    if target is not None and target.exists():
        taken |= {record.id for record in read_records(target, shared=shared)[0]}
    if shared:
        try:
            project = find_project()
        except CallError:
            return taken
        taken |= {record.id for record in read_authorities(project.authorities, language=project.language)[0]}
        taken |= set(read_retired(project.authorities))
    return taken


def _ident(text: str, taken: set[str]) -> str:
    try:
        slug(text)
        check_words(text, "id", is_text=True)
    except InvalidValueError as error:
        raise CallError(Problem("bad-id", error.found, Message("give each record an id of its own"))) from error
    if text in taken:
        found = Message('the id "{id}" is taken', id=text)
        raise CallError(Problem("duplicate-id", found, Message("give it another id")))
    return text


def _next(kind: str, taken: set[str], *, shared: bool) -> str:
    if shared:
        return opaque(taken)
    names = (f"new-{kind}{f'-{number}' if number > 1 else ''}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def add(
    kind: str, ident: str | None, target: Path, *, shared: bool, whole: bool, language: str
) -> tuple[Addition, int]:
    """Adds a record to the end of a file, or begins the file; gives the record and the line on which it begins.

    The file is locked meanwhile, so that no other command gives the same id or overwrites the record.
    """
    if not target.parent.is_dir():
        found = Message("there is no folder {folder}", folder=target.parent)
        raise CallError(Problem("unreadable-file", found, Message("create it, or name another file")))
    settle_above(target)
    with reported(target, Message("name a folder that you may write to")), locked(target):
        added = addition(kind, ident, target, shared=shared, whole=whole, language=language)
        before = exact_text(target) if target.exists() else ""
        if before.strip():
            before = before.rstrip("\n") + "\n\n"
        replace_file(target, (before + added.text).encode())
        return added, before.count("\n") + 1

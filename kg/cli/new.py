"""``kg new``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.model.errors import CallError, InvalidValueError, Problem
from kg.model.message import Message


@click.command("new")
@click.argument("kind")
@click.argument("local", metavar="[ID]", required=False)
@click.option("--to", "target", type=click.Path(path_type=Path), help="Add it to this file; without it, it is printed.")
@click.option("--shared", is_flag=True, help="For an authority file: an opaque id, and no evidence.")
@click.option("--all", "whole", is_flag=True, help="Show every key that a record of this kind may have.")
@click.option(
    "--lang",
    metavar="LANGUAGE",
    help="Language of what is explained: en, ru. By default the reader's on a terminal, in a file the project's.",
)
def command(kind: str, local: str | None, target: Path | None, shared: bool, whole: bool, lang: str | None) -> None:
    """Write a record to fill in: act, intervention, recommendation, person and so on.

    What it must have is there with an example; what it may have stands below as comments. In an authority file a
    record gets an opaque id that no other has.
    """
    from kg.cli.validate import message_language
    from kg.model.kinds import by_name
    from kg.model.layout import AUTHORITIES
    from kg.model.messages import translated
    from kg.records import AUTHORITY, TOP
    from kg.records.templates import scaffold

    beside = (target.absolute().parent,) if target else ()
    language = message_language(beside, lang, terminal=target is None and sys.stdout.isatty())
    reader = message_language(beside, lang, terminal=sys.stdout.isatty())
    shared = shared or (target is not None and target.resolve().parent.name == AUTHORITIES)
    kinds = AUTHORITY if shared else TOP
    if kind not in kinds:
        raise CallError(_unknown(kind, kinds))
    taken = _taken(target, shared=shared)
    local = _ident(local, taken) if local else _next(kind, taken, shared=shared)
    text = scaffold(by_name()[kind], local, shared=shared, whole=whole, language=language)
    if target is None:
        click.echo(text, nl=False)
        return
    line = append(target, text)
    added = Message(
        "{kind} {local} is in {target} from line {line}: fill it in, then `kg validate {target}`",
        kind=kind,
        local=local,
        target=target,
        line=line,
    )
    click.echo(translated(added, reader))


def _unknown(kind: str, kinds: tuple[str, ...]) -> Problem:
    from kg.model.errors import nearest

    found, remedy = (
        Message('"{name}" is not a kind of record', name=kind),
        Message("the kinds are: {names}", names=", ".join(kinds)),
    )
    return Problem("unknown-kind", found, remedy, offers=nearest(kind, kinds))


def _taken(target: Path | None, *, shared: bool) -> set[str]:
    """The ids that are given or were: in the file, and in every authority file of the project."""
    from kg.model.project import find_project
    from kg.records import read_records
    from kg.records.authorities import read_authorities, read_retired

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
    from kg.model.terms import slug

    try:
        slug(text)
    except InvalidValueError as error:
        raise CallError(Problem("bad-id", error.found, Message("give each record an id of its own"))) from error
    if text in taken:
        raise CallError(
            Problem("duplicate-id", Message('the id "{id}" is taken', id=text), Message("give it another id"))
        )
    return text


def _next(kind: str, taken: set[str], *, shared: bool) -> str:
    from kg.records.templates import opaque

    if shared:
        return opaque(taken)
    names = (f"new-{kind}{f'-{number}' if number > 1 else ''}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def append(target: Path, text: str) -> int:
    """Adds records to the end of a file, or begins it; gives the line on which they begin. The file is never half-written."""
    from kg.model.files import read_text

    before = read_text(target) if target.exists() else ""
    if not target.parent.is_dir():
        raise CallError(
            Problem(
                "unreadable-file",
                Message("there is no folder {folder}", folder=target.parent),
                Message("create it, or name another file"),
            )
        )
    if before.strip():
        before = before.rstrip("\n") + "\n\n"
    beside = target.with_name(f".{target.name}.new")
    try:
        beside.write_text(before + text, encoding="utf-8", newline="\n")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return before.count("\n") + 1

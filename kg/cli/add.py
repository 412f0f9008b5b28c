"""``kg add``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.facts import given_facts, with_facts

if TYPE_CHECKING:
    from kg.model.project import Project
    from kg.upkeep.adding import Added


@click.command("add")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@with_facts
@click.option("--undated", is_flag=True, help="Nobody knows when it was published.")
@click.option("--id", "ident", metavar="ID", help="The id of the document; by default made of the file's name.")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option("--fix", is_flag=True, help="FILE is a text.md whose lines were split or joined: write their spans anew.")
def command(
    files: tuple[Path, ...], undated: bool, ident: str | None, documents: Path | None, fix: bool, **options: Any
) -> None:
    """Add texts to the project and hold them as they are.

    The bytes of each FILE are kept and hashed; beside them is the text with one sentence a line, so that evidence can
    quote the original's own words. What is not given here is read from a file beside the text (a.yaml for a.txt) or from
    the text itself, where it is plain; a date or a language that nobody says is asked for.
    """
    from kg.cli.reader import warn
    from kg.model.errors import CallError, ChronicleError, Problem
    from kg.model.message import Message
    from kg.model.project import find_project
    from kg.upkeep.adding import prepare, write

    given = given_facts(options)
    if fix:
        _fix(files)
        return
    if len(files) > 1 and (alone := [name for name in ("title", "url") if name in given] + ["id"] * bool(ident)):
        found = Message("--{name} belongs to one text, and {count} are given", name=alone[0], count=len(files))
        raise CallError(Problem("wrong-call", found, Message("add that text by itself")))
    project = find_project(documents)
    added: list[Added] = []
    problems: list[Problem] = []
    worst: type[ChronicleError] = CallError
    for path in dict.fromkeys(files):
        try:
            added.append(prepare(path, given, project=project, ident=ident or "", undated=undated))
        except ChronicleError as error:
            problems += error.problems
            worst = type(error)
    if problems:
        raise worst(problems)
    write(added)
    for one in added:
        warn(one.facts.warnings)
        _show(one)
    _next(added, project)


def _fix(files: tuple[Path, ...]) -> None:
    """Writes the spans of texts anew."""
    from kg.model.layout import TEXT
    from kg.model.writing import write_file
    from kg.sources.held import refitted

    for path in (file / TEXT if file.is_dir() else file for file in files):
        text, changed = refitted(path)
        if changed:
            write_file(path, text.encode())
        click.echo(f"{path}: {changed} line{'' if changed == 1 else 's'} changed")


def _show(added: Added) -> None:
    """Says what was written, and what was taken from where."""
    from kg.model.layout import ORIGINAL, RECORDS, TEXT

    click.echo(f"added {added.source} as {added.folder.name}: {added.sentences} sentences")
    for name, about in (
        (TEXT, "the text, one sentence a line; delete lines that are not part of it, such as menus"),
        (ORIGINAL, "its bytes as received"),
        (RECORDS, "no records yet"),
    ):
        click.echo(f"  {added.folder / name}: {about}")
    if (title := added.facts.values.get("title")) and not title[0].location.path:
        click.echo(f"  title: {title[0]} (the first line of the text)")
    if added.published:
        click.echo("  creator: the publisher, as nobody says who wrote it; change it in text.md if somebody else did")
    if added.facts.unused:
        click.echo(f"  not used: {', '.join(added.facts.unused)}")


def _next(added: list[Added], project: Project) -> None:
    """Says what to do next."""
    from kg.upkeep.adding import agent_records

    agents = dict(agent for one in added for agent in one.agents)
    click.echo("\nnext:")
    if agents:
        click.echo(f"* add to a file in {project.authorities}, as organization, person or group:\n")
        click.echo("\n".join(f"    {line}" for line in agent_records(agents.items(), project).splitlines()) + "\n")
    if any("creator" not in one.facts.values for one in added):
        click.echo("* write creator: in text.md, who wrote it, by label or id: its claims are made by them")
    folder = added[0].folder
    click.echo(
        f"* write the records: `kg new act --to {folder / 'records.yaml'}`, quoting words of one line of text.md"
    )
    click.echo(f"* check them: `kg validate {folder}`, then `kg build` and `kg verify`")

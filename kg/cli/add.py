"""``kg add``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.facts import given_facts, with_facts
from kg.cli.streams import say_line

_KIND = click.Choice(("person", "organization", "group"))


@click.command("add")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@with_facts
@click.option("--creator-is", type=_KIND, help="Add who wrote it to the authority files, if they do not have it yet.")
@click.option("--publisher-is", type=_KIND, help="Add who published it to them, if they do not have it yet.")
@click.option("--undated", is_flag=True, help="Nobody knows when it was published.")
@click.option("--id", "ident", metavar="ID", help="The id of the document; by default made of the file's name.")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option(
    "--fix", "fixed", is_flag=True, help="FILE is a text.md whose lines were split or joined: write their spans anew."
)
def command(
    files: tuple[Path, ...],
    creator_is: str | None,
    publisher_is: str | None,
    undated: bool,
    ident: str | None,
    documents: Path | None,
    fixed: bool,
    **options: Any,
) -> None:
    """Add texts to the project and hold them as they are.

    The bytes of each FILE are kept and hashed; beside them is the text with one sentence a line, so that evidence can
    quote the original's own words. What is not given here is read from a file beside the text (a.yaml for a.txt) or from
    the text itself, where it is plain; a date or a language that nobody says is asked for. Whoever wrote or published it
    and is in no authority file is shown as an entry to add; with --creator-is and --publisher-is it is added.
    """
    from kg.cli.reader import warn
    from kg.model.errors import CallError, Problem
    from kg.model.message import Message
    from kg.model.project import find_project
    from kg.upkeep.added import added_lines
    from kg.upkeep.adding import fix, prepare_all, write
    from kg.upkeep.adding_agents import add_agents

    if fixed:
        for path, changed in map(fix, files):
            click.echo(f"{path}: {changed} line{'' if changed == 1 else 's'} changed")
        return
    given = given_facts(options)
    if len(files) > 1 and (
        alone := [name for name in ("title", "url", "archived") if name in given] + ["id"] * bool(ident)
    ):
        found = Message("--{name} belongs to one text, and {count} are given", name=alone[0], count=len(files))
        raise CallError(Problem("wrong-call", found, Message("add that text by itself")))
    project = find_project(documents)
    added = prepare_all(files, given, project=project, ident=ident or "", undated=undated)
    kinds = {key: kind for key, kind in (("creator", creator_is), ("publisher", publisher_is)) if kind}
    entries = add_agents((agent for one in added for agent in one.agents), kinds, project)
    write(added)
    warn(problem for one in added for problem in one.facts.warnings)
    say_line("\n".join(added_lines(added, entries, project)))

"""``kg forget``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("forget")
@click.argument("names", nargs=-1, required=True, metavar="PERSON|DOCUMENT…")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option("--write", is_flag=True, help="Do it; without it the plan is only shown.")
@click.option("--check", "only_check", is_flag=True, help="Only look for what is left.")
@click.option("--no-history", is_flag=True, help="Do not ask git what it holds.")
def command(names: tuple[str, ...], documents: Path | None, write: bool, only_check: bool, no_history: bool) -> int:
    """Take a person or a document out of records, authority files, digests and the build.

    Shows what goes, where a name is withheld and what only a person can decide, with file and line; --write does all
    of it or nothing, and builds anew. Then what git, earlier builds and exports still hold is listed. Nothing that is
    printed has a word of the name in it. To forget somebody who has several names in different records, give the id.

    Exit code: 0 nothing is left, 1 something is left or in the way, 2 the call is at fault.
    """
    from kg.model.project import find_project
    from kg.upkeep.forget import forget

    project = find_project(documents)
    done = forget(project, names, click.echo, write=write, only_check=only_check, history=not no_history)
    return 0 if done else 1

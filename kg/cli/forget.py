"""``kg forget``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.streams import say_line


@click.command("forget")
@click.argument("names", nargs=-1, required=True, metavar="PERSON|DOCUMENT…")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option("--write", is_flag=True, help="Apply the changes; without it, they are only shown.")
@click.option("--check", "only_check", is_flag=True, help="Only search for what is left.")
@click.option(
    "--also",
    multiple=True,
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Search this folder or file too; may be repeated.",
)
@click.option(
    "--read",
    multiple=True,
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="You have read this scan or other file that cannot be searched, or all in this folder; may be repeated.",
)
@click.option("--build", "--out", "build", type=click.Path(path_type=Path), help="The build; by default the project's.")
@click.option("--no-history", is_flag=True, help="Do not search the git history.")
def command(
    names: tuple[str, ...],
    documents: Path | None,
    write: bool,
    only_check: bool,
    also: tuple[Path, ...],
    read: tuple[Path, ...],
    build: Path | None,
    no_history: bool,
) -> int:
    """Remove a person or a document from records, authority files, digests and the build.

    Shows what would be removed, where a name would be withheld and what only you can decide, with file and line; --write
    applies all of it or nothing, and rebuilds. It then lists what git, earlier builds, exports beside the project and in --also
    PATH still contain, in any spelling and script. What cannot be searched, such as a scan, is listed until you have read
    it and say so with --read PATH. Nothing printed contains a word of the name. To forget somebody with several names in
    different records, give the id.

    Exit code: 0 nothing is left, 1 something is left or in the way, 2 the call is at fault.
    """
    from kg.model.project import find_project
    from kg.upkeep.forget import Search, forget

    project = find_project(documents, build)
    search = Search(not no_history, also, read)
    done = forget(project, names, say_line, write=write, only_check=only_check, search=search)
    return 0 if done else 1

"""``kg migrate``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.streams import say
from kg.model.errors import DataError


@click.command("migrate")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option(
    "--from",
    "before",
    metavar="VERSION",
    help="The version the records were written for, if chronicle.toml does not say.",
)
@click.option("--write", is_flag=True, help="Change the files; without it the changes are only shown.")
def command(documents: Path | None, before: str | None, write: bool) -> None:
    """Upgrade records to the ontology of this program.

    chronicle.toml says which version the records were written for. The changes since then are shown as a diff, and
    applied with --write: keys, kinds and concepts get their new names, and everything else stays as typed. What can no
    longer be expressed is listed with file and line, and then nothing is changed.
    """
    from kg.model.project import find_project
    from kg.upkeep.migrate import migrate, summary

    made = migrate(find_project(documents), before, write=write)
    say("".join(summary(made, written=write)))
    if made.faults:
        raise DataError(made.faults)

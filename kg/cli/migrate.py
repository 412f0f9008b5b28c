"""``kg migrate``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.model.errors import DataError


@click.command("migrate")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option("--from", "before", metavar="VERSION", help="The ontology that the records are for, if nothing says it.")
@click.option("--write", is_flag=True, help="Change the files; without it the changes are only shown.")
def command(documents: Path | None, before: str | None, write: bool) -> None:
    """Lift records to the ontology of this program.

    chronicle.toml says for which version the records were written. What changed since then is shown as a difference
    of files, and done with --write: keys, kinds and concepts in their new names, everything else as it was typed. What
    can no longer be expressed is listed with file and line, and then nothing is changed.
    """
    from kg.model.project import find_project
    from kg.upkeep.migrate import migrate, summary

    made = migrate(find_project(documents), before, write=write)
    click.echo("".join(summary(made, written=write)), nl=False)
    if made.faults:
        raise DataError(made.faults)

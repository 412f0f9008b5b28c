"""``kg schema``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.streams import say


@click.command("schema")
@click.argument("name", required=False, type=click.Choice(("records", "authorities")))
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
def command(name: str | None, documents: Path | None) -> None:
    """Write the JSON Schemas with which editors complete and check records.

    They go into the folder .chronicle beside the settings and include the project's authority files: run it again when
    those have grown. With NAME, that schema is printed instead.
    """
    from kg.check.editor_schemas import lay_out, text
    from kg.model.project import find_project

    if name:
        click.echo(text(name, documents), nl=False)
        return
    for path in lay_out(find_project(documents)):
        say(f"wrote {path}\n")

"""``kg init``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.streams import say


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Set up a folder for your own documents: settings, an authority file and a sample document that builds."""
    from kg.upkeep.starter import lay_out_project

    lay_out_project(folder)
    say(f"laid out {folder}: now `cd {folder}` and `kg build`\n")

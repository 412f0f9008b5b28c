"""``kg picture``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.answers.pictures import NAMES
from kg.cli.access import with_access
from kg.cli.streams import say

if TYPE_CHECKING:
    from kg.records.access import Access


@click.command("picture")
@click.argument("name", type=click.Choice(NAMES))
@click.option("--out", type=click.Path(path_type=Path), help="The file to write, FILE.svg; by default standard output.")
@click.option("--build", "folder", type=click.Path(path_type=Path), help="The build to draw; by default the project's.")
@with_access
def command(name: str, out: Path | None, folder: Path | None, access: Access) -> None:
    """Draw the graph as SVG.

    timeline: what happened when; a bar covers the days that a date allows. network: who is connected to whom through
    which events. places: where the acts took place.
    """
    from kg.answers.opening import open_build
    from kg.answers.pictures import check_target, picture
    from kg.model.writing import write_file

    if out:
        check_target(out)
    drawn = picture(open_build(folder, access=access).dataset, name)
    if out:
        write_file(out, drawn)
        say(f"wrote {out}\n")
    else:
        sys.stdout.buffer.write(drawn)

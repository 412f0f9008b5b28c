"""``kg picture``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.answers.pictures import NAMES
from kg.cli.access import with_access
from kg.cli.limits import limits
from kg.cli.streams import say

if TYPE_CHECKING:
    from kg.records.access import Access


@click.command("picture")
@click.argument("name", type=click.Choice(NAMES))
@click.option("--out", type=click.Path(path_type=Path), help="The file to write, FILE.svg; by default standard output.")
@click.option("--build", "folder", type=click.Path(path_type=Path), help="The build to draw; by default the project's.")
@limits
@with_access
def command(name: str, out: Path | None, folder: Path | None, timeout: float, memory: float, access: Access) -> None:
    """Draw the graph as SVG.

    timeline: what happened when; a bar covers the days that a date allows. network: who is connected to whom through
    which events. places: where the acts took place. With --access internal, nobody but you may read FILE.svg.
    """
    from kg.answers.opening import from_build
    from kg.answers.pictures import check_target, picture
    from kg.model.worker import Limits
    from kg.model.writing import write_file

    if out:
        check_target(out)
    allowed = Limits(timeout, memory)
    drawn = from_build(lambda build: picture(build.dataset, name), allowed, folder, access=access)
    if out:
        write_file(out, drawn, private=access == "internal")
        say(f"wrote {out}\n")
    else:
        sys.stdout.buffer.write(drawn)

"""``kg picture``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.answers.pictures import NAMES
from kg.model.errors import CallError, Problem
from kg.model.message import Message


@click.command("picture")
@click.argument("name", type=click.Choice(NAMES))
@click.option("--out", type=click.Path(path_type=Path), help="The file to write, FILE.svg; by default standard output.")
@click.option("--build", "folder", type=click.Path(path_type=Path), help="The build to draw; by default the project's.")
def command(name: str, out: Path | None, folder: Path | None) -> None:
    """Draw the graph as SVG.

    timeline: what happened when, with bars as long as the dates are open. network: who is tied to whom through which
    events. places: where the acts took place.
    """
    from kg.answers.pictures import picture
    from kg.cli.query import build_folder
    from kg.model.writing import write_file
    from kg.rdf.dataset import Dataset

    if out:
        _check(out)
    drawn = picture(Dataset.open(build_folder(folder)), name)
    if out:
        write_file(out, drawn)
        click.echo(f"wrote {out}")
    else:
        sys.stdout.buffer.write(drawn)


def _check(out: Path) -> None:
    """Refuses a name that is not a picture's, so that no record is written over by mistake."""
    if out.suffix != ".svg":
        raise CallError(
            Problem(
                "wrong-call",
                Message("{path} does not end in .svg", path=out),
                Message("name a file that ends in .svg with --out"),
            )
        )
    if out.is_dir():
        raise CallError(
            Problem("unwritable-output", Message("{path} is a folder", path=out), Message("name a file with --out"))
        )

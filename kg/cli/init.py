"""``kg init``."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from kg.model.errors import CallError, Problem
from kg.model.message import Message


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Lay out a folder for your own documents: settings, an authority file and a sample document that builds."""
    from kg.cli.schema import lay_out
    from kg.model.project import find_project, template
    from kg.model.writing import write_file

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CallError(
            Problem(
                "file-exists",
                Message("{folder} already exists and is not empty", folder=folder),
                Message("name a new or an empty folder"),
            )
        )
    source = template()
    try:
        for path in sorted(source.rglob("*")):
            if path.is_file() and path.suffix in (".md", ".toml", ".yaml"):
                write_file(folder / path.relative_to(source), path.read_bytes())
        lay_out(find_project(folder))
    except CallError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    click.echo(f"laid out {folder}: now `cd {folder}` and `kg build`")

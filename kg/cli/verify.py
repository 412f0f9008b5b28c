"""``kg verify``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.access import with_access
from kg.cli.streams import say

if TYPE_CHECKING:
    from kg.records.access import Access


@click.command("verify")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option(
    "--build", "folder", type=click.Path(path_type=Path), help="The build to verify; by default the project's."
)
@click.option("--originals", type=click.Path(path_type=Path), help="A folder with the originals that digests restate.")
@with_access
def command(documents: Path | None, folder: Path | None, originals: Path | None, access: Access) -> None:
    """Verify that every quote is where its record says.

    Checks each passage of the build against its document, and with --originals each restated span by its hash and the
    words that records quote for dates and numbers.
    """
    from kg.answers.opening import open_build
    from kg.build.mapping import map_project
    from kg.build.reading import read_project
    from kg.build.verification import held, verify
    from kg.model.errors import DataError
    from kg.model.project import find_project

    project = find_project(documents, folder)
    read = read_project(project)
    map_project(project, read)
    proofs, problems = verify(read.sources, open_build(project.build, access=access).dataset, originals)
    for proof in held(proofs, problems):
        say(f"{proof}\n")
    if problems:
        raise DataError(problems)

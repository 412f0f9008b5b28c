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
@click.argument("export", metavar="[EXPORT]", type=click.Path(path_type=Path), required=False)
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option(
    "--build", "folder", type=click.Path(path_type=Path), help="The build to verify; by default the project's."
)
@click.option("--originals", type=click.Path(path_type=Path), help="A folder with the originals that digests restate.")
@click.option("--key", type=click.Path(path_type=Path), help="The public key of whoever signed the EXPORT.")
@with_access
def command(
    export: Path | None,
    documents: Path | None,
    folder: Path | None,
    originals: Path | None,
    key: Path | None,
    access: Access,
) -> None:
    """Verify that every quote is where its record says.

    Checks each passage of the build against its document, and with --originals each restated span by its hash and the
    words that records quote for dates and numbers.

    With EXPORT, the folder of an export, checks instead that its files are those that its manifest lists.
    """
    from kg.answers.opening import open_build
    from kg.build.mapping import map_project
    from kg.build.reading import read_project
    from kg.build.verification import held, seen, verify
    from kg.exchange.verifying import verified
    from kg.model.errors import DataError
    from kg.model.project import find_project

    if export or key:
        say(verified(export or Path(), key))
        return
    project = find_project(documents, folder)
    read = read_project(project)
    map_project(project, read)
    dataset = open_build(project.build, access=access).dataset
    proofs, problems = verify(seen(read.sources, access), dataset, originals)
    for proof in held(proofs, problems):
        say(f"{proof}\n")
    if problems:
        raise DataError(problems)

"""``kg verify``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("verify")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option(
    "--build", "folder", type=click.Path(path_type=Path), help="The build to prove; by default the project's."
)
@click.option("--originals", type=click.Path(path_type=Path), help="A folder with the originals that digests restate.")
def command(documents: Path | None, folder: Path | None, originals: Path | None) -> int:
    """Prove that every quote stands where its record says.

    Checks each passage of the build against its document, and with --originals each restated span by its hash.
    """
    from kg.build.output import recover
    from kg.build.reading import map_project, read_project
    from kg.build.verification import verify
    from kg.model.errors import DataError
    from kg.model.project import find_project
    from kg.rdf.dataset import Dataset

    project = find_project(documents, folder)
    recover(project.build)
    read = read_project(project)
    map_project(project, read)
    proofs, problems = verify(read.sources, Dataset.open(project.build), originals)
    for proof in proofs:
        parts = [f"{proof.passages} passages stand"]
        if proof.spans:
            parts.append(f"{proof.spans} spans {'hold' if proof.length else 'not checked (no --originals)'}")
        if proof.length:
            parts.append(f"{proof.restated} of {proof.length} characters of the original restated")
        if not any(problem.location and proof.document in problem.location.path for problem in problems):
            click.echo(f"{proof.document}: {', '.join(parts)}")
    if problems:
        raise DataError(problems)
    return 0

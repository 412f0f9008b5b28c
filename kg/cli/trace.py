"""``kg trace``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.streams import say


@click.command("trace")
@click.argument("ident")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
def command(ident: str, documents: Path | None) -> None:
    """Trace a record from its document to its triples: document, passage, lines, claims, triples.

    IDENT is the record's id; if two documents use it, put the document's id and a full stop in front.
    """
    from kg.answers.provenance import find_record, provenance
    from kg.build.reading import map_project, read_project
    from kg.model.project import find_project

    project = find_project(documents)
    read = read_project(project)
    source, record = find_record(read.sources, ident, base=project.base)
    say(provenance(source, record, project, map_project(project, read)))

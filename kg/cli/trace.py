"""``kg trace``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("trace")
@click.argument("ident")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
def command(ident: str, documents: Path | None) -> None:
    """The whole way of one record: document, passage, lines, claims, triples.

    IDENT is the record's id, with its document's id and a full stop before it where two documents have it.
    """
    from kg.answers.provenance import find_records, trail
    from kg.build.reading import map_project, read_project
    from kg.model.errors import CallError, Problem, nearest
    from kg.model.message import Message
    from kg.model.project import find_project

    project = find_project(documents)
    read = read_project(project)
    wanted = ident.strip("<>").removeprefix(project.base).rpartition("/")[2]
    found = find_records(read.sources, wanted)
    if not found:
        known = [record.id for source in read.sources for record in source.records]
        offers = nearest(wanted, known)
        remedy = () if offers else Message("use the id that follows the kind of the record: - act: its-id")
        raise CallError(
            Problem("unknown-record", Message('no record has the id "{id}"', id=ident), remedy, offers=offers)
        )
    if len(found) > 1:
        remedy = Message("use one of {names}", names=", ".join(f"{source.id}.{record.id}" for source, record in found))
        raise CallError(
            Problem(
                "ambiguous-record", Message('{count} records have the id "{id}"', count=len(found), id=ident), remedy
            )
        )
    click.echo(trail(*found[0], project, map_project(project, read)), nl=False)

"""``kg trace``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.access import with_access
from kg.cli.streams import say

if TYPE_CHECKING:
    from kg.records.access import Access


@click.command("trace")
@click.argument("ident")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@with_access
def command(ident: str, documents: Path | None, access: Access) -> None:
    """Trace a record from its document to its triples: document, passage, lines, claims, triples.

    IDENT is the record's id, as it stands in the file or as any command prints it; if two documents use it, put the
    document's id and a full stop in front.
    """
    from kg.answers.provenance import NOT_SHOWN, find_record, provenance, record_lines
    from kg.build.mapping import map_project
    from kg.build.publishing import published
    from kg.build.reading import read_project
    from kg.model.project import find_project

    project = find_project(documents)
    read = read_project(project)
    seen = published(project, read, map_project(project, read), access)
    source, record = find_record(seen.read, ident, base=project.base)
    unit = source.id if source else ""
    is_shown = access == "internal" or unit not in seen.changed
    lines = record_lines(seen.read.units[unit], record) if is_shown else [NOT_SHOWN]
    if seen.names:
        lines = [seen.names.mask(line) for line in lines]
    say(provenance(source, record, project, seen.quads, lines))

"""``kg schema``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.model.errors import CallError, Problem, reason
from kg.model.layout import SCHEMAS
from kg.model.message import Message
from kg.model.project import resources

if TYPE_CHECKING:
    from kg.model.project import Project

NAMES = ("records", "authorities")


@click.command("schema")
@click.argument("name", required=False, type=click.Choice(NAMES))
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
def command(name: str | None, documents: Path | None) -> None:
    """Write the JSON Schemas that an editor completes and checks records with.

    They lie in the folder .chronicle beside the settings and know the project's authority files: run it again when
    those have grown. With NAME the schema is printed instead.
    """
    from kg.model.project import find_project
    from kg.records.schemas import written

    if name:
        click.echo(written(for_project(name, _project_if_any(documents))), nl=False)
        return
    for path in lay_out(find_project(documents)):
        click.echo(f"wrote {path}")


def _project_if_any(documents: Path | None) -> Project | None:
    from kg.model.project import find_project

    try:
        return find_project(documents)
    except CallError:
        if documents:
            raise
        return None


def lay_out(project: Project) -> list[Path]:
    """Writes both schemas of a project; gives their paths."""
    from kg.records.schemas import written

    folder = project.documents / SCHEMAS
    made = []
    try:
        folder.mkdir(exist_ok=True)
        for name in NAMES:
            path = folder / f"{name}.schema.json"
            path.write_text(written(for_project(name, project)), encoding="utf-8", newline="\n")
            made.append(path)
    except OSError as error:
        found = Message("{folder} cannot be written: {reason}", folder=folder, reason=reason(error))
        raise CallError(Problem("unwritable-output", found, Message("check the folder and its permissions"))) from error
    return made


def for_project(name: str, project: Project | None) -> dict[str, Any]:
    """A schema that offers what the authority files of a project hold; faults in them are for ``kg validate`` to tell."""
    from kg.records.authorities import read_authorities
    from kg.records.schemas import schema

    if project is None:
        return schema(name)
    records, _, _ = read_authorities(project.authorities, language=project.language)
    known: dict[str, list[tuple[str, str]]] = {}
    for record in records:
        labels = [entry.text for key in ("label", "title") for entry in record.all(key)]
        about = ", ".join(labels) or record.text("ground")
        entries = [(label, f"{record.kind.name} {record.id}") for label in labels] + [(record.id, about)]
        known.setdefault(record.kind.name, []).extend(entries)
    return schema(name, known=known, documents=_documents(project.documents))


def _documents(folder: Path) -> Iterable[str]:
    """The ids of the documents, which are the names of their folders unless the front matter says otherwise."""
    from kg.mapping import find_sources

    return sorted({path.parent.name for _, path in find_sources(folder, resources("mappings"))})

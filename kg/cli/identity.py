"""``kg identity``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.access import with_access
from kg.cli.limits import limits
from kg.cli.streams import say
from kg.model.errors import DataError

if TYPE_CHECKING:
    from kg.records.access import Access


@click.command("identity")
@click.argument("name", required=False)
@click.option(
    "--format", "form", default="table", show_default=True, type=click.Choice(("table", "csv", "json")),
    help="Form of the answer.",
)  # fmt: skip
@click.option("--build", "folder", type=click.Path(path_type=Path), help="The build to read; by default the project's.")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@limits
@with_access
def command(
    name: str | None,
    form: str,
    folder: Path | None,
    documents: Path | None,
    timeout: float,
    memory: float,
    access: Access,
) -> None:
    """List who is who: open cases, decisions, and the names of one entity with the documents that have them.

    With NAME (a label, another name, an id or an IRI), only what concerns that entity. Deleting the entry of a decision
    undoes it. A name that two entities share is an error until somebody decides whether they are the same.
    """
    from kg.answers.finding import find_node, notes
    from kg.answers.identities import entries, identities, undecided
    from kg.answers.identity_forms import FORMS
    from kg.answers.opening import from_build
    from kg.cli.reader import warn
    from kg.model.worker import Limits

    allowed, known = Limits(timeout, memory), entries(documents)
    found, told = from_build(
        lambda build: (
            identities(build.dataset, entries=known, node=find_node(name, build.dataset) if name else ""),
            notes([(name, "")] if name else [], build.dataset),
        ),
        allowed,
        folder,
        access=access,
    )
    say(FORMS[form](found), form)
    warn(told)
    if problems := undecided(found):
        raise DataError(problems)

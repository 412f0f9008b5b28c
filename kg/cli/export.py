"""``kg export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.access import with_access
from kg.cli.limits import limits
from kg.cli.streams import say

if TYPE_CHECKING:
    from kg.records.access import Access


@click.command("export")
@click.argument("name", metavar="[FORMAT]", default="")
@click.option("--out", type=click.Path(path_type=Path), help="The folder to write; by default export/FORMAT.")
@click.option(
    "--view",
    type=click.Choice(("schema.org", "prov", "sem", "foaf")),
    help="Only what is said in the words of a vocabulary (turtle, ntriples, jsonld).",
)
@click.option(
    "--for",
    "store",
    type=click.Choice(("virtuoso", "neptune", "graphdb", "qlever", "jena")),
    help="Instead of FORMAT: what the bulk loader of a store takes, with how to load it.",
)
@click.option("--sign", "key", type=click.Path(path_type=Path), help="A private key (Ed25519, PEM) to sign with.")
@click.option(
    "--since",
    type=click.Path(path_type=Path),
    help="An earlier release (a build or an export of the whole graph): tombstones.ttl says which of its IRIs are gone.",
)
@click.option("--build", "folder", type=click.Path(path_type=Path), help="The build to read; by default the project's.")
@limits
@with_access
def command(
    name: str,
    out: Path | None,
    view: str | None,
    store: str | None,
    key: Path | None,
    since: Path | None,
    folder: Path | None,
    timeout: float,
    memory: float,
    access: Access,
) -> None:
    """Hand the graph on in a partner's format, with a report of what that cannot carry.

    Without FORMAT, all formats are listed.
    """
    from kg.answers.opening import from_build
    from kg.exchange.exporting import exported, signed, told, write_export
    from kg.exchange.formats import find_format, listed, named
    from kg.exchange.succession import about_earlier
    from kg.exchange.views import viewed
    from kg.model.worker import Limits
    from kg.upkeep.leaking import scan_for

    name = named(name, store)
    if not name:
        say(listed())
        return
    form = viewed(find_format(name), view) if view else find_format(name)
    target = out or Path("export") / form.name
    scan = scan_for(access)
    made = from_build(
        lambda build: exported(build, form, left=about_earlier(build, since, access=access), exempt=scan.exempt),
        Limits(timeout, memory),
        folder,
        access=access,
    )
    write_export(signed(made, key) if key else made, target, access=access, check=scan.refuse_folder)
    say(told(form, made, target))
    if not scan.has_project:
        say("not searched for names that are withheld: there is no project in this folder\n")

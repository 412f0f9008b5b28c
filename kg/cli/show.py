"""``kg show``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("show")
@click.argument("name")
@click.option("--build", "folder", type=click.Path(path_type=Path), help="The build to read; by default the project's.")
def command(name: str, folder: Path | None) -> None:
    """One page on a person, body, place, act or document, with every claim about it.

    NAME is a label, another name, an id or an IRI.
    """
    from kg.answers.catalogue import find_node
    from kg.answers.pages import page
    from kg.cli.opening import open_build
    from kg.model.errors import CallError, InvalidValueError, Problem
    from kg.model.message import Message

    dataset = open_build(folder)
    try:
        node = find_node(name, dataset)
    except InvalidValueError as error:
        raise CallError(Problem("unknown-node", error.found, Message("name it by label, id or IRI"))) from error
    click.echo(page(dataset, node), nl=False)

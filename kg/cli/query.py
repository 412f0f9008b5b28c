"""``kg query``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.access import with_access
from kg.rdf.formats import names

if TYPE_CHECKING:
    from kg.records.access import Access


@click.command("query", context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name", required=False)
@click.option(
    "--build", "folder", type=click.Path(path_type=Path), help="The build to query; by default the project's."
)
@click.option("--format", "form", type=click.Choice(names("solutions", "graph")), help="Form of the answer.")
@click.option("--explain", is_flag=True, help="Show question, parameters, columns and SPARQL instead of running it.")
@click.option("--search", metavar="WORDS", help="List the queries whose questions contain these words.")
@with_access
@click.pass_context
def command(
    context: click.Context,
    name: str | None,
    folder: Path | None,
    form: str | None,
    explain: bool,
    search: str | None,
    access: Access,
) -> None:
    """List the queries of the catalogue, or run one.

    NAME is a query of the catalogue, a .rq file with any SPARQL 1.1 query, or - for standard input. Parameters follow
    as --parameter value. Without NAME the catalogue is listed.
    """
    from kg.answers.catalogue import find_query, listed, sparql
    from kg.answers.explanation import explained
    from kg.answers.opening import open_build
    from kg.answers.results import result
    from kg.cli.parameters import given_values, no_values
    from kg.model.files import read_text
    from kg.model.project import resources

    queries = resources("queries")
    if name is None:
        given_values(context.args)
        click.echo(listed(queries, search or ""), nl=False)
        return
    form = form or ("table" if sys.stdout.isatty() else "csv")
    if name == "-" or name.endswith(".rq"):
        no_values(context.args, name)
        text, place = (sys.stdin.read(), "standard input") if name == "-" else (read_text(Path(name)), name)
        click.echo(result(open_build(folder, access=access).dataset, text, form, place=place), nl=False)
        return
    query = find_query(queries, name)
    if explain:
        click.echo(explained(query, folder, access=access), nl=False)
        return
    dataset = open_build(folder, access=access).dataset
    text = sparql(query, given_values(context.args), dataset)
    click.echo(result(dataset, text, form, place=query.path), nl=False)

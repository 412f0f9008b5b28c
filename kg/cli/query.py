"""``kg query``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.answers.catalogue import Query
    from kg.rdf.dataset import Dataset

from kg.model.errors import CallError, Problem
from kg.model.message import Message
from kg.rdf.formats import names


@click.command("query", context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name", required=False)
@click.option("--build", "folder", type=click.Path(path_type=Path), help="The build to ask; by default the project's.")
@click.option("--format", "form", type=click.Choice(names("solutions", "graph")), help="Form of the answer.")
@click.option("--explain", is_flag=True, help="Show question, parameters, columns and SPARQL instead of running it.")
@click.option("--search", metavar="WORDS", help="List the questions with these words in them.")
@click.pass_context
def command(
    context: click.Context, name: str | None, folder: Path | None, form: str | None, explain: bool, search: str | None
) -> None:
    """List the questions of the catalogue, or ask one.

    NAME is a query of the catalogue, a .rq file with any SPARQL 1.1 query, or - for standard input. Parameters follow
    as --parameter value. Without NAME the catalogue is listed.
    """
    from kg.answers.catalogue import catalogue, find_query, sparql
    from kg.answers.listing import listing
    from kg.cli.opening import open_build
    from kg.model.project import resources

    if name is None:
        given_values(context.args)
        known = [(query.name, query.question, query.group) for query in catalogue(resources("queries"))]
        click.echo(listing(known, search or ""), nl=False)
        return
    if name == "-" or name.endswith(".rq"):
        _no_parameters(context.args, name)
        text, place = _given(name)
        answer(text, place, open_build(folder), form)
        return
    query = find_query(resources("queries"), name)
    if explain:
        click.echo(page(query, example_run(query, folder)), nl=False)
        return
    dataset = open_build(folder)
    answer(sparql(query, given_values(context.args), dataset), query.path, dataset, form)


def build_folder(folder: Path | None) -> Path:
    """The build to read, put back first if a build was killed while it was replaced."""
    from kg.build.output import recover
    from kg.model.project import find_project

    target = folder or find_project().build
    recover(target)
    return target


def _given(name: str) -> tuple[str, str]:
    if name == "-":
        return sys.stdin.read(), "standard input"
    from kg.model.files import read_text

    return read_text(Path(name)), name


def _no_parameters(args: list[str], name: str) -> None:
    if args:
        remedy = Message("write the values into the query, or add it to the catalogue")
        raise CallError(
            Problem(
                "unknown-parameter",
                Message("{query} takes no parameters, but {given} is given", query=name, given=args[0]),
                remedy,
            )
        )


def given_values(args: list[str]) -> dict[str, str]:
    """``--name value`` and ``--name=value`` pairs; ``CallError`` for anything else."""
    found: dict[str, str] = {}
    waiting = list(args)
    while waiting:
        head = waiting.pop(0)
        if not head.startswith("--") or head == "--":
            raise CallError(
                Problem(
                    "wrong-call",
                    Message('"{given}" is not understood', given=head),
                    Message("write parameters as --name value"),
                )
            )
        key, has_value, value = head[2:].partition("=")
        if not has_value:
            if not waiting:
                raise CallError(
                    Problem(
                        "wrong-call",
                        Message("{name} has no value", name=head),
                        Message("write {name} VALUE", name=head),
                    )
                )
            value = waiting.pop(0)
        found[key] = value
    return found


def answer(text: str, place: str, dataset: Dataset, form: str | None) -> None:
    """Runs a query and prints the answer: a table on a terminal, CSV elsewhere, or as asked."""
    from kg.answers.tables import markdown, table

    prefixes = dict(dataset.prefixes)
    form = form or ("table" if sys.stdout.isatty() else "csv")
    data = dataset.results(text, form, place=place) if form in ("csv", "tsv", "json") else None
    found = dataset.query(text, place=place) if data is None else None
    if data is not None:
        sys.stdout.buffer.write(data)
    elif isinstance(found, list):
        click.echo(_triples(found, form, prefixes), nl=False)
    elif form in ("table", "markdown") and found is not None:
        click.echo({"table": table, "markdown": markdown}[form](found, prefixes), nl=False)
    else:
        remedy = Message("use one of {names}", names=", ".join(names("solutions")))
        raise CallError(Problem("wrong-format", Message("rows cannot be written as {format}", format=form), remedy))


def _triples(lines: list[str], form: str, prefixes: dict[str, str]) -> str:
    """The triples that a CONSTRUCT makes: Turtle unless N-Triples is asked for."""
    if form == "nt":
        return "".join(lines)
    if form not in ("ttl", "table", "csv"):
        remedy = Message("use one of {names}", names=", ".join(names("graph")))
        raise CallError(Problem("wrong-format", Message("triples cannot be written as {format}", format=form), remedy))
    from kg.rdf.serialization import lines_as

    return lines_as(lines, "ttl", prefixes=prefixes).decode()


EXAMPLE_ROWS = 3


def examples(query: Query) -> dict[str, str]:
    """The parameters of a query with the values that its header gives as examples."""
    return {parameter.name: parameter.example for parameter in query.parameters if parameter.example}


def example_run(query: Query, folder: Path | None) -> str:
    """The first rows of the answer to the example, or why this folder has none to show."""
    from kg.answers.catalogue import sparql
    from kg.answers.tables import table
    from kg.cli.opening import open_build
    from kg.model.errors import ChronicleError, in_a_row

    try:
        dataset = open_build(folder)
        found = dataset.solutions(sparql(query, examples(query), dataset))
    except ChronicleError as error:
        return f"no run to show: {error.problems[0].found}; {in_a_row(map(str, error.problems[0].advice))}\n"
    return table(found, dict(dataset.prefixes), most=EXAMPLE_ROWS)


def page(query: Query, run: str) -> str:
    """One query for a person: question, parameters, columns, SPARQL, an example and its answer."""
    lines = [query.question, "", f"group       {query.group}"]
    width = max([10, *(len(parameter.name) + 2 for parameter in query.parameters)])
    for parameter in query.parameters:
        of = parameter.scheme or parameter.kind
        kind = (f"{parameter.type} ({of})" if of else parameter.type) + (", required" if parameter.required else "")
        lines.append(f"--{parameter.name:<{width}}{kind}: {parameter.about}")
    lines += ["", *(f"column {name}: {about}" for name, about in query.columns.items()), ""]
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith("#+"))
    example = " ".join(f'--{name} "{value}"' for name, value in examples(query).items())
    return "\n".join([*lines, body.strip(), "", f"example     kg query {query.name} {example}".rstrip(), "", run])

"""``kg query``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.access import with_access
from kg.cli.language import with_language
from kg.cli.limits import limits
from kg.cli.parameters import with_help
from kg.cli.streams import say
from kg.rdf.formats import names

if TYPE_CHECKING:
    from kg.records.access import Access


@click.command("query", context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name", required=False, is_eager=True)
@click.option(
    "--build", "folder", type=click.Path(path_type=Path), help="The build to query; by default the project's."
)
@click.option("--format", "form", type=click.Choice(names("solutions", "graph")), help="Form of the answer.")
@click.option("--explain", is_flag=True, help="Show question, parameters, columns and SPARQL instead of running it.")
@click.option("--export", type=click.Path(path_type=Path), help="Write all queries to this folder, for other engines.")
@click.option("--long", "is_long", is_flag=True, help="One row a fact: row, record, column, value.")
@click.option("--search", metavar="WORDS", help="List the queries that these words may mean, in English or Russian.")
@with_language
@limits
@click.option("--rows", type=click.IntRange(min=1), default=1_000_000, show_default=True, help="Stop at more rows.")
@with_access
@with_help
@click.pass_context
def command(
    context: click.Context,
    name: str | None,
    folder: Path | None,
    form: str | None,
    explain: bool,
    export: Path | None,
    is_long: bool,
    search: str | None,
    lang: str | None,
    timeout: float,
    memory: float,
    rows: int,
    access: Access,
) -> None:
    """List the queries of the catalogue, or run one.

    NAME is a query of the catalogue, a .rq file with any SPARQL 1.1 query, or - for standard input. Parameters follow
    as --parameter value; `kg query NAME --help` lists them. Without NAME the catalogue is listed.
    """
    from kg.answers.catalogue import find_query, listed
    from kg.answers.explanation import explained
    from kg.answers.export import exported
    from kg.answers.results import answer, answer_of
    from kg.answers.search_answer import searched
    from kg.answers.speech import Speech
    from kg.cli.parameters import given_values, no_values
    from kg.cli.reader import answer_language, standard_input, warn
    from kg.model.files import read_text
    from kg.model.project import resources
    from kg.model.worker import Limits, limited

    allowed, queries, speech = (
        Limits(timeout, memory),
        resources("queries"),
        Speech(answer_language(lang, is_text=True)),
    )
    form = form or ("table" if sys.stdout.isatty() else "csv")
    if name is None:
        given_values(context.args)
        if search:
            say(limited(searched, allowed, queries, search, folder, speech=speech, access=access))
            return
        say(exported(queries, export) if export else listed(queries, speech))
        return
    if name == "-" or name.endswith(".rq"):
        no_values(context.args, name)
        text, place = (standard_input(), "standard input") if name == "-" else (read_text(Path(name)), name)
        found = limited(answer, allowed, text, form, folder, place=place, most=rows, is_long=is_long, access=access)
    else:
        query, values = find_query(queries, name), given_values(context.args)
        if explain:
            say(limited(explained, allowed, query, values, folder, access=access))
            return
        found = limited(
            answer_of, allowed, query, values, form, folder,
            most=rows, is_long=is_long, language=lang or speech.not_english, access=access,
        )  # fmt: skip
    click.echo(found.data, nl=False)
    warn(found.told)

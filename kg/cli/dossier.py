"""``kg dossier``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.answers.dossiers import WRITERS
from kg.cli.access import with_access
from kg.cli.language import with_language
from kg.cli.limits import limits
from kg.cli.streams import is_terminal, say

if TYPE_CHECKING:
    from kg.records.access import Access


@click.command("dossier", context_settings={"ignore_unknown_options": True})
@click.argument("given", metavar="[ABOUT]...", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--query", "--question", "question", metavar="NAME", help="Add the records that this query of the catalogue names."
)
@click.option("--format", "form", default="md", show_default=True, type=click.Choice(tuple(WRITERS)), help="Form.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write; by default standard output.")
@click.option("--build", "folder", type=click.Path(path_type=Path), help="The build to read; by default the project's.")
@with_language
@limits
@with_access
def command(
    given: tuple[str, ...],
    question: str | None,
    form: str,
    out: Path | None,
    folder: Path | None,
    lang: str | None,
    timeout: float,
    memory: float,
    access: Access,
) -> None:
    """Write a dossier: facts in order of time, law, demands, contradictions and sources.

    ABOUT is a person, body, place, event or document: a name, an id or an IRI. With --query, the records that a
    query of the catalogue names are added; its parameters follow as --parameter value.
    """
    from kg.answers.catalogue import find_query
    from kg.answers.dossiers import check_target, dossier
    from kg.answers.opening import from_build
    from kg.cli.parameters import names_and_values
    from kg.cli.reader import answer_language
    from kg.model.project import resources
    from kg.model.worker import Limits
    from kg.model.writing import write_file

    about, values = names_and_values(given, question)
    language = answer_language(lang, is_text=out is None and form == "md")
    check_target(out, form, is_terminal=is_terminal())
    query = find_query(resources("queries"), question) if question else None
    made = from_build(
        lambda build: dossier(build, about, form, query=query, values=values, access=access, language=language),
        Limits(timeout, memory),
        folder,
        access=access,
    )
    if out:
        write_file(out, made, private=access != "public")
        say(f"wrote {out}\n")
    else:
        sys.stdout.buffer.write(made)

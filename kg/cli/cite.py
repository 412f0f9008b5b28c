"""``kg cite``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.access import with_access
from kg.cli.language import with_language
from kg.cli.limits import limits
from kg.cli.streams import say
from kg.model.errors import CallError, Problem
from kg.model.message import Message

if TYPE_CHECKING:
    from kg.records.access import Access


@click.command("cite", context_settings={"ignore_unknown_options": True})
@click.argument("given", metavar="[ID]", nargs=-1, type=click.UNPROCESSED)
@click.option("--query", "question", metavar="NAME", help="Cite the answer to this query of the catalogue.")
@click.option(
    "--format", "form", default="text", show_default=True, type=click.Choice(("text", "bibtex", "csl-json")),
    help="Form of the citation.",
)  # fmt: skip
@click.option("--build", "folder", type=click.Path(path_type=Path), help="The build to read; by default the project's.")
@with_language
@limits
@with_access
def command(
    given: tuple[str, ...],
    question: str | None,
    form: str,
    folder: Path | None,
    lang: str | None,
    timeout: float,
    memory: float,
    access: Access,
) -> None:
    """Cite a claim, a document or the answer to a question.

    ID is an id, a name or an IRI; for a record, every claim that it happened is cited. With --query, the answer to a
    query of the catalogue is cited with the documents it is based on; its parameters follow as --parameter value.
    """
    from kg.answers.binding import names_given
    from kg.answers.catalogue import find_query
    from kg.answers.citations import FORMS, cite, cite_answer
    from kg.answers.finding import notes
    from kg.answers.opening import from_build
    from kg.answers.speech import Speech
    from kg.cli.parameters import given_values
    from kg.cli.reader import answer_language, warn
    from kg.model.project import resources
    from kg.model.worker import Limits

    if not question and (len(given) != 1 or given[0].startswith("-")):
        several = Message("one ID is cited at a time, and {ids} is given", ids=" ".join(given))
        found, remedy = (
            several if given else Message("no ID is given"),
            Message("`kg cite ID`, or `kg cite --query NAME --parameter value`"),
        )
        raise CallError(Problem("wrong-call", found, remedy))
    speech = Speech(answer_language(lang, is_text=form == "text"))
    query = find_query(resources("queries"), question) if question else None
    values = given_values(given) if query else {}
    names = names_given(query, values) if query else [(given[0], "")]
    cited, told = from_build(
        lambda build: (
            cite_answer(build.dataset, query, values, build=build.sha256, speech=speech)
            if query
            else cite(build.dataset, given[0], build=build.sha256, speech=speech),
            notes(names, build.dataset),
        ),
        Limits(timeout, memory),
        folder,
        access=access,
    )
    say(FORMS[form](cited, speech), form)
    warn(told)

"""``kg cite``."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from kg.model.errors import CallError, DataError, Problem
from kg.model.message import Message


@click.command("cite", context_settings={"ignore_unknown_options": True})
@click.argument("given", metavar="[ID]", nargs=-1, type=click.UNPROCESSED)
@click.option("--query", "question", metavar="NAME", help="Cite the answer to this question of the catalogue.")
@click.option(
    "--format", "form", default="text", show_default=True, type=click.Choice(("text", "bibtex", "csl-json")),
    help="Form of the citation.",
)  # fmt: skip
@click.option("--build", "folder", type=click.Path(path_type=Path), help="The build to read; by default the project's.")
def command(given: tuple[str, ...], question: str | None, form: str, folder: Path | None) -> None:
    """Cite a claim, a document or the answer to a question.

    ID is an id, a name or an IRI; of a record, every claim that it is so is cited. With --query the answer to a
    question of the catalogue is cited, and the documents that it rests on; its parameters follow as --parameter value.
    """
    from kg.answers.catalogue import find_query
    from kg.answers.citations import FORMS, cite, cite_answer
    from kg.cli.query import build_folder, given_values
    from kg.model.project import resources
    from kg.rdf.dataset import Dataset

    if not question and (len(given) != 1 or given[0].startswith("-")):
        several = Message("one ID is cited at a time, and {ids} is given", ids=" ".join(given))
        found = several if given else Message("no ID is given")
        raise CallError(
            Problem("wrong-call", found, Message("`kg cite ID`, or `kg cite --query NAME --parameter value`"))
        )
    query = find_query(resources("queries"), question) if question else None
    values = given_values(list(given)) if query else {}
    build = build_folder(folder)
    dataset = Dataset.open(build)
    name = identity(build)
    cited = cite_answer(dataset, query, values, build=name) if query else cite(dataset, given[0], build=name)
    click.echo(FORMS[form](cited), nl=False)


def identity(build: Path) -> str:
    """What names a build: the SHA-256 of its ``kg.nq``; ``DataError`` if that is not there."""
    try:
        with (build / "kg.nq").open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        found = Message("{path} cannot be read, so the build has no name", path=build / "kg.nq")
        raise DataError(Problem("broken-build", found, Message("run `kg build` again"))) from error

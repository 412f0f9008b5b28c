"""``kg extract``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.facts import given_facts, with_facts
from kg.cli.streams import say_line


@click.command("extract")
@click.argument("documents", metavar="DOCUMENT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@with_facts
@click.option("--into", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option("--again", is_flag=True, help="Replace the proposals that are there; what was changed in them is lost.")
@click.option("--extractor", type=click.Choice(["rules", "openai"]), default="rules", show_default=True, help="The rules on this machine, or a language model at an OpenAI-compatible endpoint.")  # fmt: skip
@click.option("--base-url", metavar="URL", default="", help="Where that model is: http://localhost:11434/v1, say.")
@click.option("--model", metavar="NAME", default="", help="What it is called there.")
@click.option("--timeout", metavar="SECONDS", default=300.0, show_default=True, type=click.FloatRange(min=0, min_open=True), help="How long it may take for one answer.")  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(0, 64), default=0, help="How many documents at once; by default one a core."
)
def command(
    documents: tuple[Path, ...],
    into: Path | None,
    again: bool,
    extractor: str,
    base_url: str,
    model: str,
    timeout: float,
    workers: int,
    **options: Any,
) -> None:
    """Propose records for documents, for a person to review.

    DOCUMENT is the folder of a document of the project, or a file (text, web page, PDF, Word, message) that is added first.
    The proposals are written beside the document: proposed.yaml has them as records with status: proposed, proposed.csv
    the words, the rule and the score of each value. No build takes them. The rules send nothing anywhere: all is done on
    this machine. An alleged perpetrator is proposed only where the text names one.
    """
    from kg.cli.progress import Progress
    from kg.extraction.by_model.choosing import chosen
    from kg.extraction.proposing import check_target, propose_all, write
    from kg.extraction.telling import told
    from kg.model.files import shown
    from kg.model.project import find_project
    from kg.upkeep.adding import add_files

    project = find_project(into)
    endpoint = chosen(extractor, base_url, model, timeout, project)
    folders = add_files(documents, given_facts(options), project)
    for folder in folders:
        check_target(folder, again=again)
    made = []
    with Progress([shown(folder) for folder in folders]) as progress:
        for one in propose_all(folders, project, workers=workers, endpoint=endpoint):
            progress.stage(one.ident)
            write(one)
            made.append(one)
    say_line("\n".join(told(made)))

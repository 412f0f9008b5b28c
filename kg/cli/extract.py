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
@click.option(
    "--workers", type=click.IntRange(0, 64), default=0, help="How many documents at once; by default one a core."
)
def command(documents: tuple[Path, ...], into: Path | None, again: bool, workers: int, **options: Any) -> None:
    """Propose records for documents, for a person to review.

    DOCUMENT is the folder of a document of the project, or a file (text, web page, PDF, Word, message) that is added first.
    The proposals are written beside the document: proposed.yaml has them as records with status: proposed, proposed.csv
    the words, the rule and the score of each value. No build takes them. Nothing is sent anywhere: all is done on this
    machine. An alleged perpetrator is proposed only where the text names one.
    """
    from kg.cli.progress import Progress
    from kg.extraction.proposing import check_target, propose_all, write
    from kg.extraction.telling import told
    from kg.model.files import shown
    from kg.model.project import find_project
    from kg.upkeep.adding import add_files

    project = find_project(into)
    folders = add_files(documents, given_facts(options), project)
    for folder in folders:
        check_target(folder, again=again)
    made = []
    with Progress([shown(folder) for folder in folders]) as progress:
        for one in propose_all(folders, project, workers=workers):
            progress.stage(one.ident)
            write(one)
            made.append(one)
    say_line("\n".join(told(made)))

"""``kg review``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.streams import say_line


@click.command("review")
@click.argument("document", metavar="DOCUMENT", type=click.Path(path_type=Path))
@click.option("--reader", metavar="NAME", required=True, help="Who reviews: the log has it beside each decision.")
@click.option("--write", is_flag=True, help="Only move what is accepted to the file of records; open nothing.")
@click.option("--into", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
def command(document: Path, reader: str, write: bool, into: Path | None) -> None:
    """Review what kg extract proposes for a document: accept, correct, reject, merge, add.

    DOCUMENT is the folder of a document. The text and the proposals stand side by side; each decision is one key, and goes
    into review.log beside the document at once. An alleged perpetrator, a minor, a private person and sexual violence need
    two readers. What is accepted goes into records.yaml with the key w, or with --write.
    """
    from kg.cli.reader import reading_language
    from kg.extraction.review.reviewing import opened
    from kg.extraction.review.telling import checked_reader, moved
    from kg.model.extras import needing
    from kg.model.project import find_project

    reader = checked_reader(reader)
    review = opened(document, find_project(into))
    if write:
        say_line("\n".join(moved(review, who=reader)))
        return
    with needing("Textual", "review"):
        from kg.extraction.review.app import run
    run(review, reader, reading_language())

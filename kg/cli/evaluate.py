"""``kg evaluate``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.streams import say_line


@click.command("evaluate")
@click.argument("gold", metavar="[GOLD]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option(
    "--originals",
    type=click.Path(path_type=Path),
    help="The folder of the originals that the project's digests restate.",
)
@click.option(
    "--effort",
    is_flag=True,
    help="Show the minutes that a person needs, with the proposals and without, and those of the reviews so far.",
)
@click.option("--rules", is_flag=True, help="Show how often each rule was right, the worst first.")
def command(gold: tuple[Path, ...], documents: Path | None, originals: Path | None, effort: bool, rules: bool) -> None:
    """Measure what kg extract proposes against documents that people have annotated.

    GOLD are files of annotations (YAML, with the text beside them or in the folder above) or articles with labelled
    attacks (JSON, as HRDsAttack has them). Without GOLD the project's own reviewed records are the measure, projected on
    the originals that its digests restate. An act counts as found if it tells of the same words and its type is kin.
    """
    from kg.extraction.evaluation.corpora import annotated, attacks
    from kg.extraction.evaluation.reviewed import reviewed
    from kg.extraction.evaluation.running import evaluated, table
    from kg.extraction.review import effort as efforts
    from kg.model.project import find_project

    files, articles = annotated(gold), attacks(gold)
    project = None if gold else find_project(documents)
    logged = list(efforts.efforts(project.documents)) if effort and project else []
    golds = reviewed(project, originals, needed=not logged) if project else files
    if golds:
        say_line("\n".join(table(evaluated(golds), rules=rules, effort=effort)))
    if logged:
        say_line("\n".join(["", *efforts.table(logged)] if golds else efforts.table(logged)))
    if articles:
        say_line("\n".join(articles))

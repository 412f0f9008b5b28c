"""``kg build``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.access import with_access
from kg.cli.streams import say

if TYPE_CHECKING:
    from kg.records.access import Access
    from kg.validation import Engine


@click.command("build")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option("--out", type=click.Path(path_type=Path), help="The folder for the build, which is replaced as a whole.")
@click.option("--strict", is_flag=True, help="Count a warning as a violation.")
@click.option(
    "--engine",
    type=click.Choice(["fast", "reference"]),
    default="fast",
    show_default=True,
    help="What checks and infers: our own engines, or pySHACL and owlrl, which take many times as long. The result is the same.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many processes map and check documents. The result is the same.",
)
@click.option("--with-proposed", "proposed", is_flag=True, help="Build the proposals too, into a folder of their own.")
@click.option("--lang", default="", metavar="LANGUAGE", help="Language of display texts; by default the project's.")
@with_access
def command(
    documents: Path | None,
    out: Path | None,
    strict: bool,
    engine: Engine,
    workers: int,
    proposed: bool,
    lang: str,
    access: Access,
) -> int:
    """Turn documents and records into a checked graph.

    Reads the project in the working folder, checks every record, and writes Turtle, TriG, N-Quads, the
    inferences, a SHACL report and the store that queries read. What has not changed since the last build is taken from
    there. The last good build stays until the new one is complete.
    What is not public is left out. With --access partners what partners may see is written too, with --access internal
    everything, each to a folder of its own beside the build that only you may read. Proposed records that nobody has
    reviewed are left out; with --with-proposed they are built too, into a graph of their own, build.proposed.
    """
    from kg.build.output import check_target, folder_of, recover
    from kg.build.pipeline import STAGES, build
    from kg.build.proposed import apart
    from kg.build.summary import summary
    from kg.cli.progress import Progress
    from kg.cli.reader import warn
    from kg.model.journal import tidy
    from kg.model.project import display_language, find_project, unstated

    project = find_project(documents, out)._replace(display=display_language(lang))
    project = apart(project) if proposed else project
    tidy(project.documents, (project.build,))
    target = folder_of(project.build, access)
    recover(target)
    check_target(target, access=access)
    with Progress(STAGES) as progress:
        made = build(
            project,
            access=access,
            strict=strict,
            engine=engine,
            workers=workers,
            proposed=proposed,
            progress=progress.stage,
            counted=progress.count,
        )
    say(f"{summary(made, target)}\n")
    warn((*made.warnings, *filter(None, (unstated(project),))))
    return 0 if made.published else 1

"""``kg build``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.build.pipeline import Build
    from kg.validation import Engine


@click.command("build")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the build goes; it is replaced whole.")
@click.option("--strict", is_flag=True, help="Let a warning count as a violation.")
@click.option(
    "--engine",
    type=click.Choice(["fast", "reference"]),
    default="fast",
    show_default=True,
    help="What checks and infers: our own engines, or pySHACL and owlrl, which take many times as long. The result is the same.",
)
def command(documents: Path | None, out: Path | None, strict: bool, engine: Engine) -> int:
    """Turn documents and records into a checked graph.

    Reads the project in the working folder, checks every record, and writes Turtle, TriG, N-Quads, what follows by
    inference, a SHACL report and the store that queries read. The last good build stays until the new one is whole.
    """
    from kg.build.output import check_target, recover
    from kg.build.pipeline import build
    from kg.model.project import find_project, unstated
    from kg.upkeep.files import settle

    project = find_project(documents, out)
    settle(project.documents)
    recover(project.build)
    check_target(project.build)
    with _Bar() as bar:
        made = build(project, strict=strict, engine=engine, progress=bar.stage)
    click.echo(summary(made, project.build))
    for problem in (*made.warnings, *filter(None, (unstated(project),))):
        click.echo(str(problem), err=True)
    return 0 if made.published else 1


def summary(made: Build, target: Path) -> str:
    """What a build made, for a person."""
    from kg.model.files import shown

    records = ", ".join(f"{count} {plural(name, count)}" for name, count in sorted(made.records.items()))
    seconds = ", ".join(f"{name} {spent:.1f} s" for name, spent in made.seconds.items())
    counts = ", ".join(f"{count} {plural(name.lower(), count)}" for name, count in made.report.counts.items())
    lines = [
        f"documents   {made.documents}",
        f"records     {sum(made.records.values())}: {records}",
        f"triples     {made.asserted} asserted, {made.inferred} inferred",
        f"shapes      {'conforms' if made.published else 'does not conform'}: {counts}",
        f"time        {seconds}",
        f"files       {shown(made.folder)}/",
    ]
    if not made.published:
        lines += ["", made.report.text().partition("\n\n")[2].rstrip(), ""]
        lines += [f"{shown(target)}/ is as it was; what does not conform is in {shown(made.folder)}/"]
    return "\n".join(lines)


def plural(noun: str, count: int) -> str:
    """The noun in the number that fits.

    >>> plural("authority", 2)
    'authorities'
    """
    if count == 1:
        return noun
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


class _Bar:
    """Progress on standard error: a bar on a terminal, a line a stage elsewhere."""

    def __enter__(self) -> _Bar:
        self._bar = None
        if sys.stderr.isatty():
            from kg.build.pipeline import STAGES

            self._bar = click.progressbar(
                length=len(STAGES), file=sys.stderr, item_show_func=lambda item: item, show_eta=False
            )
            self._bar.__enter__()
            self._begun = False
        return self

    def stage(self, name: str) -> None:
        """A stage begins."""
        if self._bar is None:
            click.echo(f"{name} …", err=True)
            return
        self._bar.update(int(self._begun), current_item=name)
        self._begun = True

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            if error[0] is None:
                self._bar.update(1, current_item="done")
            self._bar.__exit__(None, None, None)

"""``kg migrate``."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.model.project import Project
    from kg.upkeep.migration import Migration

from kg.model.errors import CallError, DataError, Problem
from kg.model.message import Message


@click.command("migrate")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option("--from", "before", metavar="VERSION", help="The ontology that the records are for, if nothing says it.")
@click.option("--write", is_flag=True, help="Change the files; without it the changes are only shown.")
def command(documents: Path | None, before: str | None, write: bool) -> int:
    """Lift records to the ontology of this program.

    chronicle.toml says for which version the records were written. What changed since then is shown as a difference
    of files, and done with --write: keys, kinds and concepts in their new names, everything else as it was typed. What
    has no place any more is told with file and line, and nothing is changed then.
    """
    from kg.model.project import find_project
    from kg.model.vocabulary import VERSION
    from kg.model.writing import scratch_folder
    from kg.upkeep import files
    from kg.upkeep.migration import migrate_project

    project = find_project(documents)
    files.settle(project.documents)
    version = _version(project, before)
    with scratch_folder(Path(tempfile.gettempdir()), "kg-migrate") as scratch:
        made = migrate_project(project._replace(ontology=version), version, scratch)
    if not made.files:
        click.echo(f"the records are written for ontology {VERSION}: there is nothing to lift")
    for step in made.steps:
        click.echo(f"{step.before} → {step.after}: {step.why}")
    click.echo("".join(difference(made)), nl=False)
    if write and made.files:
        files.write(project.documents, made.contents)
    if made.files:
        count = f"{len(made.files)} file{'s' if len(made.files) > 1 else ''}"
        click.echo(
            f"{count} lifted to ontology {VERSION}" if write else f"{count} to lift; `kg migrate --write` does it"
        )
    if made.faults:
        raise DataError(made.faults)
    return 0


def _version(project: Project, before: str | None) -> str:
    """The version that records are written for: as stated, as given, or that of today where they are read so."""
    from kg.model.project import is_version, unfit, version_key
    from kg.model.vocabulary import VERSION
    from kg.upkeep.migration import is_current

    if before is not None:
        if not is_version(before):
            raise CallError(
                Problem(
                    "wrong-call", Message('"{version}" is not a version', version=before), Message("write it as 0.9")
                )
            )
        if project.ontology and version_key(before) != version_key(project.ontology):
            found = Message("the settings say that the records are for ontology {version}", version=project.ontology)
            raise CallError(Problem("wrong-call", found, Message("leave out --from, or correct the settings")))
        version = before
    elif project.ontology:
        version = project.ontology
    elif is_current(project):
        version = VERSION
    else:
        found = Message("nothing says which ontology the records are written for, and they do not fit the current one")
        remedy = Message(
            "say which with --from VERSION; if it is the current one ({version}), `kg build` shows what is wrong",
            version=VERSION,
        )
        raise CallError(Problem("unstated-ontology", found, remedy))
    newer = unfit(project._replace(ontology=version))
    if newer and newer.code == "newer-ontology":
        raise DataError(newer)
    return version


def difference(made: Migration) -> Iterator[str]:
    """What changes in each file, as a unified diff."""
    for name, (before, after) in made.files.items():
        old, new = (text.replace("\r\n", "\n").splitlines(keepends=True) for text in (before, after))
        for line in difflib.unified_diff(old, new, name, name, n=1):
            yield line if line.endswith("\n") else f"{line}\n\\ no line end\n"

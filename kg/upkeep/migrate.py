"""Migrates a project: finds its version, shows what changes, and writes the files."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from kg.model import journal
from kg.model.errors import CallError, DataError, Problem
from kg.model.message import Message
from kg.model.project import Project, is_version, unfit, version_key
from kg.model.vocabulary import VERSION
from kg.model.writing import scratch_folder
from kg.upkeep.migration import Migration, is_current, migrate_project


def migrate(project: Project, before: str | None, *, write: bool) -> Migration:
    """The records migrated to the ontology of this program, from the version stated or ``before``; ``write`` saves them.

    What a killed command left unfinished is finished first.
    """
    journal.tidy(project.documents, (project.build,))
    seen = journal.state(project.documents, (project.build,)) if write else None
    version = version_of(project, before)
    with scratch_folder() as scratch:
        made = migrate_project(project._replace(ontology=version), version, scratch)
    if write and made.files:
        journal.write(project.documents, made.contents, seen=seen, without=(project.build,))
    return made


def summary(made: Migration, *, written: bool) -> Iterator[str]:
    """The steps, the difference of the files, and how many there are."""
    if not made.files:
        yield f"the records are written for ontology {VERSION}: there is nothing to migrate\n"
    for step in made.steps:
        yield f"{step.before} → {step.after}: {step.why}\n"
    yield from difference(made)
    if made.files:
        count = f"{len(made.files)} file{'s' if len(made.files) > 1 else ''}"
        yield (
            f"{count} migrated to ontology {VERSION}\n"
            if written
            else f"{count} to migrate; `kg migrate --write` does it\n"
        )


def version_of(project: Project, before: str | None) -> str:
    """The version that records are written for: as stated, as given, or the current one if they can be read as such."""
    if before is not None:
        if not is_version(before):
            found = Message('"{version}" is not a version', version=before)
            raise CallError(Problem("wrong-call", found, Message("write it as 0.9")))
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

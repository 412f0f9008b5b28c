"""Removes a person or a document from a project: from records, authority files, digests and the build.

A plan says what is erased and what the files then contain. It is tried on a copy before anything is changed; what
cannot be decided here is listed for a person to decide. No message contains a word of the name.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from kg.build.mapping import find_documentalist, map_project
from kg.build.output import build_folders, folder_of, recover, rejected, strangers, swap
from kg.build.pipeline import build
from kg.build.reading import Read
from kg.check import editor_schemas
from kg.model import journal
from kg.model.errors import ChronicleError, Location, Problem
from kg.model.files import shown
from kg.model.journal import State
from kg.model.layout import SCHEMAS, SETTINGS
from kg.model.message import Message
from kg.model.project import Project
from kg.model.terms import Term
from kg.model.writing import SCRATCH, real_path, scratch_folder, sweep
from kg.records import Record
from kg.records.access import CHOICES
from kg.upkeep import files
from kg.upkeep.erasure import Erasure, Held, free_texts
from kg.upkeep.erasure_plan import ErasurePlan
from kg.upkeep.hints import hints
from kg.upkeep.occurrences import builds, occurrences
from kg.upkeep.redaction import Redaction
from kg.upkeep.staging import faults_of_copy, relocated, staged_copy
from kg.upkeep.subjects import Subject


def plan(project: Project, read: Read, subject: Subject) -> ErasurePlan:
    """What forgetting changes, tried on a copy; ``DataError`` if the project is already at fault."""
    map_project(project, read)
    made, erasure, documentalist = _begun(project, read, subject)
    if documentalist in {entity.iri for entity in subject.entities}:
        found = Message("chronicle.toml names the person to be forgotten as documentalist")
        remedy = Message("name another documentalist first")
        made.blocked.append(Problem("not-forgotten", found, remedy, Location(shown(project.documents / SETTINGS))))
    made.blocked += dict.fromkeys(_made_by_scripts(project, erasure))
    Redaction(project, read, made, erasure).write()
    with scratch_folder() as scratch:
        trial = staged_copy(project.documents, made.changes, scratch / "trial")
        made.blocked += faults_of_copy(project, trial)
        for name, data in _schemas(project, trial).items():
            (trial / name).write_bytes(data)
        own, copy = shown(project.documents), shown(trial)
        made.left = [
            replace(trace, place=trace.place._replace(path=trace.place.path.replace(copy, own, 1)))
            for trace in occurrences(trial, subject.names)
        ]
    return made


def to_read(project: Project, read: Read, subject: Subject) -> list[tuple[str, Location]]:
    """What a person should read, as it may show who is meant without the name."""
    return _begun(project, read, subject)[0].read


def _begun(project: Project, read: Read, subject: Subject) -> tuple[ErasurePlan, Erasure, Term]:
    """A plan with its lists of records and of what to read; the effects; the documentalist, if there is one."""
    made = ErasurePlan(subject)
    documentalist = find_documentalist(project, read.directory)
    gone = {entity.iri for entity in subject.entities}
    erasure = Erasure(read, gone, set(subject.documents), subject.names, frozenset({documentalist} - {""}))
    _list_effects(made, erasure)
    told = {place for _, place in made.read}
    made.read += [(what, place) for what, place in hints(erasure) if place not in told]
    return made, erasure, documentalist


def _list_effects(made: ErasurePlan, erasure: Erasure) -> None:
    """Fills the lists of a plan that come from the effects of records."""
    for one in erasure.held:
        effect = erasure.effects.get(id(one.record))
        if erasure.is_gone(one):
            if one.document not in erasure.documents:
                made.gone.append((f"{one.entity.kind} {one.entity.local}", one.record.location))
            elif one.record.kind.name == "document":
                count = sum(1 for other in erasure.held if other.document == one.document) - 1
                made.gone.append(
                    (f"document {one.entity.local} with its folder and {count} records", one.record.location)
                )
            if not one.document:
                made.retired.append(one.entity.local)
        elif effect and (effect.dropped or effect.withheld):
            named = f"{one.entity.kind} {one.entity.local}"
            made.mentions += [
                (f"{entry.key.name} of {named}", entry.location) for entry in (*effect.dropped, *effect.withheld)
            ]
            if any(entry.key.name not in ("in", "names") for entry in (*effect.dropped, *effect.withheld)):
                made.read += [
                    (f"{name} of {named}, which loses a mention", place) for name, _, place in free_texts(one.record)
                ]
        if effect and effect.without_decider and not erasure.is_gone(one):
            remedy = Message("name another decider, or remove the decision")
            made.blocked.append(
                Problem(
                    "not-forgotten",
                    Message("the person to be forgotten took this decision"),
                    remedy,
                    one.record.location,
                )
            )
    made.read += [
        (f"{one.entity.kind} {one.entity.local}, to which nothing refers any more", one.record.location)
        for one in erasure.unreferenced
    ]
    if made.subject.documents:
        made.read += [
            (f"{one.entity.kind} {one.entity.local}, which the document told of too", one.record.location)
            for one in erasure.held
            if not one.document and not erasure.is_gone(one) and _was_in_document(one, erasure)
        ]


def _made_by_scripts(project: Project, erasure: Erasure) -> Iterator[Problem]:
    """A problem for each record that has to change but is not in a file that can be changed here, such as a row of a table."""
    editable = {shown(path) for path in files.record_files(project)}
    for one in erasure.held:
        effect = erasure.effects.get(id(one.record))
        changes = erasure.is_gone(one) or (effect and (effect.dropped or effect.withheld))
        if changes and one.document not in erasure.documents and one.record.location.path not in editable:
            remedy = Message("remove it from the file by hand, and run the command again")
            found = Message("a mapping script makes this record, and `kg forget` does not change the file")
            yield Problem("not-forgotten", found, remedy, one.record.location)


def _was_in_document(one: Held, erasure: Erasure) -> bool:
    """Whether a shared entry says that a forgotten document names it, or a record of that document is about it."""
    names = [part.value for part in one.record.all("names") if isinstance(part.value, Record)]
    return any(entry.text in erasure.documents for name in names for entry in name.all("in"))


def carry_out(project: Project, made: ErasurePlan, seen: State | None = None) -> list[Problem]:
    """Makes the changes of a plan and builds again; gives what is in the way, in which case nothing is changed.

    The new graph is made and checked on a copy first. A project without a build does not get one. What another command
    has written since the project was ``seen`` is not overwritten: that is a ``CallError``.
    """
    recover(project.build)
    target = real_path(project.build)
    with _scratch_folder(target) as scratch:
        trial = staged_copy(project.documents, made.changes, scratch / "trial")
        try:
            fresh = build(project._replace(documents=trial, build=scratch / "build"))
        except ChronicleError as error:
            return [relocated(problem, trial, project.documents) for problem in error.problems]
        if not fresh.published:
            remedy = Message("fix by hand what the report names, and run the command again")
            return [
                Problem(
                    "not-forgotten",
                    Message("the graph would not conform: {report}", report=fresh.report.text()),
                    remedy,
                )
            ]
        made.changes |= _schemas(project, trial)
        journal.write(project.documents, made.changes, seen=seen, without=builds(project))
        if target.is_dir() and not strangers(target):
            swap(fresh.folder, target)
        for access in CHOICES[1:]:
            other = real_path(folder_of(project.build, access))
            if other.is_dir() and not strangers(other):
                swap(build(project._replace(documents=trial, build=scratch / "build"), access=access).folder, other)
    clear(project)
    return []


def _schemas(project: Project, trial: Path) -> dict[str, bytes]:
    """The schemas for editors, which offer the names of the authority files, made anew if there are any."""
    copied = project._replace(documents=trial)
    files = [(name, project.documents / SCHEMAS / f"{name}.schema.json") for name in editor_schemas.NAMES]
    return {f"{SCHEMAS}/{path.name}": editor_schemas.content(name, copied) for name, path in files if path.exists()}


def clear(project: Project) -> None:
    """Removes what builds left beside the build: a rejected graph, and the unfinished files of a killed one."""
    targets = [real_path(folder_of(project.build, access)) for access in CHOICES]
    for folder in build_folders(project.build):
        if folder.is_dir() and folder not in targets and not strangers(folder):
            shutil.rmtree(folder)
    for target in targets:
        for name in (target.name, rejected(target).name, SCRATCH):
            if target.parent.is_dir():
                sweep(target.parent, name)
    sweep(Path(tempfile.gettempdir()), SCRATCH)


def _scratch_folder(target: Path) -> AbstractContextManager[Path]:
    """A folder beside the build, so that the new build is renamed and not copied; a temporary folder if there is no build."""
    return scratch_folder(target.parent, target.name) if target.is_dir() else scratch_folder()

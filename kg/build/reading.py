"""Reads and maps a project: documents and records become quads, and every fault of every file is reported.

A whole build reads everything. With an index of the last build, only what was requested or has changed is read, and the
rest is taken from the index: a whole build is an incremental one in which everything is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.build.index import AUTHORITIES, Index, Unit, unit_name
from kg.build.own_terms import read_own_terms
from kg.build.scope import NOTHING, Reuse, Scope, reusable
from kg.mapping import (
    GraphBuilder,
    Script,
    Source,
    claim_documents,
    find_sources,
    map_records,
    naming_claims,
    without_document,
)
from kg.mapping.scripts import scripts
from kg.model.errors import CallError, ChronicleError, DataError, Location, Problem, nearest
from kg.model.files import shown
from kg.model.journal import settle
from kg.model.kinds import AGENTS
from kg.model.layout import SETTINGS
from kg.model.message import Message
from kg.model.project import Project, resources, unfit
from kg.model.terms import Quad, Triple
from kg.records import Record, read_records
from kg.records.authorities import given_again, read_authorities, read_retired
from kg.records.identity import Directory, Later, names_in_iris


@dataclass(slots=True)
class Read:
    """The records that were read, the directory of the whole project, and the faults found so far.

    ``unread`` are the faults of requested files that cannot be read at all; ``asked`` are the ids of the requested
    documents, an empty one for the authority files; ``retired`` are the ids of removed records; ``reuse`` is what was
    taken from the last build instead, and ``notes`` say what in the context differs from that build.
    """

    directory: Directory
    reuse: Reuse
    sources: list[Source] = field(default_factory=list)
    authorities: list[Record] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    retired: Collection[str] = ()
    notes: list[Message] = field(default_factory=list)
    own: list[Triple] = field(default_factory=list)
    """The project's own terms, and what is said of them."""
    warnings: list[Problem] = field(default_factory=list)

    @property
    def units(self) -> dict[str, Iterable[Record]]:
        """The records that were read, by document; those of the authority files have none."""
        return {"": self.authorities, **{source.id: source.records for source in self.sources}}

    @property
    def documents(self) -> set[str]:
        """The ids of all documents."""
        return {source.id for source in self.sources} | {unit.document for unit in self.reuse.units.values()}

    @property
    def counts(self) -> Counter[str]:
        """How many records of each kind were read; the front matter of a document is not counted."""
        records = [record for source in self.sources for record in source.records[1:]]
        return Counter(record.kind.name for record in (*records, *self.authorities))


def read_project(project: Project) -> Read:
    """Every record of a project and its directory; ``DataError`` with all faults if a file cannot be read at all.

    Records written for another version of the ontology are not read.
    """
    if problem := unfit(project):
        raise DataError(problem)
    read = read_scope(Scope(project, whole=True))
    if read.unread:
        raise DataError((*read.unread, *read.faults))
    return read


def read_scope(scope: Scope, index: Index | None = None) -> Read:
    """What was requested and what has changed since the build of the index, in the context of all the rest."""
    project = scope.project
    _settle(project)
    claimed, faults = claim_documents(project.documents, resources("mappings"))
    documents = _documents(scope, claimed)
    paths = {name: path for name, (path, _) in documents.items()}
    read = Read(Directory(project.base), reusable(scope, index, paths) if index else NOTHING, unread=faults)
    _read_retired(read, scope)
    for name, (path, script) in documents.items():
        if name not in read.reuse.units:
            built = index.units.get(name) if index else None
            _read_document(read, scope, script, path, built if built and built.sha256 else None)
    if scope.whole:
        read.unread += without_document(project.documents, {path.parent for path in paths.values()})
    if AUTHORITIES not in read.reuse.units:
        _read_authorities(read, scope)
    _read_own_terms(read, scope)
    _fill_directory(read)
    return read


def _settle(project: Project) -> None:
    """Finishes what a killed command began to write, where that may be."""
    for folder in (
        project.documents,
        *{path.parent for _, path in find_sources(project.documents, resources("mappings"))},
    ):
        with suppress(OSError, CallError):
            settle(folder)


def _documents(scope: Scope, claimed: Iterable[tuple[Script, Path]]) -> dict[str, tuple[Path, Script]]:
    """Each document by the name of its unit; requested ones come last, so that a duplicate id is reported in them."""
    found = {path: script for script, path in claimed}
    found |= {path: _script(path) for path in scope.documents if path not in found}
    named = {_unit_name(scope.project, path): (path, script) for path, script in found.items()}
    return dict(sorted(named.items(), key=lambda pair: (pair[1][0] in scope.documents, pair[0])))


def _script(path: Path) -> Script:
    """The script that reads a document outside the project's folder."""
    return next(script for script in scripts(resources("mappings")) if path.match(script.pattern))


def _unit_name(project: Project, path: Path) -> str:
    return unit_name(project, str(path)) if path.is_relative_to(project.documents) else path.resolve().as_posix()


def _read_document(read: Read, scope: Scope, script: Script, path: Path, built: Unit | None) -> None:
    """Reads one document; if it is only context and cannot be read, it is taken from the last build."""
    is_asked = scope.whole or path in scope.documents
    try:
        source, faults = _source(scope, script, path)
    except ChronicleError as error:
        if is_asked:
            read.unread += error.problems
        elif built:
            read.reuse = read.reuse.also(built)
            note = Message(
                "{path} has faults of its own, so its last build is used instead: `kg validate {path}` shows them",
                path=shown(path.parent),
            )
            read.notes.append(note)
        return
    read.sources.append(source)
    read.faults += (*faults, *given_again(source.records, read.retired, source.id))
    if is_asked:
        read.asked.add(source.id)
    elif built:
        note = Message("{path} has changed since the build and is taken as it is now", path=shown(path.parent))
        read.notes.append(note)


def _source(scope: Scope, script: Script, path: Path) -> tuple[Source, list[Problem]]:
    """A document with its records, including those of further files, and the faults in them."""
    language = scope.project.language
    source, faults = script.read(path, language=language)
    for extra in scope.documents.get(path, ()):
        original = source.original.get("language") or source.language or language
        records, more = read_records(extra, language=language, original=original)
        source, faults = replace(source, records=(*source.records, *records)), [*faults, *more]
    return source, faults


def _read_retired(read: Read, scope: Scope) -> None:
    try:
        read.retired = read_retired(scope.project.authorities)
    except ChronicleError as error:
        read.unread += error.problems


def _read_authorities(read: Read, scope: Scope) -> None:
    project = scope.project
    read.authorities, faults, unread = read_authorities(project.authorities, language=project.language)
    read.faults += faults
    if scope.whole or scope.authorities:
        read.asked.add("")
    read.faults += given_again(read.authorities, read.retired)
    if scope.whole:
        read.unread += unread
    else:
        read.faults += unread  # of interest only when that file was requested


def _read_own_terms(read: Read, scope: Scope) -> None:
    own = read_own_terms(scope.project, checked=scope.whole)
    read.own += own.triples
    read.faults += [problem for problem in own.problems if problem.severity == "violation"]
    read.warnings += [problem for problem in own.problems if problem.severity != "violation"]


def _fill_directory(read: Read) -> None:
    """Fills the directory: the authority files, then the documents; a reused one is added when a record refers to it."""
    shared = read.reuse.units.get(AUTHORITIES)
    read.faults += read.directory.add(shared.unpacked() if shared else read.authorities)
    for unit in read.reuse.units.values():
        if unit is not shared:
            read.directory.later[unit.document] = Later(unit.unpacked, unit.names, list(unit.called()))
    read.sources.sort(key=lambda source: (source.id in read.asked, source.id))
    for source in read.sources:
        read.faults += read.directory.add(source.records, source.id)


# ── Mapping ──────────────────────────────────────────────────────────────────────────────────────────────────


def map_project(project: Project, read: Read) -> list[Quad]:
    """The quads of all records, sorted; ``DataError`` with all faults of all documents, including those of reading."""
    builders = map_read(project, read, find_documentalist(project, read.directory))
    problems = [*read.faults, *unknown_documents(read)]
    problems += [problem for builder in builders for problem in builder.problems]
    quads = sorted({quad for builder in builders for quad in builder.quads})
    problems += names_in_iris(read.directory, (quad.subject for quad in quads))
    if problems:
        raise DataError(dict.fromkeys(problems))
    return quads


def map_read(project: Project, read: Read, documentalist: str) -> list[GraphBuilder]:
    """The graph of the authority files and of each document that was read, each with the faults found in it."""
    directory, language = read.directory, project.language
    builders = []
    if AUTHORITIES not in read.reuse.units:
        builders.append(GraphBuilder(directory, directory.mint("graph", "authorities"), language=language))
        map_records(builders[0], read.authorities)
    shared = [entity for entity in directory.opened() if not entity.document]
    for source in read.sources:
        builder = GraphBuilder(directory, directory.mint("document", source.id), source, language, documentalist)
        map_records(builder, source.records)
        naming_claims(builder, shared)
        builders.append(builder)
    return builders


def unknown_documents(read: Read) -> Iterator[Problem]:
    """A problem for each name listed as occurring in a document that the project does not have."""
    known = read.documents
    for record in read.authorities:
        for name in (entry.value for entry in record.all("names") if isinstance(entry.value, Record)):
            for document in name.all("in"):
                if document.text not in known:
                    offers = nearest(document.text, known)
                    remedy = () if offers else Message("write the id of a document, from its front matter")
                    found = Message('no document is called "{name}"', name=document.text)
                    yield Problem("unknown-reference", found, remedy, document.location, offers, "in", document.text)


def find_documentalist(project: Project, directory: Directory) -> str:
    """The IRI of whoever makes the inferences, empty if the settings name nobody; ``DataError`` unless the name fits one."""
    if not project.documentalist:
        return ""
    found = directory.find(project.documentalist, AGENTS)
    if len(found) != 1:
        remedy = Message("name one person or organisation of the authority files by label or id")
        place = Location(str(project.documents / SETTINGS))
        fault = (
            Message('documentalist "{name}" can mean more than one')
            if found
            else Message('documentalist "{name}" is unknown')
        )
        raise DataError(Problem("bad-settings", fault.given(name=project.documentalist), remedy, place))
    return found[0].iri

"""Reads and maps a project: documents and records become quads, and every fault of every file is reported.

A whole build reads everything. With an index of the last build, only what was requested or has changed is read, and the
rest is taken from the index: a whole build is an incremental one in which everything is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from kg.build.index import AUTHORITIES, Index, Unit, files_of, unit_name, unit_of
from kg.build.own_terms import read_own_terms
from kg.build.proposed import complete, proposed_files
from kg.build.scope import NOTHING, Reuse, Scope, reusable, touched
from kg.mapping import (
    Script,
    Source,
    claim_documents,
    find_sources,
    without_document,
)
from kg.mapping.scripts import scripts
from kg.model.errors import CallError, ChronicleError, DataError, Problem
from kg.model.files import fingerprint, shown
from kg.model.journal import settle
from kg.model.message import Message
from kg.model.project import Project, resources, unfit
from kg.model.terms import Triple
from kg.records import Record, read_records
from kg.records.authorities import given_again, read_authorities, read_retired
from kg.records.identity import Directory, Later


@dataclass(slots=True)
class Read:
    """The records that were read, the directory of the whole project, and the faults found so far.

    ``unread`` are the faults of requested files that cannot be read at all; ``asked`` are the ids of the requested
    documents, an empty one for the authority files; ``retired`` are the ids of removed records; ``reuse`` is what was
    taken from the last build instead, and ``notes`` say what in the context differs from that build. ``sha256`` are the
    fingerprints of the files of each unit, by its name, as they were before they were read.
    """

    directory: Directory
    reuse: Reuse
    sources: list[Source] = field(default_factory=list)
    authorities: list[Record] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    retired: Set[str] = frozenset()
    notes: list[Message] = field(default_factory=list)
    sha256: dict[str, str] = field(default_factory=dict)
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
        return {source.id for source in self.sources} | {unit.document for unit in self.reuse.units.values()} - {""}

    @property
    def counts(self) -> Counter[str]:
        """How many records of each kind there are; the front matter of a document is not counted."""
        records = [record for source in self.sources for record in source.records[1:]]
        read = Counter(record.kind.name for record in (*records, *self.authorities))
        return sum((unit.counts for unit in self.reuse.units.values()), read)


Lookups = Callable[[Unit], Collection[str]]
"""Gives the ids and names that were looked up when a unit of the last build was mapped."""


def read_project(
    project: Project, index: Index | None = None, lookups: Lookups | None = None, *, proposed: bool = False
) -> Read:
    """Every record of a project and its directory; ``DataError`` with all faults if a file cannot be read at all.

    With the ``index`` of the last build and its ``lookups``, only what has changed since is read, and what that touches.
    Records written for another version of the ontology are not read. With ``proposed``, the proposals are read too.
    """
    if problem := unfit(project):
        raise DataError(problem)
    files = proposed_files(project) if proposed else {}
    read = read_scope(Scope(project, files, whole=True), index, lookups)
    if read.unread:
        raise DataError((*read.unread, *read.faults))
    return read


def read_scope(scope: Scope, index: Index | None = None, lookups: Lookups | None = None) -> Read:
    """What was requested and what has changed since the build of the index, in the context of all the rest."""
    project = scope.project
    _settle(project)
    claimed, faults = claim_documents(project.documents, resources("mappings"))
    documents = _documents(scope, claimed)
    paths = {name: path for name, (path, _) in documents.items()}
    read = Read(Directory(project.base), reusable(scope, index, paths) if index else NOTHING, unread=faults)
    _read_retired(read, scope)
    _read_units(read, scope, documents, index)
    if index and lookups:
        _read_touched(read, scope, documents, index, lookups)
    if scope.whole:
        read.unread += without_document(project.documents, {path.parent for path in paths.values()})
    _read_own_terms(read, scope)
    _fill_directory(read, scope, documents)
    return read


Documents = Mapping[str, tuple[Path, Script]]
"""Each document, and what reads it, by the name of its unit."""


def _read_units(read: Read, scope: Scope, documents: Documents, index: Index | None) -> None:
    """Reads every unit that is not reused."""
    for name, (path, script) in documents.items():
        if name not in read.reuse.units:
            _note_files(read, scope, name)
            built = index.units.get(name) if index else None
            _read_document(read, scope, script, path, built if built and built.sha256 else None)
    if AUTHORITIES not in read.reuse.units:
        _note_files(read, scope, AUTHORITIES)
        _read_authorities(read, scope)


def _note_files(read: Read, scope: Scope, name: str) -> None:
    """Notes what the files of a unit are before they are read: they may be changed meanwhile."""
    if scope.whole:
        with suppress(OSError, DataError):  # whoever reads the file will tell
            read.sha256[name] = fingerprint(files_of(scope.project, name))


def _read_touched(read: Read, scope: Scope, documents: Documents, index: Index, lookups: Lookups) -> None:
    """Reads the units that are as they were but refer to something that is not."""
    former = [unit for name, unit in index.units.items() if name not in read.reuse.units]
    keys, occurring = touched(former, read_units(scope.project, read))
    reused = read.reuse.units
    names = {
        name
        for name, unit in reused.items()
        if unit.document in occurring
        or not unit.idents.isdisjoint(read.retired)
        or (keys and not keys.isdisjoint(lookups(unit)))
    }
    read.reuse = read.reuse.without(names)
    _read_units(read, scope, {name: one for name, one in documents.items() if name in names}, None)


def read_units(project: Project, read: Read, *, changed: Collection[str] = ()) -> list[Unit]:
    """The units that were read, but for the files and records of the ``changed`` documents.

    A unit whose files were changed while they were read has no fingerprint, and so is read again the next time.
    """
    units = []
    for path, records in [("", read.authorities), *((source.document.path, source.records) for source in read.sources)]:
        name = unit_name(project, path) if path else AUTHORITIES
        if name in read.reuse.units:
            continue
        before = read.sha256.get(name, "")
        is_same = before and fingerprint(files_of(project, name)) == before
        units.append(unit_of(project, path, records, changed=changed, sha256=before if is_same else ""))
    return units


def _settle(project: Project) -> None:
    """Finishes what a killed command began to write, where that may be."""
    for folder in (
        project.documents,
        *{path.parent for _, path in find_sources(project.documents, resources("mappings"))},
    ):
        with suppress(OSError, CallError):
            settle(folder)


def _documents(scope: Scope, claimed: Iterable[tuple[Script, Path]]) -> Documents:
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
        records = complete(records) if scope.whole else records
        source, faults = replace(source, records=(*source.records, *records)), [*faults, *more]
    return source, faults


def _read_retired(read: Read, scope: Scope) -> None:
    try:
        read.retired = read_retired(scope.project.authorities).keys()
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


def _fill_directory(read: Read, scope: Scope, documents: Documents) -> None:
    """Fills the directory: the authority files, then the documents; a reused one is added when a record refers to it."""
    shared = read.reuse.units.get(AUTHORITIES)
    read.faults += read.directory.add(shared.unpacked() if shared else read.authorities)
    for name, unit in read.reuse.units.items():
        if unit is shared:
            read.directory.wholes[""] = cache(partial(_whole_authorities, scope))
        else:
            read.directory.later[unit.document] = Later(unit.unpacked, list(unit.called()), unit.counts.keys())
        if name in documents:
            read.directory.wholes[unit.document] = cache(partial(_whole_document, scope, *documents[name]))
    read.sources.sort(key=lambda source: (source.id in read.asked, source.id))
    for source in read.sources:
        read.faults += read.directory.add(source.records, source.id)


def _whole_authorities(scope: Scope) -> list[Record]:
    return read_authorities(scope.project.authorities, language=scope.project.language)[0]


def _whole_document(scope: Scope, path: Path, script: Script) -> tuple[Record, ...]:
    return script.read(path, language=scope.project.language)[0].records

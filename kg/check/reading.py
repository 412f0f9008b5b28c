"""Reads the records that are to be checked, and of the others what changed since the build; the rest stands as it was built."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.build.index import AUTHORITIES, Index, Unit, files_of, unit_name
from kg.mapping import Script, Source, claim_documents, without_document
from kg.model.errors import ChronicleError, Problem
from kg.model.files import fingerprint, shown
from kg.model.message import Message
from kg.model.project import Project, resources
from kg.records import Record, read_records
from kg.records.authorities import read_authorities
from kg.records.identity import Directory, Later


@dataclass(slots=True)
class Wanted:
    """What to check of one project: everything (``whole``), or documents and authority files.

    Each document has a list of further files of records that are checked as its own. ``files`` are the files asked
    for, as they are shown.
    """

    project: Project
    documents: dict[Path, list[Path]] = field(default_factory=dict)
    authorities: set[Path] = field(default_factory=set)
    whole: bool = False

    @property
    def files(self) -> set[str]:
        """The files whose faults are asked for, as they are shown."""
        beside = (file for path in self.documents if path.parent.is_dir() for file in path.parent.iterdir())
        return {shown(path) for path in (*self.documents, *beside, *self.authorities)}


@dataclass(slots=True)
class Reading:
    """Who is who, what was read now, and what stands as it was built.

    ``judged`` are the ids of the documents that are checked, empty for the authority files; ``fresh`` the files that
    are as they were built, so that a fault in one of them comes from what is checked; ``unread`` is why a document
    that is checked could not be read.
    """

    directory: Directory
    authorities: list[Record] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    judged: set[str] = field(default_factory=set)
    standing: dict[str, Unit] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    faults: list[Problem] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


def read(wanted: Wanted, index: Index | None, build: Path) -> Reading:
    """Reads what is checked and what changed since the build; all else stands as the index remembers it."""
    project = wanted.project
    reading = Reading(Directory(project.base))
    claimed, reading.unread = claim_documents(project.documents, resources("mappings"))
    scripts = {path: script for script, path in claimed}
    scripts |= {path: _script(path) for path in wanted.documents if path not in scripts}
    if wanted.whole:
        reading.unread += without_document(project.documents, {path.parent for path in scripts})
    units = {_name(project, path): path for path in scripts}
    if index:
        _stand(wanted, reading, index, units, own=build.resolve() == project.build.resolve())
    _read_authorities(wanted, reading)
    for name, unit in reading.standing.items():
        if name != AUTHORITIES:
            reading.directory.later[unit.document] = Later(unit.unpacked, unit.names)
    later = {path for path in scripts if path in wanted.documents}  # so that a second use of an id is theirs
    for name, path in sorted(units.items(), key=lambda pair: (pair[1] in later, pair[0])):
        if name not in reading.standing:
            _read_document(wanted, reading, scripts[path], path, index.units.get(name) if index else None)
    return reading


def _stand(wanted: Wanted, reading: Reading, index: Index, units: dict[str, Path], *, own: bool) -> None:
    """What is taken from the build: what is as it was, and from that of another project what is not here at all."""
    project = wanted.project
    for name, unit in index.units.items():
        here = name in units or (name == AUTHORITIES and project.authorities.is_dir())
        asked = bool(wanted.authorities) if name == AUTHORITIES else units.get(name) in wanted.documents
        if here and fingerprint(files := files_of(project, name)) == unit.sha256:
            reading.fresh |= {shown(path) for path in files}
            here = False
        if not asked and not wanted.whole and not here and (not own or name in units or name == AUTHORITIES):
            reading.standing[name] = unit
    if wanted.authorities and not wanted.files & reading.fresh:
        reading.standing.clear()  # who is who has changed, and with it what any document means


def _read_authorities(wanted: Wanted, reading: Reading) -> None:
    project = wanted.project
    if AUTHORITIES in reading.standing:
        list(reading.directory.add(reading.standing[AUTHORITIES].unpacked()))
        return
    records, faults, unread = read_authorities(project.authorities, language=project.language)
    reading.authorities = records
    if wanted.authorities or wanted.whole:
        reading.judged.add("")
    reading.faults += [*faults, *unread, *reading.directory.add(records)]


def _read_document(wanted: Wanted, reading: Reading, script: Script, path: Path, unit: Unit | None) -> None:
    """Reads one document; where it is only context and cannot be read, its last build stands in for it."""
    judged = wanted.whole or path in wanted.documents
    name = shown(path.parent)
    try:
        source, faults = script.read(path, language=wanted.project.language)
        for extra in wanted.documents.get(path, ()):
            head = source.records[0]
            language = wanted.project.language
            records, more = read_records(extra, language=language, original=head.text("language") or language)
            source = replace(source, records=(*source.records, *records))
            faults = [*faults, *more]
    except ChronicleError as error:
        if judged:
            reading.unread += error.problems
        elif unit:
            reading.standing[unit.name] = unit
            list(reading.directory.add(unit.unpacked(), unit.document))
            note = Message(
                "{path} has faults of its own, so its last build is used instead: `kg validate {path}` shows them",
                path=name,
            )
            reading.notes.append(note)
        return
    reading.sources.append(source)
    reading.faults += [*faults, *reading.directory.add(source.records, source.id)]
    if judged:
        reading.judged.add(source.id)
    elif unit:
        reading.notes.append(Message("{path} has changed since the build and is taken as it is now", path=name))


def _script(path: Path) -> Script:
    """The script that reads a document which lies outside of a project's folder."""
    from kg.mapping.scripts import scripts

    return next(script for script in scripts(resources("mappings")) if path.match(script.pattern))


def _name(project: Project, path: Path) -> str:
    return unit_name(project, str(path)) if path.is_relative_to(project.documents) else path.resolve().as_posix()

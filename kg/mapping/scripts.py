"""Lets each mapping script read the documents of its kind, and reports the files that no script reads.

The scripts are those shipped with the program and those in the folder ``mappings`` of a project.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import NamedTuple

from kg.mapping.loading import Script, load
from kg.mapping.source import Source
from kg.model import layout
from kg.model.errors import ChronicleError, DataError, Location, Problem
from kg.model.files import shown
from kg.model.message import Message


class Scripts(NamedTuple):
    """The mapping scripts of a project, and the faults of those that cannot be loaded."""

    found: list[Script]
    faults: list[Problem]


class Claimed(NamedTuple):
    """Each document below a folder with the script that reads it, and the faults found on the way."""

    sources: list[tuple[Script, Path]]
    faults: list[Problem]


@dataclass(slots=True)
class Reading:
    """What was read of a folder of documents: the sources, sorted by id, and the faults of all files.

    ``unread`` are the faults of files that could not be read at all, ``faults`` those of single records in the others.
    """

    sources: list[Source] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)


def scripts(folder: Path) -> Iterator[Script]:
    """The mapping scripts in a folder, by name; ``DataError`` for one that cannot be loaded."""
    return map(load, sorted(folder.glob("*.py")))


def find_scripts(documents: Path | None, mappings: Path) -> Scripts:
    """The scripts in the package's folder ``mappings`` and in that of a project."""
    found: list[Script] = []
    faults: list[Problem] = []
    own = sorted((documents / layout.MAPPINGS).glob("*.py")) if documents else []
    for path in (*sorted(mappings.glob("*.py")), *own):
        try:
            found.append(load(path))
        except DataError as error:
            faults += error.problems
    return Scripts(found, faults)


def claim_documents(documents: Path, mappings: Path) -> Claimed:
    """Which script reads which file; if two scripts would read a file, that is a fault, and the first one reads it."""
    found, faults = find_scripts(documents, mappings)
    readers: dict[Path, list[Script]] = defaultdict(list)
    for script in found:
        for path in sorted(documents.glob(script.pattern)):
            readers[path].append(script)
    for path, (first, *others) in readers.items():
        if others:
            names = " and ".join(shown(script.path) for script in (first, *others))
            found_text = Message("{names} both read this file", names=names)
            remedy = Message("give each mapping script a PATTERN that finds only its own files")
            faults.append(Problem("two-scripts", found_text, remedy, Location(shown(path))))
    return Claimed([(those[0], path) for path, those in readers.items()], faults)


def find_sources(documents: Path, mappings: Path) -> Iterator[tuple[Script, Path]]:
    """Each document below a folder, with the script that reads it."""
    yield from claim_documents(documents, mappings).sources


def read_sources(
    documents: Path, mappings: Path, *, language: str, passed_over: Collection[Path] = frozenset()
) -> Reading:
    """Every document below a folder except those passed over; a folder with records that no script reads is a fault."""
    reading = Reading()
    claimed, faults = claim_documents(documents, mappings)
    reading.unread += faults
    for script, path in claimed:
        if path in passed_over:
            continue
        try:
            source, faults = script.read(path, language=language)
        except ChronicleError as error:
            reading.unread += error.problems
        else:
            reading.sources.append(source)
            reading.faults += faults
    reading.unread += without_document(documents, {path.parent for _, path in claimed})
    reading.sources.sort(key=lambda source: source.id)
    return reading


def without_document(documents: Path, folders: Collection[Path]) -> Iterator[Problem]:
    """A problem for each folder that has records but is not among ``folders``, those of documents."""
    for path in sorted(documents.glob(f"*/{layout.RECORDS}")):
        if path.parent not in folders:
            remedy = Message("add its {document}, or move the records to a document", document=layout.DIGEST)
            place = Location(shown(path.parent))
            yield Problem("records-without-document", Message("the folder has records and no document"), remedy, place)


def unread_files(documents: Path, mappings: Path, builds: Collection[Path] = ()) -> Iterator[Problem]:
    """A problem for each file below a folder that is neither read by a mapping script nor known to belong to a project.

    Skipped are hidden files, builds, a project within the project, the folders of scripts and profiles, and READMEs
    and licences.
    """
    claimed, faults = claim_documents(documents, mappings)
    if faults:
        return  # nobody knows what a script that cannot be loaded would read
    known = {
        documents / layout.SETTINGS,
        documents / layout.VOCABULARY,
        documents / layout.PSEUDONYMS,
        documents / layout.AUTHORITIES / layout.RETIRED,
    }
    known |= {path for script, document in claimed for path in script.files(document)}
    known |= {*layout.authority_files(documents / layout.AUTHORITIES)}
    skipped = {path.resolve() for path in builds}
    patterns = sorted({script.pattern for script, _ in claimed} | {f"*/{layout.DIGEST}"})
    for path in sorted(_files(documents, skipped)):
        if path not in known:
            place = Location(shown(path))
            found = Message("no mapping script reads this file")
            yield Problem("unread-file", found, _remedy(path, patterns), place, severity="warning")


def _remedy(path: Path, patterns: Iterable[str]) -> Message:
    """What to do about a file that no script reads: it is in the wrong place, or of a kind that no script reads."""
    for pattern in patterns:
        if path.match(PurePath(pattern).name):
            return Message("move it: documents of its kind are read where {pattern} finds them", pattern=pattern)
    return Message("move it out of the folder of documents, or write a mapping script that reads it")


_BESIDE = ("changelog", "contributing", "copying", "licence", "license", "notice", "readme")
"""Names of files about the folder itself, whatever their ending."""
_BUILT = "kg.nq"
"""A file that every build has."""


def _files(folder: Path, skipped: Collection[Path]) -> Iterator[Path]:
    """The files below the folder of documents that ought to be read."""
    for path in folder.iterdir():
        if path.name.startswith(".") or path.resolve() in skipped:
            continue
        if path.is_dir():
            own = path.name in (layout.MAPPINGS, layout.PROFILES) and (folder / layout.SETTINGS).is_file()
            if not own and not (path / _BUILT).is_file() and not (path / layout.SETTINGS).is_file():
                yield from _files(path, skipped)
        elif path.is_file() and path.name.partition(".")[0].lower() not in _BESIDE:
            yield path

"""Finds the mapping scripts and lets each read the documents of its kind."""

from __future__ import annotations

import importlib.util
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

from kg.model.errors import ChronicleError, Location, Problem
from kg.model.files import shown
from kg.model.message import Message
from kg.records import Record
from kg.sources.documents import Document, TextSpan


@dataclass(frozen=True, slots=True)
class Source:
    """A document with its records, the first of which describes the document itself.

    ``original`` holds the SHA-256 and the length in code points of the text that a digest restates, and
    ``spans`` the SHA-256 of each span of it; both are empty where the document is the text itself.
    """

    document: Document
    records: tuple[Record, ...]
    original: Mapping[str, str] = field(default_factory=dict)
    spans: Mapping[TextSpan, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The document's id."""
        return self.records[0].id


class Script(Protocol):
    """What a file in ``mappings/`` offers: ``PATTERN`` (a glob below the documents folder) and ``read``."""

    PATTERN: str

    def read(self, path: Path, *, language: str) -> tuple[Source, list[Problem]]:
        """The source in a file that the pattern found, with the faults in its records."""


def scripts(folder: Path) -> Iterator[Script]:
    """The mapping scripts of a folder, by name."""
    for path in sorted(folder.glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"mappings.{path.stem}", path)
        if spec and spec.loader:
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            yield cast("Script", module)


@dataclass(slots=True)
class Reading:
    """What was read of a folder of documents: the sources by id, and the faults of all files together.

    ``unread`` are those of files that could not be read at all; ``faults`` those of single records in the others.
    """

    sources: list[Source] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)


def find_sources(documents: Path, mappings: Path) -> Iterator[tuple[Script, Path]]:
    """Each document below a folder, with the script that reads it."""
    for script in scripts(mappings):
        for path in sorted(documents.glob(script.PATTERN)):
            yield script, path


def read_sources(
    documents: Path, mappings: Path, *, language: str, passed_over: Collection[Path] = frozenset()
) -> Reading:
    """Every document below a folder but those passed over; a folder with records that no script reads is a fault."""
    reading = Reading()
    claimed: set[Path] = set()
    for script, path in find_sources(documents, mappings):
        claimed.add(path.parent)
        if path in passed_over:
            continue
        try:
            source, faults = script.read(path, language=language)
        except ChronicleError as error:
            reading.unread += error.problems
        else:
            reading.sources.append(source)
            reading.faults += faults
    reading.unread += without_document(documents, claimed)
    reading.sources.sort(key=lambda source: source.id)
    return reading


def without_document(documents: Path, folders: Collection[Path]) -> Iterator[Problem]:
    """A problem for each folder that has records and is not among these, the folders of documents."""
    for path in sorted(documents.glob("*/records.yaml")):
        if path.parent not in folders:
            remedy = Message("add its digest.md, or move the records to a document")
            place = Location(shown(path.parent))
            yield Problem("records-without-document", Message("the folder has records and no document"), remedy, place)

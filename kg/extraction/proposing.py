"""Documents of a project become files of proposals beside them; whole or not at all, one document after the other."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from kg.extraction.by_model import extracting as by_model
from kg.extraction.by_model.endpoint import Endpoint
from kg.extraction.extractor import Facts, extract
from kg.extraction.identities import identified
from kg.extraction.proposals import Proposal
from kg.extraction.proposed_records import records_text
from kg.extraction.proposed_table import numbered, table_text
from kg.mapping import Source, find_sources
from kg.model.errors import CallError, DataError, Location, Problem
from kg.model.files import shown
from kg.model.layout import MAPPINGS, PROPOSED, PROPOSED_VALUES
from kg.model.message import Message
from kg.model.project import Project, resources
from kg.model.writing import write_file
from kg.records import Record
from kg.records.authorities import read_authorities


class Proposed(NamedTuple):
    """The proposals for a document: its id, where they go, and the documents' sentences that were read."""

    ident: str
    folder: Path
    proposals: tuple[Proposal, ...]
    sentences: int
    texts: tuple[str, str] = ("", "")
    refused: Mapping[str, int] = {}
    """How much of a model's answers was refused, by reason."""


def check_target(folder: Path, *, again: bool) -> None:
    """``CallError`` if there are proposals already and they are not to be made again."""
    if (folder / PROPOSED).exists() and not again:
        found = Message("{path} already exists", path=shown(folder / PROPOSED))
        remedy = Message("review what it proposes, or make it anew with --again: what was changed in it is lost")
        raise CallError(Problem("file-exists", found, remedy))


def propose(path: Path, project: Project, endpoint: Endpoint | None = None) -> Proposed:
    """The proposals for the document at a path, by the rules or by a model; ``CallError`` if no document is there."""
    source = source_of(path, project)
    shared = read_authorities(project.authorities, language=project.language)[0]
    known = _names_of((*shared, *source.records))
    head = source.records[0]
    makers = tuple(
        (head.all("creator") and [entry.text for entry in head.all("creator")])
        or [entry.text for entry in head.all("publisher")]
    )
    facts = Facts(
        source.language or project.language,
        head.text("issued") or head.text("created"),
        makers,
        known,
        project.documents / MAPPINGS,
    )
    made, refused = _made(source, facts, endpoint)
    found = tuple(numbered(identified(made, (*shared, *source.records))))
    text = records_text(found, source.document, table=PROPOSED_VALUES)
    sentences, folder = len(source.document.sentences), Path(source.document.path).parent
    return Proposed(source.id, folder, found, sentences, (text, table_text(found)), refused)


def _made(source: Source, facts: Facts, endpoint: Endpoint | None) -> tuple[Sequence[Proposal], Mapping[str, int]]:
    """The proposals of an extractor, and how much of what it said was refused and why."""
    if endpoint is None:
        return extract(source.document, facts), {}
    check_may_leave(source.records[0], endpoint)
    return by_model.extract(source.document, facts, endpoint)


def check_may_leave(head: Record, endpoint: Endpoint) -> None:
    """``CallError`` if a document that not everybody may see would leave this machine."""
    if not endpoint.is_here and head.text("access") not in ("", "public"):
        found = Message(
            "{document} is not for everybody, and {host} is elsewhere", document=head.id, host=endpoint.host
        )
        raise CallError(
            Problem("host-not-allowed", found, Message("use the rules, or a model on this machine"), head.location)
        )


def write(proposed: Proposed) -> None:
    """Writes the files of proposals beside the document."""
    text, table = proposed.texts
    write_file(proposed.folder / PROPOSED_VALUES, table.encode())
    write_file(proposed.folder / PROPOSED, text.encode())


def propose_all(
    paths: Iterable[Path], project: Project, *, workers: int = 0, endpoint: Endpoint | None = None
) -> Iterator[Proposed]:
    """The proposals for several documents, in their order; several at once on as many cores as there are.

    A model is asked about one document after the other, unless ``workers`` says otherwise.
    """
    every = list(dict.fromkeys(paths))
    count = min(workers or (1 if endpoint else os.cpu_count()) or 1, len(every))
    if count <= 1:
        yield from (propose(path, project, endpoint) for path in every)
        return
    with ProcessPoolExecutor(count) as pool:
        yield from pool.map(propose, every, [project] * len(every), [endpoint] * len(every))


def source_of(path: Path, project: Project) -> Source:
    """The document at a path, or in the folder there; ``CallError`` if no document of the project is there."""
    wanted = path.resolve()
    for script, document in find_sources(project.documents, resources("mappings")):
        if wanted in (document.resolve(), document.parent.resolve()):
            source, faults = script.read(document, language=project.language)
            if faults:
                raise DataError(faults)
            return source
    found = Message("{path} is not a document of the project", path=shown(path))
    remedy = Message("name the folder of a document, or a file to add")
    raise CallError(Problem("nothing-to-extract", found, remedy, Location(shown(path))))


def names_known(project: Project, own: Iterable[Record]) -> frozenset[str]:
    """Every name that a record may use without introducing it: those of the authority files, and the document's own."""
    return _names_of((*read_authorities(project.authorities, language=project.language)[0], *own))


def _names_of(records: Iterable[Record]) -> frozenset[str]:
    """The names among records that mean one of them alone."""
    names = [name for record in records if record.kind.name in _REFERRED for name in _names(record)]
    return frozenset(name for name in names if names.count(name) == 1)


def _names(record: Record) -> set[str]:
    other = (entry.value.text("name") for entry in record.all("names") if isinstance(entry.value, Record))
    return {*(entry.text for entry in record.all("label")), *other}


_REFERRED = ("person", "organization", "place", "instrument", "group")

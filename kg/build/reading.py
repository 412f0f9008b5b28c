"""A whole project is read and mapped: documents and records become quads, and every fault of every file is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from kg.mapping import GraphBuilder, Source, map_records, naming_claims, read_sources
from kg.model.errors import DataError, Location, Problem, nearest
from kg.model.kinds import AGENTS
from kg.model.layout import SETTINGS
from kg.model.message import Message
from kg.model.project import Project, resources, unfit
from kg.model.terms import Quad
from kg.records import Record
from kg.records.authorities import given_again, read_authorities
from kg.records.identity import Directory, names_in_iris


class Read(NamedTuple):
    """All records of a project, who is who in them, and the faults found so far."""

    sources: list[Source]
    authorities: list[Record]
    directory: Directory
    faults: tuple[Problem, ...]


def read_project(project: Project) -> Read:
    """Every record of a project with who is who; ``DataError`` with all faults if a file cannot be read at all.

    Records that are written for another version of the ontology are not read.
    """
    if problem := unfit(project):
        raise DataError(problem)
    reading = read_sources(project.documents, resources("mappings"), language=project.language)
    authorities, faults, unread = read_authorities(project.authorities, language=project.language)
    directory = Directory(project.base)
    faults = [*reading.faults, *faults, *directory.add(authorities)]
    faults += given_again(authorities, project.authorities)
    for source in reading.sources:
        faults += directory.add(source.records, source.id)
    if reading.unread or unread:
        raise DataError((*reading.unread, *unread, *faults))
    return Read(reading.sources, authorities, directory, tuple(faults))


def map_project(project: Project, read: Read) -> list[Quad]:
    """The quads of all records, sorted; ``DataError`` with all faults of all documents, those of reading too."""
    documentalist = find_documentalist(project, read.directory)
    shared = GraphBuilder(read.directory, read.directory.mint("graph", "authorities"), language=project.language)
    map_records(shared, read.authorities)
    builders = [shared]
    for source in read.sources:
        graph = read.directory.mint("document", source.id)
        builder = GraphBuilder(read.directory, graph, source, project.language, documentalist)
        map_records(builder, source.records)
        naming_claims(builder, (entity for entity in read.directory.entities() if not entity.document))
        builders.append(builder)
    problems = [*read.faults, *unknown_documents(read.authorities, {source.id for source in read.sources})]
    problems += [problem for builder in builders for problem in builder.problems]
    quads = sorted({quad for builder in builders for quad in builder.quads})
    problems += names_in_iris(read.directory, (quad.subject for quad in quads))
    if problems:
        raise DataError(dict.fromkeys(problems))
    return quads


def unknown_documents(authorities: list[Record], known: Collection[str]) -> Iterator[Problem]:
    """A problem for each name that is said to stand in a document that is not among the known ones."""
    for record in authorities:
        for name in (entry.value for entry in record.all("names") if isinstance(entry.value, Record)):
            for document in name.all("in"):
                if document.text not in known:
                    offers = nearest(document.text, known)
                    remedy = () if offers else Message("write the id of a document, from its front matter")
                    found = Message('no document is called "{name}"', name=document.text)
                    yield Problem("unknown-reference", found, remedy, document.location, offers)


def find_documentalist(project: Project, directory: Directory) -> str:
    """The IRI of whoever makes the inferences, empty if the settings name nobody; ``DataError`` if nobody is so called."""
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

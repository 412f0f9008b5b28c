"""Maps what was read of a project: the records of each unit become the quads of a graph, with every fault found in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from kg.build.index import AUTHORITIES
from kg.build.reading import Read
from kg.mapping import GraphBuilder, map_records, naming_claims, namings
from kg.mapping.claims import Naming
from kg.model.errors import DataError, Location, Problem, nearest
from kg.model.kinds import AGENTS
from kg.model.layout import SETTINGS
from kg.model.message import Message
from kg.model.project import Project
from kg.model.terms import Quad
from kg.records import Record
from kg.records.identity import Directory, named_once, names_in_iris, person_names


class Mapped(NamedTuple):
    """The graph of a unit that was read: what made it, and every id and name that it looked up."""

    builder: GraphBuilder
    asked: frozenset[str]


def map_project(project: Project, read: Read) -> list[Quad]:
    """The quads of all records, sorted; ``DataError`` with all faults of all documents, including those of reading."""
    builders = map_read(project, read, find_documentalist(project, read.directory))
    refuse_faults(read, (problem for builder in builders for problem in builder.problems))
    return sorted({quad for builder in builders for quad in builder.quads})


def refuse_faults(read: Read, faults: Iterable[Problem]) -> None:
    """``DataError`` with all faults of reading and those of mapping, if there are any."""
    if problems := named_once(dict.fromkeys([*read.faults, *unknown_documents(read), *faults])):
        raise DataError(problems)


def map_read(project: Project, read: Read, documentalist: str, *, traces: bool = False) -> list[GraphBuilder]:
    """The graph of the authority files and of each document that was read, each with the faults found in it."""
    return [mapper().builder for mapper in unit_mappers(project, read, documentalist, traces=traces)]


def unit_mappers(
    project: Project, read: Read, documentalist: str, *, traces: bool = False
) -> list[Callable[[], Mapped]]:
    """A function for each unit that was read, which maps it; they depend on nothing that another of them does.

    With ``traces`` each triple can be traced to its record.
    """
    directory = read.directory
    found: list[Callable[[], Mapped]] = []
    if AUTHORITIES not in read.reuse.units:
        graph = directory.mint("graph", "authorities")
        begun = partial(GraphBuilder, directory, graph, language=project.language, traces=traces)
        found.append(partial(_mapped, begun, read.authorities, ()))
    named = namings(entity for entity in directory.opened() if not entity.document)
    for source in read.sources:
        node = directory.mint("document", source.id)
        begun = partial(GraphBuilder, directory, node, source, project.language, documentalist, traces)
        found.append(partial(_mapped, begun, source.records, named.get(source.id, ())))
    return found


def _mapped(begun: Callable[[], GraphBuilder], records: Sequence[Record], named: Sequence[Naming]) -> Mapped:
    """The graph of some records, with a fault for each id that has a word of the name of somebody whom they name."""
    builder = begun()
    directory = builder.directory
    directory.asked.clear()
    map_records(builder, records)
    naming_claims(builder, named)
    asked = frozenset(directory.asked)
    people = [*records, *(one.entity.record for one in named), *(e.record for e in directory.shared("person", asked))]
    subjects = (quad.subject for quad in builder.quads)
    builder.problems += names_in_iris(directory.base, records, subjects, person_names(people))
    return Mapped(builder, asked)


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

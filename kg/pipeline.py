"""The whole way in one screen: documents and records → quads → checked, closed, written."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.authorities import given_again, read_authorities
from kg.errors import DataError, Location, Problem, nearest
from kg.identity import Directory, names_in_iris
from kg.index import write_index
from kg.inference import closure
from kg.kinds import AGENTS
from kg.mapping import Quad, Source, Workshop, map_records, naming_claims, read_sources
from kg.output import Output, write_build
from kg.project import SETTINGS, Project, resources, unfit
from kg.rdf import read_triples
from kg.records import Record
from kg.validation import Engine, IllFormedError, Report, located, validate, write_shapes

Progress = Callable[[str], None]
"""Called with the name of each stage as it begins."""

STAGES = ("reading", "mapping", "validating", "inferring", "writing")


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made: ``seconds`` by stage, ``folder`` where the files are."""

    documents: int
    records: Counter[str]
    asserted: int
    inferred: int
    report: Report
    seconds: dict[str, float]
    folder: Path
    published: bool


@dataclass(frozen=True, slots=True)
class Read:
    """All records of a project, who is who in them, and the faults found so far."""

    sources: list[Source]
    authorities: list[Record]
    directory: Directory
    faults: tuple[Problem, ...]


def build(
    project: Project, *, strict: bool = False, engine: Engine = "fast", progress: Progress = lambda _: None
) -> Build:
    """Builds a project; ``DataError`` with every fault of every record, and nothing is written then.

    ``engine`` is the one that validates. A graph that does not conform goes to a folder beside the build, which stays as it was.
    """
    clock = _Clock(progress)
    with clock.stage("reading"):
        read = read_project(project)
        ontology = read_ontology()
        files = shapes_files()
        shapes = read_shapes()
    with clock.stage("mapping"):
        quads = map_project(project, read)
    data = sorted({(quad.subject, quad.predicate, quad.object) for quad in quads})
    with clock.stage("validating"):
        try:
            report = validate(data, shapes, ontology, language=project.language, engine=engine)
            plan = write_shapes(files, shapes, ontology)
        except IllFormedError as error:
            raise located(error, files) from error
    with clock.stage("inferring"):
        inferred = closure(data, ontology, bases=(project.base,))
    published = report.conforms(strict=strict)
    remembered = write_index(project, read.authorities, ((s.document.path, s.records) for s in read.sources))
    output = Output(project, quads, data, ontology, inferred, report, remembered, plan)
    with clock.stage("writing"):
        folder = write_build(output, published=published)
    records = Counter(record.kind.name for source in read.sources for record in source.records[1:])
    records.update(record.kind.name for record in read.authorities)
    return Build(len(read.sources), records, len(data), len(inferred), report, clock.seconds, folder, published)


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
    shared = Workshop(read.directory, read.directory.mint("graph", "authorities"), language=project.language)
    map_records(shared, read.authorities)
    shops = [shared]
    for source in read.sources:
        graph = read.directory.mint("document", source.id)
        shop = Workshop(read.directory, graph, source, project.language, documentalist)
        map_records(shop, source.records)
        naming_claims(shop, (entity for entity in read.directory.entities() if not entity.document))
        shops.append(shop)
    problems = [*read.faults, *unknown_documents(read.authorities, {source.id for source in read.sources})]
    problems += [problem for shop in shops for problem in shop.problems]
    quads = sorted({quad for shop in shops for quad in shop.quads})
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
                    remedy = nearest(document.text, known) or "write the id of a document, from its front matter"
                    found = f'no document is called "{document.text}"'
                    yield Problem("unknown-reference", found, remedy, document.location)


def find_documentalist(project: Project, directory: Directory) -> str:
    """The IRI of whoever makes the inferences, empty if the settings name nobody; ``DataError`` if nobody is so called."""
    if not project.documentalist:
        return ""
    found = directory.find(project.documentalist, AGENTS)
    if len(found) != 1:
        remedy = "name one person or organisation of the authority files by label or id"
        place = Location(str(project.documents / SETTINGS))
        found_text = f'documentalist "{project.documentalist}" is {"nobody" if not found else "more than one"}'
        raise DataError(Problem("bad-settings", found_text, remedy, place))
    return found[0].iri


def shapes_files() -> list[Path]:
    """The shapes of the ontology, and the prefixes that their queries use."""
    folder = resources("ontology")
    return [*sorted(folder.glob("shapes/*.ttl")), folder / "prefixes.ttl"]


def read_ontology() -> list[tuple[str, str, str]]:
    """The ontology, its alignments and its vocabularies."""
    folder = resources("ontology")
    files = [folder / "hr.ttl", folder / "alignments.ttl", *sorted(folder.glob("vocabularies/*.ttl"))]
    return sorted({triple for path in files for triple in read_triples(path)})


def read_shapes() -> list[tuple[str, str, str]]:
    """The project's shapes, and the prefixes that their queries use."""
    return [triple for path in shapes_files() for triple in read_triples(path)]


class _Clock:
    """Seconds by stage; each stage is announced as it begins."""

    def __init__(self, progress: Progress) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress
        self._stage, self._began = "", 0.0

    def stage(self, name: str) -> _Clock:
        self._stage = name
        return self

    def __enter__(self) -> None:
        self._progress(self._stage)
        self._began = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.seconds[self._stage] = time.perf_counter() - self._began

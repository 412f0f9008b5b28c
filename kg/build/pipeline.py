"""The whole pipeline on one screen: documents and records → quads → validation, inference, files."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kg.build.index import read_index, write_index
from kg.build.losses import losses
from kg.build.output import Output, write_build
from kg.build.own_terms import in_vocabulary_graph
from kg.build.publishing import Published, published
from kg.build.reading import Read, map_project, read_project
from kg.build.scope import Scope
from kg.mapping import unread_files
from kg.model.errors import CallError, DataError, Problem
from kg.model.project import Project, resources, unsettled
from kg.model.terms import Triple
from kg.model.writing import real_path
from kg.rdf.closure import closure
from kg.rdf.ontology import read_ontology, read_shapes, shapes_files
from kg.records import Record
from kg.records.access import PUBLIC, Access
from kg.records.namesakes import namesakes
from kg.validation import (
    CompiledShapes,
    Engine,
    IllFormedError,
    Report,
    compile_shapes,
    located,
    validate,
    write_compiled_shapes,
)

Progress = Callable[[str], None]
"""Called with the name of each stage as it begins."""

STAGES = ("reading", "mapping", "validating", "inferring", "writing")


@dataclass(frozen=True, slots=True)
class Build:
    """The result of a build: ``seconds`` by stage, and ``folder`` with its files.

    ``warnings`` are about files that were not read, records that were lost and names that are nearly the same,
    ``left_out`` is what is not public, by level, ``dependent`` what says nothing without it, and ``masked`` the texts in
    which a name was withheld.
    """

    documents: int
    records: Counter[str]
    asserted: int
    inferred: int
    report: Report
    seconds: dict[str, float]
    folder: Path
    published: bool
    warnings: tuple[Problem, ...] = ()
    left_out: Counter[str] = field(default_factory=Counter)
    dependent: int = 0
    masked: int = 0


def build(
    project: Project,
    *,
    access: Access = PUBLIC,
    strict: bool = False,
    engine: Engine = "fast",
    progress: Progress = lambda _: None,
) -> Build:
    """Builds a project; ``DataError``, with every fault of every record, if there are any, and then nothing is written.

    Only what is public goes into the build; with ``internal`` access everything goes into one beside it. Files that no
    mapping script reads, records that the last build had and names that are nearly the same are warnings, or faults if
    ``strict``. ``engine`` validates and infers. A graph that does not conform goes to a folder beside the build, which
    stays as it was.
    """
    if problem := unsettled(project):
        raise CallError(problem)
    clock = _Clock(progress)
    with clock.stage("reading"):
        read = read_project(project)
        warnings = _warnings(project, read, strict=strict)
        ontology, shapes, own = read_ontology(), read_shapes(), read.own
    with clock.stage("mapping"):
        made = published(project, read, map_project(project, read), access)
        quads = made.quads
        data = sorted({(quad.subject, quad.predicate, quad.object) for quad in quads})
    with clock.stage("validating"):
        compiled, report = _validate(data, shapes, [*ontology, *own], project.language, engine)
    with clock.stage("inferring"):
        inferred = _infer(data, [*ontology, *own], project.base, engine)
    with clock.stage("writing"):
        conforms = report.conforms(strict=strict)
        known = write_compiled_shapes(shapes_files(), compiled)
        index = write_index(project, _sources(made), access=access, changed=made.changed)
        quads, data = [*quads, *in_vocabulary_graph(project, own)], sorted({*data, *own})
        output = Output(project, quads, data, ontology, inferred, report, index, known, access)
        folder = write_build(output, published=conforms)
    sizes = len(made.read.sources), made.counts, len(data), len(inferred)
    left_out = made.left_out, made.dependent, made.masked
    return Build(*sizes, report, clock.seconds, folder, conforms, warnings, *left_out)


def _sources(made: Published) -> list[tuple[str, tuple[Record, ...]]]:
    """The path of each document with its records; those of the authority files have none."""
    return [("", tuple(made.read.authorities)), *((s.document.path, s.records) for s in made.read.sources)]


def _warnings(project: Project, read: Read, *, strict: bool) -> tuple[Problem, ...]:
    """Files that no mapping script reads, and what the last build had; ``DataError`` with these warnings if ``strict``."""
    last = read_index(real_path(project.build), project.documents, any_program=True)
    unread = unread_files(project.documents, resources("mappings"), (project.build,))
    alike = namesakes(read.directory, lambda _: True)
    found = (*read.warnings, *unread, *losses(Scope(project, whole=True), read, last), *alike)
    if strict and found:
        raise DataError(found)
    return found


def _validate(
    data: list[Triple], shapes: list[Triple], ontology: list[Triple], language: str, engine: Engine
) -> tuple[CompiledShapes, Report]:
    """The compiled shapes, and what they find; ``DataError`` with the place of a shape that SHACL does not allow."""
    try:
        compiled = compile_shapes(shapes, ontology)
        return compiled, validate(data, shapes, ontology, language=language, engine=engine, known=compiled)
    except IllFormedError as error:
        raise located(error, shapes_files()) from error


def _infer(data: list[Triple], ontology: list[Triple], base: str, engine: Engine) -> list[Triple]:
    if engine == "reference":
        from kg.rdf import reference_closure

        return reference_closure.closure(data, ontology, bases=(base,))
    return closure(data, ontology, bases=(base,))


class _Clock:
    """Measures the seconds of each stage and announces it as it begins."""

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

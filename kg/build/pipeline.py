"""The whole pipeline on one screen: documents and records → blocks of quads → validation, inference, files."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.build.former import FOLDER, TABLE, Former, read_former, write_table
from kg.build.index import read_index, write_index
from kg.build.layers import Layer
from kg.build.losses import losses
from kg.build.making import BlockMaker, Blocks, make_blocks, with_others
from kg.build.output import Output, begun, write_build, write_part
from kg.build.partition import validate_again, validate_all
from kg.build.reading import Read, read_project, read_units
from kg.build.release import Release, release, sources
from kg.build.rulebook import Rulebook
from kg.build.scope import Scope
from kg.build.store_changes import store_changes
from kg.mapping import unread_files
from kg.model.collecting import collecting_seldom
from kg.model.errors import CallError, DataError, Problem
from kg.model.parallel import Counted, uncounted
from kg.model.project import Project, resources, unsettled
from kg.model.terms import Triple
from kg.model.writing import real_path
from kg.rdf.ontology import read_ontology, shapes_files
from kg.records.access import PUBLIC, Access
from kg.records.namesakes import add_namesakes, namesakes
from kg.records.withholding import is_withheld
from kg.validation import (
    MOST,
    Engine,
    IllFormedError,
    Report,
    Result,
    ShapeFiles,
    located,
    read_compiled_shapes,
    validate,
    write_compiled_shapes,
)

Progress = Callable[[str], None]
"""Called with the name of each stage as it begins."""

STAGES = ("reading", "mapping", "validating", "inferring", "writing")


@dataclass(frozen=True, slots=True)
class Build:
    """The result of a build: ``triples`` by layer, ``seconds`` by stage, and ``folder`` with its files.

    ``warnings`` are about files that were not read, records that were lost and names that are nearly the same,
    ``left_out`` is what is not public, by level, ``dependent`` what says nothing without it, and ``masked`` the texts in
    which a name was withheld, and ``keys`` the single keys that are withheld. ``reused`` counts the documents that are as they were in the last build.
    """

    documents: int
    records: Counter[str]
    triples: Counter[Layer]
    report: Report
    seconds: dict[str, float]
    folder: Path
    published: bool
    warnings: tuple[Problem, ...] = ()
    left_out: Counter[str] = field(default_factory=Counter)
    dependent: int = 0
    masked: int = 0
    reused: int = 0
    keys: int = 0


def build(
    project: Project,
    *,
    access: Access = PUBLIC,
    strict: bool = False,
    engine: Engine = "fast",
    workers: int = 1,
    proposed: bool = False,
    progress: Progress = lambda _: None,
    counted: Counted = uncounted,
) -> Build:
    """Builds a project; ``DataError``, with every fault of every record, if there are any, and then nothing is written.

    What is as it was in the last build, and refers to nothing that is not, is taken from there. Only what is public goes
    into the build; with ``internal`` access everything goes into one beside it. Files that no mapping script reads, records
    that the last build had and names that are nearly the same are warnings, or faults if ``strict``. ``engine`` validates
    and infers; ``workers`` processes map and validate. Within a stage, documents or parts of the data are ``counted``. With ``proposed`` the proposals are built too. A graph that does not conform goes to a folder beside the build,
    which stays as it was.
    """
    if problem := unsettled(project):
        raise CallError(problem)
    clock = _Clock(progress)
    with begun(project, access, progress) as scratch, collecting_seldom():
        with clock.stage("reading"):
            reused = read_former(project, access) if engine == "fast" and not proposed else None
            read, former = _read(project, reused, proposed=proposed)
            warnings = _warnings(project, read, strict=strict)
            rules = _rules(project, read, former)
        with clock.stage("mapping"):
            maker = BlockMaker(scratch / FOLDER, project, rules, infer=engine == "fast")
            blocks = with_others(maker, make_blocks(maker, project, read, former, access, workers, counted), former)
        with clock.stage("validating"):
            results = _validate(rules, blocks, former, project.base, engine, workers, counted)
            report = Report.of(results, most=MOST)
        with clock.stage("inferring"):
            inferred = None if engine == "fast" else _reference(rules, blocks, project.base)
            released = release(maker, project, blocks, former, workers, inferred, counted)
        with clock.stage("writing"):
            reusable = _is_reusable(blocks, engine)
            table = write_table(project, blocks.by_name, released.layers, results, reusable=reusable)
            write_part(project.build, scratch / FOLDER / TABLE, table)
            conforms = report.conforms(strict=strict)
            output = _output(project, blocks, released, report, rules, former, access)
            folder, triples = write_build(output, scratch, published=conforms, former=former.held if former else None)
    made = blocks.published
    sizes = len(made.read.documents), made.counts, triples
    left_out = made.left_out, made.dependent, made.masked
    taken = sum(1 for unit in read.reuse.units.values() if unit.document)
    return Build(*sizes, report, clock.seconds, folder, conforms, warnings, *left_out, taken, made.keys)


def _read(project: Project, former: Former | None, *, proposed: bool) -> tuple[Read, Former | None]:
    """What was read, and the last build if something of it is reused: where something is withheld, everything is read."""
    if former is None:
        return read_project(project, proposed=proposed), None
    read = read_project(project, former.index, former.lookups)
    return (read_project(project), None) if is_withheld(read.units) else (read, former)


def _warnings(project: Project, read: Read, *, strict: bool) -> tuple[Problem, ...]:
    """Files that no mapping script reads, and what the last build had; ``DataError`` with these warnings if ``strict``."""
    last = read_index(real_path(project.build), project.documents, any_program=True)
    unread = unread_files(project.documents, resources("mappings"), (project.build,))
    add_namesakes(read.directory)
    alike = namesakes(read.directory, lambda _: True)
    found = (*read.warnings, *unread, *losses(Scope(project, whole=True), read, last), *alike)
    if strict and found:
        raise DataError(found)
    return found


def _rules(project: Project, read: Read, former: Former | None) -> Rulebook:
    """What the build is validated with; ``DataError`` with the place of a shape that SHACL does not allow."""
    files, ontology = tuple(shapes_files()), read_ontology()
    known = read_compiled_shapes(former.held.path, files) if former else None
    try:
        return Rulebook.of(ShapeFiles(files, known), ontology, read.own, project.language, project.display)
    except IllFormedError as error:
        raise located(error, files) from error


def _validate(
    rules: Rulebook, blocks: Blocks, former: Former | None, base: str, engine: Engine, workers: int, counted: Counted
) -> list[Result]:
    """What the shapes find; where one may see everything, all data are validated together."""
    found = None
    try:
        if engine == "fast" and former and former.results is not None:
            found = validate_again(rules, former.data, blocks.data, former.results, base)
        elif engine == "fast":
            found = validate_all(rules, blocks.data, base, workers, counted)
        return _validate_together(rules, blocks, engine) if found is None else found
    except IllFormedError as error:
        raise located(error, shapes_files()) from error


def _validate_together(rules: Rulebook, blocks: Blocks, engine: Engine) -> list[Result]:
    data = {triple for block in blocks.data for triple in block.triples()}
    report = validate(
        data, rules.shapes, rules.context, language=rules.language, engine=engine, most=None, known=rules.compiled
    )
    return list(report.results)


def _reference(rules: Rulebook, blocks: Blocks, base: str) -> list[Triple]:
    """What owlrl infers from everything."""
    from kg.rdf import reference_closure

    data = {triple for block in blocks.data for triple in block.triples()}
    return reference_closure.closure(data, rules.context, bases=(base,))


def _is_reusable(blocks: Blocks, engine: Engine) -> bool:
    """Whether the next build may start from these blocks: not where something is withheld."""
    return engine == "fast" and not blocks.published.quads


def _output(
    project: Project,
    blocks: Blocks,
    released: Release,
    report: Report,
    rules: Rulebook,
    former: Former | None,
    access: Access,
) -> Output:
    made = blocks.published
    units = [*made.read.reuse.units.values(), *read_units(project, made.read, changed=made.changed)]
    index = write_index(project, units, access=access)
    known = write_compiled_shapes(shapes_files(), rules.compiled)
    output = Output(project, released.sources, released.withdrawn, report, index, known, None, access)
    if former and former.store:
        changes = store_changes(former.store, sources(former.published), output.sources, output.graph("inferred"))
        return replace(output, store=changes)
    return output


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

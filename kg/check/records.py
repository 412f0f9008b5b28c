"""Checks records: those of a document, of an authority file or of a project, in the context of all the others.

What is as it was when the project was built is not read again: who is who comes from the index of the build, and the
triples from its store or its N-Quads.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from kg.build.index import AUTHORITIES, Index, read_index
from kg.build.reading import find_documentalist, unknown_documents
from kg.check.build_context import BuildContext, need_index
from kg.check.findings import Found, Subject, without_echoes
from kg.check.options import Options
from kg.check.origins import Origins, finding_of, finding_of_result
from kg.check.reading import Reading, Wanted, read
from kg.mapping import UNRESOLVED, GraphBuilder, map_records, naming_claims, unread_files
from kg.model.errors import DataError, Problem
from kg.model.kinds import prefixes
from kg.model.project import resources, unfit
from kg.model.terms import Term, shortener
from kg.records import Record
from kg.records.identity import names_in_iris
from kg.validation import Report, Result, validate, validate_among

FEW = 250
"""So many nodes are checked in the store on disk; for more, loading everything into memory costs less (2026-11-21)."""


def check_records(wanted: Wanted, options: Options) -> Found:
    """What is wrong with the records; ``CallError`` if what is named as the context is no build."""
    if problem := unfit(wanted.project):
        return Found([finding_of(problem, options.language)])
    build, index, wanted = _context(wanted, options)
    reading = read(wanted, index, build)
    builders = _map(wanted, reading)
    judged = [builder for builder in builders if builder.document in reading.judged]
    faults = dict.fromkeys(_faults(wanted, reading, builders, judged, index.names if index else ()))
    found = Found([finding_of(problem, options.language) for problem in faults], notes=reading.notes)
    found.pairs += [finding_of(problem, options.language) for problem in _unread(wanted)]
    found.records = sum(1 for _ in _counted(wanted, reading))
    origins = Origins(dict(chain.from_iterable(builder.origins.items() for builder in judged)))
    own = _own(wanted, origins, judged)
    short = shortener(prefixes(wanted.project.base).items())
    context = BuildContext(build, index)
    report = _report(options, reading, builders, _focus(wanted, judged, own), context)
    found.omit(report.left_out)
    for result in report.results:
        if not _is_old(result, own, context, options):
            found.pairs.append(finding_of_result(result, origins.find(result), short, partial(_node, short)))
    found.pairs = without_echoes(found.pairs)
    return found


def _node(short: Callable[[Term], str], node: Term) -> Subject:
    return Subject("", short(node), None, node)


def _context(wanted: Wanted, options: Options) -> tuple[Path, Index | None, Wanted]:
    """The build that is the context with its index, and what is wanted with the base that its nodes have."""
    project = wanted.project
    build = options.against or project.build
    index = read_index(build, project.documents)
    if options.against is None or options.against.resolve() == project.build.resolve():
        mine = index if index and index.base == project.base else None
        return build, None if wanted.whole else mine, wanted
    index = need_index(build, project.documents)
    return build, index, replace(wanted, project=project._replace(base=index.base))


def _map(wanted: Wanted, reading: Reading) -> list[GraphBuilder]:
    """The quads of all that was read."""
    project, directory = wanted.project, reading.directory
    try:
        documentalist = find_documentalist(project, directory)
    except DataError as error:
        documentalist = ""
        reading.unread += error.problems
    builders = []
    if AUTHORITIES not in reading.standing:
        builders.append(GraphBuilder(directory, directory.mint("graph", "authorities"), language=project.language))
        map_records(builders[0], reading.authorities)
    shared = [entity for entity in directory.opened() if not entity.document]
    for source in reading.sources:
        graph = directory.mint("document", source.id)
        builder = GraphBuilder(directory, graph, source, project.language, documentalist)
        map_records(builder, source.records)
        naming_claims(builder, shared)
        builders.append(builder)
    return builders


_OF_NAMES = {"ambiguous-reference", "name-in-iri", "name-not-in-document", "unknown-reference"}
"""Faults of a document that a change in the authority files can bring about."""


def _faults(
    wanted: Wanted, reading: Reading, builders: list[GraphBuilder], judged: list[GraphBuilder], names: Collection[str]
) -> Iterator[Problem]:
    """The faults that are asked for, or that what is asked for brings about elsewhere.

    ``names`` are those of persons that were known when the context was built.
    """
    files = wanted.files | reading.fresh
    subjects = [quad.subject for builder in judged for quad in builder.quads]
    others = (
        problem for builder in builders if not builder.document or builder not in judged for problem in builder.problems
    )
    known = {source.id for source in reading.sources}
    known |= {unit.document for unit in reading.standing.values()}
    everywhere = chain(
        reading.faults,
        others,
        unknown_documents(reading.authorities, known),
        names_in_iris(reading.directory, subjects, known=names),
    )
    yield from reading.unread
    for problem in everywhere:
        brought_about = wanted.authorities and problem.code in _OF_NAMES
        if wanted.whole or brought_about or problem.location is None or problem.location.path in files:
            yield problem
    for builder in judged:
        if builder.document:
            yield from builder.problems


def _unread(wanted: Wanted) -> Iterator[Problem]:
    """The files of a whole project that no mapping script reads."""
    project = wanted.project
    if wanted.whole:
        yield from unread_files(project.documents, resources("mappings"), (project.build,))


def _counted(wanted: Wanted, reading: Reading) -> Iterator[Record]:
    """The records that are checked."""
    for source in reading.sources:
        if source.id in reading.judged:
            yield from source.records[1:]
    if "" in reading.judged:
        files = wanted.files
        yield from (record for record in reading.authorities if wanted.whole or record.location.path in files)


def _own(wanted: Wanted, origins: Origins, judged: list[GraphBuilder]) -> set[Term]:
    """The nodes that the records asked for make."""
    files = wanted.files
    return {
        subject
        for (subject, _, _), origin in origins.by_triple.items()
        if wanted.whole or origin.record.location.path in files or any(builder.document for builder in judged)
    }


def _report(
    options: Options, reading: Reading, builders: list[GraphBuilder], focus: set[Term] | None, context: BuildContext
) -> Report:
    """What the shapes find: of everything, or of some nodes."""
    new = {(quad.subject, quad.predicate, quad.object) for builder in builders for quad in builder.quads}
    language, engine, most = options.language, options.engine, options.most
    if focus is not None and len(focus) <= FEW and engine == "fast" and (path := context.context(reading)):
        gone = context.replaced(reading) - new
        ready = validate_among(
            path,
            options.shapes,
            focus,
            without=gone,
            plus=new,
            language=language,
            most=most,
            known=options.shapes.known,
        )
        if ready:
            return ready
    data, ontology = context.triples(reading)
    both = data | new
    return validate(
        both,
        options.shapes,
        ontology,
        language=language,
        engine=engine,
        focus=focus,
        most=most,
        known=options.shapes.known,
    )


def _focus(wanted: Wanted, judged: list[GraphBuilder], own: set[Term]) -> set[Term] | None:
    """The nodes that are asked for and those that they speak of; all, if everything is wanted."""
    if wanted.whole:
        return None
    base = f"<{wanted.project.base}"
    quads = (quad for builder in judged for quad in builder.quads if quad.subject in own)
    return own | {quad.object for quad in quads if quad.object.startswith(base)}


def _is_old(result: Result, own: set[Term], context: BuildContext, options: Options) -> bool:
    """Whether a result says nothing new: it has been told, or is of something else and was found there before."""
    if UNRESOLVED in (result.value, result.focus):
        return True  # a reference to nobody is told as such
    if result.focus in own:
        return False
    if options.profiles:
        return True
    if context.index is None:
        return result.severity != "Violation"
    return f"<{result.iri}>" in context.known

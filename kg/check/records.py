"""Checks the records of a document, an authority file or a project, in the context of all the others.

What has not changed since the project was built is not read again: identities come from the index of the build, and
triples from its store or its N-Quads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import NamedTuple

from kg.build.index import Index, read_index
from kg.build.losses import losses
from kg.build.mapping import find_documentalist, map_read, unknown_documents
from kg.build.partition import BlockLinks, results_at
from kg.build.reading import Read, read_scope
from kg.build.rulebook import Rulebook
from kg.build.scope import Scope
from kg.check.build_context import BuildContext, find_context
from kg.check.findings import Found, Subject, without_echoes
from kg.check.options import Options
from kg.check.origins import Origins, finding_of, finding_of_result
from kg.mapping import UNRESOLVED, GraphBuilder, headings_as_evidence, unread_files
from kg.model.errors import DataError, Problem
from kg.model.kinds import prefixes
from kg.model.project import resources, unfit
from kg.model.terms import Term, shortener
from kg.records import Record
from kg.records.identity import Entity, named_once, words_of
from kg.records.namesakes import namesakes
from kg.records.withholding import is_withheld
from kg.validation import Report, Result, validate


def check_records(scope: Scope, options: Options) -> Found:
    """What is wrong with the records; ``CallError`` if the context is not a build."""
    if problem := unfit(scope.project):
        return Found([finding_of(problem, options.language)])
    context, scope = find_context(scope, options.against)
    read = read_scope(scope, context.index)
    mapped = _map(scope, read)
    faults = named_once(dict.fromkeys(_faults(scope, read, mapped)))
    found = Found([finding_of(problem, options.language) for problem in faults], notes=read.notes)
    found.pairs += [finding_of(problem, options.language) for problem in _warnings(scope, read, context)]
    found.records = sum(1 for _ in _records(scope, read))
    origins = Origins(dict(chain.from_iterable(builder.origins.items() for builder in mapped.asked)))
    own = _own(scope, origins, mapped)
    short = shortener(prefixes(scope.project.base).items())
    with context.whole():
        report = _report(options, read, mapped, _focus(scope, mapped, own), context)
    found.omit(report.left_out)
    named = {dict(fault.found.parts).get("word") for fault in faults if fault.code == "name-in-iri"}
    for result in report.results:
        is_echo = result.code == "name-in-iri" and named & words_of(result.focus)
        if not is_echo and not _is_old(result, own, context, options):
            found.pairs.append(finding_of_result(result, origins.find(result), short, partial(_node, short)))
    found.pairs = without_echoes(found.pairs)
    return found


def _node(short: Callable[[Term], str], node: Term) -> Subject:
    return Subject("", short(node), None, node)


class _Mapped(NamedTuple):
    """The graphs of all that was read, those among them to check, and the faults of the settings."""

    every: list[GraphBuilder]
    asked: list[GraphBuilder]
    faults: tuple[Problem, ...]


def _map(scope: Scope, read: Read) -> _Mapped:
    """The graphs, without a documentalist if the settings name an unknown one."""
    documentalist, faults = "", tuple[Problem, ...]()
    try:
        documentalist = find_documentalist(scope.project, read.directory)
    except DataError as error:
        faults = error.problems
    every = map_read(scope.project, read, documentalist, traces=True)
    return _Mapped(every, [builder for builder in every if builder.document in read.asked], faults)


_OF_NAMES = {"ambiguous-reference", "name-in-iri", "name-not-in-document", "unknown-reference", "withheld-name"}
"""Faults of a document that a change in the authority files can cause."""


def _faults(scope: Scope, read: Read, mapped: _Mapped) -> Iterator[Problem]:
    """The faults of what is checked, and those that it causes elsewhere."""
    files = scope.files | read.reuse.unchanged
    documents = [builder for builder in mapped.asked if builder.document]
    others = [builder for builder in mapped.every if not builder.document or builder.document not in read.asked]
    everywhere = chain(
        read.faults,
        (problem for builder in others for problem in builder.problems),
        unknown_documents(read),
        _named_in_public(scope, read),
    )
    yield from (*read.unread, *mapped.faults)
    for problem in everywhere:
        is_caused = scope.authorities and problem.code in _OF_NAMES
        if scope.whole or is_caused or problem.location is None or problem.location.path in files:
            yield problem
    for builder in documents:
        yield from builder.problems


def _warnings(scope: Scope, read: Read, context: BuildContext) -> Iterator[Problem]:
    """What may be wrong with the files and with names, though every record can be read."""
    yield from read.warnings
    yield from _unread_files(scope)
    yield from losses(scope, read, _last(scope, context))
    yield from _namesakes(scope, read)
    for source in read.sources:
        for record in source.records if source.id in read.asked else ():
            yield from headings_as_evidence(record, source.document)


def _named_in_public(scope: Scope, read: Read) -> Iterator[Problem]:
    """Where public records name somebody withheld; what looks for that is loaded only where somebody is."""
    if is_withheld(read.units):
        from kg.check.withheld import named_in_public

        yield from named_in_public(scope.project, read)


def _namesakes(scope: Scope, read: Read) -> Iterator[Problem]:
    """Who, among what is checked, has nearly the same name as somebody else."""
    files = scope.files

    def is_asked(entity: Entity) -> bool:
        if scope.whole:
            return True
        return entity.document in read.asked if entity.document else entity.record.location.path in files

    return namesakes(read.directory, is_asked)


def _last(scope: Scope, context: BuildContext) -> Index | None:
    """The index of the last build of the project itself."""
    project = scope.project
    return (
        context.index
        if scope.project.build == context.build and context.index
        else read_index(project.build, project.documents, any_program=True)
    )


def _unread_files(scope: Scope) -> Iterator[Problem]:
    """The files of a whole project that no mapping script reads."""
    project = scope.project
    if scope.whole:
        yield from unread_files(project.documents, resources("mappings"), (project.build,))


def _records(scope: Scope, read: Read) -> Iterator[Record]:
    """The records that are checked."""
    for source in read.sources:
        if source.id in read.asked:
            yield from source.records[1:]
    if "" in read.asked:
        files = scope.files
        yield from (record for record in read.authorities if scope.whole or record.location.path in files)


def _own(scope: Scope, origins: Origins, mapped: _Mapped) -> set[Term]:
    """The nodes made by the records to check."""
    if scope.whole or any(builder.document for builder in mapped.asked):
        return {subject for subject, _, _ in origins.by_triple}
    files = scope.files
    made = origins.by_triple.items()
    return {subject for (subject, _, _), origin in made if origin.record.location.path in files}


def _report(options: Options, read: Read, mapped: _Mapped, focus: set[Term] | None, context: BuildContext) -> Report:
    """What the shapes find in everything, or at some nodes."""
    fresh = {builder.document: {quad[:3] for quad in builder.quads} for builder in mapped.every}
    reused = context.reused(read)
    rules = Rulebook.of(options.shapes, context.ontology(), read.own, options.language)
    if focus is not None and options.engine == "fast" and not options.profiles:
        found = results_at(rules, BlockLinks(reused, read.directory.base, rules.entrances, fresh), focus)
        if found is not None:
            return Report.of(found, most=options.most)
    data = {triple for block in reused for triple in block.triples()}.union(*fresh.values())
    return validate(
        data,
        options.shapes,
        rules.context,
        language=options.language,
        engine=options.engine,
        focus=focus,
        most=options.most,
        known=rules.compiled,
    )


def _focus(scope: Scope, mapped: _Mapped, own: set[Term]) -> set[Term] | None:
    """The nodes to check and those that they refer to; ``None`` for all, if a whole project is checked."""
    if scope.whole:
        return None
    base = f"<{scope.project.base}"
    quads = (quad for builder in mapped.asked for quad in builder.quads if quad.subject in own)
    return own | {quad.object for quad in quads if quad.object.startswith(base)}


def _is_old(result: Result, own: set[Term], context: BuildContext, options: Options) -> bool:
    """Whether a result is not news: it is already reported, or it is about another node and the build already had it."""
    if UNRESOLVED in (result.value, result.focus):
        return True  # an unresolved reference is reported as such
    if result.focus in own:
        return False
    if options.profiles:
        return True
    if context.index is None:
        return result.severity != "Violation"
    return f"<{result.iri}>" in context.results

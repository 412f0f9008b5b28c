"""Checks records: those of a document, of an authority file or of a project, in the context of all the others.

What is as it was when the project was built is not read again: who is who comes from the index of the build, and the
triples from its N-Quads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

from kg.authorities import read_authorities
from kg.checks.context import known_results, need_index, read_build
from kg.checks.findings import Found, Note, Subject, without_echoes
from kg.checks.options import Options, Triple
from kg.checks.origins import Origins, result_told, shortener, told
from kg.dataset import Dataset
from kg.documents import fingerprint, shown
from kg.errors import ChronicleError, DataError, Problem
from kg.identity import Directory, names_in_iris
from kg.index import AUTHORITIES, Index, Unit, files_of, ontology_fingerprint, read_index, unit_name
from kg.kinds import prefixes
from kg.mapping import UNRESOLVED, Script, Source, Workshop, find_sources, map_records, naming_claims
from kg.pipeline import find_documentalist, read_ontology, unknown_documents
from kg.project import Project, resources
from kg.records import Record, read_records
from kg.terms import Term
from kg.validation import Report, Result, validate, validate_among

FEW = 250
"""So many nodes are checked in the store on disk; for more, loading everything into memory costs less (2026-11-21)."""


@dataclass(slots=True)
class Wanted:
    """What to check of one project: everything (``whole``), or documents and authority files.

    Each document has a list of further files of records that are checked as its own. ``files`` are the files asked
    for, as they are shown.
    """

    project: Project
    documents: dict[Path, list[Path]] = field(default_factory=dict)
    authorities: set[Path] = field(default_factory=set)
    whole: bool = False

    @property
    def files(self) -> set[str]:
        """The files whose faults are asked for, as they are shown."""
        beside = (file for path in self.documents if path.parent.is_dir() for file in path.parent.iterdir())
        return {shown(path) for path in (*self.documents, *beside, *self.authorities)}


@dataclass(slots=True)
class Reading:
    """Who is who, what was read now, and what stands as it was built.

    ``judged`` are the ids of the documents that are checked, empty for the authority files; ``fresh`` the files that
    are as they were built, so that a fault in one of them comes from what is checked.
    """

    directory: Directory
    authorities: list[Record] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    judged: set[str] = field(default_factory=set)
    standing: dict[str, Unit] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    faults: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def check_records(wanted: Wanted, options: Options) -> Found:
    """What is wrong with the records; ``CallError`` if what is named as the context is no build."""
    build, index, wanted = _context(wanted, options)
    reading = _read(wanted, index, build)
    shops = _map(wanted, reading)
    judged = [shop for shop in shops if shop.document in reading.judged]
    faults = dict.fromkeys(_faults(wanted, reading, shops, judged))
    found = Found([told(problem) for problem in faults], notes=reading.notes)
    found.records = sum(1 for _ in _counted(wanted, reading))
    origins = Origins(dict(chain.from_iterable(shop.origins.items() for shop in judged)))
    own = _own(wanted, origins, judged)
    short = shortener(prefixes(wanted.project.base).items())
    lean = Lean(build, index)
    report = _report(options, reading, shops, _focus(wanted, judged, own), lean)
    found.omit(report.left_out)
    for result in report.results:
        if not _is_old(result, own, lean, options):
            found.pairs.append(result_told(result, origins.find(result), short, partial(_node, short)))
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
    return build, index, replace(wanted, project=replace(project, base=index.base))


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────


def _read(wanted: Wanted, index: Index | None, build: Path) -> Reading:
    """Reads what is checked and what changed since the build; all else stands as the index remembers it."""
    project = wanted.project
    reading = Reading(Directory(project.base))
    scripts = {path: script for script, path in find_sources(project.documents, resources("mappings"))}
    scripts |= {path: _script(path) for path in wanted.documents if path not in scripts}
    units = {_name(project, path): path for path in scripts}
    if index:
        _stand(wanted, reading, index, units, own=build.resolve() == project.build.resolve())
    _read_authorities(wanted, reading)
    for name, unit in reading.standing.items():
        if name != AUTHORITIES:
            list(reading.directory.add(unit.records, unit.graph.removeprefix("document/")))
    later = {path for path in scripts if path in wanted.documents}  # so that a second use of an id is theirs
    for name, path in sorted(units.items(), key=lambda pair: (pair[1] in later, pair[0])):
        if name not in reading.standing:
            _read_document(wanted, reading, scripts[path], path, index.units.get(name) if index else None)
    return reading


def _stand(wanted: Wanted, reading: Reading, index: Index, units: dict[str, Path], *, own: bool) -> None:
    """What is taken from the build: what is as it was, and from that of another project what is not here at all."""
    project = wanted.project
    for name, unit in index.units.items():
        here = name in units or (name == AUTHORITIES and project.authorities.is_dir())
        asked = bool(wanted.authorities) if name == AUTHORITIES else units.get(name) in wanted.documents
        if here and fingerprint(files := files_of(project, name)) == unit.sha256:
            reading.fresh |= {shown(path) for path in files}
            here = False
        if not asked and not wanted.whole and not here and (not own or name in units or name == AUTHORITIES):
            reading.standing[name] = unit
    if wanted.authorities and not wanted.files & reading.fresh:
        reading.standing.clear()  # who is who has changed, and with it what any document means


def _read_authorities(wanted: Wanted, reading: Reading) -> None:
    project = wanted.project
    if AUTHORITIES in reading.standing:
        list(reading.directory.add(reading.standing[AUTHORITIES].records))
        return
    records, faults, unread = read_authorities(project.authorities, language=project.language)
    reading.authorities = records
    if wanted.authorities or wanted.whole:
        reading.judged.add("")
    reading.faults += [*faults, *unread, *reading.directory.add(records)]


def _read_document(wanted: Wanted, reading: Reading, script: Script, path: Path, unit: Unit | None) -> None:
    """Reads one document; where it is only context and cannot be read, its last build stands in for it."""
    judged = wanted.whole or path in wanted.documents
    place = (("path", shown(path.parent)),)
    try:
        source, faults = script.read(path, language=wanted.project.language)
        for extra in wanted.documents.get(path, ()):
            head = source.records[0]
            language = wanted.project.language
            records, more = read_records(extra, language=language, original=head.text("language") or language)
            source = replace(source, records=(*source.records, *records))
            faults = [*faults, *more]
    except ChronicleError as error:
        if judged:
            reading.faults += error.problems
        elif unit:
            reading.standing[unit.name] = unit
            list(reading.directory.add(unit.records, unit.graph.removeprefix("document/")))
            sentence = (
                "{path} has faults of its own, so its last build stands in for it: `kg validate {path}` shows them"
            )
            reading.notes.append(Note(sentence, place))
        return
    reading.sources.append(source)
    reading.faults += [*faults, *reading.directory.add(source.records, source.id)]
    if judged:
        reading.judged.add(source.id)
    elif unit:
        reading.notes.append(Note("{path} has changed since the build and is taken as it is now", place))


def _script(path: Path) -> Script:
    """The script that reads a document which lies outside of a project's folder."""
    from kg.mapping.scripts import scripts

    return next(script for script in scripts(resources("mappings")) if path.match(script.PATTERN))


def _name(project: Project, path: Path) -> str:
    return unit_name(project, str(path)) if path.is_relative_to(project.documents) else path.resolve().as_posix()


# ── mapping ──────────────────────────────────────────────────────────────────────────────────────────────────


def _map(wanted: Wanted, reading: Reading) -> list[Workshop]:
    """The quads of all that was read."""
    project, directory = wanted.project, reading.directory
    try:
        documentalist = find_documentalist(project, directory)
    except DataError as error:
        documentalist = ""
        if wanted.whole:
            reading.faults += error.problems
    shops = []
    if AUTHORITIES not in reading.standing:
        shops.append(Workshop(directory, directory.mint("graph", "authorities"), language=project.language))
        map_records(shops[0], reading.authorities)
    shared = [entity for entity in directory.entities() if not entity.document]
    for source in reading.sources:
        graph = directory.mint("document", source.id)
        shop = Workshop(directory, graph, source, project.language, documentalist)
        map_records(shop, source.records)
        naming_claims(shop, shared)
        shops.append(shop)
    return shops


_OF_NAMES = {"ambiguous-reference", "name-in-iri", "name-not-in-document", "unknown-reference"}
"""Faults of a document that a change in the authority files can bring about."""


def _faults(wanted: Wanted, reading: Reading, shops: list[Workshop], judged: list[Workshop]) -> Iterator[Problem]:
    """The faults that are asked for, or that what is asked for brings about elsewhere."""
    files = wanted.files | reading.fresh
    subjects = [quad.subject for shop in judged for quad in shop.quads]
    others = (problem for shop in shops if not shop.document or shop not in judged for problem in shop.problems)
    known = {source.id for source in reading.sources}
    known |= {unit.graph.removeprefix("document/") for unit in reading.standing.values()}
    everywhere = chain(
        reading.faults,
        others,
        unknown_documents(reading.authorities, known),
        names_in_iris(reading.directory, subjects),
    )
    for problem in everywhere:
        brought_about = wanted.authorities and problem.code in _OF_NAMES
        if wanted.whole or brought_about or problem.location is None or problem.location.path in files:
            yield problem
    for shop in judged:
        if shop.document:
            yield from shop.problems


def _counted(wanted: Wanted, reading: Reading) -> Iterator[Record]:
    """The records that are checked."""
    for source in reading.sources:
        if source.id in reading.judged:
            yield from source.records[1:]
    if "" in reading.judged:
        files = wanted.files
        yield from (record for record in reading.authorities if wanted.whole or record.location.path in files)


# ── validating ───────────────────────────────────────────────────────────────────────────────────────────────


def _own(wanted: Wanted, origins: Origins, judged: list[Workshop]) -> set[Term]:
    """The nodes that the records asked for make."""
    files = wanted.files
    return {
        subject
        for (subject, _, _), origin in origins.by_triple.items()
        if wanted.whole or origin.record.location.path in files or any(shop.document for shop in judged)
    }


def _report(options: Options, reading: Reading, shops: list[Workshop], focus: set[Term] | None, lean: Lean) -> Report:
    """What the shapes find: of everything, or of some nodes."""
    new = {(quad.subject, quad.predicate, quad.object) for shop in shops for quad in shop.quads}
    language, engine, most = options.language, options.engine, options.most
    if focus is not None and len(focus) <= FEW and engine == "fast" and (path := lean.context(reading)):
        gone = lean.replaced(reading) - new
        ready = validate_among(
            path, options.shapes, focus, without=gone, plus=new, language=language, most=most, plan=options.shapes.plan
        )
        if ready:
            return ready
    data, ontology = lean.triples(reading)
    both = data | new
    return validate(
        both,
        options.shapes,
        ontology,
        language=language,
        engine=engine,
        focus=focus,
        most=most,
        plan=options.shapes.plan,
    )


def _focus(wanted: Wanted, judged: list[Workshop], own: set[Term]) -> set[Term] | None:
    """The nodes that are asked for and those that they speak of; all, if everything is wanted."""
    if wanted.whole:
        return None
    base = f"<{wanted.project.base}"
    quads = (quad for shop in judged for quad in shop.quads if quad.subject in own)
    return own | {quad.object for quad in quads if quad.object.startswith(base)}


@dataclass(frozen=True)
class Lean:
    """What the check leans on: the build that is its context, if there is one."""

    build: Path
    index: Index | None

    @cached_property
    def known(self) -> Set[Term]:
        """The results that the build itself had."""
        return known_results(self.build)

    def context(self, reading: Reading) -> Path | None:
        """The store of what stands, if most of it does and it was made with the ontology of now."""
        path = self.build / "context"
        usable = self.index and reading.standing and self.index.ontology == ontology_fingerprint() and path.is_dir()
        return path if usable else None

    def replaced(self, reading: Reading) -> set[Triple]:
        """The triples of the build that stand no more, as the units that said them were read again or are gone."""
        assert self.index
        base = reading.directory.base
        graphs = {name: f"<{base}{unit.graph}>" for name, unit in self.index.units.items()}
        gone = [graph for name, graph in graphs.items() if name not in reading.standing]
        if not gone:
            return set()
        names = " ".join(gone)
        query = (
            f"SELECT ?s ?p ?o WHERE {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} "
            f"FILTER NOT EXISTS {{ GRAPH ?h {{ ?s ?p ?o }} FILTER ( ?h NOT IN ( {', '.join(gone)} ) ) }} }}"
        )
        _, rows = Dataset.open(self.build, base=base).rows(query)
        return {(s, p, o) for s, p, o in rows}

    def triples(self, reading: Reading) -> tuple[set[Triple], list[Triple]]:
        """The triples that stand as they were built, and those of the ontology."""
        if self.index is None:
            return set(), read_ontology()
        graphs = {f"<{reading.directory.base}{unit.graph}>" for unit in reading.standing.values()}
        return read_build(self.build, self.index, graphs.__contains__)


def _is_old(result: Result, own: set[Term], lean: Lean, options: Options) -> bool:
    """Whether a result says nothing new: it has been told, or is of something else and was found there before."""
    if UNRESOLVED in (result.value, result.focus):
        return True  # a reference to nobody is told as such
    if result.focus in own:
        return False
    if options.profiles:
        return True
    if lean.index is None:
        return result.severity != "Violation"
    return f"<{result.iri}>" in lean.known

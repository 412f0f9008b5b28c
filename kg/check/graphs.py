"""Checks RDF files of any serialization together as one graph, by themselves or against a build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from kg.build.output import held_build
from kg.check.build_context import BuildContext, need_index
from kg.check.findings import Finding, Found, Subject, as_finding
from kg.check.graph_places import Places
from kg.check.options import Options
from kg.check.origins import finding_of, finding_of_result, undeclared
from kg.check.vocabularies import check_vocabularies, file_of
from kg.model.errors import ChronicleError
from kg.model.files import read_text, shown
from kg.model.kinds import prefixes
from kg.model.message import Message
from kg.model.terms import Term, Triple, expand, shortener
from kg.model.vocabulary import CLASSES, PREFIXES, PROPERTIES
from kg.rdf.blank_names import BlankNames
from kg.rdf.formats import by_ending
from kg.rdf.ontology import read_ontology
from kg.rdf.syntax import parse_rdf
from kg.validation import validate
from kg.validation.vocabularies import File

MOST_BYTES = 1024 * 1024 * 1024
"""A larger RDF file is refused: it belongs in a store, and would fill the memory."""


def check_graphs(paths: Iterable[Path], options: Options) -> Found:
    """What is wrong with the files, taken together; ``CallError`` if the context is not a build."""
    found = Found()
    texts: dict[str, str] = {}
    files: list[File] = []
    triples: list[Triple] = []
    data, ontology, known = _context(options)
    names = BlankNames(node for s, _, o in (*data, *ontology) for node in (s, o) if node.startswith("_:"))
    for path in _each_once(paths):
        form = by_ending(path.suffix)
        assert form
        try:
            text = read_text(path, most=MOST_BYTES).removeprefix("\ufeff")
            mine = parse_rdf(text, form, path=shown(path), names=names)
        except ChronicleError as error:
            found.pairs += [finding_of(problem, options.language) for problem in error.problems]
            continue
        texts[shown(path)] = text
        files.append(file_of(shown(path), text, mine, form))
        triples += mine
    if not texts:
        return found
    own = {subject for subject, _, _ in triples}
    found.nodes = len(own)
    places = Places(texts, names.written)
    short = places.shown(shortener((*places.prefixes, *prefixes(PREFIXES["id"]).items())))
    examined = check_vocabularies(files, short, options.language)
    found.add(examined.found)
    for file in files:
        found.notes += _notes(
            file.path, file.triples, options, examined=examined.has_ontology or file.path in examined.paths
        )
    if not examined.has_ontology:
        found.pairs += _undeclared(triples, places, short, options.language)
    focus = {node for s, _, o in triples for node in (s, o) if not node.startswith('"')} if options.against else None
    language, engine = options.language, options.engine
    everything, shapes, most = (*data, *triples), options.shapes, options.most
    report = validate(
        everything, shapes, ontology, language=language, engine=engine, focus=focus, most=most, known=shapes.known
    )
    found.omit(report.left_out)
    for result in report.results:
        if result.focus in own or f"<{result.iri}>" not in known:
            found.pairs.append(finding_of_result(result, None, short, partial(_node, places, short)))
    return found


def _each_once(paths: Iterable[Path]) -> Iterable[Path]:
    """The files, each once, however often and by whatever name it was given."""
    found: dict[Path, Path] = {}
    for path in paths:
        found.setdefault(path.resolve(), path)
    return found.values()


def _node(places: Places, short: Callable[[Term], str], node: Term) -> Subject:
    return Subject("", short(node), places.find(node), node)


def _context(options: Options) -> tuple[set[Triple], Sequence[Triple], frozenset[Term]]:
    """The triples of the context, the ontology, and the results that are already known."""
    if options.against is None:
        return set(), read_ontology(), frozenset()
    held = held_build(options.against)
    index = need_index(options.against, Path(), held)
    context = BuildContext(options.against, index, held)
    with context.whole():
        data = {triple for name, block in context.blocks.items() if name != "ontology" for triple in block.triples()}
        return data, context.ontology(), frozenset(context.results)


def _notes(path: str, triples: Iterable[Triple], options: Options, *, examined: bool) -> Iterable[Message]:
    imports = expand("owl:imports")
    for _, predicate, value in triples:
        if predicate == imports:
            yield Message("owl:imports of {iri} is not followed: nothing is ever fetched", iri=value)
    targets = {value for _, predicate, value in options.shapes if "#target" in predicate}
    classes = {f"<{PREFIXES['hr']}{name}>" for name in CLASSES}
    if not examined and not any({predicate, value} & (targets | classes) for _, predicate, value in triples):
        yield Message("nothing in {path} is of a class or has a property that the shapes check", path=path)


def _undeclared(
    triples: Iterable[Triple], places: Places, short: Callable[[Term], str], language: str
) -> Iterable[tuple[Subject, Finding]]:
    """A finding for each undeclared term in the ontology's namespace: shapes never see these."""
    start = f"<{PREFIXES['hr']}"
    declared = {*CLASSES, *PROPERTIES}
    seen: set[tuple[Term, Term]] = set()
    for subject, predicate, value in triples:
        for term in (predicate, value):
            local = term.removeprefix(start).rstrip(">")
            if not term.startswith(start) or local in declared or (subject, term) in seen:
                continue
            seen.add((subject, term))
            problem = undeclared(short(term), local, places.find(term) or places.find(subject))
            about = Subject("", short(subject), places.find(subject), subject)
            yield about, as_finding(problem, language)._replace(value=short(term))

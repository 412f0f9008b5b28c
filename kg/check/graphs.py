"""Checks RDF files of any serialization together as one graph, by themselves or against a build."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from kg.build.output import held_build
from kg.check.build_context import known_results, need_index, read_build
from kg.check.findings import Finding, Found, Subject, as_finding
from kg.check.options import Options
from kg.check.origins import finding_of, finding_of_result, undeclared
from kg.check.vocabularies import check_vocabularies, file_of
from kg.model.errors import ChronicleError, Location
from kg.model.files import read_text, shown
from kg.model.kinds import prefixes
from kg.model.message import Message
from kg.model.terms import Term, Triple, expand, shortener
from kg.model.vocabulary import CLASSES, PREFIXES, PROPERTIES
from kg.rdf.formats import by_ending
from kg.rdf.ontology import read_ontology
from kg.rdf.syntax import parse_rdf
from kg.validation import validate
from kg.validation.vocabularies import File

MOST_BYTES = 1024 * 1024 * 1024
"""A larger RDF file is refused: it belongs in a store, and would fill the memory."""

_TOKEN = re.compile(r'<([^<>\s"]+)>|"([a-zA-Z][\w+.-]*:[^"\s<>]+)"|(?<![\w:"])([\w-]*):([\w][\w.-]*)')
_PREFIX = re.compile(r"@?prefix\s+([\w-]*):\s*<([^>\s]*)>", re.IGNORECASE)


def check_graphs(paths: Iterable[Path], options: Options) -> Found:
    """What is wrong with the files, taken together; ``CallError`` if the context is not a build."""
    found = Found()
    texts: dict[str, str] = {}
    files: list[File] = []
    triples: list[Triple] = []
    for path in paths:
        form = by_ending(path.suffix)
        assert form
        try:
            text = read_text(path, most=MOST_BYTES)
            mine = parse_rdf(text, form, path=shown(path))
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
    places = _Places(texts)
    short = shortener((*places.prefixes, *prefixes(PREFIXES["id"]).items()))
    examined = check_vocabularies(files, short, options.language)
    found.add(examined.found)
    for file in files:
        found.notes += _notes(
            file.path, file.triples, options, examined=examined.has_ontology or file.path in examined.paths
        )
    if not examined.has_ontology:
        found.pairs += _undeclared(triples, places, short, options.language)
    data, ontology, known = _context(options)
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


def _node(places: _Places, short: Callable[[Term], str], node: Term) -> Subject:
    return Subject("", short(node), places.find(node), node)


def _context(options: Options) -> tuple[set[Triple], list[Triple], frozenset[Term]]:
    """The triples of the context, the ontology, and the results that are already known."""
    if options.against is None:
        return set(), read_ontology(), frozenset()
    held = held_build(options.against)
    index = need_index(options.against, Path(), held)
    build = held.path if held else options.against
    data, ontology = read_build(build, index, lambda _: True)
    return data, ontology, frozenset(known_results(build))


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
    triples: Iterable[Triple], places: _Places, short: Callable[[Term], str], language: str
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


class _Places:
    """Where each IRI first occurs in the files, preferably at the beginning of a line, as a subject does."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts
        self._found: dict[str, Location] | None = None
        self.prefixes = [pair for text in texts.values() for pair in _PREFIX.findall(text)]

    def find(self, node: Term) -> Location | None:
        """The place of an IRI; for a blank node the file, if there is only one."""
        if self._found is None:
            self._found = self._search()
        found = self._found.get(node.strip("<>"))
        return found or (Location(next(iter(self._texts))) if len(self._texts) == 1 else None)

    def _search(self) -> dict[str, Location]:
        known = dict(self.prefixes)
        first: dict[str, Location] = {}
        leading: dict[str, Location] = {}
        for path, text in self._texts.items():
            for number, line in enumerate(text.splitlines(), 1):
                for match in _TOKEN.finditer(line):
                    whole, quoted, prefix, local = match.groups()
                    iri = whole or quoted or (known.get(prefix, "\0") + local)
                    place = Location(path, number, match.start() + 1)
                    first.setdefault(iri, place)
                    if match.start() == 0:
                        leading.setdefault(iri, place)
        return first | leading

"""Runs compiled shapes over a store: data in, results out. What cannot be compiled is handed back by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kg.dataset import Dataset
from kg.errors import DataError
from kg.terms import Term, expand, text_of
from kg.validation.compiled import compiling
from kg.validation.compiled.compiling import FOCUS, Check, Compiler, Query
from kg.validation.compiled.components import Definition
from kg.validation.compiled.custom import SHAPES_GRAPH, NotCompiledError
from kg.validation.compiled.model import IllFormedError, Shape, Shapes, Triple
from kg.validation.compiled.spelling import beyond, is_changed, spelt, stored
from kg.validation.report import Result

_SUBCLASS = expand("rdfs:subClassOf")
_TRUE = f'"true"^^{expand("xsd:boolean")}'
_SH = expand("sh:x").removesuffix("x>")
_NO_FLAGS = '""'
_SPELT_GRAPH, _VALUE_GRAPH = "urn:chronicle:as-spelt", "urn:chronicle:by-value"
_BOUNDS = ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive", "lessThan", "lessThanOrEquals")


@dataclass
class Data:
    """The data graph in a store.

    Triples with a literal that the store would change stand in two graphs of their own: as they are spelt, which our
    queries ask, and by value, which the queries of a shapes graph ask. ``beyond`` says that there are numbers with
    more digits than the store calculates with.
    """

    dataset: Dataset
    by_value: bool = False
    beyond: bool = False
    _seen: set[Term] = field(default_factory=set)

    @classmethod
    def gather(cls, triples: Iterable[Triple]) -> Data:
        """The data graph in memory."""
        data = cls(Dataset.gather(()))
        data.add(triples)
        return data

    def add(self, triples: Iterable[Triple]) -> None:
        """Adds triples to the data graph."""
        self.dataset.add(self._lines(triples))

    def _lines(self, triples: Iterable[Triple]) -> Iterator[str]:
        for subject, predicate, value in triples:
            if value[0] == '"' and value[-1] == ">" and (kept := stored(value)) != value and is_changed(kept):
                self.by_value = True
                self.beyond = self.beyond or beyond(kept)
                self._seen.add(value)
                yield f"{subject} {predicate} {kept} <{_SPELT_GRAPH}> .\n"
                yield f"{subject} {predicate} {value} <{_VALUE_GRAPH}> .\n"
            else:
                yield f"{subject} {predicate} {value} .\n"

    def triples(self) -> Iterator[Triple]:
        """The triples as they were given."""
        for subject, predicate, value in self.rows("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")[1]:
            yield subject, predicate, spelt(value)

    def rows(self, query: str, *, by_value: bool = False) -> tuple[tuple[str, ...], Iterator[tuple[Term, ...]]]:
        """Columns and rows of a query on the data graph."""
        graphs = ("", _VALUE_GRAPH if by_value else _SPELT_GRAPH) if self.by_value else ()
        return self.dataset.rows(query, graphs=graphs)

    def below(self, name: Term) -> tuple[Term, ...]:
        """A class and its subclasses, sorted (SHACL, section 1.1: SHACL instance)."""
        found, open_classes = {name}, [name]
        while open_classes:
            more = self._subclasses.get(open_classes.pop(), set()) - found
            found |= more
            open_classes += more
        return tuple(sorted(found))

    @cached_property
    def _subclasses(self) -> dict[Term, set[Term]]:
        found: dict[Term, set[Term]] = defaultdict(set)
        for low, high in self.rows(f"SELECT ?low ?high WHERE {{ ?low {_SUBCLASS} ?high FILTER (isIRI(?low)) }}")[1]:
            found[high].add(low)
        return found

    @cached_property
    def spellings(self) -> dict[Term, set[Term]]:
        """The literals of the data that the store makes the same, by what it makes of them, where it changes one."""
        found: dict[Term, set[Term]] = defaultdict(set)
        for term in self._seen:
            _, rows = self.dataset.rows(f"SELECT ({term} AS ?value) WHERE {{}}")
            found[next(rows)[0]].add(term)
        for term, spellings in found.items():
            if any(True for _ in self.dataset.rows(f"SELECT ?s WHERE {{ ?s ?p {term} }} LIMIT 1")[1]):
                spellings.add(term)
        return found


class Outcome(NamedTuple):
    """What came out: the results, and the shapes that only the reference engine can evaluate, with the reason."""

    results: list[Result]
    left: dict[Term, str]


def run(shapes: Shapes, data: Data, language: str, focus: Iterable[Term] | None = None) -> Outcome:
    """The results of all shapes that have targets; with ``focus``, only of these nodes among the targets."""
    by_value = data.by_value or any(is_changed(stored(value)) for _, _, value in _triples(shapes))
    compiler = Compiler(shapes, data.below, by_value=by_value)
    sources = _all(shapes, data) if focus is None else _chosen(shapes, data, focus)
    outcome = Outcome([], {})
    loaded = False
    for shape, source in sources:
        try:
            queries = list(compiler.queries(shape, source))
            _check(shapes, shape, queries, data, compiler.definitions)
            if not loaded and any(SHAPES_GRAPH in query.text for query in queries):
                data.dataset.add(f"{s} {p} {stored(o)} <{SHAPES_GRAPH}> .\n" for s, p, o in _triples(shapes))
                loaded = True
            outcome.results.extend([result for query in queries for result in _results(query, data, language)])
        except NotCompiledError as error:
            outcome.left[shape.name] = str(error)
    return outcome


def chosen_targets(shapes: Shapes, data: Data, focus: Iterable[Term]) -> dict[Term, list[Term]]:
    """The nodes among ``focus`` that each shape has for targets (SHACL, section 2.1.3), by the name of the shape."""
    nodes = sorted(set(focus))
    _quads(data, (compiling.choice(-1, node) for node in nodes))
    pattern = compiling.chosen(-1)
    types: dict[Term, set[Term]] = defaultdict(set)
    objects: dict[Term, set[Term]] = defaultdict(set)
    subjects: dict[Term, set[Term]] = defaultdict(set)
    for node, kind in data.rows(f"SELECT ?kgFocus ?kind WHERE {{ {pattern} LATERAL {{ {FOCUS} a ?kind }} }}")[1]:
        types[kind].add(spelt(node))
    for kind, found, triple in (
        ("targetObjectsOf", objects, "?other ?predicate {0}"),
        ("targetSubjectsOf", subjects, "{0} ?predicate ?other"),
    ):
        names = {t.term for shape in shapes.targeted for t in shape.targets if t.kind == kind}
        values = f"VALUES ?predicate {{ {' '.join(sorted(names))} }}"
        where = f"{pattern} {values} FILTER EXISTS {{ {triple.format(FOCUS)} }}"
        for node, predicate in data.rows(f"SELECT {FOCUS} ?predicate WHERE {{ {where} }}")[1]:
            found[predicate].add(spelt(node))
    by_shape = {}
    for shape in shapes.targeted:
        found_nodes = {target.term for target in shape.targets if target.kind == "targetNode"} & set(nodes)
        for target in shape.targets:
            if target.kind == "targetClass":
                found_nodes |= {node for name in data.below(target.term) for node in types[name]}
            elif target.kind != "targetNode":
                found_nodes |= (objects if target.kind == "targetObjectsOf" else subjects)[target.term]
        if found_nodes:
            by_shape[shape.name] = sorted(found_nodes)
    return by_shape


def _all(shapes: Shapes, data: Data) -> Iterator[tuple[Shape, str]]:
    for shape in shapes.targeted:
        yield shape, compiling.targets(shape, data.below)


def _chosen(shapes: Shapes, data: Data, focus: Iterable[Term]) -> Iterator[tuple[Shape, str]]:
    numbered = list(enumerate(chosen_targets(shapes, data, focus).items()))
    _quads(data, (compiling.choice(number, node) for number, (_, nodes) in numbered for node in nodes))
    for number, (name, _) in numbered:
        yield shapes[name], compiling.chosen(number)


def _quads(data: Data, quads: Iterable[tuple[Term, Term, Term, Term]]) -> None:
    data.dataset.add(f"{' '.join(quad)} .\n" for quad in quads)


def _triples(shapes: Shapes) -> Iterator[Triple]:
    for node, said in shapes.nodes.items():
        yield from ((node, predicate, value) for predicate, values in said.items() for value in values)


def _check(shapes: Shapes, shape: Shape, queries: list[Query], data: Data, definitions: Collection[Definition]) -> None:
    """``NotCompiledError`` where Oxigraph would not give what SHACL asks for."""
    if any(query.in_sparql and is_changed(query.text) for query in queries):
        raise NotCompiledError("a query is asked of a literal that the store holds by value")
    if any(target.kind == "targetNode" and target.term.startswith("_:") for target in shape.targets):
        raise NotCompiledError("a target is a blank node")
    seen, open_shapes = set(), [shape.name]
    while open_shapes:
        each = shapes[open_shapes.pop()]
        if each.name in seen:
            continue
        seen.add(each.name)
        open_shapes += shapes.parts(each)
        for pattern in each.values("pattern"):
            _check_pattern(pattern, each.one("flags"), data)
        for bound in (term for parameter in _BOUNDS for term in each.values(parameter)):
            if data.beyond or beyond(stored(bound)) or bound.endswith(f"^^{expand('xsd:boolean')}"):
                raise NotCompiledError("it compares what the store cannot calculate with")
        if data.beyond and (each.values("sparql") or definitions):
            raise NotCompiledError("a query, and numbers that the store cannot calculate with")
        if data.by_value and each is not shape and (each.values("sparql") or definitions):
            raise NotCompiledError("a query within a condition, and literals that the store holds by value")


def _check_pattern(pattern: Term, flags: Term, data: Data) -> None:
    call = f'REGEX("", {pattern}, {flags or _NO_FLAGS})'
    if next(data.rows(f"SELECT ({call} AS ?found) WHERE {{}}")[1]) == ("",):
        raise NotCompiledError(f"the store cannot read the pattern {pattern}")


def _results(query: Query, data: Data, language: str) -> Iterator[Result]:
    makers = [(flag, *_of_check(check, language), check) for flag, check in query.checks]
    try:
        columns, rows = data.rows(query.text, by_value=query.in_sparql)
        at = {f"?{name}": number for number, name in enumerate(columns)}
        for row in rows:
            found = [_restored(query, term, data) for term in row]
            focus = found[at[query.focus]]
            value = found[at[query.value]] if query.value in at else ""
            value = value or (focus if query.in_sparql and not query.checks[0][1].shape.path else "")
            path = found[at[query.path]] if query.path in at and found[at[query.path]].startswith("<") else ""
            told = [maker for maker in makers if not maker[0] or row[at[maker[0]]] == _TRUE]
            assert told, "a solution is a result of some check"
            for _, severity, message, check in told:
                text = _filled(message, {name: found[at[name]] for name in at}) if "{" in message else message
                yield Result(severity, focus, path or check.shape.predicate, value, check.component, check.shape.name, text)  # fmt: skip
    except DataError as error:
        if not query.in_sparql:
            raise
        shape, fault = query.checks[0][1].shape, error.problems[0]
        raise IllFormedError(shape.name, f"its query cannot be asked: {fault.found}", "mend its SPARQL") from error


def _of_check(check: Check, language: str) -> tuple[str, str]:
    """The severity and the message of a check's results."""
    severity = check.shape.severity
    severity = severity.removeprefix(_SH).rstrip(">") if severity.startswith(_SH) else severity
    return severity, chosen_text(check.messages or check.shape.messages, language) or check.says


def _restored(query: Query, term: Term, data: Data) -> Term:
    """A term as it is spelt in the data."""
    if not (query.in_sparql and data.by_value and term.startswith('"') and term in data.spellings):
        return spelt(term)
    spellings = data.spellings[term]
    if len(spellings) > 1:
        raise NotCompiledError(f"a query gives {term}, which the data spells in several ways")
    return next(iter(spellings))


def chosen_text(messages: Iterable[Term], language: str) -> str:
    """The message in a language if there is one, else in English, else the first."""
    texts = {}
    for message in sorted(messages, reverse=True):
        tag = message.rpartition('"')[2]
        texts[tag[1:] if tag.startswith("@") else ""] = text_of(message)
    return texts.get(language) or texts.get("en") or min(texts.values(), default="")


def _filled(message: str, values: dict[str, Term]) -> str:
    """A message with the values of its variables, ``{?value}`` or ``{$this}`` (SHACL, section 5.3.2)."""

    def value(match: re.Match[str]) -> str:
        term = values.get(f"?{match[1]}")
        return text_of(term) if term else match[0]

    return re.sub(r"\{[?$](\w+)\}", value, message)

"""Runs compiled shapes over a store: data in, results out, and the names of shapes that could not be compiled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from kg.model.errors import DataError
from kg.model.message import Message
from kg.model.messages import translated
from kg.model.terms import Quad, Term, expand, text_of
from kg.validation.compiled import compiled_shapes
from kg.validation.compiled.compiled_shapes import (
    FOCUS,
    SHAPES_GRAPH,
    WHOLE_BY_VALUE,
    Check,
    CompiledShape,
    CompiledShapes,
    Query,
    Target,
)
from kg.validation.compiled.data import Data
from kg.validation.compiled.faults import IllFormedError, NotCompiledError
from kg.validation.compiled.spelling import spelt, stored
from kg.validation.report import Result

_TRUE = f'"true"^^{expand("xsd:boolean")}'
_SH = expand("sh:x").removesuffix("x>")


class Outcome(NamedTuple):
    """The results, and the shapes that only the reference engine can evaluate, each with the reason."""

    results: list[Result]
    left: dict[Term, str]


def run(compiled: CompiledShapes, data: Data, language: str, focus: Iterable[Term] | None = None) -> Outcome:
    """The results of all shapes; with ``focus``, only those for these nodes."""
    outcome = Outcome([], {})
    if any(WHOLE_BY_VALUE in query.where for shape in compiled.shapes for query in shape.queries):
        data.add_whole_by_value()
    if compiled.graph:
        data.dataset.add(f"{s} {p} {stored(o)} <{SHAPES_GRAPH}> .\n" for s, p, o in compiled.graph)
    for shape, source in _all(compiled, data) if focus is None else _chosen(compiled, data, focus):
        try:
            if shape.left:
                raise NotCompiledError(shape.left)
            outcome.results.extend(
                [found for query in shape.queries for found in _results(query, source, data, language)]
            )
        except NotCompiledError as error:
            outcome.left[shape.name] = str(error)
    return outcome


def _all(compiled: CompiledShapes, data: Data) -> Iterator[tuple[CompiledShape, str]]:
    """Each shape with its targets; where there are none, only queries of its own are asked, which may be at fault."""
    there = data.selecting()
    for shape in compiled.shapes:
        is_idle = there.isdisjoint(shape.targets) and all(target.kind != "targetNode" for target in shape.targets)
        asked = shape._replace(queries=tuple(query for query in shape.queries if query.in_sparql)) if is_idle else shape
        yield asked, compiled_shapes.targets(shape.targets, data.in_context)


def _chosen(compiled: CompiledShapes, data: Data, focus: Iterable[Term]) -> Iterator[tuple[CompiledShape, str]]:
    nodes = chosen_targets({shape.name: shape.targets for shape in compiled.shapes}, data, focus)
    _quads(
        data,
        (
            compiled_shapes.choice(at, node)
            for at, shape in enumerate(compiled.shapes)
            for node in nodes.get(shape.name, ())
        ),
    )
    for number, shape in enumerate(compiled.shapes):
        if shape.name in nodes:
            yield shape, compiled_shapes.chosen(number)


def chosen_targets(
    targets: Mapping[Term, Iterable[Target]], data: Data, focus: Iterable[Term]
) -> dict[Term, list[Term]]:
    """The nodes in ``focus`` that each shape targets (SHACL, section 2.1.3), by the name of the shape."""
    nodes = sorted(set(focus))
    _quads(data, (compiled_shapes.choice(-1, node) for node in nodes))
    found = _kinds(data, {target for aims in targets.values() for target in aims})
    found |= {Target("targetNode", node): {node} for node in nodes}
    by_shape = {name: {node for target in aims for node in found.get(target, ())} for name, aims in targets.items()}
    return {name: sorted(chosen) for name, chosen in by_shape.items() if chosen}


def _kinds(data: Data, targets: Iterable[Target]) -> dict[Target, set[Term]]:
    """The chosen nodes that each target selects, except for targets that are nodes themselves."""
    found: dict[Target, set[Term]] = defaultdict(set)
    pattern = compiled_shapes.chosen(-1)
    kinds = f"{FOCUS} a ?kind"
    outside = compiled_shapes.outside_context(kinds) if data.in_context else ""
    for node, name in data.rows(f"SELECT {FOCUS} ?kind WHERE {{ {pattern} LATERAL {{ {kinds} }} {outside} }}")[1]:
        found[Target("targetClass", name)].add(spelt(node))
    for kind, triple in (
        ("targetObjectsOf", f"?other ?predicate {FOCUS}"),
        ("targetSubjectsOf", f"{FOCUS} ?predicate ?other"),
    ):
        aims = sorted(target for target in targets if target.kind == kind)
        for some, where in (
            ([aim.term for aim in aims if aim not in data.in_context], f"FILTER EXISTS {{ {triple} }}"),
            ([aim.term for aim in aims if aim in data.in_context], f"LATERAL {{ {triple} }} {compiled_shapes.outside_context(triple)}"),
        ):  # fmt: skip
            query = f"SELECT DISTINCT {FOCUS} ?predicate WHERE {{ {pattern} VALUES ?predicate {{ {' '.join(some)} }} {where} }}"
            for node, predicate in data.rows(query)[1] if some else ():
                found[Target(kind, predicate)].add(spelt(node))
    return dict(found)


def _quads(data: Data, quads: Iterable[Quad]) -> None:
    data.dataset.add(f"{' '.join(quad)} .\n" for quad in quads)


def _results(query: Query, source: str, data: Data, language: str) -> Iterator[Result]:
    try:
        columns, rows = data.rows(query.text(source), by_value=query.in_sparql)
        at = {f"?{name}": number for number, name in enumerate(columns)}
        for row in rows:
            for focus, value in _shown(query, row, at, data):
                yield from _of_row(query, row, at, focus, value, language)
    except DataError as error:
        if not query.in_sparql:
            raise
        shape, fault = query.checks[0][1].shape, error.problems[0]
        raise IllFormedError(
            shape, Message("its query cannot be run: {reason}", reason=fault.found), Message("fix its SPARQL")
        ) from error


def _shown(query: Query, row: tuple[Term, ...], at: Mapping[str, int], data: Data) -> Iterator[tuple[Term, Term]]:
    """Focus node and value of a solution as they are spelt in the data: each spelling, where a node has several."""
    focus, value = row[at[query.focus]], row[at[query.value]] if query.value in at else ""
    if not (query.in_sparql and data.by_value):
        yield spelt(focus), spelt(value) or (spelt(focus) if query.shows_focus else "")
        return
    for node in sorted(data.spellings.get(focus, {focus})):
        if not value or value == focus:
            yield node, node if value or query.shows_focus else ""
        else:
            yield from ((node, spelling) for spelling in data.spelt_at(node, value))


def _of_row(
    query: Query, row: tuple[Term, ...], at: Mapping[str, int], focus: Term, value: Term, language: str
) -> Iterator[Result]:
    """The results of a solution, one for each check that fails in it."""
    path = row[at[query.path]] if query.path in at and row[at[query.path]].startswith("<") else ""
    failed = [check for flag, check in query.checks if not flag or row[at[flag]] == _TRUE]
    assert failed, "a solution is a result of some check"
    apart = " ".join(row[at[name]] for name in query.apart if name in at)
    for check in failed:
        severity, message, remedy = _of_check(check, language)
        if "{" in message or "{" in remedy:
            values = {name: spelt(row[at[name]]) for name in at} | {query.value: value, query.focus: focus}
            message, remedy = _filled(message, values), _filled(remedy, values)
        cause = " ".join(filter(None, (check.cause, apart)))
        yield Result(
            severity, focus, path or check.path, value, check.component, check.shape, message, remedy,
            check.annotations.keys, cause,
        )  # fmt: skip


@lru_cache
def _of_check(check: Check, language: str) -> tuple[str, str, str]:
    """The severity of a check's results, what is wrong, and what to do."""
    severity = check.severity
    severity = severity.removeprefix(_SH).rstrip(">") if severity.startswith(_SH) else severity
    message = chosen_text(check.annotations.messages, language) or translated(check.says, language, "shape")
    return severity, message, chosen_text(check.annotations.remedies, language)


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

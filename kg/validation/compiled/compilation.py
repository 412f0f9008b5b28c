"""Compiles all shapes of a graph: to queries, or to the reason why a shape cannot be compiled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.model.message import Message
from kg.model.terms import Term, Triple, text_of
from kg.validation.compiled.compiled_shapes import (
    FOCUS,
    SHAPES_GRAPH,
    CompiledShape,
    CompiledShapes,
    Query,
    Target,
    targets,
)
from kg.validation.compiled.compiling import Compiler
from kg.validation.compiled.data import Data
from kg.validation.compiled.faults import IllFormedError, NotCompiledError
from kg.validation.compiled.model import Shape, Shapes
from kg.validation.compiled.reading import read_shapes
from kg.validation.compiled.spelling import is_changed, stored
from kg.validation.compiled.walks import walks
from kg.validation.patterns import matching

__all__ = ["closed", "compile_shapes", "read_shapes"]

_NO_FLAGS = '""'


def compile_shapes(shapes: Shapes, data: Data) -> CompiledShapes:
    """All shapes that have targets, compiled for this data; ``IllFormedError`` for a faulty query."""
    graph = tuple(_triples(shapes))
    by_value = data.by_value or any(is_changed(stored(value)) for _, _, value in graph)
    compiler = Compiler(shapes, data.below, by_value=by_value)
    shapes_compiled = tuple(_compiled_shape(shape, compiler, data) for shape in shapes.targeted)
    uses_graph = any(SHAPES_GRAPH in query.where for each in shapes_compiled for query in each.queries)
    return CompiledShapes(shapes_compiled, data.hierarchy, graph if uses_graph else ())


def _compiled_shape(shape: Shape, compiler: Compiler, data: Data) -> CompiledShape:
    aims = tuple(closed(shape, data.below))
    try:
        queries = tuple(compiler.queries(shape))
        texts = [query.text(targets(aims)) for query in queries if query.in_sparql]
        _check(compiler.shapes, shape, texts, data)
    except NotCompiledError as error:
        return CompiledShape(shape.name, aims, (), str(error))
    seen = walks(map(_with_columns, queries), (FOCUS[1:],))
    return CompiledShape(shape.name, aims, queries, walks=seen)


def _with_columns(query: Query) -> str:
    """The pattern of a query; what its columns ask is asked where the pattern ends, and so of the same nodes."""
    where = query.where.rstrip()
    return f"{where[:-1]} FILTER ( {query.columns} ) }}" if where.endswith("}") else where


def closed(shape: Shape, hierarchy: Callable[[Term], tuple[Term, ...]]) -> Iterator[Target]:
    """The targets of a shape, each class followed by its subclasses."""
    for target in shape.targets:
        terms = hierarchy(target.term) if target.kind == "targetClass" else (target.term,)
        yield from (Target(target.kind, term) for term in terms)


def _triples(shapes: Shapes) -> Iterator[Triple]:
    for node, properties in shapes.nodes.items():
        yield from ((node, predicate, value) for predicate, values in properties.items() for value in values)


def _check(shapes: Shapes, shape: Shape, in_sparql: Iterable[str], data: Data) -> None:
    """``NotCompiledError`` where Oxigraph would not give the results that SHACL defines."""
    if any(map(is_changed, in_sparql)):
        raise NotCompiledError("a query is asked of a literal that the store holds by value")
    if any(target.kind == "targetNode" and target.term.startswith("_:") for target in shape.targets):
        raise NotCompiledError("a target is a blank node")
    for part in shapes.within(shape):
        for pattern in part.values("pattern"):
            _check_pattern(part, pattern, data)


def _check_pattern(shape: Shape, pattern: Term, data: Data) -> None:
    match = matching('""', text_of(pattern), text_of(shape.one("flags") or _NO_FLAGS))
    if next(data.rows(f"SELECT ({match} AS ?found) WHERE {{}}")[1]) == ("",):
        raise IllFormedError(
            shape.name,
            Message("the pattern {pattern} is too large to be matched", pattern=pattern),
            Message("repeat less, or check the length with sh:maxLength"),
            written=text_of(pattern),
        )

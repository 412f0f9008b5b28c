"""The two engines: the fast one, with pySHACL for what it cannot compile, and pySHACL alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Literal

from kg.model.terms import Term, Triple
from kg.validation import compiled
from kg.validation.compiled import CompiledShapes, Data
from kg.validation.report import MOST, Report, Result

Engine = Literal["fast", "reference"]
ENGINES: tuple[Engine, ...] = ("fast", "reference")


def validate(
    data: Iterable[Triple],
    shapes: Iterable[Triple],
    ontology: Iterable[Triple],
    *,
    language: str = "en",
    engine: Engine = "fast",
    focus: Iterable[Term] | None = None,
    most: int | None = MOST,
    known: CompiledShapes | None = None,
) -> Report:
    """The report on the data, with messages in a language; all terms are in N-Triples form.

    The ontology, which provides classes and vocabularies, is added to the data without its texts. With ``focus``, only
    these nodes are targets, in the context of all the data. ``engine`` is ``"fast"`` (shapes compiled to SPARQL, and
    pySHACL for a shape that cannot be compiled) or ``"reference"`` (pySHACL); both give the same results. The report
    holds ``most`` results and counts the others. ``known`` is what the same shapes were compiled to earlier, if that
    is available: the shapes are then read only if it does not fit the data. ``IllFormedError`` for a shape that SHACL
    does not allow.
    """
    graph = chain(data, (triple for triple in ontology if not triple[2].startswith('"')))
    nodes = None if focus is None else tuple(focus)
    if engine == "reference":
        everything, rules = list(graph), tuple(shapes)
        only = _chosen(rules, lambda: Data.gather(everything), nodes)
        return Report.of(_reference(everything, rules, language, only), most=most)
    store = Data.gather(graph)
    outcome = compiled.run(compiled_for(store, shapes, known), store, language, nodes)
    results = outcome.results
    if outcome.left:
        rules = tuple(shapes)
        only = _chosen(rules, lambda: store, nodes)
        left = {name: only[name] if only else None for name in outcome.left}
        results += _reference(store.triples(), rules, language, left)
    return Report.of(results, most=most)


def compiled_for(data: Data, shapes: Iterable[Triple], known: CompiledShapes | None) -> CompiledShapes:
    """The known compiled shapes if they fit the data, else the shapes compiled now."""
    if known and data.fits(known):
        return known
    from kg.validation.compiled import compilation

    return compilation.compile_shapes(compilation.read_shapes(shapes), data)


def _chosen(
    shapes: Iterable[Triple], data: Callable[[], Data], focus: Iterable[Term] | None
) -> Mapping[Term, Iterable[Term]] | None:
    """The nodes that each shape is to check, ``None`` where no nodes are chosen; ``IllFormedError`` as in ``validate``."""
    from kg.validation.compiled import compilation

    model = compilation.read_shapes(shapes)
    if focus is None:
        return None
    store = data()
    targets = {shape.name: tuple(compilation.closed(shape, store.below)) for shape in model.targeted}
    return compiled.chosen_targets(targets, store, focus)


def _reference(
    data: Iterable[Triple], shapes: Iterable[Triple], language: str, only: Mapping[Term, Iterable[Term] | None] | None
) -> list[Result]:
    from kg.validation import reference

    return reference.results(data, shapes, language, only=only)

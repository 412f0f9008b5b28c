"""The two engines: the fast one, with pySHACL for what it cannot compile, and pySHACL alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    texts: Sequence[bytes] = (),
) -> Report:
    """The report on the data, with messages in a language; all terms are in N-Triples form.

    The ontology, which provides classes and vocabularies, is the context of the data, without its texts: no target comes
    from it alone. With ``focus``, only these nodes are targets, in the context of all the data. ``engine`` is ``"fast"``
    (shapes compiled to SPARQL, and pySHACL for a shape that cannot be compiled) or ``"reference"`` (pySHACL); the results
    are the same but for what ``docs/validation.md`` says pySHACL does otherwise. The report holds ``most`` results and counts the others. ``known`` is what the same shapes were compiled to earlier, if that
    is available: the shapes are then read only if it does not fit the data. ``texts`` are more data, as N-Triples that
    the program wrote. ``IllFormedError`` for a shape that SHACL does not allow.
    """
    nodes = None if focus is None else tuple(focus)
    store = Data.gather(data, ontology, texts)
    if engine == "reference":
        rules = tuple(shapes)
        return Report.of(_reference(store, rules, language, _chosen(rules, store, nodes)), most=most)
    outcome = compiled.run(compiled_for(store, shapes, known), store, language, nodes)
    results = outcome.results
    if outcome.left:
        rules = tuple(shapes)
        only = _chosen(rules, store, nodes)
        left = {name: only[name] for name in outcome.left if name in only}
        results += _reference(store, rules, language, left)
    return Report.of(results, most=most)


def compiled_for(data: Data, shapes: Iterable[Triple], known: CompiledShapes | None) -> CompiledShapes:
    """The known compiled shapes if they fit the data, else the shapes compiled now."""
    if known and data.fits(known):
        return known
    from kg.validation.compiled import compilation

    return compilation.compile_shapes(compilation.read_shapes(shapes), data)


def _chosen(shapes: Iterable[Triple], data: Data, focus: Iterable[Term] | None) -> Mapping[Term, Iterable[Term] | None]:
    """The nodes that each shape is to check, ``None`` where these are all its targets; ``IllFormedError`` as in ``validate``."""
    from kg.validation.compiled import compilation

    model = compilation.read_shapes(shapes)
    targets = {shape.name: tuple(compilation.closed(shape, data.below)) for shape in model.targeted}
    if focus is not None:
        return compiled.chosen_targets(targets, data, focus)
    return {name: None if data.in_context.isdisjoint(aims) else data.targets(aims) for name, aims in targets.items()}


def _reference(
    data: Data, shapes: Iterable[Triple], language: str, only: Mapping[Term, Iterable[Term] | None]
) -> list[Result]:
    from kg.validation import reference

    return reference.results(data.triples(), shapes, language, only=only)

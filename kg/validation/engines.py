"""Which engine validates: the fast one, with pySHACL for what it cannot compile, or pySHACL alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Literal

from kg.terms import Term
from kg.validation import compiled
from kg.validation.report import MOST, Report

Triple = tuple[Term, Term, Term]
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
) -> Report:
    """The report on the data, with messages in a language; all terms in N-Triples form.

    The ontology gives classes and vocabularies: it is laid beside the data, without its texts. With ``focus``, only
    these nodes are taken as targets, in the context of all the data. ``engine`` is ``"fast"`` (shapes compiled to
    SPARQL, and pySHACL for a shape that cannot be) or ``"reference"`` (pySHACL); both give the same results. The report
    holds ``most`` results and counts the others. ``IllFormedError`` for a shape that SHACL does not allow.
    """
    rules = tuple(shapes)
    model = compiled.read_shapes(rules)
    graph = chain(data, (triple for triple in ontology if not triple[2].startswith('"')))
    if engine == "reference":
        from kg.validation import reference

        everything = list(graph)
        only = None if focus is None else _targets(model, compiled.Data.gather(everything), focus)
        return Report.of(reference.results(everything, rules, language, only=only), most=most)
    store = compiled.Data.gather(graph)
    nodes = None if focus is None else tuple(focus)
    outcome = compiled.run(model, store, language, nodes)
    results = outcome.results
    if outcome.left:
        from kg.validation import reference

        only = dict.fromkeys(outcome.left) if nodes is None else _targets(model, store, nodes)
        left = {name: only[name] for name in outcome.left}
        results += reference.results(store.triples(), rules, language, only=left)
    return Report.of(results, most=most)


def _targets(
    model: compiled.Shapes, store: compiled.Data, focus: Iterable[Term]
) -> Mapping[Term, Iterable[Term] | None]:
    return dict(compiled.chosen_targets(model, store, focus))

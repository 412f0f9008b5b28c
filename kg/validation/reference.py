"""pySHACL, the reference engine: the only place that knows it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from kg.terms import Term
from kg.validation.report import SEVERITIES, Report, Result

if TYPE_CHECKING:
    import rdflib
    from rdflib.plugins.sparql.sparql import Query

Triple = tuple[Term, Term, Term]


def validate(
    data: Iterable[Triple],
    shapes: Iterable[Triple],
    ontology: Iterable[Triple],
    *,
    language: str = "en",
    focus: Iterable[Term] | None = None,
) -> Report:
    """The report on the data, with messages in a language; the ontology gives classes and vocabularies, no focus.

    It is laid beside the data, without its texts: given apart, pySHACL takes the classes from it and leaves the
    concepts out.
    """
    import pyshacl
    import rdflib

    linked = (triple for triple in ontology if not triple[2].startswith('"'))
    rules = _shapes_graph(tuple(shapes))
    _, results, _ = pyshacl.validate(
        _graph((*data, *linked), kind=_preparing()),
        shacl_graph=rules,
        inference="none",
        advanced=False,
        allow_infos=True,
        allow_warnings=True,
        inplace=True,
    )
    assert isinstance(results, rdflib.Graph)
    report = read_report(results, rules, language)
    if focus is None:
        return report
    chosen = set(focus)
    return Report(tuple(result for result in report.results if result.focus in chosen))


@lru_cache(maxsize=1)
def _shapes_graph(triples: tuple[Triple, ...]) -> rdflib.Graph:
    """The shapes, parsed once where the same ones are used again; pySHACL adds nothing to them but SHACL's own."""
    return _graph(triples)


def _graph(triples: Iterable[Triple], *, kind: type[rdflib.Graph] | None = None) -> rdflib.Graph:
    import rdflib

    lines = sorted({f"{s} {p} {o} .\n" for s, p, o in triples})
    return (kind or rdflib.Graph)().parse(data="".join(lines), format="nt")


@cache
def _preparing() -> type[rdflib.Graph]:
    """A graph that has each query parsed once.

    pySHACL asks the text of a SPARQL constraint again for every focus node, and rdflib's parser took nine tenths of
    the time of a validation (measured 2026-11-21).
    """
    import rdflib

    class Preparing(rdflib.Graph):
        """An rdflib graph that remembers what it was asked."""

        def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Any:
            """The answer to a query, prepared when it is first asked."""
            if isinstance(query_object, str):
                query_object = _prepared(_in_order(query_object), tuple(sorted((kwargs.get("initNs") or {}).items())))
            return super().query(query_object, *args, **kwargs)

    return Preparing


def _in_order(query: str) -> str:
    """The query with its first prefixes sorted: pySHACL writes them in an order of its own in each validation."""
    lines = query.splitlines()
    body = next((number for number, line in enumerate(lines) if not line.startswith("PREFIX ")), len(lines))
    return "\n".join((*sorted(lines[:body]), *lines[body:]))


@cache
def _prepared(text: str, names: tuple[tuple[str, Any], ...]) -> Query:
    from rdflib.plugins.sparql import prepareQuery

    return prepareQuery(text, initNs=dict(names))


def read_report(graph: rdflib.Graph, shapes: rdflib.Graph, language: str) -> Report:
    """The results of a SHACL report, each with its shape's message in the language if it has it, else in English.

    pySHACL takes the language from the messages of a query, so they are read from the shape. What a result holds in
    detail is no result of the report, and a path that is no IRI has no name that stays.
    """
    from rdflib import SH, BNode, Literal

    found = []
    for node in graph.objects(predicate=SH.result):
        parts = [graph.value(node, predicate) for predicate in (SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent, SH.sourceShape)]  # fmt: skip
        severity = str(graph.value(node, SH.resultSeverity)).rpartition("#")[2]
        messages = [*shapes.objects(parts[4], SH.message), *graph.objects(node, SH.resultMessage)]
        texts = {text.language: str(text) for text in reversed(messages) if isinstance(text, Literal)}
        message = texts.get(language) or texts.get("en") or min(texts.values(), default="")
        parts[1] = None if isinstance(parts[1], BNode) else parts[1]
        focus, path, value, component, shape = ("" if part is None else part.n3() for part in parts)
        found.append(Result(severity, focus, path, value, component, shape, message))
    return Report(tuple(sorted(set(found), key=lambda result: (SEVERITIES.index(result.severity), result))))

"""pySHACL, the reference engine: the only place that knows it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.terms import Term
from kg.validation.report import SEVERITIES, Report, Result

if TYPE_CHECKING:
    import rdflib
    from rdflib.plugins.sparql.sparql import Query

Triple = tuple[Term, Term, Term]


def validate(
    data: Iterable[Triple], shapes: Iterable[Triple], ontology: Iterable[Triple], *, language: str = "en"
) -> Report:
    """The report on the data, with messages in a language; the ontology gives classes and vocabularies, no focus."""
    import pyshacl
    import rdflib

    _, results, _ = pyshacl.validate(
        _graph(data, kind=_preparing()),
        shacl_graph=_graph(shapes),
        ont_graph=_graph(ontology),
        inference="none",
        advanced=False,
        allow_infos=True,
        allow_warnings=True,
        inplace=True,
    )
    assert isinstance(results, rdflib.Graph)
    return read_report(results, language)


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
                query_object = _prepared(query_object, tuple(sorted((kwargs.get("initNs") or {}).items())))
            return super().query(query_object, *args, **kwargs)

    return Preparing


@cache
def _prepared(text: str, names: tuple[tuple[str, Any], ...]) -> Query:
    from rdflib.plugins.sparql import prepareQuery

    return prepareQuery(text, initNs=dict(names))


def read_report(graph: rdflib.Graph, language: str) -> Report:
    """The results of a SHACL report; a message is taken in the language if it has it, else in English."""
    from rdflib import RDF, SH

    found = []
    for node in graph.subjects(RDF.type, SH.ValidationResult):
        parts = [graph.value(node, predicate) for predicate in (SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent, SH.sourceShape)]  # fmt: skip
        severity = str(graph.value(node, SH.resultSeverity)).rpartition("#")[2]
        texts = {getattr(text, "language", None): str(text) for text in graph.objects(node, SH.resultMessage)}
        message = texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
        focus, path, value, component, shape = ("" if part is None else part.n3() for part in parts)
        found.append(Result(severity, focus, path, value, component, shape, message))
    return Report(tuple(sorted(set(found), key=lambda result: (SEVERITIES.index(result.severity), result))))

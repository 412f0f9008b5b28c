"""pySHACL, the reference engine: the only place that knows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.terms import Term
from kg.validation.report import SEVERITIES, Report, Result

if TYPE_CHECKING:
    import rdflib

Triple = tuple[Term, Term, Term]


def validate(
    data: Iterable[Triple], shapes: Iterable[Triple], ontology: Iterable[Triple], *, language: str = "en"
) -> Report:
    """The report on the data, with messages in a language; the ontology gives classes and vocabularies, no focus."""
    import pyshacl
    import rdflib

    _, results, _ = pyshacl.validate(
        _graph(data),
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


def _graph(triples: Iterable[Triple]) -> rdflib.Graph:
    import rdflib

    lines = sorted({f"{s} {p} {o} .\n" for s, p, o in triples})
    return rdflib.Graph().parse(data="".join(lines), format="nt")


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

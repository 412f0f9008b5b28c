"""pySHACL, the reference engine; no other module uses it."""

from __future__ import annotations

import logging
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import InvalidOperation, localcontext
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from kg.model.errors import DataError, Problem
from kg.model.message import Message
from kg.model.terms import XSD, Term, Triple, expand, literal
from kg.model.vocabulary import PREFIXES
from kg.rdf.sparql_text import measured
from kg.validation.pyshacl_righted import righted
from kg.validation.report import CHECK, ONCE, Result

if TYPE_CHECKING:
    import rdflib
    from rdflib.plugins.sparql.sparql import Query

_REMEDY = Message("fix the shape that this is about, or use `--engine fast`")


def results(
    data: Iterable[Triple],
    shapes: Iterable[Triple],
    language: str = "en",
    *,
    only: Mapping[Term, Iterable[Term] | None] | None = None,
) -> list[Result]:
    """The results of pySHACL, with messages in a language.

    With ``only``, just the results of these shapes, each at its own targets or at the nodes given for it.
    """
    if only is not None and not only:
        return []
    with _quiet():
        rules = _shapes_graph(tuple(shapes if only is None else narrowed(shapes, only)))
        return read_results(_report(_graph(data, kind=_preparing()), rules), rules, language)


def _report(data: rdflib.Graph, rules: rdflib.Graph) -> rdflib.Graph:
    import pyshacl
    import rdflib

    found: object
    try:
        with localcontext() as context:  # Decimal raises where it meets NaN
            context.traps[InvalidOperation] = False
            _, found, _ = pyshacl.validate(data, shacl_graph=rules, inference="none", advanced=False, inplace=True)
    except DataError:
        raise
    except Exception as error:  # pySHACL has no one class for what it cannot do
        found = error
    if not isinstance(found, rdflib.Graph):
        raise DataError(
            Problem(
                "reference-failed", Message("pySHACL gives up: {reason}", reason=" ".join(str(found).split())), _REMEDY
            )
        )
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps rdflib from printing a traceback for each literal that it cannot read: these are in the report."""
    log = logging.getLogger("rdflib.term")
    disabled, log.disabled = log.disabled, True
    try:
        with warnings.catch_warnings(), righted():
            warnings.simplefilter("ignore", UserWarning)  # about a literal that it cannot read
            warnings.simplefilter("ignore", DeprecationWarning)  # about its own comparisons
            yield
    finally:
        log.disabled = disabled


def narrowed(shapes: Iterable[Triple], only: Mapping[Term, Iterable[Term] | None]) -> Iterator[Triple]:
    """The shapes, with targets left only on those in ``only``: their own targets, or the nodes given instead.

    A shape that is a class targets its instances (SHACL, section 2.1.3.3), so a shape that must not is no longer a class.
    """
    names = {expand(f"sh:target{kind}") for kind in ("Class", "Node", "ObjectsOf", "SubjectsOf")}
    for subject, predicate, value in shapes:
        is_class = predicate == expand("rdf:type") and not value.startswith(f"<{PREFIXES['sh']}")
        if only.get(subject, ()) is None or not (predicate in names or is_class):
            yield subject, predicate, value
    for name, nodes in only.items():
        yield from ((name, expand("sh:targetNode"), node) for node in nodes or ())


@lru_cache(maxsize=1)
def _shapes_graph(triples: tuple[Triple, ...]) -> rdflib.Graph:
    """The shapes, parsed once if the same ones are used again; pySHACL adds only SHACL's own triples to them."""
    return _graph(triples)


def _graph(triples: Iterable[Triple], *, kind: type[rdflib.Graph] | None = None) -> rdflib.Graph:
    """A graph that keeps the names of blank nodes and the spelling of literals, of which rdflib would change both."""
    import rdflib

    kept = set(triples)
    lines = sorted(f"{s} {p} {o} .\n" for s, p, o in kept)
    names = {node[2:]: rdflib.BNode(node[2:]) for s, _, o in kept for node in (s, o) if node.startswith("_:")}
    normalizes, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        return (kind or rdflib.Graph)().parse(data="".join(lines), format="nt", bnode_context=names)
    finally:
        rdflib.NORMALIZE_LITERALS = normalizes


@cache
def _preparing() -> type[rdflib.Graph]:
    """A graph class that parses each query once.

    pySHACL sends the text of a SPARQL constraint again for every focus node, and rdflib's parser took nine tenths of
    the time of a validation (measured 2026-11-21).
    """
    import rdflib

    class Preparing(rdflib.Graph):
        """An rdflib graph that remembers its queries."""

        def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Any:
            """The answer to a query, which is prepared the first time."""
            if isinstance(query_object, str):
                query_object = _prepared(_in_order(query_object), tuple(sorted((kwargs.get("initNs") or {}).items())))
            return super().query(query_object, *args, **kwargs)

    return Preparing


def _in_order(query: str) -> str:
    """The query with its leading prefixes sorted: pySHACL writes them in a different order in each validation."""
    lines = query.splitlines()
    body = next((number for number, line in enumerate(lines) if not line.startswith("PREFIX ")), len(lines))
    return "\n".join((*sorted(lines[:body]), *lines[body:]))


@cache
def _prepared(text: str, names: tuple[tuple[str, Any], ...]) -> Query:
    from rdflib.plugins.sparql import prepareQuery

    measured(text)
    try:
        query = prepareQuery(text, initNs=dict(names))
    except Exception as error:  # rdflib has no single class for a query that it cannot read
        found = Message("rdflib cannot read a query: {reason}", reason=" ".join(str(error).split()))
        raise DataError(Problem("reference-failed", found, _REMEDY)) from error
    if "ServiceGraphPattern" in repr(query.algebra) or query.algebra.get("datasetClause"):
        found = Message("a query asks for data from elsewhere, with SERVICE or FROM")
        raise DataError(Problem("reference-failed", found, _REMEDY))
    return query


def read_results(graph: rdflib.Graph, shapes: rdflib.Graph, language: str) -> list[Result]:
    """The results of a SHACL report, each with its shape's message in the language, or in English if it has none.

    The messages are read from the shape because pySHACL drops the language from those of a query. The details of a
    result are not results of the report, and a path that is not an IRI has no stable name.
    """
    from rdflib import RDF, SH, BNode

    found = []
    report = graph.value(None, RDF.type, SH.ValidationReport)
    for node in graph.objects(report, SH.result):
        parts = [graph.value(node, predicate) for predicate in (SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent, SH.sourceShape)]  # fmt: skip
        severity = graph.value(node, SH.resultSeverity)
        messages = [*shapes.objects(parts[4], SH.message), *graph.objects(node, SH.resultMessage)]
        message = _chosen(reversed(messages), language)
        remedy, keys = _advice(shapes, (graph.value(node, SH.sourceConstraint), parts[4]), language)
        parts[1] = None if isinstance(parts[1], BNode) else parts[1]
        focus, path, value, component, shape = ("" if part is None else _term(part) for part in parts)
        name = str(severity).removeprefix(str(SH)) if str(severity).startswith(str(SH)) else _term(severity)
        found.append(Result(name, focus, path, value, component, shape, message, remedy, keys))
    return list(_apart(found))


def _apart(results: Iterable[Result]) -> Iterator[Result]:
    """The results, numbered where several constraints of one component give the same one."""
    once = {f"<{PREFIXES['sh']}{name}ConstraintComponent>" for name in ONCE}
    seen: Counter[Result] = Counter()
    for result in results:
        number = seen[result]
        seen[result] += result.component not in once
        yield result._replace(cause=str(number)) if number else result


def _advice(shapes: rdflib.Graph, nodes: Iterable[Any], language: str) -> tuple[str, tuple[str, ...]]:
    """The remedy and the keys that a shape, or its SPARQL constraint, gives."""
    from rdflib import Namespace

    check = Namespace(CHECK)
    remedies, keys = (
        [found for node in nodes if node for found in shapes.objects(node, check[name])] for name in ("remedy", "keys")
    )
    return _chosen(remedies, language), tuple(str(key) for first in keys for key in shapes.items(first))


def _chosen(texts: Iterable[Any], language: str) -> str:
    """The text in a language, else in English, else the first."""
    from rdflib import Literal

    found = {text.language: str(text) for text in texts if isinstance(text, Literal)}
    return found.get(language) or found.get("en") or min(found.values(), default="")


def _term(node: Any) -> Term:
    """A term in N-Triples form; rdflib's own ``n3`` writes a multi-line text as Turtle does."""
    from rdflib import Literal

    if not isinstance(node, Literal):
        return str(node.n3())
    return literal(
        str(node), language=node.language or "", datatype=str(node.datatype or "").removesuffix(f"{XSD}string")
    )

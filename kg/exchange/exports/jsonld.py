"""The whole graph as JSON-LD 1.1, with the terms of ``ontology/context.jsonld`` written into the file: nothing is fetched.

A node is an object, its properties arrays or, of texts, objects by language. What does not fit the definition of a term
stands under the property's whole IRI, so no triple is bent.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from kg.answers.opening import OpenBuild
from kg.exchange.model import ALL, File, Format
from kg.model.project import resources
from kg.model.terms import Term, Triple, expand, text_of
from kg.rdf.formats import BY_NAME
from kg.rdf.serialization import order
from kg.rdf.syntax import read_triples

_TYPE = expand("rdf:type")
_LITERAL = re.compile(r'".*"(?:@(?P<language>.+)|\^\^<(?P<datatype>.+)>)?')
_NAME = re.compile(r"(?!//)[\w./-]+")


class _Terms(NamedTuple):
    """The terms of a context, and its prefixes with their namespaces, longest first."""

    context: Mapping[str, Any]
    prefixes: tuple[tuple[str, str], ...]


@cache
def _terms(base: str) -> _Terms:
    """The terms of the ontology, and ``id`` for the data under a base."""
    found = json.loads((resources("ontology") / "context.jsonld").read_text(encoding="utf-8"))
    context = {**found["@context"], "id": base}
    strings = [(name, value) for name, value in context.items() if str(value).endswith(("/", "#"))]
    return _Terms(context, tuple(sorted(strings, key=lambda pair: -len(pair[1]))))


def written(triples: Iterable[Triple], base: str) -> bytes:
    """A graph whose data are under a base; the nodes stand by IRI, and so by kind."""
    terms = _terms(base)
    nodes = groupby(sorted(set(triples), key=order), key=lambda triple: triple[0])
    graph = [_node(subject, given, terms) for subject, given in nodes]
    return f"{json.dumps({'@context': terms.context, '@graph': graph}, ensure_ascii=False, indent=1)}\n".encode()


def _node(subject: Term, triples: Iterable[Triple], terms: _Terms) -> dict[str, Any]:
    given: defaultdict[Term, list[Term]] = defaultdict(list)
    for _, p, o in triples:
        given[p].append(o)
    types = [_name(kind, terms) for kind in given.pop(_TYPE, ())]
    node = {"@id": _iri(subject, terms), **({"@type": types} if types else {})}
    for p, values in given.items():
        node.update(_property(p, values, terms))
    return node


def _property(p: Term, values: list[Term], terms: _Terms) -> Iterator[tuple[str, Any]]:
    """The values of a property, by its term, and those that do not fit it by its IRI."""
    name = _name(p, terms)
    defined = terms.context.get(name, {})
    if defined.get("@container") != "@language":
        yield name, [_value(value, defined.get("@type", ""), terms) for value in values]
        return
    by_language: defaultdict[str, list[str]] = defaultdict(list)
    for value in values:
        if language := _language(value):
            by_language[language].append(text_of(value))
    if by_language:
        yield name, dict(by_language)
    if others := [_value(value, "", terms) for value in values if not _language(value)]:
        yield text_of(p), others


def _language(term: Term) -> str:
    found = _LITERAL.fullmatch(term)
    return (found["language"] or "") if found else ""


def _value(term: Term, kind: str, terms: _Terms) -> object:
    """A value; ``kind`` is what a bare text stands for under its term: a node, or a literal of some datatype."""
    found = _LITERAL.fullmatch(term)
    if not found:
        return _iri(term, terms) if kind == "@id" else {"@id": _iri(term, terms)}
    text, datatype = text_of(term), found["datatype"]
    if language := found["language"]:
        return {"@value": text, "@language": language}
    if datatype:
        short = _iri(f"<{datatype}>", terms)
        return text if short == kind else {"@value": text, "@type": short}
    return {"@value": text} if kind else text


def _name(term: Term, terms: _Terms) -> str:
    """A class or property by its term."""
    short = _iri(term, terms)
    bare = short.removeprefix("hr:")
    return bare if bare in terms.context else short


def _iri(term: Term, terms: _Terms) -> str:
    """An IRI, shortened by the longest prefix of the context that fits."""
    text = text_of(term)
    for prefix, namespace in terms.prefixes:
        if text.startswith(namespace) and _NAME.fullmatch(text, len(namespace)):
            return f"{prefix}:{text[len(namespace) :]}"
    return text


def _graph(triples: Iterable[Triple], build: OpenBuild) -> File:
    form = BY_NAME["jsonld"]
    about = "the whole published graph, with its context"
    return File(f"kg.{form.extension}", form.media_type, about, written(triples, build.dataset.prefixes["id"]))


def _files(build: OpenBuild) -> Iterator[File]:
    yield _graph(read_triples(build.held.path / "kg.ttl"), build)


FORMATS = (Format("jsonld", "JSON-LD", ALL, _files, graph=_graph),)

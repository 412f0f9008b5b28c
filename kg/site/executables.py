"""The questions of the catalogue as data: ``sh:SPARQLExecutable`` (SHACL-SPARQL), as they are asked on their pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.model.terms import Term, Triple, expand, iri, literal
from kg.rdf.serialization import triples
from kg.site.views.questions import Answered

ALL = "data/queries.ttl"
_TYPES = ("sh:SPARQLExecutable", "sh:SPARQLSelectExecutable")


def executable_files(
    answered: Sequence[Answered], root: str, prefixes: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """The description of each question beside its page, and all in one file; ``root`` is where the site stands."""
    every: list[Triple] = []
    for one in answered:
        said = list(_said(one, iri(f"{root}query/{one.query.name}")))
        every += said
        yield f"query/{one.query.name}.ttl", triples(said, "ttl", prefixes=prefixes)
    yield ALL, triples(every, "ttl", prefixes=prefixes)


def _said(one: Answered, node: Term) -> Iterator[Triple]:
    yield from ((node, expand("rdf:type"), expand(kind)) for kind in _TYPES)
    yield node, expand("rdfs:label"), literal(one.query.question, language="en")
    yield node, expand("sh:select"), literal(one.sparql)
    for word in one.query.keywords:
        yield node, expand("schema:keywords"), literal(word)

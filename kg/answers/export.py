"""The catalogue for other engines: every query as a file, and all of them as SHACL executables in Turtle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.answers.catalogue import Query, catalogue
from kg.model import terms
from kg.model.files import shown
from kg.model.kinds import prefixes
from kg.model.message import Message
from kg.model.terms import Triple, expand, iri
from kg.model.vocabulary import PREFIXES
from kg.model.writing import reported, stage
from kg.rdf.serialization import triples

LIST = "queries.ttl"
_TYPE, _LABEL, _SELECT, _PARAMETER, _NAME, _ABOUT, _RETURNS = map(
    expand,
    ("rdf:type", "rdfs:label", "sh:select", "sh:parameter", "sh:name", "sh:description", "dct:description"),
)


def export(queries: Iterable[Query], folder: Path) -> list[Path]:
    """Writes each query as ``NAME.rq`` and all as ``queries.ttl``; gives the files. ``CallError`` if that is not possible.

    The Turtle has a ``sh:SPARQLSelectExecutable`` for each query (SHACL Advanced Features, section 7).
    """
    every = list(queries)
    told = [triple for query in every for triple in _executable(query)]
    files = {folder / f"{query.name}.rq": query.text.encode() for query in every}
    files[folder / LIST] = triples(told, "ttl", prefixes=prefixes(PREFIXES["id"]))
    with reported(folder, Message("name a folder that you may write to")):
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            stage(path, content, like=path)
    return list(files)


def exported(folder: Path, target: Path) -> str:
    """Exports the catalogue of a folder, and says what was written."""
    files = export(catalogue(folder), target)
    return f"{len(files) - 1} queries and {LIST} are in {shown(target)}/\n"


def _executable(query: Query) -> Iterator[Triple]:
    node = iri(f"{PREFIXES['hr'].removesuffix('ns#')}query/{query.name}")
    yield node, _TYPE, expand("sh:SPARQLExecutable")
    yield node, _TYPE, expand("sh:SPARQLSelectExecutable")
    yield node, _LABEL, terms.literal(query.question, language="en")
    yield node, _SELECT, terms.literal(query.sparql)
    columns = "; ".join(f"{name}: {about}" for name, about in query.columns.items())
    yield node, _RETURNS, terms.literal(columns, language="en")
    for parameter in query.parameters:
        part = iri(f"{node[1:-1]}/{parameter.name}")
        yield node, _PARAMETER, part
        yield part, _TYPE, expand("sh:Parameter")
        yield part, _NAME, terms.literal(parameter.name)
        yield part, _ABOUT, terms.literal(parameter.about, language="en")

"""The whole graph in each serialization of RDF; Turtle, TriG and N-Quads are the build's own files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.answers.opening import OpenBuild
from kg.exchange.model import ALL, File, Format
from kg.model.files import MOST_BUILT, bytes_of
from kg.model.terms import Triple
from kg.rdf import serialization
from kg.rdf.formats import BY_NAME
from kg.rdf.serialization import line_of, order
from kg.rdf.syntax import read_triples, serialize

_ABOUT = "the whole published graph: data, what follows from it, display texts and the terms of the ontology in use"


def _copied(name: str) -> Callable[[OpenBuild], Iterator[File]]:
    """A file of the build as it is."""

    def files(build: OpenBuild) -> Iterator[File]:
        form = BY_NAME[name]
        path = build.held.path / f"kg.{form.extension}"
        yield File(path.name, form.media_type, _ABOUT, bytes_of(path, most=MOST_BUILT))

    return files


def _graph(name: str) -> Callable[[Iterable[Triple], OpenBuild], File]:
    """Triples in a serialization, sorted by subject."""

    def graph(triples: Iterable[Triple], build: OpenBuild) -> File:
        form, prefixes = BY_NAME[name], build.dataset.prefixes
        if name == "rdfxml":
            data = serialize("".join(map(line_of, sorted(triples, key=order))), name, prefixes=prefixes)
        else:
            data = serialization.triples(triples, name, prefixes=prefixes)
        return File(f"kg.{form.extension}", form.media_type, _ABOUT, data)

    return graph


def _written(name: str) -> Callable[[OpenBuild], Iterator[File]]:
    """The triples of ``kg.ttl`` in another serialization."""

    def files(build: OpenBuild) -> Iterator[File]:
        yield _graph(name)(read_triples(build.held.path / "kg.ttl"), build)

    return files


FORMATS = (
    Format("turtle", "Turtle", ALL, _copied("ttl"), graph=_graph("ttl")),
    Format("trig", "TriG", ALL, _copied("trig")),
    Format("nquads", "N-Quads", ALL, _copied("nq")),
    Format("ntriples", "N-Triples", ALL, _written("nt"), graph=_graph("nt")),
    Format("rdfxml", "RDF/XML", ALL, _written("rdfxml")),
)

"""Parses and serialises RDF; with ``dataset.py`` the only place that knows pyoxigraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import DataError, Location, Problem

_FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
}


def read_triples(path: Path) -> Iterator[tuple[str, str, str]]:
    """The triples of a Turtle file, each term in N-Triples form; ``DataError`` at the place of a syntax error.

    They come in the order of the file. A file with blank nodes has them named by RDFC-1.0 and the file, so that each
    has the same name each time and no other file shares it, and its triples come sorted.
    """
    try:
        quads = list(ox.parse(path=path, format=_FORMATS["ttl"]))
    except SyntaxError as error:
        place = Location(str(path), error.lineno or 0, error.offset or 0)
        raise DataError(Problem("rdf-syntax", error.msg, "mend the Turtle at this place", place)) from error
    if not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object)):
        yield from ((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads)
        return
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    for quad in sorted(dataset, key=str):
        subject, value = (_named(str(term), path.stem) for term in (quad.subject, quad.object))
        yield subject, str(quad.predicate), value


def _named(term: str, file: str) -> str:
    """The term; a blank node, whose canonical name is ``_:c14n0`` or the like, bears the name of the file."""
    return f"_:{file}-{term.removeprefix('_:c14n')}" if term.startswith("_:") else term


def read_prefixes(path: Path) -> dict[str, str]:
    """The prefixes that a Turtle file declares, sorted."""
    parser = ox.parse(path=path, format=_FORMATS["ttl"])
    for _ in parser:
        pass
    return dict(sorted(parser.prefixes.items()))


def serialize(lines: Iterable[str], name: str, *, prefixes: Mapping[str, str] | None = None) -> bytes:
    """N-Quads lines in another format, in the order given: triples side by side that share a subject are grouped."""
    quads = ox.parse("".join(lines).encode(), format=_FORMATS["nq"])
    used, form = dict(prefixes or {}), _FORMATS[name]
    if name in ("nq", "trig"):
        result = ox.serialize(quads, format=form, prefixes=used)
    else:
        result = ox.serialize((quad.triple for quad in quads), format=form, prefixes=used)
    assert result is not None
    return result

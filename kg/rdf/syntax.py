"""Parses and serializes RDF; only this room uses pyoxigraph."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.model.errors import DataError, Location, Problem
from kg.model.files import MOST_BUILT, bytes_of
from kg.model.message import Message
from kg.model.project import resources
from kg.model.terms import Triple
from kg.rdf.blank_names import BlankNames
from kg.rdf.canonicalization import canonical, canonical_hash
from kg.rdf.formats import BY_NAME, Format
from kg.rdf.left_out import refuse_left_out, refuse_xml
from kg.rdf.parser_reasons import RELATIVE, is_remote_context, meaning

_FORMATS = {
    "jsonld": ox.RdfFormat.JSON_LD,
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
}


def read_triples(path: Path, *, name: str = "") -> Iterator[Triple]:
    """The triples of a Turtle file, each term in N-Triples form; ``DataError`` at the place of a syntax error.

    They come in the order of the file, and a term that occurs in many is one string in memory. Blank nodes are named by
    RDFC-1.0 and the ``name`` of the file (by default that in its path), so that their names are stable and no file with
    another name shares them; the triples of a file with blank nodes come sorted.
    """
    try:
        quads = list(ox.parse(_bytes_of(path), format=_FORMATS["ttl"]))
    except SyntaxError as error:
        place = Location(str(path), error.lineno or 0, error.offset or 0)
        raise DataError(Problem("rdf-syntax", meaning(error.msg), Message("fix the Turtle here"), place)) from error
    if not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object)):
        known: dict[str, str] = {}
        for quad in quads:
            s, p, o = _texts(quad)[:3]
            yield known.setdefault(s, s), known.setdefault(p, p), known.setdefault(o, o)
        return
    name = name or path.stem
    is_ours = path.is_relative_to(resources("ontology"))
    yield from sorted((_named(s, name), p, _named(o, name)) for s, p, o, _ in canonical(quads, path, is_ours=is_ours))


def hash_of_dataset(path: Path, name: str = "nq") -> str:
    """The SHA-256 of a dataset in canonical form (RDFC-1.0): the same whatever the order of its lines.

    ``name`` is that of its format. ``DataError`` at the place of a syntax error, and for a poison graph.
    """
    try:
        return canonical_hash(ox.parse(_bytes_of(path), format=_FORMATS[name]), path)
    except SyntaxError as error:
        raise DataError(_syntax(error, path, name)) from error


def _syntax(error: SyntaxError, path: Path, name: str) -> Problem:
    place = Location(str(path), error.lineno or 0, error.offset or 0)
    return Problem(
        "rdf-syntax", meaning(error.msg), Message("fix the {format} here", format=BY_NAME[name].label), place
    )


def _bytes_of(path: Path) -> bytes:
    """The bytes of a file without the byte order mark that some editors put before them."""
    return bytes_of(path, most=MOST_BUILT).removeprefix(BOM_UTF8)


def _named(term: str, file: str) -> str:
    """The term; the canonical name of a blank node, such as ``_:c14n0``, is changed to include that of the file."""
    return f"_:{file}-{term.removeprefix('_:c14n')}" if term.startswith("_:") else term


def parse_rdf(text: str, form: Format, *, path: str, names: BlankNames | None = None) -> list[Triple]:
    """The triples of a text in any RDF serialization, those of all its graphs together, in order of occurrence.

    Blank nodes get their names from ``names``, which keeps those of several files apart. A term that occurs in many
    triples is one string in memory. Nothing is fetched: ``DataError`` for a JSON-LD context on the web, for XML
    entities, at the place of a syntax error, and for what the format would silently leave out.
    """
    text = text.removeprefix("\ufeff")
    if form.name == "rdfxml":
        refuse_xml(text, path)
    name = (names or BlankNames()).of_file(text, path)
    known: dict[str, str] = {}

    def named(term: str) -> str:
        if term.startswith("_:"):
            return name(term)
        return term if term.startswith('"') else known.setdefault(term, term)

    try:
        quads = list(ox.parse(text.encode(), format=_FORMATS[form.name]))
    except SyntaxError as error:
        raise DataError(_refused(error, text, form, path)) from error
    if form.name == "jsonld":
        refuse_left_out(text, path, {term for quad in quads for term in _texts(quad)}, _leniently)
    return [(named(str(quad.subject)), named(str(quad.predicate)), named(str(quad.object))) for quad in quads]


def triples_in(data: bytes, form: Format) -> set[Triple]:
    """The triples of a file that we wrote ourselves, those of all its graphs together."""
    found = ox.parse(data, format=_FORMATS[form.name])
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in found}


def _leniently(text: str, base: str) -> Iterator[tuple[str, str, str, str]]:
    """The quads of JSON-LD with relative IRIs resolved against a base, and with terms that are not valid."""
    try:
        for quad in ox.parse(text.encode(), format=_FORMATS["jsonld"], base_iri=base, lenient=True):
            yield _texts(quad)
    except SyntaxError:  # the text itself was read: with another context, a part of it is not valid any more
        return


def _texts(quad: ox.Quad) -> tuple[str, str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object), str(quad.graph_name)


def _refused(error: SyntaxError, text: str, form: Format, path: str) -> Problem:
    """The problem for a text that is not valid in the format of its file's ending."""
    place = Location(path, error.lineno or 0, error.offset or 0)
    if is_remote_context(error.msg):
        remedy = Message("write the terms into the file itself: nothing is ever fetched")
        return Problem("remote-context", Message("the file takes its @context from the web"), remedy, Location(path))
    if "\ufeff" in error.msg:
        found = Message("there is a byte order mark (U+FEFF) within the file")
        remedy = Message("remove it; it may come from files that were joined")
        return Problem("rdf-syntax", found, remedy, place)
    reason = meaning(error.msg)
    if reason is RELATIVE:
        return Problem("rdf-syntax", reason, Message("write the whole IRI, or declare @base"), place)
    looks = next((other for other, pattern in _LOOKS.items() if re.match(pattern, text)), form.name)
    if looks not in (form.name, *_WITHIN.get(form.name, ())):
        other = BY_NAME[looks]
        found = Message(
            "the file ends in {ending}, but its content looks like {format}",
            ending=Path(path).suffix,
            format=other.label,
        )
        return Problem(
            "rdf-syntax",
            found,
            Message("rename it to end in {other}", other=f".{other.extension}"),
            Location(path, 1, 1),
        )
    return Problem("rdf-syntax", reason, Message("fix the {format} here", format=form.label), place)


_LOOKS = {
    "rdfxml": r"\s*<(\?xml|rdf:RDF|!--)",
    "jsonld": r"\s*[{\[]\s*[\"{\]}]",
    "ttl": r"\s*(#[^\n]*\n\s*)*@?(prefix|PREFIX|base|BASE)\s",
    "nt": r"\s*<[^>\s]*>\s+<[^>\s]*>\s",
}
"""How a text in each format begins."""
_WITHIN = {"ttl": ("nt",), "trig": ("nt", "ttl"), "nq": ("nt",)}
"""The formats that each format includes: Turtle may begin like N-Triples."""


def read_prefixes(path: Path) -> dict[str, str]:
    """The prefixes that a Turtle file declares, sorted."""
    parser = ox.parse(_bytes_of(path), format=_FORMATS["ttl"])
    for _ in parser:
        pass
    return dict(sorted(parser.prefixes.items()))


def serialize(text: str, name: str, *, prefixes: Mapping[str, str] | None = None) -> bytes:
    """N-Quads in another format, in the order given; adjacent triples with the same subject are grouped."""
    result = ox.serialize(
        ox.parse(text.encode(), format=_FORMATS["nq"]), format=_FORMATS[name], prefixes=dict(prefixes or {})
    )
    assert result is not None
    return result

"""The table of formats: RDF serializations and formats of query results."""

from __future__ import annotations

from typing import NamedTuple


class Format(NamedTuple):
    """A serialization; ``kind`` is what it can carry: ``graph``, ``dataset`` or ``solutions``.

    ``exchange`` is for formats that partners send, which Chronicle reads but does not write.
    """

    name: str
    label: str
    media_type: str
    extension: str
    kind: str


FORMATS: tuple[Format, ...] = (
    Format("csv", "CSV", "text/csv", "csv", "solutions"),
    Format("json", "SPARQL results JSON", "application/sparql-results+json", "srj", "solutions"),
    Format("jsonld", "JSON-LD", "application/ld+json", "jsonld", "exchange"),
    Format("markdown", "Markdown table", "text/markdown", "md", "solutions"),
    Format("nq", "N-Quads", "application/n-quads", "nq", "dataset"),
    Format("nt", "N-Triples", "application/n-triples", "nt", "graph"),
    Format("rdfxml", "RDF/XML", "application/rdf+xml", "rdf", "exchange"),
    Format("table", "table for reading", "text/plain", "txt", "solutions"),
    Format("trig", "TriG", "application/trig", "trig", "dataset"),
    Format("tsv", "TSV", "text/tab-separated-values", "tsv", "solutions"),
    Format("ttl", "Turtle", "text/turtle", "ttl", "graph"),
)
BY_NAME = {entry.name: entry for entry in FORMATS}
ALSO = {"json": "jsonld", "n3": "ttl", "owl": "rdfxml", "turtle": "ttl", "xml": "rdfxml"}
"""Other file endings in use for a format."""


def by_ending(ending: str) -> Format | None:
    """The RDF serialization of files with this ending, given with or without its dot.

    >>> by_ending(".owl").label
    'RDF/XML'
    """
    bare = ending.lstrip(".").lower()
    name = ALSO.get(bare) or next((entry.name for entry in FORMATS if entry.extension == bare), "")
    found = BY_NAME.get(name)
    return found if found and found.kind != "solutions" else None


def names(*kinds: str) -> tuple[str, ...]:
    """The names of the formats that carry one of these kinds.

    >>> names("dataset")
    ('nq', 'trig')
    """
    return tuple(entry.name for entry in FORMATS if entry.kind in kinds)

"""The one table of formats: RDF serializations and forms of query results."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A serialization; ``kind`` is what it can carry: ``graph``, ``dataset`` or ``solutions``."""

    name: str
    label: str
    media_type: str
    extension: str
    kind: str


FORMATS: tuple[Format, ...] = (
    Format("csv", "CSV", "text/csv", "csv", "solutions"),
    Format("json", "SPARQL results JSON", "application/sparql-results+json", "srj", "solutions"),
    Format("markdown", "Markdown table", "text/markdown", "md", "solutions"),
    Format("nq", "N-Quads", "application/n-quads", "nq", "dataset"),
    Format("nt", "N-Triples", "application/n-triples", "nt", "graph"),
    Format("table", "table for reading", "text/plain", "txt", "solutions"),
    Format("trig", "TriG", "application/trig", "trig", "dataset"),
    Format("tsv", "TSV", "text/tab-separated-values", "tsv", "solutions"),
    Format("ttl", "Turtle", "text/turtle", "ttl", "graph"),
)
BY_NAME = {entry.name: entry for entry in FORMATS}


def names(*kinds: str) -> tuple[str, ...]:
    """The names of the formats that carry one of these kinds.

    >>> names("dataset")
    ('nq', 'trig')
    """
    return tuple(entry.name for entry in FORMATS if entry.kind in kinds)

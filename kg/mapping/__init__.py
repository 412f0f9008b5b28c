"""Mapping: scripts turn documents of their kinds into records, and shared code turns records into quads."""

from __future__ import annotations

from collections.abc import Iterable

from kg.mapping.claims import add_attribution, fact_claims, naming_claims, namings, record_claims, separate_claim
from kg.mapping.evidence import cut_words
from kg.mapping.graph_builder import UNRESOLVED, GraphBuilder, Origin
from kg.mapping.headings import headings_as_evidence
from kg.mapping.loading import Script
from kg.mapping.nodes import node
from kg.mapping.scripts import claim_documents, find_sources, read_sources, unread_files, without_document
from kg.mapping.source import Source
from kg.records import Record

__all__ = [
    "UNRESOLVED",
    "GraphBuilder",
    "Origin",
    "Script",
    "Source",
    "claim_documents",
    "find_sources",
    "headings_as_evidence",
    "map_records",
    "naming_claims",
    "namings",
    "read_sources",
    "unread_files",
    "without_document",
]


def map_records(builder: GraphBuilder, records: Iterable[Record]) -> None:
    """Adds the quads of records to the graph builder's graph, and their faults to its problems."""
    for record in records:
        with builder.reading(record):
            _map_record(builder, record)
        if builder.source:
            builder.problems += cut_words(record, builder.source.document)


def _map_record(builder: GraphBuilder, record: Record) -> None:
    if record.kind.name == "fact":
        fact_claims(builder, record)
    elif record.kind.name == "claim":
        separate_claim(builder, record)
    else:
        mine = node(builder, record)
        if record.kind.name == "assessment":
            add_attribution(builder, record, mine, builder.local(record))
        elif builder.source and _is_claimed(record):
            record_claims(builder, record, mine)


def _is_claimed(record: Record) -> bool:
    """Whether a document claims a record: a place may also be only where something happened, without words of its own."""
    return record.kind.claimed and (record.kind.name != "place" or bool(record.first("evidence")))

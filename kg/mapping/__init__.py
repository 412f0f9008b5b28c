"""A mapping script turns a document of its kind into records; one shared path turns records into quads."""

from __future__ import annotations

from collections.abc import Iterable

from kg.mapping.claims import fact_claims, naming_claims, record_claims, spoken, standing_claim
from kg.mapping.graph_builder import UNRESOLVED, Origin, Quad, Workshop
from kg.mapping.nodes import node
from kg.mapping.scripts import Script, Source, find_sources, read_sources, without_document
from kg.records import Record

__all__ = [
    "UNRESOLVED",
    "Origin",
    "Quad",
    "Script",
    "Source",
    "Workshop",
    "find_sources",
    "map_records",
    "naming_claims",
    "read_sources",
    "without_document",
]


def map_records(shop: Workshop, records: Iterable[Record]) -> None:
    """The quads of records, added to the workshop's graph; faults are noted in its problems."""
    for record in records:
        with shop.reading(record):
            _map_record(shop, record)


def _map_record(shop: Workshop, record: Record) -> None:
    if record.kind.name == "fact":
        fact_claims(shop, record)
    elif record.kind.name == "claim":
        standing_claim(shop, record)
    else:
        mine = node(shop, record)
        if record.kind.name == "assessment":
            spoken(shop, record, mine, shop.local(record))
        elif record.kind.claimed and shop.source:
            record_claims(shop, record, mine)

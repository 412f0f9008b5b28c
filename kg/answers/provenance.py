"""The provenance of one record, from the document that it comes from to its triples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.mapping import Source
from kg.model.errors import CallError, Problem, nearest
from kg.model.files import read_text
from kg.model.kinds import prefixes
from kg.model.message import Message
from kg.model.project import Project
from kg.model.terms import Quad, Term, expand, text_of
from kg.rdf.serialization import triples
from kg.records import Record
from kg.sources.documents import squeezed

_TITLE = expand("dct:title")
NOT_SHOWN = "(its document has something that is not public: --access internal shows the lines)"
"""Shown instead of the lines of a file, which may name anybody."""


def find_records(sources: list[Source], ident: str) -> list[tuple[Source, Record]]:
    """The records with this id, which may be preceded by their document's id."""
    return [
        (source, record)
        for source in sources
        for record in source.records
        if ident in (record.id, f"{source.id}.{record.id}")
    ]


def find_record(sources: list[Source], ident: str, *, base: str) -> tuple[Source, Record]:
    """The record with this id or IRI; ``CallError`` if there is none, or more than one."""
    wanted = ident.strip("<>").removeprefix(base).rpartition("/")[2]
    found = find_records(sources, wanted)
    if not found:
        known = [record.id for source in sources for record in source.records]
        offers = nearest(wanted, known)
        remedy = () if offers else Message("use the id that follows the kind of the record: - act: its-id")
        missing = Message('no record has the id "{id}"', id=ident)
        raise CallError(Problem("unknown-record", missing, remedy, offers=offers))
    if len(found) > 1:
        choices = ", ".join(f"{source.id}.{record.id}" for source, record in found)
        several = Message('{count} records have the id "{id}"', count=len(found), id=ident)
        raise CallError(Problem("ambiguous-record", several, Message("use one of {names}", names=choices)))
    return found[0]


def provenance(source: Source, record: Record, project: Project, quads: list[Quad], lines: list[str]) -> str:
    """Document, passages, claims and triples of one record, and the lines of its file if they may be shown."""
    titles = sorted(
        quad.object for quad in quads if quad.predicate == _TITLE and quad.subject.endswith(f"/{source.id}>")
    )
    stem = f"/{source.id}.{record.id}"
    nodes = {quad.subject for quad in quads if _is_of(quad.subject, stem)}
    nodes |= {quad.subject for quad in quads if quad.predicate == expand("hr:asserts") and quad.object in nodes}
    mine = [quad for quad in quads if quad.subject in nodes]
    claims = [quad.subject for quad in mine if quad.object == expand("hr:Claim")]
    graph = triples(
        ((quad.subject, quad.predicate, quad.object) for quad in mine), "ttl", prefixes=prefixes(project.base)
    )
    return "\n".join(
        [
            f"document  {source.id}: {', '.join(map(text_of, titles[:1]))}",
            f"          {source.document.path}, SHA-256 {source.document.sha256}",
            "",
            *_passages(source, mine, quads),
            "",
            f"record    {record.location}",
            *(f"          {line}" for line in lines),
            "",
            f"claims    {len(claims)}",
            *(f"          {text_of(claim).rsplit('/', 1)[1]}" for claim in sorted(claims)),
            "",
            f"triples   {len(mine)}",
            *(f"          {line}" for line in graph.decode().splitlines() if line and not line.startswith("@prefix")),
            "",
        ]
    )


def _is_of(node: Term, stem: str) -> bool:
    """Whether a node is that of a record or of one of its parts."""
    bare = node.rstrip(">")
    return bare.endswith(stem) or f"{stem}." in bare


def _passages(source: Source, mine: list[Quad], quads: list[Quad]) -> Iterator[str]:
    evidence = {quad.object for quad in mine if quad.predicate == expand("hr:evidence")}
    facts: dict[Term, dict[str, list[Term]]] = {}
    for quad in quads:
        if quad.subject in evidence:
            facts.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    for values in sorted(facts.values(), key=lambda values: int(text_of(values[expand("hr:start")][0]))):
        start, end = (int(text_of(values[expand(f"hr:{name}")][0])) for name in ("start", "end"))
        origins = sorted(text_of(node).rsplit(".", 1)[1] for node in values.get(expand("hr:derivedFrom"), ()))
        restates = f", restates {', '.join(origins)} of the original" if origins else ""
        yield f"passage   {source.document.location(source.document.begins + start)}  [{start}:{end}]{restates}"
        words = squeezed(text_of(values[expand("hr:quote")][0]))
        yield f"          {words}" if origins else f"          “{words}”"


def record_lines(source: Source, record: Record) -> list[str]:
    """The lines of a record's file, from its own to the next record's."""
    lines = read_text(Path(record.location.path)).splitlines()
    starts = sorted({other.location.line for other in source.records if other.location.path == record.location.path})
    following = [line for line in starts if line > record.location.line]
    block = lines[record.location.line - 1 : following[0] - 1 if following else len(lines)]
    while block and (not block[-1].strip() or block[-1].lstrip().startswith("#")):
        block.pop()
    return block

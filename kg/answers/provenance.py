"""The provenance of one record, from the document that it comes from to its triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.answers.passages import Passage, Span, counted, on_lines, worded
from kg.build.reading import Read
from kg.mapping import Source
from kg.model.errors import CallError, Problem, nearest
from kg.model.files import read_text
from kg.model.kinds import KINDS, prefixes
from kg.model.message import Message
from kg.model.project import Project
from kg.model.terms import Quad, Term, expand, text_of
from kg.rdf.serialization import triples
from kg.records import Record

_TITLE = expand("dct:title")
NOT_SHOWN = "(its document has something that is not public: --access internal shows the lines)"
"""Shown instead of the lines of a file, which may name anybody."""


Traced = tuple[Source | None, Record]
"""A record with its document; an entry of the authority files has none."""


def find_records(read: Read, ident: str) -> list[Traced]:
    """The records with this id, which may be preceded by their document's id, and the entries of the authority files.

    What is part of a record, such as a claim about it, has an id that begins with the record's: it finds the record.
    """
    every: list[Traced] = [(source, record) for source in read.sources for record in source.records]
    every += [(None, record) for record in read.authorities]
    ids = [(record.id, f"{source.id}.{record.id}" if source else record.id) for source, record in every]
    if found := [traced for traced, names in zip(every, ids, strict=True) if ident in names]:
        return found
    parts = [(len(full), traced) for traced, (_, full) in zip(every, ids, strict=True) if ident.startswith(f"{full}.")]
    return [traced for length, traced in parts if length == max(parts, key=lambda part: part[0])[0] and traced[1].id]


def find_record(read: Read, ident: str, *, base: str) -> Traced:
    """The record with this id, prefixed name or IRI; ``CallError`` if there is none, or more than one."""
    wanted = _local(ident, base)
    found = find_records(read, wanted)
    if not found:
        known = [record.id for records in read.units.values() for record in records]
        offers = nearest(wanted, known) if wanted == ident else ()
        remedy = Message("use the id that follows the kind of the record: - act: its-id")
        if wanted != ident:
            remedy = Message("`kg show {id}` shows what is not a record, such as a passage", id=ident)
        missing = Message('no record has the id "{id}"', id=ident)
        raise CallError(Problem("unknown-record", missing, () if offers else remedy, offers=offers))
    if len(found) > 1:
        choices = ", ".join(f"{source.id}.{record.id}" if source else record.id for source, record in found)
        several = Message('{count} records have the id "{id}"', count=len(found), id=ident)
        raise CallError(Problem("ambiguous-record", several, Message("use one of {names}", names=choices)))
    return found[0]


def _local(ident: str, base: str) -> str:
    """An id without what stands before it in an IRI or a prefixed name, as tables print it.

    >>> _local("<https://example.org/id/act/a.b>", "https://example.org/id/"), _local("act:a.b", ""), _local("a.b", "")
    ('a.b', 'a.b', 'a.b')
    """
    bare = ident.strip("<>").removeprefix(base)
    prefix, colon, rest = bare.partition(":")
    return rest if colon and prefix in _PREFIXES else bare.rpartition("/")[2]


_PREFIXES = frozenset(("id", "passage", *(kind.name for kind in KINDS)))


def provenance(source: Source | None, record: Record, project: Project, quads: list[Quad], lines: list[str]) -> str:
    """Document, passages, claims and triples of one record, and the lines of its file if they may be shown."""
    stem = f"/{source.id}.{record.id}" if source else f"/{record.id}"
    nodes = {quad.subject for quad in quads if _is_of(quad.subject, stem)}
    nodes |= {quad.subject for quad in quads if quad.predicate == expand("hr:asserts") and quad.object in nodes}
    mine = [quad for quad in quads if quad.subject in nodes]
    claims = [quad.subject for quad in mine if quad.object == expand("hr:Claim")]
    graph = triples(
        ((quad.subject, quad.predicate, quad.object) for quad in mine), "ttl", prefixes=prefixes(project.base)
    )
    return "\n".join(
        [
            *(_document(source, mine, quads) if source else ()),
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


def _document(source: Source, mine: list[Quad], quads: list[Quad]) -> Iterator[str]:
    titles = sorted(
        quad.object for quad in quads if quad.predicate == _TITLE and quad.subject.endswith(f"/{source.id}>")
    )
    yield f"document  {source.id}: {', '.join(map(text_of, titles[:1]))}"
    yield f"          {source.document.path}, SHA-256 {source.document.sha256}"
    yield from ("", *_passages(source, mine, quads), "")


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
    passages = (_passage(source, values) for values in facts.values())
    for passage in sorted(passages, key=lambda passage: passage.start):
        place = source.document.location(source.document.begins + passage.start)
        yield f"passage   {place}  {on_lines([passage])}, {counted([passage])}"
        yield f"          {worded([passage])}"


def _passage(source: Source, values: dict[str, list[Term]]) -> Passage:
    document, quote, start, end = (
        text_of(values[expand(f"hr:{name}")][0]) for name in ("document", "quote", "start", "end")
    )
    origins = (_span(node) for node in values.get(expand("hr:derivedFrom"), ()))
    first, *_ = (int(text_of(line)) for line in values[expand("hr:line")])
    last = next((int(text_of(line)) for line in values.get(expand("hr:lastLine"), ())), first)
    return Passage(document, quote, int(start), int(end), source.restates, tuple(sorted(origins)), (first, last))


def _span(passage: Term) -> Span:
    """The characters of a passage of an original, which its name ends in."""
    start, end = text_of(passage).rpartition(".")[2].split("-")
    return int(start), int(end)


def record_lines(records: Iterable[Record], record: Record) -> list[str]:
    """The lines of a record's file, from its own to those of the next of the records."""
    lines = read_text(Path(record.location.path)).splitlines()
    starts = sorted({other.location.line for other in records if other.location.path == record.location.path})
    following = [line for line in starts if line > record.location.line]
    block = lines[record.location.line - 1 : following[0] - 1 if following else len(lines)]
    while block and (not block[-1].strip() or block[-1].lstrip().startswith("#")):
        block.pop()
    return block

"""A project's own reviewed records as annotations, projected on the originals that its digests restate.

The evidence of a record quotes a line of a digest, and the line says which code points of the original it restates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.extraction.evaluation.gold import GoldAct, GoldDocument, Party, Span
from kg.mapping import Source, find_sources
from kg.model.errors import CallError, Problem
from kg.model.files import read_bytes
from kg.model.message import Message
from kg.model.project import Project, resources
from kg.model.terms import digest
from kg.records import Quote, Record
from kg.records.authorities import read_authorities
from kg.sources.held import read_original

Entities = Mapping[str, Record]


def reviewed(project: Project, originals: Path | None, *, needed: bool = True) -> list[GoldDocument]:
    """The documents of a project whose originals are at hand; ``CallError`` if there is none and one is ``needed``."""
    shared = read_authorities(project.authorities, language=project.language)[0]
    texts = (
        {digest(read_bytes(path)): path for path in sorted(originals.iterdir()) if path.is_file()} if originals else {}
    )
    found: list[GoldDocument] = []
    for script, path in find_sources(project.documents, resources("mappings")):
        source, _ = script.read(path, language=project.language)
        if source.restates and source.original["sha256"] in texts:
            found.append(_document(source, shared, read_original(texts[source.original["sha256"]]).text))
        elif not source.restates and source.records[1:]:
            found.append(_document(source, shared, source.document.text))
    if not found and needed:
        remedy = Message("name the folder of the originals with --originals DIR")
        raise CallError(
            Problem("no-gold", Message("no document with reviewed records has its original at hand"), remedy)
        )
    return found


def _document(source: Source, shared: Iterable[Record], text: str) -> GoldDocument:
    head, records = source.records[0], source.records[1:]
    entities = _entities([*shared, *records])
    acts = tuple(_act(record, source, entities) for record in records if record.kind.name in ("act", "proceeding"))
    demands = tuple(
        span for record in records if record.kind.name == "recommendation" for span in _spans(record, source)[:1]
    )
    facts = tuple((key, head.text(key)) for key in ("title", "issued", "language", "genre") if head.text(key))
    names = tuple(dict.fromkeys(_names(acts)))
    return GoldDocument(
        source.id, text, source.language, head.text("genre"), head.text("issued"), acts, names, demands, facts
    )


def _entities(records: Iterable[Record]) -> Entities:
    """Records by every id and name by which others refer to them."""
    found: dict[str, Record] = {}
    for record in records:
        for name in (record.id, *_forms(record)):
            found.setdefault(name, record)
    return found


def _forms(record: Record) -> list[str]:
    names = [entry.value.text("name") for entry in record.all("names") if isinstance(entry.value, Record)]
    return [name for name in (record.text("label"), *names) if name]


def _spans(record: Record, source: Source) -> tuple[Span, ...]:
    """Where a record's evidence stands in the original."""
    found: list[Span] = []
    for entry in record.all("evidence"):
        if isinstance(entry.value, Quote):
            found += _quoted(entry.value.text, source)
    return tuple(dict.fromkeys(found))


def _quoted(quote: str, source: Source) -> Iterator[Span]:
    first = quote.split(" … ", maxsplit=1)[0]
    for sentence in source.document.sentences:
        if first in sentence.text:
            if source.restates:
                yield from ((span.start, span.end) for span in sentence.spans)
            else:
                yield sentence.start, sentence.end
            return


def _act(record: Record, source: Source, entities: Entities) -> GoldAct:
    victims = [entry.text or _agent(entry.value) for key in ("victim", "intended-target") for entry in record.all(key)]
    doers = [
        entry.text or _agent(entry.value) for key in ("alleged-perpetrator", "order-giver") for entry in record.all(key)
    ]
    date = record.text("date")
    return GoldAct(
        record.id, record.text("type") if record.kind.name == "act" else "", _spans(record, source),
        tuple(_party(name, entities) for name in victims if name), tuple(_party(name, entities) for name in doers if name),
        "" if date == "left open" else date, tuple(_places(record, entities)),
    )  # fmt: skip


def _agent(value: object) -> str:
    return value.text("agent") if isinstance(value, Record) else ""


def _party(name: str, entities: Entities) -> Party:
    record = entities.get(name)
    if record is None:
        return Party((name,), "group")
    count = record.first("count")
    number = count.value.text("exactly") if count and isinstance(count.value, Record) else ""
    kind = {"person": "person", "organization": "body"}.get(record.kind.name, "group")
    if record.text("named") == "false":
        kind = "group"
    return Party(tuple(_forms(record)), kind, int(number) if number.isdigit() else 0)


def _places(record: Record, entities: Entities) -> Iterator[str]:
    """All names of an act's places and of what these are within."""
    waiting = [entry.text for entry in record.all("place")]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        place = entities.get(name)
        if place is None or place.id in seen:
            continue
        seen.add(place.id)
        yield from _forms(place)
        waiting += [entry.text for entry in place.all("within")]


def _names(acts: Iterable[GoldAct]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The persons who take part in acts: those that an extractor has to name."""
    for act in acts:
        yield from (("person", party.names) for party in act.victims if party.kind == "person")

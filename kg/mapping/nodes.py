"""The node of a record: what its keys say about it, and its parts, by the table in ``kg.model.kinds``."""

from __future__ import annotations

from kg.mapping.graph_builder import UNRESOLVED, GraphBuilder, concept
from kg.model import date_words, dates, terms
from kg.model.kinds import Key
from kg.model.terms import Term, expand
from kg.records import Field, Record, Reference
from kg.records.identity import Entity

UNDERTAKEN = ("actual", "attempted")
"""The modalities of an event that has victims and perpetrators: it took place, or somebody tried."""


def node(builder: GraphBuilder, record: Record) -> Term:
    """Adds the quads of a record's node and returns its IRI."""
    local = builder.local(record)
    mine = builder.directory.mint(record.kind.name, local)
    builder.add(mine, "rdf:type", expand(record.kind.cls))
    keys(builder, record, mine, local)
    if record.kind.name == "document":
        _held(builder, mine)
    elif record.text("verdict") == "possibly same":
        _suspect(builder, record)
    elif record.kind.name == "proceeding" and record.first("type"):
        builder.add(mine, "rdf:type", expand("hr:Act"))
    elif record.kind.name == "person" and not record.first("named"):
        builder.add(mine, "hr:named", terms.boolean("true"))
    elif record.kind.name in ("act", "posting") and not record.first("label"):
        builder.add(mine, "skos:prefLabel", terms.literal(made_label(builder, record), language=builder.language))
    return mine


def keys(builder: GraphBuilder, record: Record, subject: Term, local: str) -> None:
    """Adds what the keys of a record say about its node, and the defaults of keys left out."""
    for entry in record.fields:
        if entry.key.on == "node" and entry.key.properties and entry.key.reads != "quote" and not is_claim(entry.key):
            with builder.reading(entry):
                for value in values(builder, entry, record, local):
                    state(builder, subject, entry, value, record)
                if isinstance(entry.value, Record):
                    part(builder, entry, record, subject, local)
    present = {entry.key.name for entry in record.fields}
    for key in record.kind.keys:
        if key.default and key.on == "node" and not key.role and key.name not in present:
            builder.add(subject, key.properties[0], concept(key.of[0], key.default))


def is_claim(key: Key) -> bool:
    """Whether a key holds claims or relays of a claim, whose nodes are made elsewhere."""
    return key.name in ("claims", "via")


def state(builder: GraphBuilder, subject: Term, entry: Field, value: Term, owner: Record) -> None:
    """Adds one value of a key, with each property that the table gives for it."""
    if entry.key.reads == "bounded date":
        builder.add(subject, "hr:date", value)
        for predicate, day in zip(("hr:earliest", "hr:latest"), dates.bounds(entry.text), strict=True):
            if day:
                builder.add(subject, predicate, dates.day(day))
    elif entry.key.name != "names" or name_of(entry) not in _labels(owner):
        for predicate in entry.key.properties:
            builder.add(subject, predicate, value)


def values(
    builder: GraphBuilder, entry: Field, owner: Record, local: str, *, document: str | None = None
) -> list[Term]:
    """The terms of a field; none for a quote or for a value left open.

    ``document`` is the one that the field stands in, unless it is that of the graph.
    """
    match entry.value:
        case str():
            return [entry.value]
        case Reference() if owner.kind.name == "quantity":
            counted = builder.resolve(entry, document=document)
            return [counted if counted == UNRESOLVED else builder.directory.mint("quantity", f"{_tail(counted)}.count")]
        case Reference():
            return [builder.resolve(entry, document=document)]
        case Record() if entry.value.kind.name == "name":
            return [terms.literal(name_of(entry), language=tag) for tag in _name_languages(builder, entry.value)]
        case Record():
            return [part_node(builder, entry, local, document=document)]
    return []


def name_of(entry: Field) -> str:
    """The name that a field of ``names`` holds."""
    return entry.value.text("name") if isinstance(entry.value, Record) else ""


def _name_languages(builder: GraphBuilder, name: Record) -> list[str]:
    """The language of a name: its own, or else those of the documents that it is in."""
    own = name.text("language")
    return [own] if own else builder.languages(entry.text for entry in name.all("in"))


def _labels(record: Record) -> set[str]:
    return {entry.text for name in ("label", "title") for entry in record.all(name)}


def part_node(builder: GraphBuilder, entry: Field, local: str, *, document: str | None = None) -> Term:
    """The node of a nested record, named by its key and, for an involvement, by its agent."""
    assert isinstance(entry.value, Record)
    tail = entry.key.role or entry.key.name
    agent = entry.value.first("agent")
    found = builder.entity(agent, document=document) if agent else None
    return builder.directory.mint(entry.value.kind.name, f"{local}.{tail}" + (f".{found.short}" if found else ""))


def part(builder: GraphBuilder, entry: Field, owner: Record, subject: Term, local: str) -> None:
    """Adds the quads of a nested record; a name has none of its own."""
    nested = entry.value
    assert isinstance(nested, Record)
    if nested.kind.name == "name":
        return
    mine = part_node(builder, entry, local)
    builder.add(mine, "rdf:type", expand(nested.kind.cls))
    keys(builder, nested, mine, _tail(mine))
    if entry.key.role:
        _involve(builder, entry, owner, subject, mine)


def _involve(builder: GraphBuilder, entry: Field, owner: Record, subject: Term, mine: Term) -> None:
    """Adds the role of an involvement and, if the event is actual and affirmed, the event's own property for it."""
    assert isinstance(entry.value, Record)
    builder.add(mine, "hr:role", concept("role", entry.key.role))
    if entry.key.default and not entry.value.first("degree"):
        builder.add(mine, "hr:degree", concept("degree", entry.key.default))
    is_affirmed = (owner.text("stance") or "affirms") == "affirms"
    if entry.key.shortcut and is_affirmed and (owner.text("modality") or "actual") in UNDERTAKEN:
        found = [builder.entity(agent) for agent in entry.value.all("agent")]
        builder.add(subject, entry.key.shortcut, *(agent.iri for agent in found if agent))


def _suspect(builder: GraphBuilder, record: Record) -> None:
    """Links two entities that may be the same as a close match; they are never merged."""
    for left, right in zip(record.all("left"), record.all("right"), strict=False):
        builder.add(builder.resolve(left), "skos:closeMatch", builder.resolve(right))


def _held(builder: GraphBuilder, mine: Term) -> None:
    """Adds whether the project holds the text, its hash, and the original that it restates."""
    builder.add(mine, "hr:held", terms.boolean("true" if builder.source else "false"))
    if builder.source is None:
        return
    builder.add(mine, "hr:sha256", terms.literal(builder.source.document.sha256))
    if builder.source.restates:
        original = builder.directory.mint("document", f"{builder.document}.original")
        builder.add(mine, "dct:source", original)
        builder.add(original, "rdf:type", expand("hr:Document"))
        builder.add(original, "hr:held", terms.boolean("true"))
        builder.add(original, "hr:sha256", terms.literal(builder.source.original["sha256"]))
        head, language = builder.source.records[0], builder.source.original.get("language", "")
        builder.add(original, "dct:language", *filter(None, (language and terms.literal(language),)))
        said = ("title", *(() if language else ("language",)), "url", "archived", "retrieved")
        for entry in (entry for name in said for entry in head.all(name)):
            for value in values(builder, entry, head, ""):
                state(builder, original, entry, value, head)


def made_label(builder: GraphBuilder, record: Record) -> str:
    """A label made of type, victims and date or, for a posting, of holder, position and organisation."""
    if record.kind.name == "posting":
        holder, body = record.first("holder"), record.first("organization")
        named = [
            _label_of(builder, entry) if entry else "" for entry in (holder, body)
        ]  # one that is missing is a fault
        return ", ".join(filter(None, (named[0], record.text("position"), named[1])))
    label = _done_to(builder, record)
    when = _when(builder, record, label)
    return label if when in label else f"{label}, {when}"


def _done_to(builder: GraphBuilder, record: Record) -> str:
    """What was done, and to whom."""
    victims = [
        _label_of(builder, agent)
        for entry in record.fields
        if entry.key.shortcut == "hr:victim" and isinstance(entry.value, Record)
        for agent in entry.value.all("agent")
    ]
    return f"{record.text('type')}: {' and '.join(victims)}" if victims else record.text("type")


def _when(builder: GraphBuilder, record: Record, label: str) -> str:
    """The date in words if the document gives it, and nobody another.

    Of a date that is ours or disputed there stand only the document's words for it, where labels would be the same.
    """
    date = record.first("date")
    if not _has_doubtful_date(record):
        return date_words.in_title(date.text, builder.language) if date and isinstance(date.value, str) else ""
    if not builder.alike:
        builder.alike.update(_done_to(builder, other) for other in builder.records if _is_unlabelled(other))
    words = record.text("date-words")
    return f"“{words}”" if words and builder.alike[label] > 1 else ""


def _has_doubtful_date(record: Record) -> bool:
    claims = (entry.value for entry in record.all("claims"))
    on_date = any(isinstance(claim, Record) and claim.text("about") == "date" for claim in claims)
    return on_date or record.text("basis") == "our inference"


def _is_unlabelled(record: Record) -> bool:
    return record.kind.name == "act" and not record.first("label")


def _label_of(builder: GraphBuilder, entry: Field) -> str:
    found = builder.directory.resolve(entry, builder.document)
    return found.labels[0] if isinstance(found, Entity) and found.labels else entry.text


def _tail(iri: Term) -> str:
    return iri.rsplit("/", 1)[1].rstrip(">")

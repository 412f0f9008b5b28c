"""Claims: who asserts a record or one of its keys, in which words, with what certainty, and who passed it on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.mapping.claimed import Owner, claimed_value, own_value
from kg.mapping.evidence import naming
from kg.mapping.graph_builder import UNRESOLVED, GraphBuilder, concept
from kg.mapping.nodes import name_of, part_node, values
from kg.model import terms
from kg.model.errors import Problem
from kg.model.kinds import Key, aspect
from kg.model.message import Message
from kg.model.terms import Term, expand, without_private_use
from kg.records import Field, LeftOpen, Record
from kg.records.identity import Entity, claim_id

_OPEN = {"certainty": "unclear", "stance": "leaves-open"}
_NOT_PLAIN = ("about", "asserts", "claimant", "evidence", "value", "via")
"""Keys of a claim that are set separately."""


class ClaimContent(NamedTuple):
    """The content of a claim: the node asserted, the key of it that the claim is about, and the value claimed."""

    asserts: Term | None
    about: Key | None = None
    value: Term | None = None


def record_claims(builder: GraphBuilder, record: Record, node: Term) -> None:
    """Adds the claims of a record: on the record as a whole, and on single keys of it."""
    local = builder.local(record)
    owner = Owner(record, local, builder.document)
    claim(builder, record, local, ClaimContent(node))
    taken = {}
    for entry in record.all("claims"):
        nested = entry.value
        assert isinstance(nested, Record)
        tail = f"{local}.{claim_id(nested)}"
        about = aspect(record.kind, nested.text("about"))
        with builder.reading(entry):
            value = claimed_value(builder, nested, owner, tail)
            claim(builder, nested, tail, ClaimContent(node, about, value), parent=record)
        if nested.text("basis") == "our inference" and not nested.first("derived-from"):
            mine = builder.directory.mint("claim", tail)
            builder.add(mine, "prov:wasDerivedFrom", builder.directory.mint("claim", local))
        taken[tail] = (nested.text("about"), value)
    for entry in _left_open(record):
        name, value = entry.key.name, part_node(builder, entry, local) if entry.key.role else None
        if (name, value) not in taken.values():  # a rival value does not say who leaves it open
            tail = f"{local}.{name}"
            tail = f"{tail}.left-open" if tail in taken else tail
            with builder.reading(entry):
                claim(builder, record, tail, ClaimContent(node, entry.key, value), leaves_open=True)


def fact_claims(builder: GraphBuilder, record: Record) -> None:
    """Adds what a document says about an entity of the authority files: each value, and a claim for it."""
    of = record.first("of")
    node = builder.resolve(of) if of else ""
    for entry in record.fields:
        if not node or entry.key.on != "node" or entry.key.name == "of":
            continue
        for value in values(builder, entry, record, record.id):
            if value == UNRESOLVED:
                continue
            alone = len(record.all(entry.key.name)) == 1
            tail = "" if alone else "." + value.rsplit("/", 1)[-1].rstrip(">")
            with builder.reading(entry):
                if (record.text("stance") or "affirms") == "affirms":
                    builder.add(node, entry.key.properties[0], value)
                claim(
                    builder,
                    record,
                    f"{builder.local(record)}.{entry.key.name}{tail}",
                    ClaimContent(node, entry.key, value),
                )


def separate_claim(builder: GraphBuilder, record: Record) -> None:
    """Adds a claim that is a record of its own, on a record of this or another document."""
    asserts = record.first("asserts")
    if asserts is None:
        found = Message('claim "{id}" does not say what it is about', id=record.id)
        builder.problems.append(
            Problem(
                "missing-key", found, Message("add asserts: and the record it is about"), record.location, key="asserts"
            )
        )
        return
    subject = builder.entity(asserts)
    about = aspect(subject.record.kind if subject else None, record.text("about"))
    local = builder.local(record)
    if subject and about and subject.kind != "claim" and record.first("value"):
        value = claimed_value(
            builder, record, Owner(builder.directory.whole(subject), subject.local, subject.document), local
        )
    else:
        value = own_value(builder, record.first("value"), record, local)
    claim(builder, record, local, ClaimContent(builder.resolve(asserts), about, value))


def claim(
    builder: GraphBuilder,
    record: Record,
    local: str,
    content: ClaimContent,
    *,
    parent: Record | None = None,
    leaves_open: bool = False,
) -> None:
    """Adds the quads of one claim; a nested claim inherits from its ``parent`` what it does not say."""
    node = builder.directory.mint("claim", local)
    builder.add(node, "rdf:type", expand("hr:Claim"))
    builder.add(node, "hr:asserts", *filter(None, (content.asserts,)))
    if content.about:
        builder.add(node, "hr:aspect", expand(content.about.properties[0]))
    builder.add(node, "hr:value", *filter(None, (content.value,)))
    for key in record.kind.keys:
        if (key.on == "claim" or record.kind.name == "claim") and key.name not in _NOT_PLAIN:
            with builder.reading(record.first(key.name)):
                builder.add(node, key.properties[0], *_claim_values(builder, record, key, leaves_open=leaves_open))
    if leaves_open:
        builder.add(node, "hr:claimant", *builder.authors)
        builder.add(node, "hr:evidence", *builder.evidence(record))
    else:
        add_attribution(builder, record, node, local, parent=parent)


def _claim_values(builder: GraphBuilder, record: Record, key: Key, *, leaves_open: bool) -> list[Term]:
    """The values that a claim has for one of its keys."""
    if leaves_open and key.name != "status":
        # It is the authors who leave something open: of the record's own claim, only the review status applies.
        return [concept(key.name, _OPEN[key.name])] if key.name in _OPEN else []
    stated = (entry for entry in record.all(key.name) if entry.key.properties)
    found = [value for entry in stated for value in values(builder, entry, record, "")]
    return found or ([concept(key.of[0], key.default)] if key.default else [])


def add_attribution(
    builder: GraphBuilder, record: Record, node: Term, local: str, *, parent: Record | None = None
) -> None:
    """Adds the claimants and the evidence of a claim, and a further claim for each agent that passed it on.

    An inference is the documentalist's own: the authors said only the words that it rests on.
    """
    evidence = builder.evidence(record) or builder.evidence(parent)
    if record.text("basis") == "our inference" and builder.documentalist and not record.first("claimant"):
        builder.add(node, "hr:claimant", builder.documentalist)
        builder.add(node, "hr:evidence", *evidence)
        return
    speaker = record if record.first("claimant") else parent if parent and parent.first("claimant") else None
    claimants = tuple(builder.resolve(entry) for entry in speaker.all("claimant")) if speaker else builder.authors
    with builder.reading(speaker.first("claimant") if speaker else None):
        builder.add(node, "hr:claimant", *claimants)
    builder.add(node, "hr:evidence", *evidence)
    relays = list(_relays(builder, speaker)) if speaker else []
    if relays or not set(claimants) <= set(builder.authors):
        relays.append((builder.authors, concept("certainty", "stated-as-fact"), "said"))
    for who, certainty, tail in relays:
        outer = builder.directory.mint("claim", f"{local}.{tail}")
        _plain_claim(builder, outer, ClaimContent(node), certainty)
        builder.add(outer, "hr:claimant", *who)
        builder.add(outer, "hr:evidence", *evidence)
        node = outer


def _relays(builder: GraphBuilder, record: Record) -> Iterator[tuple[tuple[Term, ...], Term, str]]:
    """The agents that passed a claim on, innermost first: who, with what certainty, and the tail of the claim's id."""
    for entry in reversed(record.all("via")):
        who = entry.value.first("claimant") if isinstance(entry.value, Record) else None
        found = builder.entity(who) if who else None
        if found and isinstance(entry.value, Record):
            sure = entry.value.first("certainty")
            certainty = sure.value if sure and isinstance(sure.value, str) else concept("certainty", "stated-as-fact")
            yield (found.iri,), certainty, f"via-{found.short}"


def _plain_claim(builder: GraphBuilder, node: Term, content: ClaimContent, certainty: Term) -> None:
    """Adds a claim that affirms and is accepted."""
    builder.add(node, "rdf:type", expand("hr:Claim"))
    builder.add(node, "hr:asserts", *filter(None, (content.asserts,)))
    builder.add(node, "hr:certainty", certainty)
    builder.add(node, "hr:stance", concept("stance", "affirms"))
    builder.add(node, "hr:status", concept("status", "accepted"))


def _left_open(record: Record) -> Iterator[Field]:
    """The keys that a record leaves open: its date, or an involvement without an agent."""
    for entry in record.fields:
        agent = entry.value.first("agent") if isinstance(entry.value, Record) else None
        if isinstance(entry.value, LeftOpen) or (agent and isinstance(agent.value, LeftOpen)):
            yield entry


class Naming(NamedTuple):
    """A name from the authority files that occurs in a document: the entity, and the entry that says so."""

    entity: Entity
    entry: Field


def namings(entities: Iterable[Entity]) -> dict[str, list[Naming]]:
    """The names from the authority files by the id of each document in which they occur."""
    found: dict[str, list[Naming]] = {}
    for entity in entities:
        for entry in entity.record.all("names"):
            if isinstance(entry.value, Record):
                for document in dict.fromkeys(field.text for field in entry.value.all("in")):
                    found.setdefault(document, []).append(Naming(entity, entry))
    return found


def naming_claims(builder: GraphBuilder, named: Iterable[Naming]) -> None:
    """Adds the claims of a document on names from the authority files that occur in it."""
    for entity, entry in named:
        if isinstance(entry.value, Record):
            with builder.reading(entity.record), builder.reading(entry):
                _naming_claim(builder, entity, entry, entry.value)


def _naming_claim(builder: GraphBuilder, entity: Entity, entry: Field, part: Record) -> None:
    assert builder.source
    name = name_of(entry)
    if not name:
        return  # it has been refused
    found = naming(builder.source.document, name)
    if found is None:
        remedy = Message(
            "remove {document} from its list, or use the name in {path}",
            document=builder.document,
            path=builder.source.document.path,
        )
        found_text = Message('"{name}" is not in {document}', name=name, document=builder.document)
        builder.problems.append(Problem("name-not-in-document", found_text, remedy, part.location, (), "names", name))
        return
    node = builder.directory.mint("claim", f"{builder.document}.{entity.local}.name-{terms.digest(name, 6)}")
    _plain_claim(builder, node, ClaimContent(entity.iri), concept("certainty", "stated-as-fact"))
    builder.add(node, "hr:aspect", expand("skos:prefLabel" if name in entity.labels else "skos:altLabel"))
    builder.add(
        node, "hr:value", terms.literal(name, language=part.text("language") or without_private_use(builder.words))
    )
    builder.add(node, "hr:claimant", *builder.authors)
    builder.add(node, "hr:evidence", builder.passage(found))

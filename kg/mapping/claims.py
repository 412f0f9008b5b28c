"""Claims: who says a record or one key of it, on which words, how surely, and who passed it on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.mapping.evidence import naming
from kg.mapping.graph_builder import Workshop, concept
from kg.mapping.nodes import is_claim, name_of, part, part_node, values
from kg.model import terms
from kg.model.errors import Problem
from kg.model.kinds import Key, aspect
from kg.model.terms import Term, expand
from kg.records import Field, LeftOpen, Record
from kg.records.identity import Entity, claim_id

_OPEN = {"certainty": "unclear", "stance": "leaves-open"}
_NOT_PLAIN = ("about", "asserts", "claimant", "evidence", "value", "via")
"""Keys of a claim that ``claim`` sets by itself."""


class Saying(NamedTuple):
    """What a claim is: the node, the key of it that it is about, and the value claimed."""

    asserts: Term | None
    about: Key | None = None
    value: Term | None = None


def record_claims(shop: Workshop, record: Record, node: Term) -> None:
    """The claims that a record brings: that it is so, and those on single keys of it."""
    local = shop.local(record)
    claim(shop, record, local, Saying(node))
    spoken = set()
    for entry in record.all("claims"):
        nested = entry.value
        assert isinstance(nested, Record)
        tail = f"{local}.{claim_id(nested)}"
        about = aspect(record.kind, nested.text("about"))
        with shop.reading(entry):
            claim(shop, nested, tail, Saying(node, about, _claimed_value(shop, nested, record, tail)), parent=record)
        if nested.text("basis") == "our inference" and not nested.first("derived-from"):
            mine = shop.directory.mint("claim", tail)
            shop.add(mine, "prov:wasDerivedFrom", shop.directory.mint("claim", local))
        spoken.add(nested.text("about"))
    for entry in _left_open(record):
        if entry.key.name not in spoken:
            value = part_node(shop, entry, local) if entry.key.role else None
            with shop.reading(entry):
                claim(shop, record, f"{local}.{entry.key.name}", Saying(node, entry.key, value), leaves_open=True)


def fact_claims(shop: Workshop, record: Record) -> None:
    """What a document says of an entity of the authority files: each value, and a claim for it."""
    of = record.first("of")
    node = shop.resolve(of) if of else ""
    for entry in record.fields:
        if not node or entry.key.on != "node" or entry.key.name == "of":
            continue
        for value in values(shop, entry, record, record.id):
            alone = len(record.all(entry.key.name)) == 1
            tail = "" if alone else "." + value.rsplit("/", 1)[-1].rstrip(">")
            with shop.reading(entry):
                shop.add(node, entry.key.properties[0], value)
                claim(shop, record, f"{shop.local(record)}.{entry.key.name}{tail}", Saying(node, entry.key, value))


def standing_claim(shop: Workshop, record: Record) -> None:
    """A claim that stands by itself, on a record of this or another document."""
    asserts, given = record.first("asserts"), record.first("value")
    if asserts is None:
        found = f'claim "{record.id}" is about nothing'
        shop.problems.append(Problem("missing-key", found, "add asserts: and the record it is about", record.location))
        return
    spoken_of = shop.entity(asserts)
    about = aspect(spoken_of.record.kind if spoken_of else None, record.text("about"))
    local = shop.local(record)
    claim(shop, record, local, Saying(shop.resolve(asserts), about, _own_value(shop, given, record, local)))


def claim(
    shop: Workshop,
    record: Record,
    local: str,
    saying: Saying,
    *,
    parent: Record | None = None,
    leaves_open: bool = False,
) -> None:
    """The quads of one claim; what a nested one does not say is as in its ``parent``."""
    node = shop.directory.mint("claim", local)
    shop.add(node, "rdf:type", expand("hr:Claim"))
    shop.add(node, "hr:asserts", *filter(None, (saying.asserts,)))
    if saying.about:
        shop.add(node, "hr:aspect", expand(saying.about.properties[0]))
    shop.add(node, "hr:value", *filter(None, (saying.value,)))
    for key in record.kind.keys:
        if (key.on == "claim" or record.kind.name == "claim") and key.name not in _NOT_PLAIN:
            with shop.reading(record.first(key.name)):
                shop.add(node, key.properties[0], *_said(shop, record, key, leaves_open=leaves_open))
    if leaves_open:
        shop.add(node, "hr:claimant", *shop.authors)
        shop.add(node, "hr:evidence", *shop.evidence(record))
    else:
        spoken(shop, record, node, local, parent=parent)


def _said(shop: Workshop, record: Record, key: Key, *, leaves_open: bool) -> list[Term]:
    """What a claim says for one of its keys."""
    if leaves_open and key.name != "status":
        # That something is open is the authors' to say: nothing of the record's own claim but its review holds for it.
        return [concept(key.name, _OPEN[key.name])] if key.name in _OPEN else []
    found = [value for entry in record.all(key.name) for value in values(shop, entry, record, "")]
    return found or ([concept(key.of[0], key.default)] if key.default else [])


def spoken(shop: Workshop, record: Record, node: Term, local: str, *, parent: Record | None = None) -> None:
    """The claimants and the evidence of a claim, and one claim more for each who passed it on.

    An inference is the documentalist's own: the authors said only the words that it rests on.
    """
    evidence = shop.evidence(record) or shop.evidence(parent)
    if record.text("basis") == "our inference" and shop.documentalist and not record.first("claimant"):
        shop.add(node, "hr:claimant", shop.documentalist)
        shop.add(node, "hr:evidence", *evidence)
        return
    speaker = record if record.first("claimant") else parent if parent and parent.first("claimant") else None
    claimants = tuple(shop.resolve(entry) for entry in speaker.all("claimant")) if speaker else shop.authors
    with shop.reading(speaker.first("claimant") if speaker else None):
        shop.add(node, "hr:claimant", *claimants)
    shop.add(node, "hr:evidence", *evidence)
    relays = list(_relays(shop, speaker)) if speaker else []
    if relays or not set(claimants) <= set(shop.authors):
        relays.append((shop.authors, concept("certainty", "stated-as-fact"), "said"))
    for who, certainty, tail in relays:
        outer = shop.directory.mint("claim", f"{local}.{tail}")
        _plain_claim(shop, outer, Saying(node), certainty)
        shop.add(outer, "hr:claimant", *who)
        shop.add(outer, "hr:evidence", *evidence)
        node = outer


def _relays(shop: Workshop, record: Record) -> Iterator[tuple[tuple[Term, ...], Term, str]]:
    """Those who passed a claim on, innermost first: who, how surely, and the tail of the claim's id."""
    for entry in reversed(record.all("via")):
        who = entry.value.first("claimant") if isinstance(entry.value, Record) else None
        found = shop.entity(who) if who else None
        if found and isinstance(entry.value, Record):
            sure = entry.value.first("certainty")
            certainty = sure.value if sure and isinstance(sure.value, str) else concept("certainty", "stated-as-fact")
            yield (found.iri,), certainty, f"via-{found.short}"


def _plain_claim(shop: Workshop, node: Term, saying: Saying, certainty: Term) -> None:
    """A claim that affirms and is accepted."""
    shop.add(node, "rdf:type", expand("hr:Claim"))
    shop.add(node, "hr:asserts", *filter(None, (saying.asserts,)))
    shop.add(node, "hr:certainty", certainty)
    shop.add(node, "hr:stance", concept("stance", "affirms"))
    shop.add(node, "hr:status", concept("status", "accepted"))


def _claimed_value(shop: Workshop, nested: Record, owner: Record, tail: str) -> Term | None:
    """The value of a claim on a key: its own, or the one that its record has there."""
    given, about = nested.first("value"), nested.text("about")
    local = shop.local(owner)
    if given:
        own = [entry for entry in owner.all(about) if given.text and entry.text == given.text]
        return part_node(shop, own[0], local) if own and is_node(own[0]) else _own_value(shop, given, nested, tail)
    found = [value for entry in owner.all(about) for value in values(shop, entry, owner, local)]
    about_key = aspect(owner.kind, about)
    if about_key and about_key.role and not found:
        remedy = f'add {about}: to the record, or "{about}: left open"'
        found_text = f"the claim is about {about}, and the record has none"
        shop.problems.append(Problem("ambiguous-value", found_text, remedy, nested.location))
    if len(found) > 1:
        problem = Problem(
            "ambiguous-value", f"{about} has {len(found)} values", "say which with value:", nested.location
        )
        shop.problems.append(problem)
    return found[0] if found else None


def is_node(entry: Field) -> bool:
    """Whether a field holds a nested record that is a node of its own."""
    return isinstance(entry.value, Record) and entry.value.kind.name != "name" and not is_claim(entry.key)


def _own_value(shop: Workshop, given: Field | None, record: Record, local: str) -> Term | None:
    """The value that a claim itself gives; a nested one is a node below the claim."""
    if given is None:
        return None
    if is_node(given):
        part(shop, given, record, shop.directory.mint("claim", local), local)
    return next(iter(values(shop, given, record, local)), None)


def _left_open(record: Record) -> Iterator[Field]:
    """The keys that a record leaves open: its date, or an involvement without an agent."""
    for entry in record.fields:
        agent = entry.value.first("agent") if isinstance(entry.value, Record) else None
        if isinstance(entry.value, LeftOpen) or (agent and isinstance(agent.value, LeftOpen)):
            yield entry


def naming_claims(shop: Workshop, entities: Iterable[Entity]) -> None:
    """The claims of a document on the names of the authority files that stand in it."""
    for entity in entities:
        for entry in entity.record.all("names"):
            part = entry.value
            if isinstance(part, Record) and shop.document in {field.text for field in part.all("in")}:
                with shop.reading(entity.record), shop.reading(entry):
                    _naming_claim(shop, entity, entry, part)


def _naming_claim(shop: Workshop, entity: Entity, entry: Field, part: Record) -> None:
    assert shop.source
    name = name_of(entry)
    found = naming(shop.source.document, name)
    if found is None:
        remedy = f"take {shop.document} from its list, or name it in {shop.source.document.path}"
        found_text = f'"{name}" is not in {shop.document}'
        shop.problems.append(Problem("name-not-in-document", found_text, remedy, part.location))
        return
    node = shop.directory.mint("claim", f"{shop.document}.{entity.local}.name-{terms.digest(name, 6)}")
    _plain_claim(shop, node, Saying(entity.iri), concept("certainty", "stated-as-fact"))
    shop.add(node, "hr:aspect", expand("skos:prefLabel" if name in entity.labels else "skos:altLabel"))
    shop.add(node, "hr:value", terms.literal(name, language=part.text("language") or shop.language))
    shop.add(node, "hr:claimant", *shop.authors)
    shop.add(node, "hr:evidence", shop.passage(found))

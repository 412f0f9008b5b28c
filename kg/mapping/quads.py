"""Record → quads, by the table in ``kg.kinds``: the one path that every source takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kg import terms
from kg.errors import Problem
from kg.identity import Directory, Entity, claim_id
from kg.kinds import Key, aspects
from kg.mapping.evidence import Passage, locate, naming
from kg.mapping.scripts import Source
from kg.records import Field, LeftOpen, Quote, Record, Reference
from kg.terms import Term, expand
from kg.vocabulary import LABELS, PREFIXES

RDF_TYPE = expand("rdf:type")


class Quad(NamedTuple):
    """Four terms in N-Triples form."""

    subject: Term
    predicate: Term
    object: Term
    graph: Term


class Saying(NamedTuple):
    """Who says something: the innermost claimants, and those who passed it on, outermost first."""

    claimants: tuple[Term, ...]
    relays: tuple[tuple[Term, Term], ...]


@dataclass(slots=True)
class Workshop:
    """Makes the quads of one graph; collects every fault instead of stopping at the first.

    ``source`` is the document that the records are of; without one, the records are the authority files'.
    """

    directory: Directory
    graph: Term
    source: Source | None = None
    language: str = "en"
    quads: list[Quad] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    authors: tuple[Term, ...] = ()

    @property
    def document(self) -> str:
        """The document's id, empty for the authority files."""
        return self.source.id if self.source else ""

    def add(self, subject: Term, predicate: str, value: Term) -> None:
        """One more quad; the predicate is a prefixed name."""
        self.quads.append(Quad(subject, expand(predicate), value, self.graph))

    def run(self, records: Iterable[Record]) -> None:
        """The quads of all records."""
        records = list(records)
        if self.source:
            self.authors = tuple(self.resolved(entry) for entry in self.source.records[0].all("creator"))
        for record in records:
            self.record(record)

    # -- records ---------------------------------------------------------------------------------------------------

    def record(self, record: Record) -> None:
        """The quads of one record: its node, its parts, its claims."""
        if record.kind.name == "fact":
            return self.fact(record)
        local = f"{self.document}.{record.id}" if self.source and record.kind.name != "document" else record.id
        node = self.directory.mint(record.kind.name, local)
        self.add(node, "rdf:type", expand(record.kind.cls))
        self.fields(record, node, local)
        if record.kind.name == "document":
            self.held(node)
        elif record.kind.name == "person" and not record.first("named"):
            self.add(node, "hr:named", terms.boolean("true"))
        elif record.kind.name in ("act", "posting") and not record.first("label"):
            self.add(node, "skos:prefLabel", terms.literal(self.made_label(record), language=self.language))
        if record.kind.name == "assessment":
            self.relayed(record, node, local)
        elif record.kind.name == "claim":
            self.standing(record, node)
        elif record.kind.claimed and self.source:
            self.claim(record, self.directory.mint("claim", local), local, asserts=node)
            self.aspects(record, node, local)

    def fields(self, record: Record, node: Term, local: str) -> None:
        """What the keys of a record say of its node."""
        for entry in record.fields:
            if entry.key.on == "node" and entry.key.properties and entry.key.name not in ("claims", "via"):
                for value in self.values(entry, record, local):
                    self.state(node, entry.key, value, entry.text)
                self.part(entry, record, node, local)
        written = {entry.key.name for entry in record.fields}
        for key in record.kind.keys:
            if key.default and key.on == "node" and not key.role and key.name not in written:
                self.add(node, key.properties[0], _default(key))

    def state(self, node: Term, key: Key, value: Term, text: str) -> None:
        """One value of one key, with all that the table says of it."""
        if key.reads == "bounded date":
            first, last = terms.bounds(text)
            self.add(node, "hr:date", value)
            for predicate, day in (("hr:earliest", first), ("hr:latest", last)):
                if day:
                    self.add(node, predicate, terms.day(day))
            return
        for predicate in key.properties:
            self.add(node, predicate, value)

    def values(self, entry: Field, record: Record, local: str) -> list[Term]:
        """The terms that a field stands for; none for a name, a quote or what is left open."""
        match entry.value:
            case str():
                return [entry.value]
            case Reference():
                target = self.resolved(entry)
                return [self.counted(entry, target) if record.kind.name == "quantity" else target]
            case Quote():
                return [self.passage_node(found) for found in self.located(entry)]
            case Record() if entry.key.reads == "part" and entry.value.kind.name != "name":
                return [self.part_node(entry, local)]
        return []

    def part_node(self, entry: Field, local: str) -> Term:
        """The node of a nested record, named by its key and, for an involvement, by its agent."""
        part = entry.value
        assert isinstance(part, Record)
        tail = entry.key.role or entry.key.name
        agent = part.first("agent")
        if agent and isinstance(agent.value, Reference):
            found = self.directory.resolve(agent, self.document)
            tail += f".{found.short}" if isinstance(found, Entity) else ""
        return self.directory.mint(part.kind.name, f"{local}.{tail}")

    def part(self, entry: Field, owner: Record, node: Term, local: str) -> None:
        """The quads of a nested record."""
        part = entry.value
        if not isinstance(part, Record):
            return
        if part.kind.name == "name":
            return self.name(part, owner, node)
        mine = self.part_node(entry, local)
        self.add(mine, "rdf:type", expand(part.kind.cls))
        self.fields(part, mine, mine.rsplit("/", 1)[1].rstrip(">"))
        if entry.key.role:
            self.add(mine, "hr:role", _concept("role", entry.key.role))
            if entry.key.default and not part.first("degree"):
                self.add(mine, "hr:degree", _concept("degree", entry.key.default))
            if entry.key.shortcut and _is_plain(owner):
                for agent in part.all("agent"):
                    if isinstance(agent.value, Reference):
                        self.add(node, entry.key.shortcut, self.resolved(agent))

    def fact(self, record: Record) -> None:
        """What the document says of an entity of the authority files: the value, and a claim for each."""
        of = record.first("of")
        if of is None:
            return
        node = self.resolved(of)
        for entry in record.fields:
            if entry.key.on != "node" or entry.key.name == "of":
                continue
            for value in self.values(entry, record, record.id):
                self.state(node, entry.key, value, entry.text)
                tail = [] if len(record.all(entry.key.name)) == 1 else [value.rsplit("/", 1)[-1].rstrip(">")]
                local = ".".join([self.document, record.id, entry.key.name, *tail])
                claim = self.directory.mint("claim", local)
                self.claim(record, claim, local, asserts=node, about=entry.key, value=value)

    # -- claims ----------------------------------------------------------------------------------------------------

    def aspects(self, record: Record, node: Term, local: str) -> None:
        """The claims on single keys of a record; one of its own for each key that is left open."""
        spoken = set()
        for entry in record.all("claims"):
            claim = entry.value
            assert isinstance(claim, Record)
            about = aspects().get(claim.text("about"))
            spoken.add(claim.text("about"))
            tail = f"{local}.{claim_id(claim)}"
            mine = self.directory.mint("claim", tail)
            value = self.claimed_value(claim, record, local, tail)
            self.claim(claim, mine, tail, asserts=node, about=about, value=value, parent=record)
        for key, involvement in _left_open(record):
            if key.name not in spoken:
                tail = f"{local}.{key.name}"
                value = self.part_node(involvement, local) if key.role else None
                mine = self.directory.mint("claim", tail)
                self.claim(record, mine, tail, asserts=node, about=key, value=value, open_=True)

    def claimed_value(self, claim: Record, owner: Record, local: str, tail: str) -> Term | None:
        """The value of a claim: its own, or the one that its record has for that key."""
        given = claim.first("value")
        if given:
            own = [entry for entry in owner.all(claim.text("about")) if given.text and entry.text == given.text]
            if own and given.key.reads == "part":
                return self.part_node(own[0], local)
            if isinstance(given.value, Record):
                self.part(given, claim, self.directory.mint("claim", tail), tail)
            found = self.values(given, claim, tail)
        else:
            fields = owner.all(claim.text("about"))
            found = [value for entry in fields for value in self.values(entry, owner, local)]
            if not found and fields and isinstance(fields[0].value, Record):
                found = [self.part_node(fields[0], local)]
        if len(found) > 1:
            remedy = "say which with value:"
            self.problems.append(Problem("ambiguous-value", f"{claim.text('about')} has {len(found)} values", remedy, claim.location))  # fmt: skip
        return found[0] if found else None

    def claim(
        self,
        record: Record,
        node: Term,
        local: str,
        *,
        asserts: Term,
        about: Key | None = None,
        value: Term | None = None,
        parent: Record | None = None,
        open_: bool = False,
    ) -> None:
        """A claim and those who pass it on; what a nested claim does not say is as in its ``parent``."""
        self.add(node, "rdf:type", expand("hr:Claim"))
        self.add(node, "hr:asserts", asserts)
        if about:
            self.add(node, "hr:aspect", expand(about.properties[0]))
        if value:
            self.add(node, "hr:value", value)
        for key in record.kind.keys:
            if key.reads in ("key", "value") or key.name in ("claimant", "via", "evidence", "asserts"):
                continue
            if key.on == "claim" or record.kind.name == "claim":
                if open_ and key.name in ("stance", "certainty"):
                    self.add(node, key.properties[0], _concept(key.name, "leaves-open" if key.name == "stance" else "unclear"))
                    continue
                self.claim_key(record, node, key)
        evidence = self.evidence(record) or (self.evidence(parent) if parent else [])
        self.spoken(record, node, local, evidence, parent)

    def claim_key(self, record: Record, node: Term, key: Key) -> None:
        """One key of a claim, or what is meant where it is left out."""
        fields = record.all(key.name)
        for entry in fields:
            for value in self.values(entry, record, ""):
                self.add(node, key.properties[0], value)
        if not fields and key.default:
            self.add(node, key.properties[0], _default(key))

    def spoken(self, record: Record, node: Term, local: str, evidence: list[Term], parent: Record | None = None) -> None:
        """Claimants and evidence, and one claim more for each who passed it on."""
        saying = self.saying(record, parent)
        for predicate, values in (("hr:claimant", saying.claimants), ("hr:evidence", evidence)):
            for value in values:
                self.add(node, predicate, value)
        inner = node
        steps = [((who,), sure, f"via-{_local(who)}") for who, sure in reversed(saying.relays)]
        if not set(saying.claimants) <= set(self.authors) or saying.relays:
            steps.append((self.authors, _concept("certainty", "stated-as-fact"), "said"))
        for claimants, certainty, tail in steps:
            outer = self.directory.mint("claim", f"{local}.{tail}")
            self.add(outer, "rdf:type", expand("hr:Claim"))
            self.add(outer, "hr:asserts", inner)
            self.add(outer, "hr:certainty", certainty)
            self.add(outer, "hr:stance", _concept("stance", "affirms"))
            self.add(outer, "hr:status", _concept("status", "accepted"))
            for predicate, values in (("hr:claimant", claimants), ("hr:evidence", tuple(evidence))):
                for value in values:
                    self.add(outer, predicate, value)
            inner = outer

    def saying(self, record: Record, parent: Record | None) -> Saying:
        """Who says it: as the claim says, else as its record, else the document's authors."""
        for speaker in filter(None, (record, parent)):
            claimants = tuple(self.resolved(entry) for entry in speaker.all("claimant"))
            if claimants:
                return Saying(claimants, tuple(self.relays(speaker)))
        return Saying(self.authors, ())

    def relays(self, record: Record) -> Iterator[tuple[Term, Term]]:
        """Those who passed a claim on, outermost first, each with the certainty."""
        for entry in record.all("via"):
            if isinstance(entry.value, Record) and (who := entry.value.first("claimant")):
                sure = entry.value.first("certainty")
                certainty = sure.value if sure and isinstance(sure.value, str) else _concept("certainty", "stated-as-fact")
                yield self.resolved(who), certainty

    def relayed(self, record: Record, node: Term, local: str) -> None:
        """An assessment: a claim already, and passed on by the document's authors where it is another's."""
        evidence = self.evidence(record)
        self.spoken(record, node, local, evidence)

    def standing(self, record: Record, node: Term) -> None:
        """A claim that stands by itself, on a node of this or another document."""
        asserts = record.first("asserts")
        if asserts is None:
            self.problems.append(Problem("missing-key", f'claim "{record.id}" has no asserts', "say which record it is about", record.location))  # fmt: skip
            return
        about = aspects().get(record.text("about"))
        given = record.first("value")
        local = f"{self.document}.{record.id}"
        values = self.values(given, record, local) if given else []
        if given and isinstance(given.value, Record):
            self.part(given, record, node, local)
        self.claim(record, node, local, asserts=self.resolved(asserts), about=about, value=values[0] if values else None)

    # -- evidence and names ----------------------------------------------------------------------------------------

    def evidence(self, record: Record) -> list[Term]:
        """The passages that a record quotes."""
        return [self.passage_node(found) for entry in record.all("evidence") for found in self.located(entry)]

    def located(self, entry: Field) -> list[Passage]:
        """The passage of a quote, or a problem noted."""
        if self.source is None:
            return []
        found = locate(entry, self.source.document)
        if isinstance(found, Problem):
            self.problems.append(found)
            return []
        return [found]

    def passage_node(self, found: Passage) -> Term:
        """The node of a passage, and of the stretches of the original that it restates."""
        assert self.source
        node = self.directory.mint("passage", f"{self.document}.{found.id}")
        whole = self.directory.mint("document", self.document)
        self.stretch(node, whole, found.start, found.end, terms.digest(found.quote))
        self.add(node, "hr:quote", terms.literal(found.quote, language=self.language))
        for part in found.stretches:
            origin = self.directory.mint("passage", f"{self.document}.original.{part.start}-{part.end}")
            original = self.directory.mint("document", f"{self.document}.original")
            self.stretch(origin, original, part.start, part.end, self.source.stretches.get(part, ""))
            self.add(node, "hr:derivedFrom", origin)
        return node

    def stretch(self, node: Term, document: Term, start: int, end: int, sha256: str) -> None:
        """What every passage has."""
        self.add(node, "rdf:type", expand("hr:Passage"))
        self.add(node, "hr:document", document)
        for predicate, offset in (("hr:start", start), ("hr:end", end)):
            self.add(node, predicate, terms.literal(str(offset), datatype=terms.XSD + "integer"))
        if sha256:
            self.add(node, "hr:sha256", terms.literal(sha256))

    def held(self, node: Term) -> None:
        """Whether the project holds the text, and the original that it restates."""
        self.add(node, "hr:held", terms.boolean("true" if self.source else "false"))
        if self.source is None:
            return
        self.add(node, "hr:sha256", terms.literal(self.source.document.sha256))
        if self.source.original:
            original = self.directory.mint("document", f"{self.document}.original")
            self.add(node, "dct:source", original)
            self.add(original, "rdf:type", expand("hr:Document"))
            self.add(original, "hr:held", terms.boolean("true"))
            self.add(original, "hr:sha256", terms.literal(self.source.original["sha256"]))
            for name in ("title", "language", "url"):
                for entry in self.source.records[0].all(name):
                    for value in self.values(entry, self.source.records[0], ""):
                        self.state(original, entry.key, value, entry.text)

    def name(self, part: Record, owner: Record, node: Term) -> None:
        """A name of an entity; the claims on it are made with the document that has it."""
        labels = {entry.text for entry in owner.fields if entry.key.name in ("label", "title")}
        if part.text("name") not in labels:
            self.add(node, "skos:altLabel", terms.literal(part.text("name"), language=part.text("language") or self.language))

    def naming(self, entities: Iterable[Entity]) -> None:
        """The claims of this document on the names of the authority files that stand in it."""
        assert self.source
        for entity in entities:
            for entry in entity.record.all("names"):
                part = entry.value
                if isinstance(part, Record) and self.document in {field.text for field in part.all("in")}:
                    self.named(entity, part)

    def named(self, entity: Entity, part: Record) -> None:
        """One name that stands in this document."""
        assert self.source
        name = part.text("name")
        found = naming(self.source.document, name)
        if found is None:
            remedy = f"take {self.document} from its list, or name it in {self.source.document.path}"
            self.problems.append(Problem("name-not-in-document", f'"{name}" is not in {self.document}', remedy, part.location))
            return
        local = f"{self.document}.{entity.local}.name-{terms.digest(name, 6)}"
        node = self.directory.mint("claim", local)
        self.add(node, "rdf:type", expand("hr:Claim"))
        self.add(node, "hr:asserts", entity.iri)
        self.add(node, "hr:aspect", expand("skos:prefLabel" if name in entity.labels else "skos:altLabel"))
        self.add(node, "hr:value", terms.literal(name, language=part.text("language") or self.language))
        for scheme, slug in (("certainty", "stated-as-fact"), ("stance", "affirms"), ("status", "accepted")):
            self.add(node, f"hr:{scheme}", _concept(scheme, slug))
        for author in self.authors:
            self.add(node, "hr:claimant", author)
        self.add(node, "hr:evidence", self.passage_node(found))

    # -- references ------------------------------------------------------------------------------------------------

    def resolved(self, entry: Field) -> Term:
        """The IRI that a reference means; a problem is noted, and a stand-in given, where there is none."""
        found = self.directory.resolve(entry, self.document)
        if isinstance(found, Problem):
            if found not in self.problems:
                self.problems.append(found)
            return "<urn:unresolved>"
        return found.iri

    def counted(self, entry: Field, target: Term) -> Term:
        """The count of the record that a quantity refers to."""
        return self.directory.mint("quantity", f"{_local(target)}.count")

    def made_label(self, record: Record) -> str:
        """A label of type, victims and date, or of holder, position and organisation."""
        def called(entry: Field) -> str:
            found = self.directory.resolve(entry, self.document)
            return found.labels[0] if isinstance(found, Entity) and found.labels else entry.text

        if record.kind.name == "posting":
            parts = [called(entry) for name in ("holder", "organization") for entry in record.all(name)]
            return ", ".join([parts[0], *([record.text("position")] if record.first("position") else []), *parts[1:]])
        kind = record.first("type")
        label = LABELS.get(str(kind.value).strip("<>").removeprefix(PREFIXES["vocab"]), "") if kind else ""
        victims = [
            called(agent)
            for entry in record.fields
            if entry.key.shortcut == "hr:victim" and isinstance(entry.value, Record)
            for agent in entry.value.all("agent")
        ]
        when = record.first("date")
        dated = [when.text] if when and isinstance(when.value, str) else []
        return ", ".join([f"{label}: {' and '.join(victims)}" if victims else label, *dated])


def _is_plain(record: Record) -> bool:
    """Whether an event is actual and affirmed, so that its victim and perpetrator may stand on it."""
    stance, modality = record.text("stance") or "affirms", record.text("modality") or "actual"
    return stance == "affirms" and modality == "actual"


def _left_open(record: Record) -> Iterator[tuple[Key, Field]]:
    """The keys that a record leaves open: its date, or an involvement without an agent."""
    for entry in record.fields:
        agent = entry.value.first("agent") if isinstance(entry.value, Record) else None
        if isinstance(entry.value, LeftOpen) or (agent and isinstance(agent.value, LeftOpen)):
            yield entry.key, entry


def _concept(scheme: str, slug: str) -> Term:
    return terms.iri(f"{PREFIXES['vocab']}{scheme}/{slug}")


def _default(key: Key) -> Term:
    return _concept(key.of[0], key.default)


def _local(node: Term) -> str:
    return node.rsplit("/", 1)[1].rstrip(">")

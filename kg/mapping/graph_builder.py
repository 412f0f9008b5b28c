"""The graph builder, shared by every step of the mapping: graph, directory of entities, document and list of faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.mapping.evidence import Passage, locate
from kg.mapping.source import Source
from kg.model import terms
from kg.model.errors import Problem
from kg.model.terms import Quad, Term, Triple, expand, without_private_use
from kg.model.vocabulary import PREFIXES
from kg.records import Field, Record, Reference
from kg.records.identity import Directory, Entity

UNRESOLVED: Term = "<urn:unresolved>"
"""Stands in for a reference that cannot be resolved; the fault is noted, and so nothing is written."""


class Origin(NamedTuple):
    """Where a triple comes from: the top-level record of its file, and the entry (or record) that says it."""

    record: Record
    entry: Field | Record


@dataclass(slots=True)
class GraphBuilder:
    """Makes the quads of one graph; collects every fault instead of stopping at the first.

    ``source`` is the document that the records belong to; without one, they are those of the authority files.
    ``language`` tags what documentalists write; ``documentalist`` is who makes the inferences, empty for the authors.
    ``origins`` gives for each triple the record and the entry that were being read when it was made, so that a fault
    of the graph can be shown in the file that a person wrote; it stays empty unless the builder ``traces``.
    """

    directory: Directory
    graph: Term
    source: Source | None = None
    language: str = "en"
    documentalist: Term = ""
    traces: bool = False
    quads: list[Quad] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    origins: dict[Triple, Origin] = field(default_factory=dict)
    alike: Counter[str] = field(default_factory=Counter)
    """How many acts of the document would have each label that is made without a date; empty until somebody counts."""
    _reading: list[Field | Record] = field(default_factory=list)
    """What is being read, outermost first: a record, an entry of it, an entry of that entry."""

    @property
    def records(self) -> tuple[Record, ...]:
        """The records of the document; none for the authority files."""
        return self.source.records if self.source else ()

    @property
    def document(self) -> str:
        """The document's id, empty for the authority files."""
        return self.source.id if self.source else ""

    @property
    def words(self) -> str:
        """The language of the document's words: the one that it names, else its reader's, else the project's.

        A private-use part, such as that of ``en-x-mt``, says how an original came about; a digest is not written in it.
        """
        named = (self.source.language if self.source else "") or self.language
        return without_private_use(named) if self.source and self.source.restates else named

    def languages(self, documents: Iterable[str]) -> list[str]:
        """The languages in which documents, by id, write names; that of this graph's words where there are none.

        A name that a machine has distorted says so itself.
        """
        found = (self.directory.find(document, ("document",)) for document in documents)
        named = [entity.record.text("language") or self.language for entities in found for entity in entities[:1]]
        return list(dict.fromkeys(map(without_private_use, named))) or [without_private_use(self.words)]

    @property
    def authors(self) -> tuple[Term, ...]:
        """The authors of the document."""
        return tuple(self.resolve(entry) for entry in self.source.records[0].all("creator")) if self.source else ()

    def add(self, subject: Term, predicate: str, *values: Term) -> None:
        """Adds one quad for each value; the predicate is a prefixed name."""
        prop = expand(predicate)
        for value in values:
            self.quads.append(Quad(subject, prop, value, self.graph))
            if self.traces and self._reading and isinstance(self._reading[0], Record):
                self.origins.setdefault((subject, prop, value), Origin(self._reading[0], self._reading[-1]))

    @contextmanager
    def reading(self, entry: Field | Record | None) -> Iterator[None]:
        """Attributes what is added meanwhile to this entry or, if it is ``None``, to the enclosing one."""
        if entry is None:
            yield
            return
        self._reading.append(entry)
        try:
            yield
        finally:
            self._reading.pop()

    def local(self, record: Record) -> str:
        """The local id of a record's node: the document's id and its own."""
        return f"{self.document}.{record.id}" if self.source and record.kind.name != "document" else record.id

    def entity(self, entry: Field, *, document: str | None = None) -> Entity | None:
        """The entity that a reference means; if there is not exactly one, a problem is noted.

        ``document`` is the one that the reference stands in, unless it is that of the graph.
        """
        if not isinstance(entry.value, Reference):
            return None
        found = self.directory.resolve(entry, self.document if document is None else document)
        if isinstance(found, Entity):
            return found
        if found not in self.problems:
            self.problems.append(found)
        return None

    def resolve(self, entry: Field, *, document: str | None = None) -> Term:
        """The IRI that a reference means; ``UNRESOLVED``, with a problem noted, if there is not exactly one."""
        found = self.entity(entry, document=document)
        return found.iri if found else UNRESOLVED

    def evidence(self, record: Record | None) -> list[Term]:
        """The passages that a record quotes."""
        if record is None or self.source is None:
            return []
        nodes: list[Term] = []
        for entry in record.all("evidence"):
            found = locate(entry, self.source.document)
            if isinstance(found, Passage):
                with self.reading(entry):
                    nodes.append(self.passage(found))
            else:
                self.problems.append(found)
        return nodes

    def passage(self, found: Passage) -> Term:
        """The node of a passage, linked to the spans of the original that it restates."""
        assert self.source
        mint, document = self.directory.mint, self.document
        node = mint("passage", f"{document}.{found.id}")
        self._span(node, mint("document", document), found.start, found.end, terms.digest(found.quote))
        first, last = found.lines
        self._number(node, "hr:line", first)
        if last != first:
            self._number(node, "hr:lastLine", last)
        self.add(node, "hr:quote", terms.literal(found.quote, language=found.language or self.words))
        for part in found.spans:
            origin = mint("passage", f"{document}.original.{part.start}-{part.end}")
            sha256 = self.source.spans.get(part, "")
            self._span(origin, mint("document", f"{document}.original"), part.start, part.end, sha256)
            self.add(node, "hr:derivedFrom", origin)
        return node

    def _span(self, node: Term, document: Term, start: int, end: int, sha256: str) -> None:
        self.add(node, "rdf:type", expand("hr:Passage"))
        self.add(node, "hr:document", document)
        self._number(node, "hr:start", start)
        self._number(node, "hr:end", end)
        if sha256:
            self.add(node, "hr:sha256", terms.literal(sha256))

    def _number(self, node: Term, predicate: str, value: int) -> None:
        self.add(node, predicate, terms.literal(str(value), datatype=terms.XSD + "integer"))


def concept(scheme: str, slug: str) -> Term:
    """The concept's IRI."""
    return terms.iri(f"{PREFIXES['vocab']}{scheme}/{slug}")

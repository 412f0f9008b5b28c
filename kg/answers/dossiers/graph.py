"""Nodes of the graph with all their values, each read once, and the claims about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.answers.names import Names
from kg.answers.passages import Passage, Span
from kg.answers.speech import IN_ENGLISH, Speech
from kg.model.message import Message
from kg.model.terms import Term, expand, text_of
from kg.rdf.dataset import Dataset

_VALUES = (
    "SELECT ?node ?property ?value { VALUES ?node { @nodes } ?node ?property ?value } ORDER BY ?node ?property ?value"
)
_CLAIMS = "SELECT DISTINCT ?node ?claim { VALUES ?node { @nodes } ?claim hr:asserts ?node } ORDER BY ?node ?claim"


@dataclass(frozen=True, slots=True)
class Said:
    """Who says something, and how surely: one end of a chain of those who pass it on."""

    claimants: tuple[Term, ...]
    certainty: Term


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim about a node, or about one ``aspect`` of it; ``tellers`` pass it on, the nearest first."""

    node: Term
    about: Term
    aspect: Term
    values: tuple[Term, ...]
    said: Said
    tellers: tuple[Said, ...]
    stance: Term
    basis: Term
    ground: str
    reading: str
    status: Term
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """What the dossiers read of a dataset, and the language that they speak."""

    dataset: Dataset
    names: Names
    speech: Speech = IN_ENGLISH
    known: dict[Term, dict[Term, tuple[Term, ...]]] = field(default_factory=dict)

    def read(self, nodes: Iterable[Term]) -> None:
        """Reads many nodes at once."""
        new = {node for node in nodes if node.startswith("<")} - self.known.keys()
        found: dict[Term, dict[Term, list[Term]]] = {node: defaultdict(list) for node in new}
        for node, prop, value in self.rows(_VALUES, new):
            found[node][prop].append(value)
        self.known.update(
            {node: {prop: tuple(values) for prop, values in facts.items()} for node, facts in found.items()}
        )

    def say(self, text: Message) -> str:
        """A sentence or phrase in the language of the dossier."""
        return self.speech.say(text)

    def word(self, term: Term) -> str:
        """What a concept is called; empty without one."""
        return self.speech.word(term) if term else ""

    def rows(self, query: str, nodes: Iterable[Term]) -> list[tuple[Term, ...]]:
        """The rows of a query about some nodes, unbound terms empty; none without nodes."""
        listed = " ".join(sorted(set(nodes)))
        if not listed:
            return []
        found = self.dataset.solutions(query.replace("@nodes", listed)).rows
        return [tuple(term or "" for term in row) for row in found]

    def all(self, node: Term, name: str) -> tuple[Term, ...]:
        """The values of a property of a node."""
        self.read((node,))
        return self.known[node].get(expand(name), ()) if node in self.known else ()

    def one(self, node: Term, name: str) -> Term:
        """The first value of a property of a node; empty if it has none."""
        return next(iter(self.all(node, name)), "")

    def raw(self, node: Term, name: str) -> str:
        """The text of the first value of a property; empty if it has none."""
        value = self.one(node, name)
        return text_of(value) if value else ""

    def text(self, node: Term, name: str) -> str:
        """The name or text of the first value of a property, in the language of the dossier or English where there is a choice."""
        wanted = f"@{self.speech.language}"
        values = sorted(
            self.all(node, name), key=lambda value: (not value.endswith(wanted), not value.endswith("@en"), value)
        )
        return self.names.of(values[0]) if values else ""

    def is_a(self, node: Term, name: str) -> bool:
        """Whether a node is of a class."""
        return expand(name) in self.all(node, "rdf:type")

    def claims(self, nodes: Iterable[Term]) -> dict[Term, tuple[Claim, ...]]:
        """The claims about each of some nodes."""
        rows = [(node, claim) for node, claim in self.rows(_CLAIMS, nodes)]
        self.read(claim for _, claim in rows)
        self.read(passage for _, claim in rows for passage in self.all(claim, "hr:evidence"))
        found: dict[Term, list[Claim]] = defaultdict(list)
        for node, claim in rows:
            if not self.is_a(node, "hr:Claim"):
                found[node].append(self.claim(claim, node))
        return {node: tuple(claims) for node, claims in found.items()}

    def claim(self, node: Term, about: Term = "") -> Claim:
        """A claim, with those who pass it on."""
        return Claim(
            node=node,
            about=about,
            aspect=self.one(node, "hr:aspect"),
            values=self.all(node, "hr:value"),
            said=self._said(node),
            tellers=tuple(map(self._said, self._tellers(node))),
            stance=self.one(node, "hr:stance"),
            basis=self.one(node, "hr:basis"),
            ground=self.text(node, "hr:ground"),
            reading=self.text(node, "hr:reading"),
            status=self.one(node, "hr:status"),
            passages=tuple(
                sorted(map(self._passage, self.all(node, "hr:evidence")), key=lambda p: (p.document, p.start))
            ),
        )

    def _said(self, claim: Term) -> Said:
        return Said(self.all(claim, "hr:claimant"), self.one(claim, "hr:certainty"))

    def _tellers(self, claim: Term) -> list[Term]:
        """The claims that pass a claim on, innermost first."""
        found: list[Term] = []
        waiting = [claim]
        while waiting:
            outer = [row[1] for row in self.rows(_CLAIMS, waiting) if row[1] not in found]
            found += dict.fromkeys(outer)
            waiting = outer
        return found

    def _passage(self, node: Term) -> Passage:
        document = self.one(node, "hr:document")
        spans = sorted(map(self._span, self.all(node, "hr:derivedFrom")))
        ours = bool(self.all(document, "dct:source"))
        first = int(self.raw(node, "hr:line") or 0)
        lines = (first, int(self.raw(node, "hr:lastLine") or first))
        return Passage(document, self.text(node, "hr:quote"), *self._span(node), ours, tuple(spans), lines)

    def _span(self, node: Term) -> Span:
        start, end = (self.raw(node, name) for name in ("hr:start", "hr:end"))
        return int(start or 0), int(end or 0)

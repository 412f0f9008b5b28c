"""Reads nodes and their values for citations."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.answers.names import Names
from kg.answers.speech import IN_ENGLISH, Speech
from kg.model.message import Message
from kg.model.terms import Term, expand
from kg.rdf.dataset import Dataset


@dataclass(slots=True)
class Reader:
    """Nodes and their values, each queried once; ``build`` is the hash that identifies the build.

    ``is_prose`` is true of a citation within a text, which has its dates in words.
    """

    dataset: Dataset
    build: str
    names: Names
    speech: Speech = IN_ENGLISH
    is_prose: bool = False
    known: dict[Term, dict[Term, list[Term]]] = field(default_factory=dict)

    def ask(self, query: str, **values: str) -> list[tuple[Term, ...]]:
        """The rows of a query with terms inserted for ``@name``; unbound variables are empty."""
        for name, value in values.items():
            query = query.replace(f"@{name}", value)
        found = self.dataset.solutions(query)
        return [tuple(term or "" for term in row) for row in found.rows]

    def facts(self, node: Term) -> dict[Term, list[Term]]:
        """The values of every property of a node."""
        if node not in self.known:
            found: dict[Term, list[Term]] = {}
            for predicate, value in self.ask("SELECT ?p ?o { @node ?p ?o } ORDER BY ?p ?o", node=node):
                found.setdefault(predicate, []).append(value)
            self.known[node] = found
        return self.known[node]

    def all(self, node: Term, name: str) -> list[Term]:
        """The values of one property, those in the language of the citation first, then English ones."""
        wanted = f"@{self.speech.language}"
        return sorted(
            self.facts(node).get(expand(name), []),
            key=lambda value: (not value.endswith(wanted), not value.endswith("@en"), value),
        )

    def label(self, node: Term) -> str:
        """The name of a node, or the text of a literal."""
        if node.startswith("<"):
            self.names.known.setdefault(node, self.facts(node))
        return self.names.of(node)

    def text(self, node: Term, name: str) -> str:
        """The name of the first value of a property; empty if there is none."""
        found = self.all(node, name)
        return self.label(found[0]) if found else ""

    def labels(self, node: Term, name: str) -> tuple[str, ...]:
        """The names of the values of a property, in alphabetical order: a graph keeps no order of authors."""
        return tuple(sorted(map(self.label, self.all(node, name))))

    def say(self, text: Message) -> str:
        """A sentence in the language of the citation."""
        return self.speech.say(text)

    def date(self, text: str) -> str:
        """A date of a document, in words if the citation is prose."""
        return self.speech.date(text) if text and self.is_prose else text

    @property
    def graph(self) -> str:
        """The sentence that identifies the build."""
        return self.say(Message("Chronicle graph, SHA-256 of kg.nq {sha256}.", sha256=self.build))

"""What a node is called: the rule by which pages, tables, counts, citations and pictures name things.

A node is called by its label, else its title, else its description; of several texts, the one in the wanted language
counts, then English, then one without a language, then the first in alphabetical order. A node without any of these is
named by its parts (an involvement by role and agent, a quantity by its words or bounds), or else by the end of its IRI.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model.languages import best
from kg.model.message import Message
from kg.model.messages import ENGLISH, translated
from kg.model.terms import Term, expand, local_name, text_of
from kg.model.vocabulary import LABELS, PREFIXES
from kg.rdf.dataset import Dataset

Facts = Mapping[Term, Sequence[Term]]
"""The values of each property of a node."""

NAMING = tuple(map(expand, ("skos:prefLabel", "dct:title", "rdfs:label", "dct:description")))
"""The properties that name a node, in order of preference."""

OPEN = Message("left open")
"""The name for a participant whom the document leaves open."""

_ROLE, _AGENT, _UNIT, _LEAST, _MOST, _BEST, _WORDS = map(
    expand, ("hr:role", "hr:agent", "hr:unit", "hr:atLeast", "hr:atMost", "hr:best", "hr:verbatim")
)
_OUTCOME = tuple(map(expand, ("hr:verdict", "hr:penalty", "hr:duration", "hr:count")))
_PROPERTIES = {
    expand("dct:issued"): Message("issued"),
    expand("dct:created"): Message("created"),
    expand("dct:creator"): Message("creator"),
    expand("dct:publisher"): Message("publisher"),
    expand("dct:title"): Message("title"),
    expand("dct:type"): Message("type"),
    expand("dct:description"): Message("description"),
    expand("dct:language"): Message("language"),
    expand("dct:references"): Message("references"),
}
"""The properties of other vocabularies that claims can be about; the ontology has no labels for them."""
_QUERY = f"""
SELECT ?node ?property ?value {{
  VALUES ?node {{ @nodes }}
  VALUES ?property {{ {" ".join((*NAMING, _ROLE, _AGENT, _UNIT, _LEAST, _MOST, _BEST, _WORDS, *_OUTCOME))} }}
  ?node ?property ?value
}}
"""


def word(term: Term) -> str:
    """The English label of a concept of the ontology, the end of any other IRI, the text of a literal.

    >>> word("<https://w3id.org/chronicle/vocab/role/order-giver>")
    'order-giver'
    """
    if not term.startswith("<"):
        return text_of(term) if term else ""
    return LABELS.get(text_of(term).removeprefix(PREFIXES["vocab"])) or local_name(term)


@dataclass(frozen=True, slots=True)
class Names:
    """What the nodes of a dataset are called, for a reader of some ``languages``; each node is queried once."""

    dataset: Dataset
    languages: tuple[str, ...] = ()
    known: dict[Term, Facts] = field(default_factory=dict)

    def read(self, nodes: Iterable[Term]) -> None:
        """Queries many nodes at once, which is much faster than one by one."""
        new = {node for node in nodes if node.startswith("<")} - self.known.keys()
        found: dict[Term, dict[Term, list[Term]]] = {node: {} for node in new}
        rows = self.dataset.solutions(_QUERY.replace("@nodes", " ".join(sorted(new)))).rows if new else ()
        for node, prop, value in sorted(tuple(term or "" for term in row) for row in rows):
            found[node].setdefault(prop, []).append(value)
        self.known.update(found)

    def of(self, term: Term) -> str:
        """What a node is called; the text of a literal."""
        if not term.startswith("<"):
            return text_of(term) if term else ""
        return self.label(term) or self._parts(term) or self._property(term) or local_name(term)

    def label(self, node: Term) -> str:
        """The label, title or description of a node; empty if it has none."""
        texts = self._texts(node)
        return text_of(best(texts, self.languages)) if texts else ""

    def labels(self, node: Term) -> set[str]:
        """The labels or titles or descriptions of a node, in every language."""
        return set(map(text_of, self._texts(node)))

    def say(self, text: Message) -> str:
        """A phrase in the language that the reader wants most."""
        return translated(text, next(iter(self.languages), ENGLISH))

    def _texts(self, node: Term) -> Sequence[Term]:
        """The texts of the first property that names a node; a file from elsewhere may have anything as a label."""
        facts = self._facts(node)
        texts = ([value for value in facts.get(prop, ()) if value.startswith('"')] for prop in NAMING)
        return next(filter(None, texts), ())

    def _facts(self, node: Term) -> Facts:
        self.read((node,))
        return self.known[node]

    def _first(self, node: Term, prop: Term) -> str:
        return self.of(next(iter(self._facts(node).get(prop, ())), ""))

    def _parts(self, node: Term) -> str:
        """A name made from the parts of a node; empty if they give none."""
        if role := self._first(node, _ROLE):
            return f"{role}: {self._first(node, _AGENT) or self.say(OPEN)}"
        if unit := self._first(node, _UNIT):
            return self._first(node, _WORDS) or f"{self._number(node)} ({unit})"
        if text_of(node).rpartition("/")[0].endswith("/outcome"):
            return ", ".join(self.of(value) for prop in _OUTCOME for value in self._facts(node).get(prop, ()))
        return ""

    def _property(self, term: Term) -> str:
        known = _PROPERTIES.get(term)
        return self.say(known) if known else ""

    def _number(self, node: Term) -> str:
        """A quantity without its unit."""
        if number := self._first(node, _BEST):
            return self.say(Message("about {number}", number=number))
        return self.say(bounds(self._first(node, _LEAST), self._first(node, _MOST)))


def bounds(least: str, most: str) -> Message:
    """A number given by its bounds, of which one that is open is empty.

    >>> print(bounds("3", "3"), bounds("3", ""), bounds("3", "5"), sep=" / ")
    3 / at least 3 / at least 3 at most 5
    """
    if least == most:
        return Message("{number}", number=least)
    if not most:
        return Message("at least {number}", number=least)
    if not least:
        return Message("at most {number}", number=most)
    return Message("at least {least} at most {most}", least=least, most=most)

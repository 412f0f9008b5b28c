"""What the sections of a page read of the graph: rows about the node, names, and how sure each value is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.answers.claim_words import AFFIRMS, Matter, how_sure, is_plain, said
from kg.answers.dates import date_text
from kg.answers.names import Names
from kg.model.message import Message
from kg.model.messages import translated
from kg.model.terms import Term, expand, local_name

Reserves = Mapping[tuple[Term, Term, Term], str]
"""How sure a value is, by node, property and value; without property and value, whether it is so at all."""

_NAMING = frozenset((expand("skos:prefLabel"), expand("skos:altLabel")))
_RESERVES = """
SELECT DISTINCT ?about ?aspect ?value ?stance ?certainty ?basis {
  VALUES ?about { @nodes } ?claim hr:asserts ?about ; hr:stance ?stance ; hr:certainty ?certainty .
  FILTER NOT EXISTS { ?claim hr:status ?status FILTER(?status IN (status:retracted, status:superseded)) }
  OPTIONAL { ?claim hr:basis ?basis }
  OPTIONAL { ?claim hr:aspect ?aspect OPTIONAL { ?claim hr:value ?value } }
} ORDER BY ?about ?aspect ?value ?stance ?certainty ?basis
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """The node that a page is about, the names of other nodes, and the language of the page."""

    names: Names
    node: Term
    language: str = "en"
    known: dict[str, list[tuple[Term, ...]]] = field(default_factory=dict)

    def rows(self, query: str, nodes: Iterable[Term] = ()) -> list[tuple[Term, ...]]:
        """The rows of a query about the node, or about some nodes; unbound variables are empty."""
        asked = query.replace("@nodes", " ".join(sorted(set(nodes)))).replace("@node", self.node)
        if asked not in self.known:
            found = self.names.dataset.solutions(asked)
            self.names.read(term for row in found.rows for term in row if term)
            self.known[asked] = [tuple(term or "" for term in row) for row in found.rows]
        return self.known[asked]

    def of(self, term: Term) -> str:
        """What a term is called; a date in words."""
        return date_text(term, self.language) or self.names.of(term)

    def say(self, message: Message) -> str:
        """A phrase in the language of the page."""
        return translated(message, self.language)

    def key(self, prop: Term) -> str:
        """What a property is called: by its label, or else by its own name in words."""
        if prop in _NAMING:
            return self.say(Message("name"))
        return self.names.label(prop) or spaced(prop)

    def by_claim(self, query: str) -> dict[Term, list[str]]:
        """The names of the values in the second column, by the claim in the first."""
        found: dict[Term, list[str]] = defaultdict(list)
        for claim, value, *_ in self.rows(query):
            found[claim].append(self.of(value))
        return found

    def how(self, certainty: Term, basis: Term) -> str:
        """How sure a claim is and on what basis."""
        return how_sure(self.names, certainty, basis)

    def reserves(self, nodes: Iterable[Term]) -> Reserves:
        """How sure the values of some nodes are where nobody simply states them."""
        return self._sureness(nodes, has_plain=False)

    def sureness(self, nodes: Iterable[Term]) -> Reserves:
        """How sure the values of some nodes are, also where they are simply stated."""
        return self._sureness(nodes, has_plain=True)

    def _sureness(self, nodes: Iterable[Term], *, has_plain: bool) -> Reserves:
        found: dict[tuple[Term, Term, Term], list[tuple[Term, Term, Term]]] = defaultdict(list)
        for about, aspect, value, stance, certainty, basis in self.rows(_RESERVES, nodes):
            found[about, aspect, value].append((stance, certainty, basis))
        told = {}
        for (about, aspect, value), claims in found.items():
            plain = any(stance == AFFIRMS and is_plain(certainty, basis) for stance, certainty, basis in claims)
            matter = Matter.DETAIL if aspect else Matter.EVENT
            words = (
                self.say(other)
                if (other := said(matter, stance))
                else self.how(certainty, basis)
                if has_plain or not plain
                else ""
                for stance, certainty, basis in claims
            )
            told[about, aspect, value] = " / ".join(dict.fromkeys(filter(None, words)))
        return told


def spaced(prop: Term) -> str:
    """The name of a property as words: ``allegedPerpetrator`` as "alleged perpetrator"."""
    name = local_name(prop)
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


def in_brackets(*parts: str) -> str:
    """What is added to a value, in brackets; nothing if there is nothing to add."""
    told = "; ".join(filter(None, parts))
    return f" ({told})" if told else ""

"""A page on a node: what it is, what it is called, the events it took part in, and every claim about it."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.answers.concept_pages import concept_page, is_concept
from kg.answers.dates import date_text
from kg.answers.finding import find_node, notes
from kg.answers.names import OPEN, Names
from kg.model.concepts import concept_iri
from kg.model.errors import Problem
from kg.model.terms import Term, local_name, text_of
from kg.rdf.dataset import Dataset
from kg.sources.documents import squeezed

_AFFIRMS, _ACTUAL = concept_iri("stance", "affirms"), concept_iri("modality", "actual")

_KEYS = """
SELECT ?p ?o WHERE {
  VALUES ?node { @node } ?node ?p ?o .
  FILTER(STRSTARTS(STR(?p), STR(hr:)) || STRSTARTS(STR(?p), STR(dct:)) || STRSTARTS(STR(?p), STR(schema:)))
  FILTER(?p NOT IN (dct:isPartOf, dct:subject, dct:title, hr:involvement, hr:earliest, hr:latest, hr:participant))
  FILTER NOT EXISTS { ?p sh:construct ?rule }
} ORDER BY ?p ?o
"""
_NAMES = """
SELECT DISTINCT ?name ?title WHERE {
  VALUES ?node { @node }
  { ?node skos:prefLabel|skos:altLabel ?name }
  OPTIONAL { ?claim hr:asserts ?node ; hr:aspect ?aspect ; hr:value ?name ; hr:evidence/hr:document ?document .
             FILTER(?aspect IN (skos:prefLabel, skos:altLabel))
             BIND(REPLACE(STR(?document), "^.*/", "") AS ?title) }
} ORDER BY ?name ?title
"""
_CLASSES = (
    "SELECT ?class { VALUES ?node { @node } ?node a ?class FILTER(STRSTARTS(STR(?class), STR(hr:))) } ORDER BY ?class"
)
_CLAIMS = """
SELECT DISTINCT ?claim ?aspect ?value ?certainty ?stance ?basis ?ground WHERE {
  VALUES ?node { @node } ?claim hr:asserts ?node .
  OPTIONAL { ?claim hr:certainty ?certainty } OPTIONAL { ?claim hr:stance ?stance }
  OPTIONAL { ?claim hr:basis ?basis } OPTIONAL { ?claim hr:ground ?ground }
  OPTIONAL { ?claim hr:aspect ?aspect } OPTIONAL { ?claim hr:value ?value }
} ORDER BY ?claim ?value
"""
_CLAIMANTS = """
SELECT DISTINCT ?claim ?claimant { VALUES ?node { @node } ?claim hr:asserts ?node ; hr:claimant ?claimant }
ORDER BY ?claim ?claimant
"""
_QUOTES = """
SELECT DISTINCT ?claim ?quote ?start (EXISTS { ?passage hr:document/dct:source ?original } AS ?restated) {
  VALUES ?node { @node } ?claim hr:asserts ?node ; hr:evidence ?passage . ?passage hr:quote ?quote ; hr:start ?start
} ORDER BY ?claim ?start
"""
_PARTS = """
SELECT DISTINCT ?event ?when ?date ?role ?modality WHERE {
  VALUES ?node { @node }
  { ?involvement hr:agent ?node ; hr:role ?role . ?event hr:involvement ?involvement }
  UNION { ?event hr:place/hr:within* ?node BIND("place" AS ?role) }
  UNION { ?event hr:partOf ?node BIND("whole" AS ?role) }
  ?event hr:modality ?modality .
  OPTIONAL { ?event hr:date ?date } OPTIONAL { ?event hr:earliest ?earliest }
  BIND(COALESCE(?earliest, "9999-12-31"^^xsd:date) AS ?when)
}
"""
_INVOLVED = """
SELECT DISTINCT ?role ?agent ?degree ?capacity ?count WHERE {
  VALUES ?node { @node } ?node hr:involvement ?involvement . ?involvement hr:role ?role .
  OPTIONAL { ?involvement hr:agent ?agent } OPTIONAL { ?involvement hr:degree ?degree }
  OPTIONAL { ?involvement hr:capacity ?capacity } OPTIONAL { ?involvement hr:count ?count }
}
"""


@dataclass(frozen=True, slots=True)
class _Subject:
    """The node that a page is about, and the names of other nodes."""

    names: Names
    node: Term

    def rows(self, query: str) -> list[tuple[Term, ...]]:
        """The rows of a query about the node; unbound variables are empty."""
        found = self.names.dataset.solutions(query.replace("@node", self.node))
        self.names.read(term for row in found.rows for term in row if term)
        return [tuple(term or "" for term in row) for row in found.rows]

    def of(self, term: Term) -> str:
        """What a term is called; a date in words."""
        return date_text(term) or self.names.of(term)

    def by_claim(self, query: str) -> dict[Term, list[str]]:
        """The names of the values in the second column, by the claim in the first."""
        found: dict[Term, list[str]] = defaultdict(list)
        for claim, value, *_ in self.rows(query):
            found[claim].append(self.of(value))
        return found


class NamedPage(NamedTuple):
    """A page, and what is told of the name that it was asked for by."""

    text: str
    told: tuple[Problem, ...]


def named_page(dataset: Dataset, name: str) -> NamedPage:
    """The page on what a name means; ``CallError`` if it means nothing, or several things."""
    node = find_node(name, dataset)
    text = concept_page(dataset, node) if is_concept(node) else page(dataset, node)
    return NamedPage(text, notes([(name, "")], dataset))


def page(dataset: Dataset, node: Term) -> str:
    """The page on a node, with every claim about it and the words quoted as evidence."""
    subject = _Subject(Names(dataset), node)
    return "\n".join([*_head(subject), *_sections(subject), ""])


def _head(subject: _Subject) -> Iterator[str]:
    title = subject.names.of(subject.node)
    yield title
    yield "=" * len(title)
    yield ", ".join(local_name(class_) for (class_,) in subject.rows(_CLASSES)) + f"  {text_of(subject.node)}"
    for name, documents in _called(subject).items():
        known = ", ".join(sorted(documents))
        if known or name != title:
            yield f"  {name}" + (f" (in {known})" if known else "")


def _called(subject: _Subject) -> dict[str, set[str]]:
    """Each name of the node, once for all languages that have it, with the documents in which it occurs."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, document in subject.rows(_NAMES):
        found[text_of(name)] |= {text_of(document)} if document else set()
    return found


def _sections(subject: _Subject) -> Iterator[str]:
    for title, lines in (
        ("What is recorded", _recorded(subject)),
        ("Who took part", _involved(subject)),
        ("Part in events", _events(subject)),
        ("Claims", list(_claims(subject))),
    ):
        if lines:
            yield from ("", title, "-" * len(title), *lines)


def _recorded(subject: _Subject) -> list[str]:
    """The values of the node's properties, sorted by label where they have one."""
    of, label = subject.of, subject.names.label
    rows = sorted(subject.rows(_KEYS), key=lambda row: (row[0], label(row[1]) if row[1].startswith("<") else ""))
    return [f"{_spaced(key)}: {of(value)}" for key, value in rows]


def _involved(subject: _Subject) -> list[str]:
    of = subject.of
    rows = sorted({(role, *map(of, (agent, *parts))) for role, agent, *parts in subject.rows(_INVOLVED)})
    told = [(role, agent or OPEN, "; ".join(filter(None, parts))) for role, agent, *parts in rows]
    return [f"{of(role)}: {agent}" + (f" ({parts})" if parts else "") for role, agent, parts in told]


def _events(subject: _Subject) -> list[str]:
    of = subject.of
    rows = {
        (text_of(when), of(date) or "undated", of(event), of(role), of(modality) if modality != _ACTUAL else "")
        for event, when, date, role, modality in subject.rows(_PARTS)
    }
    width = max((len(date) for _, date, *_ in rows), default=0)
    return [
        f"{date:<{width}}  {role}: {event}" + (f" [{modality}]" if modality else "")
        for _, date, event, role, modality in sorted(rows)
    ]


def _claims(subject: _Subject) -> Iterator[str]:
    of = subject.of
    claimants, words = subject.by_claim(_CLAIMANTS), _words(subject)
    for claim, aspect, value, certainty, stance, basis, ground in subject.rows(_CLAIMS):
        what = _spaced(aspect) if aspect else "that it is so"
        content = f"{what}: {of(value)}" if value else what
        how = ", ".join(filter(None, (of(certainty), of(stance) if stance != _AFFIRMS else "", of(basis))))
        yield from textwrap.wrap(
            f"* {content} — {', '.join(sorted(set(claimants[claim])))} ({how})", 100, subsequent_indent="  "
        )
        if ground:
            yield from _indented(f"ground: {of(ground)}")
        for line in words[claim]:
            yield from _indented(line)


def _words(subject: _Subject) -> dict[Term, list[str]]:
    """The evidence of each claim: an original's words in quotation marks, those of a digest as the paraphrase they are."""
    found: dict[Term, list[str]] = defaultdict(list)
    rows = subject.rows(_QUOTES)
    for claim in dict.fromkeys(row[0] for row in rows):
        said = [
            (squeezed(text_of(quote)), text_of(restated) == "true") for own, quote, _, restated in rows if own == claim
        ]
        quoted = [f"“{words}”" for words, restated in said if not restated]
        restated = [words for words, is_restated in said if is_restated]
        found[claim] += [" … ".join(quoted)] if quoted else []
        found[claim] += [f"paraphrased: {' … '.join(restated)}"] if restated else []
    return found


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, 100, initial_indent="  ", subsequent_indent="  ")


def _spaced(prop: Term) -> str:
    """The name of a property as words: ``allegedPerpetrator`` as "alleged perpetrator"."""
    name = local_name(prop)
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()

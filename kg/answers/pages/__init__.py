"""A page on a node: what it is and is called, what it took part in, what is said of it, and every claim about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from kg.answers.concept_pages import concept_page, is_concept
from kg.answers.finding import find_node, notes
from kg.answers.names import Names
from kg.answers.pages.claims import claims, words
from kg.answers.pages.events import events, involved, parts_heading
from kg.answers.pages.facts import offices, recorded
from kg.answers.pages.sayings import demands, findings
from kg.answers.pages.subject import Subject
from kg.answers.withdrawn import said_of, withdrawn_node
from kg.model.errors import Problem
from kg.model.message import Message
from kg.model.messages import translated
from kg.model.terms import Term, text_of
from kg.rdf.dataset import Dataset

_NAMES = """
SELECT DISTINCT ?name ?title WHERE {
  VALUES ?node { @node }
  { ?node skos:prefLabel|skos:altLabel ?name }
  OPTIONAL { ?claim hr:asserts ?node ; hr:aspect ?aspect ; hr:value ?name ; hr:evidence/hr:document ?document .
             FILTER(?aspect IN (skos:prefLabel, skos:altLabel))
             BIND(REPLACE(STR(?document), "^.*/", "") AS ?title) }
} ORDER BY ?name ?title
"""
_CLASSES = """
SELECT DISTINCT ?class { VALUES ?node { @node } ?node a ?class FILTER(STRSTARTS(STR(?class), STR(hr:)))
  FILTER NOT EXISTS { ?node a ?narrow . ?narrow rdfs:subClassOf+ ?class FILTER(?narrow != ?class) }
} ORDER BY ?class
"""


class NamedPage(NamedTuple):
    """A page, and what is told of the name that it was asked for by."""

    text: str
    told: tuple[Problem, ...]


def named_page(dataset: Dataset, name: str, *, language: str = "en") -> NamedPage:
    """The page on what a name means; ``CallError`` if it means nothing, or several things."""
    if gone := withdrawn_node(name, dataset):
        return NamedPage(_withdrawn(gone, dataset, language), ())
    node = find_node(name, dataset)
    text = concept_page(dataset, node) if is_concept(node) else page(dataset, node, language=language)
    return NamedPage(text, notes([(name, "")], dataset))


def _withdrawn(node: Term, dataset: Dataset, language: str) -> str:
    """The page on what was withdrawn: that it is gone, not what it was."""
    title = translated(Message("Withdrawn"), language)
    address = translated(Message("Address: {iri}", iri=text_of(node)), language)
    return "\n".join([title, "=" * len(title), translated(said_of(node, dataset), language), "", address, ""])


def page(dataset: Dataset, node: Term, *, language: str = "en") -> str:
    """The page on a node, with every claim about it and the words that are its evidence."""
    subject = Subject(Names(dataset, (language,)), node, language)
    address = subject.say(Message("Address: {iri}", iri=text_of(node)))
    return "\n".join([*_head(subject), *_sections(subject), "", address, ""])


def _head(subject: Subject) -> Iterator[str]:
    title = subject.names.of(subject.node)
    yield title
    yield "=" * len(title)
    yield ", ".join(subject.key(class_) for (class_,) in subject.rows(_CLASSES))
    for name, documents in _called(subject).items():
        known = ", ".join(sorted(documents))
        if known or name != title:
            yield "  " + (
                subject.say(Message("{name} (in {documents})", name=name, documents=known)) if known else name
            )


def _called(subject: Subject) -> dict[str, set[str]]:
    """Each name of the node, once for all languages that have it, with the documents in which it occurs."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, document in subject.rows(_NAMES):
        found[text_of(name)] |= {text_of(document)} if document else set()
    return found


def _sections(subject: Subject) -> Iterator[str]:
    for heading, lines in (
        (Message("What is recorded"), recorded(subject)),
        (Message("Words"), words(subject)),
        (Message("Offices and memberships"), offices(subject)),
        (parts_heading(subject), involved(subject)),
        (Message("Part in events"), events(subject)),
        (Message("Findings and opinions"), findings(subject)),
        (Message("Demands"), demands(subject)),
        (Message("Claims"), claims(subject)),
    ):
        if lines:
            title = subject.say(heading)
            yield from ("", title, "-" * len(title), *lines)

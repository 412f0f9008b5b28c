"""A page on a concept of a vocabulary: what it means, what it is called, where the graph has it, which queries take it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from kg.answers.catalogue import catalogue
from kg.answers.finding import vocabulary
from kg.model.concepts import Concept
from kg.model.project import resources
from kg.model.terms import Term, local_name, text_of
from kg.model.vocabulary import CONCEPTS, DERIVED, PREFIXES
from kg.rdf.dataset import Dataset
from kg.rdf.vocabularies import OUR_SPACE

_USES = """
SELECT ?property (COUNT(DISTINCT ?node) AS ?number) {
  ?node ?property @concept . FILTER(STRSTARTS(STR(?property), STR(hr:)) || ?property = dct:type)
} GROUP BY ?property ORDER BY ?property
"""
_KIND_OF_ACT = "kindOfAct"
"""The derived property that counts narrower kinds too; the others say no more than what they are derived from."""


def is_concept(node: Term) -> bool:
    """Whether a node is a concept of our vocabularies."""
    scheme, _, slug = node.removeprefix(OUR_SPACE).rstrip(">").partition("/")
    return node.startswith(OUR_SPACE) and slug in CONCEPTS.get(scheme, {}).values()


def concept_page(dataset: Dataset, node: Term) -> str:
    """The page on a concept, whether or not the graph has it."""
    scheme = text_of(node).removeprefix(PREFIXES["vocab"]).partition("/")[0]
    every = vocabulary(dataset).concepts(scheme)
    concept = next(one for one in every if one.iri == node)
    title = concept.label()
    return "\n".join(
        [
            *(title, "=" * len(title), f"concept of {scheme}  {text_of(node)}", ""),
            *textwrap.wrap(concept.definition(), 100),
            *_related(concept, every),
            *_titled("Names", _names(concept)),
            *_titled("In the graph", list(_uses(dataset, node)) or ["nothing"]),
            *_titled("Queries that take it", _queries(concept)),
            "",
        ]
    )


def _titled(title: str, lines: list[str]) -> list[str]:
    return ["", title, "-" * len(title), *lines] if lines else []


def _related(concept: Concept, every: list[Concept]) -> Iterator[str]:
    broader = [one.label() for one in every if one.iri == concept.broader]
    narrower = [one.label() for one in every if one.broader == concept.iri]
    for name, labels in (("broader", broader), ("narrower", narrower)):
        if labels:
            yield from textwrap.wrap(f"{name}: {', '.join(labels)}", 100, subsequent_indent="  ")


def _names(concept: Concept) -> list[str]:
    """The label and the synonyms, a line for each language."""
    languages = dict.fromkeys((*concept.labels, *concept.synonyms))
    named = {tag: [*filter(None, [concept.labels.get(tag)]), *concept.synonyms.get(tag, ())] for tag in languages}
    lines = (f"{tag}: {', '.join(names)}" for tag, names in named.items())
    return [part for line in lines for part in textwrap.wrap(line, 100, subsequent_indent="    ")]


def _uses(dataset: Dataset, node: Term) -> Iterator[str]:
    """How many nodes have the concept, by property."""
    for prop, number in dataset.solutions(_USES.replace("@concept", node)).rows:
        name = local_name(prop or "")
        if name == _KIND_OF_ACT:
            yield f"{text_of(number or '')} events, those of narrower kinds included"
        elif name not in DERIVED:
            yield f"{name}: {text_of(number or '')}"


def _queries(concept: Concept) -> list[str]:
    """A call of each query that has a parameter for concepts of this scheme."""
    return [
        f'kg query {query.name} --{parameter.name} "{concept.label()}"'
        for query in catalogue(resources("queries"))
        for parameter in query.parameters
        if parameter.scheme == concept.scheme
    ]

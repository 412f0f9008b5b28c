"""Finds the node that somebody names: by label, variant or part of a name, by id, prefixed name or IRI, in any script."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import NamedTuple

from kg.answers.not_found import ambiguous, nothing, of_another_kind, taken_to_mean
from kg.build.name_index import FILE, ID, NAME, WORD, Named, lines_of, named, named_in, with_words, with_words_in
from kg.model import terms
from kg.model.characters import composed
from kg.model.concepts import OURS, Vocabulary, concept_iri
from kg.model.errors import CallError, DataError, InvalidValueError, Problem
from kg.model.kinds import AGENTS, KINDS
from kg.model.message import Message
from kg.model.terms import Term, iri, local_name
from kg.model.vocabulary import CONCEPTS
from kg.rdf.dataset import Dataset
from kg.rdf.vocabularies import own_vocabulary

_HELP = Message("name it by label, id or IRI")
_NAMED_KINDS = ("Person", "Organization", "Place", "Instrument")
"""The classes whose names have parts by which they are known; the label of a group or an event is a description, a title a sentence."""
_UNNAMED = "SELECT ?node { VALUES ?node { @nodes } ?node hr:named false }"
_OWN = """
SELECT DISTINCT ?concept ?property ?value {
  GRAPH <@graph> { ?concept ?property ?value }
} ORDER BY ?concept ?property ?value
"""
_OF_A_KIND = """
SELECT DISTINCT ?node WHERE {
  VALUES ?node { @nodes }
  ?node a ?kind .
  FILTER(STRSTARTS(STR(?kind), CONCAT(STR(hr:), @kind)))
  FILTER NOT EXISTS { ?digest dct:source ?node }
} ORDER BY ?node
"""


class Resolved(NamedTuple):
    """The node that a name means, and whether the name is only a part of its names."""

    node: Term
    is_by_part: bool = False


def find_node(value: str, dataset: Dataset, *, kind: str = "") -> Term:
    """The node that a name means (see ``resolved``)."""
    return resolved(value, dataset, kind=kind).node


def resolved(value: str, dataset: Dataset, *, kind: str = "") -> Resolved:
    """The node that a name means; ``CallError`` if there is none, or more than one.

    ``kind`` is the class that it must have, so that a body is not confused with a concept or place of the same name. A
    whole name or an id comes before a word of a person's name, this before a concept, and that before a part of other
    names; whoever bears a name comes before a document with that title.
    """
    value = value.strip()
    bare = value[1:-1] if value.startswith("<") and value.endswith(">") else value
    if "://" in bare:
        return Resolved(_given_iri(bare, dataset))
    given_name(value)
    for find in (_called, _with_word, _concepts, _of_another_kind, _with_part):
        nodes = find(value, dataset, kind)
        if len(nodes) > 1:
            raise CallError(ambiguous(value, nodes, dataset))
        if nodes:
            return Resolved(nodes[0], find in (_with_word, _with_part))
    if kind and (others := _concepts(value, dataset, "")):
        raise CallError(of_another_kind(value, others, dataset, kind=kind))
    raise CallError(nothing(value, dataset))


def notes(names: Iterable[tuple[str, str]], dataset: Dataset) -> tuple[Problem, ...]:
    """What is told of names, each with the class of what it means: which of them were found only by a part."""
    found: list[Problem] = []
    for value, kind in names:
        with suppress(CallError):
            means = resolved(value, dataset, kind=kind)
            if means.is_by_part:
                found.append(taken_to_mean(value, means.node, dataset))
    return tuple(found)


def nodes_called(value: str, dataset: Dataset) -> list[Term]:
    """The nodes that bear a name or, if there are none, those in whose names it is a part."""
    given_name(value)
    finders = (find(value, dataset, "") for find in (_called, _with_word, _with_part))
    return next((nodes for nodes in finders if nodes), [])


def _called(value: str, dataset: Dataset, kind: str) -> list[Term]:
    """The nodes with this name or id."""
    named = (entry.node for entry in _named(value, dataset) if entry.rank in (NAME, ID))
    found = _of_kind([*named, *nodes_by_id(value, dataset)], dataset, kind)
    claims = [node for node in found if "/claim/" in node]
    return _without_titles([node for node in found if node not in claims] or claims, value)


def _with_word(value: str, dataset: Dataset, kind: str) -> list[Term]:
    """The persons in whose names this is a word."""
    return _of_kind([entry.node for entry in _named(value, dataset) if entry.rank == WORD], dataset, kind)


def _of_another_kind(value: str, dataset: Dataset, kind: str) -> list[Term]:
    """Nothing; ``CallError`` if the name is that of something else than what is looked for."""
    others = _called(value, dataset, "") if kind else []
    if others:
        raise CallError(of_another_kind(value, others, dataset, kind=kind))
    return []


def _with_part(value: str, dataset: Dataset, kind: str) -> list[Term]:
    """The persons, bodies, places and laws, of a kind if one is given, in whose names these words stand together."""
    nodes = _of_kind([entry.node for entry in _named(value, dataset, is_part=True)], dataset, kind)
    found = {node for name in _NAMED_KINDS for node in _of_kind(nodes, dataset, name)}
    unnamed = dataset.solutions(_UNNAMED.replace("@nodes", " ".join(sorted(found)))).rows
    return _without_titles(sorted(found - {row[0] for row in unnamed}), value)


def _concepts(value: str, dataset: Dataset, kind: str) -> list[Term]:
    """The concepts of this name or prefixed name, where any node may be meant."""
    if kind:
        return []
    if slug := concept_slug(value):
        return [slug]
    known, found = vocabulary(dataset), dict[Term, None]()
    for scheme in CONCEPTS:
        try:
            found[known.find(scheme, value).iri] = None
        except InvalidValueError:
            continue
    return list(found)


def concept_slug(value: str) -> Term:
    """The concept of ours that is written as tables print it, ``role:host``, or as ``vocab:role/host``; else empty."""
    scheme, _, slug = value.removeprefix("vocab:").replace("/", ":", 1).partition(":")
    return concept_iri(scheme, slug) if slug in CONCEPTS.get(scheme, {}).values() else ""


def _named(value: str, dataset: Dataset, *, is_part: bool = False) -> list[Named]:
    """What the names of a build mean, or the names of which this ``is_part``; a graph that is no build is searched itself."""
    if dataset.held:
        try:
            return (with_words if is_part else named)(value, dataset.held.path / FILE)
        except (OSError, ValueError) as error:
            found = Message("{path} cannot be read", path=dataset.held.path / FILE)
            raise DataError(Problem("broken-build", found, Message("run `kg build` again"))) from error
    rows = dataset.solutions("SELECT ?s ?p ?o { VALUES ?p { @all } ?s ?p ?o }".replace("@all", _NAMING)).rows
    lines = lines_of((s or "", p or "", o or "") for s, p, o in rows)
    return (with_words_in if is_part else named_in)(value, (line.rstrip("\n") for line in lines))


_NAMING = "skos:prefLabel skos:altLabel dct:title dct:description rdf:type hr:named"


def nodes_by_id(value: str, dataset: Dataset) -> list[Term]:
    """The IRIs that an id may be short for: a prefixed name as it is printed, or what stands behind a kind."""
    prefix, colon, local = value.partition(":")
    begins = [dataset.prefixes[prefix]] if colon and prefix in dataset.prefixes else []
    spaces = [dataset.prefixes[kind.name] for kind in KINDS if kind.cls]
    found = (f"{begin}{local}" for begin in begins) if colon else (f"{space}{value}" for space in spaces)
    return [node for text in found if (node := _iri(text))]


def _iri(text: str) -> Term:
    try:
        return iri(text)
    except InvalidValueError:
        return ""


def _of_kind(nodes: Collection[Term], dataset: Dataset, kind: str) -> list[Term]:
    """The nodes of a class that are in the graph, other than texts that a digest restates."""
    if not nodes:
        return []
    query = _OF_A_KIND.replace("@kind", terms.literal(kind)).replace("@nodes", " ".join(sorted(set(nodes))))
    return [row[0] for row in dataset.solutions(query).rows if row[0]]


def _without_titles(nodes: list[Term], value: str) -> list[Term]:
    """The nodes without the documents that are only titled so, if a person, body, group or place is among them."""
    if not any(_segment(node) in (*AGENTS, "place") for node in nodes):
        return nodes
    return [node for node in nodes if _segment(node) != "document" or local_name(node) == value]


def _segment(node: Term) -> str:
    """What stands before the id in an IRI: the kind of record."""
    return node.rpartition("/")[0].rpartition("/")[2]


def given_name(value: str) -> Term:
    """A name given for a node, as a literal; ``CallError`` if it has a character that no literal can contain."""
    try:
        return terms.literal(composed(value))
    except InvalidValueError as error:
        raise CallError(Problem("unknown-node", error.found, _HELP)) from error


def _given_iri(value: str, dataset: Dataset) -> Term:
    """The IRI as given, which need not be in the data; ``CallError`` if it is not an IRI in SPARQL."""
    try:
        node = terms.iri(value)
        dataset.solutions(f"SELECT ?node {{ VALUES ?node {{ {node} }} }}")
    except (ValueError, DataError) as error:
        raise CallError(
            Problem("unknown-node", Message('"{text}" is not an absolute IRI', text=value), _HELP)
        ) from error
    return node


def vocabulary(dataset: Dataset) -> Vocabulary:
    """Our vocabularies with the terms of the project that was built."""
    graph = f"{dataset.prefixes['id']}graph/vocabulary"
    rows = dataset.solutions(_OWN.replace("@graph", graph)).rows
    return own_vocabulary((s, p, o) for s, p, o in rows if s and p and o) if rows else OURS

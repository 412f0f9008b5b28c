"""Finds the node that somebody names: by label, variant or surname, by id, prefixed name or IRI, in any script."""

from __future__ import annotations

from collections.abc import Collection

from kg.build.name_index import FILE, ID, NAME, WORD, Named, lines_of, named, named_in
from kg.model import terms
from kg.model.characters import composed
from kg.model.concepts import OURS, Vocabulary
from kg.model.errors import CallError, DataError, InvalidValueError, Problem, nearest
from kg.model.kinds import AGENTS, KINDS
from kg.model.message import Message
from kg.model.terms import Term, iri, local_name, text_of
from kg.model.vocabulary import CONCEPTS
from kg.rdf.dataset import Dataset
from kg.rdf.vocabularies import own_vocabulary
from kg.records.folding import fold

_HELP = Message("name it by label, id or IRI")
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


def find_node(value: str, dataset: Dataset, *, kind: str = "") -> Term:
    """The node that a name means; ``CallError`` if there is none, or more than one.

    ``kind`` is the class that it must have, so that a body is not confused with a concept or place of the same name. A
    whole name or an id comes before a word of a person's name, and whoever bears a name before a document with that title.
    """
    if "://" in value:
        return _given_iri(value, dataset)
    given_name(value)
    for find in (_called, _with_word, _concepts):
        nodes = find(value, dataset, kind)
        if len(nodes) > 1:
            raise CallError(_ambiguous(value, nodes))
        if nodes:
            return nodes[0]
    offers = _alike(value, dataset)
    found = Message('nothing is called "{value}"', value=value)
    raise CallError(Problem("unknown-node", found, () if offers else _HELP, offers=offers))


def nodes_called(value: str, dataset: Dataset) -> list[Term]:
    """The nodes that bear a name or, if there are none, the persons in whose names it is a word."""
    given_name(value)
    return _called(value, dataset, "") or _with_word(value, dataset, "")


def _alike(value: str, dataset: Dataset) -> tuple[str, ...]:
    """The names that are spelt nearly so, in any script."""
    rows = dataset.solutions("SELECT DISTINCT ?name { ?node skos:prefLabel|skos:altLabel ?name } ORDER BY ?name").rows
    known = {fold(text_of(row[0])): text_of(row[0]) for row in rows if row[0]}
    return tuple(known[name] for name in nearest(fold(value), known))


def _called(value: str, dataset: Dataset, kind: str) -> list[Term]:
    """The nodes with this name or id."""
    named = (entry.node for entry in _named(value, dataset) if entry.rank in (NAME, ID))
    found = _of_kind([*named, *_by_id(value, dataset)], dataset, kind)
    claims = [node for node in found if "/claim/" in node]
    return _without_titles([node for node in found if node not in claims] or claims, value)


def _with_word(value: str, dataset: Dataset, kind: str) -> list[Term]:
    """The persons in whose names this is a word."""
    return _of_kind([entry.node for entry in _named(value, dataset) if entry.rank == WORD], dataset, kind)


def _concepts(value: str, dataset: Dataset, kind: str) -> list[Term]:
    """The concepts of this name, where any node may be meant."""
    if kind:
        return []
    known, found = vocabulary(dataset), dict[Term, None]()
    for scheme in CONCEPTS:
        try:
            found[known.find(scheme, value).iri] = None
        except InvalidValueError:
            continue
    return list(found)


def _named(value: str, dataset: Dataset) -> list[Named]:
    """What the names of a build mean; a graph that is no build is searched itself."""
    if dataset.held:
        try:
            return named(value, dataset.held.path / FILE)
        except (OSError, ValueError) as error:
            found = Message("{path} cannot be read", path=dataset.held.path / FILE)
            raise DataError(Problem("broken-build", found, Message("run `kg build` again"))) from error
    rows = dataset.solutions("SELECT ?s ?p ?o { VALUES ?p { @all } ?s ?p ?o }".replace("@all", _NAMING)).rows
    lines = lines_of((s or "", p or "", o or "") for s, p, o in rows)
    return named_in(value, (line.rstrip("\n") for line in lines))


_NAMING = "skos:prefLabel skos:altLabel dct:title dct:description rdf:type hr:named"


def _by_id(value: str, dataset: Dataset) -> list[Term]:
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


def _ambiguous(value: str, nodes: list[Term]) -> Problem:
    short = [local_name(node) for node in nodes]
    choices = ", ".join(map(text_of, nodes) if len(set(short)) < len(short) else short)
    found = Message('"{value}" can mean {count} nodes', value=value, count=len(nodes))
    return Problem("ambiguous-node", found, Message("name one by its id: {choices}", choices=choices))


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

"""What is said of a name that means nothing in the graph, or several things."""

from __future__ import annotations

from collections.abc import Sequence

from kg.answers.names import Names
from kg.model.errors import Problem, nearest
from kg.model.message import Message
from kg.model.terms import Term, shortener, text_of
from kg.rdf.dataset import Dataset
from kg.rdf.vocabularies import OUR_SPACE
from kg.records.folding import fold

_HELP = Message("name it by label, id or IRI")
_MOST = 10
"""How many nodes are offered."""


def ambiguous(value: str, nodes: Sequence[Term], dataset: Dataset) -> Problem:
    """The problem of a name that can mean several nodes: their ids, each with its label."""
    found = Message('"{value}" can mean {count} nodes', value=value, count=len(nodes))
    return Problem("ambiguous-node", found, Message("name one by its id: {choices}", choices=told_of(nodes, dataset)))


def of_another_kind(value: str, others: Sequence[Term], dataset: Dataset, *, kind: str) -> Problem:
    """The problem of a name that means nothing of a ``kind``, though ``others`` are called so."""
    found = Message('nothing is called "{value}" that is of class {kind}', value=value, kind=kind)
    remedy = [Message("this is the name of {others}", others=told_of(others, dataset))]
    if any(node.startswith(OUR_SPACE) for node in others):
        remedy.append(Message('`kg query --search "{value}"` lists the queries that take it', value=value))
    return Problem("unknown-node", found, tuple(remedy))


def taken_to_mean(value: str, node: Term, dataset: Dataset) -> Problem:
    """The note on a name that is only a part of the name of one node."""
    found = Message('"{value}" is taken to mean {node}', value=value, node=told_of((node,), dataset))
    return Problem("part-of-a-name", found, severity="info")


def told_of(nodes: Sequence[Term], dataset: Dataset) -> str:
    """Some nodes by their ids as tables print them, each with its label."""
    names, short = Names(dataset), shortener(dataset.prefixes.items())
    names.read(nodes[:_MOST])
    told = [f"{short(node)} ({names.of(node)})" for node in nodes[:_MOST]]
    return ", ".join([*told, "…"] if nodes[_MOST:] else told)


def nothing(value: str, dataset: Dataset) -> Problem:
    """The problem of a name that means nothing."""
    if value.startswith("hr:"):
        found = Message('"{value}" is a name of the ontology, not of something in the graph', value=value)
        remedy = Message("docs/model.md shows classes and properties; a query, `kg query -`, may use them")
        return Problem("unknown-node", found, remedy)
    offers = _alike(value, dataset)
    return Problem(
        "unknown-node", Message('nothing is called "{value}"', value=value), () if offers else _HELP, offers=offers
    )


def _alike(value: str, dataset: Dataset) -> tuple[str, ...]:
    """The names that are spelt nearly so, in any script."""
    rows = dataset.solutions("SELECT DISTINCT ?name { ?node skos:prefLabel|skos:altLabel ?name } ORDER BY ?name").rows
    known = {fold(text_of(row[0])): text_of(row[0]) for row in rows if row[0]}
    return tuple(known[name] for name in nearest(fold(value), known))

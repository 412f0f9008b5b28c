"""What was withdrawn from a build: that it is gone is told to whoever asks for it by its IRI or id, not what it was."""

from __future__ import annotations

from contextlib import suppress

from kg.answers.finding import nodes_by_id
from kg.build.withdrawing import WITHDRAWN
from kg.model.errors import InvalidValueError
from kg.model.message import Message
from kg.model.terms import Term, expand, iri, text_of
from kg.model.vocabulary import PREFIXES
from kg.rdf.dataset import Dataset
from kg.rdf.syntax import read_triples

_STATUS = expand("hr:status")
_SAID = {
    "retracted": Message("This was retracted: the graph says nothing of it any more."),
    "superseded": Message("This was superseded by another claim: the graph says nothing of it any more."),
    "": Message("This was withdrawn with the claim that told of it: the graph says nothing of it any more."),
}


def withdrawn_node(value: str, dataset: Dataset) -> Term:
    """The node with this IRI or id that was withdrawn from a build; empty if there is none, or if the graph has one so called."""
    path = dataset.held.path / "withdrawn.ttl" if dataset.held else None
    if path is None or not path.is_file():
        return ""
    gone, candidates = {s for s, _, _ in read_triples(path)}, _candidates(value.strip(), dataset)
    found = next((node for node in candidates if node in gone), "")
    return "" if any(_is_there(node, dataset) for node in candidates if found) else found


def said_of(node: Term, dataset: Dataset) -> Message:
    """The sentence on a node that was withdrawn: all that is told of it."""
    assert dataset.held
    statuses = (
        o
        for s, p, o in read_triples(dataset.held.path / "withdrawn.ttl")
        if (s, p) == (node, _STATUS) and o in WITHDRAWN
    )
    status = text_of(next(statuses, "<>")).removeprefix(f"{PREFIXES['vocab']}status/")
    return _SAID[status]


def _candidates(value: str, dataset: Dataset) -> list[Term]:
    """The IRIs that a value may mean: itself, or those that it is the id of, claims last."""
    bare = value[1:-1] if value.startswith("<") and value.endswith(">") else value
    if "://" not in bare:
        return nodes_by_id(bare, dataset)
    with suppress(InvalidValueError):
        return [iri(bare)]
    return []


def _is_there(node: Term, dataset: Dataset) -> bool:
    return bool(dataset.solutions(f"SELECT ?p {{ {node} ?p ?o }} LIMIT 1").rows)

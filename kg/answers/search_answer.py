"""The answer to ``kg query --search``: the queries that words may mean, and what in the graph is called so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.answers.catalogue import catalogue, find_query
from kg.answers.finding import nodes_called
from kg.answers.listing import HINT
from kg.answers.names import Names
from kg.answers.opening import open_build
from kg.answers.searching import Hit, search
from kg.model.errors import CallError
from kg.model.terms import shortener
from kg.rdf.dataset import Dataset
from kg.records.access import PUBLIC, Access

MOST = 10
"""How many queries are shown with their questions; the names of the rest follow."""
_ANYTHING = "anything-on"
_NO_GRAPH = ("no-build", "no-project")
_A_NAME = 4
"""The fewest letters of a word that is looked up as a name by itself."""


def searched(queries: Path, words: str, folder: Path | None, *, access: Access = PUBLIC) -> str:
    """The queries of a folder that words may mean, best first, and the nodes of a build with this name, if there is one."""
    hits = search(catalogue(queries), words)
    lines = [*_listed(hits, words), "", *_in_graph(words, folder, access), *_advice(queries, words, hits=hits), ""]
    return "\n".join(lines)


def _listed(hits: list[Hit], words: str) -> Iterator[str]:
    if not hits:
        yield f'no query has "{words}" in its question, keywords or columns'
        return
    width = max(len(hit.query.name) for hit in hits[:MOST])
    for hit in hits[:MOST]:
        yield f"{hit.query.name:<{width}}  {hit.query.question}"
        if hit.why:
            yield f"{'':<{width}}  ({hit.why})"
    if rest := hits[MOST:]:
        yield f"and {len(rest)} more: {', '.join(hit.query.name for hit in rest)}"


def _in_graph(words: str, folder: Path | None, access: Access) -> Iterator[str]:
    """What bears the name in the build, or one of its words; nothing where there is no build."""
    try:
        dataset = open_build(folder, access=access).dataset
    except CallError as error:
        if error.problems[0].code not in _NO_GRAPH:
            raise
        return
    whole = list(_called(words, dataset))
    yield from whole or [line for word in words.split() if len(word) >= _A_NAME for line in _called(word, dataset)]


def _called(words: str, dataset: Dataset) -> Iterator[str]:
    """The nodes of this name, by their labels and ids."""
    names, short = Names(dataset), shortener(dataset.prefixes.items())
    for node in nodes_called(words, dataset):
        yield f'in the graph, "{words}" names {names.of(node)} ({short(node)})'


def _advice(queries: Path, words: str, *, hits: list[Hit]) -> Iterator[str]:
    parameter = find_query(queries, _ANYTHING).parameters[0].name
    yield f'`kg query {_ANYTHING} --{parameter} "{words}"` looks for the words in names and documents'
    yield HINT if hits else "`kg query` lists all queries"

"""The answer to ``kg query --search``: the queries that words may mean, and what in the graph is called so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.answers.catalogue import ASK_ONE, catalogue, find_query
from kg.answers.finding import nodes_called
from kg.answers.names import Names
from kg.answers.opening import open_build
from kg.answers.searching import Hit, search
from kg.answers.speech import IN_ENGLISH, Speech
from kg.model.errors import CallError
from kg.model.message import Message
from kg.model.terms import shortener
from kg.rdf.dataset import Dataset
from kg.records.access import PUBLIC, Access

MOST = 10
"""How many queries are shown with their questions; the names of the rest follow."""
_ANYTHING = "anything-on"
_NO_GRAPH = ("no-build", "no-project")
_A_NAME = 4
"""The fewest letters of a word that is looked up as a name by itself."""


def searched(
    queries: Path, words: str, folder: Path | None, *, speech: Speech = IN_ENGLISH, access: Access = PUBLIC
) -> str:
    """The queries of a folder that words may mean, best first, and the nodes of a build with this name, if there is one."""
    hits = search(catalogue(queries), words)
    told = [*_listed(hits, words, speech), "", *map(speech.say, _in_graph(words, folder, access, speech))]
    return "\n".join([*told, *map(speech.say, _advice(queries, words, hits=hits)), ""])


def _listed(hits: list[Hit], words: str, speech: Speech) -> Iterator[str]:
    if not hits:
        yield speech.say(Message('no query has "{words}" in its question, keywords or columns', words=words))
        return
    width = max(len(hit.query.name) for hit in hits[:MOST])
    for hit in hits[:MOST]:
        yield f"{hit.query.name:<{width}}  {hit.query.title(speech.language)}"
        if hit.why:
            yield f"{'':<{width}}  ({'; '.join(speech.every(hit.why))})"
    if rest := hits[MOST:]:
        names = ", ".join(hit.query.name for hit in rest)
        yield speech.say(Message("and {count} more: {names}", count=len(rest), names=names))


def _in_graph(words: str, folder: Path | None, access: Access, speech: Speech) -> Iterator[Message]:
    """What bears the name in the build, or one of its words; nothing where there is no build."""
    try:
        dataset = open_build(folder, access=access).dataset
    except CallError as error:
        if error.problems[0].code not in _NO_GRAPH:
            raise
        return
    whole = list(_called(words, dataset, speech))
    singly = (word for word in words.split() if len(word) >= _A_NAME)
    yield from whole or [line for word in singly for line in _called(word, dataset, speech)]


def _called(words: str, dataset: Dataset, speech: Speech) -> Iterator[Message]:
    """The nodes of this name, by their labels and ids."""
    names, short = Names(dataset, (speech.language,)), shortener(dataset.prefixes.items())
    for node in nodes_called(words, dataset):
        named = {"name": names.of(node), "id": short(node)}
        yield Message('in the graph, "{words}" names {name} ({id})', words=words, **named)


def _advice(queries: Path, words: str, *, hits: list[Hit]) -> Iterator[Message]:
    parameter = find_query(queries, _ANYTHING).parameters[0].name
    call = f'kg query {_ANYTHING} --{parameter} "{words}"'
    yield Message("`{call}` looks for the words in names and documents", call=call)
    yield ASK_ONE if hits else Message("`kg query` lists all queries")

"""Explains a query of the catalogue: question and parameters; or also columns, SPARQL, an example and its first rows."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.answers.binding import sparql
from kg.answers.catalogue import Parameter, Query
from kg.answers.dates import dates_in_words, language_of
from kg.answers.opening import open_build
from kg.answers.speech import IN_ENGLISH, Speech
from kg.answers.tables import table
from kg.model.errors import ChronicleError, in_a_row
from kg.model.message import Message
from kg.records.access import PUBLIC, Access

EXAMPLE_ROWS = 3
_WIDTH = 100
_HINTS = (
    Message("A node goes by its name or id; `kg terms SCHEME` lists the concepts of a scheme."),
    Message("`kg query --help` lists the options; `kg query {name} --explain` shows the columns and the SPARQL."),
)


def parameters(query: Query, speech: Speech = IN_ENGLISH) -> str:
    """The question of a query and its parameters, each with its type and an example; what they are about is in English."""
    width = max((len(parameter.name) for parameter in query.parameters), default=0)
    lines = [
        line
        for parameter in query.parameters
        for line in textwrap.wrap(
            f"  --{parameter.name:<{width}}  {_type(parameter)}: {parameter.about}; example: “{parameter.example}”",
            _WIDTH,
            subsequent_indent=" " * (width + 6),
            break_long_words=False,
            break_on_hyphens=False,
        )
    ]
    title = f"kg query {query.name}: {query.title(speech.language)}"
    return "\n".join([title, "", *lines, "", *(speech.say(hint.given(name=query.name)) for hint in _HINTS), ""])


def explained(query: Query, values: Mapping[str, str], folder: Path | None, *, access: Access = PUBLIC) -> str:
    """The page on a query with some values for its parameters: a query that any engine can be sent as it is.

    All but the query are comments: question, parameters, columns, and the first rows that the build in a folder gives.
    Without values they are those of the example. ``CallError`` as for ``sparql`` if there are values.
    """
    width = max([10, *(len(parameter.name) + 2 for parameter in query.parameters)])
    shown = values or examples(query)
    call = " ".join(["kg query", query.name, *(f'--{name} "{value}"' for name, value in shown.items())])
    before = [
        query.question,
        "",
        f"group       {query.group}",
        *(f"--{parameter.name:<{width}}{_type(parameter)}: {parameter.about}" for parameter in query.parameters),
        "",
        *(f"column {name}: {about}" for name, about in query.columns.items()),
    ]
    after = [f"{'asked' if values else 'example':<11} {call}", "", *example_run(query, shown, folder, access=access)]
    return "\n".join([*_comments(before), "", _bound(query, values, folder, access).strip(), "", *_comments(after), ""])


def _bound(query: Query, values: Mapping[str, str], folder: Path | None, access: Access) -> str:
    """The query without its header, with these values."""
    if not values:
        return query.sparql
    return sparql(query, values, open_build(folder, access=access).dataset)


def _comments(lines: Iterable[str]) -> Iterator[str]:
    return (f"# {line}".rstrip() for line in lines)


def _type(parameter: Parameter) -> str:
    of = parameter.scheme or parameter.kind
    return (f"{parameter.type} ({of})" if of else parameter.type) + (", required" if parameter.required else "")


def examples(query: Query) -> dict[str, str]:
    """The parameters of a query with the values that its header gives as examples."""
    return {parameter.name: parameter.example for parameter in query.parameters if parameter.example}


def example_run(query: Query, values: Mapping[str, str], folder: Path | None, *, access: Access = PUBLIC) -> list[str]:
    """The first rows of the answer for some values, as lines, or why there are none to show."""
    try:
        dataset = open_build(folder, access=access).dataset
        found = dataset.solutions(sparql(query, values, dataset))
    except ChronicleError as error:
        problem = error.problems[0]
        return [f"no run to show: {problem.found}; {in_a_row(map(str, problem.advice))}"]
    told = dates_in_words(found, language_of(dataset), query.dates)
    return table(told, dataset.prefixes, most=EXAMPLE_ROWS).splitlines()

"""Explains a query of the catalogue: question, parameters, columns, SPARQL, an example and its first rows."""

from __future__ import annotations

from pathlib import Path

from kg.answers.catalogue import Parameter, Query, sparql
from kg.answers.opening import open_build
from kg.answers.tables import table
from kg.model.errors import ChronicleError, in_a_row
from kg.records.access import PUBLIC, Access

EXAMPLE_ROWS = 3


def explained(query: Query, folder: Path | None, *, access: Access = PUBLIC) -> str:
    """The page on a query, with the first rows that the build in a folder gives for the example."""
    width = max([10, *(len(parameter.name) + 2 for parameter in query.parameters)])
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith("#+"))
    example = " ".join(f'--{name} "{value}"' for name, value in examples(query).items())
    lines = [
        query.question,
        "",
        f"group       {query.group}",
        *(f"--{parameter.name:<{width}}{_type(parameter)}: {parameter.about}" for parameter in query.parameters),
        "",
        *(f"column {name}: {about}" for name, about in query.columns.items()),
        "",
        body.strip(),
        "",
        f"example     kg query {query.name} {example}".rstrip(),
        "",
        example_run(query, folder, access=access),
    ]
    return "\n".join(lines)


def _type(parameter: Parameter) -> str:
    of = parameter.scheme or parameter.kind
    return (f"{parameter.type} ({of})" if of else parameter.type) + (", required" if parameter.required else "")


def examples(query: Query) -> dict[str, str]:
    """The parameters of a query with the values that its header gives as examples."""
    return {parameter.name: parameter.example for parameter in query.parameters if parameter.example}


def example_run(query: Query, folder: Path | None, *, access: Access = PUBLIC) -> str:
    """The first rows of the answer to the example, or why there are none to show."""
    try:
        dataset = open_build(folder, access=access).dataset
        found = dataset.solutions(sparql(query, examples(query), dataset))
    except ChronicleError as error:
        problem = error.problems[0]
        return f"no run to show: {problem.found}; {in_a_row(map(str, problem.advice))}\n"
    return table(found, dataset.prefixes, most=EXAMPLE_ROWS)

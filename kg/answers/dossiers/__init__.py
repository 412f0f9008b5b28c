"""Dossiers: a lawyer's pages on somebody or something, as Markdown, HTML or a Word file.

A dossier is a function of the dataset: no clock, the same bytes each time. It is read from the store, composed without
regard to any form, and written by one writer a form. python-docx, which writes Word files, is an optional extra and is
checked for only here.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.errors import CallError, DataError, Problem
from kg.model.message import Message
from kg.model.messages import ENGLISH
from kg.records.access import PUBLIC, Access

if TYPE_CHECKING:
    from kg.answers.catalogue import Query
    from kg.answers.dossiers.graph import Graph
    from kg.answers.dossiers.model import Dossier
    from kg.answers.opening import OpenBuild
    from kg.model.terms import Term
    from kg.rdf.dataset import Dataset

WRITERS = {"md": "markdown", "html": "page", "docx": "word_file"}
"""The module that writes each form; the name of a form is also the ending of its files."""
BINARY = ("docx",)
"""The forms that no terminal can show."""


def dossier(
    build: OpenBuild,
    about: Sequence[str],
    form: str,
    *,
    query: Query | None = None,
    values: Mapping[str, str] | None = None,
    access: Access = PUBLIC,
    language: str = ENGLISH,
) -> bytes:
    """The dossier on what some names mean, and on the records that the answer to a query names, in a form and language."""
    made = composed(
        build.dataset, about, build=build.sha256, query=query, values=values, access=access, language=language
    )
    return write(made, form)


def composed(
    dataset: Dataset,
    about: Sequence[str],
    *,
    build: str,
    query: Query | None = None,
    values: Mapping[str, str] | None = None,
    access: Access = PUBLIC,
    language: str = ENGLISH,
) -> Dossier:
    """The dossier before it has a form; ``CallError`` for an unknown name, ``DataError`` if there is nothing to tell."""
    from kg.answers.dossiers.composing import compose
    from kg.answers.dossiers.graph import Graph
    from kg.answers.dossiers.selecting import select
    from kg.answers.finding import find_node
    from kg.answers.names import Names
    from kg.answers.speech import Speech

    graph = Graph(dataset, Names(dataset, (language,)), Speech(language))
    nodes = tuple(dict.fromkeys(find_node(name, dataset) for name in about))
    records = _records(graph, query, values or {}) if query else []
    selection = select(graph, nodes, records)
    if not (selection.events or selection.findings or selection.demands):
        found = Message("the graph tells of no event, finding or demand that concerns this")
        remedy = Message("name a person, body, group, place, event or document that takes part in one")
        raise DataError(Problem("nothing-to-tell", found, remedy))
    return compose(graph, selection, build=build, asked=_question(query, values or {}, language), access=access)


def _question(query: Query | None, values: Mapping[str, str], language: str) -> str:
    """What was asked of the catalogue, with its parameters."""
    given = ", ".join(f"{name}: {value}" for name, value in values.items())
    asked = query.title(language) if query else ""
    return f"{asked} ({given})" if given else asked


def _records(graph: Graph, query: Query, values: Mapping[str, str]) -> list[Term]:
    """The nodes in the column ``record`` of the answer to a query; ``CallError`` if it has none."""
    from kg.answers.binding import sparql

    answer = graph.dataset.solutions(sparql(query, values, graph.dataset))
    if "record" not in answer.columns:
        found = Message("the answer to {query} has no column record", query=query.name)
        raise CallError(Problem("wrong-call", found, Message("take a query that names the records it is about")))
    at = answer.columns.index("record")
    return [cell for row in answer.rows if (cell := row[at]) and cell.startswith("<")]


def write(made: Dossier, form: str) -> bytes:
    """A dossier in a form; ``CallError`` if the library for it is not installed."""
    if form == "docx" and find_spec("docx") is None:
        remedy = Message("run `pip install 'chronicle-kg[dossier]'`, or in a checkout `pip install -e '.[dossier]'`")
        raise CallError(
            Problem("missing-extra", Message("Word files need python-docx, and it is not installed"), remedy)
        )
    module = importlib.import_module(f"kg.answers.dossiers.{WRITERS[form]}")
    data: bytes = module.written(made)
    return data


def check_target(out: Path | None, form: str, *, is_terminal: bool) -> None:
    """``CallError`` for a file whose name does not fit the form, and for a binary form on a terminal."""
    if out is None:
        if form in BINARY and is_terminal:
            found = Message("{format} cannot be shown on a terminal", format=form)
            raise CallError(Problem("wrong-call", found, Message("name a file with --out")))
        return
    if out.suffix != f".{form}":
        found = Message("{path} does not end in {ending}", path=out, ending=f".{form}")
        remedy = Message("name a file that ends in {ending} with --out", ending=f".{form}")
        raise CallError(Problem("wrong-call", found, remedy))
    if out.is_dir():
        found = Message("{path} is a folder", path=out)
        raise CallError(Problem("unwritable-output", found, Message("name a file with --out")))

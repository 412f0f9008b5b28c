"""What a worker asks: the store of a build, or a SPARQL endpoint elsewhere; to everything else they are the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kg.answers.binding import sparql
from kg.answers.catalogue import find_query
from kg.answers.results import safe
from kg.model.kinds import prefixes
from kg.model.project import resources
from kg.model.terms import iri, text_of
from kg.model.vocabulary import PREFIXES
from kg.model.worker import Limits
from kg.rdf.dataset import Dataset
from kg.rdf.protocol import Answered, Asked, Caps, answered, rows_in, triples_answered
from kg.site.server.remote import remote_names, remotely

Ask = Callable[[Asked, Caps], Answered]


class Setup(NamedTuple):
    """What a worker opens: the folder of a build or the address of an endpoint, and how much time and memory a query may take."""

    base: str
    limits: Limits
    folder: str = ""
    endpoint: str = ""


class Engine(NamedTuple):
    """How to ask, and a dataset that has at least the names, by which the values of parameters are found."""

    ask: Ask
    names: Dataset


def opened(setup: Setup) -> Engine:
    """The engine of a worker; ``DataError`` if there is none."""
    if setup.endpoint:
        ask = remotely(setup.endpoint, prefixes(setup.base))
        return Engine(ask, remote_names(ask, setup.base))
    dataset = Dataset.open(Path(setup.folder), base=setup.base)
    return Engine(partial(answered, dataset), dataset)


def nodes(engine: Engine, base: str) -> list[str]:
    """The IRIs that something is said of, sorted: ours, those of our concepts and those of our terms."""
    spaces = " || ".join(f'STRSTARTS(STR(?s), "{space}")' for space in (base, PREFIXES["vocab"], PREFIXES["hr"]))
    return _column(engine, f"SELECT DISTINCT ?s {{ ?s ?p ?o FILTER({spaces}) }}")


def graphs(engine: Engine) -> list[str]:
    """The IRIs of the named graphs, sorted."""
    return _column(engine, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")


def _column(engine: Engine, text: str) -> list[str]:
    found = engine.ask(Asked(text), Caps(rows=10_000_000, bytes=2_000_000_000))
    return sorted(text_of(row[0]) for row in rows_in(found.data).rows if row[0])


_NODE = "SELECT DISTINCT ?s ?p ?o { { VALUES ?s { @node } ?s ?p ?o } UNION { VALUES ?o { @node } ?s ?p ?o } }"
_NODE_IN_GRAPHS = (
    "SELECT DISTINCT ?s ?p ?o ?g { { VALUES ?s { @node } GRAPH ?g { ?s ?p ?o } }"
    " UNION { VALUES ?o { @node } GRAPH ?g { ?s ?p ?o } } }"
)


def node(engine: Engine, name: str, form: str, caps: Caps) -> Answered:
    """What is said of a node and what refers to it, in a form of RDF; with the graphs that say it if the form has graphs."""
    text = _NODE_IN_GRAPHS if form in ("nq", "trig") else _NODE
    found = engine.ask(Asked(text.replace("@node", iri(name))), caps)
    solutions = rows_in(found.data)
    at = [solutions.columns.index(column) for column in "spog" if column in solutions.columns]
    lines = sorted(f"{' '.join(row[place] or '' for place in at)} .\n" for row in solutions.rows)
    return triples_answered(lines, form, engine.names.prefixes, caps, cut_at=found.cut_at)


def catalogued(engine: Engine, name: str, values: Mapping[str, str], form: str, caps: Caps) -> Answered:
    """The answer to a query of the catalogue: CSV that a spreadsheet only shows, or rows as JSON objects of plain values."""
    query = find_query(resources("queries"), name)
    text = sparql(query, values, engine.names)
    if form == "csv":
        found = engine.ask(Asked(text, rows="csv"), caps)
        return found._replace(data=safe(found.data.decode(), "csv").encode())
    found = engine.ask(Asked(text), caps)
    given = json.loads(found.data)
    rows = [{key: term["value"] for key, term in row.items()} for row in given["results"]["bindings"]]
    made = {"query": name, "question": query.question, "columns": given["head"]["vars"], "rows": rows}
    if found.cut_at:
        made["truncated"] = given["head"].get("truncated", str(found.cut_at))
    return Answered(json.dumps(made, ensure_ascii=False).encode(), form, found.cut_at)

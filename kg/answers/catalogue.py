"""The catalogue: a ``.rq`` file with a ``#+`` header (TOML) becomes a ``Query``, a ``Query`` with values becomes SPARQL.

Each parameter has a ``VALUES ?name { … }`` block wherever its scope needs it; the block in the file holds the default,
so the file runs as it is. Values are inserted as terms in N-Triples form, never as text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.answers.listing import GROUPS, listing
from kg.model import dates, terms
from kg.model.characters import composed
from kg.model.concepts import OURS, Vocabulary
from kg.model.errors import CallError, DataError, InvalidValueError, Location, Problem, nearest
from kg.model.files import read_text, shown
from kg.model.kinds import AGENTS
from kg.model.message import Message
from kg.model.terms import Term, local_name, text_of
from kg.model.vocabulary import CLASSES, CONCEPTS
from kg.rdf.dataset import Dataset
from kg.rdf.vocabularies import own_vocabulary

TYPES = ("concept", "date", "integer", "node", "text")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: ``type`` is one of ``TYPES``; ``scheme`` is the scheme of a concept, ``kind`` the class of a node.

    Without a ``required`` parameter the query would be about everything at once, or about nothing.
    """

    name: str
    type: str
    about: str
    scheme: str = ""
    kind: str = ""
    example: str = ""
    required: bool = False

    def __post_init__(self) -> None:
        wanted = {"concept": ("scheme", CONCEPTS), "node": ("kind", ("", *CLASSES))}.get(self.type)
        if self.type not in TYPES:
            raise ValueError(f"{self.name} is of type {self.type}, none of {', '.join(TYPES)}")
        if wanted and getattr(self, wanted[0]) not in wanted[1]:
            raise ValueError(f"{self.name} has no {wanted[0]} of the ontology")


@dataclass(frozen=True, slots=True)
class Query:
    """One entry of the catalogue; ``columns`` says what each column holds."""

    name: str
    question: str
    group: str
    parameters: tuple[Parameter, ...]
    columns: dict[str, str]
    text: str
    path: str


def catalogue(folder: Path) -> list[Query]:
    """Every query of a folder, by name."""
    return [read_query(path) for path in sorted(folder.glob("*.rq"))]


def listed(folder: Path, search: str = "") -> str:
    """The list of a folder's queries by group; with ``search``, only those that contain all its words."""
    return listing(((query.name, query.question, query.group) for query in catalogue(folder)), search)


def find_query(folder: Path, name: str) -> Query:
    """The query with this name; ``CallError``, which offers the nearest name, if there is none."""
    path = folder / f"{name}.rq"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        known = [entry.stem for entry in folder.glob("*.rq")]
        found, remedy = (
            Message('no query is called "{name}"', name=name),
            Message("`kg query` lists all; `kg query FILE.rq` runs a file"),
        )
        raise CallError(Problem("unknown-query", found, remedy, offers=nearest(name, known)))
    return read_query(path)


def read_query(path: Path) -> Query:
    """A query from its file; ``DataError`` if the header is faulty."""
    text = read_text(path)
    header = "\n".join(line[2:].strip() for line in text.splitlines() if line.startswith("#+"))
    try:
        data = tomllib.loads(header)
        parameters = tuple(Parameter(name, **entry) for name, entry in data.get("parameters", {}).items())
        if data["group"] not in GROUPS:
            raise ValueError(f"group {data['group']} is none of {', '.join(GROUPS)}")
        return Query(path.stem, data["question"], data["group"], parameters, data["columns"], text, shown(path))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        remedy = Message("write question, group, [parameters.NAME] and [columns] as TOML behind #+")
        raise DataError(
            Problem(
                "query-header",
                Message("the header is not complete: {error}", error=str(error)),
                remedy,
                Location(shown(path)),
            )
        ) from error


def sparql(query: Query, values: Mapping[str, str], dataset: Dataset) -> str:
    """The query with its parameters bound; ``CallError`` for an unknown or missing parameter, or an invalid value."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            found = Message('{query} has no parameter "{name}"', query=query.name, name=name)
            listed = Message("its parameters are: {names}", names=", ".join(known))
            remedy = listed if known else Message("it takes no parameters")
            raise CallError(Problem("unknown-parameter", found, remedy, offers=nearest(name, known)))
    for parameter in query.parameters:
        if parameter.required and parameter.name not in values:
            found = Message("{query} needs --{name}", query=query.name, name=parameter.name)
            remedy = Message("add --{name}: {about}", name=parameter.name, about=parameter.about)
            raise CallError(Problem("missing-parameter", found, remedy))
    bound = {name: term(known[name], value, dataset) for name, value in values.items()}
    return bind(query.text, bound)


def bind(text: str, values: Mapping[str, Term]) -> str:
    """The text with one term in each ``VALUES`` block of these variables, in one pass over the text.

    >>> bind("VALUES ?day { UNDEF }", {"day": '"1"'})
    'VALUES ?day { "1" }'
    """

    def fill(match: re.Match[str]) -> str:
        value = values.get(match[1])
        return match[0] if value is None else f"VALUES ?{match[1]} {{ {value} }}"

    return re.sub(r"VALUES\s+\?(\w+)\s*\{[^{}]*\}", fill, text)


def term(parameter: Parameter, value: str, dataset: Dataset) -> Term:
    """A value as a checked term; ``CallError``, which says what it should be, if it is invalid."""
    try:
        terms.literal(value)  # refuses half a surrogate pair, which no query can contain
        match parameter.type:
            case "date":
                first, last = dates.bounds(value)
                day = last if parameter.name in ("to", "until", "before") else first
                if day is None:
                    raise InvalidValueError(Message('"{text}" has no such end', text=value))
                return dates.day(day)
            case "integer":
                return _integer(value)
            case "concept":
                return _vocabulary(dataset).find(parameter.scheme, value).iri
            case "node":
                return find_node(value, dataset, kind=parameter.kind)
            case _:
                return terms.literal(composed(value))
    except InvalidValueError as error:
        found = Message("{name}: {fault}", name=parameter.name, fault=error.found)
        remedy = error.remedy or Message("--{name}: {about}", name=parameter.name, about=parameter.about)
        raise CallError(Problem("bad-parameter", found, remedy, offers=error.offers)) from error


_OWN = """
SELECT DISTINCT ?concept ?property ?value {
  GRAPH ?graph { ?concept ?property ?value }
  FILTER(STRENDS(STR(?graph), "/graph/vocabulary"))
} ORDER BY ?concept ?property ?value
"""


def _vocabulary(dataset: Dataset) -> Vocabulary:
    """Our vocabularies with the terms of the project that was built."""
    rows = dataset.solutions(_OWN).rows
    return own_vocabulary((s, p, o) for s, p, o in rows if s and p and o) if rows else OURS


def _integer(value: str) -> Term:
    try:
        return terms.literal(str(int(value)), datatype=terms.XSD + "integer")
    except ValueError as error:
        raise InvalidValueError(Message('"{text}" is not a whole number', text=value)) from error


_NAMED = """
SELECT DISTINCT ?node WHERE {
  { ?node skos:prefLabel|skos:altLabel|dct:title ?name FILTER(LCASE(STR(?name)) = LCASE(@wanted)) }
  UNION { ?node a ?class FILTER(STRENDS(STR(?node), CONCAT("/", @wanted))) }
  UNION { ?node a/rdfs:subClassOf* ?class FILTER(STRENDS(STR(?node), CONCAT(".", @wanted)))
          FILTER(?class IN (hr:Agent, hr:Assessment, hr:Event, hr:Posting, hr:Recommendation)) }
  FILTER EXISTS { ?node a ?kind FILTER(STRSTARTS(STR(?kind), CONCAT(STR(hr:), @kind))) }
  FILTER NOT EXISTS { ?digest dct:source ?node }
} ORDER BY ?node
"""


def find_node(value: str, dataset: Dataset, *, kind: str = "") -> Term:
    """The node with this IRI, id or name, ignoring capitals; ``CallError`` if there is none, or more than one.

    ``kind`` is the class that it must have, so that a body is not confused with a concept or place of the same name. A
    name means whoever or whichever place bears it before it means a document with that title.
    """
    if "://" in value:
        return _given_iri(value, dataset)
    found = dataset.solutions(_NAMED.replace("@kind", terms.literal(kind)).replace("@wanted", given_name(value)))
    nodes = [row[0] for row in found.rows if row[0]]
    claims = [node for node in nodes if "/claim/" in node]
    nodes = _without_titles([node for node in nodes if node not in claims] or claims, value)
    if len(nodes) > 1:
        short = [node.strip("<>").rsplit("/", 1)[-1] for node in nodes]
        choices = ", ".join(nodes if len(set(short)) < len(short) else short).replace("<", "").replace(">", "")
        problem = Problem(
            "ambiguous-node",
            Message('"{value}" can mean {count} nodes', value=value, count=len(nodes)),
            Message("name one by its id: {choices}", choices=choices),
        )
        raise CallError(problem)
    if not nodes:
        names = dataset.solutions("SELECT DISTINCT ?name { ?node skos:prefLabel|skos:altLabel ?name }")
        offers = nearest(value, (text_of(row[0]) for row in names.rows if row[0]))
        remedy = () if offers else Message("name it by label, id or IRI")
        raise CallError(
            Problem("unknown-node", Message('nothing is called "{value}"', value=value), remedy, offers=offers)
        )
    return nodes[0]


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
        raise CallError(Problem("unknown-node", error.found, Message("name it by label, id or IRI"))) from error


def _given_iri(value: str, dataset: Dataset) -> Term:
    """The IRI as given, which need not be in the data; ``CallError`` if it is not an IRI in SPARQL."""
    try:
        node = terms.iri(value)
        dataset.solutions(f"SELECT ?node {{ VALUES ?node {{ {node} }} }}")
    except (ValueError, DataError) as error:
        problem = Problem(
            "unknown-node",
            Message('"{text}" is not an absolute IRI', text=value),
            Message("name it by label, id or IRI"),
        )
        raise CallError(problem) from error
    return node

"""A query of the catalogue with values for its parameters: SPARQL that any engine can be sent.

A parameter is a commented line of the query, ``#@about ?record hr:victim ?about .``; when the parameter is given, the
mark goes and the variable in that line becomes the value. Values are inserted as terms in N-Triples form, never as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.answers.catalogue import Parameter, Query
from kg.answers.finding import find_node, vocabulary
from kg.model import dates, terms
from kg.model.characters import composed
from kg.model.errors import CallError, InvalidValueError, Problem, nearest
from kg.model.message import Message
from kg.model.terms import Term
from kg.model.vocabulary import PREFIXES
from kg.rdf.dataset import Dataset


def sparql(query: Query, values: Mapping[str, str], dataset: Dataset) -> str:
    """The query with its parameters bound; ``CallError`` for an unknown or missing parameter, or an invalid value."""
    return bind(query.sparql, bound(query, values, dataset))


def bound(query: Query, values: Mapping[str, str], dataset: Dataset) -> dict[str, Term]:
    """The term of each parameter that is given; ``CallError`` as for ``sparql``."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            found = Message('{query} has no parameter "{name}"', query=query.name, name=name)
            listed = Message(
                "its parameters are {names}; `kg query {query} --help` explains them",
                names=", ".join(f"--{one}" for one in known),
                query=query.name,
            )
            remedy = listed if known else Message("it takes no parameters")
            raise CallError(Problem("unknown-parameter", found, remedy, offers=nearest(name, known)))
    for parameter in query.parameters:
        if parameter.required and parameter.name not in values:
            found = Message("{query} needs --{name}", query=query.name, name=parameter.name)
            remedy = Message("add --{name}: {about}", name=parameter.name, about=parameter.about)
            raise CallError(Problem("missing-parameter", found, remedy))
    return {name: term(known[name], value, dataset) for name, value in values.items()}


def bind(text: str, values: Mapping[str, Term]) -> str:
    """The text with a term for each of these parameters, in the lines that begin with ``#@`` and its name.

    >>> bind("  #@day ?event hr:date ?day .", {"day": '"2012"'})
    '  ?event hr:date "2012" .'
    """

    def line(found: re.Match[str]) -> str:
        value = values.get(found["name"])
        if value is None:
            return found[0]
        return found["indent"] + re.sub(rf"[?$]{found['name']}\b", lambda _: value, found["pattern"])

    return _LINE.sub(line, text)


_LINE = re.compile(r"^(?P<indent>[ \t]*)#@(?P<name>\w+)[ \t]+(?P<pattern>.*)$", re.MULTILINE)


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
                return vocabulary(dataset).find(parameter.scheme, concept_name(value, parameter.scheme)).iri
            case "node":
                return find_node(value, dataset, kind=parameter.kind)
            case _:
                return terms.literal(composed(value))
    except InvalidValueError as error:
        found = Message("{name}: {fault}", name=parameter.name, fault=error.found)
        remedy = error.remedy or Message("--{name}: {about}", name=parameter.name, about=parameter.about)
        raise CallError(Problem("bad-parameter", found, remedy, offers=error.offers)) from error


def concept_name(value: str, scheme: str) -> str:
    """The name of a concept of a scheme: what stands behind the scheme in an IRI or a prefixed name, else the value.

    >>> concept_name("act-type:detention", "act-type"), concept_name("vocab:role/host", "role"), concept_name("a: b", "role")
    ('detention', 'host', 'a: b')
    """
    found = re.fullmatch(rf"<?(?:{re.escape(PREFIXES['vocab'])}|vocab:)?{re.escape(scheme)}[/:]([a-z0-9-]+)>?", value)
    return found[1] if found else value


def names_given(query: Query, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """The names of nodes among the values of parameters, each with the class that it must have."""
    return [(values[one.name], one.kind) for one in query.parameters if one.type == "node" and one.name in values]


def _integer(value: str) -> Term:
    try:
        return terms.literal(str(int(value)), datatype=terms.XSD + "integer")
    except ValueError as error:
        raise InvalidValueError(Message('"{text}" is not a whole number', text=value)) from error

"""What a model answers, read as values of the form that it was asked for."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from kg.extraction.by_model.endpoint import Endpoint, failed
from kg.model.message import Message


class Named(NamedTuple):
    """Somebody or something that a model lists: its kind, and the words that name it."""

    kind: str
    name: str


class Told(NamedTuple):
    """An act that a model lists; roles are ids of those it has named."""

    type: str
    quote: str
    date: str
    date_quote: str
    place: str
    victims: tuple[str, ...]
    perpetrators: tuple[str, ...]
    claimants: tuple[str, ...]
    certainty: str


class Demanded(NamedTuple):
    """A demand that a model lists."""

    quote: str
    made_by: tuple[str, ...]
    addressed_to: tuple[str, ...]


class Answer(NamedTuple):
    """All that a model lists of a text."""

    people: dict[str, Named]
    acts: tuple[Told, ...]
    demands: tuple[Demanded, ...]


def read(text: str, endpoint: Endpoint) -> Answer:
    """The answer in what a model says; ``CallError`` if it is not the JSON that it was asked for."""
    try:
        found = json.loads(text)
        people = {_text(one["id"]): Named(_text(one["kind"]), _text(one["name"])) for one in _list(found["people"])}
        acts = tuple(Told(**_fields(one, Told)) for one in _list(found["acts"]))
        demands = tuple(Demanded(**_fields(one, Demanded)) for one in _list(found["demands"]))
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        why = Message("its answer is not the JSON that it was asked for, or was cut off")
        raise failed(endpoint, why, Message("use a model and server that keep to a JSON schema")) from error
    return Answer(people, acts, demands)


def _fields(given: Any, form: type[Told] | type[Demanded]) -> dict[str, Any]:
    """The fields of a form, each of its type."""
    return {name: _texts(given[name]) if name in _SEVERAL else _text(given[name]) for name in form._fields}


_SEVERAL = ("victims", "perpetrators", "claimants", "made_by", "addressed_to")
"""The fields that are lists of ids."""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(_text, _list(value)))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value

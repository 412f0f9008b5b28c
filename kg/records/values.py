"""Reads a scalar as the term that its key expects, or says what it should be."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.model import dates, terms
from kg.model.errors import InvalidValueError, nearest
from kg.model.kinds import Key, aspects
from kg.model.message import Message
from kg.model.terms import Term
from kg.records.model import Reference


def _language(text: str) -> Term:
    if not terms.is_language(text):
        raise InvalidValueError(terms.not_a_language(text))
    return terms.literal(text)


def _integer(text: str) -> Term:
    if not text.isascii() or not text.isdigit():
        raise InvalidValueError(Message('"{text}" is not a whole number', text=text))
    return terms.literal(text, datatype=terms.XSD + "integer")


HALF_CIRCLE = 180


def _coordinate(text: str) -> Term:
    if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,12})?", text) or abs(float(text)) > HALF_CIRCLE:
        raise InvalidValueError(Message('"{text}" is not a coordinate', text=text))
    return terms.literal(text, datatype=terms.XSD + "decimal")


_TYPES: dict[str, Callable[[str], Term]] = {
    "string": terms.literal,
    "date": dates.date,
    "bounded date": dates.date,
    "number": terms.number,
    "coordinate": _coordinate,
    "integer": _integer,
    "boolean": terms.boolean,
    "url": terms.iri,
    "language": _language,
    "document": terms.slug,
}
_EDTF = Message("write an EDTF date: 2012-04-25, 2012-04, 2012, 2012-04-22/2012-04-25, [..2012-04-27]")
FAULTS = {
    "date": ("bad-date", _EDTF),
    "bounded date": ("bad-date", _EDTF),
    "number": (
        "bad-value",
        Message('write digits, such as 10, or in braces what is known: {at-least: 2, words: "many"}'),
    ),
    "key": ("unknown-key", Message("name a key of the record that the claim is about")),
}
"""Code and remedy by how a key is read; the default is ``bad-value`` and what the key is about."""


def typed(key: Key, text: str, *, language: str, original: str) -> Term | Reference:
    """A scalar as a term or a reference; ``ValueError`` if the key does not allow it.

    ``language`` tags what the documentalist writes, ``original`` what is quoted from the document.
    """
    match key.reads:
        case "text":
            return terms.literal(text, language=language)
        case "verbatim":
            return terms.literal(text, language=original)
        case "key" if text not in aspects():
            found = Message('"{text}" is not a key that a claim can be about', text=text)
            raise InvalidValueError(found, offers=nearest(text, aspects()))
        case "key":
            return terms.expand(aspects()[text].properties[0])
        case "value":
            raise InvalidValueError(Message('first say what it is about: "about: date" above "value:"'))
        case "reference":
            return Reference(text)
    return _TYPES[key.reads](text)

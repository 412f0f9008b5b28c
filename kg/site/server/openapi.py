"""The description of the catalogue's interface (OpenAPI 3.1), made from the headers of the queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg import __version__
from kg.answers.catalogue import Parameter, Query
from kg.model.vocabulary import CONCEPTS

LONGEST = 1_000
"""The most characters of a value."""

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}
_STATUSES = {
    "304": "The client has it already.",
    "400": "A parameter is unknown, missing or invalid.",
    "404": "There is no such question, or nothing has the name that is given.",
    "405": "Only GET, HEAD and OPTIONS are answered.",
    "406": "There is no such form of the answer.",
    "409": "Several things have the name that is given; the detail lists them.",
    "413": "The answer is too long.",
    "503": "Too much is being asked at the moment.",
    "504": "The answer took too long.",
}
_FORMAT = {
    "name": "format",
    "in": "query",
    "description": "The form of the answer, instead of the Accept header.",
    "schema": {"enum": ["json", "csv"]},
}


def openapi(queries: Iterable[Query]) -> dict[str, Any]:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Questions to a graph of human-rights documents",
            "version": __version__,
            "description": "Rows say what documents say: what is alleged is marked as alleged. Names are found by whole name, part or id.",
        },
        "paths": {"/api/queries": {"get": _list()}}
        | {f"/api/queries/{one.name}": {"get": _query(one)} for one in queries},
        "components": {
            "schemas": {"Problem": _PROBLEM},
            "responses": {key: _fault(text) for key, text in _STATUSES.items()},
        },
    }


def _fault(text: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": text} if text == _STATUSES["304"] else {"description": text, "content": content}


def _faults(*statuses: str) -> dict[str, Any]:
    return {status: {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _list() -> dict[str, Any]:
    listed = {
        "type": "object",
        "required": ["queries"],
        "properties": {"queries": {"type": "array", "items": {"type": "object"}}},
    }
    page = {"schema": {"type": "string"}}
    return {
        "operationId": "queries",
        "summary": "The questions, with their parameters and columns",
        "responses": {
            "200": {
                "description": "The questions.",
                "content": {"application/json": {"schema": listed}, "text/html": page},
            },
            **_faults("304", "400", "406"),
        },
    }


def _query(query: Query) -> dict[str, Any]:
    cell = {"type": "string"}
    rows = {"type": "array", "items": {"type": "object", "properties": dict.fromkeys(query.columns, cell)}}
    answer = {
        "type": "object",
        "required": ["query", "question", "columns", "rows"],
        "properties": {"query": cell, "question": cell, "columns": {"type": "array", "items": cell}, "rows": rows},
    }
    content = {"application/json": {"schema": answer}, "text/csv": {"schema": {"type": "string"}}}
    return {
        "operationId": query.name,
        "summary": query.question,
        "description": "\n".join(f"- {name}: {about}" for name, about in query.columns.items()),
        "tags": [query.group],
        "parameters": [*map(_parameter, query.parameters), _FORMAT],
        "responses": {"200": {"description": "The rows.", "content": content}, **_faults(*_STATUSES)},
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    said = {"name": one.name, "in": "query", "description": one.about, "required": one.required, "schema": _schema(one)}
    return said | ({"example": one.example} if one.example else {})


def _schema(one: Parameter) -> dict[str, Any]:
    """What a value may be; one that is left empty, as a form sends it, counts as not given."""
    if one.required:
        return _value(one)
    return {"anyOf": [_value(one), {"const": ""}]}


def _value(one: Parameter) -> dict[str, Any]:
    """What a value may be: of a concept its name, beside which labels and synonyms in any language are understood too."""
    match one.type:
        case "date":
            return {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "pattern": "^(19|20)[0-9]{2}$"}]}
        case "integer":
            return {"type": "integer", "minimum": 0, "maximum": 1_000_000}
        case "concept":
            return {"enum": sorted(set(CONCEPTS[one.scheme].values()))}
        case _:
            return {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": _TEXT}


_TEXT = "^[^\\x00-\\x1f\\x7f\\ufffe\\uffff]*$"

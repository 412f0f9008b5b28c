"""The catalogue's questions over HTTP, for programs that speak no SPARQL: ``/api/queries/acts-against?about=…``."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from kg.answers.catalogue import Parameter, Query, catalogue, find_query
from kg.model.errors import ChronicleError, Problem
from kg.model.message import Message
from kg.model.messages import translated
from kg.model.project import resources
from kg.model.terms import digest
from kg.rdf.protocol import Answered
from kg.site.server import plain_pages
from kg.site.server.http import Request, RequestError, Response, refused, unchanged
from kg.site.server.negotiation import HTML, TABLES, content_type, wanted
from kg.site.server.openapi import LONGEST, openapi
from kg.site.server.releases import Release
from kg.site.server.worker import Task

_JSON = "application/json"


@cache
def _queries() -> tuple[Query, ...]:
    return tuple(catalogue(resources("queries")))


async def answered(release: Release, request: Request) -> Response:
    """The list of questions, the description of the interface, or the answer to a question; faults as problem details (RFC 9457)."""
    try:
        return await _answered(release, request)
    except ChronicleError as error:
        return _problem(error, request.language)


async def _answered(release: Release, request: Request) -> Response:
    match request.path.strip("/").split("/")[1:]:
        case [] | ["queries"]:
            return _listed(release, request)
        case ["openapi.json"]:
            etag = f'"{release.short}-openapi"'
            return unchanged(request, etag) or Response(200, _as_json(openapi(_queries())), _JSON, etag=etag)
        case ["queries", name]:
            return await _rows(release, request, name)
        case _:
            found = Message("there is nothing at {path}", path=request.path)
            remedy = Message("/api/openapi.json describes what there is")
            raise RequestError(404, Problem("page-not-found", found, remedy))


def _listed(release: Release, request: Request) -> Response:
    form = wanted(request, (TABLES[0], HTML))
    etag = f'"{release.short}-questions-{form.name}"'
    if form == HTML:
        data = plain_pages.rendered("questions.html", queries=_queries())
        return unchanged(request, etag) or Response(200, data, content_type(HTML), etag=etag)
    data = _as_json({"queries": [_entry(query) for query in _queries()]})
    return unchanged(request, etag) or Response(200, data, _JSON, etag=etag)


def _entry(query: Query) -> dict[str, Any]:
    return {
        "name": query.name,
        "question": query.question,
        "group": query.group,
        "address": f"/api/queries/{query.name}",
        "parameters": [_parameter(one) for one in query.parameters],
        "columns": query.columns,
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    said = {"name": one.name, "about": one.about, "type": one.type, "required": one.required, "example": one.example}
    return {key: value for key, value in said.items() if value != ""}


async def _rows(release: Release, request: Request, name: str) -> Response:
    query = find_query(resources("queries"), name)
    form = wanted(request, TABLES)
    values = _values(request)
    key = (query.name, tuple(sorted(values.items())), form.name)
    etag = f'"{release.short}-{digest(repr(key), 16)}"'
    if known := unchanged(request, etag):
        return known
    kept = release.cache.get(key)
    if kept is not None:
        return kept
    found: Answered = await release.pool.ask(Task("catalogue", (query.name, values, form.name, release.settings.caps)))
    cut = (("chronicle-truncated-after", str(found.cut_at)),) if found.cut_at else ()
    return release.cache.put(key, Response(200, found.data, content_type(form), cut, etag))


def _values(request: Request) -> dict[str, str]:
    """The values of parameters; status 400 for one that is given twice, is too long or holds what no text does."""
    values: dict[str, str] = {}
    for key, value in request.parameters:
        if key == "format":
            continue
        if key in values or len(value) > LONGEST:
            found = Message("{name} is given twice", name=key)
            if key not in values:
                found = Message("{name} has more than {most} characters", name=key, most=LONGEST)
            raise RequestError(400, Problem("bad-request", found, Message("send each parameter once")))
        values[key] = value
    return {key: value for key, value in values.items() if value}


def _problem(error: ChronicleError, language: str) -> Response:
    """A fault as problem details."""
    plain, problem = refused(error, language), error.problems[0]
    told = {
        "type": f"https://w3id.org/chronicle/check#{problem.code}",
        "title": translated(problem.found, language, problem.code),
        "status": plain.status,
        "detail": " ".join(translated(one, language, problem.code) for one in problem.advice),
    }
    headers = tuple(one for one in plain.headers)
    return Response(plain.status, _as_json(told), "application/problem+json", headers)


def _as_json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()

"""The SPARQL 1.1 Protocol, of which only queries are answered.

A request that is none, or that would change data, is refused with a status that says why; what an engine should not see
never reaches one. Section numbers are those of https://www.w3.org/TR/sparql11-protocol/.
"""

from __future__ import annotations

import re
from email.message import Message as Header
from typing import NamedTuple
from urllib.parse import parse_qsl

from kg.model.errors import Problem
from kg.model.message import Message
from kg.model.terms import digest
from kg.rdf.protocol import Answered, Asked
from kg.site.server.http import MOST_PARAMETERS, Request, RequestError, Response, unchanged
from kg.site.server.negotiation import ROWS, TRIPLES, Form, accepted, content_type
from kg.site.server.releases import Release
from kg.site.server.worker import Task

PATH = "/sparql"
LONGEST = 32_768
"""The most characters of a query."""
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_BOOLEANS = tuple(form for form in ROWS if form.name in ("json", "xml"))
_FORMS = {form.name: form for form in (*ROWS, *TRIPLES)}
_VARYING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)
"""What gives another answer each time."""
_DATASET = ("default-graph-uri", "named-graph-uri")
_KNOWN = ("query", "update", "format", "using-graph-uri", "using-named-graph-uri", *_DATASET)
TRUNCATED = "chronicle-truncated-after"
"""The header that says after how many rows an answer was cut off."""


class Operation(NamedTuple):
    """What a request asks: a query with its dataset, or nothing (then the service describes itself)."""

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


def operation(request: Request) -> Operation | None:
    """The query of a request, sent in one of the three ways of section 2.1; ``None`` if a GET asks nothing."""
    given = request.parameters
    direct = ""
    if request.method == "POST":
        media_type = _media_type(request)
        body = _text(request.body)
        if media_type == FORM:
            given = [*given, *_fields(body)]
        elif media_type == QUERY:
            direct = body
        elif media_type == UPDATE:
            raise _updating()
        else:
            raise _bad(415, Message("a query is sent as {form} or {query}", form=FORM, query=QUERY))
    queries = [value for name, value in given if name == "query"] + ([direct] if direct else [])
    if any(name == "update" for name, _ in given):
        raise _updating()
    if len(queries) != 1:
        if not queries and request.method == "GET" and not any(name in _KNOWN[:2] for name, _ in given):
            return None
        raise _bad(400, Message("there are {count} queries; exactly one is answered", count=len(queries)))
    default, named = ([value for name, value in given if name == key] for key in _DATASET)
    if len(queries[0]) > LONGEST:
        raise _too_long()
    has_dataset = bool(default or named)
    return Operation(queries[0], tuple(default) if has_dataset else None, tuple(named) if has_dataset else None)


def _media_type(request: Request) -> str:
    """The media type of a body; status 415 if it is in another encoding than UTF-8."""
    header = Header()
    header["content-type"] = request.headers.get("content-type", "")
    charset = header.get_content_charset("utf-8")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise _bad(415, Message("a query is sent in UTF-8, not in {encoding}", encoding=charset))
    return header.get_content_type()


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise _bad(400, Message("the body is not UTF-8")) from error


def _fields(body: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_PARAMETERS, errors="strict")
    except ValueError as error:
        raise _bad(400, Message("the fields of the form cannot be read")) from error


def _bad(status: int, found: Message) -> RequestError:
    remedy = Message("send it as the SPARQL 1.1 Protocol says: GET ?query=…, or POST")
    return RequestError(status, Problem("bad-request", found, remedy))


def _too_long() -> RequestError:
    found = Message("the query has more than {most} characters", most=LONGEST)
    return RequestError(413, Problem("bad-request", found, Message("ask for less, in smaller parts")))


def _updating() -> RequestError:
    found = Message("this is an update, and nothing can be changed here")
    return RequestError(403, Problem("read-only", found, Message("ask with SELECT, ASK, CONSTRUCT or DESCRIBE")))


def asked(request: Request, what: Operation) -> Asked:
    """A query with the forms that the client accepts, for whatever kind it turns out to be."""
    rows, boolean, triples = (_name(request, forms) for forms in (ROWS, _BOOLEANS, TRIPLES))
    return Asked(what.text, what.default_graphs, what.named_graphs, rows, boolean, triples)


def _name(request: Request, forms: tuple[Form, ...]) -> str:
    """The form that the client wants; empty if it accepts none of these."""
    if wanted := request.parameter("format"):
        found = next((form for form in forms if wanted in (form.name, form.ending[1:], form.media_type)), None)
    else:
        found = accepted(request.headers.get("accept", ""), forms)
    return found.name if found else ""


async def queried(release: Release, request: Request, question: Asked) -> Response:
    """The answer to a query: that which the client has, that which was given before in this release, or a new one."""
    if _VARYING.search(question.text):
        return response_of(await release.pool.ask(Task("query", (question, release.settings.caps))), "")
    etag = f'"{release.short}-{digest(repr(question), 16)}"'
    if known := unchanged(request, etag):
        return known
    kept = release.cache.get(question)
    if kept is not None:
        return kept
    return release.cache.put(
        question, response_of(await release.pool.ask(Task("query", (question, release.settings.caps))), etag)
    )


def response_of(found: Answered, etag: str) -> Response:
    """An answer as a response, which says if it was cut off."""
    headers = ((TRUNCATED, str(found.cut_at)),) if found.cut_at else ()
    return Response(200, found.data, content_type(_FORMS[found.form]), headers, etag)

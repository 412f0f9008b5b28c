"""A request and a response as values, so that what answers depends on no library of the web."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

from kg.model.errors import ChronicleError, Problem
from kg.model.message import Message
from kg.model.messages import ENGLISH, languages, lines

Headers = tuple[tuple[str, str], ...]


class Request(NamedTuple):
    """A request: ``path`` without escapes, ``query`` as it was sent, the names of headers in small letters."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = {}
    body: bytes = b""

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The parameters in the address, in order."""
        return list(_parameters(self.query))

    def parameter(self, name: str) -> str:
        """The first parameter of a name, or an empty text."""
        return next((value for key, value in self.parameters if key == name), "")

    @property
    def language(self) -> str:
        """The language of messages: the one that the reader's program prefers, if there is one."""
        wanted = self.headers.get("accept-language", "")[:2].lower()
        return wanted if wanted in languages() else ENGLISH


MOST_PARAMETERS = 200


@lru_cache(1024)
def _parameters(query: str) -> tuple[tuple[str, str], ...]:
    try:
        given = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS, errors="strict")
    except ValueError as error:
        found = Message("the parameters in the address cannot be read")
        remedy = Message("escape them in UTF-8, and send at most {most}", most=MOST_PARAMETERS)
        raise RequestError(400, Problem("bad-request", found, remedy)) from error
    return tuple(given)


@dataclass(frozen=True, slots=True)
class Response:
    """A response; ``etag`` is empty where the answer depends on more than the release."""

    status: int
    body: bytes = b""
    media_type: str = "text/plain; charset=utf-8"
    headers: Headers = field(default=())
    etag: str = ""
    file: Path | None = None
    """What is sent in place of ``body``: a file too large to be read at once."""


NOT_MODIFIED = 304


def unchanged(request: Request, etag: str) -> Response | None:
    """The response to a client that says that it has what an ETag stands for (RFC 9110, section 13.1.2), before any work."""
    given = request.headers.get("if-none-match")
    if given and etag and etag in {one.strip().removeprefix("W/") for one in given.split(",")}:
        return Response(NOT_MODIFIED, etag=etag)
    return None


class RequestError(ChronicleError):
    """A request that is refused, with the status that says why."""

    def __init__(self, status: int, problem: Problem, headers: Headers = ()) -> None:
        super().__init__(problem)
        self.status, self.headers = status, headers


_STATUSES = {
    "answer-too-large": 413,
    "ambiguous-node": 409,
    "node-withdrawn": 410,
    "limit-reached": 504,
    "not-acceptable": 406,
    "page-not-found": 404,
    "read-only": 403,
    "server-busy": 503,
    "unknown-node": 404,
    "unknown-query": 404,
    "broken-build": 500,
    "broken-site": 500,
    "no-answer": 502,
}
"""The status for each code of a fault; any other is a fault of the request."""


def refused(error: ChronicleError, language: str = ENGLISH) -> Response:
    """The response that tells of a fault, in plain text."""
    status = error.status if isinstance(error, RequestError) else _STATUSES.get(error.problems[0].code, 400)
    headers = error.headers if isinstance(error, RequestError) else ()
    text = "\n\n".join("\n".join(lines(problem, language)) for problem in error.problems)
    return Response(status, f"{text}\n".encode(), headers=(*headers, ("content-language", language)))


def redirect(status: int, location: str, *headers: tuple[str, str]) -> Response:
    """The response that sends a client elsewhere."""
    return Response(status, f"{location}\n".encode(), headers=(("location", location), *headers))

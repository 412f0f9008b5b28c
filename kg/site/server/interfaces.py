"""Connects the server to web servers: RSGI (Granian) and ASGI (any other). Bodies are read up to a limit of size and time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any, Protocol

from kg.model.errors import Problem
from kg.model.message import Message
from kg.site.server.access_log import AccessLog
from kg.site.server.app import finished
from kg.site.server.http import Request, RequestError, Response, refused

MOST_BODY = 200_000
"""The most bytes of a request's body: a query and its dataset."""
SLOWEST = 10.0
"""The most seconds in which a body must have come."""
_HEADERS = ("accept", "accept-language", "content-type", "host", "if-none-match", "origin")


class Answering(Protocol):
    """What answers requests: the server of the graph, or that of the review."""

    async def answer(self, request: Request) -> Response:
        """The response to a request."""


def rsgi(server: Answering, log: AccessLog) -> Callable[[Any, Any], Awaitable[None]]:
    """The server as Granian calls it."""

    async def called(scope: Any, protocol: Any) -> None:
        began = time.perf_counter()
        if scope.proto != "http":
            protocol.close(None)
            return
        given = scope.headers
        headers = {name: value for name in _HEADERS if (value := given.get(name)) is not None}
        request = Request(scope.method, scope.path, scope.query_string, headers)
        response = await _answered(server, request, protocol)
        sent = [("content-type", response.media_type), *response.headers]
        if response.file:
            protocol.response_file(response.status, sent, str(response.file))
        elif response.status in (204, 304):
            protocol.response_empty(response.status, [*response.headers])
        else:
            protocol.response_bytes(response.status, sent, response.body)
        log.write(request, response, began, scope.client)

    return called


def asgi(server: Answering) -> Callable[..., Awaitable[None]]:
    """The server as any ASGI server calls it."""

    async def called(scope: MutableMapping[str, Any], receive: Callable[[], Awaitable[Any]], send: Any) -> None:
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        request = Request(scope["method"], scope["path"], scope["query_string"].decode("latin-1"), headers)
        response = await _answered(server, request, _asgi_body(receive))
        body = await asyncio.to_thread(response.file.read_bytes) if response.file else response.body
        sent = [("content-type", response.media_type), ("content-length", str(len(body))), *response.headers]
        raw = [(name.encode(), value.encode("latin-1")) for name, value in sent]
        await send({"type": "http.response.start", "status": response.status, "headers": raw})
        await send({"type": "http.response.body", "body": b"" if request.method == "HEAD" else body})

    return called


async def _asgi_body(receive: Callable[[], Awaitable[Any]]) -> AsyncIterator[bytes]:
    more = True
    while more:
        message = await receive()
        more = message.get("more_body", False)
        yield message.get("body", b"")


async def _answered(server: Answering, request: Request, pieces: AsyncIterator[bytes]) -> Response:
    """The response to a request, whose body is read if it may have one."""
    try:
        if request.method == "POST":
            request = request._replace(body=await _body(pieces))
    except RequestError as error:
        return finished(refused(error, request.language))
    return await server.answer(request)


async def _body(pieces: AsyncIterator[bytes]) -> bytes:
    """A body; status 413 if it is too long, 408 if it comes too slowly."""
    whole = bytearray()
    try:
        async with asyncio.timeout(SLOWEST):
            async for piece in pieces:
                whole += piece
                if len(whole) > MOST_BODY:
                    found = Message("the request has more than {most} bytes", most=MOST_BODY)
                    raise RequestError(413, Problem("bad-request", found, Message("ask for less, in smaller parts")))
    except TimeoutError:
        found = Message("the request did not come within {seconds} seconds", seconds=f"{SLOWEST:g}")
        raise RequestError(408, Problem("bad-request", found, Message("send it again"))) from None
    return bytes(whole)

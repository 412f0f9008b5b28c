"""Runs the server: the socket, the signals that end it, and the look-out for new releases."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from kg.extraction.review.telling import checked_reader
from kg.model.errors import CallError, Problem, reason
from kg.model.message import Message
from kg.model.project import find_project
from kg.site.server.access_log import AccessLog
from kg.site.server.app import Server, Told, opened
from kg.site.server.http import Request, Response
from kg.site.server.interfaces import Answering, rsgi
from kg.site.server.releases import Settings

LOOK = 1.0
"""Seconds between two looks for a new build or site."""
_CONNECTIONS = 4_096
_HEADERS_MS = 15_000
"""Milliseconds in which the head of a request must have come; an idle connection is closed after them too."""


class Place(NamedTuple):
    """Where the server listens; with port 0 the system chooses one."""

    host: str = "127.0.0.1"
    port: int = 8080


def serve(settings: Settings, place: Place, log: AccessLog, *, ready: Callable[[str], None], told: Told) -> None:
    """Serves until it is asked to end; ``ready`` gets the address, ``told`` what is wrong with a new release."""
    check_installed()
    asyncio.run(_serve(settings, place._replace(port=free_port(place)), log, ready, told))


def check_installed() -> None:
    """``CallError`` if a library of the extra ``serve`` is missing."""
    for name in ("granian", "mimeparse", "jinja2"):
        if find_spec(name) is None:
            remedy = Message(
                "run `pip install 'chronicle-kg[{extra}]'`, or in a checkout `pip install -e '.[{extra}]'`",
                extra="serve",
            )
            found = Message("{format} needs {library}, and it is not installed", format="kg serve", library=name)
            raise CallError(Problem("missing-extra", found, remedy))


def free_port(place: Place) -> int:
    """The port, or one that the system chooses; ``CallError`` if it is in use or may not be used."""
    try:
        family = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)[0][0]
        with socket.create_server((place.host, place.port), family=family) as found:
            port: int = found.getsockname()[1]
            return port
    except OSError as error:
        told = Message(
            "port {port} of {host} cannot be used: {reason}", port=place.port, host=place.host, reason=reason(error)
        )
        remedy = Message("name another one with --port, or end what uses it")
        raise CallError(Problem("port-in-use", told, remedy)) from error


def serve_review(documents: Path | None, reader: str, place: Place, *, ready: Callable[[str], None]) -> None:
    """Serves the review of a folder of documents in the browser until it is asked to end.

    ``CallError`` for a reader without a name, and for any other place than this machine.
    """
    who, project = checked_reader(reader), find_project(documents)
    check_installed()
    from kg.site.server.reviewing import ReviewServer

    if place.host not in ("127.0.0.1", "localhost", "::1"):
        found = Message("a review is served on this machine alone, not at {host}", host=place.host)
        raise CallError(Problem("wrong-call", found, Message("leave --host out")))
    place = place._replace(port=free_port(place))
    server = ReviewServer(project, who, place.port)
    asyncio.run(_listening(server, place, AccessLog(), lambda address: ready(f"{address}{server.secret}/")))


async def _serve(settings: Settings, place: Place, log: AccessLog, ready: Callable[[str], None], told: Told) -> None:
    server = await opened(settings)
    look_out = asyncio.get_running_loop().create_task(_look_out(server, told))
    try:
        await _listening(server, place, log, ready)
    finally:
        look_out.cancel()
        await server.close()


async def _listening(server: Answering, place: Place, log: AccessLog, ready: Callable[[str], None]) -> None:
    """Listens until a signal ends it."""
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.server.embed import Server as Granian

    granian = Granian(
        rsgi(server, log),
        place.host,
        place.port,
        interface=Interfaces.RSGI,
        websockets=False,
        backlog=_CONNECTIONS // 4,
        backpressure=_CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADERS_MS),
        log_enabled=False,
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, granian.stop)
    said = loop.create_task(_say_when_ready(place, ready))
    try:
        await granian.serve()
    finally:
        said.cancel()


async def _say_when_ready(place: Place, ready: Callable[[str], None]) -> None:
    """Says the address as soon as something listens there."""
    for _ in range(1_000):
        try:
            _, writer = await asyncio.open_connection(place.host, place.port)
        except OSError:
            await asyncio.sleep(0.01)
            continue
        writer.close()
        host = f"[{place.host}]" if ":" in place.host else place.host
        ready(f"http://{host}:{place.port}/")
        return


async def _look_out(server: Server, told: Told) -> None:
    """Takes up each new release as soon as it is there."""
    while True:
        await asyncio.sleep(LOOK)
        await server.refresh(told)


def once(settings: Settings, address: str, headers: dict[str, str]) -> Response:
    """The response to one GET, without a socket."""
    check_installed()
    parts = urlsplit(address)

    async def asked() -> Response:
        server = await opened(settings._replace(workers=1))
        try:
            return await server.answer(Request("GET", unquote(parts.path), parts.query, headers))
        finally:
            await server.close()

    return asyncio.run(asked())


def shown(response: Response) -> str:
    """A response as it would be sent, for people: the status, the headers and the body."""
    phrase = HTTPStatus(response.status).phrase
    headers = (("content-type", response.media_type), *response.headers)
    head = "".join(f"{name}: {value}\n" for name, value in headers)
    body = (response.file.read_bytes() if response.file else response.body).decode(errors="replace")
    return f"{response.status} {phrase}\n{head}\n{body}{'' if body.endswith(chr(10)) else chr(10)}"

"""What answers a request: each path has one function, and every response gets the same headers.

``Server.answer`` takes a ``Request`` and gives a ``Response``; ``interfaces.py`` connects it to web servers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from kg.model.errors import ChronicleError, Problem
from kg.model.message import Message
from kg.site.server import catalogue_api, documents, editor, sparql
from kg.site.server.http import Request, RequestError, Response, refused
from kg.site.server.releases import Release, Settings, Stamps, open_release, stamps

METHODS = ("GET", "HEAD", "OPTIONS")
_SPARQL_METHODS = (*METHODS, "POST")
_POLICY = (
    "default-src 'self'; img-src 'self' data:; font-src 'self' data:; script-src 'self';"
    " style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk=';"  # what Yasgui adds for the width of columns
    " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
COMMON = (
    ("access-control-allow-origin", "*"),
    ("access-control-expose-headers", "Content-Location, ETag, Link, Retry-After, Chronicle-Truncated-After"),
    ("content-security-policy", _POLICY),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "geolocation=(), camera=(), microphone=()"),
    ("referrer-policy", "no-referrer"),
    ("vary", "Accept, Accept-Language"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
)
"""What stands in every response: what a page may load, and nothing that tells other hosts of a visit; no cookie."""
_PREFLIGHT = (
    ("access-control-allow-headers", "Accept, Content-Type, If-None-Match"),
    ("access-control-max-age", "86400"),
)
Told = Callable[[tuple[Problem, ...]], None]


@dataclass(slots=True)
class Server:
    """What is served now; a request that has begun is answered from the release that it began with."""

    settings: Settings
    release: Release
    seen: Stamps
    closing: set[asyncio.Task[None]] = field(default_factory=set)

    async def answer(self, request: Request) -> Response:
        """The response to a request, whatever it is."""
        try:
            return finished(await self._answered(request))
        except ChronicleError as error:
            return finished(refused(error, request.language))

    async def _answered(self, request: Request) -> Response:
        allowed = _SPARQL_METHODS if request.path.rstrip("/") == sparql.PATH else METHODS
        if request.method == "OPTIONS":
            methods = ("access-control-allow-methods", ", ".join(allowed))
            return Response(204, headers=(("allow", ", ".join(allowed)), methods, *_PREFLIGHT))
        if request.method not in allowed:
            found = Message("{method} is not answered here", method=request.method)
            problem = Problem("bad-request", found, Message("use one of {names}", names=", ".join(allowed)))
            raise RequestError(405, problem, (("allow", ", ".join(allowed)),))
        return await _handler(request.path)(self.release, request)

    async def refresh(self, told: Told) -> bool:
        """Opens what was built or published since, and serves it from now on; a fault is told, and nothing changes then."""
        now = stamps(self.settings)
        if now == self.seen:
            return False
        self.seen = now
        try:
            new = await open_release(self.settings)
        except ChronicleError as error:
            told(error.problems)
            return False
        old, self.release = self.release, new
        if old.sha256 == new.sha256:
            new.cache.kept, new.cache.size = old.cache.kept, old.cache.size
        task = asyncio.get_running_loop().create_task(_retire(old, self.settings))
        self.closing.add(task)
        task.add_done_callback(self.closing.discard)
        return True

    async def close(self) -> None:
        """Ends all workers."""
        for task in self.closing:
            task.cancel()
        await self.release.pool.close()


async def opened(settings: Settings) -> Server:
    """A server of what there is; ``ChronicleError`` if it is not whole."""
    seen = stamps(settings)
    return Server(settings, await open_release(settings), seen)


async def _retire(release: Release, settings: Settings) -> None:
    """Closes a release when whatever was asked of it has been answered."""
    with suppress(asyncio.CancelledError):
        await asyncio.sleep(settings.limits.seconds * 2)
    await release.pool.close()
    for held in (release.held, release.site.held if release.site else None):
        if held:
            held.release()


Handler = Callable[[Release, Request], Awaitable[Response]]
_BEGINNINGS: Mapping[str, Handler] = {
    "api": catalogue_api.answered,
    "doc": documents.document,
    "id": documents.thing,
    "list": documents.listed,
    "ns": documents.thing,
    "sparql": editor.endpoint,
    "vocab": documents.thing,
    "_serve": documents.own_file,
}


def _handler(path: str) -> Handler:
    """What answers the paths with this beginning."""
    return _BEGINNINGS.get(path.split("/", 2)[1] if path.startswith("/") else "", documents.file)


def finished(response: Response) -> Response:
    """A response with the headers that all have."""
    headers = (*response.headers, *COMMON)
    if not response.etag:
        return replace(response, headers=(*headers, ("cache-control", "no-store")))
    return replace(response, headers=(*headers, ("etag", response.etag), ("cache-control", "no-cache")))

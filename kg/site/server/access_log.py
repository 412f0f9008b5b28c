"""The log of requests, in which nobody can be found: no address, no parameters, no program of the reader.

Who reads about whom can put people at risk, and what is not kept cannot be demanded from us.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from kg.model.display import printable
from kg.site.server.http import Request, Response


class AccessLog(NamedTuple):
    """Where lines go, if anywhere, and whether the reader's address stands in them."""

    say: Callable[[str], object] | None = None
    has_addresses: bool = False

    def write(self, request: Request, response: Response, began: float, client: str) -> None:
        """Adds a line for a request: when, what, the status, the bytes and the milliseconds."""
        if self.say is None:
            return
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        taken = (time.perf_counter() - began) * 1000
        who = f"{client.rpartition(':')[0] or client} " if self.has_addresses else ""
        what = printable(f"{request.method} {request.path}")
        self.say(f"{now} {who}{what} {response.status} {len(response.body)} {taken:.1f} ms\n")

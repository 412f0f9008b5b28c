"""Answers that were given, the most recent of them, up to so many bytes together."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field

from kg.site.server.http import Response

MOST = 64_000_000
"""Bytes of all answers together."""
LARGEST = 2_000_000
"""Bytes of the largest answer that is kept."""


@dataclass(slots=True)
class Cache:
    """The answers of one release by what was asked."""

    most: int = MOST
    size: int = 0
    kept: OrderedDict[Hashable, Response] = field(default_factory=OrderedDict)

    def get(self, key: Hashable) -> Response | None:
        """The answer to what was asked, if it is kept."""
        found = self.kept.get(key)
        if found is not None:
            self.kept.move_to_end(key)
        return found

    def put(self, key: Hashable, response: Response) -> Response:
        """Keeps an answer, and lets go of those that were asked for least recently."""
        if len(response.body) <= min(LARGEST, self.most) and key not in self.kept:
            self.kept[key] = response
            self.size += len(response.body)
            while self.size > self.most:
                _, gone = self.kept.popitem(last=False)
                self.size -= len(gone.body)
        return response

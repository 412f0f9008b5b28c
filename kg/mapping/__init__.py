"""A mapping script turns a document of its kind into records; one shared path turns records into quads."""

from __future__ import annotations

from kg.mapping.quads import Quad, Workshop
from kg.mapping.scripts import Source, read_sources

__all__ = ["Quad", "Source", "Workshop", "read_sources"]

"""Chronicle: human-rights documents become an evidence-anchored knowledge graph.

The rooms and the one direction of imports between them are listed in ``pyproject.toml`` (import-linter).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rdflib

__version__ = "0.1.0"
__all__ = ["__version__", "graph"]


def graph(build: str | Path = "build") -> rdflib.Graph:
    """All triples of a build, asserted and inferred, as an rdflib graph.

    ``build`` is the folder that ``kg build`` wrote. Raises ``FileNotFoundError`` where there is none.
    """
    import rdflib

    result = rdflib.Graph()
    for name in ("kg.ttl", "inferred.ttl"):
        result.parse(Path(build, name), format="turtle")
    return result

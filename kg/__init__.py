"""Chronicle: human-rights documents become an evidence-anchored knowledge graph.

The rooms and the one direction of imports between them are listed in ``pyproject.toml`` (import-linter).
"""

from __future__ import annotations

TYPE_CHECKING = False  # known to type checkers by its name; importing typing takes as long as Python's own start
if TYPE_CHECKING:
    from pathlib import Path

    import rdflib

__version__ = "0.1.0"
__all__ = ["__version__", "graph"]


def graph(build: str | Path = "build") -> rdflib.Graph:
    """All triples of a build, asserted and inferred, as an rdflib graph.

    ``build`` is the folder that ``kg build`` wrote. Raises ``FileNotFoundError`` where there is none.
    """
    from pathlib import Path

    import rdflib

    result = rdflib.Graph()
    for name in ("kg.ttl", "inferred.ttl"):
        result.parse(Path(build, name), format="turtle")
    return result

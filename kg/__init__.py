"""Chronicle: human-rights documents become an evidence-anchored knowledge graph.

Mapping scripts import only from here: see ``docs/mapping-scripts.md``. ``pyproject.toml`` lists the subpackages and the
one direction in which they may import each other (import-linter).
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers know the name; importing typing takes as long as starting Python
if TYPE_CHECKING:
    from pathlib import Path

    import rdflib

    from kg.mapping.source import Source
    from kg.model.errors import DataError, Location, Problem
    from kg.records import read_records
    from kg.records.access import Access
    from kg.records.making import Records, record
    from kg.sources.documents import Document, Located, Sentence, TextSpan
    from kg.sources.readers import read_document
    from kg.sources.tables import Row, read_rows

__version__ = "0.1.0"
__all__ = [
    "DataError",
    "Document",
    "Located",
    "Location",
    "Problem",
    "Records",
    "Row",
    "Sentence",
    "Source",
    "TextSpan",
    "__version__",
    "graph",
    "read_document",
    "read_records",
    "read_rows",
    "record",
]

_HOME = {
    **dict.fromkeys(("DataError", "Location", "Problem"), "kg.model.errors"),
    **dict.fromkeys(("Document", "Located", "Sentence", "TextSpan"), "kg.sources.documents"),
    **dict.fromkeys(("Row", "read_rows"), "kg.sources.tables"),
    **dict.fromkeys(("Records", "record"), "kg.records.making"),
    "Source": "kg.mapping.source",
    "read_document": "kg.sources.readers",
    "read_records": "kg.records",
}
"""The module of each public name, imported on first use so that commands start quickly."""


if not TYPE_CHECKING:  # a type checker takes the names from above and reports any other

    def __getattr__(name: str) -> object:
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(_HOME[name]), name)


def graph(build: str | Path = "build", *, access: Access = "public") -> rdflib.Graph:
    """All triples of a build, asserted and inferred, as an rdflib graph.

    ``build`` is the folder that ``kg build`` wrote; with ``access="internal"`` the full build beside it is read, which
    ``kg build --access internal`` writes. Raises ``FileNotFoundError`` where there is none, ``CallError`` for an
    internal build that was not asked for.
    """
    from pathlib import Path

    import rdflib

    from kg.answers.opening import readable
    from kg.build.output import held_build

    folder = readable(Path(build), access)
    held = held_build(folder)
    result = rdflib.Graph()
    for name in ("kg.ttl", "inferred.ttl"):
        with (held.path if held else folder).joinpath(name).open("rb") as file:
            result.parse(file, format="turtle", publicID=folder.joinpath(name).absolute().as_uri())
    return result

"""Chronicle: human-rights documents become an evidence-anchored knowledge graph.

Mapping scripts import only from here: see ``docs/mapping-scripts.md``. ``pyproject.toml`` lists the subpackages and the
one direction in which they may import each other (import-linter).
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers know the name; importing typing takes as long as starting Python
if TYPE_CHECKING:
    from pathlib import Path

    import pandas
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
    "query",
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
    """All that a build publishes, as an rdflib graph: the triples of its ``kg.ttl``.

    ``build`` is the folder that ``kg build`` wrote; with ``access="internal"`` the full build beside it is read, which
    ``kg build --access internal`` writes. Raises ``FileNotFoundError`` where there is none, ``CallError`` for an
    internal build that was not asked for. A query of it that names a class, property or concept that the ontology does not
    have is answered, with a warning.
    """
    from pathlib import Path

    from kg.answers.checked_graph import CheckedGraph
    from kg.answers.opening import readable
    from kg.build.output import held_build

    folder = readable(Path(build), access)
    held = held_build(folder)
    with (held.path if held else folder).joinpath("kg.ttl").open("rb") as file:
        return CheckedGraph().parse(file, format="turtle", publicID=folder.joinpath("kg.ttl").absolute().as_uri())


def query(
    name: str, *, build: str | Path = "build", access: Access = "public", long: bool = False, **parameters: str
) -> pandas.DataFrame | list[dict[str, str | int | None]]:
    """The rows that a build gives for a query of the catalogue: a pandas frame where pandas is installed, else a list.

    Each row of the list is a dictionary by column: a whole number is an ``int``, a cell in which nothing is bound
    ``None``, any other a text. With ``long`` there is one row a fact, with ``row``, ``record``, ``column`` and ``value``.
    ``parameters`` are those of the query, named as on the command line; ``from_`` stands for ``from``. Raises
    ``CallError`` for an unknown query or parameter and for a value that means nothing, and where there is no build.
    """
    from importlib.util import find_spec
    from pathlib import Path

    from kg.answers.catalogue import find_query
    from kg.answers.results import rows_of
    from kg.answers.rows import python_rows
    from kg.model.project import resources

    values = {key.rstrip("_"): str(value) for key, value in parameters.items()}
    found = rows_of(find_query(resources("queries"), name), values, Path(build), is_long=long, access=access)
    rows = python_rows(found)
    if find_spec("pandas"):
        import pandas

        return pandas.DataFrame(rows, columns=list(found.columns))
    return rows

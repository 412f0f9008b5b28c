"""The store: quads on disk, opened read-only by queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from kg.errors import CallError, DataError, Location, Problem
from kg.terms import Term

_RESULTS = {"csv": ox.QueryResultsFormat.CSV, "json": ox.QueryResultsFormat.JSON, "tsv": ox.QueryResultsFormat.TSV}


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to a SELECT or ASK: columns, and rows of terms in N-Triples form (``None``: unbound)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A set of quads that SPARQL 1.1 can ask.

    Each document's graph is a named graph; the default graph holds every triple once, asserted and inferred.
    """

    store: ox.Store

    @classmethod
    def write(cls, path: Path, lines: Iterable[str]) -> None:
        """A new store on disk from N-Quads lines."""
        store = ox.Store(str(path))
        store.bulk_load("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
        store.flush()
        store.optimize()

    @classmethod
    def open(cls, build: Path) -> Self:
        """The store of a build, read-only; ``CallError`` if there is none."""
        path = build / "store"
        if not path.is_dir():
            remedy = "run `kg build` first, or name the folder with --build"
            raise CallError(Problem("no-build", f"there is no build in {build}", remedy))
        try:
            return cls(ox.Store.read_only(str(path)))
        except OSError as error:
            raise DataError(
                Problem("broken-build", f"the store in {path} cannot be read", "run `kg build` again")
            ) from error

    def query(self, text: str, *, place: str = "") -> Solutions | list[str]:
        """Solutions of a SELECT or ASK, or the sorted N-Triples lines of a CONSTRUCT or DESCRIBE.

        ``DataError`` for a syntax error, with ``place`` (a file) and the line and column in it.
        """
        found = self._ask(text, place)
        if isinstance(found, ox.QuerySolutions):
            names = tuple(variable.value for variable in found.variables)
            rows = tuple(tuple(None if term is None else str(term) for term in row) for row in found)
            return Solutions(names, rows)
        if isinstance(found, ox.QueryBoolean):
            return Solutions(("answer",), ((f'"{str(bool(found)).lower()}"',),))
        return sorted(f"{triple} .\n" for triple in found)

    def solutions(self, text: str) -> Solutions:
        """Solutions of a SELECT that the project itself asks."""
        found = self.query(text)
        assert isinstance(found, Solutions)
        return found

    def results(self, text: str, name: str, *, place: str = "") -> bytes | None:
        """Solutions as CSV, TSV or JSON by the W3C's recommendations; ``None`` where the query makes triples."""
        found = self._ask(text, place)
        if isinstance(found, ox.QueryTriples):
            return None
        if isinstance(found, ox.QueryBoolean) and name != "json":
            return f"{str(bool(found)).lower()}\n".encode()
        return found.serialize(format=_RESULTS[name])

    def _ask(self, text: str, place: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self.store.query(text)
        except SyntaxError as error:
            where = _location(str(error), place)
            raise DataError(
                Problem("query-syntax", _reason(str(error)), "mend the SPARQL at this place", where)
            ) from error
        except (RuntimeError, OSError, ValueError) as error:
            remedy = "SERVICE and other things that need the network are not answered"
            raise DataError(Problem("query-failed", str(error), remedy, Location(place) if place else None)) from error


def _location(message: str, place: str) -> Location | None:
    import re

    found = re.search(r"error at (\d+):(\d+)", message)
    line, column = (int(found[1]), int(found[2])) if found else (0, 0)
    return Location(place or "query", line, column)


def _reason(message: str) -> str:
    return message.partition(": ")[2] or message

"""The store: quads on disk, which queries open read-only."""

from __future__ import annotations

import itertools
import re
import shutil
import tempfile
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Self

import pyoxigraph as ox

from kg.model.errors import CallError, DataError, Location, Problem
from kg.model.holding import Held
from kg.model.kinds import prefixes
from kg.model.message import Message
from kg.model.terms import Term
from kg.model.vocabulary import PREFIXES

_RESULTS = {"csv": ox.QueryResultsFormat.CSV, "json": ox.QueryResultsFormat.JSON, "tsv": ox.QueryResultsFormat.TSV}


class Solutions(NamedTuple):
    """The answer to a SELECT or ASK: columns, and rows of terms in N-Triples form (``None`` if unbound)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A set of quads that can be queried with SPARQL 1.1.

    Each document's graph is a named graph; the default graph holds every triple once, asserted and inferred. The
    ``prefixes`` are declared in every query; the query's own take precedence.
    """

    store: ox.Store
    prefixes: Mapping[str, str] = field(default_factory=lambda: prefixes(PREFIXES["id"]))
    held: Held | None = None
    """What keeps the files of the store as they are while it is in use."""

    @classmethod
    def write(cls, path: Path, lines: Iterable[str]) -> None:
        """Writes a new store to disk from N-Quads lines."""
        store = ox.Store(str(path))
        store.bulk_load("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
        store.flush()
        store.optimize()

    @classmethod
    def gather(cls, lines: Iterable[str]) -> Self:
        """A dataset in memory from N-Quads lines."""
        dataset = cls(ox.Store())
        dataset.add(lines)
        return dataset

    @classmethod
    def open(cls, build: Path, *, base: str = PREFIXES["id"]) -> Self:
        """The store of a build whose nodes are under ``base``, read-only; ``CallError`` if there is none."""
        path = build / "store"
        if not path.is_dir():
            remedy = Message("run `kg build` first, or name the folder with --build")
            raise CallError(Problem("no-build", Message("there is no build in {folder}", folder=build), remedy))
        try:
            return cls(ox.Store.read_only(str(path)), prefixes(base))
        except (OSError, RuntimeError) as error:  # a damaged file is a RuntimeError
            raise DataError(
                Problem(
                    "broken-build",
                    Message("the store in {path} cannot be read", path=path),
                    Message("run `kg build` again"),
                )
            ) from error

    @classmethod
    @contextmanager
    def borrowed(cls, path: Path) -> Iterator[Self]:
        """A temporary copy of a store on disk that may be changed; large files, which never change, are linked.

        ``DataError`` if there is no store.
        """
        with _beside(path.resolve()) as copy:
            try:
                for file in sorted(path.iterdir()):
                    _link(file, copy / file.name)
                store = ox.Store(str(copy))
            except (OSError, RuntimeError) as error:
                found = Message("the store in {path} cannot be read", path=path)
                raise DataError(Problem("broken-build", found, Message("run `kg build` again"))) from error
            yield cls(store)

    def remove(self, lines: Iterable[str]) -> None:
        """Removes the quads of N-Quads lines."""
        for quad in ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_QUADS, lenient=True):
            self.store.remove(quad)

    def add(self, lines: Iterable[str]) -> None:
        """Adds the quads of N-Quads lines; blank nodes keep their names, which the bulk loader would change."""
        remaining = iter(lines)
        while chunk := list(itertools.islice(remaining, _CHUNK)):
            blank = [line for line in chunk if " _:" in line or line.startswith("_:")]
            if blank:
                self.store.extend(ox.parse("".join(blank).encode(), format=ox.RdfFormat.N_QUADS, lenient=True))
                names = set(blank)
                chunk = [line for line in chunk if line not in names]
            self.store.load("".join(chunk).encode(), format=ox.RdfFormat.N_QUADS, lenient=True)

    def rows(self, text: str, *, graphs: Sequence[str] = ()) -> tuple[tuple[str, ...], Iterator[tuple[Term, ...]]]:
        """The columns and rows of one of the program's own SELECT queries; unbound terms are empty.

        No prefix is declared. ``graphs`` are the IRIs of the graphs to query together, an empty one being the default
        graph; without them only the default graph is queried. ``DataError`` if the query fails.
        """
        with _faults(""):
            asked: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
            asked = [ox.NamedNode(name) if name else ox.DefaultGraph() for name in graphs]
            found = self.store.query(text, default_graph=asked or None)
        assert isinstance(found, ox.QuerySolutions)
        return tuple(variable.value for variable in found.variables), _terms(found)

    def query(self, text: str, *, place: str = "") -> Solutions | list[str]:
        """Solutions of a SELECT or ASK, or the sorted N-Triples lines of a CONSTRUCT or DESCRIBE.

        ``DataError`` for a syntax error, with ``place`` (a file) and the line and column in it.
        """
        with _faults(place):
            found = self._ask(text, place)
            if isinstance(found, ox.QuerySolutions):
                names = tuple(variable.value for variable in found.variables)
                rows = tuple(tuple(None if term is None else str(term) for term in row) for row in found)
                return Solutions(names, rows)
            if isinstance(found, ox.QueryBoolean):
                return Solutions(("answer",), ((f'"{str(bool(found)).lower()}"',),))
            return sorted(f"{triple} .\n" for triple in found)

    def solutions(self, text: str) -> Solutions:
        """The solutions of one of the program's own SELECT queries."""
        found = self.query(text)
        assert isinstance(found, Solutions)
        return found

    def results(self, text: str, name: str, *, place: str = "") -> bytes | None:
        """Solutions as CSV, TSV or JSON (W3C recommendations); ``None`` if the query produces triples."""
        with _faults(place):
            found = self._ask(text, place)
            if isinstance(found, ox.QueryTriples):
                return None
            if isinstance(found, ox.QueryBoolean) and name != "json":
                return f"{str(bool(found)).lower()}\n".encode()
            return found.serialize(format=_RESULTS[name])

    def _ask(self, text: str, place: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        if any(_SERVICE.findall(text)):
            remedy = Message("query the other server yourself: Chronicle never accesses the network")
            raise DataError(
                Problem("query-failed", Message("the query calls another server with SERVICE"), remedy, _at(place))
            )
        return self.store.query(text, prefixes=dict(self.prefixes))


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """An empty folder on the same disk if that is writable, otherwise among the system's temporary files."""
    try:
        folder = tempfile.TemporaryDirectory(prefix=".kg-", dir=path.parent.parent)
    except OSError:
        folder = tempfile.TemporaryDirectory(prefix="kg-")
    with folder as name:
        yield Path(name)


def _link(file: Path, target: Path) -> None:
    if file.suffix == ".sst":
        try:
            target.hardlink_to(file)
        except OSError:
            pass  # another disk, or one without links
        else:
            return
    shutil.copyfile(file, target)


def _terms(found: ox.QuerySolutions) -> Iterator[tuple[Term, ...]]:
    with _faults(""):
        for row in found:
            yield tuple("" if term is None else str(term) for term in row)


_CHUNK = 100_000
"""Lines loaded at a time, so that the text of a large graph is never in memory along with its store."""

_SERVICE = re.compile(
    r"""(?:\"{3}[\s\S]*?\"{3}|'{3}[\s\S]*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|\#.*)|(?<![\w:?$-])(SERVICE)(?![\w:-])""",
    re.IGNORECASE,
)
"""Finds the word SERVICE outside strings, IRIs and comments; Oxigraph has no switch that turns it off."""


@contextmanager
def _faults(place: str) -> Iterator[None]:
    """Turns errors that the engine raises, at once or while it yields rows, into problems with a place."""
    try:
        yield
    except SyntaxError as error:
        raise DataError(_syntax(str(error), place)) from error
    except (RuntimeError, OSError, ValueError) as error:
        remedy = Message("simplify the query, or run it in another engine")
        raise DataError(
            Problem("query-failed", Message("the query failed: {reason}", reason=str(error)), remedy, _at(place))
        ) from error


def _at(place: str) -> Location | None:
    return Location(place) if place else None


def _syntax(message: str, place: str) -> Problem:
    """The problem for a syntax error of the engine, its message cut to one line."""
    found = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    line, column, reason = (int(found[1]), int(found[2]), found[3]) if found else (0, 0, message)
    reason = textwrap.shorten(reason, 120, placeholder=" …")
    found_text = Message("this is not SPARQL: {reason}", reason=reason)
    return Problem("query-syntax", found_text, Message("fix the SPARQL here"), Location(place or "query", line, column))

"""The store: quads on disk, which queries open read-only."""

from __future__ import annotations

import io
import itertools
import os
import re
import shutil
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

import pyoxigraph as ox

from kg.model.errors import CallError, DataError, Location, Problem
from kg.model.holding import Held
from kg.model.kinds import prefixes
from kg.model.message import Message
from kg.model.terms import Term
from kg.model.vocabulary import PREFIXES
from kg.model.worker import without_network
from kg.rdf.sparql_text import calls_service, measured

_RESULTS = {"csv": ox.QueryResultsFormat.CSV, "json": ox.QueryResultsFormat.JSON, "tsv": ox.QueryResultsFormat.TSV}


_BETWEEN = {"csv": (b"\n", 1), "json": (b"},{", -1), "tsv": (b"\n", 1)}
"""What stands between two rows, and how many more or fewer there are of these than rows."""
MOST_ROWS = 1_000_000
"""The most rows that a query answers with, unless more are wanted."""
_FEW = 5_000
"""So many changed lines may stay in the log of a store."""
_OPENED = 16
"""The store opens this many files at once when it is opened (RocksDB's ``kInitialLoadLimit``), the others when needed."""

Row = TypeVar("Row")
_NO_FUNCTIONS: Mapping[str, Callable[..., Term | None]] = {}


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
    is_whole: bool = False
    """All files of the store are open, so that a query needs to open no other."""
    held: Held | None = None
    """What keeps the files of the store as they are while it is in use."""

    @classmethod
    def write(cls, path: Path, texts: Iterable[bytes]) -> None:
        """Writes a new store to disk from N-Quads texts, each loaded by itself so that memory does not grow with all."""
        store = ox.Store(str(path))
        for text in texts:
            store.bulk_load(text, format=ox.RdfFormat.N_QUADS)
        store.flush()
        store.optimize()

    @classmethod
    def rewrite(cls, path: Path, former: Path, *, removed: Sequence[str], added: Sequence[str]) -> None:
        """Writes a store that differs from a former one in some N-Quads lines; its large files are links to those.

        A few lines stay in its log, which a reader reads first: more files would be opened only when they are needed.
        ``OSError`` or ``RuntimeError`` if the former one cannot be read.
        """
        path.mkdir()
        for file in sorted(former.iterdir()):
            if not file.name.startswith("LOG"):  # what the engine tells of itself
                _link(file, path / file.name)
        dataset, count = cls(ox.Store(str(path))), 0
        for change, lines in ((dataset.remove, removed), (dataset.add, added)):
            change(lines)
            count += len(lines)
        if len(list(path.glob("*.sst"))) > _OPENED:
            dataset.store.optimize()
        if count > _FEW:
            dataset.store.flush()
        del dataset
        for file in path.iterdir():
            if file.suffix != ".sst":
                _sync(file)

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
            store = ox.Store.read_only(str(path))
            return cls(store, prefixes(base), len(list(path.glob("*.sst"))) <= _OPENED)
        except (OSError, RuntimeError) as error:  # a damaged file is a RuntimeError
            raise DataError(
                Problem(
                    "broken-build",
                    Message("the store in {path} cannot be read", path=path),
                    Message("run `kg build` again"),
                )
            ) from error

    @classmethod
    def terms(cls, path: Path) -> set[Term]:
        """Every IRI and literal in a store on disk; ``DataError`` if it cannot be read."""
        try:
            found = ox.Store.read_only(str(path))
            terms = {term for quad in found for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)}
        except (OSError, RuntimeError) as error:
            remedy = Message("run `kg build` again")
            problem = Problem("broken-build", Message("the store in {path} cannot be read", path=path), remedy)
            raise DataError(problem) from error
        return {term.value for term in terms if isinstance(term, ox.NamedNode | ox.Literal)}

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

    def add_text(self, text: bytes) -> None:
        """Adds the quads of N-Quads as ``add`` does, without taking the lines apart."""
        if b"_:" in text:
            self.add(f"{line}\n" for line in text.decode().split("\n")[:-1])
        else:
            self.store.load(text, format=ox.RdfFormat.N_QUADS, lenient=True)

    def rows(
        self,
        text: str,
        *,
        graphs: Sequence[str] = (),
        functions: Mapping[str, Callable[..., Term | None]] = _NO_FUNCTIONS,
    ) -> tuple[tuple[str, ...], Iterator[tuple[Term, ...]]]:
        """The columns and rows of one of the program's own SELECT queries; unbound terms are empty.

        No prefix is declared. ``graphs`` are the IRIs of the graphs to query together, an empty one being the default
        graph; without them only the default graph is queried. ``functions`` are what the query may call, by IRI.
        ``DataError`` if the query fails.
        """
        with faults(""):
            called = {ox.NamedNode(name): _function(function) for name, function in functions.items()}
            asked: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
            refuse(text, {}, "")
            asked = [ox.NamedNode(name) if name else ox.DefaultGraph() for name in graphs]
            found = self.store.query(text, default_graph=asked or None, custom_functions=called or None)
        assert isinstance(found, ox.QuerySolutions)
        return tuple(variable.value for variable in found.variables), _terms(found)

    def query(self, text: str, *, place: str = "", most: int = MOST_ROWS) -> Solutions | list[str]:
        """Solutions of a SELECT or ASK, or the sorted N-Triples lines of a CONSTRUCT or DESCRIBE.

        ``DataError`` for a syntax error, with ``place`` (a file) and the line and column in it, and for more than
        ``most`` rows.
        """
        with faults(place), self.confined():
            found = self._ask(text, place)
            if isinstance(found, ox.QuerySolutions):
                names = tuple(variable.value for variable in found.variables)
                rows = (tuple(None if term is None else str(term) for term in row) for row in found)
                return Solutions(names, tuple(_at_most(rows, most)))
            if isinstance(found, ox.QueryBoolean):
                return Solutions(("answer",), ((f'"{str(bool(found)).lower()}"',),))
            return sorted(_at_most((f"{triple} .\n" for triple in found), most))

    def solutions(self, text: str) -> Solutions:
        """The solutions of one of the program's own SELECT queries."""
        found = self.query(text)
        assert isinstance(found, Solutions)
        return found

    def results(self, text: str, name: str, *, place: str = "", most: int = MOST_ROWS) -> bytes | None:
        """Solutions as CSV, TSV or JSON (W3C recommendations); ``None`` if the query produces triples.

        ``DataError`` for more than ``most`` rows.
        """
        with faults(place), self.confined():
            found = self._ask(text, place)
            if isinstance(found, ox.QueryTriples):
                return None
            if isinstance(found, ox.QueryBoolean) and name != "json":
                return f"{str(bool(found)).lower()}\n".encode()
            written = _Rows(name, most)
            found.serialize(written, format=_RESULTS[name])
            return written.getvalue()

    def confined(self) -> AbstractContextManager[None]:
        """Where the whole store is open, an engine in a worker can open nothing else, not even a connection."""
        return without_network() if self.is_whole else nullcontext()

    def _ask(self, text: str, place: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        refuse(text, self.prefixes, place)
        return self.store.query(text, prefixes=dict(self.prefixes))


def written(found: Solutions, name: str) -> bytes:
    """Rows as CSV, TSV or JSON (W3C recommendations)."""
    columns = " ".join(f"?{column}" for column in found.columns)
    rows = " ".join(f"({' '.join(term or 'UNDEF' for term in row)})" for row in found.rows)
    asked = ox.Store().query(f"SELECT {columns} {{ VALUES ({columns}) {{ {rows} }} }}")
    assert isinstance(asked, ox.QuerySolutions)
    return asked.serialize(format=_RESULTS[name]) or b""


def refuse(text: str, prefixes: Mapping[str, str], place: str, *, base: str | None = None) -> None:
    """``DataError`` for a query that no engine should see, or that calls another server."""
    measured(text, place)
    if calls_service(text, prefixes, base=base):
        remedy = Message("query the other server yourself: Chronicle never accesses the network")
        raise DataError(
            Problem("query-failed", Message("the query calls another server with SERVICE"), remedy, _at(place))
        )


class _Rows(io.BytesIO):
    """What an engine writes; ``DataError`` as soon as it has more than some number of rows."""

    def __init__(self, form: str, most: int) -> None:
        super().__init__()
        self._between, headers = _BETWEEN[form]
        self._left, self._most, self._tail = most + headers, most, b""

    def write(self, data: Any, /) -> int:
        """Counts the rows in what is written next; a mark may lie across two pieces."""
        piece = self._tail + bytes(data)
        self._left -= piece.count(self._between)
        if self._left < 0:
            raise _too_many(self._most)
        self._tail = piece[1 - len(self._between) :] if len(self._between) > 1 else b""
        return super().write(data)


def _at_most(rows: Iterable[Row], most: int) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if number == most:
            raise _too_many(most)
        yield row


def _too_many(most: int) -> DataError:
    found = Message("the answer has more than {count} rows", count=most)
    return DataError(Problem("limit-reached", found, Message("ask for fewer with LIMIT, or allow more with --rows")))


def _sync(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


def _link(file: Path, target: Path) -> None:
    if file.suffix == ".sst":
        try:
            target.hardlink_to(file)
        except OSError:
            pass  # another disk, or one without links
        else:
            return
    shutil.copyfile(file, target)


_OxTerm = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def _function(function: Callable[..., Term | None]) -> Callable[..., _OxTerm | None]:
    """A function on terms in N-Triples form, for queries; it gives a boolean or nothing."""

    def called(*terms: _OxTerm) -> _OxTerm | None:
        result = function(*map(str, terms))
        return None if result is None else ox.Literal(result.startswith('"true"'))

    return called


def _terms(found: ox.QuerySolutions) -> Iterator[tuple[Term, ...]]:
    with faults(""):
        for row in found:
            yield tuple("" if term is None else str(term) for term in row)


_CHUNK = 100_000
"""Lines loaded at a time, so that the text of a large graph is never in memory along with its store."""


@contextmanager
def faults(place: str) -> Iterator[None]:
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

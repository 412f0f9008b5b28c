"""The build as the context of a check: its triples, its ontology, and the results that it already had."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kg.build.index import Index, ontology_fingerprint, read_index
from kg.build.output import held_build
from kg.build.reading import Read
from kg.build.scope import Scope
from kg.model.errors import CallError, DataError, Location, Problem
from kg.model.files import MOST_BUILT, bytes_of, shown
from kg.model.holding import Held
from kg.model.message import Message
from kg.model.terms import Term, Triple, expand
from kg.rdf.dataset import Dataset
from kg.rdf.ontology import read_ontology
from kg.rdf.syntax import read_triples


def need_index(build: Path, documents: Path, held: Held | None = None) -> Index:
    """The index of a named build; ``CallError`` if there is none."""
    index = _read_index(build, documents, held)
    if index is None:
        remedy = Message("run `kg build` first, or name the folder of a build with --against")
        raise CallError(Problem("no-build", Message("there is no build in {folder}", folder=build), remedy))
    return index


def _read_index(build: Path, documents: Path, held: Held | None) -> Index | None:
    found = read_index(held.path if held else build, documents)
    return found._replace(folder=build) if found else None


def read_build(build: Path, index: Index, wanted: Callable[[str], bool]) -> tuple[set[Triple], list[Triple]]:
    """The asserted triples of the wanted graphs of a build, and the ontology: that of the build if it has not changed."""
    ontology_graph = f"<{index.base}graph/ontology>"
    same = index.ontology == ontology_fingerprint()
    data: set[Triple] = set()
    ontology: list[Triple] = [] if same else read_ontology()
    try:
        text = bytes_of(build / "kg.nq", most=MOST_BUILT).decode()
    except (OSError, UnicodeDecodeError) as error:
        found = Message("the build in {folder} cannot be read", folder=shown(build))
        raise DataError(
            Problem("broken-build", found, Message("run `kg build` again"), Location(shown(build)))
        ) from error
    chosen: dict[str, bool] = {}
    for line in text.splitlines():
        subject, predicate, rest = line.split(" ", 2)
        value, graph, _ = rest.rsplit(" ", 2)
        if graph == ontology_graph:
            if same:
                ontology.append((subject, predicate, value))
            continue
        if graph not in chosen:
            chosen[graph] = wanted(graph)
        if chosen[graph]:
            data.add((subject, predicate, value))
    return data, ontology


def known_results(build: Path) -> Set[Term]:
    """The results of a build's own validation."""
    path = build / "validation.ttl"
    if not path.is_file():
        return set()
    return {value for _, predicate, value in read_triples(path) if predicate == expand("sh:result")}


@dataclass(frozen=True)
class BuildContext:
    """The build that a check compares with and reuses; ``index`` is ``None`` if there is no usable one.

    It is ``held``, if it is there, so that a build that is finished meanwhile does not mix with it.
    """

    build: Path
    index: Index | None
    held: Held | None = None

    @property
    def path(self) -> Path:
        """The path by which the build is read."""
        return self.held.path if self.held else self.build

    @cached_property
    def results(self) -> Set[Term]:
        """The results of the build's own validation."""
        return known_results(self.path)

    def store(self, read: Read) -> Path | None:
        """The store of the build's triples, if any are reused and it was made with the current ontology."""
        path = self.path / "context"
        usable = self.index and read.reuse.units and self.index.ontology == ontology_fingerprint() and path.is_dir()
        return path if usable else None

    def replaced(self, read: Read) -> set[Triple]:
        """The triples of the build that no longer hold, because their units were read again or removed."""
        assert self.index
        base = read.directory.base
        replaced = [f"<{base}{unit.graph}>" for name, unit in self.index.units.items() if name not in read.reuse.units]
        if not replaced:
            return set()
        names = " ".join(replaced)
        query = (
            f"SELECT ?s ?p ?o WHERE {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} "
            f"FILTER NOT EXISTS {{ GRAPH ?h {{ ?s ?p ?o }} FILTER ( ?h NOT IN ( {', '.join(replaced)} ) ) }} }}"
        )
        _, rows = Dataset.open(self.path, base=base).rows(query)
        return {(s, p, o) for s, p, o in rows}

    def triples(self, read: Read) -> tuple[set[Triple], list[Triple]]:
        """The reused triples, and those of the ontology."""
        if self.index is None:
            return set(), read_ontology()
        graphs = {f"<{read.directory.base}{unit.graph}>" for unit in read.reuse.units.values()}
        return read_build(self.path, self.index, graphs.__contains__)


def find_context(scope: Scope, against: Path | None) -> tuple[BuildContext, Scope]:
    """The context of a scope, and the same scope with the base of the nodes of that context.

    The context is the build named by ``against``, or that of the project; a whole project is read without its own
    build. ``CallError`` if there is no build where one is named.
    """
    project = scope.project
    if against is not None and against.resolve() != project.build.resolve():
        held = held_build(against)
        index = need_index(against, project.documents, held)
        return BuildContext(against, index, held), replace(scope, project=project._replace(base=index.base))
    build = against or project.build
    held = held_build(build)
    own = None if scope.whole else _read_index(build, project.documents, held)
    return BuildContext(build, own if own and own.base == project.base else None, held), scope

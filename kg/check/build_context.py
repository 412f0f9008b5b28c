"""The build as the context of a check: its triples, its ontology, and the results that it already had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kg.build.blocks import Block, BrokenBlockError
from kg.build.former import read_blocks
from kg.build.index import Index, ontology_fingerprint, read_index
from kg.build.output import held_build
from kg.build.reading import Read
from kg.build.scope import Scope
from kg.model.errors import CallError, DataError, Location, Problem
from kg.model.files import shown
from kg.model.holding import Held
from kg.model.message import Message
from kg.model.terms import Term, Triple, expand
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

    @cached_property
    def blocks(self) -> dict[str, Block]:
        """The blocks of the build by the names of their units; ``DataError`` if they cannot be read."""
        if self.index is None:
            return {}
        with self.whole():
            return read_blocks(self.path)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Reports a block that cannot be read as ``DataError``: some are read only when something leads to them."""
        try:
            yield
        except BrokenBlockError as error:
            found = Message("the build in {folder} cannot be read", folder=shown(self.build))
            remedy = Message("run `kg build` again")
            raise DataError(Problem("broken-build", found, remedy, Location(shown(self.build)))) from error

    def reused(self, read: Read) -> list[Block]:
        """The blocks of the units that are taken from the build."""
        return [self.blocks[name] for name in read.reuse.units] if read.reuse.units else []

    def ontology(self) -> Sequence[Triple]:
        """The triples of the ontology: those of the build if it has not changed."""
        if self.index and self.index.ontology == ontology_fingerprint():
            return tuple(self.blocks["ontology"].triples())
        return read_ontology()


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

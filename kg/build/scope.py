"""Which part of a project is requested, and what of the rest can be taken from the last build instead of being read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kg.build.index import AUTHORITIES, Index, Unit, files_of
from kg.model.files import fingerprint, shown
from kg.model.project import Project
from kg.records import Record
from kg.records.identity import claim_locals


@dataclass(slots=True)
class Scope:
    """The requested part of a project: everything (``whole``), or some documents and authority files.

    Each document has a list of further files of records that count as its own.
    """

    project: Project
    documents: dict[Path, list[Path]] = field(default_factory=dict)
    authorities: set[Path] = field(default_factory=set)
    whole: bool = False

    @property
    def files(self) -> set[str]:
        """The requested files and all others in the documents' folders, as paths are shown."""
        beside = (file for path in self.documents if path.parent.is_dir() for file in path.parent.iterdir())
        return {shown(path) for path in (*self.documents, *beside, *self.authorities)}


class Reuse(NamedTuple):
    """What is taken from a build: its ``units`` by name; ``unchanged`` are the files that have not changed since."""

    units: Mapping[str, Unit]
    unchanged: frozenset[str]

    def also(self, unit: Unit) -> Reuse:
        """The same with one more unit."""
        return self._replace(units={**self.units, unit.name: unit})

    def without(self, names: Collection[str]) -> Reuse:
        """The same without some units."""
        return self._replace(units={name: unit for name, unit in self.units.items() if name not in names})


NOTHING = Reuse({}, frozenset())
"""Nothing is reused, as when there is no build."""


def reusable(scope: Scope, index: Index, documents: Mapping[str, Path]) -> Reuse:
    """What need not be read: what has not changed and, from another project's build, what is not in this project.

    ``documents`` are the paths of all documents by the names of their units.
    """
    here = {*documents, *([AUTHORITIES] if scope.project.authorities.is_dir() else [])}
    unchanged = _unchanged(scope.project, index, here)
    files = frozenset(shown(path) for paths in unchanged.values() for path in paths)
    if scope.authorities and not scope.files & files:
        return Reuse({}, files)  # entities have changed, and with them what any document means
    is_own = scope.whole or index.folder.resolve() == scope.project.build.resolve()

    def is_taken(name: str) -> bool:
        is_asked = bool(scope.authorities) if name == AUTHORITIES else documents.get(name) in scope.documents
        is_gone = is_own and name not in (here if scope.whole else {*here, AUTHORITIES})
        return not is_asked and not is_gone and (name in unchanged or name not in here)

    taken = {name: unit for name, unit in index.units.items() if is_taken(name)}
    return Reuse(taken, files)


def touched(former: Iterable[Unit], now: Iterable[Unit]) -> tuple[set[str], set[str]]:
    """What a change of units touches: the ids and names that mean something else now, and the ids of documents.

    A document is touched where a name of the authority files that occurs in it has changed.
    """
    before, after = (_meanings(units) for units in (former, now))
    keys = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return {key for key in keys if not key.startswith(_IN)}, {
        key.removeprefix(_IN) for key in keys if key.startswith(_IN)
    }


_IN = "\0"
"""Stands before the id of a document in which a name occurs; no id or name begins with it."""


def _meanings(units: Iterable[Unit]) -> dict[str, list[str]]:
    """The fingerprints of the records that each id or name can mean, and of those that say what occurs in a document."""
    found: dict[str, list[str]] = {}
    for unit in units:
        for record, meaning in unit.meanings():
            for key in _keys(unit, record):
                found.setdefault(key, []).append(meaning)
    return {key: sorted(meanings) for key, meanings in found.items()}


def _keys(unit: Unit, record: Record) -> Iterator[str]:
    local = f"{unit.document}.{record.id}" if unit.document and record.kind.name != "document" else record.id
    yield local
    yield from claim_locals(record, local)
    if not unit.document:
        for entry in (*record.all("label"), *record.all("title")):
            yield entry.text
        for entry in record.all("names"):
            if isinstance(entry.value, Record):
                yield entry.value.text("name")
                yield from (f"{_IN}{document.text}" for document in entry.value.all("in"))


def _unchanged(project: Project, index: Index, here: set[str]) -> dict[str, list[Path]]:
    """The files of each unit that is, byte for byte, as it was built."""
    files = {name: files_of(project, name) for name in index.units if name in here}
    return {name: paths for name, paths in files.items() if fingerprint(paths) == index.units[name].sha256}

"""What is handed on, searched for what is withheld: a second net behind the build's own.

It catches too what a build shows that was made before a record was withheld.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.build.reading import read_project
from kg.exchange.tombstones import FILE as TOMBSTONES
from kg.model.errors import CallError, DataError, Problem
from kg.model.message import Message
from kg.model.project import find_project
from kg.records.access import INTERNAL, Access
from kg.upkeep.scanning import Leak, Scan
from kg.upkeep.withheld_strings import withheld_strings

_FOUND = {
    "name": Message("a name that is withheld is here"),
    "words": Message("words of a record that is withheld are here"),
    "id": Message("the id of a record that is withheld is here"),
    "file name": Message("the name of a file has what is withheld"),
    "unread": Message("something is packed here that cannot be searched"),
}
_REMEDY = Message("run `kg build` again; if it is still there, rewrite or withhold the record that has it")


class Search(NamedTuple):
    """A search of what is handed on: ``scan`` is missing where nothing is withheld, or no project says what is."""

    scan: Scan | None
    has_project: bool = True

    @property
    def exempt(self) -> tuple[str, ...]:
        """The words that are not sought by themselves."""
        return self.scan.sought.exempt if self.scan else ()

    def refuse(self, files: Iterable[tuple[str, bytes]]) -> None:
        """``DataError``, with each place, if a file or its name has what is withheld; it does not say what that is."""
        found = [_problem(leak) for leak in self.scan.leaks(files) if not _was_public(leak)] if self.scan else []
        if found:
            raise DataError(found)

    def refuse_folder(self, folder: Path) -> None:
        """The same for every file in a folder."""
        self.refuse(files_below(folder))


def scan_for(access: Access) -> Search:
    """A search for what the project in the working folder withholds from readers with this access."""
    if access == INTERNAL:
        return Search(None)
    try:
        project = find_project()
    except CallError:
        return Search(None, has_project=False)
    sought = withheld_strings(project, read_project(project), access)
    return Search(Scan.of(sought) if sought else None)


def files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of every file in a folder, as they are on the disk."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield path.relative_to(folder).as_posix(), path.read_bytes()


def _was_public(leak: Leak) -> bool:
    """Whether it is an id that an earlier release had, of which this one says that it is gone."""
    return leak.what == "id" and Path(leak.place.path).name == TOMBSTONES


def _problem(leak: Leak) -> Problem:
    return Problem("withheld-name", _FOUND[leak.what], _REMEDY, leak.place)

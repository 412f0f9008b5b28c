"""Looks for a name in every file of a project: texts, names of files, builds and their stores, exports beside them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.build.output import build_folders, folder_of
from kg.model.errors import ChronicleError, Location
from kg.model.files import shown
from kg.model.project import Project
from kg.model.terms import text_of
from kg.model.writing import scratch_folders
from kg.rdf.dataset import Dataset
from kg.records.access import CHOICES
from kg.records.names import Names
from kg.upkeep.files import JOURNAL

EXPORTS = (".csv", ".gz", ".html", ".json", ".jsonld", ".nq", ".nt", ".rdf", ".trig", ".tsv", ".ttl", ".xml", ".zip")
"""Endings of files that may have been exported: these are searched beside the documents and the build."""

_PACKED = (".gz", ".zip", ".tar", ".xz", ".bz2", ".7z")
_LITERALS = "SELECT DISTINCT ?o WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(isLiteral(?o)) }"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place at which a name was found, and what it is: a word of it, a longer word, a file's name, a store."""

    place: Location
    what: str


def occurrences(folder: Path, names: Names, *, without: frozenset[Path]) -> list[Occurrence]:
    """Every place below a folder where a name is found; ``without`` are folders that are searched separately."""
    return [found for path in _files(folder, without) for found in in_file(path, names, folder)]


def in_file(path: Path, names: Names, folder: Path) -> Iterator[Occurrence]:
    """The places in one file, and in its name below ``folder``."""
    place = Location(shown(path))
    if names.find(path.relative_to(folder).as_posix()):
        yield Occurrence(Location(shown(folder)), "the name of a file or folder in it")
    try:
        data = path.read_bytes()
    except OSError:
        yield Occurrence(place, "a file that cannot be read")
        return
    if path.suffix in _PACKED:
        yield Occurrence(place, "a packed file: look into it yourself")
    elif b"\0" in data:
        if names.in_bytes(data):
            yield Occurrence(place, "bytes that are no text")
    else:
        text = data.decode("utf-8", errors="replace")
        for hit in names.find(text):
            line, column = text.count("\n", 0, hit.start) + 1, hit.start - text.rfind("\n", 0, hit.start)
            yield Occurrence(
                Location(place.path, line, column), "the name" if hit.sure else "a longer word that begins so"
            )


def in_builds(project: Project, names: Names) -> list[Occurrence]:
    """The places in the build, in what was rejected, and in what a killed build left."""
    found = [folder for folder in build_folders(project.build) if folder.is_dir()]
    for access in CHOICES:
        target = folder_of(project.build.resolve(), access)
        found += scratch_folders(target.parent, target.name)
    return [place for folder in found for place in in_build(folder, names)]


def in_build(folder: Path, names: Names) -> list[Occurrence]:
    """The places in the files of a build and in the literals of its store."""
    found = occurrences(folder, names, without=frozenset())
    if (folder / "store").is_dir():
        try:
            rows = Dataset.open(folder).solutions(_LITERALS).rows
        except ChronicleError:
            found.append(Occurrence(Location(shown(folder / "store")), "a store that cannot be opened: run `kg build`"))
        else:
            held = sum(1 for (term,) in rows if any(hit.sure for hit in names.find(text_of(term or ""))))
            if held:
                found.append(
                    Occurrence(Location(shown(folder / "store")), f"the name, in {held} literals of the store")
                )
    return found


def exports(project: Project) -> list[Path]:
    """What may have been exported beside the documents and the build: other builds, graph files and tables."""
    target = project.build.resolve()
    own = {project.documents.resolve(), *build_folders(project.build)}
    found: set[Path] = set()
    for folder in {project.documents.resolve().parent, target.parent}:
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            is_build = path.is_dir() and ((path / "store").is_dir() or (path / "kg.nq").is_file())
            if path not in own and (is_build or (path.is_file() and path.suffix in EXPORTS)):
                found.add(path)
    return sorted(found)


def in_exports(project: Project, names: Names) -> list[Occurrence]:
    """The places in what may have been exported."""
    found: list[Occurrence] = []
    for path in exports(project):
        found += in_build(path, names) if path.is_dir() else list(in_file(path, names, path.parent))
    return found


def _files(folder: Path, without: frozenset[Path]) -> Iterator[Path]:
    for above, folders, names in os.walk(folder):
        here = Path(above)
        folders[:] = sorted(
            name for name in folders if name not in (".git", JOURNAL) and (here / name).resolve() not in without
        )
        yield from (here / name for name in sorted(names))

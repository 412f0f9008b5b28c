"""Looks for a name in every file of a project: texts, names of files, builds and their stores, what lies beside them."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from kg.build.former import FOLDER
from kg.build.output import FORMER_STORES, STORES, build_folders, folder_of, rejected
from kg.model.errors import ChronicleError, DataError, Location
from kg.model.files import bytes_of, shown
from kg.model.project import Project
from kg.model.terms import text_of
from kg.model.writing import real_path, scratch_folders
from kg.rdf.dataset import Dataset
from kg.rdf.ontology import read_ontology
from kg.records.access import CHOICES
from kg.records.names import Hit, Names
from kg.upkeep.given_out import reading
from kg.upkeep.unpacking import MOST_BYTES, UnreadableError, is_closed, is_packed, members, text_of_block, texts

_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_MARKUP = ("<", "\ufeff<", "@", "%!")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place at which a name was found, and what it is: a word of it, a longer word, a file's name, a store.

    ``unread`` is the file where the place is one in which no name could be sought, so that a person has to look.
    Without ``sure``, the word only may be of the name.
    """

    place: Location
    what: str
    unread: Path | None = None
    sure: bool = True


def occurrences(folder: Path, names: Names, *, without: Collection[Path] = ()) -> list[Occurrence]:
    """Every place below a folder where a name is found; ``without`` are folders that are searched separately."""
    found: list[Occurrence] = []
    for path in _entries(folder, {real_path(path) for path in without}):
        if is_store(path.parent):
            continue  # what it holds is asked for, not read
        if path.is_dir() and not path.is_symlink():
            found += in_store(path, names) if is_store(path) else ()
            found += _in_path(path, names, folder) if names.find(path.name) else ()
        else:
            found += in_file(path, names, folder)
    return found


def in_file(path: Path, names: Names, folder: Path) -> Iterator[Occurrence]:
    """The places in one file, in its name, and in where it leads to if it is a link."""
    yield from _in_path(path, names, folder)
    place = Location(shown_link(path))
    try:
        if not path.is_file():
            return
        data = bytes_of(path, most=MOST_BYTES)
    except DataError:
        yield Occurrence(place, "a file too large to be searched", path)
        return
    except FileNotFoundError:  # a link to nothing, or a file that is gone meanwhile
        return
    except OSError:
        yield Occurrence(place, "a file that cannot be read", path)
        return
    yield from in_bytes(text_of_block(data) if path.parent.name == FOLDER else data, names, place, path)


def _in_path(path: Path, names: Names, folder: Path) -> Iterator[Occurrence]:
    target = str(path.readlink()) if path.is_symlink() else ""
    if names.find(path.name):
        yield Occurrence(Location(shown(folder)), "the name of a file or folder in it")
    if target and names.find(target):
        yield Occurrence(Location(shown(folder)), "where a link in it leads to")


def in_bytes(data: bytes, names: Names, place: Location, path: Path) -> Iterator[Occurrence]:
    """The places in the content of a file, which ``path`` says how to read."""
    how = reading(path)
    if is_packed(data):
        yield from _in_packed(data, names, place, path)
        return
    if how == "packed" and data:
        yield Occurrence(place, "a packed file that cannot be opened", path)
        return
    if is_closed(data) or how == "closed":
        yield Occurrence(place, "a picture, a page or an archive in which no text can be sought", path)
        return
    read = texts(data)
    if not read and names.in_bytes(data):
        yield Occurrence(place, "bytes that are no text")
    hits = [
        (text, hit)
        for text in read
        for hit in names.find(text, markup=how == "markup" or (how is None and text.startswith(_MARKUP)))
        if not _is_ours(text, hit)
    ]
    seen: set[tuple[int, int]] = set()
    for text, hit in hits:
        line, column = text.count("\n", 0, hit.start) + 1, hit.start - text.rfind("\n", 0, hit.start)
        if (line, column) not in seen:
            seen.add((line, column))
            yield Occurrence(Location(place.path, line, column), hit.said, sure=hit.sure)


def _is_ours(text: str, hit: Hit) -> bool:
    """Whether a place is in a text of the ontology, which every build carries and which tells of nobody."""
    start = text.rfind("\n", 0, hit.start) + 1
    line = text[start:end] if (end := text.find("\n", hit.end)) >= 0 else text[start:]
    quoted = (match for match in _QUOTED.finditer(line) if match.start() <= hit.start - start < match.end())
    return any(match[1] in ours() for match in quoted)


@cache
def ours() -> frozenset[str]:
    """The labels, definitions and notes of the ontology."""
    return frozenset(text_of(value) for _, _, value in read_ontology() if value.startswith('"'))


def _in_packed(data: bytes, names: Names, place: Location, packed: Path) -> Iterator[Occurrence]:
    """Whether what is packed in a file has the name; each file in it is counted once."""
    held = unseen = 0
    try:
        for name, content in members(data):
            path = Path(name.partition("\n")[0] or "-")
            inside = list(in_bytes(content, names, place, path)) if content else []
            unseen += any(found.unread for found in inside)
            held += bool(names.find(name)) or any(not found.unread for found in inside)
    except UnreadableError:
        unseen += 1
    if held:
        yield Occurrence(place, f"the name, in {held} of the files that are packed in it")
    if unseen:
        yield Occurrence(place, "a packed file, not all of which can be searched", packed)


# ── Stores and builds ────────────────────────────────────────────────────────────────────────────────────────


def in_store(path: Path, names: Names) -> list[Occurrence]:
    """Whether a store has the name in its literals or IRIs."""
    place = Location(shown(path))
    try:
        terms = Dataset.terms(path)
    except ChronicleError:
        return [Occurrence(place, "a store that cannot be opened: run `kg build`")]
    text = "\n".join(term.replace("\n", " ") for term in terms if term not in ours())
    held = len({text.count("\n", 0, hit.start) for hit in names.find(text)})
    return [Occurrence(place, f"the name, in {held} literals of the store")] if held else []


@lru_cache(1024)
def is_store(path: Path) -> bool:
    """Whether a folder is a store of a build."""
    return path.name in (*STORES, *FORMER_STORES) and (path / "CURRENT").is_file()


def is_build(path: Path) -> bool:
    """Whether a folder is a build, whole or not."""
    return path.is_dir() and any(
        (path / name).exists() for name in (*STORES, *FORMER_STORES, "kg.nq", "kg.ttl", "index.json")
    )


def builds(project: Project) -> list[Path]:
    """The builds, those that were rejected, and what killed commands left beside them."""
    found = {real_path(folder) for folder in build_folders(project.build)}
    for access in CHOICES:
        target = real_path(folder_of(project.build, access))
        for parent in {target.parent, project.build.absolute().parent}:
            found |= {*scratch_folders(parent, target.name), *scratch_folders(parent)}
            found |= {*scratch_folders(parent, rejected(target).name)}
    return sorted(folder for folder in found if folder.is_dir())


def in_builds(project: Project, names: Names) -> list[Occurrence]:
    """The places in the builds of a project."""
    return [place for folder in builds(project) for place in occurrences(folder, names)]


# ── What lies beside ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Beside:
    """What may have been given out: files and builds that are searched, and folders that nobody asked to be searched."""

    searched: tuple[Path, ...]
    folders: tuple[Path, ...]


def exports(project: Project, also: Iterable[Path] = ()) -> Beside:
    """What may have been given out: what lies beside the documents and the build, and what ``also`` names."""
    own = {real_path(project.documents), *map(real_path, builds(project))}
    asked = sorted({path.absolute() for path in also})
    parents = {path.parent for path in (project.documents.absolute(), project.build.absolute(), *own)}
    searched: set[Path] = {path for path in asked if real_path(path) not in own}
    folders: set[Path] = set()
    documents = real_path(project.documents)
    for folder in {real_path(path) for path in parents}:
        if folder == documents or documents in folder.parents or not folder.is_dir():
            continue  # it is searched as a part of the project
        for path in folder.iterdir():
            if real_path(path) in own or any(one in (path, *path.parents) for one in searched):
                continue
            if is_build(path) or (path.is_file() and reading(path)):
                searched.add(path)
            elif path.is_dir() and path.name != ".git" and not any(one.is_relative_to(real_path(path)) for one in own):
                folders.add(path)
    return Beside(tuple(sorted(searched)), tuple(sorted(folders)))


def in_exports(searched: Iterable[Path], names: Names) -> list[Occurrence]:
    """The places in what may have been given out."""
    found: list[Occurrence] = []
    for path in searched:
        if path.is_dir():
            found += _in_path(path, names, path.parent)
            found += occurrences(path, names)
        elif path.exists():
            found += in_file(path, names, path.parent)
        else:
            found += missing((path,))
    return found


# ── What nobody can search but a person ──────────────────────────────────────────────────────────────────────


class Unread(NamedTuple):
    """The places in which no name can be sought: those that a person still has to read, and those that one has read."""

    waiting: list[Occurrence]
    read: list[Occurrence]


def unread(found: Iterable[Occurrence], read: Collection[Path]) -> Unread:
    """Those of the places found; ``read`` are the files, or folders of files, that a person says to have read."""
    done, sorted_ = {real_path(path) for path in read}, Unread([], [])
    for one in found:
        if one.unread:
            real = real_path(one.unread)
            (sorted_.read if done & {real, *real.parents} else sorted_.waiting).append(one)
    return sorted_


def missing(paths: Iterable[Path]) -> list[Occurrence]:
    """A place for each path at which there is nothing."""
    return [
        Occurrence(Location(shown(path)), "there is nothing: check the path") for path in paths if not path.exists()
    ]


def _entries(folder: Path, without: Collection[Path]) -> Iterator[Path]:
    """Every folder and file below a folder, also behind links; no folder twice."""
    seen: set[Path] = set()
    for above, folders, names in os.walk(folder, followlinks=True):
        here = Path(above)
        real = real_path(here)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if name != ".git" and real_path(here / name) not in without)
        yield from (here / name for name in folders)
        yield from (here / name for name in sorted(names))


@lru_cache(1024)
def shown_link(path: Path) -> str:
    """A path as shown, of a link and not of what it leads to."""
    return shown(path.parent) + "/" + path.name if path.is_symlink() else shown(path)

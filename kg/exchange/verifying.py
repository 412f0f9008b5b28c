"""Verifies an export: that its files are those that its manifest lists, and that the manifest is signed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kg.exchange.exporting import MANIFEST
from kg.exchange.signing import SIGNATURE, is_signed
from kg.model.errors import CallError, DataError, Location, Problem
from kg.model.files import MOST_BUILT, bytes_of
from kg.model.message import Message
from kg.model.terms import digest
from kg.rdf.syntax import hash_of_dataset
from kg.records.access import CHOICES, INTERNAL, PUBLIC, Access

_AGAIN = Message("get the export again from whoever made it")
_DATASETS = {"nquads": ("kg.nq", "nq"), "trig": ("kg.trig", "trig")}
"""The exports that hold the dataset itself: in which file, and in which format."""


class Listed(NamedTuple):
    """What a manifest says: the format, who may see it, size and hash of each file by name, the hash of the dataset."""

    format: str
    access: Access
    files: Mapping[str, tuple[int, str]]
    dataset: str


def verified(folder: Path, key: Path | None) -> str:
    """What is proven of an export, for people; ``DataError`` for whatever is not as the manifest says."""
    data = manifest_of(folder)
    listed = read_manifest(folder, data)
    if problems := [*_signature(folder, data, key), *changes(folder, listed)]:
        raise DataError(problems)
    signed = "signature verified" if key else "signature not checked (no --key)"
    if not key and not (folder / SIGNATURE).is_file():
        signed = "not signed"
    return f"{folder}: {len(listed.files)} files as {MANIFEST} lists them, {signed}\n"


def manifest_of(folder: Path) -> bytes:
    """The manifest of an export; ``CallError`` if there is none, ``DataError`` if it is a link."""
    path = folder / MANIFEST
    if path.is_symlink():
        raise DataError(_linked(path))
    if not path.is_file():
        found = Message("{folder} is not an export: it has no manifest.json", folder=folder)
        remedy = Message("name the folder that `kg export` wrote; without one, `kg verify` checks the project")
        raise CallError(Problem("wrong-call", found, remedy))
    return bytes_of(path, most=MOST_BUILT)


def read_manifest(folder: Path, data: bytes) -> Listed:
    """What a manifest says; ``DataError`` for anything else, and for a file that is no plain name in the folder."""
    path = folder / MANIFEST
    try:
        given: dict[str, Any] = json.loads(data)
        files = [(str(one["name"]), (int(one["bytes"]), str(one["sha256"]))) for one in given["files"]]
        dataset = str(given.get("dataset", {}).get("sha256", ""))
        listed = Listed(str(given["format"]), _access(str(given.get("access", PUBLIC))), dict(files), dataset)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DataError(_problem(path, Message("this is not a list of the files of an export"))) from error
    names = [name for name, _ in files]
    for name in names:
        if names.count(name) > 1:
            raise DataError(_problem(path, Message("the manifest lists {name} twice", name=name)))
        if Path(name).name != name or name in ("", ".", "..", MANIFEST, SIGNATURE):
            raise DataError(
                _problem(path, Message('the manifest lists "{name}", which is not a file of the export', name=name))
            )
    return listed


def _access(text: str) -> Access:
    """The access that a manifest names; a word that this version does not know may mean any secret."""
    return next((one for one in CHOICES if one == text), INTERNAL)


def changes(folder: Path, listed: Listed) -> Iterator[Problem]:
    """A problem for each file that is missing, has changed, was renamed or added, and for another dataset."""
    there = {path.name: path for path in folder.iterdir() if path.name not in (MANIFEST, SIGNATURE)}
    found = [*_files(folder, there, listed)]
    yield from found
    if not found and listed.format in _DATASETS:
        yield from _dataset(folder, listed)


def _files(folder: Path, there: Mapping[str, Path], listed: Listed) -> Iterator[Problem]:
    added = {name: path for name, path in sorted(there.items()) if name not in listed.files}
    for name, said in sorted(listed.files.items()):
        path = there.get(name)
        if path is None:
            as_ = next((other for other, path in added.items() if _is_as_said(path, said)), "")
            if as_:
                del added[as_]
            yield _missing(folder / name, as_)
        else:
            yield from _file(path, said)
    remedy = Message("remove it: it does not belong to the export")
    for path in added.values():
        found = Message("the manifest does not list this file")
        yield _linked(path) if path.is_symlink() else Problem("export-changed", found, remedy, Location(str(path)))


def _file(path: Path, said: tuple[int, str]) -> Iterator[Problem]:
    """The problem of a file that is there, if it is another than the manifest says."""
    if path.is_symlink():
        yield _linked(path)
    elif not path.is_file():
        yield _problem(path, Message("this is not a file, and the manifest lists one"))
    elif (size := path.stat().st_size) != said[0]:
        yield _problem(
            path, Message("the file has {count} bytes, and the manifest says {said}", count=size, said=said[0])
        )
    elif not _is_as_said(path, said):
        yield _problem(path, Message("the file has changed: its SHA-256 is not that of the manifest"))


def _is_as_said(path: Path, said: tuple[int, str]) -> bool:
    """Whether a file has the size and hash of a manifest; a link never has."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size != said[0]:
        return False
    return digest(bytes_of(path, most=MOST_BUILT)) == said[1]


def _missing(path: Path, as_: str) -> Problem:
    if as_:
        return _problem(path, Message("the file has been renamed: it is called {name} here", name=as_))
    return _problem(path, Message("the file is missing, and the manifest lists it"))


def _linked(path: Path) -> Problem:
    """The problem of a link: what it leads to lies elsewhere, and can change after it was verified."""
    return _problem(path, Message("this is a symbolic link, and an export has none"))


def _dataset(folder: Path, listed: Listed) -> Iterator[Problem]:
    """The problem of a dataset that is another than that of which the manifest has the hash."""
    file, form = _DATASETS[listed.format]
    if hash_of_dataset(folder / file, form) != listed.dataset:
        found = Message("the dataset is another: its canonical hash (RDFC-1.0) is not that of the manifest")
        yield _problem(folder / file, found)


def _signature(folder: Path, manifest: bytes, key: Path | None) -> Iterator[Problem]:
    """A problem if the manifest is not signed with the private key that belongs to a public one."""
    if key is None:
        return
    path = folder / SIGNATURE
    if path.is_symlink():
        yield _linked(path)
    elif not path.is_file():
        yield _problem(path, Message("the export is not signed"))
    elif not is_signed(manifest, bytes_of(path), key):
        found = Message(
            "this is no signature of manifest.json by this key: it is another key's or another export's, or the manifest"
            " has changed since"
        )
        yield _problem(path, found)


def _problem(path: Path, found: Message) -> Problem:
    return Problem("export-changed", found, _AGAIN, Location(str(path)))

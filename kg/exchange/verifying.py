"""Verifies an export: that its files are those that its manifest lists, and that the manifest is signed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.exchange.exporting import MANIFEST
from kg.exchange.signing import SIGNATURE, is_signed
from kg.model.errors import CallError, DataError, Location, Problem
from kg.model.files import MOST_BUILT, bytes_of
from kg.model.message import Message
from kg.model.terms import digest

_AGAIN = Message("get the export again from whoever made it")


def verified(folder: Path, key: Path | None) -> str:
    """What is proven of an export, for people; ``DataError`` for whatever is not as the manifest says."""
    path = folder / MANIFEST
    if not path.is_file():
        found = Message("{folder} is no export: it has no manifest.json", folder=folder)
        remedy = Message("name the folder that `kg export` wrote; without one, `kg verify` checks the project")
        raise CallError(Problem("wrong-call", found, remedy))
    data = bytes_of(path, most=MOST_BUILT)
    if problems := [*_signature(folder, data, key), *_files(folder, _listed(path, data))]:
        raise DataError(problems)
    count = len(_listed(path, data))
    signed = "signature verified" if key else "signature not checked (no --key)"
    if not key and not (folder / SIGNATURE).is_file():
        signed = "not signed"
    return f"{folder}: {count} files as {MANIFEST} lists them, {signed}\n"


def _listed(path: Path, data: bytes) -> dict[str, tuple[int, str]]:
    """Size and hash of each file that a manifest lists, by name."""
    try:
        given: list[dict[str, Any]] = json.loads(data)["files"]
        found = {str(one["name"]): (int(one["bytes"]), str(one["sha256"])) for one in given}
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(_problem(path, Message("this is no list of the files of an export"))) from error
    return found


def _files(folder: Path, listed: dict[str, tuple[int, str]]) -> Iterator[Problem]:
    """A problem for each file that is missing, has changed, or was added."""
    there = {path.name: path for path in folder.iterdir()}
    for name, (size, sha256) in sorted(listed.items()):
        path = there.get(name)
        if path is None or not path.is_file():
            yield _problem(folder / name, Message("the file is missing, and the manifest lists it"))
        elif path.stat().st_size != size:
            found = Message(
                "the file has {count} bytes, and the manifest says {said}", count=path.stat().st_size, said=size
            )
            yield _problem(path, found)
        elif digest(bytes_of(path, most=MOST_BUILT)) != sha256:
            yield _problem(path, Message("the file has changed: its SHA-256 is not that of the manifest"))
    for name in sorted(there.keys() - listed.keys() - {MANIFEST, SIGNATURE}):
        remedy = Message("remove it: it does not belong to the export")
        yield Problem(
            "export-changed", Message("the manifest does not list this file"), remedy, Location(str(folder / name))
        )


def _signature(folder: Path, manifest: bytes, key: Path | None) -> Iterator[Problem]:
    """A problem if the manifest is not signed with the private key that belongs to a public one."""
    if key is None:
        return
    path = folder / SIGNATURE
    if not path.is_file():
        yield _problem(path, Message("the export is not signed"))
    elif not is_signed(manifest, bytes_of(path), key):
        yield _problem(path, Message("manifest.json has changed since it was signed, or was signed with another key"))


def _problem(path: Path, found: Message) -> Problem:
    return Problem("export-changed", found, _AGAIN, Location(str(path)))

"""Puts a site in the place of a folder, as a whole: what is there is read to the end by whoever reads it.

``site.json`` lists the files with their hashes, and of which build and access they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.build.output import close, swap
from kg.model.errors import CallError, Problem
from kg.model.message import Message
from kg.model.terms import digest
from kg.model.writing import is_mounted, real_path, reported, scratch_folder
from kg.records.access import PUBLIC, Access

MANIFEST = "site.json"
"""The list of the files of a site, by which a folder is known as one."""


class File(NamedTuple):
    """A file of a site: its path from the root and its bytes."""

    path: str
    data: bytes


def manifest(files: Sequence[File], about: Mapping[str, object]) -> File:
    """The list of the files of a site, with what it is made of."""
    data = {**about, "files": {file.path: digest(file.data) for file in files}}
    return File(MANIFEST, f"{json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode())


def write_site(files: Sequence[File], out: Path, *, access: Access = PUBLIC) -> None:
    """Replaces a folder, which is empty, new or an earlier site; ``CallError`` for any other."""
    target = real_path(out)
    check_folder(target)
    with reported(out, Message("name a folder that you may write to")):
        target.parent.mkdir(parents=True, exist_ok=True)
        with scratch_folder(target.parent, target.name) as scratch:
            for folder in {(scratch / file.path).parent for file in files}:
                folder.mkdir(parents=True, exist_ok=True)
            for file in files:
                (scratch / file.path).write_bytes(file.data)
            if access != PUBLIC:
                close(scratch)
            swap(scratch, target)


def check_folder(target: Path) -> None:
    """Refuses to replace what no site was written to."""
    if not target.exists():
        return
    remedy = Message("name a new or empty folder with --out: it is replaced as a whole")
    if not target.is_dir():
        raise CallError(Problem("unwritable-output", Message("{folder} is a file", folder=target), remedy))
    if strangers := {path.name for path in target.iterdir()} - _names(target):
        found = Message("{folder} contains {name}, which no site has", folder=target, name=min(strangers))
        raise CallError(Problem("unwritable-output", found, remedy))
    if is_mounted(target):
        found = Message("{folder} is mounted, so it cannot be replaced", folder=target)
        remedy = Message("name a folder in it: --out {folder}", folder=target / "site")
        raise CallError(Problem("unwritable-output", found, remedy))


def _names(target: Path) -> set[str]:
    """What stands in the root of an earlier site, as its list of files says."""
    try:
        listed = json.loads((target / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {MANIFEST, *(str(path).partition("/")[0] for path in listed)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()

"""Puts a site in the place of a folder, as a whole: what is there is read to the end by whoever reads it.

``site.json`` lists the files with their hashes, and of which build and access they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.exchange.folders import Check, Fill, Kind, check_folder, fill_folder, write_files
from kg.model.message import Message
from kg.model.terms import digest
from kg.records.access import PUBLIC, Access

MANIFEST = "site.json"
"""The list of the files of a site, by which a folder is known as one."""


class File(NamedTuple):
    """A file of a site: its path from the root and its bytes."""

    path: str
    data: bytes


def manifest(files: Sequence[File], about: Mapping[str, object]) -> File:
    """The list of the files of a site, with what it is made of."""
    return listed({file.path: digest(file.data) for file in files}, about)


def listed(hashes: Mapping[str, str], about: Mapping[str, object]) -> File:
    """The same, of files that are written already, by their hashes."""
    data = {**about, "files": hashes}
    return File(MANIFEST, f"{json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode())


_SITE = Kind(
    MANIFEST,
    "site",
    lambda listed: (str(path).partition("/")[0] for path in listed),
    lambda folder, name: Message("{folder} contains {name}, which no site has", folder=folder, name=name),
    Message("the earlier site here had it too and has been deleted"),
)


def put(files: Iterable[File], folder: Path) -> dict[str, str]:
    """Writes files into a folder; their hashes by path."""
    hashes: dict[str, str] = {}

    def hashed() -> Iterator[File]:
        for file in files:
            hashes[file.path] = digest(file.data)
            yield file

    write_files(hashed(), folder)
    return hashes


def write_site(files: Sequence[File], out: Path, *, access: Access = PUBLIC, check: Check = lambda _: None) -> None:
    """Replaces a folder by the files of a site (see ``fill_site``)."""
    fill_site(lambda folder: write_files(files, folder), out, access=access, check=check)


def fill_site(fill: Fill, out: Path, *, access: Access = PUBLIC, check: Check = lambda _: None) -> None:
    """Replaces a folder, which is empty, new or an earlier site; ``CallError`` for any other.

    ``fill`` writes the site; ``check`` is made of its files as they were written, before they get their place.
    """
    fill_folder(fill, out, _SITE, access=access, check=check)


def check_site_folder(folder: Path) -> None:
    """Refuses what no site was written to, before all the work."""
    check_folder(folder, _SITE)

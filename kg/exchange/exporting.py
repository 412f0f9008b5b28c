"""Writes an export into a folder of its own: its files, its loss report, and a list of the files with their hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from kg.answers.opening import OpenBuild
from kg.build.index import access_of
from kg.exchange import losses
from kg.exchange.dcat import dcat
from kg.exchange.folders import Check, Kind, write_folder
from kg.exchange.model import File, Format
from kg.exchange.needs import check_installed
from kg.exchange.signing import SIGNATURE, signature
from kg.exchange.void import void
from kg.model.message import Message
from kg.rdf.syntax import hash_of_dataset
from kg.records.access import PUBLIC, Access

MANIFEST = "manifest.json"
"""The list of the files of an export, by which a folder is known as one."""


def exported(
    build: OpenBuild, form: Format, *, left: Sequence[File] = (), exempt: Sequence[str] = ()
) -> tuple[File, ...]:
    """The files of an export, its loss report and its manifest; ``CallError`` if its library is not installed.

    ``left`` are those about earlier releases, which are listed with its own. The report names the words that are
    ``exempt`` from the search for what is withheld.
    """
    check_installed(form.title, *form.needs)
    found = losses.losses(form, build.dataset)
    own = [*form.files(build)]
    files = [
        *own,
        *left,
        dcat(build, form.name, [*own, *left]),
        *void(build.dataset, form.name, own),
        File("losses.md", "text/markdown", "what this format cannot carry", losses.as_markdown(form, found, exempt)),
        File("losses.json", "application/json", "the same for programs", losses.as_json(form, found, exempt)),
    ]
    return *files, _manifest(build, form, files)


def _manifest(build: OpenBuild, form: Format, files: Sequence[File]) -> File:
    """The list of files with their sizes and hashes, and of which build they are."""
    data = {
        "format": form.name,
        "access": access_of(build.held.path),
        "build": f"sha256:{build.sha256}",
        "dataset": {"algorithm": "RDFC-1.0", "sha256": _canonical(build.held.path / "kg.nq", build.sha256)},
        "files": [
            {
                "name": file.name,
                "mediaType": file.media_type,
                "about": file.about,
                "bytes": len(file.data),
                "sha256": hashlib.sha256(file.data).hexdigest(),
            }
            for file in files
        ],
    }
    text = f"{json.dumps(data, ensure_ascii=False, indent=1)}\n"
    return File(MANIFEST, "application/json", "the files of this export", text.encode())


@lru_cache(maxsize=1)
def _canonical(path: Path, _sha256: str) -> str:
    """The canonical hash of a build, which is worked out once."""
    return hash_of_dataset(path)


def signed(files: Sequence[File], key: Path) -> tuple[File, ...]:
    """The files of an export with the signature of its manifest; ``CallError`` if the key cannot be used."""
    return *files, signature(next(file for file in files if file.name == MANIFEST), key)


_EXPORT = Kind(
    MANIFEST,
    "export",
    lambda listed: (str(file["name"]) for file in listed),
    lambda folder, name: Message("{folder} contains {name}, which no export wrote", folder=folder, name=name),
    Message("the earlier export here had it too and has been deleted"),
    (SIGNATURE,),
)


def write_export(files: Sequence[File], out: Path, *, access: Access = PUBLIC, check: Check = lambda _: None) -> None:
    """Puts an export in the place of a folder, which is empty, new or an earlier export; ``CallError`` for any other.

    ``check`` is made of the files as they were written, before they get their place.
    """
    write_folder(((file.name, file.data) for file in files), out, _EXPORT, access=access, check=check)


def told(form: Format, files: Sequence[File], out: Path) -> str:
    """What was written, for people: the files, and where the report of what is left out is."""
    own = [file.name for file in files if file.name not in _ALWAYS]
    count = len(losses.lacking(form))
    lost = "nothing" if not count else f"{count} aspects of the graph; {out / 'losses.md'} lists them"
    return f"wrote     {out}/: {', '.join(own)}\nleft out  {lost}\n"


_ALWAYS = ("dcat.ttl", "void.ttl", "losses.md", "losses.json", MANIFEST, SIGNATURE)
"""The files that every export has, or every one of a graph."""

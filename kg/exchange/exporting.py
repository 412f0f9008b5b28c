"""Writes an export into a folder of its own: its files, its loss report, and a list of the files with their hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from kg.answers.opening import OpenBuild
from kg.build.index import access_of
from kg.build.output import close, swap
from kg.exchange import losses
from kg.exchange.dcat import dcat
from kg.exchange.model import File, Format
from kg.exchange.needs import check_installed
from kg.exchange.signing import SIGNATURE, signature
from kg.exchange.void import void
from kg.model.errors import CallError, DataError, Location, Problem
from kg.model.message import Message
from kg.model.writing import is_mounted, real_path, reported, scratch_folder
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


Check = Callable[[Path], None]
"""Raises ``DataError`` if what may not be handed on stands in a file of a folder."""


def write_export(files: Sequence[File], out: Path, *, access: Access = PUBLIC, check: Check = lambda _: None) -> None:
    """Puts an export in the place of a folder, which is empty, new or an earlier export; ``CallError`` for any other.

    The files are checked as they were written, before they get their place. If that fails, nothing of them is left, nor
    of an earlier export there that has the same fault.
    """
    target = real_path(out)
    _check(target)
    with reported(out, Message("name a folder that you may write to")):
        target.parent.mkdir(parents=True, exist_ok=True)
        with scratch_folder(target.parent, target.name) as scratch:
            for file in files:
                (scratch / file.name).write_bytes(file.data)
            try:
                check(scratch)
            except DataError as error:
                raise DataError([*error.problems, *_withdrawn(target, check)]) from error
            if access != PUBLIC:
                close(scratch)
            swap(scratch, target)


def _withdrawn(target: Path, check: Check) -> Iterator[Problem]:
    """Deletes an earlier export that may not be handed on any more, and says so."""
    if not (target / MANIFEST).is_file():
        return
    try:
        check(target)
    except DataError:
        shutil.rmtree(target)
        found = Message("the earlier export here had it too and has been deleted")
        remedy = Message("withdraw the copies that were handed on")
        yield Problem("withheld-name", found, remedy, Location(str(target)))


def _check(target: Path) -> None:
    """Refuses to replace what no export wrote."""
    if not target.exists():
        return
    remedy = Message("name a new or empty folder with --out: it is replaced as a whole")
    if not target.is_dir():
        raise CallError(Problem("unwritable-output", Message("{folder} is a file", folder=target), remedy))
    if strangers := {path.name for path in target.iterdir()} - _names(target):
        found = Message("{folder} contains {name}, which no export wrote", folder=target, name=min(strangers))
        raise CallError(Problem("unwritable-output", found, remedy))
    if is_mounted(target):
        found = Message("{folder} is mounted, so it cannot be replaced", folder=target)
        remedy = Message("name a folder in it: --out {folder}", folder=target / "export")
        raise CallError(Problem("unwritable-output", found, remedy))


def _names(target: Path) -> set[str]:
    """The files of an earlier export, as its manifest lists them."""
    try:
        listed = json.loads((target / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {MANIFEST, SIGNATURE, *(str(file["name"]) for file in listed)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def told(form: Format, files: Sequence[File], out: Path) -> str:
    """What was written, for people: the files, and where the report of what is left out is."""
    own = [file.name for file in files if file.name not in _ALWAYS]
    count = len(losses.lacking(form))
    lost = "nothing" if not count else f"{count} aspects of the graph; {out / 'losses.md'} lists them"
    return f"wrote     {out}/: {', '.join(own)}\nleft out  {lost}\n"


_ALWAYS = ("dcat.ttl", "void.ttl", "losses.md", "losses.json", MANIFEST, SIGNATURE)
"""The files that every export has, or every one of a graph."""

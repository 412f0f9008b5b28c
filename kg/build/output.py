"""The build folder: written beside the last build, synced and renamed, so that a killed build leaves the last good one."""

from __future__ import annotations

import errno
import json
import os
import shutil
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import BinaryIO

from kg.build.index import access_of
from kg.build.layers import LAYERS, Layer
from kg.build.merging import Source, TurtleFiles, write_quads, write_trig, write_turtle
from kg.build.name_index import FILE as NAMES
from kg.build.name_index import write_names
from kg.build.store_changes import StoreChanges
from kg.model.errors import CallError, Problem, reason
from kg.model.holding import Held, hold, remove_unless_held
from kg.model.kinds import prefixes
from kg.model.message import Message
from kg.model.project import Project
from kg.model.terms import Term, Triple, iri
from kg.model.writing import (
    in_use,
    inherit_folder,
    is_mounted,
    locked,
    real_path,
    reported,
    scratch_folder,
    stage,
    staged,
)
from kg.rdf import serialization
from kg.rdf.dataset import Dataset
from kg.records.access import CHOICES, PUBLIC, Access
from kg.validation import Report

FILES = (
    "asserted.ttl",
    "display.ttl",
    "index.json",
    "inferred.ttl",
    "kg.nq",
    "kg.trig",
    "kg.ttl",
    "names.tsv",
    "ontology.ttl",
    "shapes.json",
    "validation.ttl",
    "validation.txt",
    "withdrawn.ttl",
)
_IGNORED = ".gitignore"
"""The file that keeps a build that is not public out of a repository."""
STORES = ("blocks", "store")
"""The blocks that the next build starts from, and the store that is queried."""
FORMER_STORES = ("context",)
"""What builds of earlier versions had besides; such a build may be replaced."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a build writes: its blocks with their layers, what was withdrawn, and the report.

    ``index`` is what it remembers of its sources, ``shapes`` the compiled shapes that it was validated with, both as JSON.
    ``store`` is how its store differs from that of the last build; ``None`` if it is written anew.
    """

    project: Project
    sources: Sequence[Source]
    withdrawn: Collection[Triple]
    report: Report
    index: str
    shapes: str
    store: StoreChanges | None
    access: Access = PUBLIC

    def graph(self, name: str) -> Term:
        """The IRI of a graph that is no document's."""
        return iri(f"{self.project.base}graph/{name}")


@contextmanager
def begun(project: Project, access: Access, told: Callable[[str], None]) -> Iterator[Path]:
    """A folder beside the build for what is written before the build is done; it is removed at the end.

    Another process that builds there is waited for, and ``told`` of.
    """
    target = real_path(folder_of(project.build, access))  # a link stays; what it points to is replaced
    check_target(target, access=access)
    with reported(target, _OUT):
        target.parent.mkdir(parents=True, exist_ok=True)
        for process in in_use(target.parent, target.name):
            told(f"waiting for process {process}, which builds there too")
    with ExitStack() as stack:
        with reported(target, _OUT):
            scratch = stack.enter_context(scratch_folder(target.parent, target.name))
        yield scratch


def write_part(build: Path, path: Path, data: bytes) -> None:
    """Writes a file of a build that is not done yet; ``CallError``, which names the build, if it cannot be written."""
    with reported(build, _OUT):
        path.write_bytes(data)


_OUT = Message("name a folder that you may write to with --out")


def write_build(output: Output, scratch: Path, *, published: bool, former: Held | None) -> tuple[Path, Counter[Layer]]:
    """Writes all files and the store in a scratch folder, which has the blocks already, and puts it in the build's place.

    Gives the folder (the build or, if it does not conform, one beside it), and how many triples each layer has. The ``former``
    build is needed no longer when all is written.
    """
    target = real_path(folder_of(output.project.build, output.access))
    folder = target if published else rejected(target)
    check_target(folder, access=output.access)
    with reported(folder, _OUT):
        merged = _fill(scratch, output, like=folder)
        if output.access != PUBLIC:
            close(scratch)
        if former:
            former.release()
        swap(scratch, folder)
        if published and not strangers(rejected(target)):
            shutil.rmtree(rejected(target), ignore_errors=True)
    return folder, merged


def _fill(folder: Path, output: Output, *, like: Path) -> Counter[Layer]:
    """Writes a build into a folder; what replaces something keeps its mode."""
    named = prefixes(output.project.base)
    with ExitStack() as stack:
        layers = {layer: stack.enter_context(_staged(folder, like, f"{layer}.ttl")) for layer in LAYERS}
        files = TurtleFiles(stack.enter_context(_staged(folder, like, "kg.ttl")), layers)
        counts = write_turtle(output.sources, files, named)
        _rest(output.sources)
    with _staged(folder, like, "kg.trig") as file:
        graphs = {output.graph(layer): folder / f"{layer}.ttl" for layer in LAYERS if layer != "asserted"}
        write_trig(output.sources, graphs, file, named)
        _rest(output.sources)
    with _staged(folder, like, "kg.nq") as file:
        write_quads(output.sources, output.graph("inferred"), file)
        _rest(output.sources)
    with _staged(folder, like, NAMES) as file:
        write_names((source.block.lines("names") for source in output.sources if source.layer == "asserted"), file)
    for name, content in _texts(output):
        stage(folder / name, content, like=like / name)
    _write_store(folder / "store", output)
    stage(folder / "blocks" / SUMS, json.dumps(store_sums(folder / "store")).encode(), like=like / "blocks" / SUMS)
    for name in (*STORES, "."):
        if (folder / name).is_dir() and (like / name).is_dir():
            inherit_folder(folder / name, like / name, whole=name != ".")
    return counts


def _rest(sources: Iterable[Source]) -> None:
    for block, _ in sources:
        block.rest()


def _staged(folder: Path, like: Path, name: str) -> AbstractContextManager[BinaryIO]:
    return staged(folder / name, like=like / name)


def _write_store(path: Path, output: Output) -> None:
    """Writes the store: from that of the last build where few triples differ and it can be read."""
    if changes := output.store:
        try:
            Dataset.rewrite(path, changes.former, removed=changes.removed, added=changes.added)
        except RuntimeError:  # what the engine says of a file that it does not understand
            shutil.rmtree(path)
        else:
            return
    Dataset.write(path, _store_texts(output, path.with_name("kg.nq")))


def _texts(output: Output) -> Iterator[tuple[str, bytes]]:
    """The small files."""
    named = prefixes(output.project.base)
    yield "validation.ttl", serialization.triples(output.report.triples(), "ttl", prefixes=named)
    gone = serialization.triples(output.withdrawn, "ttl", prefixes=named)
    yield "withdrawn.ttl", gone if output.withdrawn else b"# Nothing was withdrawn.\n"
    yield "validation.txt", output.report.text().encode()
    yield "index.json", output.index.encode()
    yield "shapes.json", output.shapes.encode()
    if output.access != PUBLIC:
        yield _IGNORED, b"*\n"


SUMS = "store.json"
"""The file beside the blocks by which the next build sees that the store is whole."""


def store_sums(store: Path) -> dict[str, int]:
    """A check sum of each file of a store that holds data: a damaged one would be carried on from build to build."""
    files = (path for path in sorted(store.iterdir()) if path.suffix in (".sst", ".log") or path.name == "CURRENT")
    return {path.name: zlib.crc32(path.read_bytes()) for path in files}


_LOADED = 8_000_000
"""Bytes of N-Quads loaded into a store at once."""


def _store_texts(output: Output, quads: Path) -> Iterator[bytes]:
    """Every triple in the default graph, and again in the graphs of ``kg.nq``."""
    waiting: list[bytes] = []
    for block, _ in output.sources:
        waiting += [block.section("asserted"), block.section("inferred")]
        if sum(map(len, waiting)) > _LOADED:
            yield b"".join(waiting)
            waiting = []
    yield b"".join(waiting)
    with quads.open("rb") as file:
        while lines := file.readlines(_LOADED):
            yield b"".join(lines)


def close(folder: Path) -> None:
    """Lets nobody but the owner into a folder, or read or change a file in it."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)


def folder_of(build: Path, access: Access) -> Path:
    """The folder of the build that a reader asked for: what is not public lies in one of its own, ``build.internal``."""
    is_there = access == PUBLIC or build.name.endswith(f".{access}")
    return build if is_there else build.with_name(f"{build.name}.{access}")


def build_folders(build: Path) -> tuple[Path, ...]:
    """The folders that builds of a project may be in: of each kind the last good one, the rejected, the previous."""
    kinds = dict.fromkeys(real_path(folder_of(build, access)) for access in CHOICES)
    return tuple(folder for target in kinds for folder in (target, rejected(target), previous(target)))


def rejected(target: Path) -> Path:
    """The folder for a graph that does not conform."""
    return target.with_name(f"{target.name}.rejected")


def previous(target: Path) -> Path:
    """The folder that holds the last good build between the two renames."""
    return target.with_name(f".{target.name}.previous")


def held_build(target: Path) -> Held | None:
    """Holds a build, so that it stays whole while it is read; ``None`` if there is none.

    Between the two renames of a build that is just being finished there is none for a moment: that one is waited for.
    """
    found = hold(target)
    if found is None:
        recover(target)
        found = hold(target)
    return found


def recover(target: Path) -> None:
    """Puts the last good build back if a build was killed between the two renames."""
    target = real_path(target)
    if not target.exists() and previous(target).exists():
        with locked(target):  # a running build that is between the two will make the second
            _recover(target)


def _recover(target: Path) -> None:
    if not target.exists() and previous(target).exists():
        previous(target).rename(target)


def swap(beside: Path, target: Path) -> None:
    """Puts a finished folder in the place of another; whoever reads that one reads it to the end."""
    with locked(target):
        _recover(target)
        remove_unless_held(previous(target), _aside(target))
        if target.exists():
            target.rename(previous(target))
        beside.rename(target)
        remove_unless_held(previous(target), _aside(target))


def _aside(target: Path) -> Path:
    """A new name for a build that somebody still reads; it is that of a scratch folder, which a later build removes."""
    names = (target.with_name(f".{target.name}.{os.getpid()}.{number}") for number in count())
    return next(path for path in names if not path.exists())


def check_target(folder: Path, *, access: Access = PUBLIC) -> None:
    """Refuses to replace anything that is not a build, or one that others may see; ``CallError`` says what is there.

    What could not be written after all the work is refused too.
    """
    _check_writable(real_path(folder))
    if not folder.exists():
        return
    if not folder.is_dir():
        raise CallError(
            Problem("not-a-build", Message("{folder} is a file", folder=folder), Message("name a folder with --out"))
        )
    if found_there := strangers(folder):
        found = Message("{folder} contains {name}, which no build wrote", folder=folder, name=min(found_there))
        raise CallError(
            Problem(
                "not-a-build", found, Message("name an empty folder or a build with --out: it is replaced as a whole")
            )
        )
    if (folder / "index.json").is_file() and access_of(folder) != access:
        found = Message("{folder} contains a build that is {access}", folder=folder, access=access_of(folder))
        remedy = Message("name another folder with --out: one kind of build never replaces the other")
        raise CallError(Problem("other-access", found, remedy))


def _check_writable(folder: Path) -> None:
    """``CallError`` if a build cannot be put in the place of a folder: it is renamed, and others are made beside it."""
    if is_mounted(folder):
        found = Message("{folder} is mounted, so it cannot be replaced", folder=folder)
        remedy = Message("name a folder in it: --out {folder}", folder=folder / "build")
        raise CallError(Problem("unwritable-output", found, remedy))
    above = next(place for place in folder.parents if place.exists())
    if above.is_dir() and not os.access(above, os.W_OK | os.X_OK):
        found = Message("{folder} cannot be written: {reason}", folder=folder, reason=reason(_DENIED))
        raise CallError(Problem("unwritable-output", found, Message("name a folder that you may write to with --out")))


_DENIED = PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def strangers(folder: Path) -> set[str]:
    """The names in a folder that no build wrote."""
    return (
        {entry.name for entry in folder.iterdir()} - {*FILES, *STORES, *FORMER_STORES, _IGNORED}
        if folder.is_dir()
        else set()
    )

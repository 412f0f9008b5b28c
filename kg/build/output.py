"""The build folder: every file written beside, synced and renamed, so that a killed build leaves the last good one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.model.errors import CallError, Problem, reason
from kg.model.kinds import prefixes
from kg.model.message import Message
from kg.model.project import Project
from kg.model.terms import Quad, Triple, iri
from kg.rdf import serialization
from kg.rdf.dataset import Dataset
from kg.validation import Report, write_context

FILES = (
    "index.json",
    "inferred.ttl",
    "kg.nq",
    "kg.trig",
    "kg.ttl",
    "shapes.json",
    "validation.ttl",
    "validation.txt",
)
STORES = ("context", "store")
"""The one that ``kg validate`` checks new records in, and the one that queries ask."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a build writes: quads by graph, the same as triples, the ontology, what follows, what was found.

    ``index`` is what it remembers of its sources, ``shapes`` what those that it was checked by were compiled to, both as JSON.
    """

    project: Project
    quads: Sequence[Quad]
    data: list[Triple]
    ontology: list[Triple]
    inferred: list[Triple]
    report: Report
    index: str
    shapes: str


def contents(output: Output) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each file."""
    named = prefixes(output.project.base)
    ontology = iri(f"{output.project.base}graph/ontology")
    quads = [*output.quads, *(Quad(s, p, o, ontology) for s, p, o in output.ontology)]
    yield "kg.ttl", serialization.triples(output.data, "ttl", prefixes=named)
    yield "inferred.ttl", serialization.triples(output.inferred, "ttl", prefixes=named)
    yield "kg.trig", serialization.quads(quads, "trig", prefixes=named)
    yield "kg.nq", serialization.quads(quads, "nq", prefixes=named)
    yield "validation.ttl", serialization.triples(output.report.triples(), "ttl", prefixes=named)
    yield "validation.txt", output.report.text().encode()
    yield "index.json", output.index.encode()
    yield "shapes.json", output.shapes.encode()


def write_build(output: Output, *, published: bool) -> Path:
    """Writes all files and the store; gives the folder: the build, or beside it what did not conform."""
    target = output.project.build.resolve()  # a link to a folder stays, and what it leads to is replaced
    folder = target if published else rejected(target)
    check_target(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.{os.getpid()}.", dir=folder.parent))
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        for name, data in contents(output):
            _write(beside / name, data)
        Dataset.write(beside / "store", _store_lines(output))
        write_context(beside / "context", output.data, output.ontology)
        beside.chmod(0o755)
        swap(beside, folder)
        if published and not strangers(rejected(target)):
            shutil.rmtree(rejected(target), ignore_errors=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return folder


def _store_lines(output: Output) -> Iterator[str]:
    """Every triple once in the default graph, and the asserted ones again in their own graphs."""
    for s, p, o in sorted({*output.data, *output.ontology, *output.inferred}):
        yield f"{s} {p} {o} .\n"
    for s, p, o, g in output.quads:
        yield f"{s} {p} {o} {g} .\n"


def rejected(target: Path) -> Path:
    """Where a graph goes that does not conform."""
    return target.with_name(f"{target.name}.rejected")


def previous(target: Path) -> Path:
    """Where the last good build stands for the moment between two renames."""
    return target.with_name(f".{target.name}.previous")


def recover(target: Path) -> None:
    """Puts the last good build back if one was killed between the two renames."""
    if not target.exists() and previous(target).exists():
        previous(target).rename(target)


def sweep(target: Path) -> None:
    """Removes what builds left unfinished that were killed; one that still runs keeps its own."""
    for entry in target.parent.glob(f".{target.name}.*.*"):
        process = entry.name.removeprefix(f".{target.name}.").partition(".")[0]
        if process.isdecimal() and not _runs(int(process)):
            shutil.rmtree(entry, ignore_errors=True)


def _runs(process: int) -> bool:
    if os.name == "nt":  # there the same call ends the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # it is somebody else's, or no number of a process
        return True
    return True


def swap(beside: Path, target: Path) -> None:
    """Puts a finished folder in the place of another."""
    recover(target)
    shutil.rmtree(previous(target), ignore_errors=True)
    if target.exists():
        target.rename(previous(target))
    beside.rename(target)
    shutil.rmtree(previous(target), ignore_errors=True)


def check_target(folder: Path) -> None:
    """Refuses to replace anything that is not a build; ``CallError`` says what stands there."""
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


def strangers(folder: Path) -> set[str]:
    """What stands in a folder and was written by no build."""
    return {entry.name for entry in folder.iterdir()} - {*FILES, *STORES} if folder.is_dir() else set()


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _unwritable(folder: Path, error: OSError) -> CallError:
    found = Message("{folder} cannot be written: {reason}", folder=folder, reason=reason(error))
    return CallError(Problem("unwritable-output", found, Message("name a folder that you may write to with --out")))

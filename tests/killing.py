"""Kills every command that writes at its file operations, and says what was lost, left half-written or left behind.

    python -m tests.killing            # at some moments of each command
    python -m tests.killing --every    # at every one

Each command runs in a child that is killed before its n-th change of a file. Then the next command runs. After both, each
file is as it was before or as the command makes it, all of them alike, and nothing else is there.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.mutating import lay_down
from tests.project import Tiny, kg, lay_out
from tests.shared import put_in_place

_CHANGES = frozenset(
    {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.link", "os.symlink", "os.truncate"}
)
_STORE = frozenset({"blocks", "store"})
_ORIGINAL = "Police detained her. She was released.\nTwo officers asked for her papers."
_WAIT = 120


@dataclass(frozen=True, slots=True)
class Case:
    """A command, what is there before it, and the command that comes next."""

    arguments: tuple[str, ...]
    next: tuple[str, ...]
    prepared: Callable[[Tiny], None] = lambda _: None
    adds: bool = False
    """Whether the next command adds to what the first has done, so that only what was there before can be compared."""

    @property
    def name(self) -> str:
        return " ".join(self.arguments[:2])


@dataclass(slots=True)
class Outcome:
    """How often a command was killed, and what was wrong afterwards."""

    kills: int = 0
    faults: list[str] = field(default_factory=list)


def _digest(tiny: Tiny) -> None:
    (tiny.folder / "original.txt").write_text(_ORIGINAL, encoding="utf-8")


def _moved(tiny: Tiny) -> None:
    _digest(tiny)
    assert tiny.kg("digest", "original.txt", "--out", "texts/press").code == 0
    (tiny.texts / "press/records.yaml").write_text("", encoding="utf-8")
    shutil.copy(tiny.texts / "press/digest.md", tiny.folder / "before.md")
    (tiny.folder / "original.txt").write_text(f"Yes. {_ORIGINAL}", encoding="utf-8")


def _old(tiny: Tiny) -> None:
    for name, new, old in (
        ("chronicle.toml", 'ontology = "1.0"', 'ontology = "0.1.0"'),
        ("note/records.yaml", "alleged-perpetrator: Lakeside police", "alleged-perpetrator: {agent: Lakeside police, degree: carried-out}"),
        ("note/digest.md", "genre: statement", "genre: open-letter"),
    ):  # fmt: skip
        tiny.write(name, (tiny.texts / name).read_text(encoding="utf-8").replace(new, old))


def _built(tiny: Tiny) -> None:
    assert tiny.kg("build").code == 0


def _schemas(tiny: Tiny) -> None:
    assert tiny.kg("schema", "--documents", "texts").code == 0
    _built(tiny)


def _table(tiny: Tiny) -> None:
    lay_down(tiny)
    for name in ("proposed.csv", "review.log"):
        (tiny.texts / "note" / name).unlink()


def _exported(tiny: Tiny) -> None:
    _built(tiny)
    assert tiny.kg("export", "turtle", "--build", "build", "--out", "handed-on").code == 0


_BUILD = ("build", "--documents", "texts")
_ADD = (
    "add",
    "original.txt",
    "--documents",
    "texts",
    "--language",
    "en",
    "--undated",
    "--title",
    "A note",
    "--creator",
    "Lake Committee",
)
_IMPORT = ("import", "incidents.yaml", "march.csv", "--into", "other")
_EXPORT = ("export", "turtle", "--build", "build", "--out", "handed-on")
_DOSSIER = ("dossier", "Anna Berg", "--build", "build", "--out", "anna.md")
CASES = (
    Case(("new", "act", "--to", "texts/note/records.yaml"), ("new", "act", "--to", "texts/note/records.yaml"), adds=True),
    Case(("new", "person", "--to", "texts/authorities/all.yaml"), ("new", "place", "--to", "texts/authorities/all.yaml"), adds=True),
    Case(("digest", "original.txt", "--out", "texts/press"), ("digest", "original.txt", "--out", "texts/press"), _digest),
    Case(("digest", "original.txt", "--fix", "texts/press/digest.md"), ("digest", "original.txt", "--fix", "texts/press/digest.md"), _moved),
    Case(_ADD, _ADD, _digest),
    Case(_IMPORT, _IMPORT, _table),
    Case(_EXPORT, _EXPORT, _built),
    Case(_EXPORT, _EXPORT, _exported),
    Case(_DOSSIER, _DOSSIER, _built),
    Case(("init", "mine"), ("init", "mine")),
    Case(("schema", "--documents", "texts"), ("schema", "--documents", "texts")),
    Case(("picture", "network", "--out", "network.svg", "--build", "build"), ("picture", "network", "--out", "network.svg", "--build", "build"), _built),
    Case(("migrate", "--write", "--documents", "texts"), ("migrate", "--write", "--documents", "texts"), _old),
    Case(_BUILD, _BUILD),
    Case(_BUILD, _BUILD, _built),
    Case(("validate", "texts/note", "--against", "build"), _BUILD, _built),
    Case(("forget", "Anna Berg", "--write", "--no-history", "--documents", "texts"), _BUILD, _schemas),
)  # fmt: skip


def run(case: Case, folder: Path, *, every: bool) -> Outcome:
    """Kills a command at moments of its work, each time from the same beginning."""
    start, outcome = folder / "start", Outcome()
    tiny, child = lay_out(start), os.fork()
    if not child:  # what builds starts threads, and a process with threads cannot be forked again
        case.prepared(tiny)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    before = snapshot(start)
    whole = shutil.copytree(start, folder / "whole", symlinks=True)
    moments = -_ended(case.arguments, whole, 0)
    after = snapshot(whole)
    shutil.rmtree(whole)
    for moment in _chosen(moments, every=every):
        at = Path(shutil.copytree(start, folder / "at", symlinks=True))
        (at / "tmp").mkdir(exist_ok=True)
        if _ended(case.arguments, at, moment) == signal.SIGKILL:
            outcome.kills += 1
            outcome.faults += [
                f"{case.name}, killed at {moment} of {moments}: {fault}" for fault in _faults(case, at, before, after)
            ]
        shutil.rmtree(at)
    return outcome


def _chosen(moments: int, *, every: bool) -> list[int]:
    """The moments at which to kill: all, or the first, the last and two between."""
    wanted = range(1, moments + 1)
    return list(wanted) if every else sorted({1, moments // 3, 2 * moments // 3, moments} - {0})


def _faults(case: Case, folder: Path, before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[str]:
    killed = snapshot(folder)
    for name, data in before.items():
        stands = data.rstrip() in killed.get(name, b"") if case.adds else killed.get(name) in (data, after.get(name))
        if not _own(name) and not stands:
            yield f"{name} is half-written or lost"
    code = -_ended(case.next, folder, -1)
    now = snapshot(folder)
    if code not in (0, 2):
        yield f"the next command ends with {code}"
    if extra := sorted(now.keys() - before.keys() - after.keys() - _made(case)):
        yield f"left behind: {', '.join(extra)}"
    if case.adds:
        if lost := [name for name, data in before.items() if data.rstrip() not in now.get(name, b"")]:
            yield f"lost: {', '.join(lost)}"
        return
    own = {name for name in before.keys() | after.keys() if not _own(name)}
    if not any(all(now.get(name) == state.get(name) for name in own) for state in (before, after)):
        yield "some files are as before and some as after"


def _made(case: Case) -> set[str]:
    """What the next command makes that the first does not."""
    return {name for name in _BUILT if case.next == _BUILD}


_BUILT = {f"build/{name}" for name in ("index.json", "inferred.ttl", "kg.nq", "kg.trig", "kg.ttl", "shapes.json", "validation.ttl", "validation.txt", "blocks", "store")}  # fmt: skip


def _own(name: str) -> bool:
    """Whether a file belongs to a build, which a command makes anew."""
    return name.startswith("build/")


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file and empty folder below a folder; a store counts as one thing."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if _STORE & set(parts[:-1]):
            continue
        if parts[-1] in _STORE:
            found["/".join(parts)] = b""
        elif path.is_file():
            found["/".join(parts)] = path.read_bytes()
        elif not any(path.iterdir()) and parts != ("tmp",):
            found["/".join(parts)] = b""
    return found


def _ended(arguments: tuple[str, ...], folder: Path, moment: int) -> int:
    """Runs a command in a child: the signal that ended it, or the negative of its code, or with 0 of its changes of files."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _act(arguments, folder, moment, writing)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status)
    code, _, counted = said.partition(" ")
    if moment == 0:
        assert code == "0", (arguments, said)
        return -int(counted.split("\n")[0])
    return -int(code or 70)


def _act(arguments: tuple[str, ...], folder: Path, moment: int, writing: int) -> None:
    signal.alarm(_WAIT)
    counted = [0]
    os.chdir(folder)
    tempfile.tempdir = str(folder / "tmp")
    Path(tempfile.tempdir).mkdir(exist_ok=True)
    inside = str(folder)

    def watch(event: str, details: tuple[object, ...]) -> None:
        if event == "open":
            flags = details[2]
            if not isinstance(flags, int) or not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                return
        elif event not in _CHANGES:
            return
        name: Any = details[0]
        if isinstance(name, int) or str(Path(os.fsdecode(name)).absolute()).startswith(inside):
            counted[0] += 1
            if counted[0] == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    ran = kg(*arguments)
    os.write(writing, f"{ran.code} {counted[0]}\n{ran.err}".encode())
    os._exit(0)


def main(arguments: list[str]) -> int:
    """Runs every case, prints what happened, and gives 1 if anything was wrong."""
    every, wanted = "--every" in arguments, [word for word in arguments if not word.startswith("-")]
    total = Outcome()
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        put_in_place(patch)
        for number, case in enumerate(CASES):
            if wanted and not any(word in case.name for word in wanted):
                continue
            outcome = run(case, Path(folder) / str(number), every=every)
            print(f"{case.name}: {outcome.kills} kills, {len(outcome.faults)} faults", flush=True)
            total.kills += outcome.kills
            total.faults += outcome.faults
    print(f"all: {total.kills} kills, {len(total.faults)} faults", *total.faults, sep="\n")
    return 1 if total.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

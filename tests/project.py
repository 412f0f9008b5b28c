"""A tiny project that a test lays out, and the command ``kg`` run on it."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from kg.build.mapping import map_project
from kg.build.reading import read_project
from kg.cli.group import main
from kg.model.project import find_project
from kg.model.terms import Quad

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared"
BASE = "https://example.org/id/"
"""The base of the tiny project."""
OWN = "https://w3id.org/chronicle/id/"
"""The base of the seeds."""

SETTINGS = f"""\
base = "{BASE}"
language = "en"
build = "../build"
documentalist = "Test documentalists"
ontology = "1.0"
"""
AUTHORITIES = """\
- organization: c0mm1t
  label: Lake Committee
  names:
    - name: Lake Committee
      in: [note]

- organization: p0l1ce
  label: Lakeside police
  agent-kind: police

- person: p3rs0n
  label: Anna Berg
  names:
    - name: Anna Berg
      in: [note]

- place: pl4ce1
  label: Lakeside

- group: d0cs01
  label: Test documentalists
"""
DIGEST = """\
---
document: note
title: A note of the Lake Committee
creator: Lake Committee
issued: 2020-02-03
language: en
genre: statement
---

## What happened
The Lake Committee says that police detained Anna Berg in Lakeside on 1 February 2020.
A neighbour saw two officers at her door.
Two officers asked for her papers.
"""
RECORDS = """\
- act: detention-in-february
  type: detention
  date: 2020-02-01
  place: Lakeside
  victim: Anna Berg
  alleged-perpetrator: Lakeside police
  evidence: police detained Anna Berg in Lakeside on 1 February 2020
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def errors(self) -> str:
        """Standard error without the names of the stages."""
        return "".join(line for line in self.err.splitlines(keepends=True) if not line.endswith(" …\n"))


@dataclass(frozen=True, slots=True)
class Tiny:
    """A project of one document in ``folder/texts``; its build goes to ``folder/build``."""

    folder: Path

    @property
    def texts(self) -> Path:
        """The folder of documents."""
        return self.folder / "texts"

    @property
    def build(self) -> Path:
        """Where ``kg build`` puts the graph."""
        return self.folder / "build"

    def write(self, name: str, text: str | bytes) -> Path:
        """Writes a file below the documents, its bytes as they are given."""
        path = self.texts / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def records(self, text: str | bytes) -> None:
        """Writes the records of the one document."""
        self.write("note/records.yaml", text)

    def kg(self, *arguments: str) -> Ran:
        """Runs ``kg`` in the project's folder, in this process."""
        with contextlib.chdir(self.folder):
            return kg(*arguments, "--documents", "texts") if arguments[0] in _ON_DOCUMENTS else kg(*arguments)

    def quads(self) -> list[Quad]:
        """The quads that the records become."""
        with contextlib.chdir(self.folder):
            project = find_project(Path("texts"))
            return map_project(project, read_project(project))

    def built(self) -> dict[str, bytes]:
        """Every file of the build and its bytes, the stores aside."""
        return contents(self.build)


_ON_DOCUMENTS = ("build", "trace", "verify")


def lay_out(folder: Path) -> Tiny:
    """A project that builds: authorities, one document with its text, one record."""
    tiny = Tiny(folder)
    tiny.write("chronicle.toml", SETTINGS)
    tiny.write("authorities/all.yaml", AUTHORITIES)
    tiny.write("note/digest.md", DIGEST)
    tiny.records(RECORDS)
    return tiny


def kg(*arguments: str, stdin: str = "") -> Ran:
    """Runs ``kg`` in this process."""
    out, err = (
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors=errors, write_through=True)
        for errors in ("strict", "backslashreplace")  # as Python opens the two
    )
    with (
        mock.patch.object(sys, "argv", ["kg", *arguments]),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    texts = [stream.buffer.getvalue().decode() for stream in (out, err) if isinstance(stream.buffer, io.BytesIO)]
    assert isinstance(code, int)
    return Ran(code, *texts)


def kg_process(*arguments: str, cwd: Path, env: Mapping[str, str] | None = None, stdin: str = "") -> Ran:
    """Runs ``kg`` as a person does, in a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Ran(ended.returncode, ended.stdout, ended.stderr)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and its bytes, the stores aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {"blocks", "store"} & set(path.relative_to(folder).parts)
    }


def files(folder: Path) -> Iterator[str]:
    """The name of every file below a folder."""
    return (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")))


def error(code: str, found: str, place: str, remedy: str) -> str:
    """An error as it is printed; without a place where there is none."""
    return "\n".join([f"error[{code}]: {found}", *([f"  {place}"] if place else []), f"  {remedy}"]) + "\n"


def several(*errors: str) -> str:
    """Some errors as they are printed together."""
    return "\n".join(errors) + f"\n{len(errors)} errors; `kg explain CODE` tells more about one\n"


def read_terminal(mine: int) -> str:
    """What came to one end of a pseudo-terminal until the other was closed; closes it."""
    parts = []
    while True:
        try:
            part = os.read(mine, 4096)
        except OSError:  # how a terminal of Linux ends
            break
        if not part:
            break
        parts.append(part)
    os.close(mine)
    return b"".join(parts).decode()


def program(name: str, package: str) -> str:
    """The path of a system program; without it the test is skipped, or fails where CHRONICLE_ALL is 1."""
    return _found(shutil.which(name), f"{name} is missing: apt-get install {package}")


def partner(name: str, package: str) -> str:
    """The path of a program of some package of Python, beside it or on PATH; without it the test ends in the same way."""
    beside = str(Path(sys.executable).parent)
    path = shutil.which(name, path=beside) or shutil.which(name)
    return _found(path, f"{name} is missing: pip install {package}")


def _found(path: str | None, missing: str) -> str:
    if path is None and os.environ.get("CHRONICLE_ALL") == "1":
        pytest.fail(missing)
    if path is None:
        pytest.skip(missing)
    return path

"""Pages of the docs are followed word for word, from an empty folder, and every answer is as they show.

``python -m tests.test_first_record`` writes the answers into the pages: read every difference before it is committed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.project import ROOT
from tests.sampling import sampled
from tests.test_docs import normal

PAGE = ROOT / "docs" / "first-record.md"
PAGES = (PAGE, *(ROOT / "docs" / f"{name}.md" for name in ("own-terms", "releases", "rival-claims")))
FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Reader:
    """Somebody who does what the page says, in a folder; the shell stays in the folder that it went to."""

    folder: Path

    def __post_init__(self) -> None:
        self.here = self.folder
        programs = self.folder.parent / "programs"
        programs.mkdir(exist_ok=True)
        (programs / "kg").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n')
        (programs / "kg").chmod(0o755)
        bare = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "COLUMNS"))}
        self.env = bare | {"PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}

    def types(self, command: str) -> str:
        """What a command prints."""
        after = self.folder.parent / "after"
        done = subprocess.run(
            ["bash", "-c", f'{command}\nstatus=$?; pwd > "{after}"; exit $status'],
            cwd=self.here, env=self.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        self.here = Path(after.read_text().strip())
        return done.stdout

    def edits(self, info: str, body: str) -> None:
        """Writes a block into a new file, adds it at the end of one, or puts one line in the place of another."""
        language, place = info.split(" ", 1)
        way, name = place.split("=")
        path = self.here / name
        if way == "file" and language != "diff":
            path.write_text(body, encoding="utf-8")
            return
        text = path.read_text(encoding="utf-8")
        if way == "append":
            path.write_text(text + body, encoding="utf-8")
            return
        old, new = body.splitlines()
        assert (old[0], new[0]) == ("-", "+")
        assert text.count(f"{old[1:]}\n") == 1, old
        path.write_text(text.replace(f"{old[1:]}\n", f"{new[1:]}\n"), encoding="utf-8")


def steps(text: str) -> list[tuple[str, str]]:
    """The fenced blocks of the page: what kind, and what stands in it."""
    return [(block["info"], block["body"]) for block in FENCE.finditer(text)]


def commands(body: str) -> list[tuple[str, str]]:
    """Each command of a console block, with the answer shown below it."""
    parts = re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]
    return [(command, shown) for command, _, shown in (part.partition("\n") for part in parts)]


@pytest.mark.parametrize("page", sampled(PAGES[::-1], 3, ids=[page.stem for page in PAGES[::-1]]))
def test_the_page_is_followed_from_an_empty_folder(page: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    reader = Reader(tmp_path / "empty")
    for info, body in steps(page.read_text(encoding="utf-8")):
        if info == "console":
            for command, shown in commands(body):
                assert normal(reader.types(command)) == normal(shown), command
        else:
            reader.edits(info, body)


def test_the_page_makes_a_mistake_and_mends_it() -> None:
    said = [body for info, body in steps(PAGE.read_text(encoding="utf-8")) if info == "console"]
    asked = [body for body in said if body.startswith("$ kg validate 2024")]
    assert [" 3 violations" in body or "нарушений: 3" in body for body in asked] == [True, True, False]
    assert "; conforms: 0 violations" in asked[-1]
    assert any(body.startswith("$ kg build") and "teacher warned in March 2024" in body for body in said)


def main() -> None:
    """Writes the answers into the pages."""
    for page in PAGES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name, "empty")
            folder.mkdir()
            page.write_text(answered(page.read_text(encoding="utf-8"), Reader(folder)), encoding="utf-8")


def answered(text: str, reader: Reader) -> str:
    """A page with the answers to its commands."""

    def done(block: re.Match[str]) -> str:
        if block["info"] != "console":
            reader.edits(block["info"], block["body"])
            return block[0]
        told = "".join(f"$ {command}\n{reader.types(command)}" for command, _ in commands(block["body"]))
        return f"```console\n{told}```"

    return FENCE.sub(done, text)


if __name__ == "__main__":
    main()

"""The page on reviewing, followed literally: commands print what it shows, and the keys that it names are pressed."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.extraction.review.reviewing import opened
from kg.model.project import find_project
from tests.project import ROOT, kg
from tests.test_docs import examples, normal

PAGE = (ROOT / "docs" / "reviewing.md").read_text(encoding="utf-8")
EXTRACTING = (ROOT / "docs" / "extracting.md").read_text(encoding="utf-8")
_BLOCKS = re.compile(r"```(console|keys \w+)\n(.*?)```", re.DOTALL)


def press(folder: Path, who: str, keys: list[str]) -> None:
    """Opens the review and presses keys."""
    from kg.extraction.review.app import ReviewApp

    async def run() -> None:
        app = ReviewApp(opened(folder / "at-night", find_project(folder)), who)
        async with app.run_test() as pilot:
            for key in keys:
                await pilot.pause()
                await pilot.press(key)
            await pilot.pause()

    asyncio.run(run())


def test_the_page_is_followed_literally(tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    pytest.importorskip("textual")
    assert kg("init", str(tmp_path)).code == 0
    program = tmp_path / "bin" / "kg"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m kg "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    where = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    (tmp_path / "at-night.txt").write_text(examples(EXTRACTING)[0][1], encoding="utf-8")
    for kind, block in _BLOCKS.findall(PAGE):
        if kind != "console":
            press(tmp_path, kind.removeprefix("keys "), block.split())
            continue
        for command, shown in examples(f"```console\n{block}```"):
            ran = subprocess.run(
                ["bash", "-c", command], cwd=tmp_path, env=where, capture_output=True, text=True, check=False
            )
            assert normal(ran.stdout) == normal(shown), (command, ran.stderr)

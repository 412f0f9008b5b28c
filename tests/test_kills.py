"""A command that is killed loses nothing, leaves nothing half-written, and what it left is gone after the next command."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.project import ROOT

WRITE = ("new", "digest")
FOLDERS = ("init", "schema", "migrate")
BUILD = ("build", "validate", "picture", "forget")
HANDED_ON = ("add", "import", "export", "dossier")


@pytest.mark.parametrize(
    "commands",
    [
        pytest.param(WRITE, id="records"),
        pytest.param(FOLDERS, id="folders", marks=pytest.mark.slow_reference),
        pytest.param(HANDED_ON, id="what is taken in and handed on", marks=pytest.mark.slow_reference),
        pytest.param(BUILD, id="builds", marks=pytest.mark.slow_reference),
    ],
)
def test_whatever_is_killed_while_it_writes_is_whole_after_the_next_command(commands: tuple[str, ...]) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.killing", *commands], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.stdout.splitlines()[-1].endswith(", 0 faults"), ended.stdout + ended.stderr
    assert ended.returncode == 0

"""The commands of docs/serving.md print what it shows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.serving import environment
from tests.test_docs import examples

PAGE = Path(__file__).parents[1] / "docs" / "serving.md"


def test_each_command_prints_what_the_page_shows(built: Path) -> None:
    shown = examples(PAGE.read_text(encoding="utf-8"))
    program = f"{sys.executable} -m kg serve --build {built}"
    for command, output in shown:
        told = subprocess.run(
            ["bash", "-c", command.replace("kg serve", program, 1)],
            capture_output=True,
            text=True,
            check=True,
            env=environment(),
        )
        assert told.stdout == output, command
    assert len(shown) == 6


def test_the_page_names_each_path_and_option() -> None:
    text = PAGE.read_text(encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "kg", "serve", "--help"], capture_output=True, text=True, check=True, env=environment()
    )
    options = set(re.findall(r"--[a-z-]+", told.stdout)) - {"--help"}
    assert sorted(option for option in options if option not in text and option != "--build") == []

"""The hook for partners' repositories does with the files of a commit what pre-commit would."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import yaml

from tests.project import ROOT, Tiny, kg

(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def matched(folder: Path) -> list[str]:
    """The files below a folder that the hook is given, as pre-commit names them."""
    names = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())
    return [name for name in names if re.search(HOOK["files"], name)]


def test_the_hook_has_what_pre_commit_asks_for() -> None:
    assert {"id", "name", "entry", "language"} <= set(HOOK)
    assert HOOK["language"] == "python"


def test_the_hook_is_given_records_digests_authority_files_and_settings() -> None:
    found = matched(ROOT / "seeds")
    assert len([name for name in found if name.endswith("/records.yaml")]) == 5
    assert len([name for name in found if name.endswith("/digest.md")]) == 5
    assert [name for name in found if name.startswith("authorities/")]
    assert [name for name in found if name.endswith(".toml")] == ["chronicle.toml"]
    assert not [name for name in found if name.endswith(".csv")]


def test_a_commit_with_a_fault_is_stopped_and_one_without_goes_through(tiny: Tiny) -> None:
    program, *arguments = shlex.split(HOOK["entry"])
    assert program == "kg"
    files = [f"texts/{name}" for name in matched(tiny.texts)]
    assert len(files) == 4
    assert tiny.kg(*arguments, *files).code == 0
    tiny.records("- act: detention\n  type: arest\n")
    stopped = tiny.kg(*arguments, *files)
    assert stopped.code == 1
    assert "texts/note/records.yaml:2:9" in stopped.out + stopped.err


def test_the_command_of_the_hook_is_there() -> None:
    assert kg(*shlex.split(HOOK["entry"])[1:], "--help").code == 0

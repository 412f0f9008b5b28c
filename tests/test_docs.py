"""Every command in README and CONTRIBUTING runs in a fresh copy of the checkout and prints what they show."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.project import SEEDS, kg

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ASKS = re.compile(r"\.venv/bin/kg (query|show|stats|verify|explain|validate) [^|&;]*$|\.venv/bin/kg verify$")
SECONDS = re.compile(r"\d+\.\d s")


def examples(text: str) -> list[tuple[str, str]]:
    """Each command of the console blocks with the output shown below it."""
    found = []
    for block in BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def tracked() -> list[str]:
    """What a clone of the working tree would hold."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("git: the checkout is not a git repository")
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of the checkout in an empty folder."""
    folder = tmp_path / "clone"
    for name in tracked():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    return folder


def borrow_libraries(folder: Path) -> None:
    """A virtual environment for the copy with the libraries that these tests run on, and ``kg`` from the copy."""
    venv.create(folder / ".venv", with_pip=False)
    (packages,) = (folder / ".venv").glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(f"{folder}\n{sysconfig.get_path('purelib')}\n")
    program = folder / ".venv" / "bin" / "kg"
    program.write_text(f"#!{folder}/.venv/bin/python\nfrom kg.__main__ import start\nstart()\n")
    program.chmod(0o755)


def installs(part: str) -> bool:
    """Whether a part of a command makes the virtual environment, or installs into it."""
    return "-m venv" in part or "pip install" in part


def normal(output: str) -> str:
    """Output without what differs between runs: seconds, and space at line ends."""
    return "\n".join(line.rstrip() for line in SECONDS.sub("N s", output).strip().splitlines())


@pytest.mark.parametrize(
    "word_for_word",
    [
        pytest.param(
            False, id="on borrowed libraries", marks=pytest.mark.slow_reference
        ),  # .ci/run installs as README says before it runs the tests
        pytest.param(True, id="word for word", marks=pytest.mark.slow_reference),
    ],
)
def test_every_command_in_readme_prints_what_readme_shows(clone: Path, word_for_word: bool) -> None:
    given = examples((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(given) >= 6
    bare = {key: value for key, value in os.environ.items() if not key.startswith(("VIRTUAL_ENV", "PYTEST", "COLUMNS"))}
    for command, shown in given:
        if "pytest" in command:
            continue  # it is the command that runs this test; .ci/run takes it from README word for word
        parts = command.split(" && ")
        if not word_for_word and any(map(installs, parts)):
            borrow_libraries(clone)
            parts = [part for part in parts if not installs(part)]
        done = subprocess.run(
            ["bash", "-c", " && ".join(parts)],
            cwd=clone, env=bare, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        assert normal(done.stdout) == normal(shown), command


def test_what_readme_asks_of_the_build_is_answered_as_readme_shows(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this process, on the build that all tests share; commands that change something need a copy of the checkout."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    shutil.copytree(built, tmp_path / "build")
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.chdir(tmp_path)
    given = examples((ROOT / "README.md").read_text(encoding="utf-8"))
    asked = [(shlex.split(command)[1:], shown) for command, shown in given if ASKS.match(command)]
    assert len(asked) >= 6
    for arguments, shown in asked:
        ran = kg(*arguments)
        assert normal(ran.out + ran.errors) == normal(shown), arguments


def test_readme_opens_with_one_command_that_builds_and_one_that_tests() -> None:
    first, second = examples((ROOT / "README.md").read_text(encoding="utf-8"))[:2]
    assert "kg build" in first[0]
    assert first[0].count("kg query") == 2
    assert "pytest" in second[0]
    assert re.search(r"\d+ passed", second[1])


def test_ci_installs_and_tests_with_the_words_of_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in script
    assert 'readme "${command% && *}"' in script
    assert 'readme "${command##* && }' in script
    tests = examples((ROOT / "README.md").read_text(encoding="utf-8"))[1][0]
    assert "pytest" in tests.rpartition(" && ")[2]


def test_both_commands_of_readme_install_the_pinned_releases_and_nothing_else() -> None:
    commands = [command for command, _ in examples((ROOT / "README.md").read_text(encoding="utf-8"))[:2]]
    for command, pins in zip(commands, ("requirements.txt", "requirements-test.txt"), strict=True):
        pinned, project = [part for part in command.split(" && ") if "pip install" in part]
        assert pinned.endswith(f"-r {pins}")
        assert "--no-deps --no-build-isolation" in project

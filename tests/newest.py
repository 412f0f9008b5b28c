"""Tries the newest releases of what the project depends on: ``python -m tests.newest [--all]``.

Asking pip takes half a minute, so ``.ci/run`` does that beside other work: ``--ask FILE`` writes what pip says into a
file, and ``--given FILE`` takes it from there.

A release that nobody here has seen can break what is pinned and green, and whoever installs the package without the
pins meets it first. So ``.ci/run`` asks pip what it would install today, names each package that differs from
``requirements-test.txt``, and runs on these releases the tests that touch other people's libraries most; with ``--all``
the whole suite and the other gates. A failure names the packages; ``bash .ci/renew`` pins them once it is fixed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from tests.pins import TEST, Releases, asked, pins
from tests.project import ROOT

QUICK = (
    "tests/test_records_refused.py",  # PyYAML: its messages, its marks, its limits
    "tests/test_dates.py",  # edtf, hypothesis
    "tests/test_closure.py",  # owlrl, rdflib
    "tests/test_shacl_engines.py",  # pySHACL, pyoxigraph
    "tests/test_cli.py",  # click, rich
    "tests/test_schemas.py",  # jsonschema
    "tests/test_citations.py",  # pybtex
    "tests/test_pictures.py",  # matplotlib, shapely, pyshp
)
GATES = (["ruff", "format", "--check", "."], ["ruff", "check", "."], ["mypy"])


class Change(NamedTuple):
    """A package whose newest release is another than the pinned one."""

    name: NormalizedName
    pinned: Version | None
    newest: Version

    def __str__(self) -> str:
        return f"{self.name} {self.pinned or '(not pinned)'} → {self.newest}"


def changes(pinned: Releases, newest: Releases) -> list[Change]:
    """What differs, by name; a pin that pip does not install here is for another system."""
    return [Change(name, pinned.get(name), newest[name]) for name in sorted(newest) if newest[name] != pinned.get(name)]


def resolve(requirements: list[Requirement]) -> Releases:
    """What pip would install today, in an empty environment, for these requirements and all that they need."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = ["-qq", "--dry-run", "--ignore-installed", "--report", str(report)]
        _run([sys.executable, "-m", "pip", "install", *options, *map(str, requirements)])
        installed = json.loads(report.read_text("utf-8"))["install"]
    found = (one["metadata"] for one in installed)
    return {canonicalize_name(one["name"]): Version(one["version"]) for one in found}


def passes(releases: Releases, found: Sequence[Change], *, everything: bool) -> bool:
    """Whether the tests pass on these releases, in an environment of their own that is removed afterwards.

    With ``everything`` all releases are installed there; else those that changed, and the others are borrowed from here.
    """
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=False)
        python = str(Path(folder) / "bin" / "python")
        chosen = releases if everything else [change.name for change in found]
        _install(python, "--no-compile", *(f"{name}=={releases[name]}" for name in chosen))
        if everything:
            _install(python, "--no-build-isolation", "--editable", str(ROOT))
        else:
            (packages,) = Path(folder).glob("lib/python*/site-packages")
            (packages / "borrowed.pth").write_text(f"{ROOT}\n{sysconfig.get_path('purelib')}\n", "utf-8")
        gates = [[python, "-m", *gate] for gate in GATES] if everything else []
        suite = [python, "-m", "pytest", "-n", "2", *([] if everything else QUICK)]
        done = [_succeeds(command) for command in (*gates, suite)]
    return all(done)


def main(arguments: list[str]) -> int:
    """Says what changed and tries it; 1 if a test fails on the newest releases."""
    if "--ask" in arguments:
        said = {name: str(version) for name, version in resolve(asked(tests=True)).items()}
        _file(arguments, "--ask").write_text(json.dumps(said), "utf-8")
        return 0
    newest = _given(_file(arguments, "--given")) if "--given" in arguments else resolve(asked(tests=True))
    found = changes(pins(TEST), newest)
    if not found:
        print("the pinned releases are the newest: nothing else to try")
        return 0
    named = "\n".join(f"  {change}" for change in found)
    print(f"newer than the pinned releases, tried now:\n{named}", flush=True)
    if passes(newest, found, everything="--all" in arguments):
        print("the tests pass on them too; `bash .ci/renew` pins them")
        return 0
    print(f"the tests fail on the newest releases; what differs from the pinned ones:\n{named}")
    return 1


def _given(path: Path) -> Releases:
    """What pip said before."""
    return {canonicalize_name(name): Version(version) for name, version in json.loads(path.read_text("utf-8")).items()}


def _file(arguments: list[str], option: str) -> Path:
    return Path(arguments[arguments.index(option) + 1])


def _install(python: str, *what: str) -> None:
    """Installs into the environment of that Python, with the pip of this one."""
    _run([sys.executable, "-m", "pip", "--python", python, "install", "-qq", "--no-deps", *what])


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What pyproject.toml asks for, and the releases that the two requirements files pin."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from tests.project import ROOT

RUN = ROOT / "requirements.txt"
TEST = ROOT / "requirements-test.txt"
PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)

Releases = dict[NormalizedName, Version]


def pins(path: Path) -> Releases:
    """The release of each package in a requirements file."""
    return {canonicalize_name(name): Version(version) for name, version in PIN.findall(path.read_text("utf-8"))}


PARTNERS = "partners"
"""The extra with programs of partners, which are in an environment of their own, if at all."""


def asked(*, tests: bool) -> list[Requirement]:
    """The direct dependencies of the project and of its build; with ``tests`` those of the tests and pictures too."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = declared["project"]
    lines: Iterable[str] = [*project["dependencies"], *declared["dependency-groups"]["build"]]
    if tests:
        extras = project["optional-dependencies"]
        lines = [*lines, *(line for name, extra in extras.items() if name != PARTNERS for line in extra)]
    found = map(Requirement, lines)
    return [one for one in found if one.name != project["name"]]

"""What many tests stand on: the graph of the seeds, built once a run, and a tiny project for each test."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

from kg.build.pipeline import Build, build
from kg.model.project import find_project
from tests.project import SEEDS, Tiny, lay_out

# The same cases each run and on a busy machine: a law that breaks breaks for everybody.
hypothesis.settings.register_profile("chronicle", deadline=None, derandomize=True)
hypothesis.settings.load_profile("chronicle")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The build of the seeds: its counts, its validation report and its folder."""
    return build(find_project(SEEDS, tmp_path_factory.mktemp("seeds") / "build"))


@pytest.fixture(scope="session")
def built(made: Build) -> Path:
    """The folder of the build of the seeds."""
    return made.folder


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A project of one document, to be spoilt by a test."""
    return lay_out(tmp_path)

"""What many tests need: the graph of the seeds, built once a run, and a tiny project for each test."""

from __future__ import annotations

import gc
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import rdflib

import kg
from kg.answers.opening import open_build
from kg.build.pipeline import Build, build
from kg.exchange.exporting import exported
from kg.exchange.formats import formats
from kg.exchange.model import File
from kg.model.project import find_project
from kg.model.worker import limited
from tests.project import SEEDS, Tiny, lay_out
from tests.shared import Answering, here, in_memory, once, put_in_place, replace

# The same cases each run and on a busy machine: a law that breaks breaks for everybody.
hypothesis.settings.register_profile("chronicle", deadline=None, derandomize=True, max_examples=30)
hypothesis.settings.register_profile("whole", deadline=None, derandomize=True, max_examples=500)


def pytest_configure(config: pytest.Config) -> None:
    """A run with the slow comparisons tries each law on more examples too."""
    hypothesis.settings.load_profile("chronicle" if config.option.markexpr else "whole")
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # as where a shell runs them in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)  # programs that tests start obey Ctrl-C again


def pytest_collection_finish() -> None:
    """Thousands of tests and modules stay until the end: the collector need not look through them again and again.

    Nor need it look each time that some hundred objects more are there, as graphs are made of millions that stay a while.
    """
    gc.freeze()
    gc.set_threshold(100_000)


@pytest.fixture(scope="session", autouse=True)
def once_a_process() -> Iterator[None]:
    """The shapes and the ontology are read and compiled once for all tests of a worker."""
    with pytest.MonkeyPatch.context() as patch:
        put_in_place(patch)
        yield


@pytest.fixture
def in_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work with limits is done in copies of this process, as it is in the program; tests of the limits need that."""
    replace(monkeypatch, "limited", here, limited)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The build of the seeds: its counts, its validation report and its folder; one for all workers."""
    return once("seeds", lambda folder: build(find_project(SEEDS, folder / "build")), tmp_path_factory)


@pytest.fixture(scope="session")
def built(made: Build) -> Path:
    """The folder of the build of the seeds."""
    return made.folder


@pytest.fixture(scope="session")
def exports(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, File]]:
    """The files of every export of the seeds, by the name of the format."""

    def make(_: Path) -> dict[str, dict[str, File]]:
        build = open_build(built)
        return {name: {file.name: file for file in exported(build, form)} for name, form in formats().items()}

    return once("exports", make, tmp_path_factory)


@pytest.fixture(scope="session")
def dataset(built: Path) -> Answering:
    """The graph of the seeds in memory, each query answered once."""
    return in_memory(built)


@pytest.fixture(scope="session")
def graph(built: Path) -> rdflib.Graph:
    """The published graph in rdflib, which takes long to read it."""
    return kg.graph(built)


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A project of one document, to be spoilt by a test."""
    return lay_out(tmp_path)


@pytest.fixture(scope="session")
def tiny_built(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """The same project with its build, made once for all workers; a test changes only a copy of it."""

    def make(folder: Path) -> Tiny:
        laid = lay_out(folder / "project")
        assert laid.kg("build").code == 0
        return laid

    return once("tiny", make, tmp_path_factory)


@pytest.fixture
def standing(tiny_built: Tiny, tmp_path: Path) -> Tiny:
    """The project of one document with its build, to be spoilt by a test."""
    shutil.copytree(tiny_built.folder, tmp_path, dirs_exist_ok=True)
    return Tiny(tmp_path)

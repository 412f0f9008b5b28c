"""A build that is finished while another is read: every reader sees the old one or the new one, whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import kg as package
from kg.answers import opening
from kg.answers.opening import open_build
from kg.build import index
from kg.build.output import previous, swap
from kg.check import build_context
from kg.model.holding import hold, is_held
from kg.model.writing import scratch_folders, sweep
from tests.project import RECORDS, Tiny, kg, lay_out

_LABELS = "SELECT ?label { ?s skos:prefLabel ?label } ORDER BY ?label"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two builds of a project, of which the second has another record."""
    tiny = lay_out(tmp_path_factory.mktemp("two"))
    assert tiny.kg("build", "--out", "old").code == 0
    tiny.records(RECORDS + "  description: This is new.\n  label: The new label\n")
    assert tiny.kg("build", "--out", "new").code == 0
    return tiny.folder / "old", tiny.folder / "new"


@pytest.fixture
def build(two: tuple[Path, Path], tmp_path: Path) -> Path:
    """The old build, in a folder of its own."""
    return Path(shutil.copytree(two[0], tmp_path / "build"))


@pytest.fixture
def finish(two: tuple[Path, Path], build: Path, tmp_path: Path) -> Callable[[], None]:
    """Finishes the new build, as another process does."""

    def finished() -> None:
        swap(Path(shutil.copytree(two[1], tmp_path / f"beside{len(list(tmp_path.iterdir()))}")), build)

    return finished


def test_what_was_opened_is_read_to_the_end_though_two_builds_follow(build: Path, finish: Callable[[], None]) -> None:
    old = open_build(build)
    before = old.sha256, old.dataset.solutions(_LABELS)
    finish()
    finish()
    assert (old.sha256, old.dataset.solutions(_LABELS)) == before
    new = open_build(build)
    assert new.sha256 != before[0]
    assert new.dataset.solutions(_LABELS) != before[1]


def test_a_replaced_build_is_removed_as_soon_as_nobody_reads_it(build: Path, finish: Callable[[], None]) -> None:
    old = open_build(build)
    finish()
    (left,) = scratch_folders(build.parent, build.name)
    assert is_held(left)
    sweep(build.parent, build.name)
    assert left.is_dir()
    del old
    sweep(build.parent, build.name)
    assert not left.exists()
    finish()
    assert scratch_folders(build.parent, build.name) == []
    assert not previous(build).exists()


def test_a_dataset_alone_keeps_its_build(build: Path, finish: Callable[[], None]) -> None:
    dataset = open_build(build).dataset
    before = dataset.solutions(_LABELS)
    finish()
    assert dataset.solutions(_LABELS) == before


def test_a_reader_that_opens_a_build_just_before_it_is_removed_reads_the_new_one(
    build: Path, finish: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, opened = os.open, list[str]()

    def late(path: str, flags: int, mode: int = 0o777) -> int:
        descriptor = real(path, flags, mode)
        if str(path) == str(build) and not opened:
            opened.append(str(path))
            finish()
        return descriptor

    monkeypatch.setattr(os, "open", late)
    held = hold(build)
    assert held
    assert "The new label" in (held.path / "kg.ttl").read_text()


def test_a_reader_between_the_two_renames_finds_the_build(build: Path) -> None:
    build.rename(previous(build))
    assert open_build(build).dataset.solutions(_LABELS).rows


_READING = (
    ("query", "who-suffered-what", "--format", "csv"),
    ("show", "detention-in-february"),
    ("cite", "detention-in-february"),
    ("stats", "--format", "json"),
    ("identity", "--format", "json"),
    ("picture", "network"),
)


@pytest.mark.parametrize("arguments", _READING, ids=" ".join)
def test_every_command_shows_one_build_whole(
    build: Path, finish: Callable[[], None], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    expected = kg(*arguments, "--build", str(build))
    real, times = index.base_of, build.parent / "times"

    def base_of(folder: Path) -> str:
        with times.open("a") as file:  # a query reads in a process of its own
            file.write("1")
        finish()
        return real(folder)

    monkeypatch.setattr(opening, "base_of", base_of)
    assert kg(*arguments, "--build", str(build)) == expected
    assert times.read_text() == "1"


def test_a_check_compares_with_one_build_whole(tiny: Tiny, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tiny.kg("build")
    tiny.records(RECORDS + "  description: This is new.\n")
    expected = tiny.kg("validate", "texts/note")
    other = Path(shutil.copytree(tiny.build, tmp_path / "beside"))
    shutil.rmtree(other / "blocks")
    real = index.read_index

    def read_index(path: Path, documents: Path) -> object:
        found = real(path, documents)
        if other.exists():
            swap(other, tiny.build)
        return found

    monkeypatch.setattr(build_context, "read_index", read_index)
    assert tiny.kg("validate", "texts/note") == expected
    assert not other.exists()


def test_python_reads_one_build_whole(build: Path, finish: Callable[[], None]) -> None:
    before = len(package.graph(build))
    finish()
    assert len(package.graph(build)) > before


def test_a_picture_may_be_written_where_it_is_read(build: Path) -> None:
    assert kg("picture", "timeline", "--build", str(build), "--out", str(build / "timeline.svg")).code == 0

"""A build that starts from the last one writes what a build from nothing writes, whatever has changed between."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build.output import rejected
from kg.build.pipeline import build
from kg.model.errors import DataError
from kg.model.project import Project, find_project
from tests.changing import Changing
from tests.project import Tiny, contents

Outcome = tuple[dict[str, bytes], frozenset[str], list[str]] | list[str]
"""The files of a build, the quads in its store, and its warnings; or the faults of the project."""


def outcome(project: Project) -> Outcome:
    """What a build gives."""
    try:
        made = build(project)
    except DataError as error:
        return sorted(map(str, error.problems))
    store = ox.Store.read_only(str(made.folder / "store"))
    quads = frozenset(re.sub(r"_:\w+", "_:x", str(quad)) for quad in store)  # a store names blank nodes as it likes
    return contents(made.folder), quads, sorted(map(str, made.warnings))


def anew(project: Project, folder: Path) -> Outcome:
    """What a build gives that has no other to start from."""
    fresh = project._replace(build=folder / "fresh")
    found = outcome(fresh)
    for path in (fresh.build, rejected(fresh.build)):
        shutil.rmtree(path, ignore_errors=True)
    return found


def compared(found: Outcome, expected: Outcome) -> None:
    """The same; a record that is gone can only be missed by a build that has seen it."""
    if isinstance(found, list) or isinstance(expected, list):
        assert found == expected
        return
    assert found[0].keys() == expected[0].keys()
    assert [name for name in found[0] if found[0][name] != expected[0][name]] == []
    assert found[1] == expected[1]
    assert [text for text in found[2] if "lost-records" not in text] == expected[2]


@pytest.mark.parametrize(
    ("seed", "changes"), [(1, 12), *(pytest.param(n, 60, marks=pytest.mark.slow_reference) for n in range(2, 18))]
)
def test_after_any_changes_a_build_is_the_one_from_nothing(tmp_path: Path, seed: int, changes: int) -> None:
    changing = Changing(Tiny(tmp_path), random.Random(seed))
    changing.write()
    project = find_project(tmp_path / "texts")
    compared(outcome(project), anew(project, tmp_path))
    for _ in range(changes):
        made = changing.change()
        project = find_project(tmp_path / "texts")
        try:
            compared(outcome(project), anew(project, tmp_path))
        except AssertionError as error:
            error.add_note(f"after {made}")
            raise

"""A little of what ``bench/attacks.py`` does at length: spoilt inputs, and two of each command at once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from tests.mutating import INPUTS, Input, lay_down, mutated
from tests.project import ROOT, Tiny, lay_out

_LONGEST = 30
"""Seconds that one command may take, on a busy machine."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """The tiny project, built, with a file of each kind."""
    tiny = lay_out(tmp_path_factory.mktemp("attacked"))
    lay_down(tiny)
    assert tiny.kg("build", "--out", "build").code == 0
    return tiny


@pytest.mark.parametrize("each", INPUTS, ids=lambda each: each.path)
def test_no_spoilt_input_ends_in_a_traceback_or_a_hang(whole: Tiny, each: Input) -> None:
    path = whole.folder / each.path
    before = path.read_bytes() if path.exists() else None
    for data in mutated(each.text, seed=zlib.crc32(each.path.encode()), count=3):
        path.write_bytes(data)
        began = time.monotonic()
        ran = whole.kg(*each.call)  # whatever is not an error of ours is raised here
        assert ran.code in (0, 1, 2)
        assert ran.code == 0 or "[" in ran.out + ran.err  # the code of an error
        assert time.monotonic() - began < _LONGEST
    if before is None:
        path.unlink()
    else:
        path.write_bytes(before)


TWICE = [
    ("build", "--documents", "texts", "--out", "again"),
    ("validate", "texts"),
    ("query", "overview", "--build", "build"),
    ("new", "act", "--to", "texts/note/records.yaml"),
    ("picture", "timeline", "--build", "build", "--out", "one.svg"),
    ("export", "turtle", "--build", "build", "--out", "handed-on"),
    ("publish", "--lang", "en", "--build", "build", "--out", "published"),
    ("dossier", "Anna Berg", "--build", "build", "--out", "anna.md"),
    ("import", "incidents.yaml", "march.csv", "--into", "other"),
    ("review", "texts/note", "--reader", "Ann", "--write", "--into", "texts"),
]


@pytest.mark.parametrize(
    "calls",
    [
        pytest.param([call for call in TWICE if call[0] in ("build", "new")], id="builds and records"),
        pytest.param(TWICE, id="all", marks=pytest.mark.slow_reference),
    ],
)
def test_two_of_each_command_at_once_do_what_one_does(whole: Tiny, calls: list[tuple[str, ...]]) -> None:
    records = (whole.texts / "note/records.yaml").read_text()
    before = records.count("- act: new-act")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    for call in calls:
        both = [
            subprocess.Popen([sys.executable, "-m", "kg", *call], cwd=whole.folder, env=env, stderr=subprocess.PIPE)
            for _ in range(2)
        ]
        for one in both:
            _, told = one.communicate(timeout=120)
            assert one.returncode == 0, (call, told)
            assert b"Traceback" not in told
    assert (whole.texts / "note/records.yaml").read_text().count("- act: new-act") == before + 2
    whole.records(records)  # what was added has yet to be filled in
    assert not [path.name for path in whole.folder.rglob(".*") if path.name.startswith((".again", ".kg"))]
    assert Path(whole.folder / "again/kg.nq").read_bytes()

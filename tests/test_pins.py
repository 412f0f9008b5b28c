"""The requirements files pin all that pyproject.toml asks for, and what CI says of newer releases is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests import newest
from tests.newest import Change, changes
from tests.pins import RUN, TEST, Releases, asked, pins
from tests.project import ROOT


@pytest.mark.parametrize(("path", "tests"), [(RUN, False), (TEST, True)], ids=["run", "test"])
def test_each_direct_dependency_is_pinned_to_a_release_that_is_allowed(path: Path, tests: bool) -> None:
    pinned = pins(path)
    assert [str(one) for one in asked(tests=tests) if canonicalize_name(one.name) not in pinned] == []
    allowed = ((one, pinned[canonicalize_name(one.name)]) for one in asked(tests=tests))
    assert [(str(one), str(version)) for one, version in allowed if version not in one.specifier] == []


def test_what_runs_is_what_the_tests_ran_with() -> None:
    run, test = pins(RUN), pins(TEST)
    assert run.items() <= test.items()
    assert "pytest" not in run


@pytest.mark.parametrize("path", [RUN, TEST], ids=["run", "test"])
def test_each_pin_has_hashes_and_no_place_to_fetch_it_from(path: Path) -> None:
    text = path.read_text("utf-8")
    entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(path))
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"://|file:|^-", text, flags=re.MULTILINE) == []


PINNED: Releases = {canonicalize_name("PyYAML"): Version("6.0.3"), canonicalize_name("click"): Version("8.5.1")}


def test_a_newer_release_and_a_package_that_is_not_pinned_are_named() -> None:
    new = PINNED | {canonicalize_name("pyyaml"): Version("6.0.4"), canonicalize_name("extra"): Version("1")}
    found = changes(PINNED, new)
    assert [str(change) for change in found] == ["extra (not pinned) → 1", "pyyaml 6.0.3 → 6.0.4"]


def test_a_pin_for_another_system_and_another_spelling_of_a_version_are_no_change() -> None:
    colorama = {canonicalize_name("colorama"): Version("0.4.6")}
    assert changes(PINNED | colorama, PINNED) == []
    assert changes(PINNED, PINNED | {canonicalize_name("click"): Version("8.5.1.0")}) == []


@pytest.mark.parametrize(
    ("passing", "code", "closing"),
    [(True, 0, "the tests pass on them too"), (False, 1, "the tests fail on the newest releases")],
)
def test_newer_releases_are_tried_and_a_failure_names_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], passing: bool, code: int, closing: str
) -> None:
    newer = pins(TEST) | {canonicalize_name("pyyaml"): Version("99")}
    monkeypatch.setattr(newest, "resolve", lambda requirements: newer)
    monkeypatch.setattr(newest, "passes", lambda releases, found, everything: passing)
    assert newest.main([]) == code
    last = capsys.readouterr().out.partition(closing)
    assert last[1]
    named = str(Change(canonicalize_name("pyyaml"), pins(TEST)[canonicalize_name("pyyaml")], Version("99")))
    assert named in (last[0] if passing else last[2])


def test_equal_releases_are_not_tried_twice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(newest, "resolve", lambda requirements: pins(TEST))
    monkeypatch.setattr(newest, "passes", lambda releases, found, everything: pytest.fail("tried"))
    assert newest.main([]) == 0
    assert "the pinned releases are the newest" in capsys.readouterr().out


def test_what_pip_said_before_is_not_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    newer = pins(TEST) | {canonicalize_name("pyyaml"): Version("99")}
    monkeypatch.setattr(newest, "resolve", lambda requirements: newer)
    assert newest.main(["--ask", str(tmp_path / "newest.json")]) == 0
    monkeypatch.setattr(newest, "resolve", lambda requirements: pytest.fail("asked"))
    monkeypatch.setattr(newest, "passes", lambda releases, found, everything: releases == newer)
    assert newest.main(["--given", str(tmp_path / "newest.json")]) == 0
    assert "→ 99" in capsys.readouterr().out


def test_the_quick_tests_are_there() -> None:
    assert [name for name in newest.QUICK if not (ROOT / name).is_file()] == []

"""``kg watch``: what is saved is checked at once, and Ctrl-C ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.check.watching import SECONDS, Watch, checkable, files_at
from tests.project import RECORDS, ROOT, Tiny

SLACK = 15.0
"""Seconds that a busy machine may take."""


def names(files: list[Path]) -> list[str]:
    return [file.name for file in files]


def save(path: Path, text: str) -> None:
    """As editors do: write beside, and rename."""
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text)
    beside.rename(path)


def test_the_files_of_a_project_are_watched_and_no_others(tiny: Tiny) -> None:
    tiny.write("note/original.csv", "start,end,sha256\n")
    tiny.write("build/kg.ttl", "")
    assert names(files_at([tiny.texts.resolve()])) == ["all.yaml", "chronicle.toml", "digest.md", "records.yaml"]


def test_with_a_file_those_beside_it_are_watched(tiny: Tiny) -> None:
    assert names(files_at([tiny.texts.resolve() / "note/records.yaml"])) == ["digest.md", "records.yaml"]


def test_what_is_saved_is_noticed_and_nothing_else(tiny: Tiny) -> None:
    watch = Watch([tiny.texts.resolve()])
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 2:
            save(tiny.texts / "note/records.yaml", RECORDS + "# more\n")
        elif len(waited) == 3:
            tiny.write("new/digest.md", "new")
            tiny.write("new/.hidden.yaml", "")

    saves = watch.saves(wait=wait)
    assert names(next(saves)) == ["records.yaml"]
    assert len(waited) == 2
    assert names(next(saves)) == ["digest.md"]
    assert max(waited) <= 0.1


def test_a_file_that_is_gone_for_a_moment_is_noticed_when_it_is_back(tiny: Tiny) -> None:
    path = tiny.texts / "note/records.yaml"
    watch = Watch([tiny.texts.resolve()])

    def wait(_: float) -> None:
        if path.exists():
            path.unlink()
        else:
            path.write_text(RECORDS + "\n")

    assert names(next(watch.saves(wait=wait))) == ["records.yaml"]


def test_a_file_that_was_removed_is_noticed(tiny: Tiny) -> None:
    watch = Watch([tiny.texts.resolve()])
    (tiny.texts / "note/records.yaml").unlink()
    saved = next(watch.saves(wait=lambda _: None))
    assert names(saved) == ["records.yaml"]
    assert checkable(saved) == []
    assert len(watch) == 3


def test_a_build_is_kept_up_to_date_where_that_is_asked(tiny: Tiny) -> None:
    assert not tiny.build.exists()
    ran = tiny.kg("watch", "texts", "--build", "--once")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "build/ is up to date; documents: 1, as in the last build: 0")
    again = tiny.kg("watch", "texts", "--build", "--once")
    assert again.out.splitlines()[-1] == "build/ is up to date; documents: 1, as in the last build: 1"
    before = tiny.built()
    tiny.records(RECORDS.replace("2020-02-01", "2020-13-01"))
    assert tiny.kg("watch", "texts", "--build", "--once").code == 1
    assert tiny.built() == before


def test_looking_takes_its_time_where_there_are_many_files(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(_: object) -> dict[Path, tuple[int, int]]:
        began = time.process_time()
        while time.process_time() - began < 0.02:
            pass
        return {}

    monkeypatch.setattr("kg.check.watching.look", slow)

    class Enough(Exception):  # noqa: N818, as it is no error
        pass

    def wait(seconds: float) -> None:
        assert seconds >= 0.02 * 19 > SECONDS
        raise Enough

    with pytest.raises(Enough):
        next(Watch([tiny.texts]).saves(wait=wait))


def test_what_cannot_be_checked_is_left_out(tiny: Tiny) -> None:
    tiny.write("lonely/records.yaml", RECORDS)
    paths = [tiny.texts / "lonely/records.yaml", tiny.texts / "note/records.yaml", tiny.texts / "gone.yaml"]
    assert checkable(paths) == paths[:2]  # the check tells that the first has no document
    tiny.write("chronicle.toml", "x = 1\n")
    assert checkable([tiny.texts / "chronicle.toml"]) == [tiny.texts / "chronicle.toml"]


@contextmanager
def watching(tiny: Tiny, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A command that watches; it ends with the test, whatever that finds."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "kg", "watch", "texts", *options]
    with subprocess.Popen(command, cwd=tiny.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def until(process: subprocess.Popen[str], words: str) -> list[str]:
    """The lines that a process prints, up to one with these words."""
    assert process.stdout
    timer = threading.Timer(SLACK * 2, process.kill)
    timer.start()
    read = []
    for line in process.stdout:
        read.append(line)
        if words in line:
            break
    timer.cancel()
    return read


def test_a_saved_file_is_checked_and_mended(tiny: Tiny) -> None:
    path = tiny.texts / "note/records.yaml"
    with watching(tiny, "--lang", "en") as process:
        assert "6 records checked; conforms" in "".join(until(process, "watching 4 files; Ctrl-C ends"))
        save(path, RECORDS.replace("detention\n", "detension\n", 1))
        told = "".join(until(process, "does not conform"))
        assert "texts/note/records.yaml was saved" in told
        assert 'Did you mean "detention"?' in told
        save(path, RECORDS)
        assert "1 record checked; conforms" in "".join(until(process, "; conforms"))
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=SLACK)
        assert (process.returncode, err) == (0, "")


def test_told_to_end_it_leaves_nothing_behind(standing: Tiny) -> None:
    before = sorted(path.name for path in standing.folder.rglob("*"))
    with watching(standing) as process:
        until(process, "Ctrl-C ends")
        save(standing.texts / "note/records.yaml", RECORDS)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=SLACK)
        assert (process.returncode, err.strip()) == (143, "stopped; the last good build is as it was")
    assert sorted(path.name for path in standing.folder.rglob("*")) == before


def test_once_checks_and_ends(tiny: Tiny) -> None:
    good = tiny.kg("watch", "texts", "--once", "--lang", "en")
    assert (good.code, good.err) == (0, "")
    assert good.out.endswith("6 records checked; conforms: 0 violations, 0 warnings, 0 infos\n")
    tiny.records(RECORDS.replace("2020-02-01", "2020-02-30"))
    bad = tiny.kg("watch", "texts", "--once", "--lang", "ru")
    assert bad.code == 1
    assert "такого дня нет в календаре" in bad.out


def test_what_is_saved_is_told_in_the_language_that_was_asked_for(tiny: Tiny) -> None:
    with watching(tiny, "--lang", "ru") as process:
        until(process, "Ctrl-C")
        save(tiny.texts / "note/records.yaml", RECORDS.replace("2020-02-01", "2020-02-30"))
        assert "такого дня нет в календаре" in "".join(until(process, "такого дня"))
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=SLACK)
        assert (process.returncode, err) == (0, "")


def test_a_broken_project_is_told_and_watched(tiny: Tiny) -> None:
    tiny.records("- act: [\n")
    with watching(tiny, "--lang", "en") as process:
        assert "yaml-syntax" in "".join(until(process, "Ctrl-C"))
        save(tiny.texts / "note/records.yaml", RECORDS)
        out = "".join(until(process, "; conforms"))
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=SLACK)
        assert "; conforms" in out
        assert process.returncode == 0

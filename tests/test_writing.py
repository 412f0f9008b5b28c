"""How files are written: what stays of the one that was there, what a kill or a full disk leaves, and many writers at once."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model.errors import CallError
from kg.model.writing import locked, put, scratch_folder, scratch_folders, stage, sweep, write_file
from tests.project import Tiny, kg, kg_process


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ── One file ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("former", [None, 0o644, 0o600])
def test_a_private_file_is_never_open_to_others(tmp_path: Path, former: int | None) -> None:
    path = tmp_path / "picture.svg"
    if former is not None:
        path.write_text("old")
        path.chmod(former)
    write_file(path, b"new", private=True)
    assert (path.read_bytes(), mode(path)) == (b"new", 0o600)


@pytest.mark.parametrize("kept", [0o600, 0o640, 0o664, 0o755])
def test_a_file_that_is_replaced_keeps_its_mode(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    path.chmod(kept)
    write_file(path, b"new")
    assert (path.read_bytes(), mode(path), names(tmp_path)) == (b"new", kept, ["a"])


def test_a_new_file_gets_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    write_file(tmp_path / "b" / "a", b"new")
    assert (mode(tmp_path / "b" / "a"), mode(tmp_path / "b")) == (0o640, 0o750)


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "a"
    target.write_text("old")
    target.chmod(0o600)
    (tmp_path / "first").symlink_to("second")
    (tmp_path / "second").symlink_to("real/a")
    write_file(tmp_path / "first", b"new")
    assert (target.read_bytes(), mode(target)) == (b"new", 0o600)
    assert [str((tmp_path / name).readlink()) for name in ("first", "second")] == ["second", "real/a"]
    assert names(tmp_path / "real") == ["a"]


def test_a_link_to_nothing_yet_makes_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("real/a")
    write_file(tmp_path / "link", b"new")
    assert ((tmp_path / "real" / "a").read_bytes(), (tmp_path / "link").is_symlink()) == (b"new", True)


def test_links_that_lead_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(CallError, match="unwritable-output"):
        write_file(tmp_path / "a", b"new")
    assert names(tmp_path) == ["a", "b"]


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name, reason in (("folder", "Is a directory"), ("pipe", "the system says: Invalid argument")):
        with pytest.raises(CallError, match=f"{name} cannot be written: {reason}"):
            write_file(tmp_path / name, b"new")
    assert names(tmp_path) == ["folder", "pipe"]


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("old")
    monkeypatch.setattr(os, "access", lambda path, wanted: wanted != os.W_OK)  # root may write everything
    with pytest.raises(CallError, match="Permission denied"):
        write_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "a").write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CallError, match="a cannot be written: No space left on device"):
        write_file(tmp_path / "a", b"new")
    assert ((tmp_path / "a").read_bytes(), names(tmp_path)) == (b"old", ["a"])


def test_a_file_is_never_open_to_more_people_than_the_one_that_it_replaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    path.chmod(0o600)
    seen: list[int] = []
    fsync, fchmod = os.fsync, os.fchmod

    def watch_fsync(descriptor: int) -> None:
        seen.extend(mode(entry) for entry in tmp_path.iterdir())
        fsync(descriptor)

    def watch_fchmod(descriptor: int, wanted: int) -> None:
        seen.extend(mode(entry) for entry in tmp_path.iterdir())
        fchmod(descriptor, wanted)

    monkeypatch.setattr(os, "fsync", watch_fsync)
    monkeypatch.setattr(os, "fchmod", watch_fchmod)
    write_file(path, b"new")
    assert len(seen) > 2
    assert set(seen) == {0o600}


KILLED = """
import os, signal, sys
from pathlib import Path
from kg.model import writing
real, calls = getattr(os, sys.argv[2]), 0
def stop(*arguments):
    global calls
    calls += 1
    if calls == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments)
setattr(os, sys.argv[2], stop)
writing.write_file(Path(sys.argv[1]), b"new")
"""


@pytest.mark.parametrize(("call", "time", "after"), [("fchmod", 1, b"old"), ("fsync", 1, b"old"), ("fsync", 2, b"new")])
def test_a_killed_command_leaves_the_old_file_or_the_new_one(
    tmp_path: Path, call: str, time: int, after: bytes
) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    command = [sys.executable, "-c", KILLED, str(path), call, str(time)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert path.read_bytes() == after
    write_file(path, b"newer")
    assert (path.read_bytes(), names(tmp_path)) == (b"newer", ["a"])


def test_a_staged_file_goes_where_a_link_leads_even_to_another_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    target, beside, link = tmp_path / "elsewhere" / "a", tmp_path / "beside", tmp_path / "link"
    target.write_text("old")
    target.chmod(0o600)
    link.symlink_to(target)
    stage(beside, b"new", like=link)
    replace = Path.replace

    def across(self: Path, to: Path) -> Path:
        if self.parent != to.parent:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return replace(self, to)

    monkeypatch.setattr(Path, "replace", across)
    put(beside, link)
    assert (target.read_bytes(), mode(target), link.is_symlink(), beside.exists()) == (b"new", 0o600, True, False)


# ── Many writers ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("times", [2, pytest.param(4, marks=pytest.mark.slow_reference)])
def test_records_begun_at_once_in_one_file_are_all_there(tiny: Tiny, times: int) -> None:
    command = [sys.executable, "-m", "kg", "new", "act", "--to", "texts/note/records.yaml"]
    (tiny.folder / "link.yaml").symlink_to("texts/note/records.yaml")
    others = [sys.executable, "-m", "kg", "new", "act", "--to", "link.yaml"]
    running = [
        subprocess.Popen(line, cwd=tiny.folder, stdout=subprocess.DEVNULL)
        for line in (command, others)
        for _ in range(times)
    ]
    assert [process.wait() for process in running] == [0] * 2 * times
    text = (tiny.texts / "note" / "records.yaml").read_text(encoding="utf-8")
    found = re.findall(r"^- act: (new-act\S*)", text, re.MULTILINE)
    assert sorted(found) == sorted(["new-act", *(f"new-act-{number}" for number in range(2, 2 * times + 1))])
    assert names(tiny.texts / "note") == ["digest.md", "records.yaml"]


def test_a_new_record_waits_until_another_command_has_written(tiny: Tiny) -> None:
    path = tiny.texts / "note" / "records.yaml"
    command = [sys.executable, "-m", "kg", "new", "act", "mine", "--to", str(path)]
    with locked(path):
        waiting = subprocess.Popen(command, cwd=tiny.folder, stdout=subprocess.DEVNULL)
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(2)
        assert "mine" not in path.read_text(encoding="utf-8")
    assert waiting.wait() == 0
    assert "mine" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command", [("new", "act", "--to", "records.yaml"), ("digest", "original.txt", "--fix", "digest.md")]
)
def test_commands_keep_the_mode_and_the_link_of_what_they_change(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "original.txt").write_text("Police detained her. She was released.", encoding="utf-8")
    assert kg_process("digest", "original.txt", "--out", "real", cwd=tmp_path).code == 0
    (tmp_path / "real" / "records.yaml").write_text("- place: there\n  label: There\n", encoding="utf-8")
    changed = command[-1]
    (tmp_path / changed).symlink_to(f"real/{changed}")
    (tmp_path / "real" / changed).chmod(0o600)
    if command[0] == "digest":
        (tmp_path / "original.csv").symlink_to("real/original.csv")
        (tmp_path / "original.txt").write_text("Yes. Police detained her. She was released.", encoding="utf-8")
    before = (tmp_path / "real" / changed).read_bytes()
    assert kg_process(*command, cwd=tmp_path).code == 0
    assert (tmp_path / "real" / changed).read_bytes() != before
    assert (mode(tmp_path / "real" / changed), (tmp_path / changed).is_symlink()) == (0o600, True)
    assert all(not name.startswith(".") for name in (*names(tmp_path), *names(tmp_path / "real")))


# ── Scratch folders ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_scratch_folder_is_private_and_goes_at_the_end(tmp_path: Path) -> None:
    with scratch_folder(tmp_path, "build") as folder:
        assert (mode(folder.parent), names(folder)) == (0o700, [])
        assert scratch_folders(tmp_path, "build") == [folder.parent]
        write_file(folder / "a", b"new")
        assert scratch_folders(tmp_path, "other") == []
        sweep(tmp_path, "build")
        assert folder.is_dir()
    assert names(tmp_path) == []


HOLDING = """
import sys
from pathlib import Path
from kg.model.writing import scratch_folder
with scratch_folder(Path(sys.argv[1]), "build") as folder:
    (folder / "a").write_text("x")
    print(folder.parent.name, flush=True)
    sys.stdin.read()
"""


def test_a_scratch_folder_is_swept_once_its_process_is_killed_and_not_before(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDING, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        name = running.stdout.readline().strip()
        sweep(tmp_path, "build")
        assert names(tmp_path) == [name]
        running.kill()
    assert names(tmp_path) == [name]
    with scratch_folder(tmp_path, "build") as folder:
        assert names(tmp_path) == [folder.parent.name]


def test_what_was_left_by_a_process_whose_number_is_in_use_is_swept(tmp_path: Path) -> None:
    for name in (".build.1.abc", f".build.{os.getpid()}.abc", ".build.notes.old", ".build.1", ".other.1.abc"):
        (tmp_path / name).mkdir()
    (tmp_path / ".build.1.link").symlink_to(".other.1.abc")
    sweep(tmp_path, "build")
    assert names(tmp_path) == sorted([".build.notes.old", ".build.1", ".other.1.abc", ".build.1.link"])


# ── Builds ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_build_keeps_the_modes_of_the_one_that_it_replaces(tiny: Tiny) -> None:
    assert tiny.kg("build").code == 0
    assert (mode(tiny.build), mode(tiny.build / "kg.nq")) == (0o750, 0o640)
    for path, kept in ((tiny.build, 0o700), (tiny.build / "kg.nq", 0o600), (tiny.build / "store", 0o710)):
        path.chmod(kept)
    assert tiny.kg("build").code == 0
    found = [mode(tiny.build / name) for name in (".", "kg.nq", "store", "kg.ttl")]
    assert found == [0o700, 0o600, 0o710, 0o640]


def test_the_schemas_and_the_settings_that_are_laid_out_are_whole(tmp_path: Path) -> None:
    assert kg("init", str(tmp_path / "mine")).code == 0
    hidden = [path.name for path in (tmp_path / "mine").rglob(".*")]
    assert hidden == [".chronicle"]

"""A build that starts from the last one writes what a build from nothing writes, whatever has changed between."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build import reading
from kg.build.former import FOLDER, TABLE
from kg.build.output import SUMS, rejected
from kg.build.pipeline import build
from kg.model.errors import CallError, DataError, Problem
from kg.model.files import fingerprint
from kg.model.message import Message
from kg.model.parallel import in_processes
from kg.model.project import Project, find_project
from kg.upkeep.unpacking import text_of_block
from tests.changing import Changing
from tests.project import DIGEST, RECORDS, Tiny, contents

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
    ("seed", "changes"), [(1, 6), *(pytest.param(n, 60, marks=pytest.mark.slow_reference) for n in range(2, 18))]
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


# ── What stands in the way ───────────────────────────────────────────────────────────────────────────────────


def spoil_byte(blocks: Path) -> None:
    for path in blocks.iterdir():
        data = bytearray(path.read_bytes())
        data[-2] ^= 1
        path.write_bytes(data)


def cut_off(blocks: Path) -> None:
    for path in blocks.iterdir():
        path.write_bytes(path.read_bytes()[:-7])


def another_version(blocks: Path) -> None:
    table = json.loads((blocks / TABLE).read_text())
    table["made"][0] = "another program"
    (blocks / TABLE).write_text(json.dumps(table))


def remove_some(blocks: Path) -> None:
    for path in sorted(blocks.iterdir())[::2]:
        path.unlink()


def exchange(blocks: Path) -> None:
    """Two blocks under each other's names."""
    one, other = sorted(path for path in blocks.iterdir() if path.name != TABLE)[:2]
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)


def damaged_store(blocks: Path) -> None:
    path = max((blocks.parent / "store").glob("*.sst"), key=lambda path: path.stat().st_size)
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.write_bytes(data)


def other_store(blocks: Path) -> None:
    shutil.rmtree(blocks.parent / "store")
    (blocks.parent / "store").mkdir()


@pytest.mark.parametrize(
    "spoil",
    [spoil_byte, cut_off, another_version, remove_some, exchange, shutil.rmtree, other_store, damaged_store],
    ids=lambda spoil: spoil.__name__,
)
def test_blocks_that_were_meddled_with_are_made_anew(standing: Tiny, spoil: Callable[[Path], None]) -> None:
    changed = RECORDS.replace("2020-02-01", "2020-02")
    spoil(standing.build / FOLDER)
    standing.records(changed)
    project = find_project(standing.texts, standing.build)
    compared(outcome(project), anew(project, standing.folder))


@pytest.mark.parametrize("jump", [-400 * 86_400, 0, 400 * 86_400])
def test_what_has_changed_is_seen_whatever_the_clock_says(standing: Tiny, jump: int) -> None:
    path = standing.texts / "note" / "records.yaml"
    seconds = path.stat().st_mtime
    standing.records(RECORDS.replace("2020-02-01", "2020-03-01"))  # of the same length
    os.utime(path, (seconds + jump, seconds + jump))
    project = find_project(standing.texts, standing.build)
    found = outcome(project)
    assert isinstance(found, tuple)
    assert b"2020-03-01" in found[0]["kg.nq"]
    compared(found, anew(project, standing.folder))


def test_a_block_without_its_offsets_is_text_and_what_is_no_block_is_whole(standing: Tiny) -> None:
    blocks = [path.read_bytes() for path in (standing.build / FOLDER).iterdir() if path.name not in (TABLE, SUMS)]
    texts = list(map(text_of_block, blocks))
    assert [text[:40] for text in texts if b"\0" in text or text.decode().encode() != text] == []
    assert any(len(text) < len(block) for text, block in zip(texts, blocks, strict=True))
    for data in (b"", b"no block", b'{"at": 1}\nAnna Berg', max(blocks, key=len)[:-9]):
        assert text_of_block(data) == data


def test_what_stands_in_the_place_of_offsets_is_not_passed_over(standing: Tiny) -> None:
    block = max((path.read_bytes() for path in (standing.build / FOLDER).iterdir()), key=len)
    head, _, rest = block.partition(b"\n")
    said = json.loads(head)
    start, length, _ = said["at"]["offsets"]
    name = b"AnnaBerg" * (length // 8) or b"AnnaBerg"
    said["at"]["offsets"] = [start, len(name), zlib.crc32(name)]
    forged = json.dumps(said).encode() + b"\n" + rest[:start] + name + rest[start + length :]
    assert text_of_block(forged) == forged


def test_more_workers_write_the_same(standing: Tiny) -> None:
    for number in range(5):
        standing.write(f"n{number}/digest.md", DIGEST.replace("document: note", f"document: n{number}"))
        standing.write(f"n{number}/records.yaml", RECORDS)
    project = find_project(standing.texts, standing.folder / "one")
    build(project)
    build(project._replace(build=standing.folder / "three"), workers=3)
    assert contents(standing.folder / "one") == contents(standing.folder / "three")


def test_what_a_killed_worker_has_left_undone_is_done(tmp_path: Path) -> None:
    here = os.getpid()

    def square(number: int) -> int:
        if number == 3 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number * number

    assert in_processes(square, range(10), 2) == [number * number for number in range(10)]


def test_what_fails_in_a_worker_fails_here() -> None:
    def refuse(number: int) -> int:
        raise CallError(Problem("wrong-call", Message("no"), Message("stop"))) if number == 4 else ZeroDivisionError

    with pytest.raises((CallError, ZeroDivisionError)):
        in_processes(refuse, range(10), 2)


def test_a_folder_copied_with_its_id_is_a_fault_with_both_places(standing: Tiny) -> None:
    shutil.copytree(standing.texts / "note", standing.texts / "copy")
    ran = standing.kg("build")
    assert ran.code == 1
    assert "error[duplicate-id]" in ran.err
    assert "Traceback" not in ran.err
    shutil.rmtree(standing.texts / "copy")
    project = find_project(standing.texts, standing.build)
    compared(outcome(project), anew(project, standing.folder))


def test_a_file_that_is_changed_while_it_is_read_is_read_again(standing: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    path = standing.texts / "note/records.yaml"

    def then_changed(files: Iterable[Path]) -> str:
        found = fingerprint(files)
        path.write_text(RECORDS.replace("2020-02-01", "2020-02"))  # after its fingerprint was taken, before it is read
        return found

    monkeypatch.setattr(reading, "fingerprint", then_changed)
    project = find_project(standing.texts, standing.build)
    outcome(project)
    monkeypatch.setattr(reading, "fingerprint", fingerprint)
    path.write_text(RECORDS)
    compared(outcome(project), anew(project, standing.folder))


def test_what_has_not_changed_is_reused_and_that_is_said(standing: Tiny) -> None:
    standing.write("more/digest.md", DIGEST.replace("document: note", "document: more"))
    standing.write("more/records.yaml", RECORDS)
    assert standing.kg("build").out.startswith("documents   2, 1 of them as in the last build\n")
    standing.write("more/records.yaml", RECORDS.replace("2020-02-01", "2020-02"))
    assert standing.kg("build").out.startswith("documents   2, 1 of them as in the last build\n")
    assert standing.kg("build").out.startswith("documents   2, 2 of them as in the last build\n")
    shared = (standing.texts / "authorities/all.yaml").read_text()
    standing.write("authorities/all.yaml", f"{shared}\n- place: pl4ce9\n  label: Hilltop\n")
    assert standing.kg("build").out.startswith("documents   2, 2 of them as in the last build\n")
    standing.write("authorities/all.yaml", shared.replace("agent-kind: police", "agent-kind: court"))
    assert standing.kg("build").out.startswith("documents   2\n")  # both name the police


def test_a_build_of_an_earlier_version_is_replaced(standing: Tiny) -> None:
    (standing.build / "context").mkdir()
    assert standing.kg("build").code == 0
    assert not (standing.build / "context").exists()


def test_a_check_tells_of_a_damaged_block(standing: Tiny) -> None:
    standing.write("more/digest.md", DIGEST.replace("document: note", "document: more"))
    standing.write("more/records.yaml", RECORDS)
    spoil_byte(standing.build / FOLDER)
    ran = standing.kg("validate", "texts/more")
    assert (ran.code, ran.err.splitlines()[0]) == (1, "error[broken-build]: the build in build cannot be read")
    assert standing.kg("build").code == 0
    assert standing.kg("validate", "texts/more").code == 0


def test_a_document_that_is_gone_is_missed_by_the_names_that_occur_in_it(standing: Tiny) -> None:
    """The authority files have not changed, but what they say of the document is no longer true."""
    standing.write("more/digest.md", DIGEST.replace("document: note", "document: more"))
    standing.write("more/records.yaml", RECORDS)
    shared = (standing.texts / "authorities/all.yaml").read_text()
    standing.write("authorities/all.yaml", shared.replace("in: [note]", "in: [note, more]"))
    assert standing.kg("build").code == 0
    shutil.rmtree(standing.texts / "more")
    assert 'no document is called "more"' in standing.kg("build").err

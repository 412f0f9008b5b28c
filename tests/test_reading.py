"""What is read is a regular file of some size: never a pipe that blocks, a device that never ends, or a folder."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.model.errors import DataError
from kg.model.files import MOST_BYTES, bytes_of, read_bytes, read_text
from tests.project import RECORDS, Tiny, kg
from tests.sampling import sampled

PLACES = {
    "a digest": "note/digest.md",
    "records": "note/records.yaml",
    "an authority file": "authorities/all.yaml",
    "retired ids": "authorities/retired.txt",
    "the settings": "chronicle.toml",
    "a mapping script": "mappings/own.py",
}
CALLS = {
    "a query": ("query", "{path}.rq"),
    "a profile": ("validate", "texts", "--profile", "{path}.ttl"),
    "Turtle": ("validate", "{path}.ttl"),
    "JSON-LD": ("validate", "{path}.jsonld"),
    "an original": ("digest", "{path}.txt", "--to", "new"),
    "a file to add to": ("new", "act", "--to", "{path}.yaml"),
}


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def huge(path: Path) -> None:
    with path.open("wb") as file:  # takes no room on the disk
        file.truncate(8 * 1024**4)


STRANGE = [pipe, device, folder, huge]


STRANGELY_PLACED = [(place, make) for place in PLACES for make in STRANGE]


@pytest.mark.parametrize(
    ("place", "make"),
    sampled(STRANGELY_PLACED, 3, ids=[f"{place}-{make.__name__}" for place, make in STRANGELY_PLACED]),
)
def test_no_command_waits_for_what_is_no_file(tiny: Tiny, place: str, make: Callable[[Path], None]) -> None:
    path = tiny.texts / PLACES[place]
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)
    if make is folder and place == "the settings":
        return  # a folder of that name is none of ours
    for command in (("validate", "texts"), ("build",), ("new", "act")):
        ran = tiny.kg(*command)
        if command[0] != "new":
            assert ran.code in (1, 2)
            assert re.search(r"(error|violation) ?\[", ran.out + ran.err)
        assert "Traceback" not in ran.out + ran.err


@pytest.mark.parametrize("make", STRANGE)
@pytest.mark.parametrize("place", CALLS)
def test_no_command_waits_for_a_file_that_is_named(tiny: Tiny, place: str, make: Callable[[Path], None]) -> None:
    call = [part.format(path="given") for part in CALLS[place]]
    named = next(part for part in call if part.startswith("given"))
    make(tiny.folder / named)
    ran = tiny.kg(*call)
    assert ran.code in (1, 2)
    assert re.search(r"(error|violation) ?\[", ran.out + ran.err)
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(("make", "what"), [(pipe, "pipe"), (device, "device"), (folder, "folder")])
def test_an_error_says_what_there_is_instead_of_a_file(tmp_path: Path, make: Callable[[Path], None], what: str) -> None:
    make(tmp_path / "it")
    with pytest.raises(DataError, match=f"this is a {what}, not a file"):
        read_text(tmp_path / "it")


def test_a_file_that_says_it_is_empty_is_read_all_the_same() -> None:
    path = Path("/proc/self/status")
    assert path.stat().st_size == 0
    assert b"Pid:" in read_bytes(path)


def test_a_file_is_read_up_to_its_limit_and_no_further(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"x" * MOST_BYTES)
    assert len(bytes_of(path)) == MOST_BYTES
    path.write_bytes(b"x" * (MOST_BYTES + 1))
    with pytest.raises(DataError, match="at most 16 MB are allowed"):
        bytes_of(path)


def test_a_document_may_be_a_link_to_a_file_elsewhere(tiny: Tiny) -> None:
    before = tiny.quads()
    shutil.move(tiny.texts / "note/digest.md", tiny.folder / "elsewhere.md")
    (tiny.texts / "note/digest.md").symlink_to(tiny.folder / "elsewhere.md")
    assert tiny.quads() == before
    assert tiny.kg("validate", "texts").code == 0


def test_forgetting_does_not_copy_a_device_or_a_pipe(tiny: Tiny) -> None:
    assert tiny.kg("build", "--out", "build").code == 0
    pipe(tiny.texts / "note" / "pipe")
    device(tiny.texts / "note" / "zero")
    with_them = tiny.kg("forget", "person:p3rs0n", "--documents", "texts")
    assert "Traceback" not in with_them.err


# ── Byte order marks ─────────────────────────────────────────────────────────────────────────────────────────

MARKED = ["note/digest.md", "note/records.yaml", "authorities/all.yaml", "authorities/retired.txt", "chronicle.toml"]


@pytest.mark.parametrize("name", MARKED)
def test_a_byte_order_mark_changes_nothing(tiny: Tiny, name: str) -> None:
    tiny.write("authorities/retired.txt", "g0n3\n")
    before = tiny.quads()
    path = tiny.texts / name
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    after = tiny.quads()
    if name == "note/digest.md":  # its bytes are what the graph says they are, and what follows them is one further
        before, after = ([quad for quad in quads if '"' not in quad.object] for quads in (before, after))
    assert {quad.predicate for quad in before} == {quad.predicate for quad in after}
    assert name == "note/digest.md" or before == after


def test_a_byte_order_mark_before_a_query_is_none_of_its_text(tiny: Tiny) -> None:
    assert tiny.kg("build", "--out", "build").code == 0
    (tiny.folder / "mine.rq").write_text("\ufeffASK {}", encoding="utf-8")
    assert tiny.kg("query", "mine.rq", "--build", "build").out == "true\n"
    assert kg("query", "-", "--build", str(tiny.build), stdin="\ufeffASK {}").out == "true\n"


def test_a_record_is_added_behind_a_byte_order_mark(tiny: Tiny) -> None:
    tiny.records("\ufeff" + RECORDS)
    assert tiny.kg("new", "act", "--to", "texts/note/records.yaml").code == 0
    assert (tiny.texts / "note/records.yaml").read_text(encoding="utf-8").startswith("\ufeff- act")


def test_a_file_of_nothing_but_a_byte_order_mark_is_empty(tmp_path: Path) -> None:
    (tmp_path / "it").write_bytes(b"\xef\xbb\xbf\n")
    with pytest.raises(DataError, match="the file is empty"):
        read_text(tmp_path / "it")
    shutil.rmtree(tmp_path)

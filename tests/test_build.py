"""A build is a function of its input, is replaced whole or not at all, and says the same in every format."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from unittest import mock

import pyoxigraph as ox
import pytest
import rdflib

import kg as package
from kg.build.output import FILES, previous, recover, rejected, swap
from kg.build.pipeline import build
from kg.model.project import find_project, resources
from kg.model.writing import is_mounted, scratch_folder
from kg.rdf import reference_closure
from tests.project import RECORDS, ROOT, SEEDS, Ran, Tiny, contents, error, files, kg, kg_process, program

REVERSED = RECORDS + "  count: {at-least: 5, at-most: 3, unit: time}\n"
"""A record that reads well and breaks a shape."""

LATER = RECORDS.replace("2020-02-01", "2020-02")
"""A record that makes another build."""


def copy_backwards(source: Path, target: Path) -> None:
    """A copy whose files were created in the opposite order, so that a folder may list them otherwise."""
    for path in sorted((path for path in source.rglob("*") if path.is_file()), reverse=True):
        copied = target / path.relative_to(source)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copied)


# ── The output is a function of the input ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "env",
    [
        pytest.param({"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"}, id="Turkish"),
        pytest.param(
            {"PYTHONHASHSEED": "3", "PYTHONUTF8": "0", "LC_ALL": "POSIX"},
            id="no UTF-8 mode",
            marks=pytest.mark.slow_reference,
        ),
    ],
)
def test_neither_hashing_nor_locale_nor_time_zone_shows_in_a_build(tiny: Tiny, env: dict[str, str]) -> None:
    assert tiny.kg("build").code == 0
    ran = kg_process("build", "--documents", "texts", "--out", "again", cwd=tiny.folder, env=env)
    assert ran.code == 0, ran.err
    assert contents(tiny.folder / "again") == tiny.built()


def test_the_order_of_files_does_not_show_in_a_build(tiny: Tiny) -> None:
    tiny.write("authorities/more.yaml", "- person: p3rs02\n  label: Mia Holm\n")
    assert tiny.kg("build").code == 0
    copy_backwards(tiny.texts, tiny.folder / "elsewhere" / "texts")
    with contextlib.chdir(tiny.folder / "elsewhere"):
        assert kg("build", "--documents", "texts", "--out", "../again").code == 0
    assert contents(tiny.folder / "again") == tiny.built()


@pytest.mark.slow_reference  # on a small project: the tests before and after this one
def test_a_build_of_the_seeds_is_the_same_anywhere(built: Path, tmp_path: Path) -> None:
    """Another hash seed, locale, working folder and order of files, all at once."""
    copy_backwards(SEEDS, tmp_path / "elsewhere" / "seeds")
    ran = kg_process(
        *("build", "--documents", "seeds", "--out", "../out"),
        cwd=tmp_path / "elsewhere",
        env={"PYTHONHASHSEED": "4", "LC_ALL": "C", "PYTHONPATH": str(ROOT)},
    )
    assert ran.code == 0, ran.err
    assert contents(tmp_path / "out") == contents(built)


def test_a_second_build_is_the_same(tiny: Tiny) -> None:
    assert tiny.kg("build").code == 0
    first = tiny.built()
    assert tiny.kg("build").code == 0
    assert tiny.built() == first
    assert set(first) == set(FILES)


def test_the_working_folder_does_not_show_in_a_build(tiny: Tiny) -> None:
    assert tiny.kg("build").code == 0
    with contextlib.chdir(tiny.texts / "note"):
        assert kg("build", "--out", str(tiny.folder / "again")).code == 0
    assert contents(tiny.folder / "again") == tiny.built()


# ── The same in every format ─────────────────────────────────────────────────────────────────────────────────

DATA = "kg.ttl"


def test_turtle_and_n_quads_hold_the_same_triples(built: Path) -> None:
    quads = list(ox.parse(path=built / "kg.nq"))
    assert {quad.triple for quad in ox.parse(path=built / DATA)} == {quad.triple for quad in quads}
    assert set(ox.parse(path=built / "kg.trig")) == set(quads)


def test_the_data_has_no_blank_node(built: Path) -> None:
    for name in (DATA, "inferred.ttl", "validation.ttl"):
        for quad in ox.parse(path=built / name):
            assert not isinstance(quad.subject, ox.BlankNode)
            assert not isinstance(quad.object, ox.BlankNode)


@pytest.mark.slow_reference  # of a small project: test_the_graph_is_there_for_users_of_rdflib
def test_rdflib_and_oxigraph_read_the_same_graph(built: Path) -> None:
    """The Turtle as rdflib reads it, and the N-Quads as Oxigraph reads them without their graphs."""
    triples = {quad.triple for quad in ox.parse(path=built / "kg.nq")}
    flat = rdflib.Graph().parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")
    assert set(rdflib.Graph().parse(built / DATA)) == set(flat)


@pytest.mark.parametrize(
    ("command", "package_name"),
    [(["rapper", "-q", "-i", "turtle", "-c"], "raptor2-utils"), (["serdi", "-i", "turtle", "-o", "ntriples"], "serdi")],
)
def test_other_parsers_read_the_turtle(built: Path, command: list[str], package_name: str) -> None:
    path = program(command[0], package_name)
    for name in (DATA, "inferred.ttl", "validation.ttl"):
        ended = subprocess.run([path, *command[1:], str(built / name)], capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr) == (0, "")
        if command[0] == "serdi":
            assert len(ended.stdout.splitlines()) == len(list(ox.parse(path=built / name)))


def test_the_graph_is_there_for_users_of_rdflib(tiny: Tiny) -> None:
    tiny.kg("build")
    found = package.graph(tiny.build)
    published = list(ox.parse(path=tiny.build / DATA))
    assert len(found) == len(published)
    flat = "".join(f"{triple.subject} {triple.predicate} {triple.object} .\n" for triple in published)
    assert set(found) == set(rdflib.Graph().parse(data=flat, format="nt"))


def test_lines_end_alike_and_in_one_line_end(built: Path) -> None:
    for name, data in contents(built).items():
        assert b"\r" not in data, name
        assert data.endswith(b"\n"), name
        assert not data.endswith(b"\n\n"), name


def test_turtle_is_sorted_and_begins_with_the_prefixes_in_use(built: Path) -> None:
    text = (built / DATA).read_text(encoding="utf-8")
    head, _, body = text.partition("\n\n")
    prefixes = [line.split()[1].rstrip(":") for line in head.splitlines()]
    assert prefixes == sorted(prefixes)
    assert {prefix for prefix in prefixes if f"{prefix}:" not in body} <= {"rdf"}  # which is written as a
    subjects = [str(quad.subject) for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    runs = [subject for at, subject in enumerate(subjects) if not at or subjects[at - 1] != subject]
    assert runs == sorted(set(subjects), key=lambda term: term.rstrip(">"))


# ── Replaced whole or not at all ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kills", [2, pytest.param(5, marks=pytest.mark.slow_reference)])
def test_a_killed_build_leaves_the_last_good_one_whole(tiny: Tiny, kills: int) -> None:
    assert tiny.kg("build").code == 0
    before = tiny.built()
    tiny.records(LATER)
    clock = time.monotonic()
    kg_process("build", "--documents", "texts", "--out", "other", cwd=tiny.folder)
    whole = time.monotonic() - clock
    after = contents(tiny.folder / "other")
    assert before != after
    chance = random.Random(5)
    for _ in range(kills):
        command = [sys.executable, "-m", "kg", "build", "--documents", "texts"]
        with subprocess.Popen(
            command, cwd=tiny.folder, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        ) as running:
            time.sleep(whole * chance.uniform(0.5, 1.05))
            running.kill()
        recover(tiny.build)
        assert tiny.built() in (before, after)


@pytest.mark.parametrize("renames", [1, pytest.param(2, marks=pytest.mark.slow_reference)])
def test_a_build_killed_at_a_rename_is_found_again(tiny: Tiny, renames: int) -> None:
    """SIGKILL right after the first or the second rename of ``kg.build.output.swap``."""
    assert tiny.kg("build").code == 0
    before = tiny.built()
    tiny.records(LATER)
    program_text = f"""
import os, pathlib, signal
from kg.build import output
renamed, rename, swap = 0, pathlib.Path.rename, output.swap
def counting(self, target):
    global renamed
    rename(self, target)
    renamed += 1
    if renamed == {renames}:
        os.kill(os.getpid(), signal.SIGKILL)
def armed(beside, target):
    pathlib.Path.rename = counting
    swap(beside, target)
output.swap = armed
from kg.cli.group import main
main()
"""
    command = [sys.executable, "-c", program_text, "build", "--documents", "texts"]
    ended = subprocess.run(command, cwd=tiny.folder, capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert previous(tiny.build).is_dir()
    assert tiny.build.exists() == (renames == 2)
    with contextlib.chdir(tiny.folder):
        assert kg("query", "-", "--build", "build", stdin="ASK {}").code == 0
    assert (tiny.built() == before) == (renames == 1)
    assert tiny.kg("build").code == 0
    assert not previous(tiny.build).exists()


def test_what_a_killed_build_left_unfinished_is_swept_away(tiny: Tiny) -> None:
    left, other = tiny.folder / ".build.1.abc", tiny.folder / ".build.notes"
    for folder in (left, other):
        folder.mkdir()
        (folder / "kg.ttl").write_text("")
    assert tiny.kg("build").code == 0
    assert [folder.exists() for folder in (left, other)] == [False, True]
    assert [entry.name for entry in tiny.folder.glob(".build.*")] == [other.name]


def test_a_build_waits_for_one_that_runs_already(tiny: Tiny) -> None:
    ended: list[Ran] = []
    with scratch_folder(tiny.folder, "build"):
        waiting = threading.Thread(
            target=lambda: ended.append(kg_process("build", "--documents", "texts", cwd=tiny.folder))
        )
        waiting.start()
        waiting.join(timeout=2)
        assert not ended
    waiting.join()
    assert ended[0].code == 0
    assert f"waiting for process {os.getpid()}, which builds there too …" in ended[0].err


def test_a_build_that_was_killed_behind_a_link_is_found_again(tmp_path: Path) -> None:
    target, link = tmp_path / "real", tmp_path / "build"
    previous(target).mkdir()
    link.symlink_to("real")
    recover(link)
    assert (target.is_dir(), link.is_symlink(), previous(target).exists()) == (True, True, False)


def test_recover_leaves_a_build_that_is_there(tmp_path: Path) -> None:
    target = tmp_path / "build"
    for folder, text in ((target, "new"), (previous(target), "old")):
        folder.mkdir()
        (folder / "kg.ttl").write_text(text)
    recover(target)
    assert (target / "kg.ttl").read_text() == "new"


def test_swap_puts_a_folder_in_the_place_of_another(tmp_path: Path) -> None:
    target, beside = tmp_path / "build", tmp_path / "beside"
    for folder, text in ((target, "old"), (beside, "new")):
        folder.mkdir()
        (folder / "kg.ttl").write_text(text)
    swap(beside, target)
    assert list(files(tmp_path)) == ["build", "build/kg.ttl"]
    assert (target / "kg.ttl").read_text() == "new"


def test_a_full_disk_leaves_the_last_good_build(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tiny.kg("build").code == 0
    before = tiny.built()
    tiny.records(LATER)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    ran = tiny.kg("build")
    found = f"{tiny.build} cannot be written: No space left on device"
    remedy = "name a folder that you may write to with --out"
    assert (ran.code, ran.out, ran.errors) == (2, "", error("unwritable-output", found, "", remedy))
    assert tiny.built() == before
    assert sorted(path.name for path in tiny.folder.iterdir()) == ["build", "texts"]


def test_a_link_to_a_folder_stays_a_link(tiny: Tiny) -> None:
    (tiny.folder / "real").mkdir()
    tiny.build.symlink_to("real")
    for _ in range(2):
        assert tiny.kg("build").code == 0
    assert tiny.build.is_symlink()
    assert set(contents(tiny.folder / "real")) == set(FILES)
    assert sorted(path.name for path in tiny.folder.iterdir()) == ["build", "real", "texts"]


# ── Where a build may go ─────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_that_holds_something_else_is_not_replaced(tiny: Tiny) -> None:
    (tiny.folder / "mine").mkdir()
    (tiny.folder / "mine" / "diary.txt").write_text("x")
    ran = tiny.kg("build", "--out", "mine")
    found = "mine contains diary.txt, which no build wrote"
    remedy = "name an empty folder or a build with --out: it is replaced as a whole"
    assert (ran.code, ran.out, ran.err) == (2, "", error("not-a-build", found, "", remedy))
    assert list(files(tiny.folder / "mine")) == ["diary.txt"]


def test_the_documents_are_not_replaced_by_their_graph(tiny: Tiny) -> None:
    before = list(files(tiny.folder))
    ran = tiny.kg("build", "--out", "texts")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error[not-a-build]: texts contains authorities, which no build wrote\n")
    assert list(files(tiny.folder)) == before


def test_a_file_is_not_replaced(tiny: Tiny) -> None:
    (tiny.folder / "mine").write_text("x")
    ran = tiny.kg("build", "--out", "mine")
    assert (ran.code, ran.err) == (2, error("not-a-build", "mine is a file", "", "name a folder with --out"))
    assert (tiny.folder / "mine").read_text() == "x"


def test_a_folder_below_a_file_cannot_be_written(tiny: Tiny) -> None:
    (tiny.folder / "mine").write_text("x")
    ran = tiny.kg("build", "--out", "mine/build")
    found = f"{tiny.folder}/mine/build cannot be written: File exists"
    remedy = "name a folder that you may write to with --out"
    assert (ran.code, ran.out, ran.errors) == (2, "", error("unwritable-output", found, "", remedy))


def test_a_folder_that_may_not_be_written_is_a_faulty_call(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("kg.model.writing.tempfile.mkdtemp", denied)
    ran = tiny.kg("build")
    found = f"{tiny.build} cannot be written: Permission denied"
    remedy = "name a folder that you may write to with --out"
    assert (ran.code, ran.out, ran.errors) == (2, "", error("unwritable-output", found, "", remedy))


def test_a_folder_on_which_something_is_mounted_is_refused_before_the_work_begins(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a container's volume is: it cannot be renamed, so the whole build would be for nothing."""
    volume = tiny.folder / "a volume"
    volume.mkdir()
    before = list(files(tiny.folder))
    table = f"36 35 98:0 / {str(volume).replace(' ', chr(92) + '040')} rw,noatime - ext4 /dev/root rw\n"
    monkeypatch.setattr("kg.model.writing.Path.read_text", lambda *_, **__: table)
    ran = tiny.kg("build", "--out", "a volume")
    found, remedy = f"{volume} is mounted, so it cannot be replaced", f"name a folder in it: --out {volume}/build"
    assert (ran.code, ran.out, ran.err) == (2, "", error("unwritable-output", found, "", remedy))
    assert list(files(tiny.folder)) == before
    monkeypatch.undo()
    assert tiny.kg("build", "--out", "a volume/build").code == 0


def test_the_root_of_all_folders_is_mounted() -> None:
    assert is_mounted(Path("/"))
    assert not is_mounted(Path("/no/such/folder"))


def test_a_path_that_is_too_long_ends_without_a_traceback(tiny: Tiny) -> None:
    ran = tiny.kg("build", "--out", "x" * 5000)
    assert (ran.code, ran.out) == (2, "")
    assert ran.errors.startswith("error[")
    assert "File name too long" in ran.errors


# ── What does not conform ────────────────────────────────────────────────────────────────────────────────────


def test_a_graph_that_does_not_conform_goes_beside_the_last_good_one(tiny: Tiny) -> None:
    assert tiny.kg("build").code == 0
    before = tiny.built()
    tiny.records(REVERSED)
    ran = tiny.kg("build")
    assert ran.code == 1
    assert "shapes      does not conform: 1 violation" in ran.out
    assert ran.out.endswith("build/ is as it was; what does not conform is in build.rejected/\n")
    assert tiny.built() == before
    assert set(contents(rejected(tiny.build))) == set(FILES)
    assert "violation[" in (rejected(tiny.build) / "validation.txt").read_text(encoding="utf-8")
    tiny.records(RECORDS)
    assert tiny.kg("build").code == 0
    assert sorted(path.name for path in tiny.folder.iterdir()) == ["build", "texts"]


def test_a_first_graph_that_does_not_conform_is_no_build(tiny: Tiny) -> None:
    tiny.records(REVERSED)
    assert tiny.kg("build").code == 1
    assert sorted(path.name for path in tiny.folder.iterdir()) == ["build.rejected", "texts"]


def test_a_folder_of_ones_own_named_like_a_rejected_build_stays(tiny: Tiny) -> None:
    rejected(tiny.build).mkdir()
    (rejected(tiny.build) / "diary.txt").write_text("x")
    assert tiny.kg("build").code == 0
    tiny.records(REVERSED)
    assert tiny.kg("build").code == 2
    assert list(files(rejected(tiny.build))) == ["diary.txt"]


WARNING = """
@prefix hr: <https://w3id.org/chronicle/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://example.org/shapes#undated> a sh:NodeShape ; sh:targetClass hr:Act ;
  sh:property [ sh:path hr:date ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "an act has a date"@en ] .
"""


def test_a_warning_counts_only_where_that_is_asked(tiny: Tiny, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ontology = tmp_path / "data" / "ontology"
    shutil.copytree(resources("ontology"), ontology, ignore=shutil.ignore_patterns("shapes"))
    (ontology / "shapes").mkdir()
    (ontology / "shapes" / "mine.ttl").write_text(WARNING)
    monkeypatch.setattr("kg.rdf.ontology.resources", lambda name: ontology if name == "ontology" else resources(name))
    tiny.records(RECORDS.replace("  date: 2020-02-01\n", ""))
    project = find_project(tiny.texts, tiny.build)
    strict, mild = build(project, strict=True), build(project)
    assert (strict.published, strict.folder) == (False, rejected(tiny.build))
    assert (mild.published, mild.folder) == (True, tiny.build)
    assert mild.report.counts == {"Violation": 0, "Warning": 1, "Info": 0}


def test_strict_is_an_option_of_the_command(tiny: Tiny) -> None:
    assert tiny.kg("build", "--strict").code == 0


@pytest.mark.slow_reference  # what each of them finds and infers: test_shacl_engines, test_closure
def test_both_engines_write_the_same(tiny: Tiny) -> None:
    with mock.patch.object(reference_closure, "closure", wraps=reference_closure.closure) as reference:
        assert tiny.kg("build", "--engine", "reference").code == 0
        assert reference.call_count == 1
        slow = tiny.built()
        assert tiny.kg("build").code == 0
        assert reference.call_count == 1
    assert same_apart_from_order(tiny.built()) == same_apart_from_order(slow)


def same_apart_from_order(files: dict[str, bytes]) -> dict[str, list[bytes]]:
    """The lines of each file, sorted: which block says a triple, and so its place in Turtle, depends on the engine."""
    return {name: sorted(data.splitlines()) for name, data in files.items()}


def test_a_shape_that_is_spelt_wrongly_stops_the_build_with_its_place(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ontology = tmp_path / "data" / "ontology"
    shutil.copytree(resources("ontology"), ontology)
    bad = ontology / "shapes" / "mine.ttl"
    bad.write_text(WARNING.replace("a sh:NodeShape", "a sh:NodeShape ; sh:targetClas hr:Act"))
    monkeypatch.setattr("kg.rdf.ontology.resources", lambda name: ontology if name == "ontology" else resources(name))
    ran = tiny.kg("build")
    assert ran.code == 1
    assert ran.errors == error(
        "ill-formed-shape",
        "shape <https://example.org/shapes#undated>: sh:targetClas would be ignored",
        f"{bad}:4",
        'did you mean "targetClass"?',
    )
    assert not tiny.build.exists()

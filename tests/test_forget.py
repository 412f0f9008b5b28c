"""A person or a document is taken out of everything: what goes, what stays, what is told, and that no byte is left."""

from __future__ import annotations

import contextlib
import gzip
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kg.build.mapping import map_project
from kg.build.pipeline import build
from kg.build.reading import Read, read_project
from kg.model import journal
from kg.model.project import Project, find_project
from kg.model.writing import scratch_folders
from kg.records.names import WITHHELD, Names, distinct
from kg.sources.readers import read_document
from kg.upkeep.erasure_plan import ErasurePlan
from kg.upkeep.forgetting import plan
from kg.upkeep.git_objects import objects
from kg.upkeep.occurrences import occurrences
from kg.upkeep.staging import staged_copy
from kg.upkeep.subjects import find_subject, names_of
from tests.project import SEEDS, Ran, Tiny, contents, error, kg, lay_out, program
from tests.sampling import sampled

# ── A small project in which everything is ───────────────────────────────────────────────────────────────────

AUTHORITIES = """\
- organization: c0mm1t
  label: Lake Committee
  names:
    - name: Lake Committee
      in: [note]

- organization: p0l1ce
  label: Lakeside police
  agent-kind: police

# Berg's neighbours have no entry.
- person: p3rs0n
  label: Anna Berg
  names:
    - name: Anna Berg
      in: [note]
    - name: Berg
      in: [note]

- person: p3rs02
  label: Anna Lind
  names:
    - name: Anna Lind
      in: [note]

- person: p3rs03
  label: Otto Klee
  names:
    - name: Otto Klee
      in: [note]
- place: pl4ce1
  label: Lakeside
- place: pl4ce2
  label: home of Anna Berg
  within: Lakeside
- group: d0cs01
  label: Test documentalists
- decision: d3c1de
  left: Anna Berg
  right: Anna Lind
  verdict: different
  ground: "stated: Anna Berg and Anna Lind stand in one sentence."
  decider: Test documentalists
"""
DIGEST = """\
---
document: note
title: "A note of the Lake Committee on Anna Berg"   # Berg only
creator: Lake Committee
issued: 2020-02-03
language: en
genre: statement
original:
  sha256: 0000000000000000000000000000000000000000000000000000000000000000
  length: 500
---

## What happened to Berg
The Lake Committee says that police detained Anna Berg in Lakeside on 1 February 2020. [0:50]
Two officers came to her home at seven. [50:80]
With Anna Berg they detained Anna Lind. [80:120] [130:140]
Otto Klee, the chief, ordered it, Berg says. [140:180]
Berg asks that all be released. [180:200]
A neighbour saw two officers. [200:230]
"""
CSV = "start,end,sha256\n" + "".join(
    f"{mark},{'0' * 64}\n" for mark in ("0,50", "130,140", "140,180", "180,200", "200,230", "50,80", "80,120")
)
RECORDS = """\
# About Anna Berg.

- act: detention-in-february
  type: detention
  date: 2020-02-01
  place: home of Anna Berg
  victim: Anna Berg
  alleged-perpetrator: Lakeside police
  description: "Berg: seized at home"
  evidence:
    - police detained Anna Berg in Lakeside on 1 February 2020
    - Two officers came to her home at seven.

# Both

- act: "detention-of-two"   # Anna Berg and another
  label: "detention of Anna Berg and another"
  type: detention
  date: 2020-02-01
  victim: [Anna Berg, Anna Lind]
  order-giver: {agent: Otto Klee, capacity: chief}
  evidence: With Anna Berg they detained Anna Lind.
  claims:
    - about: order-giver
      claimant: Anna Berg
      certainty: alleged
      evidence: Otto Klee, the chief, ordered it, Berg says.

- fact: kin
  of: Anna Lind
  relative-of: Anna Berg
  evidence: With Anna Berg they detained Anna Lind.

- fact: work
  of: Anna Lind
  characteristic: [journalist]
  evidence: With Anna Berg they detained Anna Lind.
- posting: chief
  holder: Otto Klee
  organization: Lakeside police
  position: chief
  evidence: Otto Klee, the chief

- recommendation: release
  description: Release all, Berg asks.
  made-by: Anna Berg
  addressed-to: [Lakeside police]
  concerns: [detention-in-february, detention of Anna Berg and another]
  evidence: Berg asks that all be released.

- person: neighbour
  label: neighbour who saw two officers
  named: false
  evidence: A neighbour saw two officers.
- event: sight
  label: officers seen
  type: incident
  witness: neighbour
  evidence: A neighbour saw two officers.
"""


@pytest.fixture
def full(tmp_path: Path) -> Tiny:
    return laid_out(tmp_path)


def laid_out(folder: Path) -> Tiny:
    tiny = lay_out(folder)
    tiny.write("authorities/all.yaml", AUTHORITIES)
    tiny.write("note/digest.md", DIGEST)
    tiny.write("note/original.csv", CSV)
    tiny.records(RECORDS)
    return tiny


@pytest.fixture(scope="module")
def forgotten(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """The project after Anna Berg was forgotten, without a build; nothing may change it."""
    tiny = laid_out(tmp_path_factory.mktemp("forgotten"))
    assert forget(tiny, "Anna Berg", "--write").code == 0
    return tiny


@pytest.fixture(scope="module")
def purged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tiny, Ran]:
    """The project with its build and what other builds left, after Anna Berg was forgotten, and what that said."""
    tiny = laid_out(tmp_path_factory.mktemp("purged"))
    assert tiny.kg("build").code == 0
    for name in ("build.rejected", ".build.previous", ".build.999999999.abc"):
        shutil.copytree(tiny.build, tiny.folder / name)
    assert b"Berg" in bytes_of(tiny.folder)
    return tiny, forget(tiny, "Anna Berg", "--write")


def forget(tiny: Tiny, *arguments: str) -> Ran:
    return kg("forget", "--documents", str(tiny.texts), *arguments)


def planned(tiny: Tiny, *wanted: str) -> ErasurePlan:
    project = find_project(tiny.texts)
    read = read_project(project)
    subject = find_subject(read, wanted)
    assert subject
    return plan(project, read, subject)


def bytes_of(folder: Path) -> bytes:
    """The names and the bytes of every file below a folder, stores too."""
    paths = [path for path in sorted(folder.rglob("*")) if ".git" not in path.parts]
    return b"\0".join(
        part
        for path in paths
        for part in (str(path.relative_to(folder)).encode(), path.read_bytes() if path.is_file() else b"")
    )


def test_whoever_is_forgotten_is_in_no_byte_and_the_rest_stands_as_it_was(purged: tuple[Tiny, Ran]) -> None:
    full, ran = purged
    assert (ran.code, ran.err) == (0, "")
    assert b"berg" not in bytes_of(full.folder).lower()
    assert "berg" not in (ran.out + ran.err).lower()
    assert full.kg("build").code == 0
    assert b"berg" not in bytes_of(full.folder).lower()
    assert forget(full, "BERG", "--check").code == 0
    assert (
        (full.texts / "note/records.yaml").read_text(encoding="utf-8")
        == """\
# About [withheld].

# Both

- act: "detention-of-two"   # [withheld] and another
  label: "detention of [withheld] and another"
  type: detention
  date: 2020-02-01
  victim: [Anna Lind]
  order-giver: {agent: Otto Klee, capacity: chief}
  evidence: With [withheld] they detained Anna Lind.
  claims:
    - about: order-giver
      claimant: withheld
      certainty: alleged
      evidence: Otto Klee, the chief, ordered it, [withheld] says.

- fact: work
  of: Anna Lind
  characteristic: [journalist]
  evidence: With [withheld] they detained Anna Lind.
- posting: chief
  holder: Otto Klee
  organization: Lakeside police
  position: chief
  evidence: Otto Klee, the chief

- recommendation: release
  description: Release all, [withheld] asks.
  made-by: withheld
  addressed-to: [Lakeside police]
  concerns: ["detention of [withheld] and another"]
  evidence: "[withheld] asks that all be released."

- person: neighbour
  label: neighbour who saw two officers
  named: false
  evidence: A neighbour saw two officers.
- event: sight
  label: officers seen
  type: incident
  witness: neighbour
  evidence: A neighbour saw two officers.

- person: withheld
  label: {en: somebody whose name is withheld}
  named: false
  evidence: The Lake Committee says that police detained [withheld] in Lakeside on 1 February 2020.
"""
    )


def test_a_dry_run_changes_no_byte_and_tells_places_without_the_name(full: Tiny) -> None:
    before = bytes_of(full.folder)
    ran = forget(full, "Anna Berg")
    assert bytes_of(full.folder) == before
    assert (ran.code, ran.err) == (1, "")
    assert "berg" not in ran.out.lower()
    assert f"{full.texts}/note/records.yaml:3:3  act note.detention-in-february" in ran.out
    assert ran.out.endswith("\nnothing was changed: --write does it\n")


def test_a_second_run_says_that_there_is_nothing(forgotten: Tiny) -> None:
    before = bytes_of(forgotten.folder)
    for arguments in (["Anna Berg"], ["Anna Berg", "--write"], ["Anna Berg", "--check"], ["BERG", "--check"]):
        ran = forget(forgotten, *arguments)
        assert (ran.code, ran.err) == (0, ""), arguments
        assert ran.out.startswith("no word of the name is left in the project\n")
    assert forget(forgotten, "p3rs0n").out.startswith("that id is retired")
    assert bytes_of(forgotten.folder) == before


def test_a_check_finds_the_name_before_it_is_forgotten(full: Tiny) -> None:
    assert forget(full, "berg", "--check").code == 1
    ran = forget(full, "Anna Berg", "--check")
    assert ran.code == 1
    assert f"{full.texts}/note/digest.md:14:46  the name" in ran.out
    assert full.kg("build").code == 0
    shutil.rmtree(full.texts / "note")
    full.write("authorities/all.yaml", "- group: d0cs01\n  label: Test documentalists\n")
    ran = forget(full, "Anna Berg", "--check")
    assert ran.code == 1
    assert "literals of the store" in ran.out


def test_the_digest_still_anchors_and_a_sentence_on_nobody_else_goes_with_its_hash(forgotten: Tiny) -> None:
    document = read_document(forgotten.texts / "note/digest.md")
    assert [sentence.text for sentence in document.sentences] == [
        "The Lake Committee says that police detained [withheld] in Lakeside on 1 February 2020.",
        "With [withheld] they detained Anna Lind.",
        "Otto Klee, the chief, ordered it, [withheld] says.",
        "[withheld] asks that all be released.",
        "A neighbour saw two officers.",
    ]
    assert 'title: "A note of the Lake Committee on [withheld]"   # [withheld] only\n' in document.text
    assert "## What happened to [withheld]\n" in document.text
    rows = (forgotten.texts / "note/original.csv").read_text(encoding="utf-8").splitlines()
    marks = {(part.start, part.end) for sentence in document.sentences for part in sentence.spans}
    assert {tuple(map(int, row.split(",")[:2])) for row in rows[1:]} == marks
    assert (50, 80) not in marks


def test_authority_entries_decisions_and_what_only_led_there_go_and_ids_are_not_given_again(full: Tiny) -> None:
    assert forget(full, "Anna Berg", "--write").code == 0
    text = (full.texts / "authorities/all.yaml").read_text(encoding="utf-8")
    assert [ident for ident in ("p3rs0n", "d3c1de", "pl4ce2") if ident in text] == []
    assert [ident for ident in ("p3rs02", "p3rs03", "pl4ce1", "d0cs01") if ident not in text] == []
    assert "# [withheld]'s neighbours have no entry.\n" in text
    retired = (full.texts / "authorities/retired.txt").read_text(encoding="utf-8")
    assert [line for line in retired.splitlines() if line[0] != "#"] == ["d3c1de", "p3rs0n", "pl4ce2"]
    full.write("authorities/more.yaml", "- person: p3rs0n\n  label: Clara Ott\n")
    found = 'the id "p3rs0n" belonged to an entry that has been removed'
    assert full.kg("build").errors == error(
        "retired-id", found, "texts/authorities/more.yaml:1:3", "give the record an id that was never used"
    )


def test_an_unnamed_person_goes_by_the_id(full: Tiny) -> None:
    made = planned(full, "note.neighbour")
    assert [what for what, _ in made.gone] == ["person note.neighbour"]
    assert forget(full, "note.neighbour", "--write").code == 0
    text = (full.texts / "note/records.yaml").read_text(encoding="utf-8")
    assert "witness" not in text
    assert text.endswith("  type: incident\n  evidence: A neighbour saw two officers.\n")


def test_the_head_of_a_body_takes_his_posting_along(full: Tiny) -> None:
    made = planned(full, "Otto Klee")
    assert sorted(what for what, _ in made.gone) == ["person p3rs03", "posting note.chief"]
    assert forget(full, "p3rs03", "--write").code == 0
    text = (full.texts / "note/records.yaml").read_text(encoding="utf-8")
    assert "order-giver" not in text
    assert "- organization: p0l1ce" in (full.texts / "authorities/all.yaml").read_text(encoding="utf-8")
    assert b"klee" not in bytes_of(full.folder).lower()


def test_the_only_author_of_a_document_becomes_somebody_whose_name_is_withheld(full: Tiny) -> None:
    full.write("note/digest.md", DIGEST.replace("creator: Lake Committee", "creator: Otto Klee"))
    assert forget(full, "Otto Klee", "--write").code == 0
    assert "creator: withheld\n" in (full.texts / "note/digest.md").read_text(encoding="utf-8")
    assert full.kg("build").code == 0
    assert b"klee" not in bytes_of(full.folder).lower()


def test_two_who_are_forgotten_one_after_the_other_do_not_become_one(full: Tiny) -> None:
    records = RECORDS.replace("made-by: Anna Berg", "made-by: Otto Klee")
    full.records(records.replace("  witness: neighbour\n", "  witness: neighbour\n  claimant: Anna Berg\n"))
    for name in ("Anna Berg", "Otto Klee"):
        assert forget(full, name, "--write").code == 0
    assert full.kg("build").code == 0
    text = (full.texts / "note/records.yaml").read_text(encoding="utf-8")
    told = ("- person", "  claimant", "  made-by")
    assert [line for line in text.splitlines() if line.startswith(told)] == [
        "  made-by: withheld-2",
        "- person: neighbour",
        "  claimant: withheld",
        "- person: withheld",
        "- person: withheld-2",
    ]


def test_a_record_that_was_left_without_its_mention_is_to_be_read(full: Tiny) -> None:
    found = {what for what, _ in planned(full, "Anna Berg").read}
    assert "label of act note.detention-of-two, which loses a mention" in found
    assert "place pl4ce1, to which nothing refers any more" in found


# ── What is told and not decided ─────────────────────────────────────────────────────────────────────────────


def test_another_with_the_same_first_name_keeps_it(forgotten: Tiny) -> None:
    assert b"Anna Lind" in bytes_of(forgotten.texts)


def test_a_longer_word_is_left_and_told(full: Tiny) -> None:
    full.write("note/digest.md", DIGEST.replace("two officers. [200", "two officers, and Klees car and Lindgren. [200"))
    full.records(RECORDS.replace("A neighbour saw two officers.", "A neighbour saw two officers"))
    full.write("authorities/all.yaml", AUTHORITIES.replace("Klee", "Kleest"))
    for name in ("note/digest.md", "note/records.yaml"):
        full.write(name, (full.texts / name).read_text(encoding="utf-8").replace("Klee", "Kleest"))
    ran = forget(full, "p3rs03", "--write")
    assert ran.code == 1
    assert f"{full.texts}/note/digest.md:19:35  a word that the name may be in another case" in ran.out
    assert "Kleests car" in (full.texts / "note/digest.md").read_text(encoding="utf-8")


def test_files_that_are_not_ours_are_left_and_told(full: Tiny) -> None:
    full.write("letters/to-anna-berg.txt", "Dear Anna Berg,\n")
    full.write("letters/scan.bin", b"\0\1Anna Berg\0")
    ran = forget(full, "Anna Berg", "--write")
    assert ran.code == 1
    assert "To do by hand (lines as they will be after --write): only you can decide (3)" in ran.out
    assert f"{full.texts}  the name of a file or folder in it" in ran.out
    assert f"{full.texts}/letters/scan.bin  bytes that are no text" in ran.out
    assert (full.texts / "letters/to-anna-berg.txt").exists()
    assert "letters/to-[withheld].txt:1:6  the name" in ran.out.replace("[withheld]-[withheld]", "[withheld]")
    assert "berg" not in ran.out.lower()


def test_a_name_that_somebody_else_has_too_is_not_touched_and_told(full: Tiny) -> None:
    full.write("authorities/more.yaml", "- person: p3rs04\n  label: Clara Ott\n  names: [Berg]\n")
    made = planned(full, "p3rs0n")
    assert made.subject.shared == ("Berg",)


def test_the_documentalist_must_be_replaced_first(full: Tiny) -> None:
    full.write(
        "chronicle.toml",
        'base = "https://example.org/id/"\nbuild = "../build"\ndocumentalist = "Anna Lind"\nontology = "1.0"\n',
    )
    before = bytes_of(full.folder)
    ran = forget(full, "Anna Lind", "--write")
    assert ran.code == 1
    assert "error[not-forgotten]: chronicle.toml names the person to be forgotten as documentalist" in ran.out
    assert "nothing was changed" in ran.out
    assert bytes_of(full.folder) == before


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["Lake Committee"], 2, "error[not-forgettable]: this is a organization, c0mm1t"),
        (["Nobody Known"], 0, ""),
        ([], 2, "error[wrong-call]"),
    ],
)
def test_only_persons_and_documents_can_be_forgotten(full: Tiny, arguments: list[str], code: int, message: str) -> None:
    ran = forget(full, *arguments)
    assert ran.code == code
    assert ran.err.startswith(message.replace("a organization", "an organization")) or ran.err.startswith(message)


def test_two_who_are_called_so_must_be_told_apart(full: Tiny) -> None:
    full.write("authorities/more.yaml", "- person: p3rs04\n  label: Otto Klee\n")
    full.records(RECORDS.replace("Otto Klee, capacity", "p3rs03, capacity"))
    full.write("authorities/all.yaml", AUTHORITIES.replace("holder: Otto Klee", "holder: p3rs03"))
    ran = forget(full, "Otto Klee")
    assert (ran.code, ran.err) == (
        2, error("ambiguous-node", "2 records have that name", "", "use the id of one: p3rs03, p3rs04"),
    )  # fmt: skip


def test_a_project_at_fault_is_mended_first(full: Tiny) -> None:
    full.records(RECORDS.replace("type: detention", "type: detension"))
    before = bytes_of(full.folder)
    ran = forget(full, "Anna Berg", "--write")
    assert ran.code == 1
    assert ran.err.startswith("error[unknown-term]")
    assert bytes_of(full.folder) == before


# ── All or nothing ───────────────────────────────────────────────────────────────────────────────────────────


def test_what_would_not_conform_changes_nothing(full: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.validation import Report

    assert full.kg("build").code == 0
    before = contents(full.folder)
    monkeypatch.setattr(Report, "conforms", lambda self, *, strict=False: False)
    ran = forget(full, "Anna Berg", "--write")
    assert ran.code == 1
    assert "the graph would not conform" in ran.out
    assert contents(full.folder) == before


def test_a_command_killed_between_two_files_is_finished_by_the_next_build(
    full: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = planned(full, "Anna Berg")
    real, done = Path.replace, list[Path]()

    def stop(self: Path, target: Path) -> Path:
        if len(done) == 1:
            raise KeyboardInterrupt
        done.append(target)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        journal.write(full.texts, made.changes)
    monkeypatch.undo()
    assert b"Berg" in bytes_of(full.texts)
    assert full.kg("build").code == 0
    assert b"Berg" not in bytes_of(full.texts)


def test_rejected_and_unfinished_builds_go_too(purged: tuple[Tiny, Ran]) -> None:
    assert purged[1].code == 0
    assert sorted(path.name for path in purged[0].folder.iterdir()) == ["build", "texts"]


def test_a_project_that_holds_its_own_build_forgets_too(tmp_path: Path) -> None:
    """As ``kg init`` lays one out: the build, and what is made beside it, lie among the documents."""
    mine = laid_out(tmp_path)
    mine.write(
        "chronicle.toml",
        'base = "https://example.org/id/"\nbuild = "build"\ndocumentalist = "Test documentalists"\nontology = "1.0"\n',
    )
    texts = mine.texts
    with contextlib.chdir(texts):
        assert kg("build").code == 0
        assert (texts / "build" / "kg.nq").is_file()
        ran = kg("forget", "Anna Berg", "--write", "--no-history")
        assert (ran.code, ran.err) == (0, "")
    assert b"Berg" not in bytes_of(texts)
    assert sorted(path.name for path in texts.iterdir()) == ["authorities", "build", "chronicle.toml", "note"]


def test_a_build_that_lies_elsewhere_is_made_anew_too_where_it_is_named(full: Tiny) -> None:
    elsewhere = full.folder / "elsewhere" / "graph"
    assert full.kg("build", "--out", str(elsewhere)).code == 0
    assert b"Berg" in bytes_of(elsewhere)
    ran = forget(full, "Anna Berg", "--write", "--build", str(elsewhere))
    assert (ran.code, ran.err) == (0, "")
    assert b"Berg" not in bytes_of(full.folder)
    assert (elsewhere / "kg.nq").is_file()
    assert not full.build.exists()


def test_schemas_for_editors_no_longer_offer_the_name(full: Tiny) -> None:
    with contextlib.chdir(full.folder):
        assert kg("schema", "--documents", "texts").code == 0
    assert b"Anna Berg" in bytes_of(full.texts / ".chronicle")
    assert forget(full, "Anna Berg", "--write").code == 0
    assert b"Berg" not in bytes_of(full.folder)
    schemas = b"".join(path.read_bytes() for path in sorted((full.texts / ".chronicle").iterdir()))
    with contextlib.chdir(full.folder):
        assert kg("schema", "--documents", "texts").code == 0
    assert schemas == b"".join(path.read_bytes() for path in sorted((full.texts / ".chronicle").iterdir()))


def test_a_project_without_schemas_gets_none(full: Tiny) -> None:
    assert forget(full, "Anna Berg", "--write").code == 0
    assert not (full.texts / ".chronicle").exists()


def test_what_is_written_while_somebody_is_forgotten_is_not_overwritten(
    full: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = b"- person: p9\n  label: Bea Ode\n"

    def meanwhile(*given: Any, **options: Any) -> Any:
        full.write("authorities/more.yaml", added)
        return build(*given, **options)

    assert full.kg("build").code == 0
    before = contents(full.folder)
    monkeypatch.setattr("kg.upkeep.forgetting.build", meanwhile)
    ran = forget(full, "Anna Berg", "--write")
    assert ran.code == 2
    assert ran.errors.startswith(
        f"error[changed-meanwhile]: the files in {full.texts} were changed while the command ran\n"
    )
    assert contents(full.folder) == before | {"texts/authorities/more.yaml": added}


def test_records_behind_a_link_are_changed_where_they_are_and_only_with_write(full: Tiny) -> None:
    records, elsewhere = full.texts / "note" / "records.yaml", full.folder / "elsewhere.yaml"
    records.rename(elsewhere)
    elsewhere.chmod(0o600)
    records.symlink_to(elsewhere)
    before = bytes_of(full.folder)
    assert forget(full, "Anna Berg").code == 1
    assert bytes_of(full.folder) == before
    assert forget(full, "Anna Berg", "--write").code == 0
    assert b"Berg" not in bytes_of(full.folder)
    assert (records.is_symlink(), elsewhere.stat().st_mode & 0o777) == (True, 0o600)


def test_a_command_killed_while_it_tried_leaves_nothing_once_another_has_run(full: Tiny) -> None:
    assert full.kg("build").code == 0
    program_text = """
import os, signal
import kg.upkeep.forgetting as forgetting
def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
forgetting.build = killed
from kg.cli.group import main
main()
"""
    command = [sys.executable, "-c", program_text, "forget", "Anna Berg", "--write", "--documents", "texts"]
    assert subprocess.run(command, cwd=full.folder, check=False).returncode == -signal.SIGKILL
    assert len(scratch_folders(full.folder, "build")) == 1
    assert full.kg("build").code == 0
    assert sorted(path.name for path in full.folder.iterdir()) == ["build", "texts"]


def test_a_project_without_a_build_gets_none(forgotten: Tiny) -> None:
    assert sorted(path.name for path in forgotten.folder.iterdir()) == ["texts"]


# ── What cannot be taken back ────────────────────────────────────────────────────────────────────────────────


def git(folder: Path, *arguments: str) -> None:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(
        [program("git", "git"), *who, *arguments], cwd=folder, env=os.environ | own, check=True, capture_output=True
    )


def test_git_is_asked_which_commits_and_tags_hold_the_name(full: Tiny) -> None:
    git(full.folder, "init", "-q")
    for number, tag in enumerate(("v1", "v2")):
        full.write("note/count.txt", str(number))
        git(full.folder, "add", "-A")
        git(full.folder, "commit", "-qm", "a change")
        git(full.folder, "tag", tag)
    ran = forget(full, "Anna Berg", "--write")
    assert ran.code == 1
    assert "Git still holds it: 2 commits, 0 by their message or author" in ran.out
    assert "Tags on them, which are releases that somebody may have: v1, v2" in ran.out
    assert "git filter-repo" in ran.out
    assert "berg" not in ran.out.lower()
    git(full.folder, "add", "-A")
    git(full.folder, "commit", "-qm", "about Anna Berg")
    git(full.folder, "tag", "for-berg")
    ran = forget(full, "Anna Berg", "--check")
    assert "Git still holds it: 3 commits, 1 by their message or author" in ran.out
    assert "1 tags or branches have the name in their own name or message" in ran.out
    assert "berg" not in ran.out.lower()
    assert forget(full, "Anna Berg", "--check", "--no-history").code == 0


def test_git_that_holds_nothing_of_it_says_so(full: Tiny) -> None:
    assert forget(full, "Anna Berg", "--write").code == 0
    git(full.folder, "init", "-q")
    git(full.folder, "add", "-A")
    git(full.folder, "commit", "-qm", "a change")
    ran = forget(full, "Anna Berg", "--check")
    assert (ran.code, "git holds no commit with the name" in ran.out) == (0, True)


WRITTEN: dict[str, str | bytes] = {
    "soft.md": "Anna Be\u00adrg was there.",
    "cyrillic.txt": "Её звали Анна Берг.",
    "inflected.txt": "Мы видели Анну Бергову, то есть Анны Берг.",
    "escaped.json": '{"name": "Anna \\u0042erg"}',
    "divided.txt": "It was Anna\nBerg who came.",
    "markup.html": "Anna <b>B</b>erg",
    "utf16.csv": "Anna Berg".encode("utf-16"),
    "packed.gz": gzip.compress(b"Anna Berg"),
    "anna-berg.txt": "nothing",
}


@pytest.mark.parametrize("name", sampled(list(WRITTEN), 3, ids=list(WRITTEN)))
def test_git_is_searched_in_every_spelling_in_which_the_project_is(full: Tiny, name: str) -> None:
    assert forget(full, "Anna Berg", "--write").code == 0
    git(full.folder, "init", "-q")
    data = WRITTEN[name]
    path = full.folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    for message in ("a change", "another"):
        git(full.folder, "add", "-A")
        git(full.folder, "commit", "-qm", message, "--allow-empty")
    path.unlink()
    git(full.folder, "add", "-A")
    git(full.folder, "commit", "-qm", "gone")
    ran = forget(full, "Anna Berg", "--check")
    assert (ran.code, "Git still holds it: 2 commits, 0 by their message or author" in ran.out) == (1, True)
    assert "searched in git, as in the project: 3 commits" in ran.out
    assert "berg" not in ran.out.lower()


def test_messages_authors_and_tags_are_searched_in_every_spelling(full: Tiny) -> None:
    assert forget(full, "Anna Berg", "--write").code == 0
    git(full.folder, "init", "-q")
    git(full.folder, "add", "-A")
    git(full.folder, "commit", "-qm", "a change")
    git(full.folder, "commit", "-qm", "со слов Анны Берг", "--allow-empty")
    git(full.folder, "commit", "-qm", "a change", "--allow-empty", "--author", "Anna Be\u00adrg <a@example.org>")
    git(full.folder, "tag", "-a", "v1", "-m", "as Anna Berg asked")
    ran = forget(full, "Anna Berg", "--check")
    assert (ran.code, "Git still holds it: 2 commits, 2 by their message or author" in ran.out) == (1, True)
    assert "1 tags or branches have the name in their own name or message" in ran.out


def test_a_word_that_may_be_of_the_name_is_told_as_such_in_git(full: Tiny) -> None:
    assert forget(full, "Anna Berg", "--write").code == 0
    git(full.folder, "init", "-q")
    full.write("letters/a.txt", "The Bergs are many.")
    git(full.folder, "add", "-A")
    git(full.folder, "commit", "-qm", "a change")
    ran = forget(full, "Anna Berg", "--check")
    assert (ran.code, "0 files, 1 more with a word that may be of the name" in ran.out) == (1, True)


def test_a_scan_in_git_is_told_and_no_fault(full: Tiny) -> None:
    assert forget(full, "Anna Berg", "--write").code == 0
    git(full.folder, "init", "-q")
    scan = full.write("letters/scan.png", b"\x89PNG\r\n")
    git(full.folder, "add", "-A")
    git(full.folder, "commit", "-qm", "a change")
    ran = forget(full, "Anna Berg", "--check", "--read", str(scan))
    assert (ran.code, "not searched in git: 1 of the files" in ran.out) == (0, True)


def test_an_object_that_is_missing_or_too_large_is_passed_over_and_the_next_is_read(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    for name, text in (("large.txt", "x" * 3_000_000), ("small.txt", "small")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "a change")
    shown = subprocess.run(
        [program("git", "git"), "rev-parse", "HEAD^{tree}"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    with objects(program("git", "git"), tmp_path, most=1000) as held:
        large, small = held.entries(shown.stdout.strip())
        assert (large.name, held.content(large.ident), held.content("0" * 40)) == ("large.txt", None, None)
        assert (small.name, held.content(small.ident)) == ("small.txt", b"small")


def test_exports_beside_the_project_are_told_and_left(full: Tiny) -> None:
    (full.folder / "release-1.nq").write_text('<a:b> <a:b> "Anna Berg" .\n', encoding="utf-8")
    (full.folder / "release-2.nq").write_text('<a:b> <a:b> "Anna Lind" .\n', encoding="utf-8")
    ran = forget(full, "Anna Berg", "--write")
    assert ran.code == 1
    assert "Left in what lies beside it, and may have been given out (1)" in ran.out
    assert "release-1.nq:1:14  the name" in ran.out
    assert (full.folder / "release-1.nq").exists()


# ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def two(full: Tiny) -> Tiny:
    full.write(
        "letter/digest.md",
        "---\ndocument: letter\ntitle: A letter\ncreator: Lake Committee\nissued: 2020-03-01\nlanguage: en\n---\n\nPolice detained Anna Lind and Mia Holm, says the Lake Committee.\n",
    )
    full.write(
        "letter/records.yaml",
        "- claim: second-telling\n  asserts: note.detention-of-two\n  evidence: Police detained Anna Lind\n"
        "- act: second-detention\n  type: detention\n  date: left open\n  victim: Mia Holm\n  part-of: note.sight\n"
        "  evidence: Police detained Anna Lind and Mia Holm\n",
    )
    text = AUTHORITIES.replace("Lake Committee\n      in: [note]", "Lake Committee\n      in: [note, letter]")
    text = text.replace("Anna Lind\n      in: [note]", "Anna Lind\n      in: [note, letter]")
    full.write(
        "authorities/all.yaml",
        text + "- person: p3rs05\n  label: Mia Holm\n  names: [{name: Mia Holm, in: [letter]}]\n",
    )
    return full


def test_a_document_goes_with_its_folder_and_what_others_say_of_its_records(two: Tiny) -> None:
    ran = forget(two, "note", "--write")
    assert (ran.code, ran.err) == (0, ""), ran.out
    assert not (two.texts / "note").exists()
    assert (two.texts / "letter/records.yaml").read_text(encoding="utf-8") == (
        "- act: second-detention\n  type: detention\n  date: left open\n  victim: Mia Holm\n"
        "  evidence: Police detained Anna Lind and Mia Holm\n"
    )
    text = (two.texts / "authorities/all.yaml").read_text(encoding="utf-8")
    assert "Lake Committee\n      in: [letter]" in text
    assert [ident for ident in ("p3rs0n", "p3rs03") if ident in text] == []
    assert two.kg("build").code == 0
    assert b"document/note" not in bytes_of(two.build)


def test_a_shared_entry_that_only_the_document_told_of_goes(two: Tiny) -> None:
    made = planned(two, "letter")
    assert sorted(what for what, _ in made.gone) == ["document letter with its folder and 2 records", "person p3rs05"]


def test_several_are_forgotten_in_one_go(two: Tiny) -> None:
    assert forget(two, "letter", "Anna Berg", "Otto Klee", "--write").code == 0
    assert two.kg("build").code == 0
    for name in (b"berg", b"klee", b"holm"):
        assert name not in bytes_of(two.folder).lower()


# ── Names in any text ────────────────────────────────────────────────────────────────────────────────────────

KANAT = Names(("Kanat Ibragimov", "Ibragimov"), ("Kanat Dailybayev", "Anna Ivanova"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kanat Ibragimov’s car", "[withheld]’s car"),
        ("kanat ibragimov", "[withheld]"),
        ("Kanat\n    Ibragimov", "[withheld]"),
        ("IBRAGIMOV, Kanat", "[withheld], [withheld]"),
        ("Kanat Dailybayev threatened Ibragimov", "Kanat Dailybayev threatened [withheld]"),
        ("https://example.org/kanat-ibragimov.html", "https://example.org/[withheld].html"),
        ("_Ibragimov_ 1Ibragimov2", "_[withheld]_ 1[withheld]2"),
        ("Ibragimova", "Ibragimova"),
        ("kanat is a rope", "kanat is a rope"),
    ],
)
def test_words_of_a_name_are_withheld_and_others_are_not(text: str, expected: str) -> None:
    assert KANAT.withhold(text).replace("[withheld]-[withheld]", "[withheld]") == expected


def test_a_longer_word_is_found_and_not_sure() -> None:
    assert [(hit.start, hit.end, hit.sure) for hit in KANAT.find("of Ibragimova")] == [(3, 13, False)]


def test_names_in_other_scripts_and_with_marks() -> None:
    names = Names(("Лукпан Ахмедьяров", "Zoë Müller"))
    assert names.withhold("АХМЕДЬЯРОВ, Mu\u0308ller, Muller, Zoe") == "[withheld], [withheld], [withheld], [withheld]"


def test_a_title_and_an_initial_are_no_name_by_themselves() -> None:
    names = Names(("Mr. Kiai", "K. Kasymov", "Judge Ott"))
    assert (
        names.withhold("Mr. Bean, K. and Judge Lind; K. Kasymov, Judge Ott")
        == "Mr. Bean, K. and Judge Lind; [withheld], [withheld]"
    )


def test_where_others_cannot_be_told_apart_only_what_is_his_alone_is_looked_for() -> None:
    assert list(distinct(KANAT)) == ["Ibragimov", "Kanat Ibragimov"]


words = st.text("abcdefgh", min_size=3, max_size=7).map(str.capitalize)


@given(st.lists(words, min_size=1, max_size=3), st.lists(words, max_size=2), st.text("abcXYZ .,:/-\n", max_size=40))
def test_after_withholding_nothing_is_found(mine: list[str], others: list[str], around: str) -> None:
    names = Names((" ".join(mine), mine[-1]), tuple(others))
    text = f"{around} {' '.join(mine)} {around}{mine[-1]}, {' '.join(others)}"
    after = names.withhold(text)
    assert [hit for hit in names.find(after) if hit.sure] == []
    assert names.withhold(after) == after


# ── The seeds ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def seeds() -> tuple[Project, Read]:
    project = find_project(SEEDS)
    return project, read_project(project)


@contextlib.contextmanager
def applied(project: Project, made: ErasurePlan, folder: Path) -> Iterator[Project]:
    yield project._replace(documents=staged_copy(project.documents, made.changes, folder / "seeds"))


PEOPLE = {
    "k9trxd": "many records in one document, and a wife who is told of by his name",
    "tjg5bt": "a shared event that bears his name in its label",
    "b8p6g3": "a visitor in three documents, an office, and authorship of documents",
    "wzhvcc": "the only author of a document",
    "tnxzqx": "a speaker called by his first name alone",
    "qp46nv": "another shares his first name",
    "bq6rd4": "one record",
    "gs34tb": "one of several victims",
    "rqv86n": "the head of a government, with a posting",
    "q749cr": "an addressee known by an initial",
    "2012-07-12-remarks.detainee-who-died": "somebody unnamed",
    "2012-04-27-joint-appeal.akimat-caller": "somebody unnamed who gave himself a name",
}


@pytest.mark.parametrize(
    "idents",
    [
        pytest.param(sorted(PEOPLE)[::2], id="six at once"),
        *(pytest.param([ident], id=about) for ident, about in PEOPLE.items()),
    ],
)
@pytest.mark.slow_reference  # of a small project: test_whoever_is_forgotten_…
def test_anybody_of_the_seeds_can_be_forgotten(seeds: tuple[Project, Read], tmp_path: Path, idents: list[str]) -> None:
    project, read = seeds
    subject = find_subject(read, idents)
    assert subject
    made = plan(project, read, subject)
    assert (made.blocked, made.left) == ([], [])
    assert len(subject.entities) == len(idents)
    with applied(project, made, tmp_path) as after:
        found = read_project(after)
        quads = map_project(after, found)
        assert quads
        assert occurrences(after.documents, subject.names) == []
        told = bytes_of(after.documents).decode("utf-8", errors="replace") + "".join(map(str, quads))
        for entity in subject.entities:
            assert [name for name in names_of(entity) if name in told] == []
            assert entity.iri not in told
            assert find_subject(found, [entity.local]) is None


@pytest.mark.slow_reference  # on a small project: test_whoever_is_forgotten_…
def test_what_goes_with_an_activist_of_the_seeds(seeds: tuple[Project, Read]) -> None:
    project, read = seeds
    subject = find_subject(read, ["Lukpan Akhmedyarov"])
    assert subject
    appeal = "2012-04-27-joint-appeal"
    gone = {what for what, _ in plan(project, read, subject).gone}
    assert {"person k9trxd", f"act {appeal}.assault-in-uralsk", f"act {appeal}.pressure-through-employer"} <= gone
    assert not [what for what in gone if what.startswith(("organization", "instrument"))]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param("2012-04-27-joint-appeal", marks=pytest.mark.slow_reference),
        pytest.param("2012-07-12-remarks", marks=pytest.mark.slow_reference),
        pytest.param("2015-report-welcome", marks=pytest.mark.slow_reference),
        pytest.param("2015-visit-press-conference", marks=pytest.mark.slow_reference),
        pytest.param("2018-09-20-statement", marks=pytest.mark.slow_reference),
    ],
)  # of a small project: test_a_document_goes_with_its_folder_…
def test_any_document_of_the_seeds_can_be_forgotten(seeds: tuple[Project, Read], tmp_path: Path, document: str) -> None:
    project, read = seeds
    subject = find_subject(read, [document])
    assert subject
    made = plan(project, read, subject)
    assert (made.blocked, made.left) == ([], [])
    with applied(project, made, tmp_path) as after:
        quads = map_project(after, read_project(after))
        assert not [quad for quad in quads if f"{document}" in str(quad)]
        assert document.encode() not in bytes_of(after.documents)


@pytest.mark.slow_reference  # on a small project: test_whoever_is_forgotten_…, test_a_document_goes_with_its_folder_…
def test_two_documents_of_the_seeds_build_after_somebody_is_forgotten(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)
    project = find_project(folder, tmp_path / "build")
    read = read_project(project)
    three = find_subject(read, ["2012-07-12-remarks", "2015-report-welcome", "2015-visit-press-conference"])
    assert three
    journal.write(folder, plan(project, read, three).changes)
    assert kg("build", "--documents", str(folder)).code == 0
    for ident, word in (("k4xpmn", b"Semyenova"), ("b8p6g3", b"Kiai")):
        ran = kg("forget", ident, "--write", "--documents", str(folder), "--no-history")
        assert (ran.code, ran.err) == (0, "")
        assert word.lower() not in bytes_of(tmp_path).lower()
        assert ident.encode() in (folder / "authorities/retired.txt").read_bytes()
    assert (tmp_path / "build/kg.ttl").exists()
    assert WITHHELD in (folder / "2018-09-20-statement/digest.md").read_text(encoding="utf-8")

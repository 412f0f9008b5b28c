"""Releases that follow one another: what is gone is said to be gone, what was withdrawn can be cited, and is nowhere else."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.exchange.formats import formats
from kg.exchange.releases import read_release
from kg.exchange.succession import left_behind
from kg.exchange.tombstones import Tombstone, tombstones_in
from kg.model.terms import iri
from tests.project import AUTHORITIES, BASE, RECORDS, Tiny

KIND = """
- fact: kind-of-police
  of: Lakeside police
  agent-kind: military
  evidence: Two officers asked for her papers
"""
BETTER = """
- fact: kind-of-police-again
  of: Lakeside police
  agent-kind: intelligence service
  evidence: A neighbour saw two officers at her door
"""
RELAYED = """
- act: visit-in-february
  type: intimidation
  date: 2020-02-01
  place: Lakeside
  victim: Anna Berg
  alleged-perpetrator: left open
  claimant: Lakeside police
  via: Lake Committee
  telling: xylographic
  evidence: A neighbour saw two officers at her door
"""
CLAIM = iri(f"{BASE}claim/note.kind-of-police.agent-kind")
NEXT = iri(f"{BASE}claim/note.kind-of-police-again.agent-kind")
ACT = f"{BASE}act/note.visit-in-february"
STATUS = "https://w3id.org/chronicle/vocab/status/"


@pytest.fixture
def project(tiny_built: Tiny, tmp_path: Path) -> Tiny:
    """A project of which nothing is built."""
    shutil.copytree(tiny_built.folder, tmp_path, dirs_exist_ok=True)
    shutil.rmtree(tmp_path / "build")
    return Tiny(tmp_path)


def release(project: Tiny, name: str, records: str, *arguments: str, form: str = "turtle") -> Path:
    """Builds the project with these records and exports it."""
    project.records(records)
    made = project.kg("build")
    assert made.code == 0, made  # it warns of records that are gone
    done = project.kg("export", form, "--build", "build", "--out", name, *arguments)
    assert done.code == 0, done
    return project.folder / name


def version(folder: Path) -> str:
    return read_release(folder).version


def test_a_release_has_no_tombstones_unless_it_follows_another(project: Tiny) -> None:
    assert not (release(project, "r1", RECORDS) / "tombstones.ttl").exists()


def test_an_iri_that_is_gone_has_a_tombstone_that_says_since_when(project: Tiny) -> None:
    release(project, "r1", RECORDS + RELAYED)
    after = release(project, "r2", RECORDS, "--since", "r1")
    stones = tombstones_in(after / "tombstones.ttl")
    before, now = (read_release(project.folder / name) for name in ("r1", "r2"))
    assert stones == {node: Tombstone(node, now.version) for node in before.nodes - now.nodes}
    assert iri(ACT) in stones
    text = (after / "tombstones.ttl").read_text(encoding="utf-8")
    assert not any(word in text for word in ("intimidation", "xylographic", "neighbour", "Anna", "Berg"))


def test_the_tombstones_are_listed_hashed_and_described(project: Tiny) -> None:
    release(project, "r1", RECORDS + RELAYED)
    after = release(project, "r2", RECORDS, "--since", "r1", form="csv")
    listed = json.loads((after / "manifest.json").read_text(encoding="utf-8"))
    assert "tombstones.ttl" in {file["name"] for file in listed["files"]}
    assert "tombstones.ttl" in (after / "dcat.ttl").read_text(encoding="utf-8")
    assert project.kg("verify", "r2").code == 0


def test_tombstones_of_earlier_releases_are_carried_on_and_end_when_an_iri_comes_back(project: Tiny) -> None:
    release(project, "r1", RECORDS + RELAYED + KIND)
    second = release(project, "r2", RECORDS + KIND, "--since", "r1")
    third = release(project, "r3", RECORDS, "--since", "r2")
    stones = tombstones_in(third / "tombstones.ttl")
    assert stones[iri(ACT)].since == version(second)
    assert stones[CLAIM].since == version(third)
    fourth = release(project, "r4", RECORDS + RELAYED, "--since", "r3")
    stones = tombstones_in(fourth / "tombstones.ttl")
    assert iri(ACT) not in stones
    assert stones[CLAIM].since == version(third)


def test_the_same_release_again_says_the_same(project: Tiny) -> None:
    release(project, "r1", RECORDS + RELAYED)
    release(project, "r2", RECORDS, "--since", "r1")
    first = (project.folder / "r2" / "tombstones.ttl").read_bytes()
    release(project, "r2", RECORDS, "--since", "r2")
    assert (project.folder / "r2" / "tombstones.ttl").read_bytes() == first


def test_nothing_gone_is_said_too(project: Tiny) -> None:
    release(project, "r1", RECORDS)
    after = release(project, "r2", RECORDS, "--since", "r1")
    assert (after / "tombstones.ttl").read_text() == "# Nothing that an earlier release had is gone.\n"
    assert tombstones_in(after / "tombstones.ttl") == {}


def test_a_retracted_claim_says_so_and_has_no_successor(project: Tiny) -> None:
    release(project, "r1", RECORDS + KIND)
    after = release(project, "r2", f"{RECORDS}{KIND}  status: retracted\n{BETTER}", "--since", "r1")
    assert tombstones_in(after / "tombstones.ttl")[CLAIM] == Tombstone(CLAIM, version(after), f"<{STATUS}retracted>")


def test_a_superseded_claim_names_the_claim_that_came_on_the_same_property(project: Tiny) -> None:
    release(project, "r1", RECORDS + KIND)
    after = release(project, "r2", f"{RECORDS}{KIND}  status: superseded\n{BETTER}", "--since", "r1")
    stone = tombstones_in(after / "tombstones.ttl")[CLAIM]
    assert stone == Tombstone(CLAIM, version(after), f"<{STATUS}superseded>", (NEXT,))


def test_a_claim_that_was_there_before_replaces_nothing(project: Tiny) -> None:
    release(project, "r1", RECORDS + KIND + BETTER)
    after = release(project, "r2", f"{RECORDS}{KIND}  status: superseded\n{BETTER}", "--since", "r1")
    assert tombstones_in(after / "tombstones.ttl")[CLAIM].replaced_by == ()


def test_what_was_withheld_or_deleted_has_a_tombstone_without_a_reason(project: Tiny) -> None:
    release(project, "r1", RECORDS)
    project.write("authorities/all.yaml", AUTHORITIES.replace("  label: Anna Berg\n", "  label: Anna Berg\n  access: restricted\n"))  # fmt: skip
    after = release(project, "r2", RECORDS, "--since", "r1")
    person = iri(f"{BASE}person/p3rs0n")
    assert tombstones_in(after / "tombstones.ttl")[person] == Tombstone(person, version(after))
    assert "Anna" not in (after / "tombstones.ttl").read_text(encoding="utf-8")


def test_a_build_can_be_what_an_export_follows(project: Tiny) -> None:
    release(project, "r1", RECORDS + RELAYED)
    (project.folder / "build").rename(project.folder / "first")
    after = release(project, "r2", RECORDS, "--since", "first")
    assert iri(ACT) in tombstones_in(after / "tombstones.ttl")


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("tables", "is not the whole graph"),
        ("texts", "is neither a build nor an export"),
        ("none", "is not an RDF file"),
    ],
)
def test_an_earlier_release_that_is_none_is_named_and_nothing_is_written(since: str, said: str, project: Tiny) -> None:
    release(project, "tables", RECORDS, form="csv")
    refused = project.kg("export", "turtle", "--build", "build", "--out", "r2", "--since", since)
    assert (refused.code, "error[not-comparable]" in refused.err, said in refused.err) == (2, True, True)
    assert not (project.folder / "r2").exists()


def test_kg_diff_calls_withdrawn_what_a_release_says_was_withdrawn(project: Tiny) -> None:
    release(project, "r1", RECORDS + KIND)
    release(project, "r2", f"{RECORDS}{KIND}  status: retracted\n", "--since", "r1")
    found = project.kg("diff", "r1", "r2").out
    assert f"withdrawn: Claim\n    {CLAIM[1:-1]} (retracted)\n" in found


def test_every_iri_of_the_first_is_in_the_second_or_has_a_tombstone(project: Tiny) -> None:
    release(project, "r1", RECORDS + RELAYED + KIND)
    release(project, "r2", RECORDS + BETTER, "--since", "r1")
    before, after = (read_release(project.folder / name) for name in ("r1", "r2"))
    assert before.nodes <= after.nodes | after.tombstones.keys()
    assert not after.nodes & after.tombstones.keys()
    assert left_behind(before, after) == [stone for _, stone in sorted(after.tombstones.items())]


# ── What was withdrawn can be cited ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["note.visit-in-february", f"{BASE}claim/note.visit-in-february", f"<{ACT}>"])
def test_what_was_withdrawn_is_cited_as_withdrawn_and_not_for_what_it_was(name: str, project: Tiny) -> None:
    project.records(f"{RECORDS}{RELAYED}  status: retracted\n")
    assert project.kg("build").code == 0
    for command in ("show", "cite"):
        ran = project.kg(command, name, "--build", "build")
        assert (ran.code, ran.err) == (0, "")
        assert "Withdrawn" in ran.out
        assert "the graph says nothing of it any more." in ran.out
        assert name.strip("<>") in ran.out
        assert not any(word in ran.out for word in ("intimidation", "xylographic", "neighbour", "Anna", "police"))
    for form in ("bibtex", "csl-json"):
        ran = project.kg("cite", name, "--build", "build", "--format", form)
        assert (ran.code, "Withdrawn" in ran.out) == (0, True)
    told = project.kg("cite", name, "--build", "build", "--lang", "ru")
    assert "граф больше ничего об этом не говорит" in told.out


def test_an_act_that_somebody_else_tells_too_is_shown_when_one_account_is_withdrawn(project: Tiny) -> None:
    other = "\n- claim: second-account\n  asserts: visit-in-february\n  evidence: Two officers asked for her papers\n"
    project.records(f"{RECORDS}{RELAYED}  status: retracted\n{other}")
    assert project.kg("build").code == 0
    by_id = project.kg("show", "note.visit-in-february", "--build", "build")
    assert (by_id.code, by_id.out.startswith("intimidation: Anna Berg")) == (0, True)
    assert project.kg("show", f"{BASE}claim/note.visit-in-february", "--build", "build").out.startswith("Withdrawn\n")


def test_each_status_has_its_sentence(project: Tiny) -> None:
    project.records(f"{RECORDS}{KIND}  status: superseded\n")
    assert project.kg("build").code == 0
    ran = project.kg("cite", "note.kind-of-police.agent-kind", "--build", "build")
    assert "This was superseded by another claim" in ran.out


def test_an_iri_that_nobody_ever_published_is_still_unknown(project: Tiny) -> None:
    project.records(f"{RECORDS}{RELAYED}  status: retracted\n")
    assert project.kg("build").code == 0
    ran = project.kg("cite", f"{BASE}claim/note.nothing", "--build", "build")
    assert (ran.code, "the graph has no" in ran.err) == (2, True)


# ── and is nowhere else ──────────────────────────────────────────────────────────────────────────────────────


def unpacked(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each file of an export, and each in a workbook."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as packed:
                yield from ((f"{path.name}/{name}", packed.read(name)) for name in packed.namelist())
        else:
            yield path.name, path.read_bytes()


@pytest.mark.parametrize("status", ["retracted", "superseded"])
def test_what_was_withdrawn_and_what_relayed_it_is_in_no_export(status: str, project: Tiny) -> None:
    project.records(f"{RECORDS}{RELAYED}  status: {status}\n")
    assert project.kg("build").code == 0
    assert b"xylographic" in (project.build / "withdrawn.ttl").read_bytes()
    marks = (b"visit-in-february", b"xylographic", b"intimidation: Anna", b"neighbour")
    for form in formats():
        made = project.kg("export", form, "--build", "build", "--out", f"to/{form}")
        assert made.code == 0, made
        found = [
            (name, mark) for name, data in unpacked(project.folder / "to" / form) for mark in marks if mark in data
        ]
        assert found == [], form


def test_what_is_sought_there_is_in_the_exports_while_it_stands(project: Tiny) -> None:
    """That the test above can fail."""
    project.records(f"{RECORDS}{RELAYED}")
    assert project.kg("build").code == 0
    for form in ("turtle", "nanopubs", "csv", "xlsx", "followthemoney"):
        assert project.kg("export", form, "--build", "build", "--out", f"to/{form}").code == 0
        whole = b"".join(data for _, data in unpacked(project.folder / "to" / form))
        assert b"neighbour" in whole or b"visit-in-february" in whole, form

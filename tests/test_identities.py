"""``kg identity``: what may be one stays two, each name is shown with its documents, a shared name is a fault."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.project import BASE, DIGEST, OWN, Ran, Tiny, kg, lay_out

AUTHORITIES = """\
- organization: c0mm1t
  label: Lake Committee
  names:
    - name: Lake Committee
      in: [note, second]
    - name: LC
      in: [second]

- person: p3rs0n
  label: Anna Berg
  names:
    - name: Anna Berg
      in: [note]

- person: p3rs0m
  label: A. Berg
  names:
    - name: A. Berg
      in: [second]

- person: p3rs0k
  label: Berta Berg

- place: pl4ce1
  label: Lakeside

- group: d0cs01
  label: Test documentalists
"""
DECISIONS = """\
- decision: d3c1s1
  left: Anna Berg
  right: A. Berg
  verdict: possibly same
  ground: The second document gives no first name.
  decider: Test documentalists

- decision: d3c1s2
  left: Berta Berg
  right: A. Berg
  verdict: different
  ground: The initial is another.
  decider: Test documentalists

- decision: d3c1s3
  left: Lake Committee
  right: Lake Committee
  verdict: same
  ground: The second document gives LC for it.
  decider: Test documentalists
"""
SECOND = """\
---
document: second
title: Another note
creator: Lake Committee
issued: 2020-03-01
language: en
genre: statement
---
The Lake Committee (LC) says that A. Berg was seen with a caller.
"""
SECOND_RECORDS = """\
- person: caller
  label: the caller
  named: false
  names: [Carl]
  evidence: seen with a caller
  claims:
    - about: names
      certainty: alleged
      basis: self-named

- person: other-caller
  label: the caller
  named: false
  evidence: seen with a caller

- posting: membership
  holder: A. Berg
  organization: Lake Committee
  evidence: A. Berg was seen with a caller
"""
TABLE = """\
Open: possibly the same, not joined (1)
---------------------------------------
Anna Berg
  p3rs0n, in note
A. Berg
  p3rs0m, in second
  ground: The second document gives no first name.
  decided by Test documentalists
  to undo, delete the entry at texts/authorities/decisions.yaml:1

Decided: different (1)
----------------------
Berta Berg
  p3rs0k, in no document
A. Berg
  p3rs0m, in second
  ground: The initial is another.
  decided by Test documentalists
  to undo, delete the entry at texts/authorities/decisions.yaml:8

Decided: the same (1)
---------------------
Lake Committee
  c0mm1t, in note, second
  ground: The second document gives LC for it.
  decided by Test documentalists
  to undo, delete the entry at texts/authorities/decisions.yaml:15

Names by document (1)
---------------------
Lake Committee  c0mm1t
  “Lake Committee” in note, second
  “LC” in second

Joined, and no decision says why (0)
------------------------------------
none

Names that two share, undecided (0)
-----------------------------------
none
"""


def lay_out_two(folder: Path, authorities: str = AUTHORITIES) -> Tiny:
    """A project of two documents and three decisions, built."""
    tiny = lay_out(folder)
    tiny.write("authorities/all.yaml", authorities)
    tiny.write("authorities/decisions.yaml", DECISIONS)
    tiny.write("note/digest.md", DIGEST.replace("police", "they"))
    tiny.records("- fact: said\n  of: Anna Berg\n  gender: female\n  evidence: saw two officers at her door\n")
    tiny.write("second/digest.md", SECOND)
    tiny.write("second/records.yaml", SECOND_RECORDS)
    built = tiny.kg("build")
    assert built.code == 0, built.err
    return tiny


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """The build of the two documents."""
    return lay_out_two(tmp_path_factory.mktemp("identities"))


def identity(tiny: Tiny, *arguments: str) -> Ran:
    """``kg identity`` in the small project."""
    return tiny.kg("identity", "--documents", "texts", "--build", "build", *arguments)


def test_cases_decisions_and_names_stand_below_each_other(small: Tiny) -> None:
    assert identity(small) == Ran(0, TABLE, "")


def test_what_may_be_one_is_two_nodes_and_a_match_to_look_at(small: Tiny) -> None:
    quads = (small.build / "kg.ttl").read_text(encoding="utf-8")
    assert "person:p3rs0n" in quads
    assert "skos:closeMatch person:p3rs0m" in quads
    assert "owl:sameAs" not in quads


def test_with_a_name_only_what_touches_that_entity_is_shown(small: Tiny) -> None:
    ran = identity(small, "Anna Berg")
    assert ran.code == 0
    assert "p3rs0k" not in ran.out
    assert "Open: possibly the same, not joined (1)" in ran.out
    assert "Decided: different (0)\n----------------------\nnone\n" in ran.out
    assert "Anna Berg  p3rs0n\n  “Anna Berg” in note\n" in ran.out


def test_a_name_that_somebody_gave_himself_is_marked(small: Tiny) -> None:
    assert "the caller  second.caller\n  “Carl” (alleged, self-named) in second\n" in identity(small, "Carl").out


def test_whoever_no_document_names_has_no_names_to_show(small: Tiny) -> None:
    ran = identity(small, "other-caller")
    assert "the caller  second.other-caller\n  no claim on its names; mentioned in second\n" in ran.out


def test_csv_has_a_line_a_decision_and_a_line_a_name(small: Tiny) -> None:
    rows = list(csv.DictReader(io.StringIO(identity(small, "--format", "csv").out)))
    assert [(row["section"], row["label"], row["name"], row["documents"], row["other_label"]) for row in rows] == [
        ("possibly same", "Anna Berg", "", "note", "A. Berg"),
        ("different", "Berta Berg", "", "", "A. Berg"),
        ("same", "Lake Committee", "", "note; second", "Lake Committee"),
        ("names", "Lake Committee", "Lake Committee", "note; second", ""),
        ("names", "Lake Committee", "LC", "second", ""),
    ]
    assert rows[0]["entity"] == f"{BASE}person/p3rs0n"
    assert rows[0]["entry"] == "texts/authorities/decisions.yaml:1"


def test_json_has_the_same_sections(small: Tiny) -> None:
    found = json.loads(identity(small, "--format", "json").out)
    assert {verdict: len(found["decisions"][verdict]) for verdict in found["decisions"]} == {
        "possibly same": 1, "different": 1, "same": 1,
    }  # fmt: skip
    assert found["decisions"]["different"][0]["ground"] == "The initial is another."
    assert [named["entity"]["label"] for named in found["named"]] == ["Lake Committee"]
    assert found["shared"] == []


def test_a_decision_whose_entry_was_deleted_has_no_place(small: Tiny, tmp_path: Path) -> None:
    (tmp_path / "authorities").mkdir()
    ran = kg("identity", "--documents", str(tmp_path), "--build", str(small.build))
    assert ran.out.count("  its entry is in no authority file here\n") == 3


def test_undoing_a_decision_is_deleting_its_entry(tmp_path: Path) -> None:
    tiny = lay_out_two(tmp_path)
    tiny.write("authorities/decisions.yaml", DECISIONS.partition("\n\n")[2])
    assert tiny.kg("build").code == 0
    ran = identity(tiny)
    assert "Open: possibly the same, not joined (0)" in ran.out
    assert "closeMatch" not in (tiny.build / "asserted.ttl").read_text(encoding="utf-8")


def test_a_join_that_nobody_gave_a_ground_for_is_listed(tmp_path: Path) -> None:
    tiny = lay_out_two(tmp_path)
    tiny.write("authorities/decisions.yaml", DECISIONS.rpartition("\n\n")[0])
    assert tiny.kg("build").code == 0
    ran = identity(tiny)
    assert ran.code == 0
    assert (
        "Joined, and no decision says why (1)\n------------------------------------\n"
        "Lake Committee  c0mm1t\n  “Lake Committee” in note, second\n"
    ) in ran.out
    rows = list(csv.DictReader(io.StringIO(identity(tiny, "--format", "csv").out)))
    assert [row["label"] for row in rows if row["section"] == "no ground"] == ["Lake Committee"]


def test_a_name_that_two_share_is_a_fault_until_it_is_decided(tmp_path: Path) -> None:
    tiny = lay_out_two(tmp_path, AUTHORITIES + "\n- person: p3rs0z\n  label: anna  BERG\n")
    ran = identity(tiny)
    assert ran.code == 1
    assert ran.out.endswith(
        "Names that two share, undecided (1)\n-----------------------------------\n"
        "“Anna Berg”\nAnna Berg\n  p3rs0n, in note\nanna  BERG\n  p3rs0z, in no document\n"
    )
    assert ran.err == (
        "error[shared-name]: p3rs0n and p3rs0z are both called “Anna Berg”\n"
        "  record in the authority files whether they are the same, or merge the records\n"
    )
    assert "shared," in identity(tiny, "--format", "csv").out
    undecided = "- decision: d3c1s4\n  left: p3rs0n\n  right: p3rs0z\n  verdict: different\n"
    rest = "  ground: Two people.\n  decider: Test documentalists\n"
    tiny.write("authorities/decisions.yaml", DECISIONS + "\n" + undecided + rest)
    assert tiny.kg("build").code == 0
    assert identity(tiny).code == 0


def test_descriptions_of_the_unnamed_may_be_alike(small: Tiny) -> None:
    assert "the caller" not in identity(small).out


@pytest.mark.parametrize(
    ("arguments", "code", "found"),
    [
        (("nobody",), "unknown-node", 'nothing is called "nobody"'),
        ((f"{BASE}person/none",), "unknown-node", f"the graph has no <{BASE}person/none>"),
        (("the caller",), "ambiguous-node", '"the caller" can mean 2 nodes'),
    ],
)
def test_who_is_not_found_is_said_plainly(small: Tiny, arguments: tuple[str, ...], code: str, found: str) -> None:
    ran = identity(small, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error[{code}]: {found}\n")


def test_the_seeds_share_no_name_undecided(built: Path) -> None:
    ran = kg("identity", "--build", str(built))
    assert ran.code == 0, ran.err
    assert "Open: possibly the same, not joined (" in ran.out
    assert (
        "Lukpan Akhmedyarov  k9trxd\n"
        "  “Akhmedyarov” in 2012-04-27-joint-appeal\n"
        "  “Lukpan Akhmedyarov” in 2012-04-27-joint-appeal\n"
    ) in ran.out


def test_a_decision_of_the_seeds_has_ground_decider_and_entry(built: Path) -> None:
    found = json.loads(kg("identity", "--build", str(built), "Kanat Ibragimov", "--format", "json").out)
    (decision,) = found["decisions"]["different"]
    assert decision["left"]["iri"] == f"{OWN}person/2012-04-27-joint-appeal.akimat-caller"
    assert decision["decider"] == "Chronicle documentalists"
    assert decision["ground"].startswith("stated: The caller gave himself the same first name")
    assert decision["entry"].startswith("seeds/authorities/decisions.yaml:")

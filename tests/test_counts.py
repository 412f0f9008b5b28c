"""``kg stats``: nobody is counted twice, no group as one, and what did not happen not at all."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from unittest.mock import ANY

import pytest

from kg.answers.counted import people_at_least
from tests.project import Ran, Tiny, kg, lay_out

AUTHORITIES = """\
- organization: c0mm1t
  label: Lake Committee

- organization: p0l1ce
  label: Lakeside police
  agent-kind: police

- organization: le64la1d
  label: Lake Legal Aid

- person: p3rs0n
  label: Anna Berg

- person: p3rs0m
  label: Berta Holm

- place: pl4ce1
  label: Lakeland

- place: pl4ce2
  label: Lakeside
  within: Lakeland

- place: pl4ce3
  label: Harbour
  within: Lakeside

- place: pl4ce4
  label: Farland

- group: d0cs01
  label: Test documentalists
"""
RECORDS = """\
- group: marchers
  label: marchers
  count: 37
  evidence: The Lake Committee says that police detained Anna Berg

- group: convicted
  label: convicted marchers
  count: 34
  subset-of: marchers
  evidence: The Lake Committee says that police detained Anna Berg

- group: bystanders
  label: people who stood by
  evidence: The Lake Committee says that police detained Anna Berg

- person: driver
  label: the driver
  named: false
  evidence: The Lake Committee says that police detained Anna Berg

- person: masked
  label: somebody in a mask
  named: false
  agent-kind: unidentified
  evidence: The Lake Committee says that police detained Anna Berg

- act: first-detention
  type: detention
  date: 2012-04-25
  place: Harbour
  victim: Anna Berg
  alleged-perpetrator: Lakeside police
  evidence: The Lake Committee says that police detained Anna Berg

- proceeding: sentence
  label: administrative arrest of 15 days
  type: administrative arrest
  stage: judgment
  date: 2012-12/2013-01
  place: [Lakeside, Farland]
  defendant: Anna Berg
  victim: Anna Berg
  evidence: The Lake Committee says that police detained Anna Berg

- act: dispersal
  type: assault
  date: left open
  place: Lakeland
  victim: marchers
  alleged-perpetrator: left open
  certainty: alleged
  evidence: The Lake Committee says that police detained Anna Berg

- act: beating
  type: assault
  date: "[..2012]"
  part-of: dispersal
  victim: [Berta Holm, {agent: convicted, count: 5}]
  alleged-perpetrator: masked
  evidence: The Lake Committee says that police detained Anna Berg

- act: filming-of-all
  type: filming
  date: 2013
  victim: [bystanders, driver]
  alleged-perpetrator: Lakeside police
  certainty: reported
  evidence: The Lake Committee says that police detained Anna Berg

- act: raid
  type: confiscation
  date: 2013-05
  victim: Lake Legal Aid
  alleged-perpetrator: [Lakeside police, masked]
  evidence: The Lake Committee says that police detained Anna Berg

- act: announced
  type: detention
  modality: threatened
  date: 2014
  intended-target: Berta Holm
  evidence: The Lake Committee says that police detained Anna Berg

- act: denied
  type: assault
  date: 2014
  victim: Anna Berg
  stance: denies
  evidence: The Lake Committee says that police detained Anna Berg

- act: withdrawn
  type: killing
  date: 2014
  victim: Anna Berg
  status: retracted
  evidence: The Lake Committee says that police detained Anna Berg
"""
RULE = "─" * 100
BELOW = {
    "perpetrator": "Below each kind of perpetrator: how certain it is that one of them did it.\n",
    "place": "Below a place: the acts of which it is inferred, or less than certain, that they took place there.\n",
    "year": "Below a year: the acts whose date is inferred or less than certain.\n",
}
TABLE = f"""\
Type of act                                             acts  people  groups  people at least  about
{RULE}
deprivation of liberty                                     2       1       0                1      1
  detention                                                2       1       0                1      1
    administrative arrest                                  1       1       0                1      1
interference with property                                 1       0       0                0      0
  confiscation                                             1       0       0                0      0
surveillance                                               1       1       1                2      3
  filming                                                  1       1       1                2      3
violence                                                   2       1       2               37     37
  assault                                                  2       1       2               37     37
{RULE}
total                                                      6       3       3               37     41

Place                                                   acts  people  groups  people at least  about
{RULE}
Farland                                                    1       1       0                1      1
Lakeland                                                   3       1       1               37     38
  Lakeside                                                 2       1       0                1      1
    Harbour                                                1       1       0                1      1
not stated                                                 3       2       2                5      9
{RULE}
total                                                      6       3       3               37     41

Year                                                    acts  people  groups  people at least  about
{RULE}
until 2012                                                 1       1       1                5      6
2012                                                       1       1       0                1      1
2012–2013                                                  1       1       0                1      1
2013                                                       2       1       1                2      3
undated                                                    1       0       1               37     37
{RULE}
total                                                      6       3       3               37     41

Kind of alleged perpetrator                             acts  people  groups  people at least  about
{RULE}
state authority                                            3       2       1                2      4
  reported                                                 1       1       1                2      3
  stated as fact                                           2       1       0                1      1
  police                                                   3       2       1                2      4
    reported                                               1       1       1                2      3
    stated as fact                                         2       1       0                1      1
unidentified                                               2       1       1                5      6
  stated as fact                                           2       1       1                5      6
not stated                                                 2       1       1               37     38
{RULE}
total                                                      6       3       3               37     41

Certainty that the act happened                         acts  people  groups  people at least  about
{RULE}
stated as fact                                             4       2       1                5      7
reported                                                   1       1       1                2      3
alleged                                                    1       0       1               37     37
{RULE}
total                                                      6       3       3               37     41

Acts: those that took place or were attempted and that somebody affirms. An act is one kind of
treatment of one person or group: the refusal of many applications can be one act, one night on the
road can be three.
Not counted: 2 acts that are planned, threatened, demanded, described as usual practice or denied.
The build counts records, and some proceedings are acts too.
Trials and sentences count only where a document tells of them as something done to somebody; the
query “outcomes” lists all.
1 of them sums up others, which are recorded as its parts and counted too.
Rows do not add up to the total: a broader category includes its narrower ones, and one act can have
several places, kinds of perpetrator or certainties. The total counts everything once.
Below each kind of perpetrator: how certain it is that one of them did it.
Below a place: the acts of which it is inferred, or less than certain, that they took place there.
Below a year: the acts whose date is inferred or less than certain.
People: persons who suffered an act or were its target, named or not, each counted once, however
many acts.
Organisations among those who suffered, and groups of organisations (1), are neither people nor
groups.
People at least: the number of these persons, or that of the largest group by the words, whichever
is higher; 2 for a group of which they give no number or only an approximation. Groups are not added
up: they can have members in common, and any of the persons can belong to them.
About: persons and groups added up as if they had nobody in common, unless a record says that they
have, with the numbers that the documents give as approximate, 24 for “dozens” and 2 for a group
without a number. It is no bound.
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A build with nested groups and places, spans of years, and acts that did not happen."""
    tiny = lay_out(tmp_path_factory.mktemp("counts"))
    tiny.write("authorities/all.yaml", AUTHORITIES)
    tiny.records(RECORDS)
    built = tiny.kg("build")
    assert built.code == 0, built.err
    return tiny


def stats(tiny: Tiny, *arguments: str) -> Ran:
    """``kg stats`` on the small build."""
    return kg("stats", "--build", str(tiny.build), *arguments)


def test_all_five_tables_in_one(small: Tiny) -> None:
    assert stats(small) == Ran(0, TABLE, "")


@pytest.mark.parametrize(("by", "at"), [("type", 0), ("place", 1), ("year", 2), ("perpetrator", 3), ("certainty", 4)])
def test_by_gives_one_of_the_tables_and_the_notes(small: Tiny, by: str, at: int) -> None:
    parts = TABLE.split("\n\n")
    notes = parts[-1]
    for other in BELOW.keys() - {by}:
        notes = notes.replace(BELOW[other], "")
    assert stats(small, "--by", by).out == f"{parts[at]}\n\n{notes}"


def test_csv_has_the_same_figures_without_indent(small: Tiny) -> None:
    place = "https://example.org/id/place"
    assert stats(small, "--by", "place", "--format", "csv").out == (
        "by,value,acts,people,groups,people_at_least,people_about,depth,iri\n"
        f"place,Farland,1,1,0,1,1,0,{place}/pl4ce4\n"
        f"place,Lakeland,3,1,1,37,38,0,{place}/pl4ce1\n"
        f"place,Lakeside,2,1,0,1,1,1,{place}/pl4ce2\n"
        f"place,Harbour,1,1,0,1,1,2,{place}/pl4ce3\n"
        "place,not stated,3,2,2,5,9,0,\n"
        "place,total,6,3,3,37,41,0,\n"
    )


def test_json_has_rows_and_the_total_once(small: Tiny) -> None:
    found = json.loads(stats(small, "--by", "year", "--format", "json").out)
    assert found["by"]["year"][0] == {
        "value": "until 2012", "depth": 0, "acts": 1, "people": 1, "groups": 1, "people_at_least": 5, "people_about": 6,
    }  # fmt: skip
    assert found["total"] == {
        "value": "total", "depth": 0, "acts": 6, "people": 3, "groups": 3, "people_at_least": 37, "people_about": 41,
    }  # fmt: skip
    assert {name: found[name] for name in ("summaries", "organisations", "attempted", "not_counted")} == {
        "summaries": 1, "organisations": 1, "attempted": 0, "not_counted": 2,
    }  # fmt: skip


def test_markdown_marks_depth_with_dashes(small: Tiny) -> None:
    assert stats(small, "--by", "place", "--format", "markdown").out.splitlines()[:6] == [
        "| Place | acts | people | groups | people at least | about |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        "| Farland | 1 | 1 | 0 | 1 | 1 |",
        "| Lakeland | 3 | 1 | 1 | 37 | 38 |",
        "| – Lakeside | 2 | 1 | 0 | 1 | 1 |",
        "| – – Harbour | 1 | 1 | 0 | 1 | 1 |",
    ]


def test_an_empty_graph_counts_nothing(tmp_path: Path) -> None:
    tiny = lay_out(tmp_path)
    tiny.records("- fact: said\n  of: Anna Berg\n  gender: female\n  evidence: saw two officers at her door\n")
    assert tiny.kg("build").code == 0
    assert stats(tiny, "--format", "csv").out.splitlines()[1:] == [
        f"{by},total,0,0,0,0,0,0," for by in ("type", "place", "year", "perpetrator", "certainty")
    ]


def test_a_group_is_not_added_to_another_since_they_can_have_members_in_common() -> None:
    assert people_at_least({"all": 37, "some": 34, "few": 13}, set()) == 37
    assert people_at_least({"some": 34, "few": 3}, set()) == 34


def test_people_are_never_fewer_than_the_persons_counted() -> None:
    assert people_at_least({"g": 2, "h": 2} | dict.fromkeys("abcdef", 1), set("abcdef")) == 6


def test_nobody_is_nobody() -> None:
    assert people_at_least({}, set()) == 0


APPROXIMATE = """\
- group: killed
  label: some 15 people
  count: {best: 15, qualifier: about, words: police detained}
  evidence: The Lake Committee says that police detained Anna Berg

- group: injured
  label: dozens of people
  count: {at-least: 24, qualifier: dozens, words: police detained}
  evidence: The Lake Committee says that police detained Anna Berg

- group: warned
  label: at least ten people
  count: {at-least: 10, qualifier: at least, words: police detained}
  evidence: The Lake Committee says that police detained Anna Berg

- act: killing
  type: killing
  date: 2012
  victim: killed
  alleged-perpetrator: Lakeside police
  evidence: The Lake Committee says that police detained Anna Berg
  claims:
    - about: alleged-perpetrator
      certainty: suggested
      basis: our inference
      ground: the passive names nobody

- act: injuring
  type: violence
  date: 2012
  victim: injured
  alleged-perpetrator: Lakeside police
  evidence: The Lake Committee says that police detained Anna Berg

- act: warning
  type: official warning
  modality: attempted
  date: 2012
  victim: warned
  alleged-perpetrator: left open
  evidence: The Lake Committee says that police detained Anna Berg

- act: arrest-in-one-account
  type: detention
  date: 2012
  victim: Anna Berg
  alleged-perpetrator: left open
  evidence: The Lake Committee says that police detained Anna Berg

- act: arrest-in-another
  type: detention
  date: 2012-04
  victim: Anna Berg
  alleged-perpetrator: left open
  evidence: The Lake Committee says that police detained Anna Berg
"""
POSSIBLY_SAME = """
- decision: d3cs10n
  left: note.arrest-in-one-account
  right: note.arrest-in-another
  verdict: possibly same
  ground: "possible: The same woman in the same year."
  decider: Test documentalists
"""


@pytest.fixture(scope="module")
def approximate(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, int]]:
    """The figures of a build with approximations, an attempt, an inferred doer and two acts that may be one."""
    tiny = lay_out(tmp_path_factory.mktemp("approximate"))
    tiny.write("authorities/all.yaml", AUTHORITIES + POSSIBLY_SAME)
    tiny.records(APPROXIMATE)
    assert tiny.kg("build") == Ran(0, ANY, ANY)
    found = json.loads(stats(tiny, "--format", "json").out)
    return {"total": found["total"], "more": found} | {
        f"{by} {row['value']}": row for by, rows in found["by"].items() for row in rows
    }


def test_an_approximation_is_about_and_no_lower_bound(approximate: dict[str, dict[str, int]]) -> None:
    assert bounds(approximate["type killing"]) == (2, 15)


def test_dozens_are_no_strict_bound(approximate: dict[str, dict[str, int]]) -> None:
    assert bounds(approximate["type violence"]) == (2, 39)


def test_a_stated_lower_bound_counts(approximate: dict[str, dict[str, int]]) -> None:
    assert bounds(approximate["type official warning"]) == (10, 10)


def test_an_attempt_counts_and_is_told(approximate: dict[str, dict[str, int]]) -> None:
    assert approximate["type official warning"]["acts"] == 1
    assert approximate["more"]["attempted"] == 1


def test_acts_that_are_possibly_the_same_count_once_and_that_is_told(approximate: dict[str, dict[str, int]]) -> None:
    assert approximate["type detention"]["acts"] == 1
    assert approximate["more"]["possibly_the_same"] == 1
    assert approximate["total"]["acts"] == 4


def test_an_inferred_perpetrator_is_told_from_a_stated_one(approximate: dict[str, dict[str, int]]) -> None:
    how = {name: row["acts"] for name, row in approximate.items() if name.startswith("perpetrator ")}
    assert how == {
        "perpetrator state authority": 2,
        "perpetrator police": 2,
        "perpetrator stated as fact": 1,
        "perpetrator suggested, our inference": 1,
        "perpetrator not stated": 2,
    }


def bounds(row: dict[str, int]) -> tuple[int, int]:
    return row["people_at_least"], row["people_about"]


def test_the_seeds_count_every_affirmed_act_once(built: Path, tmp_path: Path) -> None:
    query = tmp_path / "acts.rq"
    query.write_text(
        "SELECT DISTINCT ?act { ?claim hr:asserts ?act ; hr:stance stance:affirms . ?act a hr:Act ; hr:modality ?mode "
        "FILTER(?mode IN (modality:actual, modality:attempted)) FILTER NOT EXISTS { ?claim hr:aspect ?aspect } }"
    )
    acts = kg("query", str(query), "--build", str(built), "--format", "csv").out.splitlines()[1:]
    assert acts
    found = json.loads(kg("stats", "--build", str(built), "--format", "json").out)
    assert found["possibly_the_same"] == 3
    assert found["total"]["acts"] == len(acts) - found["possibly_the_same"]
    assert len(found["by"]) == 5


def test_the_seeds_by_type(built: Path) -> None:
    rows = list(csv.reader(io.StringIO(kg("stats", "--by", "type", "--build", str(built), "--format", "csv").out)))
    figures = {row[1]: tuple(map(int, row[2:7])) for row in rows[1:]}
    assert figures["detention"] == (10, 5, 5, 5, 14)
    assert figures["administrative arrest"] == (1, 1, 0, 1, 1)
    assert figures["deprivation of liberty"] == (15, 9, 6, 9, 20)
    assert figures["official warning"] == (6, 2, 4, 2, 18)
    assert figures["penalty for taking part in an assembly"] == (1, 0, 1, 2, 24)
    assert figures["total"] == (54, 21, 18, 21, 114)


def test_the_seeds_by_place_and_year_say_what_is_inferred(built: Path) -> None:
    rows = list(csv.reader(io.StringIO(kg("stats", "--by", "place", "--build", str(built), "--format", "csv").out)))
    at = [row[1] for row in rows].index("Almaty")
    assert rows[at + 1][1:6] == ["suggested, our inference", "3", "0", "3", "2"]
    rows = list(csv.reader(io.StringIO(kg("stats", "--by", "year", "--build", str(built), "--format", "csv").out)))
    assert [row[1:3] for row in rows if row[7] == "1"][:2] == [
        ["our inference", "3"],
        ["suggested, our inference", "2"],
    ]


def test_a_group_of_organisations_is_no_people(built: Path) -> None:
    rows = list(csv.reader(io.StringIO(kg("stats", "--by", "type", "--build", str(built), "--format", "csv").out)))
    assert next(row[2:7] for row in rows if row[1] == "refusal of registration") == ["1", "0", "0", "0", "0"]


def test_a_missing_build_is_named(tmp_path: Path) -> None:
    ran = kg("stats", "--build", str(tmp_path / "none"))
    assert ran.code == 2
    assert ran.err.startswith("error[no-build]: ")

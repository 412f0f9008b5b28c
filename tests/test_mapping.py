"""What the mapping makes of records: laws that hold for every record, and the patterns of the contract."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build.mapping import map_project
from kg.build.reading import read_project
from kg.model.project import find_project
from kg.model.terms import Quad, expand, text_of
from kg.rdf.ontology import read_ontology
from tests.project import AUTHORITIES, BASE, DIGEST, OWN, RECORDS, SEEDS, Tiny

COMMITTEE, PERSON, POLICE, US = "organization/c0mm1t", "person/p3rs0n", "organization/p0l1ce", "group/d0cs01"
QUOTE = "A neighbour saw two officers at her door."

Facts = dict[str, dict[str, set[str]]]


def facts(quads: list[Quad]) -> Facts:
    """Subject, predicate and objects in short: our own nodes without the base, terms of the ontology without a prefix."""
    found: Facts = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        found[short(quad.subject)][short(quad.predicate)].add(short(quad.object))
    return found


def short(term: str) -> str:
    text = text_of(term)
    if not term.startswith("<"):
        return text
    return text.removeprefix(BASE) if text.startswith(BASE) else re.split(r"[#/]", text)[-1]


def said(tiny: Tiny, records: str) -> Facts:
    """What some records of the one document become."""
    tiny.records(records)
    return facts(tiny.quads())


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def seeds() -> list[Quad]:
    project = find_project(SEEDS)
    return map_project(project, read_project(project))


@pytest.mark.slow_reference  # in a build of a small project: test_the_order_of_files_does_not_show_in_a_build
def test_the_order_of_files_does_not_show(seeds: list[Quad], tmp_path: Path) -> None:
    copied = tmp_path / "seeds"
    for path in sorted((path for path in SEEDS.rglob("*") if path.is_file()), reverse=True):
        target = copied / path.relative_to(SEEDS)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    project = find_project(copied)
    assert map_project(project, read_project(project)) == seeds


def test_another_document_changes_nothing_of_this_one(tiny: Tiny) -> None:
    alone = tiny.quads()
    tiny.write("second/digest.md", DIGEST.replace("document: note", "document: second"))
    tiny.write("second/records.yaml", RECORDS)
    both = tiny.quads()
    graph = f"<{BASE}document/second>"
    assert [quad for quad in both if quad.graph != graph] == alone
    second = [quad for quad in both if quad.graph == graph]
    assert len(second) > 20


def test_every_triple_stands_in_the_graph_of_its_source(seeds: list[Quad]) -> None:
    sources = {quad.subject for quad in seeds if quad.predicate == expand("dct:source")}
    assert {quad.graph for quad in seeds} == {*sources, f"<{OWN}graph/authorities>"}


def test_subjects_and_predicates_are_iris(seeds: list[Quad]) -> None:
    for quad in seeds:
        assert quad.subject.startswith(f"<{OWN}")
        assert quad.predicate.startswith("<")
        assert quad.object[0] in '<"'
        assert re.fullmatch(r"<[^<>\s]+>", quad.subject)


def test_every_quad_is_well_formed(seeds: list[Quad]) -> None:
    lines = "".join(f"{' '.join(quad)} .\n" for quad in seeds)
    assert len(list(ox.parse(lines.encode(), format=ox.RdfFormat.N_QUADS))) == len(seeds)


def test_no_node_of_the_ontologys_stands_as_a_text(seeds: list[Quad]) -> None:
    nodes = {s for s, p, o in read_ontology() if p == expand("rdf:type") and o == expand("owl:ObjectProperty")}
    assert [quad for quad in seeds if quad.predicate in nodes and quad.object.startswith('"')] == []


def test_a_victim_is_whom_an_involvement_calls_victim_or_intended_target(seeds: list[Quad]) -> None:
    """And an alleged perpetrator whom it calls so or order-giver; on events that took place or were attempted, and that are affirmed."""
    found = facts(seeds)
    for event, said_of_it in list(found.items()):
        if "modality" not in said_of_it:
            continue
        agents: dict[str, set[str]] = defaultdict(set)
        for involvement in said_of_it["involvement"]:
            for role in found[involvement]["role"]:
                agents[role] |= found[involvement]["agent"]
        stances = found[event.replace(event.split("/")[0], "claim", 1)]["stance"]
        is_plain = said_of_it["modality"] <= {"actual", "attempted"} and stances <= {"affirms"}
        for shortcut, roles in (
            ("victim", ("victim", "intended-target")),
            ("allegedPerpetrator", ("alleged-perpetrator", "order-giver")),
        ):
            expected = set().union(*(agents[role] for role in roles)) if is_plain else set()
            assert said_of_it[shortcut] == expected, event


def test_every_claim_has_a_claimant_and_evidence(seeds: list[Quad]) -> None:
    for node, said_of_it in facts(seeds).items():
        if said_of_it["type"] & {"Claim", "Assessment"}:
            assert said_of_it["claimant"], node
            assert said_of_it["evidence"], node
            assert len(said_of_it["certainty"]) == len(said_of_it["stance"]) == len(said_of_it["status"]) == 1, node
            assert len(said_of_it["asserts"]) == 1 or not said_of_it["aspect"], node


# ── Patterns ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_plain_act_is_claimed_by_the_documents_authors(tiny: Tiny) -> None:
    found = said(tiny, RECORDS)
    claim = found["claim/note.detention-in-february"]
    assert claim["asserts"] == {"act/note.detention-in-february"}
    assert claim["claimant"] == {COMMITTEE}
    assert (claim["certainty"], claim["stance"], claim["status"]) == ({"stated-as-fact"}, {"affirms"}, {"accepted"})
    assert claim["aspect"] == set()
    act = found["act/note.detention-in-february"]
    assert (act["victim"], act["allegedPerpetrator"], act["modality"]) == ({PERSON}, {POLICE}, {"actual"})
    assert act["prefLabel"] == {"detention: Anna Berg, 1 February 2020"}


DATED = "  date: 2020-02-01\n"
OURS = "  claims:\n    - about: date\n      basis: our inference\n      ground: the neighbour's calendar\n"
IN_TITLES = {
    "a month": ("2020-02", "", "detention: Anna Berg, February 2020"),
    "a span": ("2020-01/2020-02", "", "detention: Anna Berg, January to February 2020"),
    "once in a span": ("'[2020-02-01..2020-02-03]'", "", "detention: Anna Berg, between 1 and 3 February 2020"),
    "a day that is ours": ("2020-02-01", OURS, "detention: Anna Berg"),
    "left open": ("left open", "", "detention: Anna Berg"),
}


@pytest.mark.parametrize(("date", "claims", "label"), IN_TITLES.values(), ids=IN_TITLES)
def test_a_made_label_has_the_date_in_words_if_the_document_gives_it(
    tiny: Tiny, date: str, claims: str, label: str
) -> None:
    records = RECORDS.replace(DATED, f"  date: {date}\n") + claims
    assert said(tiny, records)["act/note.detention-in-february"]["prefLabel"] == {label}


def test_of_dates_that_are_ours_labels_that_would_be_alike_have_the_documents_words(tiny: Tiny) -> None:
    first = RECORDS.replace(DATED, f"{DATED}  date-words: on 1 February\n") + OURS
    again = RECORDS.replace("in-february", "again").replace(DATED, "  date: 2020-02-02\n") + OURS
    found = said(tiny, first + again)
    assert found["act/note.detention-in-february"]["prefLabel"] == {"detention: Anna Berg, “on 1 February”"}
    assert found["act/note.detention-again"]["prefLabel"] == {"detention: Anna Berg"}


def test_a_made_label_says_no_date_twice(tiny: Tiny) -> None:
    group = "- group: held\n  label: people held on 1 February 2020\n  evidence: A neighbour saw two officers\n"
    found = said(tiny, group + RECORDS.replace("victim: Anna Berg", "victim: held"))
    assert found["act/note.detention-in-february"]["prefLabel"] == {"detention: people held on 1 February 2020"}


@pytest.mark.parametrize("line", ["modality: planned", "modality: threatened", "stance: denies", "stance: doubts"])
def test_nobody_is_a_victim_of_what_is_not_affirmed_to_have_happened(tiny: Tiny, line: str) -> None:
    act = said(tiny, f"{RECORDS}  {line}\n")["act/note.detention-in-february"]
    assert (act["victim"], act["allegedPerpetrator"]) == (set(), set())
    assert len(act["involvement"]) == 2


@pytest.mark.parametrize(
    ("role", "shortcut", "degree"),
    [
        ("intended-target", "victim", set()),
        ("order-giver", "allegedPerpetrator", {"ordered"}),
        ("alleged-perpetrator", "allegedPerpetrator", {"carried-out"}),
        ("witness", "", set()),
        ("organiser", "", set()),
    ],
)
def test_a_role_brings_its_shortcut_and_its_degree(tiny: Tiny, role: str, shortcut: str, degree: set[str]) -> None:
    found = said(tiny, f"- act: a\n  type: detention\n  {role}: Anna Berg\n  evidence: {QUOTE}\n")
    assert found[f"involvement/note.a.{role}.p3rs0n"]["role"] == {role}
    assert found[f"involvement/note.a.{role}.p3rs0n"]["degree"] == degree
    act = found["act/note.a"]
    assert {name for name in ("victim", "allegedPerpetrator") if act[name]} == ({shortcut} if shortcut else set())


def test_what_one_says_that_another_said_is_a_chain_of_claims(tiny: Tiny) -> None:
    found = said(
        tiny,
        f"- act: a\n  type: detention\n  victim: Anna Berg\n  claimant: Anna Berg\n  certainty: alleged\n"
        f"  via: {{claimant: Lakeside police, certainty: reported}}\n  evidence: {QUOTE}\n",
    )
    inner, middle, outer = (found[f"claim/note.a{tail}"] for tail in ("", ".via-p0l1ce", ".said"))
    assert [claim["claimant"] for claim in (inner, middle, outer)] == [{PERSON}, {POLICE}, {COMMITTEE}]
    assert [claim["certainty"] for claim in (inner, middle, outer)] == [{"alleged"}, {"reported"}, {"stated-as-fact"}]
    assert inner["asserts"] == {"act/note.a"}
    assert middle["asserts"] == {"claim/note.a"}
    assert outer["asserts"] == {"claim/note.a.via-p0l1ce"}
    assert inner["evidence"] == middle["evidence"] == outer["evidence"] != set()


def test_an_author_who_claims_needs_nobody_to_pass_it_on(tiny: Tiny) -> None:
    found = said(tiny, f"{RECORDS}  claimant: Lake Committee\n")
    assert not [node for node in found if node.endswith(".said")]


def test_an_inference_is_the_documentalists_own(tiny: Tiny) -> None:
    found = said(
        tiny,
        f"{RECORDS}  claims:\n    - about: date\n      basis: our inference\n      ground: the note is of February\n",
    )
    claim = found["claim/note.detention-in-february.date"]
    assert (claim["claimant"], claim["basis"]) == ({US}, {"our-inference"})
    assert claim["wasDerivedFrom"] == {"claim/note.detention-in-february"}
    assert (claim["aspect"], claim["value"]) == ({"date"}, {"2020-02-01"})
    assert claim["evidence"]


def test_a_date_left_open_is_a_claim_that_leaves_open(tiny: Tiny) -> None:
    found = said(tiny, RECORDS.replace("2020-02-01", "left open"))
    act, claim = found["act/note.detention-in-february"], found["claim/note.detention-in-february.date"]
    assert (act["date"], act["earliest"], act["latest"]) == (set(), set(), set())
    assert (claim["aspect"], claim["value"]) == ({"date"}, set())
    assert (claim["stance"], claim["certainty"]) == ({"leaves-open"}, {"unclear"})


def test_a_doer_left_open_is_an_involvement_without_an_agent(tiny: Tiny) -> None:
    found = said(tiny, RECORDS.replace("alleged-perpetrator: Lakeside police", "alleged-perpetrator: left open"))
    act = found["act/note.detention-in-february"]
    involvement = "involvement/note.detention-in-february.alleged-perpetrator"
    assert involvement in act["involvement"]
    assert found[involvement]["agent"] == set()
    assert act["allegedPerpetrator"] == set()
    claim = found["claim/note.detention-in-february.alleged-perpetrator"]
    assert (claim["stance"], claim["value"]) == ({"leaves-open"}, {involvement})


def test_a_fact_is_a_value_and_a_claim_for_it(tiny: Tiny) -> None:
    found = said(tiny, f"- fact: her-trade\n  of: Anna Berg\n  characteristic: journalist\n  evidence: {QUOTE}\n")
    assert found[PERSON]["characteristic"] == {"journalist"}
    claim = found["claim/note.her-trade.characteristic"]
    assert (claim["asserts"], claim["aspect"], claim["value"]) == ({PERSON}, {"characteristic"}, {"journalist"})
    assert claim["claimant"] == {COMMITTEE}


def test_a_fact_with_several_values_has_a_claim_for_each(tiny: Tiny) -> None:
    found = said(
        tiny,
        f"- fact: her-trade\n  of: Anna Berg\n  characteristic: [journalist, protester]\n  evidence: {QUOTE}\n",
    )
    assert found["claim/note.her-trade.characteristic.journalist"]["value"] == {"journalist"}
    assert found["claim/note.her-trade.characteristic.protester"]["value"] == {"protester"}


def test_a_name_in_a_document_is_claimed_by_its_authors(tiny: Tiny) -> None:
    found = facts(tiny.quads())
    (claim,) = (node for node in found if node.startswith("claim/note.p3rs0n.name-"))
    assert (found[claim]["aspect"], found[claim]["value"]) == ({"prefLabel"}, {"Anna Berg"})
    assert found[claim]["claimant"] == {COMMITTEE}


def test_a_standing_claim_is_about_another_record(tiny: Tiny) -> None:
    found = said(
        tiny,
        f"{RECORDS}\n- claim: denial\n  asserts: detention-in-february\n  claimant: Lakeside police\n  stance: denies\n"
        f"  evidence: {QUOTE}\n",
    )
    assert found["claim/note.denial"]["asserts"] == {"act/note.detention-in-february"}
    assert found["claim/note.denial"]["stance"] == {"denies"}
    assert found["claim/note.denial.said"]["asserts"] == {"claim/note.denial"}


def test_a_rival_value_stands_in_a_claim_and_not_on_the_node(tiny: Tiny) -> None:
    found = (
        said(
            tiny,
            f"{RECORDS}  claims:\n    - about: place\n      value: Hill\n      claimant: Lakeside police\n",
        )
        if tiny.write("authorities/more.yaml", "- place: h1ll\n  label: Hill\n")
        else {}
    )
    assert found["act/note.detention-in-february"]["place"] == {"place/pl4ce1"}
    assert found["claim/note.detention-in-february.place"]["value"] == {"place/h1ll"}


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ("3", {"atLeast": {"3"}, "atMost": {"3"}, "qualifier": set(), "unit": {"person"}}),
        ("0", {"atLeast": {"0"}, "atMost": {"0"}, "qualifier": set(), "unit": {"person"}}),
        ("{at-least: 16}", {"atLeast": {"16"}, "atMost": set(), "qualifier": set(), "unit": {"person"}}),
        ("{at-most: 5, unit: time}", {"atLeast": set(), "atMost": {"5"}, "qualifier": set(), "unit": {"time"}}),
        ("{best: 12, qualifier: about}", {"best": {"12"}, "atLeast": set(), "atMost": set(), "qualifier": {"about"}}),
    ],
)  # fmt: skip
def test_a_missing_bound_is_open_and_not_nought(tiny: Tiny, count: str, expected: dict[str, set[str]]) -> None:
    found = said(tiny, f"{RECORDS}  count: {count}\n")["quantity/note.detention-in-february.count"]
    assert {name: found[name] for name in expected} == expected


def test_a_passage_of_a_digest_leads_to_the_original(tiny: Tiny) -> None:
    hashed = "0123456789abcdef" * 4
    front = f"genre: statement\noriginal:\n  sha256: {hashed}\n  length: 900\n"
    tiny.write(
        "note/digest.md",
        DIGEST.replace("genre: statement\n", front).replace(".\n", ". [10:20] [30:40]\n"),
    )
    tiny.write("note/original.csv", f"start,end,sha256\n10,20,{'a' * 64}\n30,40,{'b' * 64}\n")
    found = facts(tiny.quads())
    (passage,) = found["claim/note.detention-in-february"]["evidence"]
    assert found[passage]["derivedFrom"] == {"passage/note.original.10-20", "passage/note.original.30-40"}
    assert found["passage/note.original.10-20"]["sha256"] == {"a" * 64}
    assert found["passage/note.original.10-20"]["document"] == {"document/note.original"}
    assert found["document/note"]["source"] == {"document/note.original"}
    assert found["document/note.original"]["sha256"] == {hashed}


def test_words_that_stand_twice_are_two_passages(tiny: Tiny) -> None:
    found = said(
        tiny,
        '- act: a\n  type: detention\n  evidence: {quote: officers, prefix: "two "}\n'
        '- act: b\n  type: detention\n  evidence: {quote: officers, prefix: "Two "}\n',
    )
    assert len(found["claim/note.a"]["evidence"] | found["claim/note.b"]["evidence"]) == 2


def test_a_corrected_label_renames_nothing(tiny: Tiny) -> None:
    before = {quad.subject for quad in tiny.quads()}
    tiny.write("authorities/all.yaml", AUTHORITIES.replace("label: Lakeside police", "label: Police of Lakeside"))
    tiny.records(RECORDS.replace("Lakeside police", "Police of Lakeside"))
    assert {quad.subject for quad in tiny.quads()} == before


def test_an_unnamed_person_is_marked_as_such(tiny: Tiny) -> None:
    found = said(tiny, f"- person: neighbour\n  label: a neighbour\n  named: false\n  evidence: {QUOTE}\n")
    assert found["person/note.neighbour"]["named"] == {"false"}
    assert found[PERSON]["named"] == {"true"}


@pytest.mark.parametrize("word", ["our-inference", "Our inference", "вывод составителя", "inferred"])
def test_a_rule_sees_what_a_term_means_and_not_how_it_is_written(tiny: Tiny, word: str) -> None:
    found = said(tiny, f"{RECORDS}  basis: {word}\n")
    claim = found["claim/note.detention-in-february"]
    assert (claim["basis"], claim["claimant"]) == ({"our-inference"}, {US})

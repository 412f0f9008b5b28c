"""Exports for partners' programs: each as that program reads it, and never surer than the graph."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import tomllib
from functools import cache
from pathlib import Path

import hxl
import pytest

from kg.answers.opening import open_build
from kg.exchange.exporting import exported
from kg.exchange.exports import acled, matrix
from kg.exchange.exports.hxl import hashtags
from kg.exchange.exports.uwazi import templates
from kg.exchange.flat import as_csv, find_table, records
from kg.exchange.formats import find_format
from kg.model.terms import digest
from kg.rdf.dataset import Dataset
from tests.project import ROOT, kg
from tests.test_docs import examples

Entity = dict[str, object]


@pytest.fixture(scope="module")
def graph(built: Path) -> Dataset:
    """The graph of the seeds."""
    return open_build(built).dataset


@cache
def _files(built: Path, name: str) -> dict[str, str]:
    """The files of an export as texts, by name."""
    return {file.name: file.data.decode() for file in exported(open_build(built), find_format(name))}


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _lost(files: dict[str, str]) -> dict[str, list[str]]:
    """The nodes that an export leaves out, by aspect."""
    return {one["aspect"]: one["nodes"] for one in json.loads(files["losses.json"])["lost"]}


def _not_actual(dataset: Dataset) -> set[str]:
    """What was threatened, planned, demanded, usual practice or only mentioned, by IRI."""
    return {row["act"] for row in records("acts-not-actual", dataset)}


def test_no_cell_of_a_partners_table_is_a_formula(built: Path) -> None:
    assert as_csv(["name"], [["=1+1"], ["-5"]]) == b"name\r\n'=1+1\r\n-5\r\n"
    for name in ("acled", "uhri", "uwazi", "hxl", "matrix"):
        texts = [text for file, text in _files(built, name).items() if file.endswith(".csv")]
        assert texts
        cells = [cell for text in texts for row in csv.reader(io.StringIO(text)) for cell in row]
        assert [cell for cell in cells if re.match(r"\s*[=+@]|-\D", cell)] == []


# ── FollowTheMoney ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def entities(built: Path) -> dict[str, dict[str, object]]:
    """The entities by id."""
    lines = _files(built, "followthemoney")["entities.ftm.json"].splitlines()
    return {one["id"]: one for one in map(json.loads, lines)}


def _values(entity: Entity, name: str) -> list[str]:
    properties = entity["properties"]
    assert isinstance(properties, dict)
    return list(properties.get(name, []))


def _names(entity: Entity) -> list[str]:
    assert isinstance(entity["properties"], dict)
    return [*entity["properties"]]


def _faults(entity: Entity, entities: dict[str, Entity], model: dict[str, dict[str, dict[str, str]]]) -> list[str]:
    """What an entity has that its schema does not allow."""
    schema = model[str(entity["schema"])]
    faults = [f"no {name}" for name in schema["requires"] if not _values(entity, name)]
    for name in _names(entity):
        kind, _, wanted = schema["properties"].get(name, "unknown").partition(":")
        for value in _values(entity, name):
            if kind == "unknown" or not isinstance(value, str) or not value:
                faults.append(f"{name}: {value}")
            if kind == "date" and not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
                faults.append(f"{name}: {value}")
            if kind == "entity" and wanted not in model[str(entities[value]["schema"])]["is"]:
                faults.append(f"{name}: {value} is no {wanted}")
    return faults


def test_each_entity_is_of_a_schema_and_each_link_has_its_ends(entities: dict[str, Entity]) -> None:
    model = tomllib.loads((Path(__file__).parent / "partners" / "followthemoney.toml").read_text(encoding="utf-8"))
    assert {str(one["schema"]) for one in entities.values()} == {*model}
    assert {key: found for key, one in entities.items() if (found := _faults(one, entities, model))} == {}


def test_each_statement_is_a_value_of_an_entity_of_the_type_that_its_schema_gives(
    built: Path, entities: dict[str, Entity]
) -> None:
    model = tomllib.loads((Path(__file__).parent / "partners" / "followthemoney.toml").read_text(encoding="utf-8"))
    found = _rows(_files(built, "followthemoney")["statements.csv"])
    values = [(row["entity_id"], row["prop"], row["value"]) for row in found if row["prop"] != "id"]
    assert sorted(values) == sorted(
        (key, name, value) for key, one in entities.items() for name in _names(one) for value in _values(one, name)
    )
    assert [row["entity_id"] for row in found if row["prop"] == "id"] == sorted(entities)
    for row in found:
        kind = model[row["schema"]]["properties"].get(row["prop"], "id")
        assert (row["prop"], row["prop_type"]) == (row["prop"], kind.partition(":")[0])


def test_an_id_is_a_hash_and_no_name(entities: dict[str, Entity], graph: Dataset) -> None:
    assert all(re.fullmatch("[0-9a-f]{40}", key) for key in entities)
    assert {digest(row["agent"], 40) for row in records("agents", graph)} <= entities.keys()


def test_every_link_of_a_doer_says_alleged_and_how_sure_it_is(entities: dict[str, Entity], graph: Dataset) -> None:
    parts = {digest(row["part"], 40): row for row in records("parts", graph)}
    links = {key: one for key, one in entities.items() if one["schema"] == "UnknownLink"}
    assert links.keys() == parts.keys()
    doers = {key for key, row in parts.items() if row["role_id"] in ("alleged-perpetrator", "order-giver")}
    assert doers
    assert all(_values(links[key], "role")[0].startswith("alleged ") for key in doers)
    assert all(row["doubt"] in _values(links[key], "role")[0] for key, row in parts.items())


def test_a_link_to_an_event_that_nobody_states_as_fact_says_so(entities: dict[str, Entity]) -> None:
    told: dict[str, set[str]] = {}
    for one in entities.values():
        if one["schema"] == "Documentation":
            told.setdefault(_values(one, "entity")[0], set()).update(_values(one, "role"))
    unsure = {key: roles for key, roles in told.items() if "account: stated as fact" not in roles}
    links = [one for one in entities.values() if one["schema"] == "UnknownLink" and _values(one, "object")[0] in unsure]
    assert links
    for one in links:
        marks = [role.removeprefix("account: ") for role in unsure[_values(one, "object")[0]]]
        assert all(mark in _values(one, "role")[0] for mark in marks)
    assert all(_values(entities[key], "name")[0].endswith(")") for key in unsure)


def test_what_did_not_happen_is_no_event_and_is_reported_as_left_out(
    built: Path, entities: dict[str, Entity], graph: Dataset
) -> None:
    left_out = _not_actual(graph)
    assert left_out
    assert {digest(iri, 40) for iri in left_out} & entities.keys() == set()
    assert left_out <= {*_lost(_files(built, "followthemoney"))["not-actual"]}


def test_a_date_that_is_less_sure_than_its_event_stands_in_words_only(
    entities: dict[str, Entity], graph: Dataset
) -> None:
    events = {digest(row["event"], 40): row for row in records("events", graph)}
    vague = {key for key, row in events.items() if row["date"] == "2018-08" and "suggested" in row["date_certainty"]}
    assert vague
    assert [_values(entities[key], "date") for key in vague] == [[]] * len(vague)
    assert all("date: 2018-08 (suggested, our inference)" in _values(entities[key], "description") for key in vague)


def test_a_self_given_name_is_in_no_entity(built: Path) -> None:
    given = {row["self_given_name"] for row in records("people", open_build(built).dataset)} - {""}
    text = _files(built, "followthemoney")["entities.ftm.json"]
    assert given
    names = [name for line in text.splitlines() for key in ("name", "alias") for name in _values(json.loads(line), key)]
    assert given & {*names} == set()


# ── ACLED ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_acts_in_the_columns_of_acled_are_those_with_a_date_and_the_others_are_reported(
    built: Path, graph: Dataset
) -> None:
    files = _files(built, "acled")
    rows = _rows(files["acled.csv"])
    assert [*rows[0]] == [*acled.COLUMNS]
    acts = {row["act"] for row in records("acts", graph)}
    left_out = {*_lost(files)["undated"]}
    assert 0 < len(left_out & acts) < len(acts)
    assert {row["event_id_cnty"] for row in rows} == {digest(act, 16) for act in acts - left_out}
    assert len(rows) == len(acts - left_out)


def test_an_imprecise_date_is_its_first_day_and_says_how_imprecise_it_is(built: Path, graph: Dataset) -> None:
    rows = {row["event_id_cnty"]: row for row in _rows(_files(built, "acled")["acled.csv"])}
    assert {row["time_precision"] for row in rows.values()} == {"1", "2", "3"}
    for act in records("acts", graph):
        row = rows.get(digest(act["act"], 16))
        if row and row["time_precision"] == "1":
            assert (row["event_date"], act["latest"]) == (act["earliest"], act["earliest"])
            assert act["date_certainty"] in ("", "our inference")
        if row and act["earliest"] != act["latest"]:
            assert act["date"] in row["notes"]


def test_every_first_actor_is_alleged_and_only_a_number_in_a_document_is_a_number_of_dead(
    built: Path, graph: Dataset
) -> None:
    rows = _rows(_files(built, "acled")["acled.csv"])
    actors = [row["actor1"] for row in rows if row["actor1"]]
    assert actors
    assert all(re.search(r"\(alleged(;|\))", actor) for actor in actors)
    assert [row["number"] for row in records("killed", graph)] == ["about 15"]
    assert {row["fatalities"] for row in rows} == {""}
    assert sum("Killed: about 15." in row["notes"] for row in rows) == 1


def test_a_number_of_dead_is_the_lowest_that_the_words_give() -> None:
    numbers = [{"number": "16..", "at_least": "16"}, {"number": "about 15", "at_least": ""}]
    assert [acled.fatalities([one]) for one in numbers] == ["16", ""]
    assert acled.fatalities([]) == acled.fatalities(numbers) == ""


def test_the_notes_say_how_certain_each_account_is(built: Path, graph: Dataset) -> None:
    rows = {row["event_id_cnty"]: row for row in _rows(_files(built, "acled")["acled.csv"])}
    for act in records("acts", graph):
        if row := rows.get(digest(act["act"], 16)):
            assert f"{act['certainty']}, according to {act['claimant']}" in row["notes"]
            assert act["modality"] != "attempted" or "Only attempted" in row["notes"]


# ── HXL ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", hashtags())
def test_the_library_of_hxl_finds_each_table_valid_and_reads_all_its_rows(
    name: str, built: Path, graph: Dataset
) -> None:
    data = _files(built, "hxl")[f"{name}.hxl.csv"].encode()
    report = hxl.validate(hxl.data(io.BytesIO(data)))
    assert (report["is_valid"], report["issues"]) == (True, [])
    read = hxl.data(io.BytesIO(data))
    assert [column.header for column in read.columns] == [*find_table(name).columns]
    assert len([*read]) == len(records(name, graph)) > 0


def test_a_hashtag_says_that_a_perpetrator_is_alleged() -> None:
    assert {tag for tags in hashtags().values() for tag in tags.values() if "perpetrator" in tag} == {
        "#group+alleged+perpetrator+name",
        "#meta+alleged+perpetrator+certainty",
    }


# ── The Universal Human Rights Index ─────────────────────────────────────────────────────────────────────────


def test_each_account_of_a_recommendation_is_an_annotation_as_sure_as_the_graph(built: Path, graph: Dataset) -> None:
    rows = _rows(_files(built, "uhri")["uhri.csv"])
    known = {digest(row["claim"], 16): row for row in records("recommendations", graph)}
    assert {row["Annotation ID"] for row in rows} == known.keys()
    for row in rows:
        account = known[row["Annotation ID"]]
        assert (row["Text"], row["Themes"]) == (account["request"], account["rights"])
        assert account["certainty"] in row["Certainty"]
    assert {row["Countries"] for row in rows} == {"", "Kazakhstan"}
    assert "human rights defender" in {row["Affected Persons"] for row in rows}


# ── Victims by document ──────────────────────────────────────────────────────────────────────────────────────


def test_a_victim_has_a_one_for_each_document_that_tells_of_an_actual_act(built: Path, graph: Dataset) -> None:
    rows = _rows(_files(built, "matrix")["matrix.csv"])
    documents = [*rows[0]][len(matrix.COLUMNS) :]
    told = {(row["victim"], row["document_id"]) for row in records("victims", graph)}
    assert {(row["victim"], one) for row in rows for one in documents if row[one] == "1"} == told
    assert {row[one] for row in rows for one in documents} == {"0", "1"}
    assert {row["modality"] for row in rows} == {"actual"}
    assert all(row["certainty"] for row in rows)
    actual = {row["act"] for row in records("acts", graph) if row["modality"] == "actual"}
    assert {row["act"] for row in records("victims", graph)} <= actual


def test_a_group_counts_as_its_lowest_number_and_an_approximation_as_none(built: Path) -> None:
    rows = {row["name"]: row for row in _rows(_files(built, "matrix")["matrix.csv"])}
    assert {row["at_least"] for row in rows.values() if row["class"] == "person"} == {"1"}
    assert rows["several activists of the Alga party in Uralsk and Pavlodar"]["at_least"] == "2"
    assert rows["some 15 people killed in Zhanaozen on 16 December 2011"]["at_least"] == ""


def test_rows_that_may_count_the_same_people_name_each_other(built: Path) -> None:
    rows = {row["victim"]: row for row in _rows(_files(built, "matrix")["matrix.csv"])}
    overlaps = {row["name"]: row["overlaps"].split("|") for row in rows.values() if row["overlaps"]}
    assert {group for groups in overlaps.values() for group in groups} <= rows.keys()
    assert [rows[group]["class"] for group in overlaps["Kanat Ibragimov"]] == ["group"]


# ── Uwazi ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def loaded(built: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of each template, read from its file."""
    files = _files(built, "uwazi")
    return {name: _rows(files[f"{at}-{name.lower()}.csv"]) for at, name in enumerate(templates(), 1)}


def test_each_relationship_of_uwazi_names_one_thing_that_is_loaded_before_it(
    loaded: dict[str, list[dict[str, str]]],
) -> None:
    titles: dict[str, set[str]] = {}
    for name, rows in loaded.items():
        titles[name] = set()
        for row in rows:
            assert row["Title"] not in titles[name]
            for column, kind in templates()[name].items():
                if kind.startswith("relationship to "):
                    assert {*filter(None, row[column].split("|"))} <= titles[kind.removeprefix("relationship to ")]
            titles[name].add(row["Title"])
    assert all(titles.values())


def test_the_read_me_of_uwazi_lists_each_file_in_order_with_its_properties(built: Path) -> None:
    text = _files(built, "uwazi")["README.txt"]
    at = [text.index(f"\n{at}. {at}-{name.lower()}.csv: template {name}\n") for at, name in enumerate(templates(), 1)]
    assert at == sorted(at)
    assert all(f"   {one}: {kind}\n" in text for columns in templates().values() for one, kind in columns.items())


def test_a_relationship_has_no_reserve_and_the_words_beside_it_have(
    loaded: dict[str, list[dict[str, str]]], graph: Dataset
) -> None:
    events = {row["Chronicle ID"]: row for row in loaded["Events"]}
    doubted = [row for row in records("parts", graph) if row["doubt"] and row["role_id"] == "alleged-perpetrator"]
    assert doubted
    for part in doubted:
        row = events[part["event"]]
        linked = [row[f"Alleged perpetrators ({name})"] for name in ("people", "groups", "organisations")]
        assert part["agent_name"] not in "|".join(linked).split("|")
        assert f"{part['agent_name']} ({part['doubt']})" in row["Participants in words"]


def test_uwazi_gets_nothing_that_did_not_happen(loaded: dict[str, list[dict[str, str]]], graph: Dataset) -> None:
    assert {row["Chronicle ID"] for row in loaded["Events"]} & _not_actual(graph) == set()
    assert {row["Modality"] for row in loaded["Events"]} == {"actual", "attempted"}


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_command_in_the_pages_on_exports_does_what_it_shows(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "build").symlink_to(built)
    pages = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("exports.md", "stores.md")]
    given = [example for page in pages for example in examples(page)]
    assert {"followthemoney", "acled", "uhri", "uwazi", "hxl", "matrix"} <= {line.split()[-1] for line, _ in given}
    for line, shown in given:
        ran = kg(*shlex.split(line)[1:], "--build", "build")
        assert (ran.code, ran.out.removesuffix(_NO_PROJECT)) == (0, shown), line


_NO_PROJECT = "not searched for names that are withheld: there is no project in this folder\n"
"""What a command adds in a folder that has only a build."""

"""Imports of what partners' programs write: entities of FollowTheMoney, files of Uwazi, datasets of HXL."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from kg.model.terms import text_of
from tests.project import SHARED, Ran, Tiny
from tests.test_imports import empty, error, needs_tables, put, rejects

ANNA = {"id": "a", "schema": "Person", "properties": {"name": ["Anna Berg"]}}
HELD = {"id": "h", "schema": "Event", "properties": {"name": ["detention"], "keywords": ["act", "detention"]}}
PART = {"id": "p", "schema": "UnknownLink", "properties": {"subject": ["a"], "object": ["h"], "role": ["victim"]}}
HXL = "What,When,Where\n#event,#date,#adm1\nFlood,2024-04,Shore\n"


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A project without documents."""
    return empty(tmp_path)


def entities(tiny: Tiny, *objects: object, options: tuple[str, ...] = ()) -> Ran:
    """Imports entities, each a JSON object or a line as it is."""
    lines = [one if isinstance(one, str) else json.dumps(one) for one in objects]
    return tiny.kg("import", "followthemoney", put(tiny, "\n".join(lines), "lake.json"), "--into", "texts", *options)


def values(tiny: Tiny, subject: str, name: str) -> set[str]:
    """The objects that a property of a node has: texts without their type, and the ends of IRIs."""
    found = (quad for quad in tiny.quads() if subject in quad.subject and quad.predicate.endswith(f"{name}>"))
    return {
        text_of(quad.object) if quad.object.startswith('"') else quad.object.rpartition("/")[2].rstrip(">")
        for quad in found
    }


# ── FollowTheMoney ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_link_is_a_part_in_the_event_and_keeps_its_reserve(tiny: Tiny) -> None:
    doubted = PART["properties"] | {"role": ["alleged perpetrator (suggested; event reported)"]}  # type: ignore[operator]
    ran = entities(tiny, ANNA, HELD, PART, PART | {"id": "d", "properties": doubted})
    assert "taken: 4 rows → texts/lake (act 1, organization 1, person 1)" in ran.out
    assert len(values(tiny, "/act/", "victim")) == 1
    assert values(tiny, ".alleged-perpetrator>", "certainty") == {"suggested"}
    assert tiny.kg("build").code == 0


def test_what_has_no_record_is_said_to_say_nothing(tiny: Tiny) -> None:
    home = {"id": "home", "schema": "Address", "properties": {"full": ["Shore Street 3"]}}
    paid = {"id": "paid", "schema": "Payment", "properties": {"payer": ["a"], "amountEur": ["5"]}}
    ran = entities(tiny, ANNA, home, paid)
    assert "  nothing is said in 2 rows\n" in ran.out
    assert not any("Shore Street" in quad.object for quad in tiny.quads())


def test_an_entity_that_is_neither_person_nor_body_stays_unidentified(tiny: Tiny) -> None:
    entities(tiny, {"id": "x", "schema": "LegalEntity", "properties": {"name": ["Lake Holding"]}})
    assert values(tiny, "/group/", "agentKind") == {"unidentified"}


def test_lines_that_are_no_entities_are_rejected_and_can_be_mended(tiny: Tiny) -> None:
    lines = ('{"id": "b", "schema": ', "[1]", {"id": "c", "schema": "Person", "properties": {"name": [["x"]]}})
    ran = entities(tiny, ANNA, *lines, options=("--keep-going",))
    assert error("rejected-rows", "3 of 4 rows cannot be taken: wrong-shape 3") in ran.err
    assert "  lake.json:2\n" in ran.err
    assert [row[-1] for row in rejects(tiny, "lake")] == [
        "the line is not JSON",
        "the line is not an entity: it lacks a schema, an id or properties",
        "a property has values that are not texts",
    ]
    path = tiny.texts / "lake/rejects.csv"
    path.write_text("row,id,schema,name,problem\n2,b,Person,Ben Berg,\n")
    again = tiny.kg("import", "followthemoney", str(path), "--into", "texts")
    assert "taken: 1 row → texts/lake-mended (organization 1, person 1)" in again.out
    assert tiny.kg("build").code == 0


def test_a_link_to_an_entity_that_is_not_there_is_rejected(tiny: Tiny) -> None:
    ran = entities(tiny, ANNA, PART, options=("--keep-going",))
    assert error("unknown-reference", 'the file has no entity "h", which object names') in ran.err
    assert "taken: 1 row" in ran.out
    assert tiny.kg("build").code == 0


def test_entities_again_change_nothing_and_other_files_do_not_double_them(tiny: Tiny) -> None:
    entities(tiny, ANNA, HELD)
    again = tiny.kg("import", "followthemoney", "lake.json", "--into", "texts", "--id", "second")
    assert "  already there: 2 rows (lake)\n  nothing was written to the project\n" in again.out
    assert not (tiny.texts / "second").exists()


@needs_tables
def test_real_entities_become_people_and_bodies(tiny: Tiny) -> None:
    path = SHARED / "tables/followthemoney/parteispenden.entities.ftm.json"
    ran = tiny.kg("import", "followthemoney", str(path), "--into", "texts")
    assert "  nothing is said in 379 rows\n" in ran.out
    assert "taken: 475 rows → texts/parteispenden-entities-ftm (organization 75, person 22)" in ran.out


# ── Uwazi ────────────────────────────────────────────────────────────────────────────────────────────────────

BULLETINS = """\
table: bulletins
reads: uwazi
document: {title: Bulletins, creator: Lake Committee, language: en}
key: "{title}"
optional: [Number, Place of event, Subjects]
records:
  - organization: source
    shared: by label
    label: Lake Committee
  - place: place-{#title}
    when: {Place of event: []}
    label: "{title}"
    latitude: {column: Place of event, take: "^(-?[0-9.]+) *[|]"}
    longitude: {column: Place of event, take: "[|] *(-?[0-9.]+)$"}
  - group: group-{#title}
    label: "{title}"
    count: "{Number}"
    characteristic: {column: Subjects, split: "|", terms: victim-characteristic}
"""


def bulletins(tiny: Tiny, data: str | bytes, name: str = "bulletins.csv") -> Ran:
    """Imports a file of Uwazi by a map of its own."""
    (tiny.folder / "bulletins.yaml").write_text(BULLETINS)
    return tiny.kg("import", "bulletins.yaml", put(tiny, data, name), "--into", "texts")


def test_columns_of_uwazi_are_found_however_they_are_written_and_rows_may_end_early(tiny: Tiny) -> None:
    rows = "Title , NUMBER, place_of_event ,subjects\n\nheld, 3 , 51.1|71.4 , journalist| |lawyer\nfree\n"
    assert "taken: 2 rows → texts/bulletins (group 2, organization 1, place 1)" in bulletins(tiny, rows).out
    assert values(tiny, "/place/", "latitude") == {"51.1"}
    assert values(tiny, "/group/", "characteristic") == {"journalist", "lawyer"}
    assert tiny.kg("build").code == 0


def test_of_a_zip_for_uwazi_the_table_is_read_and_the_rest_told(tiny: Tiny) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in (("1.pdf", "no table"), ("import.csv", "title\nheld\n"), ("notes.csv", "x\n1\n")):
            archive.writestr(name, text)
    ran = bulletins(tiny, packed.getvalue(), "bulletins.zip")
    assert "  other files in the ZIP file are not read: 2\n  taken: 1 row" in ran.out
    assert (tiny.texts / "bulletins/received.zip").read_bytes() == packed.getvalue()


def test_a_file_of_uwazi_says_by_its_name_which_template_it_is(tiny: Tiny) -> None:
    ran = tiny.kg("import", "uwazi", put(tiny, "Title\nLakeside\n", "places.csv"), "--into", "texts")
    assert error("missing-column", 'the table has no column "template"') in ran.err
    assert 'give it: --set "template=…", with one of: Documents, Events, Groups' in ran.err
    ran = tiny.kg("import", "uwazi", put(tiny, "Title\nLakeside\n", "1-places.csv"), "--into", "texts")
    assert "taken: 1 row → texts/1-places (organization 1, place 1)" in ran.out


def test_whoever_is_named_and_is_nowhere_makes_the_row_a_rejected_one(tiny: Tiny) -> None:
    events = "Title,Class,Kind,Date,Participants in words\n"
    rows = "rally,event,assembly,2024-03-05,organiser: Anna Berg\nflood,event,incident,2024-04,\n"
    tiny.kg("import", "uwazi", put(tiny, "Title,Named\nAnn Berg,yes\n", "4-people.csv"), "--into", "texts")
    ran = tiny.kg("import", "uwazi", put(tiny, events + rows, "6-events.csv"), "--into", "texts", "--keep-going")
    assert error("unknown-reference", 'no person, organization or group is called "Anna Berg"') in ran.err
    assert "taken: 1 row → texts/6-events" in ran.out
    assert tiny.kg("build").code == 0


SAMPLES = {
    "csv_specs_test.csv": 3,
    "csv_specs_arrangeThesauriTest.csv": 25,
    "csv_specs_zipData_import.csv": 3,
    "csv_specs_zipData_languages_import.csv": 3,
    "csv_specs_zipData_zipTest.zip": 3,
}


@needs_tables
@pytest.mark.parametrize("name", SAMPLES)
def test_samples_of_uwazi_are_read(name: str, tiny: Tiny) -> None:
    title = "Title__en" if "languages" in name else "Title"
    text = BULLETINS.replace("{title}", f"{{{title}}}").replace("{#title}", f"{{#{title}}}")
    (tiny.folder / "bulletins.yaml").write_text(text)
    ran = tiny.kg("import", "bulletins.yaml", str(SHARED / "tables/uwazi" / name), "--into", "texts", "--id", "t")
    assert f"{name}: {SAMPLES[name]} row" in ran.out
    assert ran.errors == ""


# ── HXL ──────────────────────────────────────────────────────────────────────────────────────────────────────


def hxl(tiny: Tiny, data: str | bytes, *options: str, name: str = "lake.csv") -> Ran:
    """Imports a dataset of HXL."""
    return tiny.kg("import", "hxl", put(tiny, data, name), "--into", "texts", *options)


def test_columns_are_found_by_their_hashtags(tiny: Tiny) -> None:
    assert "taken: 1 row → texts/lake (event 1, organization 1, place 1)" in hxl(tiny, HXL).out
    assert values(tiny, "/event/", "date") == {"2024-04"}
    attributes = HXL.replace("#adm1", "#adm1 +code,#adm1+name+en").replace("2024-04,Shore", "2024-05,L01,Shore")
    hxl(tiny, attributes, name="again.csv")
    assert values(tiny, "/place/again.", "prefLabel") == {"Shore"}


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_cells_may_be_separated_otherwise(delimiter: str, tiny: Tiny) -> None:
    assert "taken: 1 row" in hxl(tiny, HXL.replace(",", delimiter)).out


def test_a_dataset_may_be_json(tiny: Tiny) -> None:
    rows = [line.split(",") for line in HXL.splitlines()]
    assert "taken: 1 row" in hxl(tiny, json.dumps(rows), name="rows.json").out
    objects = [dict(zip(rows[1], rows[2], strict=True))]
    assert "already there: 1 row (rows)" in hxl(tiny, json.dumps(objects), name="objects.json").out
    assert json.loads((tiny.texts / "rows/received.json").read_text()) == rows


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (HXL.replace("#", ""), "a.csv", "none of the first 25 rows has the hashtags of HXL"),
        (HXL.replace("#event,#date", "event+name,date"), "b.csv", '"event+name" is in the row of hashtags and is none'),
        ("what\nevent+name\nFlood\n", "c.csv", "the row looks like hashtags of HXL without #"),
        ('{"rows": []}', "d.json", "the JSON is not a list of rows"),
        ('[[["#event"]]]', "e.json", "a cell of the table is a list or an object"),
        ("[[", "f.json", "the file is not JSON"),
    ],
)
def test_what_is_no_dataset_of_hxl_is_one_clear_error(data: str, name: str, found: str, tiny: Tiny) -> None:
    ran = hxl(tiny, data, name=name)
    assert (ran.code, ran.errors.splitlines()[0]) == (1, error("wrong-shape", found))


def test_rejected_rows_of_hxl_keep_their_hashtags(tiny: Tiny) -> None:
    ran = hxl(tiny, HXL + "Storm,2024-13,Shore\n", "--keep-going")
    assert "taken: 1 row" in ran.out
    path = tiny.texts / "lake/rejects.csv"
    assert path.read_text().splitlines()[0] == "#meta+row,#event,#date,#adm1,#meta+problem"
    path.write_text(path.read_text().replace("2024-13", "2024-12"))
    assert "taken: 1 row → texts/lake-mended" in tiny.kg("import", "hxl", str(path), "--into", "texts").out


DATASETS = {
    "input-valid.csv": 4,
    "input-valid.tsv": 4,
    "input-valid.ssv": 4,
    "input-valid.hxl": 4,
    "input-valid.json": 4,
    "input-valid-objects.json": 4,
    "input-valid.xlsx": 4,
    "input-valid-csv.zip": 4,
    "input-merged.xlsx": 4,
    "input-multiple-headers.csv": 2,
    "taxonomy.csv": 3,
}
BROKEN = {
    "input-fuzzy.csv": 'error[wrong-shape]: "country" is in the row of hashtags and is none',
    "input-invalid.csv": "error[wrong-shape]: the row looks like hashtags of HXL without #",
    "input-untagged.csv": "error[wrong-shape]: none of the first 25 rows has the hashtags of HXL",
    "input-untagged-csv.zip": "error[wrong-shape]: none of the first 25 rows has the hashtags of HXL",
    "input-untagged-objects.json": "error[wrong-shape]: none of the first 25 rows has the hashtags of HXL",
    "input-valid-nested.json": "error[wrong-shape]: the JSON is not a list of rows",
    "input-valid-latin1.csv": "error[rejected-rows]: 3 of 4 rows cannot be taken: not-utf8 3",
    "input-invalid.png": 'error[unknown-medium]: files that end in ".png" cannot be read',
    "input-quality.xls": 'error[unknown-medium]: files that end in ".xls" cannot be read',
    "input-quality.xlsx": "error[wrong-call]: the workbook has 2 sheets with cells: input-quality-no-hxl, input-quality-hxl",
}


@needs_tables
@pytest.mark.parametrize("name", DATASETS)
def test_samples_of_hxl_are_read(name: str, tiny: Tiny) -> None:
    ran = tiny.kg("import", "hxl", str(SHARED / "tables/hxl" / name), "--into", "texts", "--id", "t")
    assert (f"taken: {DATASETS[name]} rows" in ran.out, ran.errors) == (True, "")


@needs_tables
@pytest.mark.parametrize("name", BROKEN)
def test_broken_samples_of_hxl_are_each_one_clear_error(name: str, tiny: Tiny) -> None:
    ran = tiny.kg("import", "hxl", str(SHARED / "tables/hxl" / name), "--into", "texts", "--id", "t")
    assert ran.errors.splitlines()[0] == BROKEN[name]

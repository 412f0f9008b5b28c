"""``kg export``: each format twice with the same bytes, what it leaves out, and what its files say."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from unittest.mock import ANY

import pytest

from kg.answers.opening import open_build
from kg.exchange.exporting import MANIFEST, exported
from kg.exchange.flat import rows, tables
from kg.exchange.formats import formats
from kg.exchange.losses import aspects, lacking
from kg.exchange.model import ALL, File
from kg.rdf.formats import BY_NAME
from kg.rdf.syntax import parse_rdf, read_triples
from tests.project import Ran, kg


@pytest.fixture
def written(exports: dict[str, dict[str, File]]) -> dict[str, dict[str, File]]:
    """The files of every format, by name."""
    return exports


@pytest.mark.parametrize("name", formats())
def test_two_runs_give_the_same_bytes(name: str, built: Path, written: dict[str, dict[str, File]]) -> None:
    again = {file.name: file for file in formats()[name].files(open_build(built))}
    assert again == {file: written[name][file] for file in again}


@pytest.mark.parametrize("name", ["csv", "turtle"])
def test_what_an_export_says_of_itself_is_the_same_each_time(
    name: str, built: Path, written: dict[str, dict[str, File]]
) -> None:
    assert {file.name: file for file in exported(open_build(built), formats()[name])} == written[name]


@pytest.mark.parametrize("name", formats())
def test_the_manifest_lists_each_file_with_its_hash(name: str, written: dict[str, dict[str, File]]) -> None:
    files = dict(written[name])
    listed = json.loads(files.pop(MANIFEST).data)
    assert listed["format"] == name
    assert {one["name"]: (one["bytes"], one["sha256"]) for one in listed["files"]} == {
        file.name: (len(file.data), hashlib.sha256(file.data).hexdigest()) for file in files.values()
    }


@pytest.mark.parametrize("name", formats())
def test_what_is_left_out_is_counted_and_listed(name: str, written: dict[str, dict[str, File]]) -> None:
    """Every aspect that a format lacks and the seeds have, with nodes of the graph."""
    form, files = formats()[name], written[name]
    lost = json.loads(files["losses.json"].data)["lost"]
    assert [one["aspect"] for one in lost] == [*lacking(form)]
    assert all(one["count"] == len(one["nodes"]) > 0 for one in lost)
    told = files["losses.md"].data.decode()
    assert all(f"| [{one['about']}](#{one['aspect']}) | {one['count']} |" in told for one in lost)
    assert all(f"- {node}" in told for one in lost for node in one["nodes"])


def test_every_aspect_that_can_be_lost_is_in_the_seeds_and_lost_by_some_format() -> None:
    named = {aspect for form in formats().values() if form.carries != ALL for aspect in form.carries}
    assert named <= aspects().keys()


def test_an_aspect_that_nobody_thought_of_is_lost() -> None:
    assert "relatives" in lacking(formats()["csv"])
    assert all(
        len(lacking(form)) == len(aspects()) - len(form.carries) for form in formats().values() if form.carries != ALL
    )


@pytest.mark.parametrize(("name", "file"), [("turtle", "kg.ttl"), ("ntriples", "kg.nt"), ("rdfxml", "kg.rdf")])
def test_a_graph_in_any_serialization_has_the_same_triples(
    name: str, file: str, built: Path, written: dict[str, dict[str, File]]
) -> None:
    form = BY_NAME[{"turtle": "ttl", "ntriples": "nt", "rdfxml": "rdfxml"}[name]]
    found = parse_rdf(written[name][file].data.decode(), form, path=file)
    assert set(found) == set(read_triples(built / "kg.ttl"))


def test_a_table_has_the_rows_of_its_query_and_a_key(built: Path, written: dict[str, dict[str, File]]) -> None:
    dataset = open_build(built).dataset
    for table in tables():
        found = list(csv.reader(io.StringIO(written["csv"][f"{table.name}.csv"].data.decode())))
        assert found[0] == list(table.columns)
        assert len(found) - 1 == len(rows(table, dataset)) > 0
        keys = [tuple(row[found[0].index(column)] for column in table.key) for row in found[1:]]
        assert len(keys) == len(set(keys))


def test_an_act_that_did_not_happen_is_not_among_the_acts(written: dict[str, dict[str, File]]) -> None:
    acts = list(csv.DictReader(io.StringIO(written["csv"]["acts.csv"].data.decode())))
    others = list(csv.DictReader(io.StringIO(written["csv"]["acts-not-actual.csv"].data.decode())))
    assert {row["modality"] for row in acts} == {"actual", "attempted"}
    assert {row["act"] for row in acts} & {row["act"] for row in others} == set()
    assert {row["modality"] for row in others} == {"threatened", "demanded", "practice", "mentioned"}


def test_a_doer_is_as_sure_as_the_text_and_a_name_given_by_oneself_is_no_name(
    written: dict[str, dict[str, File]],
) -> None:
    acts = list(csv.DictReader(io.StringIO(written["csv"]["acts.csv"].data.decode())))
    spied = [row for row in acts if "intelligence services" in row["doer"] and "our inference" in row["doer"]]
    assert {row["doer_certainty"] for row in spied} == {"suggested, our inference"}
    people = list(csv.DictReader(io.StringIO(written["csv"]["people.csv"].data.decode())))
    given = {row["self_given_name"]: row for row in people if row["self_given_name"]}
    assert {row["named"] for row in given.values()} == {"false"}
    assert all(name not in row["other_names"] + row["name"] for name, row in given.items())


def test_a_workbook_calculates_nothing_and_a_link_is_a_text(written: dict[str, dict[str, File]]) -> None:
    with zipfile.ZipFile(io.BytesIO(written["xlsx"]["chronicle.xlsx"].data)) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert len(sheets) == len(tables()) + 1
        assert all(b"<f>" not in book.read(name) and b"hyperlink" not in book.read(name) for name in sheets)


def test_parquet_has_typed_columns(written: dict[str, dict[str, File]]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    found = parquet.read_table(io.BytesIO(written["parquet"]["acts.parquet"].data))
    assert [str(found.schema.field(name).type) for name in ("act", "earliest", "latitude")] == [
        "string",
        "date32[day]",
        "double",
    ]


def test_geojson_has_a_point_only_for_one_located_place(written: dict[str, dict[str, File]]) -> None:
    features = json.loads(written["geojson"]["acts.geojson"].data)["features"]
    placed = [one for one in features if one["geometry"]]
    assert 0 < len(placed) < len(features)
    assert all(40 < one["geometry"]["coordinates"][1] < 55 < one["geometry"]["coordinates"][0] + 10 for one in placed)
    assert all("place" in one["properties"] for one in placed)


def test_an_export_replaces_an_earlier_one_and_nothing_else(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "export"
    assert kg("export", "csv", "--build", str(built), "--out", str(out)) == Ran(0, ANY, "")
    assert kg("export", "geojson", "--build", str(built), "--out", str(out)).code == 0
    assert {path.name for path in out.iterdir()} == {
        "acts.geojson",
        "events.geojson",
        "dcat.ttl",
        "losses.md",
        "losses.json",
        MANIFEST,
    }
    (out / "notes.txt").write_text("mine")
    refused = kg("export", "csv", "--build", str(built), "--out", str(out))
    assert refused.code == 2
    assert "contains notes.txt, which no export wrote" in refused.err
    assert (out / "notes.txt").read_text() == "mine"


def test_an_unknown_format_is_offered_the_nearest(built: Path, tmp_path: Path) -> None:
    refused = kg("export", "turtel", "--build", str(built), "--out", str(tmp_path / "x"))
    assert refused.code == 2
    assert 'no export format is called "turtel"' in refused.err
    assert "turtle" in refused.err


def test_the_formats_are_listed() -> None:
    assert [line.split()[0] for line in kg("export").out.splitlines()] == [*formats()]

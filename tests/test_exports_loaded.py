"""What ``kg export`` writes, loaded into programs of other people: queries as they lie on disk give the rows of ``kg query``.

``pytest -m partners`` runs all of it. At every push only what takes a second or two: the rest is ``slow_reference`` too.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from kg.exchange.flat import rows, tables
from kg.exchange.model import File
from kg.rdf.dataset import Dataset
from kg.rdf.syntax import read_triples
from tests.engines import Answer, alike, in_jena, in_rdflib
from tests.project import ROOT, kg, partner, program
from tests.servers import GRAPH, Virtuoso, ask, oxigraph, send, virtuoso

pytestmark = pytest.mark.partners

QUERIES = (
    "acts-against", "acts-by-certainty", "acts-by-doer", "acts-by-place", "bodies", "damaged-words",
    "demands-by-addressee", "denied-or-open", "documents", "findings",
)  # fmt: skip
"""Ten of the catalogue that Virtuoso can be trusted with (docs/querying.md), and that rdflib answers within two seconds."""

RDF = {
    "turtle": "kg.ttl", "ntriples": "kg.nt", "rdfxml": "kg.rdf", "nquads": "kg.nq", "trig": "kg.trig", "jsonld": "kg.jsonld",
}  # fmt: skip
"""The file of each format."""

_SLOW = pytest.mark.slow_reference


def on_disk(name: str) -> str:
    """A query as whoever has a copy of the catalogue finds it."""
    return (ROOT / "queries" / f"{name}.rq").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(exports: dict[str, dict[str, File]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what each RDF format writes."""
    made = tmp_path_factory.mktemp("exports")
    for name, file in RDF.items():
        (made / file).write_bytes(exports[name][file].data)
    return made


@cache
def _asked(name: str, build: Path) -> tuple[list[str], Counter[tuple[object, ...]]]:
    """The columns and rows that ``kg query`` prints."""
    ran = kg("query", name, "--format", "csv", "--build", str(build))
    assert (ran.code, ran.err) == (0, "")
    columns, *rows = csv.reader(io.StringIO(ran.out, newline=""))
    assert rows
    return columns, alike(rows)


def check(name: str, answer: Answer, build: Path) -> None:
    """An answer has the columns and rows of ``kg query``, in any order."""
    assert answer.fault == "", name
    assert (list(answer.columns), alike(answer.rows)) == _asked(name, build), name


# ── Oxigraph ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "path", "options"),
    [
        ("turtle", "/store?default", ()),
        ("nquads", "/store", ("--union-default-graph",)),
        pytest.param("ntriples", "/store?default", (), marks=_SLOW),
        pytest.param("rdfxml", "/store?default", (), marks=_SLOW),
        pytest.param("jsonld", "/store?default", (), marks=_SLOW),
        pytest.param("trig", "/store", ("--union-default-graph",), marks=_SLOW),
    ],
)
def test_the_server_of_oxigraph_gives_the_rows(
    name: str, path: str, options: tuple[str, ...], exports: dict[str, dict[str, File]], built: Path
) -> None:
    file = exports[name][RDF[name]]
    with oxigraph(partner("oxigraph", "oxigraph"), *options) as address:
        assert send(address + path, file.data, file.media_type) in (201, 204)
        for query in QUERIES:
            check(query, ask(f"{address}/query", on_disk(query)), built)


# ── Jena ─────────────────────────────────────────────────────────────────────────────────────────────────────


@_SLOW
@pytest.mark.parametrize("name", RDF)
def test_jena_gives_the_rows(name: str, folder: Path, built: Path) -> None:
    answers = in_jena(folder / RDF[name], [*map(on_disk, QUERIES), COUNT])
    *given, (_, counted, *_) = answers
    for query, answer in zip(QUERIES, given, strict=True):
        check(query, answer, built)
    assert counted == [(str(len(set(read_triples(built / "kg.ttl")))),)]


COUNT = "SELECT (COUNT(*) AS ?count) { ?s ?p ?o }"


# ── rdflib ───────────────────────────────────────────────────────────────────────────────────────────────────


def _read(folder: Path, name: str) -> rdflib.Dataset:
    """What rdflib reads of a format, as one graph."""
    read = rdflib.Dataset(default_union=True)
    with (folder / RDF[name]).open("rb") as file:
        read.parse(file, format=_IN_RDFLIB[name], publicID="https://example.org/")
    return read


_OWN_WARNING = pytest.mark.filterwarnings(
    "ignore:(Dataset.default_context|ConjunctiveGraph) is deprecated:DeprecationWarning"
)
"""rdflib 7.6 warns of what it calls itself."""

_IN_RDFLIB = {
    "turtle": "turtle",
    "ntriples": "nt",
    "rdfxml": "xml",
    "nquads": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
}


@_SLOW
@_OWN_WARNING
@pytest.mark.parametrize("name", RDF)
def test_rdflib_reads_the_same_triples(name: str, folder: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    read = _read(folder, name)
    text = "".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in set(read.triples((None, None, None))))
    found = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)
    assert {(str(t.subject), str(t.predicate), str(t.object)) for t in found} == set(read_triples(built / "kg.ttl"))


@_SLOW
@_OWN_WARNING
@pytest.mark.parametrize("name", ["turtle", "nquads"])
def test_rdflib_gives_the_rows(name: str, folder: Path, built: Path) -> None:
    read = _read(folder, name)
    for query in QUERIES:
        check(query, in_rdflib(read, on_disk(query)), built)


# ── Virtuoso ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Virtuoso]:
    """An empty Virtuoso."""
    program("virtuoso-t", "virtuoso-opensource")
    with virtuoso(tmp_path) as found:
        yield found


@_SLOW
def test_virtuoso_gives_the_rows_of_turtle(server: Virtuoso, folder: Path, built: Path) -> None:
    server.load_turtle(folder / "kg.ttl")
    for query in QUERIES:
        check(query, ask(server.address, on_disk(query), **{"default-graph-uri": GRAPH}), built)


@_SLOW
def test_virtuoso_gives_the_rows_of_n_quads_from_its_bulk_loader(server: Virtuoso, folder: Path, built: Path) -> None:
    server.run(f"ld_dir('{folder}', 'kg.nq', '{GRAPH}'); rdf_loader_run(); checkpoint;")
    for query in QUERIES:
        check(query, ask(server.address, on_disk(query)), built)


# ── Frictionless ─────────────────────────────────────────────────────────────────────────────────────────────


def _put(folder: Path, files: dict[str, File]) -> None:
    for file in files.values():
        (folder / file.name).write_bytes(file.data)


def _frictionless(folder: Path, code: int) -> dict[str, Any]:
    """What the program finds in a data package."""
    command = [partner("frictionless", "frictionless"), "validate", "datapackage.json", "--json"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == code, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_frictionless_finds_the_data_package_of_the_tables_valid(
    exports: dict[str, dict[str, File]], tmp_path: Path, dataset: Dataset
) -> None:
    _put(tmp_path, exports["csv"])
    found = _frictionless(tmp_path, 0)
    assert (found["valid"], found["errors"], found["warnings"]) == (True, [], [])
    read = {task["name"]: task["stats"]["rows"] for task in found["tasks"]}
    assert read == {table.name: len(rows(table, dataset)) for table in tables()}


@_SLOW
def test_frictionless_finds_a_cell_that_is_no_date_and_a_key_that_is_there_twice(
    exports: dict[str, dict[str, File]], tmp_path: Path
) -> None:
    """The description of the tables is checked against them, and is not merely well-formed."""
    _put(tmp_path, exports["csv"])
    path = tmp_path / "acts.csv"
    lines = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    lines[0]["earliest"] = "in spring"
    made = io.StringIO()
    writer = csv.DictWriter(made, lines[0])
    writer.writeheader()
    writer.writerows([*lines, lines[1]])
    path.write_bytes(made.getvalue().encode())
    (task,) = (task for task in _frictionless(tmp_path, 1)["tasks"] if task["name"] == "acts")
    assert {error["type"] for error in task["errors"]} == {"type-error", "primary-key"}


# ── FollowTheMoney ───────────────────────────────────────────────────────────────────────────────────────────


def _ftm(folder: Path, *arguments: str) -> str:
    """What the command of FollowTheMoney prints."""
    command = [partner("ftm", "followthemoney"), *arguments]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


Entities = dict[str, tuple[str, dict[str, list[str]]]]


def _entities(text: str) -> Entities:
    """Schema and values of each entity, by its id."""
    return {
        one["id"]: (one["schema"], {name: sorted(values) for name, values in one["properties"].items()})
        for one in map(json.loads, text.splitlines())
    }


@pytest.fixture
def money(exports: dict[str, dict[str, File]], tmp_path: Path) -> Path:
    """A folder with the export for FollowTheMoney."""
    _put(tmp_path, exports["followthemoney"])
    return tmp_path


@_SLOW
def test_followthemoney_keeps_each_entity_as_it_is(money: Path) -> None:
    given = _entities((money / "entities.ftm.json").read_text(encoding="utf-8"))
    assert _entities(_ftm(money, "validate", "-i", "entities.ftm.json")) == given != {}


@_SLOW
def test_followthemoney_makes_the_same_entities_of_the_statements(money: Path) -> None:
    given = _entities((money / "entities.ftm.json").read_text(encoding="utf-8"))
    assert _entities(_ftm(money, "aggregate-statements", "-i", "statements.csv")) == given


@_SLOW
def test_the_statements_are_those_that_followthemoney_makes(money: Path) -> None:
    """All but those that there is an entity, whose value differs from release to release of the library."""
    theirs = list(csv.DictReader(io.StringIO(_ftm(money, "statements", "-d", "chronicle", "entities.ftm.json"))))
    ours = list(csv.DictReader(io.StringIO((money / "statements.csv").read_text(encoding="utf-8"))))
    assert list(ours[0]) == list(theirs[0])
    found, expected = ({tuple(row.values()) for row in made if row["prop"] != "id"} for made in (ours, theirs))
    assert found == expected
    assert {row["entity_id"] for row in ours} == {row["entity_id"] for row in theirs}

"""``kg export --for STORE``: parts for bulk loaders, loaded with the very commands that are handed on with them."""

from __future__ import annotations

import gzip
import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import ANY

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.answers.opening import open_build
from kg.exchange.exports.stores import parts, stores
from kg.exchange.formats import find_format, formats
from kg.exchange.model import File
from kg.rdf.formats import BY_NAME
from kg.rdf.syntax import parse_rdf
from tests.engines import in_jena
from tests.project import ROOT, Ran, kg, program
from tests.servers import Virtuoso, ask, virtuoso
from tests.test_exports_loaded import COUNT, QUERIES, check, on_disk

_WITH_GRAPHS = [name for name, store in stores().items() if store.union]


@given(st.lists(st.text("ab", max_size=12)), st.integers(min_value=1, max_value=20))
def test_the_parts_are_the_file_and_none_is_longer_than_it_may_be_unless_by_a_line(lines: list[str], most: int) -> None:
    data = "".join(f"{line}\n" for line in lines).encode()
    made = list(parts(data, most))
    assert b"".join(made) == data
    assert all(part.endswith(b"\n") and (len(part) <= most or part.count(b"\n") == 1) for part in made)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts so short that the seeds make several."""
    monkeypatch.setattr("kg.exchange.exports.stores.MOST", 5_000_000)


def _unpacked(files: list[File]) -> bytes:
    return b"".join(gzip.decompress(file.data) for file in files if file.name.endswith(".gz"))


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("name", stores())
def test_the_parts_together_are_the_export_of_the_graph_to_the_byte(
    name: str, built: Path, exports: dict[str, dict[str, File]]
) -> None:
    files = [*find_format(name).files(open_build(built))]
    whole = exports["nquads"]["kg.nq"] if name in _WITH_GRAPHS else exports["ntriples"]["kg.nt"]
    assert len(files) > 3
    assert _unpacked(files) == whole.data


def test_what_is_compressed_has_no_time_and_no_name(exports: dict[str, dict[str, File]]) -> None:
    for name in stores():
        flags, *time = exports[name][f"kg-00001.{'nq' if name in _WITH_GRAPHS else 'nt'}.gz"].data[3:8]
        assert (flags, time) == (0, [0, 0, 0, 0])


def test_a_catalogue_entry_says_what_is_in_a_part_and_how_it_is_compressed(exports: dict[str, dict[str, File]]) -> None:
    files = exports["virtuoso"]
    assert "void.ttl" not in files
    text = files["dcat.ttl"].data.decode()
    assert {
        o.rpartition("/media-types/")[2] for _, p, o in parse_rdf(text, BY_NAME["ttl"], path="a") if "Format>" in p
    } == {"application/gzip>"}
    assert "/media-types/application/n-quads>" in text


def test_the_read_me_says_how_many_lines_have_to_be_loaded(exports: dict[str, dict[str, File]]) -> None:
    for name, store in stores().items():
        text = exports[name]["README.txt"].data.decode()
        count = _unpacked([*exports[name].values()]).count(b"\n")
        assert store.load in text
        assert f"There are {count} lines" in text


def test_a_store_is_a_format_by_another_name_and_both_are_one_too_many(built: Path, tmp_path: Path) -> None:
    for name, options in (("a", ["--for", "jena"]), ("b", ["jena"])):
        assert kg("export", *options, "--build", str(built), "--out", str(tmp_path / name)) == Ran(0, ANY, ANY)
    first, second = ({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in "ab")
    assert first == second
    refused = kg("export", "csv", "--for", "jena", "--build", str(built))
    assert (refused.code, refused.err.splitlines()[0]) == (2, "error[wrong-call]: csv and --for jena are two formats")


def test_the_command_offers_every_store() -> None:
    offered = re.search(r"--for \[(.*?)\]", kg("export", "--help").out)
    assert offered
    assert offered[1].split("|") == [*stores()]
    assert set(stores()) < formats().keys()


def test_the_page_shows_the_commands_that_are_handed_on() -> None:
    page = (ROOT / "docs" / "stores.md").read_text(encoding="utf-8")
    assert [name for name, store in stores().items() if store.load not in page] == []


# ── Loaded ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def handed_on(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which each store has its export, in several parts."""
    monkeypatch.setattr("kg.exchange.exports.stores.MOST", 5_000_000)
    for name in ("virtuoso", "jena"):
        assert kg("export", "--for", name, "--build", str(built), "--out", str(tmp_path / name)).code == 0
    return tmp_path


def _command(folder: Path, begins: str) -> str:
    """A command of the file that says how to load."""
    lines = (folder / "README.txt").read_text(encoding="utf-8").splitlines()
    (found,) = (line for line in lines if line.startswith(begins))
    return found.replace("FOLDER", str(folder))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Virtuoso]:
    """An empty Virtuoso."""
    program("virtuoso-t", "virtuoso-opensource")
    folder = tmp_path / "server"
    folder.mkdir()
    with virtuoso(folder) as found:
        yield found


@pytest.mark.partners
@pytest.mark.slow_reference
def test_virtuoso_loads_each_part_with_the_command_of_the_read_me(
    server: Virtuoso, handed_on: Path, built: Path
) -> None:
    command = _command(handed_on / "virtuoso", "isql-vt ")
    command = command.replace("1111", str(server.port)).replace("PASSWORD", "dba")
    subprocess.run(shlex.split(command), check=True, capture_output=True)
    listed = server.run("SELECT ll_file, ll_state, ll_error FROM DB.DBA.load_list;")
    count = len([*(handed_on / "virtuoso").glob("kg-*.nq.gz")])
    assert (listed.count(".nq.gz"), listed.count(" 2 ")) == (count, count)
    assert count > 1
    base = json.loads((built / "index.json").read_text(encoding="utf-8"))["base"]
    own = f'SELECT (COUNT(*) AS ?count) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{base}")) }}'
    assert ask(server.address, own).rows == [(str((built / "kg.nq").read_bytes().count(b"\n")),)]
    for query in QUERIES:
        check(query, ask(server.address, on_disk(query)), built)


@pytest.mark.partners
@pytest.mark.slow_reference
def test_jena_reads_each_part_and_gives_the_rows(handed_on: Path, built: Path) -> None:
    """Its loader for disks is in no package that we can install: this is the reader that the loader has too."""
    files = sorted((handed_on / "jena").glob("kg-*.nt.gz"))
    *given, counted = in_jena(files, [*map(on_disk, QUERIES), COUNT])
    assert len(files) > 1
    assert counted.rows == [(str(sum(gzip.decompress(file.read_bytes()).count(b"\n") for file in files)),)]
    for query, answer in zip(QUERIES, given, strict=True):
        check(query, answer, built)

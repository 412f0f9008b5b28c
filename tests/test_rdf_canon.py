"""The W3C suite of RDFC-1.0, through the function by which every hash of a dataset is made; and poison graphs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pyoxigraph as ox
import pytest

from kg.model.errors import DataError
from kg.model.terms import digest
from kg.model.worker import Limits
from kg.rdf import canonicalization
from kg.rdf.canonicalization import Hash, canonical_text
from kg.rdf.syntax import hash_of_dataset, read_triples
from tests.project import SHARED, Tiny

pytestmark = pytest.mark.usefixtures("in_copies")

SUITE = SHARED / "conformance" / "rdf-canon"
EVALUATION, MAP, NEGATIVE = "RDFC10EvalTest", "RDFC10MapTest", "RDFC10NegativeEvalTest"
COUNTS = {EVALUATION: 64, MAP: 21, NEGATIVE: 1}
BY_PROXY = "pyoxigraph names the nodes in place and gives no map: the map of the suite is applied to the input instead"
"""Why no map test compares maps."""


def cases(kind: str) -> list[dict[str, str]]:
    """The entries of one kind in the manifest of the suite."""
    if not SUITE.is_dir():
        return []
    listed = json.loads((SUITE / "manifest.jsonld").read_text(encoding="utf-8"))
    return [entry for entry in listed["entries"] if entry["type"].removeprefix("rdfc:") == kind]


def parameters(kind: str) -> list[object]:
    """The entries as parameters of a test, by their ids; without the suite there is one that says so."""
    missing = pytest.param({}, id=f"{kind} not there", marks=pytest.mark.skip(reason=f"{SUITE.name} is missing"))
    return [pytest.param(case, id=case["id"].removeprefix("#")) for case in cases(kind)] or [missing]


def quads(path: Path) -> Iterator[ox.Quad]:
    return ox.parse(path.read_bytes(), format=ox.RdfFormat.N_QUADS)


def hash_(case: dict[str, str]) -> Hash:
    return "SHA-384" if case.get("hashAlgorithm") == "SHA384" else "SHA-256"


@pytest.mark.parametrize("kind", COUNTS)
def test_the_whole_suite_is_run(kind: str) -> None:
    if not SUITE.is_dir():
        pytest.skip(f"{SUITE.name} is missing")
    assert len(cases(kind)) == COUNTS[kind]


@pytest.mark.parametrize("case", parameters(EVALUATION))
def test_a_dataset_has_the_canonical_form_of_the_suite(case: dict[str, str]) -> None:
    path = SUITE / case["action"]
    expected = (SUITE / case["result"]).read_text(encoding="utf-8")
    assert canonical_text(quads(path), path, hash_=hash_(case)) == expected
    if hash_(case) == "SHA-256":
        assert hash_of_dataset(path) == digest(expected)


@pytest.mark.parametrize("case", parameters(MAP))
def test_blank_nodes_are_named_as_the_suite_maps_them(case: dict[str, str]) -> None:
    """The input, renamed by the map of the suite, is the canonical form itself (see ``BY_PROXY``)."""
    path = SUITE / case["action"]
    names = json.loads((SUITE / case["result"]).read_text(encoding="utf-8"))
    renamed = {str(ox.Quad(*(_renamed(term, names) for term in quad))) for quad in quads(path)}
    assert {name for quad in quads(path) for term in quad if (name := _label(term))} == set(names)
    assert "".join(sorted(f"{line} .\n" for line in renamed)) == canonical_text(quads(path), path, hash_=hash_(case))


def _label(term: object) -> str:
    return term.value if isinstance(term, ox.BlankNode) else ""


def _renamed(term: Any, names: dict[str, str]) -> Any:
    return ox.BlankNode(names[term.value]) if isinstance(term, ox.BlankNode) else term


@pytest.fixture
def hasty() -> Iterator[None]:
    """A second has to do."""
    with mock.patch.object(canonicalization, "LIMITS", Limits(seconds=1, memory=2)):
        yield


@pytest.mark.parametrize("case", parameters(NEGATIVE))
@pytest.mark.usefixtures("hasty")
def test_a_poison_graph_is_stopped(case: dict[str, str]) -> None:
    path = SUITE / case["action"]
    with pytest.raises(DataError, match="cannot be told apart in reasonable time") as stopped:
        hash_of_dataset(path)
    assert [problem.code for problem in stopped.value.problems] == ["poison-graph"]


def clique(size: int) -> str:
    """A graph of blank nodes each of which knows all others."""
    lines = (f"_:e{one} <http://example.org/p> _:e{other} .\n" for one in range(size) for other in range(size))
    return "".join(lines)


@pytest.mark.usefixtures("hasty")
def test_a_poison_graph_in_a_projects_own_vocabulary_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(clique(12))
    with pytest.raises(DataError, match="poison-graph"):
        list(read_triples(tmp_path / "own.ttl"))


@pytest.mark.usefixtures("hasty")
def test_a_build_with_a_poison_graph_is_not_exported(standing: Tiny) -> None:
    """Somebody changed the file: what ``kg build`` writes has no blank nodes."""
    with (standing.build / "kg.nq").open("a", encoding="utf-8") as file:
        file.write(clique(12))
    refused = standing.kg("export", "csv", "--build", "build", "--out", "handed-on")
    assert (refused.code, "error[poison-graph]" in refused.err) == (1, True)
    assert "kg.nq" in refused.err
    assert not (standing.folder / "handed-on").exists()


def test_names_do_not_depend_on_those_in_the_file_or_on_the_order(tmp_path: Path) -> None:
    one = '_:a <http://example.org/p> _:b .\n_:b <http://example.org/p> "x" .\n'
    (tmp_path / "one.nq").write_text(one)
    turned = "".join(reversed(one.replace("_:a", "_:z").splitlines(keepends=True)))
    (tmp_path / "other.nq").write_text(turned)
    assert hash_of_dataset(tmp_path / "one.nq") == hash_of_dataset(tmp_path / "other.nq")

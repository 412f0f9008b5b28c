"""JSON-LD framed by kind: nothing lost or bent, nothing surer, and the trees that PyLD makes with the same frames."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from kg.exchange.exports.framed import both_ways, context_of, framed, frames
from kg.exchange.model import File
from kg.model.terms import Triple, expand
from kg.model.vocabulary import CLASSES
from kg.rdf.formats import BY_NAME
from kg.rdf.syntax import parse_rdf, read_triples


@pytest.fixture(scope="module")
def files(exports: dict[str, dict[str, File]]) -> dict[str, File]:
    """The file of each class."""
    return {name: exports["framed"][f"{name}.jsonld"] for name in frames()}


def _triples(file: File) -> set[Triple]:
    return set(parse_rdf(file.data.decode(), BY_NAME["jsonld"], path=file.name))


def test_each_class_has_a_file_with_every_triple_of_its_nodes(built: Path, files: dict[str, File]) -> None:
    graph, of_type = set(read_triples(built / "kg.ttl")), expand("rdf:type")
    assert set(files) == set(CLASSES)
    for name, file in files.items():
        found = _triples(file)
        nodes = {s for s, p, o in graph if p == of_type and o == expand(f"hr:{name}")}
        assert found <= graph
        assert {triple for triple in graph if triple[0] in nodes} <= found


def test_an_act_has_its_claims_inside_it_with_who_claims_it_and_how_surely(files: dict[str, File]) -> None:
    for act in json.loads(files["Act"].data)["@graph"]:
        assert act["assertedBy"]
        for claim in act["assertedBy"]:
            assert {"certainty", "stance", "quoteText"} <= claim.keys()
            assert all(claimant["displayLabel"] for claimant in claim["claimant"])


@pytest.mark.partners
@pytest.mark.slow_reference
@pytest.mark.parametrize("name", ["Act", "Assessment", "Claim", "Posting", "Quantity", "Recommendation"])
def test_pyld_makes_the_same_trees_of_a_document(name: str, exports: dict[str, dict[str, File]]) -> None:
    whole = json.loads(exports["jsonld"]["kg.jsonld"].data)
    context, frame = context_of(whole["@context"]), frames()[name]
    some = [node for node in whole["@graph"] if "2012-04-27-joint-appeal" in node["@id"]]
    ours = {"@context": context, "@graph": framed(both_ways({node["@id"]: node for node in some}), frame)}
    options: Any = {"omitDefault": True, "omitGraph": False, "documentLoader": None}
    theirs = jsonld.frame({"@context": context, "@graph": some}, {"@context": context, **frame}, options)
    assert ours["@graph"]
    assert _sorted(jsonld.expand(ours)) == _sorted(jsonld.expand(theirs))


def _sorted(value: Any) -> Any:
    """JSON with each list in one order, as that of expanded JSON-LD says nothing."""
    if isinstance(value, dict):
        return {key: _sorted(one) for key, one in value.items()}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda one: json.dumps(one, sort_keys=True))
    return value

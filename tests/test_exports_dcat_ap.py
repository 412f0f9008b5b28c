"""``dcat.ttl`` of each export as DCAT-AP 3.0.1 wants an entry of a catalogue, by shapes of our own (``tests/partners``)."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import DCAT, RDF, SH

from kg.exchange.formats import formats
from kg.exchange.model import File

_SHAPES = Path(__file__).parent / "partners" / "dcat-ap.ttl"


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    """The constraints."""
    return rdflib.Graph().parse(data=_SHAPES.read_text(encoding="utf-8"), format="turtle")


def _entry(files: dict[str, File]) -> rdflib.Graph:
    return rdflib.Graph().parse(data=files["dcat.ttl"].data, format="turtle")


def _faults(entry: rdflib.Graph, shapes: rdflib.Graph) -> list[tuple[str, str]]:
    """The property and the constraint of each violation."""
    _, report, _ = pyshacl.validate(entry, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return sorted(
        (_end(report.value(one, SH.resultPath)), _end(report.value(one, SH.sourceConstraintComponent)))
        for one in results
    )


def _end(term: object) -> str:
    return str(term).rpartition("#")[2].rpartition("/")[2]


@pytest.mark.parametrize("name", formats())
def test_the_entry_of_each_export_conforms(
    name: str, shapes: rdflib.Graph, exports: dict[str, dict[str, File]]
) -> None:
    assert _faults(_entry(exports[name]), shapes) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("dcat:accessURL", "dcat:landingPage", ("accessURL", "MinCountConstraintComponent")),
        ("foaf:name", "rdfs:label", ("name", "MinCountConstraintComponent")),
        ("dct:LicenseDocument", "dct:Standard", ("license", "ClassConstraintComponent")),
        ("spdx:ChecksumAlgorithm ", "spdx:File ", ("algorithm", "ClassConstraintComponent")),
        ("xsd:hexBinary", "xsd:string", ("checksumValue", "DatatypeConstraintComponent")),
        ("prov:wasDerivedFrom", "dct:source", ("source", "ClassConstraintComponent")),
    ],
)
def test_an_entry_that_does_not_conform_is_caught(
    old: str, new: str, fault: tuple[str, str], shapes: rdflib.Graph, exports: dict[str, dict[str, File]]
) -> None:
    text = exports["matrix"]["dcat.ttl"].data.decode()
    assert old in text
    assert fault in _faults(rdflib.Graph().parse(data=text.replace(old, new), format="turtle"), shapes)


def test_no_property_of_dataset_and_distribution_escapes_the_shapes(
    shapes: rdflib.Graph, exports: dict[str, dict[str, File]]
) -> None:
    """But those that DCAT-AP does not speak of."""
    known = {*shapes.objects(None, SH.path), RDF.type}
    used = {
        _end(p)
        for name in formats()
        for entry in [_entry(exports[name])]
        for kind in (DCAT.Dataset, DCAT.Distribution)
        for node in entry.subjects(RDF.type, kind)
        for p in entry.predicates(node)
        if p not in known
    }
    assert used == {"bibliographicCitation", "versionInfo", "wasDerivedFrom"}

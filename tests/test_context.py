"""The JSON-LD context: every term of the contract is in it, with what its values are, and survives the way there and back."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pyoxigraph as ox
import pytest
from pyld import jsonld

from kg.model.terms import expand, local_name
from kg.model.vocabulary import CLASSES, DERIVED, PREFIXES, PROPERTIES
from kg.rdf.syntax import read_triples
from tests.project import ROOT

ONTOLOGY = ROOT / "ontology"
CONTEXT = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))["@context"]
OF_OTHERS = {
    **dict.fromkeys(("dct:description", "dct:title", "skos:altLabel", "skos:prefLabel"), ("rdf:langString",)),
    **dict.fromkeys(("dct:created", "dct:issued"), ("edtf:EDTF",)),
    **dict.fromkeys(("schema:latitude", "schema:longitude"), ("xsd:decimal",)),
    **dict.fromkeys(
        (
            *("dct:accessRights", "dct:creator", "dct:publisher", "dct:references", "dct:source", "dct:type"),
            *("prov:wasDerivedFrom", "schema:url", "skos:exactMatch", "skos:relatedMatch"),
        ),
        ("node",),
    ),
    "dct:language": ("xsd:string",),
}
"""The contract's properties of other vocabularies, and what their values are."""

VALUES = {
    "node": "<urn:x:value>",
    "rdf:langString": '"слово"@ru',
    "xsd:boolean": f'"true"^^<{PREFIXES["xsd"]}boolean>',
    "xsd:integer": f'"3"^^<{PREFIXES["xsd"]}integer>',
    "xsd:nonNegativeInteger": f'"3"^^<{PREFIXES["xsd"]}nonNegativeInteger>',
    "xsd:decimal": f'"43.24"^^<{PREFIXES["xsd"]}decimal>',
    "xsd:date": f'"2012-04-25"^^<{PREFIXES["xsd"]}date>',
    "xsd:string": '"07:00"',
    "xsd:anyURI": f'"https://example.org/"^^<{PREFIXES["xsd"]}anyURI>',
    "edtf:EDTF": f'"2012-04/.."^^<{PREFIXES["edtf"]}EDTF>',
}
"""A value of each kind."""


@cache
def kinds() -> dict[str, tuple[str, ...]]:
    """What the values of each property are, as the ontology says it."""
    found: dict[str, list[str]] = {}
    for name in ("hr", "derived"):
        for s, p, o in read_triples(ONTOLOGY / f"{name}.ttl"):
            if not s.startswith(f"<{PREFIXES['hr']}"):
                continue
            said = found.setdefault(local_name(s), [])
            if o == expand("owl:ObjectProperty"):
                said.append("node")
            elif p in (expand("rdfs:range"), expand("schema:rangeIncludes")):
                said += [kind for kind in VALUES if kind != "node" and o == expand(kind)]
    ours = {name: tuple(found[name]) or ("node", "xsd:string") for name in (*PROPERTIES, *DERIVED)}
    return {**ours, **OF_OTHERS}


def property_of(name: str) -> str:
    return expand(name if ":" in name else f"hr:{name}")


@cache
def there() -> tuple[set[str], Any]:
    """A node for each property with a value of each kind that it may have: as N-Quads, and compacted with the context."""
    lines = {
        f"<urn:x:{re.sub(r'[^A-Za-z]', '.', name)}> {property_of(name)} {VALUES[kind]} ."
        for name, of in kinds().items()
        for kind in of
    }
    expanded = jsonld.from_rdf("\n".join(sorted(lines)) + "\n", {"format": "application/n-quads"})
    compacted = jsonld.compact(expanded, {"@context": CONTEXT})
    return lines, {node["@id"]: node for node in compacted["@graph"]}


@pytest.mark.parametrize("name", [*PROPERTIES, *DERIVED, *OF_OTHERS])
def test_a_property_is_written_by_its_term(name: str) -> None:
    _, nodes = there()
    node = nodes[f"urn:x:{re.sub(r'[^A-Za-z]', '.', name)}"]
    keys = {key for key in node if key != "@id"}
    if len(kinds()[name]) == 1:
        assert keys == {name}
        assert "@" not in json.dumps(node[name]), "the context does not say what its values are"
    else:
        assert {key.removeprefix("hr:") for key in keys} == {name}


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_has_its_term(name: str) -> None:
    assert CONTEXT[name] == f"hr:{name}"


def test_all_properties_survive_the_way_there_and_back() -> None:
    lines, nodes = there()
    document = {"@context": CONTEXT, "@graph": list(nodes.values())}
    back = jsonld.to_rdf(document, {"format": "application/n-quads"})
    assert {str(quad.triple) for quad in ox.parse(back, format=ox.RdfFormat.N_QUADS)} == {
        str(quad.triple) for quad in ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS)
    }

"""The description of the endpoint (SPARQL 1.1 Service Description), with what is known of its data (VoID)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.kinds import prefixes
from kg.model.terms import XSD, Triple, expand, iri, literal
from kg.rdf.protocol import Caps, triples_answered
from kg.rdf.serialization import line_of
from kg.site.server.negotiation import ROWS, TRIPLES
from kg.site.server.releases import Release

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_OF_FORMS = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON-LD",
}
_TYPE = expand("rdf:type")


def described(release: Release, form: str) -> bytes:
    """The description of the service in a form of RDF; its address is where the base of the data leads."""
    address = f"{release.base.removesuffix('id/')}sparql"
    lines = sorted({line_of(triple) for triple in _triples(release, address)})
    named = prefixes(release.base) | {"sd": _SD}
    return triples_answered(lines, form, named, Caps()).data


def _triples(release: Release, address: str) -> Iterator[Triple]:
    service, dataset = iri(address), iri(f"{address}#dataset")
    default = iri(f"{address}#default-graph")
    yield service, _TYPE, _sd("Service")
    yield service, _sd("endpoint"), service
    yield service, _sd("supportedLanguage"), _sd("SPARQL11Query")
    for form in (*ROWS, *TRIPLES):
        yield service, _sd("resultFormat"), iri(_FORMATS + _OF_FORMS[form.name])
    yield service, _sd("defaultDataset"), dataset
    yield dataset, _TYPE, _sd("Dataset")
    yield dataset, _TYPE, expand("void:Dataset")
    yield dataset, expand("void:uriSpace"), literal(release.base)
    yield dataset, expand("void:sparqlEndpoint"), service
    yield dataset, expand("void:entities"), literal(str(len(release.nodes)), datatype=XSD + "integer")
    yield dataset, _sd("defaultGraph"), default
    yield default, _TYPE, _sd("Graph")
    for number, name in enumerate(release.graphs):
        graph = iri(f"{address}#graph-{number}")
        yield dataset, _sd("namedGraph"), graph
        yield graph, _TYPE, _sd("NamedGraph")
        yield graph, _sd("name"), iri(name)


def _sd(name: str) -> str:
    return iri(_SD + name)

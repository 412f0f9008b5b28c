"""The exports for linked data, and what each export says of itself."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from pyld import jsonld

from kg.answers.opening import open_build
from kg.exchange.dcat import dcat
from kg.exchange.exports.jsonld import written
from kg.exchange.formats import formats
from kg.exchange.losses import aspects, lacking
from kg.exchange.model import File
from kg.exchange.views import VIEWS, seen, viewed
from kg.model.terms import Triple, expand, iri, text_of
from kg.model.vocabulary import CLASSES, DERIVED, PREFIXES, PROPERTIES
from kg.rdf.formats import BY_NAME
from kg.rdf.syntax import parse_rdf, read_triples
from kg.upkeep.context import context as made
from kg.upkeep.context import extended
from tests.project import ROOT, kg

Written = dict[str, File]
_GRAPHS = ("turtle", "trig", "nquads", "ntriples", "rdfxml", "jsonld")


def _triples(file: File) -> list[Triple]:
    form = next(form for form in BY_NAME.values() if form.media_type == file.media_type)
    return parse_rdf(file.data.decode(), form, path=file.name)


def _objects(triples: list[Triple], subject: str, name: str) -> set[str]:
    return {text_of(o) for s, p, o in triples if s == subject and p == expand(name)}


@pytest.mark.parametrize("name", ["csv", "turtle"])
def test_a_catalogue_entry_lists_each_file_with_its_size_and_hash(
    name: str, built: Path, exports: dict[str, Written]
) -> None:
    files = exports[name]
    said = _triples(files["dcat.ttl"])
    (dataset,) = (s for s, _, o in said if o == expand("dcat:Dataset"))
    found = {}
    for one in map(iri, _objects(said, dataset, "dcat:distribution")):
        (title,), (size,) = _objects(said, one, "dct:title"), _objects(said, one, "dcat:byteSize")
        (media_type,) = _objects(said, one, "dcat:mediaType")
        (checksum,) = _objects(said, one, "spdx:checksum")
        (value,) = _objects(said, iri(checksum), "spdx:checksumValue")
        found[title] = (media_type.split("/media-types/")[1], int(size), value)
    others = {"dcat.ttl", "void.ttl", "losses.md", "losses.json", "manifest.json"}
    assert found == {
        file.name: (file.media_type, len(file.data), hashlib.sha256(file.data).hexdigest())
        for file in files.values()
        if file.name not in others
    }


def test_a_catalogue_entry_has_the_version_of_the_build_its_sources_and_a_note_in_two_languages(
    built: Path, exports: dict[str, Written]
) -> None:
    graph, said = set(read_triples(built / "kg.ttl")), _triples(exports["csv"]["dcat.ttl"])
    (dataset,) = (s for s, _, o in said if o == expand("dcat:Dataset"))
    for name in ("dct:title", "dct:license", "owl:versionInfo", "dct:bibliographicCitation"):
        assert _objects(said, dataset, name) == _objects([*graph], dataset, name) != set()
    assert _objects(said, dataset, "dcat:version") == _objects(said, dataset, "owl:versionInfo")
    assert _objects(said, dataset, "prov:wasDerivedFrom") == _objects([*graph], dataset, "schema:isBasedOn")
    for source in map(iri, _objects(said, dataset, "prov:wasDerivedFrom")):
        for name in ("dct:title", "dct:issued", "dct:creator"):
            assert _objects(said, source, name) == _objects([*graph], source, name)
    (rights,) = _objects(said, dataset, "dct:accessRights")
    notes = [o for s, p, o in said if s == iri(rights) and p == expand("rdfs:comment")]
    assert sorted(note.rpartition("@")[2] for note in notes) == ["en", "ru"]
    (span,) = _objects(said, dataset, "dct:temporal")
    assert _objects(said, iri(span), "dcat:endDate") == {"2018-09-21"}


@pytest.mark.parametrize(
    ("access", "english", "russian"),
    [
        ("public", "An allegation is not a fact", "Обвинение — ещё не факт"),
        ("partners", "For partners only", "Только для партнёров"),
        ("internal", "do not hand it on", "не передавайте"),
    ],
)
def test_a_catalogue_entry_says_whom_the_export_is_for(
    access: str, english: str, russian: str, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.exchange.dcat.access_of", lambda _: access)
    said = dcat(open_build(built), "csv", ()).data.decode()
    assert (english in said, russian in said) == (True, True)
    assert said.count("rdfs:comment") == 2  # the note, and what the span of time is


@pytest.mark.parametrize("name", _GRAPHS)
def test_the_numbers_of_a_graph_are_those_of_its_file(name: str, built: Path, exports: dict[str, Written]) -> None:
    files = exports[name]
    (own,) = (file for file in files.values() if file.name.startswith("kg."))
    graph, said = set(_triples(own)), _triples(files["void.ttl"])
    (here,) = (s for s, p, _ in said if p == expand("void:uriSpace"))
    assert _objects(said, here, "void:triples") == {str(len(graph))}
    assert _objects(said, here, "void:distinctSubjects") == {str(len({s for s, _, _ in graph}))}
    assert _objects(said, here, "void:distinctObjects") == {str(len({o for _, _, o in graph}))}
    for kind, counted, counts in (
        ("class", "entities", Counter(o for _, p, o in graph if p == expand("rdf:type"))),
        ("property", "triples", Counter(p for _, p, _ in graph)),
    ):
        found = {}
        for part in map(iri, _objects(said, here, f"void:{kind}Partition")):
            (term,), (count,) = _objects(said, part, f"void:{kind}"), _objects(said, part, f"void:{counted}")
            found[iri(term)] = int(count)
        assert found == counts


def test_links_to_a_gazetteer_are_counted(built: Path, exports: dict[str, Written]) -> None:
    graph, said = [*read_triples(built / "kg.ttl")], _triples(exports["turtle"]["void.ttl"])
    (links,) = (s for s, _, o in said if o == expand("void:Linkset"))
    assert _objects(said, links, "void:linkPredicate") == {text_of(expand("skos:exactMatch"))}
    places = sum(p == expand("skos:exactMatch") and "sws.geonames.org" in o for _, p, o in graph)
    assert _objects(said, links, "void:triples") == {str(places)}


def test_a_table_has_no_numbers_of_a_graph_and_no_description_has_a_blank_node(
    built: Path, exports: dict[str, Written]
) -> None:
    assert "void.ttl" not in exports["csv"]
    files = exports["turtle"]
    assert not any("_:" in term for name in ("dcat.ttl", "void.ttl") for t in _triples(files[name]) for term in t[::2])


@pytest.fixture(scope="module")
def nanopubs(built: Path, exports: dict[str, Written]) -> dict[str, set[Triple]]:
    """The triples of each graph of the nanopublications."""
    found: dict[str, set[Triple]] = defaultdict(set)
    for quad in ox.parse(exports["nanopubs"]["nanopubs.trig"].data, format=ox.RdfFormat.TRIG):
        found[str(quad.graph_name)].add((str(quad.subject), str(quad.predicate), str(quad.object)))
    return found


def _part(nanopubs: dict[str, set[Triple]], part: str) -> dict[str, set[Triple]]:
    """The graphs of one kind, by claim."""
    end = f"/np/{part}>"
    return {f"{name.removesuffix(end)}>": graph for name, graph in nanopubs.items() if name.endswith(end)}


def test_each_claim_is_a_nanopublication_of_four_graphs(built: Path, nanopubs: dict[str, set[Triple]]) -> None:
    claims = {s for s, p, o in read_triples(built / "kg.ttl") if (p, o) == (expand("rdf:type"), expand("hr:Claim"))}
    parts = ("head", "assertion", "provenance", "pubinfo")
    assert [set(_part(nanopubs, part)) for part in parts] == [claims] * 4
    assert len(nanopubs) == 4 * len(claims)
    for claim, graph in _part(nanopubs, "head").items():
        whole = f"{claim[:-1]}/np"
        assert graph == {
            (f"{whole}>", expand("rdf:type"), expand("np:Nanopublication")),
            (f"{whole}>", expand("np:hasAssertion"), f"{whole}/assertion>"),
            (f"{whole}>", expand("np:hasProvenance"), f"{whole}/provenance>"),
            (f"{whole}>", expand("np:hasPublicationInfo"), f"{whole}/pubinfo>"),
        }


def test_nothing_that_is_only_claimed_is_a_bare_fact_of_a_nanopublication(nanopubs: dict[str, set[Triple]]) -> None:
    """An assertion speaks of its claim alone, apart from whether what it is about took place at all."""
    for claim, graph in _part(nanopubs, "assertion").items():
        assert {p for s, p, _ in graph if s != claim} <= {expand("hr:modality")}
        assert {p for s, p, _ in graph if s == claim} >= {expand("hr:stance"), expand("hr:certainty")}
    rest = [graph for part in ("head", "provenance", "pubinfo") for graph in _part(nanopubs, part).values()]
    subjects = {s for graph in rest for s, _, _ in graph} - {iri("https://w3id.org/chronicle")}
    base = "<https://w3id.org/chronicle/id/"
    assert {one.removeprefix(base).split("/")[0] for one in subjects} == {"assessment", "claim", "passage"}


def test_nanopublications_lose_nothing_of_a_claim_or_its_evidence(
    built: Path, nanopubs: dict[str, set[Triple]]
) -> None:
    given = set().union(*nanopubs.values())
    kinds = {expand("hr:Claim"), expand("hr:Passage")}
    graph = set(read_triples(built / "asserted.ttl"))
    nodes = {s for s, p, o in read_triples(built / "kg.ttl") if p == expand("rdf:type") and o in kinds}
    assert {triple for triple in graph if triple[0] in nodes} - given == set()
    relayed = {triple for triple in read_triples(built / "kg.ttl") if triple[1] == expand("hr:relayedBy")}
    assert relayed - given == set()


def test_whoever_made_a_claim_and_its_words_are_in_its_provenance(nanopubs: dict[str, set[Triple]]) -> None:
    for claim, graph in _part(nanopubs, "provenance").items():
        assertion = f"{claim[:-1]}/np/assertion>"
        claimants = {o for s, p, o in graph if (s, p) == (claim, expand("hr:claimant"))}
        assert {o for s, p, o in graph if (s, p) == (assertion, expand("prov:wasAttributedTo"))} == claimants != set()
        evidence = {o for s, p, o in graph if (s, p) == (claim, expand("hr:evidence"))}
        documents = {o for s, p, o in graph if s in evidence and p == expand("hr:document")}
        sources = {o for s, p, o in graph if (s, p) == (assertion, expand("prov:wasDerivedFrom"))}
        assert sources == evidence | documents != set()


def test_a_claim_about_what_was_only_threatened_says_so(built: Path, nanopubs: dict[str, set[Triple]]) -> None:
    modality = expand("hr:modality")
    of = {s: o for s, p, o in read_triples(built / "kg.ttl") if p == modality}
    for graph in _part(nanopubs, "assertion").values():
        about = {o for _, p, o in graph if p in map(expand, ("hr:asserts", "hr:concerns", "hr:value"))}
        assert {(s, o) for s, p, o in graph if p == modality} == {(s, of[s]) for s in about & of.keys()}


def _by_pyld(data: bytes) -> set[Triple]:
    """The triples of JSON-LD as another library reads them, without the web."""
    options: Any = {"format": "application/n-quads", "documentLoader": _refuse}
    text = str(jsonld.to_rdf(json.loads(data), options))
    return {
        (str(quad.subject), str(quad.predicate), str(quad.object))
        for quad in ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS)
    }


def _refuse(url: str, options: object) -> None:
    raise AssertionError(url)


def test_json_ld_has_the_triples_of_the_graph_in_two_libraries(built: Path, exports: dict[str, Written]) -> None:
    file, graph = exports["jsonld"]["kg.jsonld"], set(read_triples(built / "kg.ttl"))
    assert set(_triples(file)) == graph
    assert _by_pyld(file.data) == graph


@pytest.mark.parametrize(
    "triple",
    [
        (expand("hr:quote"), '"words"'),
        (expand("hr:quote"), '"words"@ru-latn'),
        (expand("hr:quote"), expand("hr:Act")),
        (expand("hr:quote"), '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (expand("hr:claimant"), '"https://example.org/"'),
        (expand("hr:earliest"), '"2018-09-20"'),
        (expand("hr:earliest"), '"2018"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        (expand("hr:earliest"), '"in autumn"@en'),
        (expand("hr:held"), '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        (expand("hr:value"), expand("vocab:role/host")),
        (expand("hr:value"), "<https://example.org/a?b=%D0%B0#c>"),
        (expand("hr:value"), '"hr:Act"'),
        (expand("hr:value"), '"a \\"quoted\\" line\\nand another"@en-x-mt'),
        (expand("rdf:type"), "<urn:example:kind>"),
        ("<https://example.org/unknown>", "<mailto:a@example.org>"),
    ],
)
def test_json_ld_bends_no_triple_that_its_context_did_not_expect(triple: tuple[str, str]) -> None:
    given = {("<https://example.org/id/act/a>", *triple)}
    data = written(given, "https://example.org/id/")
    assert set(parse_rdf(data.decode(), BY_NAME["jsonld"], path="a.jsonld")) == given
    assert _by_pyld(data) == given


def test_the_context_names_every_class_and_property_and_what_its_values_are() -> None:
    terms = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert {*CLASSES, *PROPERTIES, *(name for name in DERIVED if name != "identifier")} - terms.keys() == set()
    assert terms["Act"] == "hr:Act"
    assert terms["claimant"] == {"@id": "hr:claimant", "@type": "@id", "@container": "@set"}
    assert terms["earliest"] == {"@id": "hr:earliest", "@type": "xsd:date", "@container": "@set"}
    assert terms["quote"] == {"@id": "hr:quote", "@container": "@language"}


def test_a_later_version_of_the_context_only_adds_terms() -> None:
    former = {"act": {"@id": "hr:act", "@type": "@id"}, "gone": "hr:gone"}
    found = extended(former, {"act": {"@id": "hr:act"}, "fresh": "hr:fresh"})
    assert found == {**former, "fresh": "hr:fresh"}
    assert made(ROOT / "ontology") == (ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8")


_OF_VIEW = {expand("hr:modality"), expand("skos:prefLabel"), expand("hr:displayLabel")}
_OF_CLAIM = {
    *map(expand, ("hr:asserts", "hr:aspect", "hr:value", "hr:certainty", "hr:stance", "hr:basis", "hr:claimant"))
}


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("form", ["turtle", "jsonld"])
def test_a_view_has_only_the_words_of_its_vocabulary_with_labels(form: str, name: str, built: Path) -> None:
    graph = set(read_triples(built / "kg.ttl"))
    view = viewed(formats()[form], name)
    (own,) = view.files(open_build(built))
    found, namespace = set(_triples(own)), f"<{PREFIXES[VIEWS[name].prefix]}"
    assert found < graph
    words = {(s, p, o) for s, p, o in found if (o if p == expand("rdf:type") else p).startswith(namespace)}
    assert words
    assert {p for _, p, _ in found - words} <= _OF_VIEW | (_OF_CLAIM if name == "sem" else set())
    assert lacking(view) == (*aspects(),)
    assert "a view in the words of" in view.title


def test_a_view_of_events_has_their_modality_and_claims_and_no_alleged_doer(built: Path) -> None:
    graph = set(read_triples(built / "kg.ttl"))
    found = seen([*graph], VIEWS["sem"], PREFIXES["id"])
    events = {s for s, _, o in found if o == expand("sem:Event")}
    assert {s for s, p, _ in found if p == expand("hr:modality")} == events
    claims = {(s, o) for s, p, o in graph if p == expand("hr:asserts") and o in events}
    assert {o for _, o in claims} <= events
    assert {(s, o) for s, p, o in found if p == expand("hr:asserts")} == claims != set()
    for needed in ("hr:certainty", "hr:stance", "hr:claimant"):
        assert {s for s, p, _ in found if p == expand(needed)} == {claim for claim, _ in claims}
    actors = {(s, o) for s, p, o in found if p == expand("sem:hasActor")}
    assert actors == {(s, o) for s, p, o in graph if p == expand("hr:participant")} - {
        (s, o) for s, p, o in graph if p == expand("hr:allegedPerpetrator")
    }


def test_a_view_goes_into_a_folder_of_its_own_and_a_table_has_none(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kg("export", "turtle", "--view", "foaf", "--build", str(built)).code == 0
    assert (tmp_path / "export" / "turtle-foaf" / "kg-foaf.ttl").is_file()
    refused = kg("export", "csv", "--view", "foaf", "--build", str(built))
    assert (refused.code, "csv has no views" in refused.err) == (2, True)

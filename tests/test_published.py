"""The published files: one stands by itself, its parts stay tellable apart, and what was withdrawn is in none of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.build.layers import LAYERS
from kg.build.used_terms import used_part
from kg.model.terms import Quad, Triple, expand, literal, text_of
from kg.model.vocabulary import PREFIXES
from kg.rdf.dataset import Dataset
from kg.rdf.ontology import read_ontology
from kg.rdf.syntax import read_triples
from tests.publishing import data_of, published, released

OWN = PREFIXES["id"]
GRAPH = f"<{OWN}document/test>"


def of(path: Path) -> set[Triple]:
    return set(read_triples(path))


def quads_in(path: Path, form: ox.RdfFormat) -> set[str]:
    return {str(quad) for quad in ox.parse(path=str(path), format=form)}


# ── One file and its parts ───────────────────────────────────────────────────────────────────────────────────


def test_the_one_file_is_all_its_parts_and_these_share_nothing(built: Path) -> None:
    parts = {layer: of(built / f"{layer}.ttl") for layer in LAYERS}
    assert of(built / "kg.ttl") == set().union(*parts.values())
    assert len(of(built / "kg.ttl")) == sum(map(len, parts.values()))
    assert all(parts.values())


def test_the_datasets_have_the_same_graphs(built: Path) -> None:
    quads = quads_in(built / "kg.nq", ox.RdfFormat.N_QUADS)
    assert quads == quads_in(built / "kg.trig", ox.RdfFormat.TRIG)
    triples: dict[str, set[str]] = {}
    for quad in ox.parse(path=str(built / "kg.nq"), format=ox.RdfFormat.N_QUADS):
        triples.setdefault(str(quad.graph_name), set()).add(str(quad.triple))
    for layer in ("inferred", "display", "ontology"):
        parts = {f"{s} {p} {o}" for s, p, o in of(built / f"{layer}.ttl")}
        assert triples[f"<{OWN}graph/{layer}>"] == parts


def test_the_store_has_the_same_graphs_and_all_triples_in_the_default_graph(built: Path) -> None:
    store = ox.Store.read_only(str(built / "store"))
    named = {str(q) for q in store if not isinstance(q.graph_name, ox.DefaultGraph)}
    assert named == quads_in(built / "kg.nq", ox.RdfFormat.N_QUADS)
    default = {
        f"{q.subject} {q.predicate} {q.object}" for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    }
    assert default == {f"{s} {p} {o}" for s, p, o in of(built / "kg.ttl")}


def test_kg_graph_is_the_one_file(graph: rdflib.Graph, built: Path) -> None:
    assert len(graph) == len(of(built / "kg.ttl"))


def test_each_subject_stands_once_in_the_one_file(built: Path) -> None:
    heads = [line.split(" ", 1)[0] for line in (built / "kg.ttl").read_text("utf-8").split("\n\n")[1:]]
    assert len(heads) == len(set(heads))


def test_every_term_in_use_is_explained_in_the_file(built: Path) -> None:
    triples = of(built / "kg.ttl")
    described = {s for s, _, _ in triples}
    spaces = tuple(f"<{PREFIXES[name]}" for name in ("hr", "vocab"))
    used = {term for triple in triples for term in triple if term.startswith(spaces)}
    assert used - described == {f"<{PREFIXES['hr'].rstrip('#')}/1.0>"} & used


def test_no_concept_is_published_that_nothing_uses(built: Path) -> None:
    ontology = of(built / "ontology.ttl")
    concepts = {s for s, p, o in ontology if p == expand("rdf:type") and o == expand("skos:Concept")}
    others = {o for layer in ("asserted", "inferred") for _, _, o in of(built / f"{layer}.ttl")}
    above = {o for s, p, o in ontology if p == expand("skos:broader")}
    assert concepts <= others | above
    assert len(concepts) < sum(1 for _, _, o in read_ontology() if o == expand("skos:Concept"))


def test_the_part_of_an_ontology_in_use_mentions_no_other_of_its_terms() -> None:
    broader, narrower = expand("skos:broader"), expand("skos:narrower")
    said = [("<urn:a>", broader, "<urn:b>"), ("<urn:b>", narrower, "<urn:a>"), ("<urn:b>", narrower, "<urn:c>")]
    said.append(("<urn:c>", broader, "<urn:b>"))
    assert set(used_part(said, ["<urn:a>"])) == {said[0], said[1]}


def test_what_is_for_registries_and_reasoners_is_said_once_in_the_header(built: Path) -> None:
    ontology, header = of(built / "ontology.ttl"), f"<{PREFIXES['hr'].rstrip('#')}>"
    once, never = ("dct:license", "dct:title"), ("dct:creator", "owl:equivalentClass", "rdfs:isDefinedBy")
    for names, expected in ((once, {header}), (never, set())):
        for name in names:
            assert {s for s, p, _ in ontology if p == expand(name)} == expected, name
    kinds = {s for s, p, o in ontology if p == expand("rdf:type") and o.startswith(f"<{PREFIXES['owl']}")}
    assert {kind for kind in kinds if not kind.startswith(f"<{PREFIXES['hr'].rstrip('#')}")} == {
        expand("dct:identifier")
    }


def test_the_file_says_what_it_is(built: Path) -> None:
    about = {p: o for s, p, o in of(built / "kg.ttl") if s == f"<{OWN}dataset>"}
    assert {
        expand(name) for name in ("dct:title", "dct:license", "owl:versionInfo", "dct:bibliographicCitation")
    } <= about.keys()
    sources = {o for s, p, o in of(built / "kg.ttl") if s == f"<{OWN}dataset>" and p == expand("schema:isBasedOn")}
    assert len(sources) == 5


# ── Withdrawn ────────────────────────────────────────────────────────────────────────────────────────────────


def node(kind: str, name: str) -> str:
    return f"<{OWN}{kind}/test.{name}>"


def quads(triples: Iterable[tuple[str, str, str]]) -> list[Quad]:
    return [Quad(s, expand(p), o, GRAPH) for s, p, o in triples]


ACT, OTHER, TOLD, DETAIL, RELAY, RIVAL = (
    node("act", "act"), node("act", "other"), node("claim", "told"), node("claim", "detail"), node("claim", "relay"),
    node("claim", "rival"),
)  # fmt: skip
PART, VICTIM, PASSAGE = node("involvement", "act.victim"), node("person", "somebody"), node("passage", "1")
RETRACTED, ACCEPTED = (expand(f"vocab:status/{word}") for word in ("retracted", "accepted"))
DATE, RIVALS = literal("2012-04-25", datatype="http://id.loc.gov/datatypes/edtf/EDTF"), literal("2012-04-26")
EVENT = [
    (GRAPH, "rdf:type", expand("hr:Document")),
    (ACT, "rdf:type", expand("hr:Act")),
    (ACT, "skos:prefLabel", literal("detention", language="en")),
    (ACT, "hr:involvement", PART),
    (ACT, "hr:victim", VICTIM),
    (ACT, "hr:date", DATE),
    (ACT, "hr:earliest", literal("2012-04-25")),
    (PART, "hr:agent", VICTIM),
    (PART, "hr:role", expand("vocab:role/victim")),
    (VICTIM, "skos:prefLabel", literal("somebody", language="en")),
    (OTHER, "hr:partOf", ACT),
    (PASSAGE, "hr:document", GRAPH),
    (PASSAGE, "hr:quote", literal("they took him")),
]


def claim(name: str, target: str, status: str, **said: str) -> list[tuple[str, str, str]]:
    more = [(name, f"hr:{key}", value) for key, value in said.items()]
    return [(name, "hr:asserts", target), (name, "hr:status", status), (name, "hr:evidence", PASSAGE), *more]


def split(triples: Iterable[tuple[str, str, str]], tmp_path: Path) -> tuple[set[Triple], set[Triple]]:
    """What is published of the document, and what is withdrawn."""
    found = released(quads(triples), tmp_path)
    kept = {t for name, block in found.layers["asserted"].items() if name == GRAPH for t in block.triples()}
    return kept, set(found.withdrawn)


def nodes(triples: Iterable[Triple]) -> set[str]:
    return {term for triple in triples for term in triple}


def test_what_only_withdrawn_claims_tell_goes_with_them(tmp_path: Path) -> None:
    kept, gone = split([*EVENT, *claim(TOLD, ACT, RETRACTED)], tmp_path)
    assert not {ACT, TOLD, PART, VICTIM, PASSAGE} & nodes(kept)
    assert (OTHER, expand("hr:partOf"), ACT) in gone
    assert len(kept) + len(gone) == len({*EVENT, *claim(TOLD, ACT, RETRACTED)})


def test_what_somebody_else_tells_stays(tmp_path: Path) -> None:
    said = [*EVENT, *claim(TOLD, ACT, RETRACTED), *claim(RIVAL, ACT, ACCEPTED)]
    kept, gone = split(said, tmp_path)
    assert {s for s, _, _ in gone} == {TOLD}
    assert {ACT, PART, VICTIM, PASSAGE, RIVAL} <= nodes(kept)


def test_a_value_that_only_a_withdrawn_claim_gives_goes_with_what_follows_from_it(tmp_path: Path) -> None:
    detail = claim(DETAIL, ACT, RETRACTED, aspect=expand("hr:date"), value=DATE)
    kept, gone = split([*EVENT, *claim(TOLD, ACT, ACCEPTED), *detail], tmp_path)
    assert {p for s, p, _ in gone if s == ACT} == {expand("hr:date"), expand("hr:earliest")}
    assert ACT in nodes(kept)


def test_a_value_that_another_claim_gives_stays(tmp_path: Path) -> None:
    details = [(DETAIL, RETRACTED), (RIVAL, ACCEPTED)]
    said = [t for name, status in details for t in claim(name, ACT, status, aspect=expand("hr:date"), value=DATE)]
    kept, gone = split([*EVENT, *claim(TOLD, ACT, ACCEPTED), *said], tmp_path)
    assert {s for s, _, _ in gone} == {DETAIL}
    assert any(p == expand("hr:date") for _, p, _ in kept)


def test_a_victim_goes_with_the_only_claim_on_his_part(tmp_path: Path) -> None:
    detail = claim(DETAIL, ACT, RETRACTED, aspect=expand("hr:involvement"), value=PART)
    kept, gone = split([*EVENT, *claim(TOLD, ACT, ACCEPTED), *detail], tmp_path)
    assert not {PART, VICTIM} & nodes(kept)
    assert (ACT, expand("hr:victim"), VICTIM) in gone


def test_a_claim_that_only_relays_a_withdrawn_one_goes_too(tmp_path: Path) -> None:
    kept, gone = split([*EVENT, *claim(TOLD, ACT, RETRACTED), *claim(RELAY, TOLD, ACCEPTED)], tmp_path)
    assert RELAY not in nodes(kept)
    assert RELAY in nodes(gone)


def test_withdrawn_triples_are_in_a_file_of_their_own_and_in_no_other(tmp_path: Path, dataset: Dataset) -> None:
    acts = sorted(str(q.subject) for q in dataset.store if q.predicate.value.endswith("#actType"))
    act = ox.NamedNode(next(one for one in acts if "." in one.rsplit("/", 1)[1]).strip("<>"))
    status, retracted = expand("hr:status"), RETRACTED
    claims = {str(q.subject) for q in dataset.store if q.predicate.value.endswith("#asserts") and q.object == act}
    given = [
        q._replace(object=retracted) if q.subject in claims and q.predicate == status else q
        for q in data_of(dataset.store)
    ]
    found = published(given)
    assert not found.solutions(f"SELECT ?p {{ {act} ?p ?o }}").rows
    assert not found.solutions(f"SELECT ?s {{ ?s ?p {act} }}").rows


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_parses_by_itself(layer: str, built: Path) -> None:
    assert of(built / f"{layer}.ttl")


def test_no_doer_victim_or_place_is_shown_without_its_reserve(dataset: Dataset) -> None:
    found = dataset.solutions(RESERVED).rows
    shown = {(text_of(name or ""), text_of(doubt or ""), text_of(text or "")) for name, doubt, text in found}
    assert {name for name, doubt, text in shown if f"{name} ({doubt})" not in text} == set()
    assert len(shown) > 3
    assert not any("; " in doubt for _, doubt, _ in shown), "a cell of several names is split there"


RESERVED = """
SELECT ?name ?doubt ?text WHERE {
  VALUES (?role ?column) {
    (role:alleged-perpetrator hr:doerText) (role:order-giver hr:doerText)
    (role:victim hr:victimText) (role:victim hr:affectedText) (role:intended-target hr:affectedText)
  }
  ?event hr:involvement ?part ; ?column ?text .
  ?part hr:role ?role ; hr:agent/hr:displayLabel ?name ; hr:doubtText ?doubt .
}
"""

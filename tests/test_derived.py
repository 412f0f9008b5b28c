"""What is derived for whoever asks: each property is what its CONSTRUCT says, however the graph is cut into blocks."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.term import Variable

from kg.build import partition
from kg.build.derivations import Derivations, read_derivations
from kg.build.deriving import derive
from kg.build.former import OTHERS, read_blocks
from kg.build.making import BlockMaker
from kg.model.kinds import prefixes
from kg.model.project import Project
from kg.model.terms import Term, Triple, expand, literal, text_of
from kg.model.vocabulary import DERIVED, PREFIXES
from kg.rdf.dataset import Dataset
from kg.rdf.ontology import ontology_files, read_ontology
from kg.rdf.serialization import line_of
from kg.rdf.syntax import read_triples
from tests.nested_patterns import nested_groups
from tests.publishing import rulebook
from tests.sampling import sampled

CONSTRUCT, SEPARATOR = expand("sh:construct"), expand("hr:separator")
DEFINED = {s: text_of(o) for path in ontology_files() for s, p, o in read_triples(path) if p == CONSTRUCT}
NAMES = sorted(DEFINED)
KNOWN = {**prefixes(PREFIXES["id"]), **PREFIXES}


@pytest.fixture(scope="module")
def derivations() -> Derivations:
    return read_derivations(read_ontology())


def test_every_derived_property_is_defined_and_the_other_way_round() -> None:
    ours = {text_of(name).removeprefix(PREFIXES["hr"]) for name in NAMES} - {text_of(expand("dct:identifier"))}
    assert set(DERIVED) - {"displayText", "separator"} == ours


@pytest.mark.parametrize("name", NAMES)
def test_what_must_not_exist_is_looked_for_once(name: Term, derivations: Derivations) -> None:
    """An engine asks EXISTS for each row, and where a pattern in it has a constant it reads all that has this: MINUS is read once."""
    for one in derivations.each:
        if one.name == name:
            for group in nested_groups(one.query):
                values = {o for _, _, o in group.patterns}
                assert not group.is_asked or len(group.patterns) == 1 or all(isinstance(o, Variable) for o in values)


def made_of(pieces: dict[Term, set[Term]], name: Term, derivations: Derivations) -> dict[Term, set[str]]:
    """The values that a property must have: each, or the pieces of one text."""
    (one,) = [each for each in derivations.each if each.name == name]
    if one.form == "links":
        return {node: set(values) for node, values in pieces.items()}
    return {node: {text_of(value) for value in values} for node, values in pieces.items()}


def held(name: Term, dataset: Dataset, derivations: Derivations) -> dict[Term, list[Term]]:
    found: dict[Term, list[Term]] = defaultdict(list)
    for node, value in dataset.solutions(f"SELECT ?node ?value {{ ?node {name} ?value }}").rows:
        found[node or ""].append(value or "")
    return found


def compare(name: Term, pieces: dict[Term, set[Term]], dataset: Dataset, derivations: Derivations) -> None:
    (one,) = [each for each in derivations.each if each.name == name]
    wanted, found = made_of(pieces, name, derivations), held(name, dataset, derivations)
    about = f"<{PREFIXES['id']}dataset>"  # says what it is, but nobody asks what it is called
    wanted = {n: v for n, v in wanted.items() if n in found or (n.startswith(f"<{PREFIXES['id']}") and n != about)}
    assert wanted.keys() == found.keys()
    for node, values in found.items():
        if one.form == "links":
            assert set(values) == wanted[node]
        elif one.form == "best":
            (value,) = values
            assert text_of(value) in wanted[node]
        else:
            (value,) = values
            rest = text_of(value)
            for piece in sorted(wanted[node], key=len, reverse=True):
                assert piece in rest
            assert len(rest) == sum(map(len, wanted[node])) + len(one.separator) * (len(wanted[node]) - 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_property_is_what_its_construct_gives_in_oxigraph(
    name: Term, dataset: Dataset, derivations: Derivations
) -> None:
    pieces: dict[Term, set[Term]] = defaultdict(set)
    found = dataset.store.query(DEFINED[name], prefixes=KNOWN)
    assert isinstance(found, ox.QueryTriples)
    for triple in found:
        pieces[str(triple.subject)].add(str(triple.object))
    compare(name, pieces, dataset, derivations)


@pytest.mark.parametrize("name", sampled(NAMES, 10, ids=NAMES))
def test_a_property_is_what_its_construct_gives_in_rdflib(
    name: Term, graph: rdflib.Graph, dataset: Dataset, derivations: Derivations
) -> None:
    found = graph.query(DEFINED[name].replace("$this", "?this"), initNs=KNOWN)
    pieces: dict[Term, set[Term]] = defaultdict(set)
    for s, _, o in found:  # type: ignore[misc]  # the triples of a CONSTRUCT
        is_plain = isinstance(o, rdflib.Literal) and o.datatype is None
        pieces[s.n3()].add(literal(str(o)) if is_plain else o.n3())
    compare(name, pieces, dataset, derivations)


def test_what_is_derived_does_not_depend_on_how_the_graph_is_cut(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = [block for name, block in read_blocks(built).items() if name not in OTHERS]

    def derived(size: int) -> dict[str, set[Triple]]:
        monkeypatch.setattr(partition, "_LARGE", size)
        maker = BlockMaker(tmp_path / str(size), Project(tmp_path, tmp_path), rulebook(), infer=True)
        found = derive(maker, blocks, 1)
        return {name: {*block.triples(), *block.triples("inferred")} for name, block in found.items()}

    assert derived(1) == derived(10**9)


@pytest.mark.parametrize(
    ("construct", "reason"),
    [
        ("SELECT ?value { $this hr:asserts ?value }", "is not made by CONSTRUCT"),
        ("CONSTRUCT { $this hr:x ?value } WHERE { ?event hr:place ?value }", "may depend on everything"),
        ("CONSTRUCT { $this hr:x ?value } WHERE { $this ?any ?value . ?value hr:place ?other }", "may depend on"),
        ("CONSTRUCT { $this hr:x ?value } WHERE { $this hr:y ?value }", "are made of each other"),
    ],
)
def test_a_definition_that_cannot_be_made_block_by_block_is_refused(construct: str, reason: str) -> None:
    other = literal("CONSTRUCT { $this hr:y ?value } WHERE { $this hr:x ?value }")
    ontology = [(expand("hr:x"), CONSTRUCT, literal(construct)), (expand("hr:y"), CONSTRUCT, other)]
    with pytest.raises(ValueError, match=reason):
        read_derivations(ontology if "hr:y" in construct else ontology[:1])


def test_a_text_is_in_the_wanted_language_with_fallback(derivations: Derivations) -> None:
    place, other = "<urn:place>", "<urn:other>"
    label = expand("skos:prefLabel")
    triples = [(place, label, '"Zhanaozen"@en'), (place, label, '"Жанаозен"@ru'), (other, label, '"Almaty"@en')]
    for language, name in (("en", "Zhanaozen"), ("ru", "Жанаозен"), ("fr", "Zhanaozen")):
        found = {
            s: text_of(o)
            for s, p, o in derivations.derive(Dataset.gather(map(line_of, triples)), language)
            if p == expand("hr:displayLabel")
        }
        assert found == {place: name, other: "Almaty"}


WEIGHED = {
    "?claim hr:tells ?it . ?it a hr:Act": {"1"},
    "?claim hr:asserts ?it ; hr:aspect hr:date . ?it a hr:Event": {"2"},
    "?claim hr:asserts ?inner . ?inner hr:aspect hr:date ; hr:asserts/rdf:type hr:Event": {"2"},
    "?claim hr:asserts/rdf:type hr:Recommendation ; hr:aspect hr:madeBy": {"2"},
    "?claim a hr:Assessment": {"3"},
    "?claim hr:asserts/rdf:type hr:Posting": {"4"},
    "?claim hr:aspect skos:altLabel": {"4"},
    "?claim hr:asserts/rdf:type hr:Person ; hr:aspect hr:gender": {"4"},
}
"""Patterns of claims, with the weights of all claims that they match."""


@pytest.mark.parametrize("pattern", WEIGHED)
def test_what_is_told_as_a_whole_outweighs_its_details_findings_and_names(pattern: str, dataset: Dataset) -> None:
    rows = dataset.solutions(f"SELECT DISTINCT ?weight {{ {pattern} . ?claim hr:weight ?weight }}").rows
    assert {text_of(weight or "") for (weight,) in rows} == WEIGHED[pattern]


def test_every_claim_has_one_weight(dataset: Dataset) -> None:
    query = (
        "SELECT ?claim { ?claim a hr:Claim OPTIONAL { ?claim hr:weight ?w } } GROUP BY ?claim HAVING (COUNT(?w) != 1)"
    )
    assert dataset.solutions(query).rows == ()

"""The ontology is OWL 2 DL, HermiT takes it as it is, and neither it nor the seeds' data contradict it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given

from kg.model.vocabulary import PREFIXES
from kg.rdf.syntax import read_triples
from tests.owl import Verdict, verdicts
from tests.project import ROOT
from tests.test_dates import PLAIN, SPANS

ONTOLOGY = ROOT / "ontology"
TURTLE = {name: (ONTOLOGY / f"{name}.ttl").read_text("utf-8") for name in ("hr", "derived", "alignments", "check")}
CONCEPTS = "".join(path.read_text("utf-8") for path in sorted((ONTOLOGY / "vocabularies").glob("*.ttl")))
WHOLE = TURTLE["hr"] + TURTLE["derived"] + TURTLE["alignments"] + CONCEPTS
"""The ontology with what it derives, its alignments and its vocabularies: their files one after the other."""

HEAD = TURTLE["hr"] + f"@prefix edtf: <{PREFIXES['edtf']}> .\n"
CASES = {
    "the ontology": TURTLE["hr"],
    "all its parts": WHOLE,
    "the terms of checks": TURTLE["check"],
    "somebody is a person and a group": f"{HEAD}<urn:a> a hr:Person , hr:Group .",
    "a claim is evidence": f"{HEAD}<urn:a> a hr:Claim . <urn:b> hr:evidence <urn:a> .",
    "a posting begins on no date": f'{HEAD}<urn:a> hr:from "April" .',
    "a posting begins on a date": f'{HEAD}<urn:a> hr:from "2012-04/.." .',
    "a passage begins at a word": f'{HEAD}<urn:a> hr:start "two" .',
    "the range is a datatype that OWL lacks": f"{HEAD}hr:date rdfs:range xsd:date .",
    "a literal of a defined datatype": f'{HEAD}<urn:a> hr:from "2012"^^edtf:EDTF .',
    "a class that is not declared": f"{HEAD}hr:Act rdfs:subClassOf <urn:Unknown> .",
}
UNREAD = re.compile(r"\^\^<(http://id.loc.gov/datatypes/edtf/EDTF|http://www.w3.org/2001/XMLSchema#date)>$")
FINE = Verdict([], True, [], "")
PATTERNS = (text[1:-1].replace("\\\\", "\\") for _, p, text in read_triples(ONTOLOGY / "hr.ttl") if "#pattern" in p)
EDTF = re.compile("|".join(f"(?:{text})" for text in PATTERNS))
"""The definition of EDTF, as one regular expression."""


@pytest.fixture(scope="module")
def found() -> dict[str, Verdict]:
    """What HermiT and the OWL API say of each case; Java starts only once."""
    return dict(zip(CASES, verdicts(*CASES.values()), strict=True))


@pytest.mark.parametrize("name", ["the ontology", "all its parts", "the terms of checks"])
def test_it_is_owl_2_dl_and_hermit_takes_it_as_it_is(name: str, found: dict[str, Verdict]) -> None:
    assert found[name] == FINE


@pytest.mark.parametrize(
    ("name", "is_consistent"),
    {
        "somebody is a person and a group": False,
        "a claim is evidence": False,
        "a posting begins on no date": False,
        "a posting begins on a date": True,
        "a passage begins at a word": False,
    }.items(),
)
def test_a_contradiction_is_found(name: str, is_consistent: bool, found: dict[str, Verdict]) -> None:
    assert (found[name].is_consistent, found[name].fault) == (is_consistent, "")


@pytest.mark.slow_reference
def test_the_seeds_do_not_contradict_the_ontology(built: Path) -> None:
    """HermiT reads no EDTF and no ``xsd:date``: it gets such dates as strings, and compares EDTF with its definition."""
    data = (triple for name in ("asserted", "inferred") for triple in read_triples(built / f"{name}.ttl"))
    said = "".join(f"{s} {p} {UNREAD.sub('', o)} .\n" for s, p, o in data)
    assert verdicts(WHOLE + said) == [FINE]


@pytest.mark.parametrize("name", ["the range is a datatype that OWL lacks", "a literal of a defined datatype"])
def test_hermit_refuses_what_the_documentation_says(name: str, found: dict[str, Verdict]) -> None:
    assert "UnsupportedDatatypeException" in found[name].fault


def test_a_term_that_is_not_declared_is_no_owl_2_dl(found: dict[str, Verdict]) -> None:
    assert ["urn:Unknown" in violation for violation in found["a class that is not declared"].violations] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Y170000002",
        "Y-17E7",
        "1950S2",
        "201X-XX",
        "1985-XX-XX",
        "~2012",
        "2012-?04",
        "2004-06-11%",
        "2001-21",
        "../2012",
        "2012/",
        "[..2012]",
        "[2012..]",
        "{1667,1668,1670..1672}",
        "1985-04-12T23:20:30Z",
        "-0009",
    ],
)
def test_a_date_of_edtf_fits_its_definition(text: str) -> None:
    assert EDTF.fullmatch(text)


@given(PLAIN)
def test_a_plain_date_fits_the_definition_of_edtf(text: str) -> None:
    assert EDTF.fullmatch(text)


@given(SPANS)
def test_a_span_fits_the_definition_of_edtf(text: str) -> None:
    assert EDTF.fullmatch(text)


@pytest.mark.parametrize("text", ["", "April", "25 April 2012", "left open", "a/b/c", "99"])
def test_what_is_no_date_does_not_fit_it(text: str) -> None:
    assert not EDTF.fullmatch(text)

"""A project's own terms: used like ours, exported with the graph, and checked as strictly."""

from __future__ import annotations

import json

import pytest

from kg.records.own_terms import vocabulary_of
from tests.project import BASE, RECORDS, Tiny
from tests.sampling import sampled

PREFIXES = f"""\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix act: <https://w3id.org/chronicle/vocab/act-type/> .
@prefix own: <{BASE}vocab/act-type/> .
"""
POGROM = """\
own:pogrom a skos:Concept ;
    skos:prefLabel "погром"@ru ;
    skos:altLabel "нападение толпы"@ru ;
    skos:definition "Нападение толпы на людей одной группы и их дома."@ru ;
    skos:broader act:violence .

act:killing skos:altLabel "liquidated"@en .
"""
OWN = f"{BASE}vocab/act-type/pogrom"


@pytest.fixture
def own(tiny: Tiny) -> Tiny:
    """A project with a term of its own, which its record uses by a synonym in other capitals."""
    tiny.write("vocabulary.ttl", PREFIXES + POGROM)
    tiny.records(RECORDS.replace("type: detention", "type: Нападение толпы"))
    return tiny


def test_a_term_of_its_own_is_used_in_records_queried_by_the_broader_one_and_published(own: Tiny) -> None:
    assert own.kg("validate", "texts").out.endswith("conforms: 0 violations, 0 warnings, 0 infos\n")
    assert own.kg("build").code == 0
    for name in ("kg.ttl", "kg.trig", "kg.nq"):
        assert '"погром"@ru' in (own.build / name).read_text(encoding="utf-8"), name
    for word in ("violence", "насилие", "погром", "Pogrom", "НАПАДЕНИЕ ТОЛПЫ"):
        ran = own.kg("query", "acts-by-type", "--type", word, "--format", "csv", "--build", "build")
        assert f"pogrom,violence,1,0,1,0,1,{OWN}" in ran.out, word
    assert own.kg("query", "acts-by-type", "--type", "liquidated", "--build", "build").code == 0


def test_it_is_offered_in_the_editor_and_found_by_kg_terms(own: Tiny) -> None:
    offered = json.loads(own.kg("schema", "records", "--documents", "texts").out)["definitions"]["terms-act-type"]
    first, others = (choice["enum"] for choice in offered["anyOf"])
    assert "погром" in first
    assert {"нападение толпы", "liquidated"} <= set(others)
    assert own.kg("terms", "погром", "--documents", "texts").out.startswith("act-type: погром\n")
    assert own.kg("terms", "liquidated", "--documents", "texts").out.startswith("act-type: killing\n")
    assert "    погром\n" not in own.kg("terms", "act-type").out
    assert "  погром\n" in own.kg("terms", "act-type", "--documents", "texts").out


def test_a_misspelt_name_of_it_is_offered(own: Tiny) -> None:
    own.records(RECORDS.replace("type: detention", "type: погромм"))
    assert 'did you mean "погром"?' in own.kg("build").errors


def test_a_change_of_the_vocabulary_is_seen_after_a_build(own: Tiny) -> None:
    assert own.kg("build").code == 0
    own.write("vocabulary.ttl", PREFIXES)
    ran = own.kg("validate", "texts/note")
    assert "[unknown-term]" in ran.out


REFUSED = (
    (POGROM.replace("own:pogrom", "act:pogrom"), "concept-not-own"),
    (POGROM.replace("own:pogrom", "<https://elsewhere.example/pogrom>"), "concept-not-own"),
    (POGROM.replace("own:pogrom", f"<{BASE}person/pogrom>"), "concept-not-own"),
    (POGROM.replace("    skos:broader act:violence .", '    skos:note "x"@en .'), "concept-without-broader"),
    (POGROM.replace("act:violence", "act:weather"), "concept-without-broader"),
    (POGROM.replace('"погром"@ru', '"убийства"@ru , "killing"@en'), "name-taken"),
    (POGROM.replace('altLabel "liquidated"', 'prefLabel "liquidated"'), "concept-redefined"),
    (POGROM + "act:killing skos:broader own:pogrom .", "concept-redefined"),
    (POGROM.replace('"погром"@ru', '"погром"@ru , "побоище"@ru'), "label-twice"),
    (POGROM + 'own:riot a skos:Concept ; skos:prefLabel "погром"@ru ; skos:broader act:violence .', "label-clash"),
    (POGROM.replace("skos:prefLabel", "skos:preflabel"), "skos-term-unknown"),
    ("own:pogrom a skos:Concept", "rdf-syntax"),
)


@pytest.mark.parametrize(("text", "code"), sampled(REFUSED, 3, ids=[code for _, code in REFUSED]))
def test_what_a_project_may_not_say_is_refused(tiny: Tiny, text: str, code: str) -> None:
    tiny.write("vocabulary.ttl", PREFIXES + text)
    for command in (("validate", "texts"), ("validate", "texts/vocabulary.ttl"), ("build",)):
        ran = tiny.kg(*command)
        assert ran.code == 1, command
        assert f"[{code}]" in ran.out + ran.errors, command


def test_a_project_without_terms_has_ours(tiny: Tiny) -> None:
    assert vocabulary_of(tiny.texts).own == ()

"""Profiles: what the shipped ones ask for, and those of a project's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.check.profiles import profiles, shapes_of
from kg.rdf.ontology import read_ontology
from kg.rdf.syntax import read_triples
from kg.validation import validate
from tests.project import AUTHORITIES, DIGEST, RECORDS, ROOT, Tiny
from tests.test_shapes import ontology, says_what_to_do, spoilt
from tests.test_validate import codes

SHIPPED = sorted((ROOT / "ontology" / "profiles").glob("*.ttl"))
FACTS = (
    "act-date", "act-motive", "act-place", "perpetrator-category", "victim-age-group", "victim-name", "victim-role",
    "victim-sex",
)  # fmt: skip
OWN = """\
@prefix hr: <https://w3id.org/chronicle/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ours: <https://example.org/shapes#> .
@prefix check: <https://w3id.org/chronicle/check#> .

ours:act-place a sh:PropertyShape ;
    sh:targetClass hr:Act ;
    sh:path hr:place ;
    sh:minCount 1 ;
    sh:severity sh:Violation ;
    sh:message "We want a place for every act."@en , "У каждого действия нужно место."@ru ;
    check:remedy "Write place:."@en , "Укажите place:."@ru ;
    check:keys ( "place" ) .
"""


def test_the_shipped_profiles_are_there() -> None:
    assert sorted(profiles(None)) == ["minimum", "sdg-16-10-1"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shape_of_a_profile_says_in_two_languages_what_to_do(path: Path) -> None:
    triples = tuple(read_triples(path))
    targeted = {s for s, p, _ in triples if "#target" in p}
    assert targeted
    for shape in targeted:
        says_what_to_do(shape, triples)


def test_the_seeds_have_the_minimum(built: Path) -> None:
    data = list(read_triples(built / "kg.ttl"))
    report = validate(data, shapes_of(("minimum",), None), read_ontology())
    held = sorted(path.parent.name for path in (ROOT / "seeds").glob("*/digest.md"))
    found = [(result.code, result.severity, result.focus.strip("<>").rpartition("/")[2]) for result in report.results]
    undated = ("document-date", "Warning", "2015-visit-press-conference")
    unfound = [("document-address", "Warning", name) for name in held]
    assert sorted(found) == sorted([undated, *unfound])


MISSING = {
    "document-address": "DELETE { ?d ?p ?x } WHERE { VALUES ?p { <https://schema.org/url> <https://schema.org/archivedAt> } ?d ?p ?x }",
    "document-title": "DELETE WHERE { ?d <http://purl.org/dc/terms/title> ?t }",
    "document-source": "DELETE { ?d ?p ?x } WHERE { VALUES ?p { <http://purl.org/dc/terms/creator> <http://purl.org/dc/terms/publisher> } ?d ?p ?x }",
    "document-date": "DELETE { ?d ?p ?x } WHERE { VALUES ?p { <http://purl.org/dc/terms/issued> <http://purl.org/dc/terms/created> } ?d ?p ?x }",
    "event-label": "DELETE { ?e <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } WHERE { ?e hr:modality ?m ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?l }",
    "event-modality": "DELETE WHERE { ?e hr:modality ?m }",
    "event-claimed": "DELETE { ?c hr:asserts ?e } WHERE { ?c hr:asserts ?e . ?e hr:modality ?m }",
    "act-type": "DELETE WHERE { ?e hr:actType ?m }",
    "act-date": "DELETE WHERE { ?e hr:date ?m }",
    "act-victim": "DELETE WHERE { ?e hr:involvement ?m }",
    "claim-claimant": "DELETE WHERE { ?e hr:claimant ?m }",
    "claim-evidence": "DELETE WHERE { ?e hr:evidence ?m }",
    "claim-certainty": "DELETE WHERE { ?e hr:certainty ?m }",
    "not-public": "INSERT { ?e <http://purl.org/dc/terms/accessRights> <https://w3id.org/chronicle/vocab/access/never> } WHERE { ?e hr:actType ?t }",
}  # fmt: skip


@pytest.mark.parametrize("known", ["url", "archivedAt"])
def test_an_address_or_an_archived_copy_is_enough(known: str) -> None:
    other = {"url": "archivedAt", "archivedAt": "url"}[known]
    update = f"DELETE WHERE {{ ?d <https://schema.org/{other}> ?x }}"
    report = validate(spoilt(update), shapes_of(("minimum",), None), ontology())
    assert "document-address" not in {result.code for result in report.results}


@pytest.mark.parametrize("code", sorted(MISSING))
def test_the_minimum_misses_what_is_not_there(code: str) -> None:
    update = "PREFIX hr: <https://w3id.org/chronicle/ns#> " + MISSING[code]
    report = validate(spoilt(update), shapes_of(("minimum",), None), ontology())
    assert code in {result.code for result in report.results}


def test_every_shape_of_the_minimum_has_a_case() -> None:
    triples = list(read_triples(ROOT / "ontology" / "profiles" / "minimum.ttl"))
    assert sorted({s.rpartition("#")[2].rstrip(">") for s, p, _ in triples if "#target" in p}) == sorted(MISSING)


# ── SDG 16.10.1 ──────────────────────────────────────────────────────────────────────────────────────────────

KILLED = """\
- act: death
  type: killing
  victim: Anna Berg
  date: left open
  evidence: police detained Anna Berg in Lakeside on 1 February 2020
"""
WHOLE_AUTHORITIES = AUTHORITIES.replace(
    "- person: p3rs0n\n  label: Anna Berg\n",
    "- person: p3rs0n\n  label: Anna Berg\n  gender: female\n  age-group: adult\n  characteristic: journalist\n",
)
WHOLE = RECORDS.replace("  evidence", "  reason: her articles\n  evidence")
SECOND = """
- organization: neighbours
  label: association of neighbours
  evidence: A neighbour saw two officers at her door.

- claim: neighbour
  asserts: detention-in-february
  claimant: neighbours
  evidence: A neighbour saw two officers at her door.

- claim: neighbour-on-her
  asserts: Anna Berg
  claimant: neighbours
  evidence: A neighbour saw two officers at her door.

- claim: committee-on-her
  asserts: Anna Berg
  evidence: police detained Anna Berg in Lakeside on 1 February 2020
"""


def sdg(tiny: Tiny) -> list[str]:
    return codes(tiny.kg("validate", "texts/note", "--profile", "sdg-16-10-1"))


def test_each_fact_that_an_act_lacks_is_listed(tiny: Tiny) -> None:
    tiny.records(KILLED)
    found = sdg(tiny)
    assert sorted(code for code in found if not code.endswith("-sources")) == sorted(set(FACTS) - {"victim-name"})
    assert "act-category-sources" in found


def test_a_victim_without_a_name_lacks_one(tiny: Tiny) -> None:
    tiny.records(KILLED.replace("Anna Berg\n", "somebody\n", 1) + "\n- person: somebody\n  label: a journalist\n  named: false\n  evidence: A neighbour saw two officers at her door.\n")  # fmt: skip
    assert "victim-name" in sdg(tiny)


def test_each_fact_needs_two_independent_sources(tiny: Tiny) -> None:
    tiny.write("authorities/all.yaml", WHOLE_AUTHORITIES)
    tiny.records(WHOLE)
    expected = sorted([f"{fact}-sources" for fact in FACTS] + ["act-category-sources"])
    assert sorted(sdg(tiny)) == expected
    tiny.records(WHOLE + SECOND)
    assert sdg(tiny) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  claimant: neighbours", "  claimant: Lake Committee"),  # the same claimant
        ("  claimant: neighbours", "  claimant: neighbours\n  stance: denies"),
        ("  claimant: neighbours", "  claimant: neighbours\n  basis: our inference\n  ground: x"),
    ],
)
def test_sources_that_are_not_independent_do_not_count(tiny: Tiny, old: str, new: str) -> None:
    tiny.write("authorities/all.yaml", WHOLE_AUTHORITIES)
    tiny.records(WHOLE + SECOND.replace(old, new))
    assert len(sdg(tiny)) == len(FACTS) + 1


def test_a_source_that_works_for_the_other_does_not_count(tiny: Tiny) -> None:
    tiny.write("authorities/all.yaml", WHOLE_AUTHORITIES + "\n- person: qqq111\n  label: Carl Dahl\n")
    posting = (
        "\n- posting: spokesman\n  holder: Carl Dahl\n  organization: Lake Committee\n"
        "  evidence: A neighbour saw two officers at her door.\n"
    )
    tiny.records(WHOLE + SECOND.replace("claimant: neighbours", "claimant: Carl Dahl"))
    assert sdg(tiny) == []
    tiny.records(WHOLE + SECOND.replace("claimant: neighbours", "claimant: Carl Dahl") + posting)
    assert len(sdg(tiny)) == len(FACTS) + 1


def test_one_joint_statement_is_one_source(tiny: Tiny) -> None:
    tiny.write("authorities/all.yaml", WHOLE_AUTHORITIES + "\n- organization: s3c0nd\n  label: Second Committee\n")
    tiny.write(
        "note/digest.md", DIGEST.replace("creator: Lake Committee", "creator: [Lake Committee, Second Committee]")
    )
    tiny.records(WHOLE)
    assert len(sdg(tiny)) == len(FACTS) + 1


def test_acts_of_other_kinds_and_against_others_are_not_looked_at(tiny: Tiny) -> None:
    tiny.records(RECORDS.replace("type: detention", "type: threat"))
    assert sdg(tiny) == []
    tiny.write("authorities/all.yaml", WHOLE_AUTHORITIES.replace("journalist", "politician"))
    tiny.records(WHOLE)
    assert sdg(tiny) == []


def test_what_is_only_planned_is_not_looked_at(tiny: Tiny) -> None:
    tiny.records(KILLED.replace("  date", "  modality: threatened\n  date"))
    assert sdg(tiny) == []


@pytest.mark.parametrize("engine", ["fast", pytest.param("reference", marks=pytest.mark.slow_reference)])
def test_both_engines_answer_the_same(tiny: Tiny, engine: str) -> None:
    tiny.records(KILLED)
    ran = tiny.kg("validate", "texts/note", "--profile", "sdg-16-10-1", "--engine", engine)
    assert codes(ran) == sdg(tiny)


# ── a project's own ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_project_has_profiles_of_its_own(tiny: Tiny) -> None:
    tiny.write("profiles/ours.ttl", OWN)
    tiny.records(RECORDS.replace("  place: Lakeside\n", ""))
    assert tiny.kg("validate", "texts/note").code == 0
    ran = tiny.kg("validate", "texts/note", "--profile", "ours")
    assert (ran.code, codes(ran)) == (1, ["act-place"])
    assert "We want a place for every act." in ran.out
    assert (
        "У каждого действия нужно место." in tiny.kg("validate", "texts/note", "--profile", "ours", "--lang", "ru").out
    )


UNNAMED = """
ours:dates a sh:NodeShape ; sh:targetClass hr:Act ; sh:property [ sh:path hr:date ; sh:maxLength 2 ; sh:datatype <https://example.org/t> ; sh:message "The date is wrong."@en ] .
"""


def test_a_shape_without_a_name_is_called_by_what_it_asks_for(tiny: Tiny) -> None:
    tiny.write("profiles/ours.ttl", OWN + UNNAMED)
    ran = tiny.kg("validate", "texts/note", "--profile", "ours")
    assert codes(ran) == ["datatype", "max-length"]
    assert "_:" not in ran.out


def test_what_two_constraints_say_alike_is_said_once(tiny: Tiny) -> None:
    alike = 'sh:maxLength 2 ; sh:pattern "^x" ; sh:message "The date is wrong."@en'
    shape = f"ours:act-date sh:targetClass hr:Act ; sh:path hr:date ; {alike} .\n"
    tiny.write("profiles/ours.ttl", OWN + shape)
    ran = tiny.kg("validate", "texts/note", "--profile", "ours")
    assert codes(ran) == ["act-date"]
    assert "2 violations" in ran.out


def test_profiles_are_asked_for_together(tiny: Tiny) -> None:
    tiny.write("profiles/ours.ttl", OWN)
    tiny.records(RECORDS.replace("  place: Lakeside\n", "").replace("  date: 2020-02-01\n", ""))
    ran = tiny.kg("validate", "texts/note", "--profile", "full", "--profile", "ours")
    assert sorted(codes(ran)) == ["act-date", "act-place"]


def test_a_file_of_shapes_is_a_profile(tiny: Tiny) -> None:
    tiny.write("../rules.ttl", OWN)
    assert tiny.kg("validate", "texts/note", "--profile", "rules.ttl").code == 0


def test_an_unknown_profile_is_a_faulty_call(tiny: Tiny) -> None:
    ran = tiny.kg("validate", "texts/note", "--profile", "minimm")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        'error[unknown-profile]: no profile is called "minimm"\n'
        '  did you mean "minimum"? the profiles are: full, minimum, sdg-16-10-1\n'
    )


@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("no Turtle", "ours:act-place a sh:PropertyShape ;"),
        ("no target", OWN.replace("    sh:targetClass hr:Act ;\n", "")),
        ("a number that is none", OWN.replace("minCount 1", 'minCount "one"')),
        ("a shape that leads back to itself", OWN + "ours:act-place sh:node ours:act-place .\n"),
        ("a longer way back", OWN + "ours:act-place sh:node ours:b . ours:b sh:not ours:act-place .\n"),
        ("a class that is none", OWN.replace("sh:targetClass hr:Act", "sh:targetClass hr:Akt")),
        (
            "a query that is none",
            OWN + 'ours:q sh:targetClass hr:Act ; sh:sparql [ sh:select "SELECT $this { $this a" ] .\n',
        ),
        ("two paths", OWN + "ours:act-place sh:path hr:date .\n"),
    ],
)
def test_a_profile_at_fault_is_a_faulty_call(tiny: Tiny, name: str, shapes: str) -> None:
    tiny.write("profiles/ours.ttl", shapes)
    ran = tiny.kg("validate", "texts/note", "--profile", "ours")
    assert (ran.code, ran.out) == (2, ""), name
    assert ran.err.startswith("error["), ran.err
    assert "texts/profiles/ours.ttl" in ran.err
    assert "Traceback" not in ran.err


def test_an_import_of_a_profile_is_not_followed(tiny: Tiny) -> None:
    tiny.write("profiles/ours.ttl", OWN + "<https://example.org/shapes> <http://www.w3.org/2002/07/owl#imports> <https://example.invalid/more> .\n")  # fmt: skip
    for engine in ("fast", "reference"):
        assert tiny.kg("validate", "texts/note", "--profile", "ours", "--engine", engine).code == 0


@pytest.mark.parametrize("engine", ["fast", "reference"])
def test_a_pattern_that_cannot_be_read_ends_without_a_traceback(tiny: Tiny, engine: str) -> None:
    shapes = """\
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:pattern "[" ] .
"""
    (tiny.folder / "own.ttl").write_text(shapes)
    (tiny.folder / "data.ttl").write_text('@prefix ex: <https://example.org/> .\nex:a a ex:C ; ex:p "x" .\n')
    ran = tiny.kg("validate", "data.ttl", "--profile", "own.ttl", "--engine", engine)
    assert ran.code == 2
    assert ran.errors.splitlines()[:2] == [
        'error[ill-formed-shape]: shape <https://example.org/S>: the pattern "[" cannot be read: it ends too early',
        "  own.ttl:3",
    ]

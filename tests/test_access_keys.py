"""A single key of a record may be withheld: its value goes, the claims on it, and all that is made of it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from kg.model.terms import expand
from kg.records.schemas import schema
from tests.project import AUTHORITIES, RECORDS, Tiny, lay_out
from tests.test_access import about, public


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A small project to change."""
    return lay_out(tmp_path)


def person(*lines: str) -> str:
    """The authority files with more keys of Anna Berg, and of a husband."""
    more = "".join(f"  {line}\n" for line in lines)
    return AUTHORITIES.replace("  label: Anna Berg\n", f"  label: Anna Berg\n{more}") + (
        "- person: h5sb4d\n  label: Olaf Lund\n  spouse-of: p3rs0n\n"
    )


def act(*lines: str) -> str:
    """The record of the act with more keys."""
    return RECORDS + "".join(f"  {line}\n" for line in lines)


@pytest.mark.parametrize("level", ["partners", "restricted", "never"])
def test_a_key_with_a_level_is_left_out_and_the_rest_of_its_record_stays(tiny: Tiny, level: str) -> None:
    tiny.write("authorities/all.yaml", person("age: 41", "gender: woman", f"access: {{age: {level}}}"))
    made = public(tiny)
    assert about(made.quads, "hr:age") == []
    assert len(about(made.quads, "hr:gender")) == 1
    assert "Anna Berg" in about(made.quads, "skos:prefLabel")
    assert (made.left_out, made.keys) == ({}, 1)
    tiny.write("authorities/all.yaml", person("age: 41", "access: {age: public}"))
    assert about(public(tiny).quads, "hr:age") == ["41"]


def test_partners_see_the_keys_that_are_for_them(tiny: Tiny) -> None:
    tiny.write(
        "authorities/all.yaml", person("age: 41", "ethnicity: Marsh Tatar", "access: {age: partners, ethnicity: never}")
    )
    assert tiny.kg("build", "--access", "partners").code == 0
    graph = (tiny.folder / "build.partners" / "kg.nq").read_text()
    assert "ns#age>" in graph
    assert "Marsh Tatar" not in graph


def test_the_record_as_a_whole_has_its_level_beside_those_of_its_keys(tiny: Tiny) -> None:
    tiny.write("authorities/all.yaml", person("age: 41", "access: {record: partners, age: restricted}"))
    assert public(tiny).left_out == {"partners": 1}
    assert tiny.kg("build", "--access", "partners").code == 0
    graph = (tiny.folder / "build.partners" / "kg.nq").read_text()
    assert "Anna Berg" in graph
    assert "ns#age>" not in graph


def test_a_record_goes_with_a_key_that_it_cannot_do_without(tiny: Tiny) -> None:
    tiny.write("authorities/all.yaml", person("access: {label: restricted}"))
    made = public(tiny)
    assert made.left_out == {"restricted": 1}
    assert not [quad for quad in made.quads if "Berg" in quad.object]


def test_the_claims_on_a_withheld_key_go_with_it_wherever_they_stand(tiny: Tiny) -> None:
    tiny.records(
        act(
            "reason: for her papers",
            "access: {reason: restricted}",
            "claims:",
            "  - {about: reason, certainty: suggested, evidence: Two officers asked for her papers}",
            "  - {id: rival, about: reason, value: for a debt, certainty: alleged}",
        )
        + "- claim: elsewhere\n  asserts: detention-in-february\n  about: reason\n  value: for a joke\n"
        "  evidence: A neighbour saw two officers\n"
    )
    made = public(tiny)
    assert about(made.quads, "hr:reason") == []
    assert expand("hr:reason") not in {quad.object for quad in made.quads}
    assert not [quote for quote in about(made.quads, "hr:quote") if "officers" in quote]
    assert not [quad for quad in made.quads if "debt" in quad.object or "joke" in quad.object]


def test_what_a_document_says_of_a_withheld_key_is_withheld_too(tiny: Tiny) -> None:
    fact = "- fact: of-her\n  of: Anna Berg\n  age: 41\n  gender: woman\n  evidence: A neighbour saw two officers at her door\n"
    tiny.write("authorities/all.yaml", person("access: {age: restricted}"))
    tiny.records(RECORDS + fact)
    made = public(tiny)
    assert about(made.quads, "hr:age") == []
    assert len(about(made.quads, "hr:gender")) == 1
    tiny.records(RECORDS + fact.replace("  gender: woman\n", ""))
    assert not [quote for quote in about(public(tiny).quads, "hr:quote") if "officers" in quote]


def test_a_marriage_that_is_withheld_of_the_one_is_withheld_of_the_other(tiny: Tiny) -> None:
    tiny.write("authorities/all.yaml", person())
    assert len(about(public(tiny).quads, "hr:spouseOf")) == 1
    tiny.write("authorities/all.yaml", person("access: {spouse-of: never}"))
    assert about(public(tiny).quads, "hr:spouseOf") == []


def test_a_number_made_of_one_that_is_withheld_goes(tiny: Tiny) -> None:
    group = "- group: gr0up\n  label: those detained\n  count: 5\n  access: {count: restricted}\n"
    tiny.write("authorities/all.yaml", AUTHORITIES + group)
    tiny.records(act("count: {exactly: 10, derived-from: gr0up}"))
    made = public(tiny)
    assert about(made.quads, "hr:atLeast") == []
    assert "those detained" in about(made.quads, "skos:prefLabel")


def test_what_is_made_of_a_withheld_date_goes_with_it(tiny: Tiny) -> None:
    event = "- event: vote\n  type: election\n  label: A vote\n  date: 2020-02-01\n  access: {date: never}\n"
    tiny.records(f"{event}  evidence: A neighbour saw two officers\n")
    made = public(tiny)
    assert [about(made.quads, name) for name in ("hr:date", "hr:earliest", "hr:latest")] == [[], [], []]
    assert "A vote" in about(made.quads, "skos:prefLabel")


@pytest.mark.parametrize("key", ["date", "victim"])
def test_an_act_goes_with_a_key_that_no_act_may_lack(tiny: Tiny, key: str) -> None:
    tiny.records(act(f"access: {{{key}: never}}"))
    ran = tiny.kg("build")
    assert (ran.code, "shapes      conforms" in ran.out) == (0, True)
    assert "note.detention" not in (tiny.build / "kg.nq").read_text()


def test_a_name_that_is_withheld_is_masked_and_still_refers_to_whom_it_names(tiny: Tiny) -> None:
    named = AUTHORITIES.replace(
        "  label: Anna Berg\n  names:\n    - name: Anna Berg\n      in: [note]\n",
        "  label: Anna Berg\n  names: [The Heron]\n  access: {names: restricted}\n",
    )
    tiny.write("authorities/all.yaml", named)
    tiny.records(
        RECORDS.replace("victim: Anna Berg", "victim: The Heron") + "  description: They called her The Heron.\n"
    )
    made = public(tiny)
    assert about(made.quads, "hr:victim") == ["https://example.org/id/person/p3rs0n"]
    assert about(made.quads, "dct:description") == ["They called her [withheld]."]
    assert not [quad for quad in made.quads if "Heron" in quad.object]


def test_a_document_may_withhold_a_key_in_its_front_matter(tiny: Tiny) -> None:
    path = tiny.texts / "note/digest.md"
    front = "url: https://example.org/papers\naccess: {url: restricted}\n"
    path.write_text(path.read_text().replace("genre: statement\n", f"genre: statement\n{front}"))
    made = public(tiny)
    assert about(made.quads, "schema:url") == []
    assert len(about(made.quads, "dct:title")) == 1


@pytest.mark.parametrize(
    ("access", "code", "said"),
    [
        ("{agee: never}", "unknown-key", 'did you mean "age"?'),
        ("{xyz: never}", "unknown-key", "the keys of person are: record, label"),
        ("{age: purple}", "unknown-term", '"purple"'),
        ("{age: [never]}", "wrong-shape", "age must be one value"),
        ("{}", "wrong-shape", "access must be one value"),
    ],
)
def test_an_unknown_key_or_level_is_an_error_that_says_what_may_be_written(
    tiny: Tiny, access: str, code: str, said: str
) -> None:
    tiny.write("authorities/all.yaml", person("age: 41", f"access: {access}"))
    ran = tiny.kg("build")
    assert ran.code == 1
    assert f"error[{code}]" in ran.err
    assert said in ran.err
    assert "authorities/all.yaml:14:" in ran.err


def test_an_editor_takes_levels_of_keys_and_no_other_keys() -> None:
    found = schema("authorities")
    levelled = [{"person": "a", "label": "b", "access": {"age": "restricted", "record": "partners"}}]
    jsonschema.validate(levelled, found)
    for wrong in ({"agee": "never"}, {"age": "purple"}, {}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([{"person": "a", "label": "b", "access": wrong}], found)


def test_the_internal_graph_has_what_the_keys_hold(tiny: Tiny) -> None:
    tiny.write("authorities/all.yaml", person("age: 41", "access: {age: restricted}"))
    assert tiny.kg("build", "--access", "internal").code == 0
    assert json.dumps("41") in (tiny.folder / "build.internal" / "kg.nq").read_text()

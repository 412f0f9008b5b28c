"""The schemas for editors: no false alarm on what the record reader takes, an alarm on what one file alone shows to be wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from kg.model.kinds import by_name
from kg.model.vocabulary import CONCEPTS
from kg.records import AUTHORITY, TOP, read_records
from kg.records.schemas import FILES, schema, written
from tests.project import ROOT, Tiny, kg
from tests.sampling import sampled

FOLDER = ROOT / "ontology" / "schemas"
RECORDS = sorted(
    path for folder in ("seeds", "mappings", "kg/model/template") for path in (ROOT / folder).rglob("records.yaml")
)
SHARED = sorted(
    path
    for folder in ("seeds", "mappings/digest", "kg/model/template")
    for path in (ROOT / folder / "authorities").glob("*.yaml")
)


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2, in which a date is a text."""


AsEditorsRead.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(text: str) -> Any:
    return yaml.load(text, AsEditorsRead)


def faults(text: str, name: str = "records", found: dict[str, Any] | None = None) -> list[str]:
    validator = jsonschema.Draft7Validator(found or schema(name))
    return [error.message for error in validator.iter_errors(load(text))]


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_one_and_is_committed_as_it_is_drawn(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(schema(name))
    assert (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8") == written(schema(name))


@pytest.mark.parametrize("name", FILES)
def test_every_definition_that_is_referred_to_is_there(name: str) -> None:
    text = written(schema(name))
    referred = set(re.findall(r'"#/definitions/([^"]+)"', text))
    assert referred <= set(schema(name)["definitions"])
    assert {one for one in schema(name)["definitions"] if one.startswith("record-")} == {
        f"record-{kind}" for kind in FILES[name]
    }


@pytest.mark.parametrize("path", sampled(RECORDS, 3, ids=[path.parent.name for path in RECORDS]))
def test_no_record_that_builds_is_refused(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SHARED, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_no_authority_file_that_builds_is_refused(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8"), "authorities") == []


GOOD = """\
- act: detention
  type: detention
  date: 2024-03-04
  victim: {agent: somebody, count: 2}
  evidence: they detained them
"""
SPOILT = {
    "a kind that there is not": ("act: detention", "akt: detention"),
    "an id that is none": ("act: detention", "act: The Detention"),
    "a key that there is not": ("victim:", "victims:"),
    "a word that is in no vocabulary": ("type: detention", "type: weather"),
    "no type": ("  type: detention\n", ""),
    "no evidence": ("  evidence: they detained them\n", ""),
    "a date in words": ("2024-03-04", "4 March 2024"),
    "two values where one may stand": ("date: 2024-03-04", "date: [2024-03-04, 2024-03-05]"),
    "an empty list": ("evidence: they detained them", "evidence: []"),
    "a count that is none": ("count: 2", "count: two"),
    "a key of a part that there is not": ("count: 2", "number: 2"),
    "a claim on no key": ("  evidence", "  claims:\n    - {about: weather, evidence: it rained}\n  evidence"),
    "nine words of the document": (
        "  evidence",
        "  date-words: one two three four five six seven eight nine\n  evidence",
    ),
    "no list": ("- act: detention\n  ", "act: detention\n"),
}


def test_the_record_that_is_spoilt_is_good() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize("what", SPOILT)
def test_what_the_desk_refuses_is_refused_in_the_editor(what: str, tmp_path: Path) -> None:
    text = GOOD.replace(*SPOILT[what])
    if what == "no list":
        text = text.replace("\n  ", "\n")
    path = tmp_path / "records.yaml"
    path.write_text(text, encoding="utf-8")
    assert text != GOOD
    assert read_records(path)[1] != []
    assert faults(text) != []


def test_a_key_that_is_a_kind_too_does_not_make_a_record_one() -> None:
    """``place`` is a kind, and where an act happened."""
    assert faults(GOOD.replace("  victim", "  place: here\n  instrument: a law\n  victim")) == []
    assert faults("- place: here\n  label: Here\n  within: there\n") == []
    assert faults("- place: here\n  label: Here\n  victim: somebody\n") != []
    assert faults("- posting: office\n  holder: somebody\n  organization: a body\n  evidence: words\n") == []


def test_what_is_shared_needs_no_evidence() -> None:
    text = "- event: unrest\n  label: Unrest\n  type: unrest\n"
    assert faults(text, "authorities") == []
    assert faults(text) != []
    assert faults("- fact: one\n  of: somebody\n", "authorities") != []


@pytest.mark.parametrize("kind", [kind for kind in by_name().values() if kind.name in TOP], ids=lambda kind: kind.name)
def test_every_key_has_a_text_to_hover_over(kind: Any) -> None:
    for name, kinds in (("records", TOP), ("authorities", AUTHORITY)):
        if kind.name in kinds:
            properties = schema(name)["definitions"][f"record-{kind.name}"]["properties"]
            assert set(properties) == {kind.name, *(key.name for key in kind.keys)}
            assert all(entry["description"] for entry in properties.values())


def test_a_vocabulary_is_offered_with_its_definitions() -> None:
    found, others = schema("records")["definitions"]["terms-act-type"]["anyOf"]
    assert found["enum"] == list(CONCEPTS["act-type"])
    assert len(found["enumDescriptions"]) == len(found["enum"])
    assert all(found["enumDescriptions"])
    assert {"убийство", "meurtre", "murder"} <= set(others["enum"])
    assert "арест" not in others["enum"], "it can mean three acts"


def test_a_projects_schema_offers_its_authority_files_and_takes_other_names_too(tiny: Tiny) -> None:
    tiny.write("authorities/more.yaml", "- person: qx7wzb\n  label: Nora Lind\n")
    tiny.kg("schema", "--documents", "texts")
    found = json.loads((tiny.texts / ".chronicle" / "records.schema.json").read_text(encoding="utf-8"))
    offered = found["definitions"]["reference-person-organization-group"]["anyOf"][0]
    at = offered["enum"].index("Nora Lind")
    assert offered["enum"][at : at + 2] == ["Nora Lind", "qx7wzb"]
    assert offered["enumDescriptions"][at : at + 2] == ["person qx7wzb", "Nora Lind"]
    assert found["definitions"]["document"]["anyOf"][0]["enum"] == ["note"]
    assert faults(GOOD, found=found) == []
    assert "Nora Lind" not in (FOLDER / "records.schema.json").read_text(encoding="utf-8")


def test_a_schema_folder_is_no_document(tiny: Tiny) -> None:
    assert tiny.kg("schema", "--documents", "texts").code == 0
    assert tiny.kg("build").code == 0


def test_a_new_folder_has_its_schemas_and_the_line_that_names_them(tmp_path: Path) -> None:
    assert kg("init", str(tmp_path / "mine")).code == 0
    for path in (tmp_path / "mine").rglob("*.yaml"):
        line = path.read_text(encoding="utf-8").partition("\n")[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", line)
        assert named, path
        found = json.loads((path.parent / named[1]).read_text(encoding="utf-8"))
        assert faults(path.read_text(encoding="utf-8"), found=found) == []


@pytest.mark.parametrize(
    "path", [*sorted((ROOT / "seeds").rglob("*.yaml"))], ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_the_seeds_name_the_schema_that_is_committed(path: Path) -> None:
    line = path.read_text(encoding="utf-8").partition("\n")[0]
    named = (path.parent / line.removeprefix("# yaml-language-server: $schema=")).resolve()
    assert named.parent == FOLDER
    assert named.name == ("authorities" if path.parent.name == "authorities" else "records") + ".schema.json"


def test_a_schema_can_be_printed_without_a_project() -> None:
    ran = kg("schema", "records")
    assert ran.code == 0
    assert json.loads(ran.out)["title"] == "Chronicle records"

"""``docs/reference.md``: it is generated, has everything, and each of its examples of records is read without a fault."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kg.model.errors import explanations
from kg.model.kinds import KINDS, PARTS, by_name
from kg.model.vocabulary import CLASSES, CONCEPTS, DERIVED, LABELS, PROPERTIES
from kg.records import TOP, read_records
from kg.records.templates import example
from kg.upkeep.examples import Examples
from kg.upkeep.reference import READS, reference
from kg.upkeep.term_readers import term_readers
from kg.validation.explanations import shape_explanations
from tests.project import ROOT, kg
from tests.test_kinds import READS as EVERY_WAY

FOLDER = ROOT / "docs" / "examples"
PAGE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
EXAMPLES = Examples.read(FOLDER)


def test_the_page_is_committed_as_it_is_generated() -> None:
    assert reference(ROOT) == PAGE


def test_the_examples_are_a_project_without_a_fault(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "examples")
    ran = kg("validate", str(tmp_path / "examples"))
    assert ran.out == "30 records checked; conforms: 0 violations, 0 warnings, 0 infos\n"
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("kind", TOP)
def test_every_kind_has_an_example(kind: str) -> None:
    shown = EXAMPLES.kinds[kind]
    assert re.match(rf"(- )?{kind}: ", shown)
    assert f"### {kind}\n" in PAGE
    assert shown in PAGE


@pytest.mark.parametrize("part", [*PARTS, "claim"])
def test_every_part_has_an_example_written_out(part: str) -> None:
    names = {key.name for key in by_name()[part].keys}
    inner = {name for name in re.findall(r"([a-z-]+): ", EXAMPLES.parts[part]) if name in names}
    assert len(inner) >= 2
    assert EXAMPLES.parts[part] in PAGE


def test_every_way_to_read_a_value_is_explained() -> None:
    assert set(READS) == EVERY_WAY


WRITTEN = {
    "text": "- act: a\n  reason: {}",
    "verbatim": "- act: a\n  date-words: {}",
    "string": "- act: a\n  time: {}",
    "date": "- document: a\n  issued: {}",
    "bounded date": '- act: a\n  date: "{}"',
    "number": "- group: a\n  count: {{exactly: {}}}",
    "integer": "- group: a\n  count: {}",
    "coordinate": "- place: a\n  latitude: {}",
    "boolean": "- person: a\n  named: {}",
    "url": "- instrument: a\n  url: {}",
    "language": "- document: a\n  language: {}",
    "concept": "- act: a\n  type: {}",
    "reference": "- act: a\n  place: {}",
    "part": "- act: a\n  victim: {}",
    "quote": "- act: a\n  evidence: {}",
    "document": "- place: a\n  names: {{name: x, in: {}}}",
    "key": "- claim: a\n  about: {}",
    "value": "- claim: a\n  about: date\n  value: {}",
}
"""A record with a value that is read in this way."""


@pytest.mark.parametrize("reads", READS)
def test_the_example_of_a_value_is_read(reads: str, tmp_path: Path) -> None:
    path = tmp_path / "records.yaml"
    path.write_text(WRITTEN[reads].format(READS[reads][1]) + "\n", encoding="utf-8")
    records, problems = read_records(path)
    assert [problem for problem in problems if problem.code != "missing-key"] == []
    assert len(records) == 1


def test_every_key_has_its_row() -> None:
    for kind in KINDS:
        section = PAGE.partition(f"\n### {kind.name}\n")[2].partition("\n### ")[0]
        for key in kind.keys:
            assert f"`{key.name}`" in (PAGE if key.role else section), (kind.name, key.name)
            if f"| `{key.name}` |" in section:
                assert key.about.replace("|", "\\|") in section
                assert not (shown := example(key)) or f"`{key.name}: {shown}`" in section


def test_every_term_error_and_shape_is_there() -> None:
    for scheme in CONCEPTS:
        section = PAGE.partition(f"\n### Vocabulary: {scheme}\n")[2].partition("\n### ")[0]
        assert all(
            re.search(rf"^\| (– )*{re.escape(label)} \|", section, re.MULTILINE)
            for term, label in LABELS.items()
            if term.startswith(f"{scheme}/")
        )
    for code, text in explanations().items():
        assert f"### {code}\n\n{text}\n" in PAGE
    for code, shapes in shape_explanations().items():
        assert PAGE.count(f"\n**{code}**") == len(shapes)


def test_every_link_within_the_page_leads_somewhere() -> None:
    heads = {
        re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-") for head in re.findall(r"^#+ (.*)$", PAGE, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= heads
    files = {link.partition("#")[0] for link in re.findall(r"\]\(([^#)][^)]*)\)", PAGE)}
    assert [link for link in sorted(files) if not (ROOT / "docs" / link).exists()] == []


TERM_ROWS = {row.split("`")[1].removeprefix("hr:"): row for row in PAGE.splitlines() if row.startswith("| `hr:")}
READ_BY_THE_PROGRAM = {"displayText", "relatedEvent", "separator"}
"""The properties above others that are read, and how the program joins display texts."""


def test_every_class_and_property_has_its_row() -> None:
    assert list(TERM_ROWS) == [*CLASSES, *PROPERTIES, *DERIVED]


def test_a_row_says_what_the_ontology_says() -> None:
    cells = [cell.strip() for cell in TERM_ROWS["spouseOf"].split("|")[1:-1]]
    assert cells[2:5] == ["`hr:Person`", "`hr:Person`; symmetric; below `hr:relativeOf`", "⊑ `schema:spouse`"]
    assert "⊑ `sem:Event`, ≈ `schema:Event`, ≈ `prov:Activity`" in TERM_ROWS["Event"]


def test_whoever_mentions_a_term_reads_it() -> None:
    readers = term_readers(ROOT)
    assert "identity-verdict" in readers["verdict"].shapes
    assert "who-is-who" in readers["IdentityDecision"].queries
    assert "inDocument" in readers["evidence"].derived
    assert "matter" not in readers["matter"].derived


def test_a_term_that_nothing_reads_is_known() -> None:
    assert {name for name, row in TERM_ROWS.items() if row.endswith("|  |")} == READ_BY_THE_PROGRAM

"""Records that a program makes are those that the same words in YAML make, with the same faults."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.model.errors import Problem
from kg.model.files import read_text, shown
from kg.model.kinds import by_name
from kg.records import TOP, Field, Record, read_records
from kg.records.making import Records
from kg.records.nodes import Node, ScalarNode, SequenceNode, compose
from kg.records.reader import RecordReader
from tests.project import SEEDS

NOWHERE = kg.Location("", 0, 0)
FILES = sorted(SEEDS.glob("*/records.yaml"))


def plain(node: Node, path: str) -> Any:
    """A node of YAML as a script would give it, each text with its place."""
    if isinstance(node, ScalarNode):
        return kg.Located(node.value, kg.Location(path, node.start_mark.line + 1, node.start_mark.column + 1))
    if isinstance(node, SequenceNode):
        return [plain(item, path) for item in node.value]
    return {key.value: plain(value, path) for key, value in node.value}


def unplaced(record: Record) -> Record:
    """A record whose nested records have no place: a mapping of a script has none of its own."""
    return record._replace(fields=tuple(map(_unplaced, record.fields)), location=NOWHERE)


def _unplaced(field: Field) -> Field:
    if isinstance(field.value, Record):
        return field._replace(value=unplaced(field.value), location=NOWHERE)
    return field._replace(location=NOWHERE) if field.key.reads == "quote" else field


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_the_records_of_the_seeds_given_as_mappings_are_those_of_their_yaml(path: Path) -> None:
    expected, faults = read_records(path, original="en")
    assert faults == []
    root = compose(read_text(path), shown(path))
    assert isinstance(root, SequenceNode)
    made = Records("en", "en")
    for node, record in zip(root.value, expected, strict=True):
        values = plain(node, shown(path))
        kind = next(iter(values))
        values["id"] = values.pop(kind)
        made.add(kind, values, place=record.location)
    assert made.problems == []
    assert [unplaced(record) for record in made.records] == [unplaced(record) for record in expected]
    assert [record.location for record in made.records] == [record.location for record in expected]


KEYS = st.sampled_from(sorted({key.name for kind in by_name().values() for key in kind.keys} | {"reson"}))
WORDS = st.sampled_from(
    ["2020-02-01", "2020-13", "detention", "detension", "left open", "", "FILL IN", "3", "true", "x y"]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=4
)


@given(st.sampled_from((*TOP, "akt")), st.sampled_from(["a", "B c"]), st.dictionaries(KEYS, VALUES, max_size=5))
def test_any_mapping_has_the_faults_that_it_has_as_yaml(kind: str, ident: str, values: dict[str, Any]) -> None:
    reader = RecordReader("a.csv")
    expected = reader.listed(compose(f"- {written({kind: ident, **values})}\n", "a.csv"), TOP)
    made = Records()
    made.add(kind, {"id": ident, **values}, place=NOWHERE)
    assert [(problem.code, problem.found) for problem in made.problems] == [
        (problem.code, problem.found) for problem in reader.problems
    ]
    assert list(map(nowhere, made.records)) == list(map(nowhere, expected))


def written(value: Any) -> str:
    """A value as YAML between brackets; ``true`` without quotation marks, as a table has it."""
    if isinstance(value, str):
        return value if value == "true" else f'"{value}"'
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    return "{" + ", ".join(f"{key}: {written(inner)}" for key, inner in value.items()) + "}"


def nowhere(record: Record) -> Record:
    fields = tuple(
        field._replace(location=NOWHERE, value=nowhere(field.value) if isinstance(field.value, Record) else field.value)
        for field in record.fields
    )
    return record._replace(fields=fields, location=NOWHERE)


def problems(values: dict[str, Any], kind: str = "act") -> list[Problem]:
    with pytest.raises(kg.DataError) as caught:
        kg.record(kind, values, place=kg.Location("a.csv", 3, 1))
    return list(caught.value.problems)


def test_a_fault_is_at_its_value_else_at_the_record() -> None:
    cell = kg.Located("2020-13", kg.Location("a.csv", 3, 9))
    values = {"id": "a", "type": "detention", "date": cell, "victim": "Ada", "reson": "x"}
    found = {problem.code: str(problem.location) for problem in problems(values)}
    assert found == {"bad-date": "a.csv:3:9", "unknown-key": "a.csv:3:1", "missing-key": "a.csv:3:1"}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        pytest.param("x" * 10_001, "value-too-long", id="a long text"),
        pytest.param("a\x00b", "control-character", id="a control character"),
        pytest.param("a\ud800b", "control-character", id="half a surrogate pair"),
        pytest.param(__import__("functools").reduce(lambda inner, _: [inner], range(40), "x"), "nested-too-deep", id="a deep list"),
    ],
)  # fmt: skip
def test_what_no_file_of_records_may_hold_is_refused(value: Any, code: str) -> None:
    found = problems({"id": "a", "type": "detention", "description": value})
    assert [(problem.code, str(problem.location)) for problem in found] == [(code, "a.csv:3:1")]


def test_a_list_may_be_nested_as_deep_as_in_a_file() -> None:
    value: Any = "x"
    for _ in range(sys.getrecursionlimit()):
        value = [value]
    assert problems({"id": "a", "victim": value})[0].code == "nested-too-deep"


@pytest.mark.parametrize("value", [3, 2.5, True, b"x", object()])
def test_a_value_that_is_no_text_is_an_error_of_the_script(value: Any) -> None:
    with pytest.raises(TypeError, match="give it as text"):
        kg.record("act", {"id": "a", "date": value}, place=NOWHERE)


def test_none_leaves_a_key_out_and_a_blank_does_not() -> None:
    values = {"id": "l", "label": "Lakeside", "within": None}
    assert kg.record("place", values, place=NOWHERE).first("within") is None
    assert [problem.code for problem in problems({**values, "within": ""}, "place")] == ["wrong-shape"]


def test_a_record_without_an_id_is_none() -> None:
    assert [problem.code for problem in problems({"label": "Lakeside"}, "place")] == ["bad-id"]


def test_the_faults_of_all_records_are_collected() -> None:
    records = kg.Records()
    for number in range(3):
        records.add("place", {"id": f"p{number}", "lable": "x"}, place=kg.Location("a.csv", number + 2))
    assert [str(problem.location) for problem in records.problems if problem.code == "unknown-key"] == [
        "a.csv:2",
        "a.csv:3",
        "a.csv:4",
    ]
    assert len(records.records) == 3


def test_every_public_name_is_there_and_no_other() -> None:
    assert [name for name in kg.__all__ if not hasattr(kg, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing  # type: ignore[attr-defined]

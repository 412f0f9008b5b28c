"""What a build remembers of its shapes: used where it fits, and left aside wherever it might not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.model.terms import Term, Triple
from kg.rdf.ontology import read_ontology, read_shapes, shapes_files
from kg.validation import CompiledShapes, Report, validate, write_compiled_shapes
from kg.validation import read_compiled_shapes as remembered
from kg.validation.compiled import Data, unpacked
from kg.validation.compiled.compilation import compile_shapes
from kg.validation.compiled.compilation import read_shapes as read
from tests import generated
from tests.test_shacl_engines import found, turtle

SHAPES = "ex:S a sh:NodeShape ; sh:targetClass ex:Person ; sh:property [ sh:path ex:p ; sh:maxCount 1 ] ."
CLASSES = "ex:Child rdfs:subClassOf ex:Person ."
DATA = "ex:a a ex:Child ; ex:p 1 , 2 . ex:b a ex:Person ; ex:p 1 ."


class Unread:
    """Shapes that nobody may read."""

    def __iter__(self) -> Iterable[Triple]:
        raise AssertionError("the shapes are read although their plan is known")


def planned(shapes: str, data: str) -> CompiledShapes:
    return compile_shapes(read(turtle(shapes)), Data.gather(turtle(data)))


def results(report: Report) -> list[Term]:
    return [result.focus for result in report.results]


def as_written(made: CompiledShapes) -> CompiledShapes:
    """What is read of the file that a build writes."""
    return unpacked(json.loads(write_compiled_shapes([], made))[1])


@pytest.mark.parametrize("name", ["the project's own", "generated"])
def test_a_plan_that_was_written_as_json_is_the_same(name: str) -> None:
    shapes, classes = (
        (read_shapes(), read_ontology()) if name != "generated" else (generated.shapes(), generated.ontology())
    )
    made = compile_shapes(read(shapes), Data.gather(classes))
    assert as_written(made) == made
    assert sum(len(shape.queries) for shape in made.shapes) >= len(made.shapes)


def test_with_a_plan_the_shapes_are_not_read() -> None:
    report = validate(turtle(DATA), Unread(), turtle(CLASSES), known=planned(SHAPES, CLASSES))  # type: ignore[arg-type]
    assert results(report) == ["<https://example.org/a>"]
    with pytest.raises(AssertionError):
        validate(turtle(DATA), Unread(), turtle(CLASSES))  # type: ignore[arg-type]


def test_a_plan_for_other_classes_is_left_aside() -> None:
    """Its targets would not be these: no child would be looked at."""
    assert results(validate(turtle(DATA), turtle(SHAPES), turtle(CLASSES), known=planned(SHAPES, ""))) == [
        "<https://example.org/a>"
    ]


def test_a_plan_is_left_aside_where_literals_are_stored_as_they_are_spelt() -> None:
    shapes = "ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:minInclusive 5 ] ."
    data = "ex:a ex:p 07 . ex:b ex:p 04 ."
    report = validate(turtle(data), turtle(shapes), (), known=planned(shapes, ""))
    assert found(report) == found(validate(turtle(data), turtle(shapes), (), engine="reference"))
    assert results(report) == ["<https://example.org/b>"]


def test_a_shape_that_cannot_be_compiled_stays_with_the_reference() -> None:
    shapes = (
        f'{SHAPES} ex:T sh:targetNode 01 ; sh:sparql [ sh:select "SELECT $this WHERE {{ FILTER isLiteral($this) }}" ] .'
    )
    data = DATA
    known = planned(shapes, CLASSES)
    assert [shape.name for shape in as_written(known).shapes if shape.left] == ["<https://example.org/T>"]
    report = validate(turtle(data), turtle(shapes), turtle(CLASSES), known=known)
    assert found(report) == found(validate(turtle(data), turtle(shapes), turtle(CLASSES), engine="reference"))
    assert len(report.results) == 2


def test_a_plan_of_other_shapes_or_of_another_compiler_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, build = tmp_path / "mine.ttl", tmp_path / "build"
    build.mkdir()
    mine.write_text("# mine\n")
    shapes, classes = turtle(SHAPES), turtle(CLASSES)
    made = compile_shapes(read(shapes), Data.gather(classes))
    (build / "shapes.json").write_text(write_compiled_shapes([mine], made))
    assert remembered(build, [mine]) == made
    mine.write_text("# mine, changed\n")
    assert remembered(build, [mine]) is None
    mine.write_text("# mine\n")
    assert remembered(build, [mine]) == made
    monkeypatch.setattr("kg.validation.shapes_json.SOURCES", (mine,))
    assert remembered(build, [mine]) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", "[1,2]", '["x",[[],"h"]]', "nul\x00l"])
def test_a_plan_that_is_none_is_not_used(tmp_path: Path, text: str) -> None:
    (tmp_path / "shapes.json").write_text(text)
    assert remembered(tmp_path, shapes_files()) is None


def test_a_build_remembers_the_plan_of_its_shapes(built: Path) -> None:
    known = remembered(built, shapes_files())
    assert known == compile_shapes(
        read(read_shapes()), Data.gather(t for t in read_ontology() if not t[2].startswith('"'))
    )

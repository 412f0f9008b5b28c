"""Every error has a code that is explained, and every explanation is of an error."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pytest

from kg.model.errors import explanations
from kg.model.terms import expand
from kg.rdf.syntax import read_triples
from kg.validation.explanations import shape_explanations
from tests.project import ROOT, error, kg

CODE = re.compile(r"[a-z]+[a-z0-9]*(-[a-z0-9]+)+")
SOURCES = sorted([*ROOT.glob("kg/**/*.py"), *ROOT.glob("mappings/**/*.py")])
IN_A_VARIABLE = {"kg/validation/vocabularies/__init__.py", "kg/records/node_reader.py", "kg/records/reader.py"}
"""Files in which a code goes through a variable: each tuple there that begins with a code holds one."""


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call that makes a problem."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("Problem", "fault"):
                yield node


def constants(node: ast.AST) -> set[str]:
    """The codes that an expression can be, such as both branches of a condition."""
    texts = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
    return {text for text in texts if isinstance(text, str) and CODE.fullmatch(text)}


def _is_row(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether a node is a row of the table of checks."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Row"


@cache
def parsed(path: Path) -> ast.Module:
    """A file of the program, parsed once."""
    return ast.parse(path.read_text(encoding="utf-8"))


def codes(path: Path) -> set[str]:
    """The codes that a file raises."""
    tree = parsed(path)
    found: set[str] = set()
    for call in calls(tree):
        direct = constants(call.args[0])
        assert direct or path.relative_to(ROOT).as_posix() in IN_A_VARIABLE, f"{path}:{call.lineno} hides its code"
        found |= direct
    if path.parent.name == "vocabularies":
        found |= {code for node in ast.walk(tree) if _is_row(node) for code in constants(node.args[0])}
    if path.relative_to(ROOT).as_posix() in IN_A_VARIABLE | {"kg/records/values.py"}:
        tuples = (node for node in ast.walk(tree) if isinstance(node, ast.Tuple) and len(node.elts) > 1)
        found |= {code for node in tuples for code in constants(node.elts[0]) if isinstance(node.elts[0], ast.Constant)}
    return found


def test_every_code_that_is_raised_is_explained_and_no_other() -> None:
    raised = set().union(*(codes(path) for path in SOURCES))
    assert sorted(raised) == sorted(explanations())


def test_every_error_says_what_to_do() -> None:
    for path in SOURCES:
        for call in calls(parsed(path)):
            given = [*call.args, *(keyword.value for keyword in call.keywords)]
            is_whole = len(given) >= 3 or any(isinstance(part, ast.Starred) for part in given)
            assert is_whole, f"{path}:{call.lineno}"
            empty = [part for part in given if isinstance(part, ast.Constant) and not part.value]
            assert not empty, f"{path}:{call.lineno}"


@pytest.mark.parametrize("code", sorted(explanations()))
def test_an_explanation_has_at_least_two_sentences(code: str) -> None:
    sentences = re.findall(r"[^.]+\.(?=\s|$)", explanations()[code])
    assert len(sentences) >= 2


def paragraphs(code: str) -> list[str]:
    """What there is to say of a code, by those who say it."""
    as_error = [explanations()[code]] if code in explanations() else []
    return as_error + [shape.text("en") for shape in shape_explanations().get(code, ())]


@pytest.mark.parametrize("code", sorted({*explanations(), *shape_explanations()}))
def test_explain_tells_about_every_code(code: str) -> None:
    ran = kg("explain", code)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.split() == [code, *" ".join(paragraphs(code)).split()]
    assert max(map(len, ran.out.splitlines())) <= 100


def test_explain_lists_every_code() -> None:
    ran = kg("explain")
    listed = [line.split("  ")[0].strip() for line in ran.out.splitlines()]
    assert listed == sorted({*explanations(), *shape_explanations()})


def test_every_shape_says_what_is_wrong_and_why_in_english_and_russian() -> None:
    files = [*(ROOT / "ontology" / "shapes").glob("*.ttl"), *(ROOT / "ontology" / "profiles").glob("*.ttl")]
    triples = [triple for path in sorted(files) for triple in read_triples(path)]
    said = {
        name: {(shape, text.rpartition("@")[2]) for shape, predicate, text in triples if predicate == expand(name)}
        for name in ("sh:message", "rdfs:comment")
    }
    reporting = {shape for shape, predicate, _ in triples if predicate == expand("sh:severity")}
    assert said["sh:message"] == said["rdfs:comment"] == {(shape, tag) for shape in reporting for tag in ("en", "ru")}
    assert {shape.rpartition("#")[2].rstrip(">") for shape in reporting} == set(shape_explanations())


def test_a_shape_of_several_profiles_is_explained_for_each() -> None:
    assert [shape.profile for shape in shape_explanations()["act-date"]] == ["", "minimum", "sdg-16-10-1"]
    told = kg("explain", "act-date", "--lang", "ru").out
    assert "У действия нет даты." in told
    assert "Списки и подсчёты составляются по датам" in told


def test_a_misspelt_shape_is_offered() -> None:
    ran = kg("explain", "degree-and-rol")
    remedy = 'did you mean "degree-and-role"? `kg explain` lists all'
    assert ran.err == error("unknown-code", 'no error has the code "degree-and-rol"', "", remedy)


def test_an_unknown_code_is_a_faulty_call() -> None:
    ran = kg("explain", "unknown-trm")
    remedy = 'did you mean "unknown-term"? `kg explain` lists all'
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == error("unknown-code", 'no error has the code "unknown-trm"', "", remedy)

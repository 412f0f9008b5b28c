"""Every mapping script has an example beside it, with the quads that are expected of it."""

from __future__ import annotations

import pytest

from kg.build.reading import read_project
from kg.mapping.scripts import scripts
from kg.model.files import read_text
from kg.model.project import find_project
from kg.model.terms import digest
from tests.mapped import MAPPINGS, example, mapped

SCRIPTS = sorted(path.stem for path in MAPPINGS.glob("*.py"))


def test_there_is_a_script() -> None:
    assert SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_says_which_files_it_reads_and_reads_them(script: str) -> None:
    found = next(entry for entry in scripts(MAPPINGS) if entry.path.stem == script)
    paths = list(example(script).glob(found.pattern))
    assert paths
    for path in paths:
        source, problems = found.read(path, language="en")
        assert problems == []
        assert source.id == source.records[0].id == path.parent.name


@pytest.mark.parametrize("script", SCRIPTS)
def test_an_example_becomes_the_quads_expected(script: str) -> None:
    assert mapped(script) == (example(script) / "expected.nq").read_text(encoding="utf-8")


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_original_of_an_example_is_the_one_that_its_front_matter_names(script: str) -> None:
    originals = {digest(path.read_bytes()): path for path in example(script).glob("*.txt")}
    for source in read_project(find_project(example(script))).sources:
        if not source.original:
            continue  # the document is the original
        text = read_text(originals[source.original["sha256"]])
        assert source.original["length"] == str(len(text))
        for span, sha256 in source.spans.items():
            assert digest(text[span.start : span.end]) == sha256

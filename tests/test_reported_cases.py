"""Small cases from public bug reports of this field: each gives what its file says must happen.

The cases lie in ``../shared/cases``; without that folder they are skipped. ``case.yaml`` has the commands.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.project import ROOT, SHARED

CASES = SHARED / "cases"
NONE = "0 violations, 0 warnings"

HOLDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "bom-turtle": ((NONE,),),
    "edtf-unspecified-day": (
        ("conforms: 0 violations",),
        ("2024-02-XX,2024-02-01,2024-02-29", "2024-XX,2024-01-01,2024-12-31"),
        ("| 2024 | 3 |", "| total | 3 |"),
    ),
    "engines-differ-ill-typed": (("5 violations",), ("2 violations",)),
    "jsonld-relative-id-dropped": (("[left-out]", "data.jsonld:2", "case-8"),),
    "quote-differs-invisibly-nfd": (("[quote-not-found]", "(NFC, NFD)", "--fix"),),
    "quote-ends-inside-a-word": (("[quote-cuts-word]", "Stonehouse"),),
    "rdf-blank-nodes-run-together": (("2 nodes checked", NONE),),
    "shacl-boolean-order": (("ex:a", "1 violation,"), ("ex:a", "1 violation,")),
    "shacl-nan-crash": (("ex:a", "2 violations,"), ("ex:a", "2 violations,")),
    "shacl-ontology-becomes-target": (("1 node checked", NONE),),
    "shacl-pattern-hangs": (("error[ill-formed-shape]", "shapes.ttl:8"),),
    "shacl-pattern-invalid": (("error[ill-formed-shape]", "shapes.ttl:8", '"^(a"'),),
    "shacl-pattern-name-escapes": (("ex:v: 9x", "1 violation,"),),
    "shacl-pattern-subtraction": (("ex:v: aaa", "1 violation,"), ("ex:v: aaa", "1 violation,")),
    "shacl-pattern-x-flag-hash": (("ex:v: a\n", "1 violation,"),),
    "shacl-two-nots-one-result": (("2 violations,",), ("2\n",)),
    "shacl-unrelated-number-hides-fault": (("ex:a", "1 violation,"), ("ex:a", "1 violation,")),
    "skos-alt-is-hidden": (("[alternative-and-hidden-name]", "ex:a", "1 violation,"),),
    "skos-broader-to-text": (("concept scheme", "is a text", "2 violations,"),),
    "skos-circle-transitive": (("a → b → a", "c → d → c", "2 violations,"),),
    "skos-concept-is-collection": (('"s" is a concept and a concept scheme', '"a" is a concept and a collection'),),
    "skos-label-twice-elsewhere": (('"s" has two labels', '"col" has two labels', '"x" has two labels', "3 violations,"),),
    "skos-related-and-broader-transitive": (("[related-and-broader]", "ex:a", "1 violation,"),),
    "skos-xl-labels": ((NONE,),),
    "yaml-hash-cuts-evidence": (("[text-cut-off]", "#FreeTheHarbour"), ("error[text-cut-off]",)),
}  # fmt: skip
"""What each of its commands prints."""

needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="../shared/cases is not beside the checkout")


@needs_cases
def test_every_case_is_held() -> None:
    assert {path.name for path in CASES.iterdir()} == HOLDS.keys()


@needs_cases
@pytest.mark.parametrize("name", sorted(HOLDS))
def test_a_reported_case_gives_what_it_must(name: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CASES / name, tmp_path / name))
    commands = yaml.safe_load((folder / "case.yaml").read_text(encoding="utf-8"))["command"].splitlines()
    (folder / "case.yaml").unlink()
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "kg"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n')
    program.chmod(0o755)
    env = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    for command, words in zip(filter(None, commands), HOLDS[name], strict=True):
        ran = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False
        )
        told = ran.stdout + ran.stderr
        assert "Traceback" not in told
        assert [word for word in words if word not in told and word not in " ".join(told.split())] == [], told

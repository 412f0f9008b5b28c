"""What the interface says of itself in OpenAPI is what it does: schemathesis tries values that fit it and values that do not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.answers.catalogue import catalogue
from kg.model.project import resources
from tests.serving import BASE, Running, lay_out_build, running

TRIED = ("/api/queries", "/api/queries/about", "/api/queries/acts-by-year")
"""The list, a question with a name and one with dates and concepts; `-m slow_reference` tries all."""


NAME = "<http://www.w3.org/2004/02/skos/core#prefLabel>"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A graph of a few nodes, so that many questions can be tried."""
    lines = [f'<{BASE}place/{n}> {NAME} "Place {n}"@en <{BASE}graph/a> .\n' for n in range(5)]
    folder = lay_out_build(tmp_path_factory.mktemp("api") / "build", lines)
    with running("--build", str(folder), "--timeout", "60") as found:
        yield found


def found_by_schemathesis(server: Running, folder: Path, *options: str) -> str:
    """What schemathesis finds; empty if that is nothing."""
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{server.address}api/openapi.json"]
    told = subprocess.run(
        [*command, *options, "--seed", "2012", "--max-examples", "5", "--request-timeout", "90"],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    return "" if told.returncode == 0 else told.stdout + told.stderr


def test_schemathesis_finds_nothing(server: Running, tmp_path: Path) -> None:
    paths = [part for path in TRIED for part in ("--include-path", path)]
    assert found_by_schemathesis(server, tmp_path, *paths, "--phases", "examples,coverage") == ""


@pytest.mark.slow_reference
def test_schemathesis_finds_nothing_in_any_question(server: Running, tmp_path: Path) -> None:
    assert found_by_schemathesis(server, tmp_path, "--phases", "examples,coverage,fuzzing") == ""


def test_each_question_of_the_catalogue_is_described(server: Running) -> None:
    described = server.get("/api/openapi.json").json
    assert isinstance(described, dict)
    wanted = {f"/api/queries/{one.name}" for one in catalogue(resources("queries"))} | {"/api/queries"}
    assert (described["openapi"], set(described["paths"])) == ("3.1.0", wanted)

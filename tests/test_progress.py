"""What a command tells while it works: each stage, and now and then how much of it is done."""

from __future__ import annotations

import pytest

from kg.build.pipeline import STAGES, build
from kg.cli.progress import Progress
from kg.model.project import find_project
from tests.project import DIGEST, RECORDS, Tiny


def test_a_stage_of_many_documents_tells_how_many_are_done(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(STAGES) as progress:
        progress.stage("mapping")
        for done in range(1, 201):
            progress.count(done, 200)
        progress.stage("validating")
        progress.count(1, 1)
    assert capsys.readouterr().err.splitlines() == ["mapping …", "mapping 100/200 …", "validating …"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_build_counts_its_documents(standing: Tiny, workers: int) -> None:
    for number in range(3):
        standing.write(f"n{number}/digest.md", DIGEST.replace("document: note", f"document: n{number}"))
        standing.write(f"n{number}/records.yaml", RECORDS)
    told: list[object] = []
    project = find_project(standing.texts, standing.folder / "fresh")
    build(project, workers=workers, progress=told.append, counted=lambda done, every: told.append((done, every)))
    units = [(done, 5) for done in range(1, 6)]  # four documents and the authority files
    assert told == ["reading", "mapping", *units, "validating", (1, 1), "inferring", (1, 1), "writing"]

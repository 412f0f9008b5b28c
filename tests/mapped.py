"""What a mapping script makes of the example beside it: ``python -m tests.mapped digest > mappings/digest/expected.nq``."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.build.mapping import map_project
from kg.build.reading import read_project
from kg.model.project import find_project
from tests.project import ROOT

MAPPINGS = ROOT / "mappings"


def example(script: str) -> Path:
    """The folder with the example of a script: authorities, documents, and the quads expected of them."""
    return MAPPINGS / script


def mapped(script: str) -> str:
    """The N-Quads of an example, sorted."""
    project = find_project(example(script))
    return "".join(f"{' '.join(quad)} .\n" for quad in map_project(project, read_project(project)))


if __name__ == "__main__":
    sys.stdout.write(mapped(sys.argv[1]))

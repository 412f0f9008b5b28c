"""SPARQL servers that a test starts on a free port of this machine and fills over it: Oxigraph and Virtuoso."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.engines import Answer


@contextmanager
def _running(command: Sequence[str], port: int, folder: Path | None = None) -> Iterator[None]:
    """A program while it listens to a port; it ends with the context."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet) as process:
        try:
            _wait_for(port, process)
            yield
        finally:
            process.kill()


def _free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        port: int = made.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        with socket.socket() as made:
            if made.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            raise ChildProcessError(f"{process.args!r} ended with {process.returncode}")
        time.sleep(0.25)
    raise TimeoutError("the server does not listen")


# ── Oxigraph ─────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def oxigraph(program: str, *options: str) -> Iterator[str]:
    """The address of an empty Oxigraph server in memory."""
    port = _free_port()
    with _running([program, "serve", "--bind", f"127.0.0.1:{port}", *options], port):
        yield f"http://127.0.0.1:{port}"


def send(address: str, data: bytes, media_type: str) -> int:
    """The status with which a server takes a file by the protocol for graph stores."""
    request = urllib.request.Request(address, data, {"Content-Type": media_type}, method="POST")
    with urllib.request.urlopen(request, timeout=120) as reply:
        status: int = reply.status
        return status


# ── Virtuoso ─────────────────────────────────────────────────────────────────────────────────────────────────

GRAPH = "https://example.org/published"
"""The graph that a Turtle file is loaded into."""


class Virtuoso(NamedTuple):
    """A Virtuoso that runs: the port of its SQL, and the address of its SPARQL endpoint."""

    port: int
    address: str

    def run(self, statements: str) -> str:
        """What its SQL client prints for some statements."""
        command = ["isql-vt", str(self.port), "dba", "dba", f"exec={statements}"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def load_turtle(self, file: Path) -> None:
        """Loads a Turtle file into one graph."""
        self.run(f"DB.DBA.TTLP_MT(file_open('{file}'), '', '{GRAPH}', 0, 1); checkpoint;")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Virtuoso]:
    """An empty Virtuoso with its files in a folder, which may load any file of this machine."""
    sql, http = _free_port(), _free_port()
    (folder / "virtuoso.ini").write_text(_SETTINGS.format(folder=folder, sql=sql, http=http), encoding="utf-8")
    command = ["virtuoso-t", "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with _running(command, http, folder):
        yield Virtuoso(sql, f"http://127.0.0.1:{http}/sparql")


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
DirsAllowed = /
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


# ── Any of them ──────────────────────────────────────────────────────────────────────────────────────────────


def ask(address: str, text: str, **options: str) -> Answer:
    """The answer of an endpoint by the SPARQL protocol."""
    data = urllib.parse.urlencode({"query": text, **options}).encode()
    request = urllib.request.Request(address, data, {"Accept": "application/sparql-results+json"})
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            found = json.load(reply)
    except (OSError, ValueError) as error:
        reason = error.read().decode() if isinstance(error, urllib.error.HTTPError) else str(error)
        return Answer((), [], time.perf_counter() - began, reason[:300])
    columns = tuple(found["head"]["vars"])
    rows = [tuple(_text(row.get(c, {})) for c in columns) for row in found["results"]["bindings"]]
    return Answer(columns, rows, time.perf_counter() - began)


def _text(term: dict[str, str]) -> str:
    """The text of a term; Virtuoso gives a boolean as 0 or 1."""
    value = term.get("value", "")
    is_boolean = term.get("datatype", "").endswith("#boolean")
    return {"0": "false", "1": "true"}.get(value, value) if is_boolean else value

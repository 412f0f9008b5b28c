"""`kg serve --sparql`: the same pages, rows and refusals over an endpoint elsewhere as over the build itself."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.serving import Running, running

PERSON = "person/2012-04-27-joint-appeal.akimat-caller"
QUERIES = {
    "rows": "SELECT ?act ?type { ?act a hr:Act ; hr:kindOfAct ?type } ORDER BY ?act ?type",
    "a boolean": "ASK { ?act a hr:Act }",
    "a count": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "texts": "SELECT ?s ?label { ?s skos:prefLabel ?label FILTER(LANG(?label) = 'ru') } ORDER BY ?s ?label",
}
FORMS = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv")
_EMPTY = 30
"""Bytes of an answer without rows, at the most."""
_NONE = ("a boolean", "text/csv")
OXIGRAPH = Path(sys.executable).with_name("oxigraph")


@contextmanager
def oxigraph(build: Path) -> Iterator[str]:
    """Oxigraph's own server over the store of a build: the address of its endpoint."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(OXIGRAPH), "serve-read-only", "--location", str(build / "store"), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def both(built: Path) -> Iterator[dict[str, Running]]:
    """The server of a build; one over Oxigraph's server of its store; and one over the first."""
    with (
        oxigraph(built) as address,
        running("--build", str(built)) as own,
        running("--sparql", address) as over_oxigraph,
        running("--sparql", f"{own.address}sparql") as over_own,
    ):
        yield {"own": own, "oxigraph": over_oxigraph, "kg serve": over_own}


ELSEWHERE = ("oxigraph", "kg serve")


@pytest.mark.parametrize("where", ELSEWHERE)
@pytest.mark.parametrize(
    ("name", "accept"), [(name, accept) for name in QUERIES for accept in FORMS if (name, accept) != _NONE]
)
def test_rows_are_the_same(name: str, accept: str, where: str, both: dict[str, Running]) -> None:
    own, other = (both[one].query(QUERIES[name], accept) for one in ("own", where))
    assert (other.status, other.headers["content-type"]) == (200, own.headers["content-type"])
    assert other.text.replace("\r", "") == own.text.replace("\r", "")
    assert len(own.body) > (_EMPTY if name in ("rows", "texts") else 0)


@pytest.mark.parametrize("where", ELSEWHERE)
@pytest.mark.parametrize("ending", ["html", "ttl", "nq", "jsonld"])
def test_documents_are_the_same(ending: str, where: str, both: dict[str, Running]) -> None:
    own, other = (both[one].get(f"/doc/{PERSON}.{ending}") for one in ("own", where))
    assert (other.status, other.body) == (200, own.body)


@pytest.mark.parametrize("where", ELSEWHERE)
def test_questions_and_names_are_the_same(where: str, both: dict[str, Running]) -> None:
    for path in ("/api/queries/about?about=Zhanaozen", "/api/queries/acts-by-type", "/list/person"):
        own, other = (both[one].get(path) for one in ("own", where))
        assert (other.status, other.body) == (200, own.body)


@pytest.mark.parametrize("where", ELSEWHERE)
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400),
        ("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }", 400),
        ("CLEAR ALL", 403),
        ("SELECT", 400),
    ],
)
def test_the_same_is_refused(text: str, status: int, where: str, both: dict[str, Running]) -> None:
    own, other = (both[one].query(text) for one in ("own", where))
    assert (other.status, other.body) == (status, own.body)


@pytest.mark.parametrize("where", ELSEWHERE)
def test_a_graph_that_is_named_is_asked(where: str, both: dict[str, Running]) -> None:
    text = "SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/chronicle/id/document/2018-09-20-statement> { ?s ?p ?o }"
    own, other = (json.loads(both[one].query(text).body) for one in ("own", where))
    assert other["results"]["bindings"][0]["n"]["value"] == own["results"]["bindings"][0]["n"]["value"] != "0"


def test_an_endpoint_that_stops_answering_is_told_of(built: Path) -> None:
    with ExitStack() as stack:
        with oxigraph(built) as address:
            server = stack.enter_context(running("--sparql", address))
            assert server.query("ASK { ?s ?p ?o }").status == 200
        found = server.query("ASK { ?p ?o ?s }")
        assert (found.status, "[no-answer]" in found.text) == (502, True)


def test_an_answer_that_is_too_long_is_cut_off_as_our_own(built: Path) -> None:
    with oxigraph(built) as address, running("--sparql", address, "--rows", "100") as server:
        found = server.query("SELECT * { ?s ?p ?o }")
        data = json.loads(found.body)
        assert (len(data["results"]["bindings"]), found.headers["chronicle-truncated-after"]) == (100, "100")
        assert server.query("SELECT * { ?s ?p ?o }", "text/csv").status == 413

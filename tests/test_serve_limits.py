"""Queries of death: each is stopped or refused, told of, and the server answers the next one."""

from __future__ import annotations

import concurrent.futures
import json
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.sampling import sampled
from tests.serving import BASE, Running, lay_out_build, running

SECONDS = 2
HEAVY = {
    "a cross product that is counted": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "a cross product that is sorted": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "a path to everywhere": "SELECT (COUNT(*) AS ?n) { ?a (<http://e.org/p>|!<http://e.org/q>)* ?b . ?c (!<http://e.org/q>)* ?d }",
    "a regular expression on everything": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?a), STR(?d)), '(a*)*b$')) }",
    "groups without number": "SELECT ?a ?d (GROUP_CONCAT(?f) AS ?g) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?d",
    "a sub-query for each row": "SELECT (SUM(?n) AS ?m) { ?a ?b ?c { SELECT (COUNT(*) AS ?n) { ?d ?e ?f . ?g ?h ?i } } }",
}
HEAVY["a text that grows tenfold"] = (
    "SELECT (STRLEN(?v9) AS ?n) { BIND('chronicle chronicle' AS ?v0) "
    + " ".join(f"BIND(CONCAT({', '.join([f'?v{n}'] * 10)}) AS ?v{n + 1})" for n in range(9))
    + " }"
)
_TEN = " ".join(map(str, range(10)))
HEAVY["values without number"] = (
    f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'VALUES ?v{n} {{ {_TEN} }}' for n in range(12))} }}"
)
REFUSED = {
    "brackets in brackets": (f"ASK {{ {'{' * 5000} {'}' * 5000} }}", 400),
    "a chain of unions": (f"ASK {{ {' UNION '.join(['{ ?s ?p ?o }'] * 2200)} }}", 413),
    "a chain of sums": (f"ASK {{ FILTER({'+'.join(['1'] * 6000)} > 0) }}", 400),
    "another server": ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400),
    "another server, silently": ("SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }", 400),
    "another server in a variable": ("SELECT * { BIND(<http://127.0.0.1:9/> AS ?g) SERVICE ?g { ?s ?p ?o } }", 400),
    "a graph elsewhere": ("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }", 400),
    "a named graph elsewhere": ("SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }", 400),
    "loading": ("LOAD <http://127.0.0.1:9/>", 403),
    "clearing": ("CLEAR ALL", 403),
    "deleting": ("DELETE WHERE { ?s ?p ?o }", 403),
    "inserting": ("INSERT DATA { <a:b> <a:c> <a:d> }", 403),
    "no query": ("SELEC * { ?s ?p ?o }", 400),
    "nothing": ("", 400),
    "too long": (f"ASK {{ ?s ?p '{'x' * 40_000}' }}", 413),
}


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A graph of some thousand triples, with limits that a test can reach."""
    graph = f"<{BASE}graph/a>"
    lines = [f"<{BASE}act/{n}> <http://e.org/p{n % 7}> <{BASE}act/{(n * 31) % 3000}> {graph} .\n" for n in range(6000)]
    lines += [f'<{BASE}act/{n}> <http://e.org/label> "}},{{ {n}" {graph} .\n' for n in range(300)]
    folder = lay_out_build(tmp_path_factory.mktemp("limits") / "build", sorted(set(lines)))
    with running("--build", str(folder), "--timeout", str(SECONDS), "--memory", "0.3", "--rows", "500") as server:
        yield server


def post(endpoint: Running, text: str, accept: str = "*/*") -> tuple[int, str]:
    found = endpoint.ask("POST", "/sparql", text.encode(), content_type="application/sparql-query", accept=accept)
    return found.status, found.text


@pytest.mark.parametrize("name", sampled(list(HEAVY), 2, ids=list(HEAVY)))
def test_a_query_that_takes_too_much_is_stopped_in_time_and_the_next_one_is_answered(
    name: str, endpoint: Running
) -> None:
    began = time.monotonic()
    status, text = post(endpoint, HEAVY[name])
    assert (status, "limit-reached" in text) == (504, True), text[:300]
    assert time.monotonic() - began < SECONDS + 8
    assert post(endpoint, "ASK {}") == (200, '{"head":{},"boolean":true}')


def test_what_needs_too_much_memory_is_told_so(endpoint: Running) -> None:
    assert post(endpoint, HEAVY["a text that grows tenfold"])[1].splitlines()[0] == (
        "error[limit-reached]: the query needs more memory than it may use"
    )


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_engine_should_see_is_refused(name: str, endpoint: Running) -> None:
    text, status = REFUSED[name]
    assert post(endpoint, text)[0] == status
    assert post(endpoint, "ASK {}")[0] == 200


def test_a_word_that_looks_like_a_keyword_is_no_reason_to_refuse(endpoint: Running) -> None:
    text = "PREFIX from: <http://e.org/> ASK { ?service from:p1 ?load FILTER(?load != 'FROM <x> SERVICE INSERT') }"
    assert post(endpoint, text) == (200, '{"head":{},"boolean":true}')


def test_rows_beyond_the_most_are_cut_off_and_the_answer_says_so(endpoint: Running) -> None:
    found = endpoint.query("SELECT ?s ?o { ?s <http://e.org/p1> ?o }")
    data = json.loads(found.body)
    assert (found.status, found.headers["chronicle-truncated-after"], len(data["results"]["bindings"])) == (
        200,
        "500",
        500,
    )
    assert data["head"]["link"] == ["https://w3id.org/chronicle/check#truncated"]
    xml = endpoint.query("SELECT ?s ?o { ?s <http://e.org/p1> ?o }", "application/sparql-results+xml")
    assert (xml.text.count("<result>"), "check#truncated" in xml.text) == (500, True)
    turtle = endpoint.query("CONSTRUCT WHERE { ?s <http://e.org/p1> ?o }", "text/turtle")
    assert (turtle.text.count("p1> "), turtle.text.splitlines()[-1]) == (
        500,
        "# truncated: these are the first 500; there are more",
    )


@pytest.mark.parametrize("accept", ["text/csv", "text/tab-separated-values"])
def test_a_table_that_cannot_say_that_it_was_cut_off_is_refused(accept: str, endpoint: Running) -> None:
    found = endpoint.query("SELECT ?s ?o { ?s <http://e.org/p1> ?o }", accept)
    assert (found.status, "answer-too-large" in found.text) == (413, True)
    assert endpoint.query("SELECT ?s ?o { ?s <http://e.org/p1> ?o } LIMIT 500", accept).status == 200


def test_texts_that_look_like_the_end_of_a_row_are_not_counted(endpoint: Running) -> None:
    found = endpoint.query("SELECT ?o { ?s <http://e.org/label> ?o }")
    assert (len(json.loads(found.body)["results"]["bindings"]), found.headers.get("chronicle-truncated-after")) == (
        300,
        None,
    )


def test_more_questions_than_can_wait_are_told_to_come_back(endpoint: Running) -> None:
    def ask(number: int) -> tuple[int, str | None]:
        found = endpoint.query(f"SELECT (COUNT(*) AS ?n{number}) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}")
        return found.status, found.headers.get("retry-after")

    with concurrent.futures.ThreadPoolExecutor(80) as many:
        found = list(many.map(ask, range(80)))
    assert (503, "2") in found
    assert {status for status, _ in found} == {503, 504}
    time.sleep(3)
    assert endpoint.query("ASK {}").status == 200


def test_a_thousand_connections_that_say_nothing_keep_nobody_out(endpoint: Running) -> None:
    import socket

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4096)), hard))
    links = [socket.create_connection(("127.0.0.1", endpoint.port), timeout=20) for _ in range(1000)]
    try:
        for link in links[:500]:
            link.sendall(b"GET / HTTP/1.1\r\nHo")
        assert endpoint.query("ASK {}").status == 200
    finally:
        for link in links:
            link.close()


def test_a_body_that_is_too_long_is_refused(endpoint: Running) -> None:
    status, text = post(endpoint, "#" * 300_000)
    assert (status, "bad-request" in text) == (413, True)


def test_a_query_in_the_address_may_be_as_long_as_one_in_a_body(endpoint: Running) -> None:
    found = endpoint.get(f"/sparql?query={quote('ASK { } #' + 'ж' * 10_000)}")
    assert found.status == 200


def test_the_workers_end_with_the_server(tmp_path: Path) -> None:
    folder = lay_out_build(tmp_path / "build", [f"<{BASE}a/b> <http://e.org/p> <{BASE}a/c> <{BASE}graph/a> .\n"])
    with running("--build", str(folder), "--workers", "3") as server:
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
        assert len(children) == 3
    time.sleep(0.5)
    assert [child for child in children if Path(f"/proc/{child}").exists()] == []

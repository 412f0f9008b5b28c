"""Queries of death: what nobody can answer, what breaks an engine, what reaches for the network."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kg.answers import explanation, opening
from kg.model.errors import DataError
from kg.model.worker import Limits, limited, without_network
from kg.rdf.dataset import Dataset
from kg.rdf.sparql_text import DEEPEST, LONGEST
from tests.project import ROOT, Ran, Tiny, kg, lay_out
from tests.sampling import sampled

pytestmark = pytest.mark.usefixtures("in_copies")

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
EMPTY = Dataset.gather(())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """The tiny project, built."""
    tiny = lay_out(tmp_path_factory.mktemp("limits"))
    assert tiny.kg("build", "--out", "build").code == 0
    return tiny


def ask(whole: Tiny, text: str, *options: str) -> Ran:
    return kg("query", "-", "--build", str(whole.build), *options, stdin=text)


# ── Limits ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_query_that_never_ends_is_stopped_in_time(whole: Tiny) -> None:
    ran = ask(whole, ENDLESS, "--timeout", "0.5")
    assert (ran.code, ran.out) == (1, "")
    assert "error[limit-reached]: this took more than 0.5 s and was stopped" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "Anna Berg"),
        ("stats",),
        ("cite", "Anna Berg"),
        ("identity",),
        ("picture", "network"),
        ("dossier", "Anna Berg"),
        ("query", "overview", "--explain"),
    ],
    ids=" ".join,
)
def test_no_command_on_a_build_lasts_longer_than_it_may(
    whole: Tiny, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    assert kg(*arguments, "--build", str(whole.build)).code == 0
    for module in (opening, explanation):
        monkeypatch.setattr(module, "open_build", lambda *_, **__: time.sleep(60))
    ran = kg(*arguments, "--build", str(whole.build), "--timeout", "0.3")
    assert (ran.code, ran.out) == (1, "")
    assert "error[limit-reached]: this took more than 0.3 s and was stopped" in ran.err


def test_a_query_that_needs_too_much_memory_is_stopped(whole: Tiny) -> None:
    chain = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}, ?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(20))
    ran = ask(whole, f'SELECT (STRLEN(?x20) AS ?n) {{ BIND("0123456789" AS ?x0) {chain} }}', "--memory", "0.2")
    assert (ran.code, ran.out) == (1, "")
    assert "error[limit-reached]: this needed more than 0.2 GB of memory" in ran.err


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "table", "markdown"])
def test_an_answer_with_too_many_rows_is_refused_not_cut(whole: Tiny, form: str) -> None:
    text = "SELECT ?n { VALUES ?n { 1 2 3 } }"
    assert ask(whole, text, "--format", form, "--rows", "3").code == 0
    ran = ask(whole, text, "--format", form, "--rows", "2")
    assert (ran.code, ran.out) == (1, "")
    assert "the answer has more than 2 rows" in ran.err


def test_triples_are_rows_too(whole: Tiny) -> None:
    assert "more than 2 rows" in ask(whole, "CONSTRUCT WHERE { ?s ?p ?o }", "--rows", "2").err


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_query_at_once_and_leaves_no_process(whole: Tiny, sent: signal.Signals, code: int) -> None:
    (whole.folder / "death.rq").write_text(ENDLESS)
    command = [sys.executable, "-m", "kg", "query", "death.rq", "--build", "build"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=whole.folder, env=env, stderr=subprocess.PIPE, text=True) as running:
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
        until(lambda: not children.exists() or bool(children.read_text()))
        worker = children.read_text().strip() if children.exists() else "0"
        began = time.monotonic()
        running.send_signal(sent)
        _, said = running.communicate(timeout=20)
        assert time.monotonic() - began < 10  # at once, on a busy machine
    assert running.returncode == code
    assert said.strip() == "stopped; the last good build is as it was"
    assert not Path(f"/proc/{worker}").exists()


def until(true: object, seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while callable(true) and not true():
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_what_breaks_down_in_a_worker_is_an_error_and_not_a_crash() -> None:
    def crash() -> None:
        os.kill(os.getpid(), signal.SIGSEGV)

    with pytest.raises(DataError, match="the engine broke down"):
        limited(crash, Limits())


def test_a_worker_hands_over_its_answer_and_its_errors() -> None:
    def fail() -> None:
        raise ValueError("as it is")

    assert limited(lambda: ("any", b"thing" * 100_000), Limits()) == ("any", b"thing" * 100_000)
    with pytest.raises(ValueError, match="as it is"):
        limited(fail, Limits())
    with pytest.raises(DataError) as raised:
        limited(lambda: EMPTY.query("SELECT"), Limits())
    assert raised.value.problems[0].code == "query-syntax"


# ── Depth ────────────────────────────────────────────────────────────────────────────────────────────────────

DEEP = {
    "braces": f"SELECT * {'{' * 3000}{'}' * 3000}",
    "parentheses": f"ASK {{ FILTER{'(' * 20000}1{')' * 20000} }}",
    "brackets": f"ASK {{ ?a ?b {'[?c ' * 5000}1{']' * 5000} }}",
    "collections": f"ASK {{ ?a ?b {'(' * 5000}{')' * 5000} }}",
    "functions": f"ASK {{ FILTER({'ABS(' * 5000}1{')' * 5000}) }}",
    "selects": f"ASK {{ {'{SELECT * {' * 2000}{'}}' * 2000} }}",
    "never closed": "ASK {" + "{" * 100_000,
    "in what looks like an IRI": f"ASK {{ FILTER(1<{'(' * 9000}2{')' * 9000}>1) }}",
}
LONG = {
    "negations": f"ASK {{ FILTER({'!' * 60000}1) }}",
    "signs": f"ASK {{ FILTER({'-' * 60000}?a) }}",
    "sums": f"ASK {{ FILTER({'1+' * 60000}1) }}",
    "alternatives": f"ASK {{ FILTER({'?a||' * 60000}1) }}",
    "comparisons": f"ASK {{ FILTER({'1=' * 60000}1) }}",
    "patterns": f"ASK {{ {'?a ?b ?c . ' * 20000} }}",
    "patterns of names": f"ASK {{ {':a :b :c.' * 9000} }}",
    "differences": f"ASK {{ FILTER({'1-' * 60000}1) }}",
    "semicolons": f"ASK {{ ?a ?b ?c {'; ?b ?c ' * 60000} }}",
    "sequences": f"ASK {{ ?a {'<a:b>/' * 60000}<a:b> ?c }}",
    "paths": f"ASK {{ ?a {'<a:b>|' * 60000}<a:b> ?c }}",
    "repetitions": f"ASK {{ ?a <a:b>{'*' * 60000} ?c }}",
    "unions": f"ASK {{ {'{} UNION ' * 60000}{{}} }}",
    "optionals": f"ASK {{ {'OPTIONAL {}' * 60000} }}",
    "assignments": f"ASK {{ {' '.join(f'bind(1 AS ?v{n})' for n in range(20000))} }}",
}


@pytest.mark.parametrize("name", sampled([*DEEP, *LONG], 3, ids=[*DEEP, *LONG]))
def test_a_query_that_would_break_an_engine_never_meets_one(name: str) -> None:
    with pytest.raises(DataError) as raised:
        EMPTY.query({**DEEP, **LONG}[name])
    assert [problem.code for problem in raised.value.problems] == ["query-too-deep"]


@pytest.mark.parametrize(
    "text",
    [
        f"ASK {{ {'{' * (DEEPEST - 1)}{'}' * (DEEPEST - 1)} }}",
        f"ASK {{ FILTER({'1+' * (LONGEST - 1)}1) }}",
        f"ASK {{ {'OPTIONAL {}' * (LONGEST - 1)} }}",
        f"ASK {{ {'{} UNION ' * (LONGEST - 1)}{{}} }}",
        f"ASK {{ FILTER({'!' * (LONGEST - 1)}1) }}",
        f"ASK {{ VALUES ?v {{ {'1 ' * 100_000} }} }}",
        f"ASK {{ FILTER(1 IN ({'1, ' * 100_000}1)) }}",
        f"ASK {{ VALUES ?v {{ {'<http://example.org/a/b.c#d> ' * 1000} }} }}",
        f"ASK {{ VALUES ?v {{ '{'(' * 5000}' }} }} # {'(' * 5000}",
    ],
)
def test_what_an_engine_can_bear_is_asked(text: str) -> None:
    EMPTY.query(text)


# ── The network ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


CALLS = [
    "SELECT * { SERVICE <@> { ?s ?p ?o } }",
    "SELECT * { sErViCe<@>{} }",
    "SELECT * { SERVICE SILENT <@> {} }",
    "SELECT * { SERVICESILENT<@> {} }",
    "PREFIX : <@> SELECT * { SERVICE:s {} }",
    "PREFIX s: <@> SELECT * { {}SERVICEs:x{} }",
    "PREFIX : <@> SELECT * { FILTER(1<2)SERVICE:three{} }",
    "PREFIX : <@> SELECT * { FILTER(?a<?b)SERVICESILENT:three{} FILTER(?c>?d) }",
    "BASE <@> SELECT * { SERVICE<> {} }",
    "BASE <@> ASK { SERVICE # a comment\n<x> {} }",
    "ASK { VALUES ?x { <@> } SERVICE ?x {} }",
    'ASK { VALUES ?x {"""a"} SERVICE <@> {} }',
    "ASK { FILTER EXISTS { SERVICE <@> {} } }",
    "ASK { { SELECT * { OPTIONAL { SERVICE <@> {} } } } }",
    "PREFIX SERVICE: <@> ASK { SERVICE SERVICE:SERVICE {} }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <@> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <@> { ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c SERVICE <@> {} }",
    "SELECT * { ?a ?b 'a service'SERVICE<@>{} }",
    "SELECT ?service { BIND(1 AS ?service)SERVICE?service{} }",
]


@pytest.mark.parametrize("text", CALLS)
def test_no_spelling_of_service_reaches_the_network(text: str, server: socket.socket) -> None:
    there = f"http://127.0.0.1:{server.getsockname()[1]}/"
    for asked in (EMPTY.query, lambda query: list(EMPTY.rows(query)[1]), lambda query: EMPTY.results(query, "csv")):
        with pytest.raises(DataError, match="the query calls another server with SERVICE"):
            asked(text.replace("@", there))
    with pytest.raises(BlockingIOError):
        server.accept()


@pytest.mark.parametrize("text", ["LOAD <@>", "SELECT * FROM <@> { ?s ?p ?o }", "ASK FROM NAMED <@> { GRAPH ?g {} }"])
def test_nothing_else_in_sparql_fetches_anything(text: str, server: socket.socket) -> None:
    with suppress(DataError):  # LOAD is no query
        EMPTY.query(text.replace("@", f"http://127.0.0.1:{server.getsockname()[1]}/"))
    with pytest.raises(BlockingIOError):
        server.accept()


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX service: <http://example.org/service/> ASK { ?service service:service ?x }",
        "SELECT * { ?s ?p 'a SERVICE' , \"service <x> {\" , '''SERVICE''' } # SERVICE <x> {",
        "ASK { <http://example.org/SERVICE> <service:of> 'x'@service }",
        "PREFIX : <http://example.org/> ASK { :SERVICE :service _:service }",
    ],
)
def test_the_word_service_may_stand_in_names_texts_and_comments(text: str) -> None:
    EMPTY.query(text)


def test_a_query_that_is_not_sparql_is_told_so_wherever_it_says_service() -> None:
    with pytest.raises(DataError) as raised:
        EMPTY.query("SELECT ?service\n{ ?service ?p } # no object")
    assert raised.value.problems[0].code == "query-syntax"


def test_an_engine_in_a_worker_can_open_no_connection(server: socket.socket) -> None:
    def connect() -> str:
        with without_network():
            try:
                socket.create_connection(server.getsockname()).close()
            except OSError as error:
                return type(error).__name__
        return "connected"

    assert limited(connect, Limits()) == "OSError"
    with pytest.raises(BlockingIOError):
        server.accept()


# ── The same in profiles ─────────────────────────────────────────────────────────────────────────────────────

PROFILE = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex: sh:declare [ sh:prefix "SERVICE" ; sh:namespace "http://127.0.0.1:1/"^^xsd:anyURI ] .

ex:Shape a sh:NodeShape ; sh:targetClass ex:Thing ; sh:message "No."@en ;
    sh:sparql [ sh:prefixes ex: ; sh:select '''SELECT $this WHERE { BODY }''' ] .
"""
ENDLESS_PATTERN = "{ SELECT ?this (COUNT(*) AS ?n) { ?this ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } GROUP BY ?this }"


def check(tmp_path: Path, pattern: str, *options: str) -> Ran:
    (tmp_path / "profile.ttl").write_text(PROFILE.replace("BODY", pattern))
    things = "".join(f"<http://example.org/{n}> a <http://example.org/Thing> .\n" for n in range(300))
    (tmp_path / "data.ttl").write_text(things)
    return kg("validate", str(tmp_path / "data.ttl"), "--profile", str(tmp_path / "profile.ttl"), *options)


@pytest.mark.parametrize("engine", ["fast", "reference"])
def test_the_query_of_a_profile_is_stopped_too(tmp_path: Path, engine: str) -> None:
    ran = check(tmp_path, ENDLESS_PATTERN, "--engine", engine, "--timeout", "1")
    assert (ran.code, ran.out) == (1, "")
    assert "error[limit-reached]: this took more than 1 s and was stopped" in ran.err


@pytest.mark.parametrize("engine", ["fast", "reference"])
@pytest.mark.parametrize(
    "call", ["SERVICE <http://127.0.0.1:1/> {}", "SERVICESILENT<http://127.0.0.1:1/> {}", "SERVICE SERVICE:x {}"]
)
def test_the_query_of_a_profile_cannot_reach_the_network(tmp_path: Path, call: str, engine: str) -> None:
    ran = check(tmp_path, call, "--engine", engine)
    assert ran.code == 2
    assert ran.out == ""
    assert "SERVICE" in ran.err


MEASURED = [(name, engine) for name in ("braces", "sums", "repetitions") for engine in ("fast", "reference")]


@pytest.mark.parametrize(("name", "engine"), sampled(MEASURED, 3, ids=["-".join(each) for each in MEASURED]))
def test_the_query_of_a_profile_is_measured_too(tmp_path: Path, name: str, engine: str) -> None:
    ran = check(tmp_path, {**DEEP, **LONG}[name].partition("{")[2].rpartition("}")[0], "--engine", engine)
    assert (ran.code, ran.out) == (2, "")
    assert "are allowed" in ran.err

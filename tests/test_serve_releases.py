"""Releases: a new build or site is taken up without a request being lost, and a broken one is told of and left alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.build.output import swap
from kg.model.errors import CallError
from kg.model.terms import digest
from kg.site.writing import File, manifest, write_site
from tests.serving import BASE, Running, environment, lay_out_build, running

GRAPH = f"<{BASE}graph/a>"


def lay_out(folder: Path, label: str) -> Path:
    """A build in which one person has one label."""
    lines = [f'<{BASE}person/x> <http://www.w3.org/2004/02/skos/core#prefLabel> "{label}" {GRAPH} .\n']
    return lay_out_build(folder, lines)


def put(folder: Path, label: str) -> None:
    """Puts another build in the place of one, as `kg build` does."""
    swap(lay_out(folder.with_name(f"{folder.name}.new"), label), folder)


def site_of(build: Path, page: str) -> list[File]:
    """The files of a small site of a build."""
    files = [
        File("id/person/x.html", page.encode()),
        File("index.html", b"front page"),
        File("static/a.css", b"a {}"),
    ]
    return [*files, manifest(files, {"access": "public", "build": digest((build / "kg.nq").read_bytes())})]


def label_of(server: Running) -> str:
    found = re.search(r'prefLabel> "(.*)" \.', server.get("/doc/person/x.nt").text)
    return found[1] if found else ""


def waited(server: Running, wanted: str) -> bool:
    """Whether the label is served within some seconds."""
    ends = time.monotonic() + 40
    while time.monotonic() < ends:
        if label_of(server) == wanted:
            return True
        time.sleep(0.1)
    return False


def said(log: Path, code: str, times: int = 1) -> bool:
    """Whether a fault is told, for the n-th time, within some seconds."""
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        if log.read_text().count(f"[{code}]") >= times:
            return True
        time.sleep(0.1)
    return False


def test_a_new_build_is_served_and_no_request_is_lost(tmp_path: Path) -> None:
    build = lay_out(tmp_path / "build", "first")
    statuses: list[int] = []
    with running("--build", str(build)) as server:
        etag = server.get("/doc/person/x.nt").headers["etag"]
        is_done = threading.Event()

        def ask() -> None:
            while not is_done.is_set():
                statuses.append(server.query("SELECT * { ?s ?p ?o }").status)
                time.sleep(0.01)

        askers = [threading.Thread(target=ask) for _ in range(4)]
        for one in askers:
            one.start()
        try:
            for label in ("second", "third"):
                put(build, label)
                assert waited(server, label)
        finally:
            is_done.set()
            for one in askers:
                one.join()
        assert server.get("/doc/person/x.nt", if_none_match=etag).status == 200
    assert set(statuses) == {200}
    assert len(statuses) > 20


def harmed(folder: Path, harm: str) -> Path:
    """A build that is not whole."""
    broken = lay_out(folder, "second")
    largest = max((broken / "store").glob("*.sst"), key=lambda path: path.stat().st_size)
    match harm:
        case "cut off":
            largest.write_bytes(largest.read_bytes()[:-20])
        case "another byte":
            data = bytearray(largest.read_bytes())
            data[len(data) // 3] ^= 1
            largest.write_bytes(data)
        case "no sums":
            (broken / "blocks" / "store.json").unlink()
        case "quads cut off":
            (broken / "kg.nq").write_bytes((broken / "kg.nq").read_bytes()[:-5])
    return broken


def test_a_build_that_is_not_whole_is_told_of_and_the_old_one_is_served_on(tmp_path: Path) -> None:
    """One server meets each harm, and each time takes up the whole build that comes after it."""
    build, log = lay_out(tmp_path / "build", "whole 0"), tmp_path / "log"
    harms = ("cut off", "another byte", "no sums", "quads cut off")
    with running("--build", str(build), log=log) as server:
        for number, harm in enumerate(harms):
            swap(harmed(tmp_path / harm, harm), build)
            assert said(log, "broken-build", number + 1), harm
            assert label_of(server) == f"whole {number}", harm
            put(build, f"whole {number + 1}")
            assert waited(server, f"whole {number + 1}"), harm


@pytest.fixture
def published(tmp_path: Path) -> Iterator[tuple[Path, Path, Path, Running]]:
    """A build, the site made from it, the log, and the server of both."""
    build, site, log = lay_out(tmp_path / "build", "first"), tmp_path / "site", tmp_path / "log"
    write_site(site_of(build, "page of first"), site)
    with running("--build", str(build), "--site", str(site), log=log) as server:
        yield build, site, log, server


def test_a_site_is_served_with_the_build_that_it_was_made_from(published: tuple[Path, Path, Path, Running]) -> None:
    build, site, log, server = published
    page = ("/doc/person/x", "text/html")
    assert (server.get(*page).text, server.get("/").text, label_of(server)) == ("page of first", "front page", "first")
    put(build, "second")
    assert said(log, "broken-site")
    assert (server.get(*page).text, label_of(server)) == ("page of first", "first")
    write_site(site_of(build, "page of second"), site)
    assert waited(server, "second")
    assert server.get(*page).text == "page of second"


def test_a_site_that_is_replaced_is_read_to_the_end(published: tuple[Path, Path, Path, Running]) -> None:
    build, site, _, server = published
    statuses = set()
    for number in range(3):
        write_site(site_of(build, f"page {number}"), site)
        statuses |= {server.get("/doc/person/x", "text/html").status for _ in range(20)}
    assert statuses == {200}


def test_two_publishers_at_once_leave_one_whole_site(published: tuple[Path, Path, Path, Running]) -> None:
    build, site, _, server = published
    pages = [f"page of {number}" for number in range(6)]
    writers = [threading.Thread(target=write_site, args=(site_of(build, page), site)) for page in pages]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    listed = json.loads((site / "site.json").read_text())["files"]
    assert {name: digest((site / name).read_bytes()) for name in listed} == listed
    assert server.get("/doc/person/x", "text/html").status == 200


def test_a_page_that_was_tampered_with_is_not_shown(published: tuple[Path, Path, Path, Running]) -> None:
    _, site, _, server = published
    (site / "index.html").write_text("something else")
    assert (server.get("/").status, server.get("/doc/person/x", "text/html").status) == (500, 200)


def test_a_site_that_was_tampered_with_is_not_opened(tmp_path: Path) -> None:
    build, site = lay_out(tmp_path / "build", "first"), tmp_path / "site"
    write_site(site_of(build, "page"), site)
    (site / "id/person/x.html").write_text("something else")
    told = once("--build", str(build), "--site", str(site))
    assert (told.returncode, "broken-site" in told.stderr) == (1, True)
    (site / "id/person/x.html").unlink()
    assert "is missing" in once("--build", str(build), "--site", str(site)).stderr
    os.mkfifo(site / "id/person/x.html")
    assert "this is a pipe, not a file" in once("--build", str(build), "--site", str(site)).stderr


def test_a_site_lists_no_file_outside_of_it(tmp_path: Path) -> None:
    build, site = lay_out(tmp_path / "build", "first"), tmp_path / "site"
    write_site(site_of(build, "page"), site)
    (tmp_path / "secret.txt").write_text("secret")
    listed = json.loads((site / "site.json").read_text())
    for name in ("../secret.txt", str(tmp_path / "secret.txt")):
        listed["files"][name] = digest(b"secret")
        (site / "site.json").write_text(json.dumps(listed))
        told = once("--build", str(build), "--site", str(site))
        assert (told.returncode, f"{name} does not lie in the site" in told.stderr) == (1, True)
        del listed["files"][name]


@pytest.mark.parametrize("list_of_files", ["pipe", "device", "deep"])
def test_a_folder_whose_list_of_files_is_none_is_not_replaced(tmp_path: Path, list_of_files: str) -> None:
    build, site = lay_out(tmp_path / "build", "first"), tmp_path / "site"
    site.mkdir()
    match list_of_files:
        case "pipe":
            os.mkfifo(site / "site.json")
        case "device":
            (site / "site.json").symlink_to("/dev/zero")
        case _:
            (site / "site.json").write_text("[" * 100_000)
    with pytest.raises(CallError) as caught:
        write_site(site_of(build, "page"), site)
    assert caught.value.problems[0].code == "unwritable-output"
    assert (site / "site.json").exists()


def once(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", "serve", "--once", "/", *options]
    return subprocess.run(command, capture_output=True, text=True, env=environment(), check=False)


def test_what_is_not_public_is_served_only_if_it_is_asked_for(tmp_path: Path) -> None:
    build = lay_out(tmp_path / "build", "first")
    index = (build / "index.json").read_text().replace("public", "internal")
    (build / "index.json").write_text(index)
    refused = once("--build", str(build))
    assert (refused.returncode, "other-access" in refused.stderr) == (2, True)
    assert once("--build", str(build), "--access", "internal").stdout.splitlines()[0] == "200 OK"


def test_a_port_that_is_in_use_is_told(tmp_path: Path) -> None:
    build = lay_out(tmp_path / "build", "first")
    with running("--build", str(build)) as server:
        command = [sys.executable, "-m", "kg", "serve", "--build", str(build), "--port", str(server.port)]
        told = subprocess.run(command, capture_output=True, text=True, env=environment(), check=False)
    assert (told.returncode, f"port {server.port} of 127.0.0.1" in told.stderr) == (2, True)


def test_an_answer_that_is_being_made_is_sent_before_the_server_ends(tmp_path: Path) -> None:
    lines = [f"<{BASE}act/{n}> <http://e.org/p> <{BASE}act/{n}> {GRAPH} .\n" for n in range(600)]
    build = lay_out_build(tmp_path / "build", lines)
    found: list[int] = []
    with running("--build", str(build)) as server:
        text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(STR(?a)) + STRLEN(STR(?d)) > 5) }"
        asking = threading.Thread(target=lambda: found.append(server.query(text).status))
        asking.start()
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        asking.join()
        assert server.process.wait(20) == 0
    assert found == [200]


@pytest.mark.slow_reference  # it only waits
def test_a_client_that_sends_slowly_is_let_go(tmp_path: Path) -> None:
    build = lay_out(tmp_path / "build", "first")
    with running("--build", str(build)) as server, socket.create_connection(("127.0.0.1", server.port)) as slow:
        slow.settimeout(40)
        slow.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nquery=")
        assert slow.recv(100).split(b"\r\n")[0] == b"HTTP/1.1 408 Request Timeout"
        assert server.query("ASK {}").status == 200


def test_the_log_has_no_addresses_and_no_words_of_readers(tmp_path: Path) -> None:
    build, log = lay_out(tmp_path / "build", "first"), tmp_path / "log"
    with running("--build", str(build), "--log", log=log) as server:
        server.get("/api/queries/about?about=Somebody", user_agent="reader")
    told = log.read_text()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ GET /api/queries/about \d+ \d+ \d+\.\d ms\n", told)
    with running("--build", str(build), "--log-addresses", log=log) as server:
        server.get("/")
    assert " 127.0.0.1 GET / 200 " in log.read_text()


def test_nothing_is_left_where_builds_are(tmp_path: Path) -> None:
    build = lay_out(tmp_path / "build", "first")
    with running("--build", str(build)) as server:
        put(build, "second")
        assert waited(server, "second")
    shutil.rmtree(build)
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".build.")] == []

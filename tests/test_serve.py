"""`kg serve` over the seeds: what a browser, curl, Protégé, rdflib and a cache get."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.answers.catalogue import find_query
from kg.answers.opening import open_build
from kg.model.project import resources
from kg.rdf.formats import BY_NAME
from kg.rdf.protocol import rows_in
from kg.rdf.syntax import triples_in
from tests.serving import BASE, Running, lay_out_build, running

PERSON = "person/2012-04-27-joint-appeal.akimat-caller"
IRI = f"https://w3id.org/chronicle/id/{PERSON}"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
PROTEGE = "application/rdf+xml, application/xml; q=0.5, text/xml; q=0.3, */*; q=0.2"
FORMS = {"ttl": "ttl", "jsonld": "jsonld", "nt": "nt", "nq": "nq", "trig": "trig", "rdf": "rdfxml"}
TYPES = {
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "rdf": "application/rdf+xml",
    "html": "text/html; charset=utf-8",
}


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[Running]:
    with running("--build", str(built)) as found:
        yield found


def test_a_thing_is_no_document_so_the_client_is_sent_to_the_one_about_it(server: Running) -> None:
    found = server.get(f"/id/{PERSON}", BROWSER)
    assert (found.status, found.headers["location"], found.headers["vary"]) == (
        303,
        f"/doc/{PERSON}",
        "Accept, Accept-Language",
    )


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        (BROWSER, "html"),
        ("*/*", "html"),
        ("", "html"),
        (None, "html"),
        (PROTEGE, "rdf"),
        ("text/turtle", "ttl"),
        ("text/turtle;charset=utf-8", "ttl"),
        ("text/*;q=0.5, application/trig", "trig"),
        ("application/n-quads, text/turtle;q=0.9", "nq"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
        ("application/json", "jsonld"),
        ("application/n-triples;q=0.2, text/html;q=0.1", "nt"),
        ("text/html;q=0, */*;q=0.1", "ttl"),
        ("nonsense, text/turtle", "ttl"),
    ],
)
def test_a_client_gets_the_form_that_it_likes_best(accept: str | None, ending: str, server: Running) -> None:
    found = server.get(f"/doc/{PERSON}", accept)
    assert (found.status, found.headers["content-type"]) == (200, TYPES[ending])
    assert found.headers["content-location"] == f"/doc/{PERSON}.{ending}"


def test_a_client_that_likes_no_form_gets_a_list_of_them(server: Running) -> None:
    found = server.get(f"/doc/{PERSON}", "image/png, text/html;q=0")
    assert (found.status, "text/turtle (format=ttl)" in found.text) == (406, True)
    assert server.get(f"/doc/{PERSON}?format=gif").status == 406


@pytest.mark.parametrize("ending", FORMS)
def test_each_form_says_the_same_of_a_node(ending: str, server: Running) -> None:
    found = server.get(f"/doc/{PERSON}.{ending}", BROWSER)
    assert (found.status, found.headers["content-type"]) == (200, TYPES[ending])
    wanted = triples_in(server.get(f"/doc/{PERSON}.nt").body, BY_NAME["nt"])
    assert triples_in(found.body, BY_NAME[FORMS[ending]]) == wanted
    assert any(subject == f"<{IRI}>" for subject, _, _ in wanted)
    assert server.get(f"/doc/{PERSON}?format={ending}").body == found.body


def test_what_a_client_has_is_not_sent_again(server: Running) -> None:
    for path in (
        f"/doc/{PERSON}.ttl",
        "/",
        "/sparql?query=ASK%7B%7D",
        "/api/queries/people",
        "/kg.nq",
        "/api/openapi.json",
    ):
        first = server.get(path)
        etag = first.headers["etag"]
        again = server.get(path, if_none_match=f'"other", {etag}')
        assert (first.status, again.status, again.body, again.headers["etag"]) == (200, 304, b"", etag)
        assert etag.startswith('"')


def test_the_same_etag_is_never_given_to_two_forms(server: Running) -> None:
    etags = [server.get(f"/doc/{PERSON}.{ending}").headers["etag"] for ending in TYPES]
    assert len(set(etags)) == len(TYPES)


def test_head_says_what_get_would_send(server: Running) -> None:
    got, head = server.get(f"/doc/{PERSON}.ttl"), server.ask("HEAD", f"/doc/{PERSON}.ttl")
    drop = ("date",)
    assert (head.status, head.body) == (200, b"")
    assert {k: v for k, v in head.headers.items() if k not in drop} == {
        k: v for k, v in got.headers.items() if k not in drop
    }


def test_options_says_what_is_answered_to_pages_of_other_hosts_too(server: Running) -> None:
    found = server.ask("OPTIONS", "/sparql", origin="https://example.org", access_control_request_method="POST")
    assert (found.status, found.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert found.headers["access-control-allow-origin"] == "*"
    assert server.ask("PUT", f"/doc/{PERSON}").status == 405
    assert server.ask("POST", f"/doc/{PERSON}").headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "path", ["/", f"/id/{PERSON}", f"/doc/{PERSON}", "/nothing", "/sparql?query=ASK", "/api/queries/nothing"]
)
def test_every_answer_is_guarded_and_sets_no_cookie(path: str, server: Running) -> None:
    headers = server.get(path, BROWSER).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert (headers["vary"], "set-cookie" in headers) == ("Accept, Accept-Language", False)


def test_a_fault_is_told_in_the_readers_language(server: Running) -> None:
    assert server.get("/nothing", accept_language="ru-RU,ru;q=0.9").text.splitlines()[0] == (
        "ошибка[page-not-found]: по адресу /nothing ничего нет"
    )


def test_rows_come_in_each_form_of_the_recommendations(server: Running) -> None:
    text = "SELECT ?s { VALUES ?s { id:a } }"
    found = {accept: server.query(text, accept) for accept in ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")}  # fmt: skip
    assert {accept: one.headers["content-type"].partition(";")[0] for accept, one in found.items()} == {
        a: a for a in found
    }
    assert found["text/csv"].text == "s\r\nhttps://w3id.org/chronicle/id/a\r\n"
    assert found["text/tab-separated-values"].text == "?s\n<https://w3id.org/chronicle/id/a>\n"


def test_the_same_question_is_answered_with_the_same_bytes_by_each_worker(built: Path) -> None:
    text = "CONSTRUCT WHERE { ?s a hr:Act ; hr:kindOfAct ?type }"
    bodies = set()
    for _ in range(2):
        with running("--build", str(built), "--workers", "1") as server:
            for ending in ("ttl", "jsonld", "rdfxml"):
                bodies.add(server.get(f"/sparql?format={ending}&query={quote(text)}").body)
    assert len(bodies) == 3


def test_a_program_that_asks_nothing_gets_the_service_description_and_a_person_the_editor(server: Running) -> None:
    graph = rdflib.Graph().parse(data=server.get("/sparql", "text/turtle").text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert set(graph.objects(None, sd.supportedLanguage)) == {sd.SPARQL11Query}
    names = {str(name) for name in graph.objects(None, sd.name)}
    assert "https://w3id.org/chronicle/id/document/2018-09-20-statement" in names
    page = server.get("/sparql", BROWSER)
    assert (page.headers["content-type"], "yasgui" in page.text) == ("text/html; charset=utf-8", True)


def test_the_vendored_editor_is_whole_and_has_its_licence(server: Running) -> None:
    assert server.get("/_serve/vendor/yasgui/yasgui.min.js").headers["content-type"] == "text/javascript; charset=utf-8"
    assert "MIT License" in server.get("/_serve/vendor/yasgui/LICENSE.txt").text
    assert server.get("/_serve/../app.py").status == 404


def test_a_question_over_http_has_the_rows_of_kg_query(server: Running, built: Path) -> None:
    found = server.get("/api/queries/acts-by-type").json
    assert isinstance(found, dict)
    rows = open_build(built).dataset.solutions(find_query(resources("queries"), "acts-by-type").sparql)
    assert (tuple(found["columns"]), len(found["rows"])) == (rows.columns, len(rows.rows))


def test_a_parameter_is_a_name_as_with_kg_query(server: Running) -> None:
    found = server.get("/api/queries/about?about=Zhanaozen&format=csv")
    assert (found.status, found.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert len(found.text.splitlines()) > 3


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/queries/nothing", 404, "unknown-query"),
        ("/api/queries/people?colour=red", 400, "unknown-parameter"),
        ("/api/queries/about", 400, "missing-parameter"),
        ("/api/queries/about?about=Nobody%20at%20all", 404, "unknown-node"),
        ("/api/queries/about?about=a&about=b", 400, "bad-request"),
        ("/api/queries/about?about=%FF", 400, "bad-request"),
        ("/api/queries/people?format=pdf", 406, "not-acceptable"),
        ("/api/nothing", 404, "page-not-found"),
    ],
)
def test_a_fault_of_the_interface_is_a_problem_that_programs_read(
    path: str, status: int, code: str, server: Running
) -> None:
    found = server.get(path)
    told = found.json
    assert isinstance(told, dict)
    assert (found.status, found.headers["content-type"]) == (status, "application/problem+json")
    assert (told["status"], told["type"].rpartition("#")[2]) == (status, code)


def test_curl_follows_the_redirect_to_the_data(server: Running) -> None:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    told = subprocess.run(
        ["curl", "-sL", "-H", "Accept: text/turtle", f"{server.address}id/{PERSON}"], capture_output=True, check=True
    )
    assert (rdflib.URIRef(IRI), None, None) in rdflib.Graph().parse(data=told.stdout, format="turtle")


def test_rdflib_asks_the_endpoint_as_a_store(server: Running) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.address}sparql", method="POST"))
    rows = list(graph.query("SELECT ?s { ?s a <https://w3id.org/chronicle/ns#Document> } ORDER BY ?s"))
    wanted = rows_in(server.query("SELECT ?s { ?s a hr:Document } ORDER BY ?s").body).rows
    assert [f"<{row[0]}>" for row in rows] == [row[0] for row in wanted]  # type: ignore[index]


HOSTILE = "</title><script>alert(1)</script> \u202e" + "x" * 10_000
NAMES = "<http://www.w3.org/2004/02/skos/core#prefLabel>"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Hostile labels, an IRI with a slash and one in Cyrillic, a node with very many others, and one that is withdrawn."""
    graph = f"<{BASE}graph/a>"
    lines = [
        f"<{BASE}person/h> {NAMES} {json.dumps(HOSTILE, ensure_ascii=False)} {graph} .\n",
        f'<{BASE}person/a/b> {NAMES} "with a slash" {graph} .\n',
        f'<{BASE}person/Жан> {NAMES} "in Cyrillic" {graph} .\n',
        f'<{BASE}place/all> {NAMES} "everywhere" {graph} .\n',
        *(f"<{BASE}act/{n}> <http://e.org/place> <{BASE}place/all> {graph} .\n" for n in range(100_000)),
    ]
    gone = f"<{BASE}claim/old> a <https://w3id.org/chronicle/ns#Claim> .\n"
    folder = lay_out_build(tmp_path_factory.mktemp("odd") / "build", lines, withdrawn=gone)
    with running("--build", str(folder), "--rows", "5000") as server:
        yield server


def test_a_hostile_label_is_only_shown(odd: Running) -> None:
    for path in ("/doc/person/h", "/list/person"):
        page = odd.get(path, BROWSER)
        assert (page.status, "<script>alert" in page.text, "&lt;script&gt;" in page.text) == (200, False, True)


@pytest.mark.parametrize("local", ["person/a/b", quote("person/Жан"), "person/%D0%96%D0%B0%D0%BD"])
def test_an_iri_with_a_slash_or_in_cyrillic_has_its_document(local: str, odd: Running) -> None:
    assert (
        odd.get(f"/doc/{odd.get(f'/id/{local}').headers['location'].removeprefix('/doc/')}", "text/turtle").status
        == 200
    )


def test_a_node_that_very_many_refer_to_is_cut_off_and_says_so(odd: Running) -> None:
    turtle = odd.get("/doc/place/all.ttl")
    assert (turtle.status, turtle.headers["chronicle-truncated-after"]) == (200, "5000")
    assert turtle.text.splitlines()[-1].startswith("# truncated")
    assert "There is more" in odd.get("/doc/place/all", BROWSER).text


def test_what_was_withdrawn_is_gone_and_not_a_word_of_it_is_said(odd: Running) -> None:
    assert odd.get("/id/claim/old").status == 303
    found = odd.get("/doc/claim/old", "text/turtle")
    assert (found.status, "Claim" in found.text) == (410, False)


def test_a_path_that_leads_out_finds_nothing(odd: Running) -> None:
    for path in (
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/doc/../index.json",
        "/index.json",
        "/blocks/store.json",
        "/store/CURRENT",
    ):
        assert odd.get(path).status == 404

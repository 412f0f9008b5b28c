"""W3C's tests of the SPARQL 1.1 Protocol, as a publisher answers them who lets nobody change anything.

What should succeed in changing data is refused with 403, and the question that follows finds nothing changed; the other
tests are passed as they stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF

from tests.serving import Answer, Running, lay_out_build, running

SUITE = Path(__file__).parents[1] / ".." / "shared" / "conformance" / "sparql-protocol"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
GRAPHS = "http://kasei.us/2009/09/sparql/data/data{}.rdf"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The data of the suite, each file in the graph that the tests call it by. Four tests name data0, of which the suite has no file."""
    lines = [f"<{GRAPHS.format(n)}> a <http://xmlns.com/foaf/0.1/Document> <{GRAPHS.format(n)}> .\n" for n in range(4)]
    made = [line.replace(" a ", f" <{RDF.type}> ") for line in lines]
    folder = lay_out_build(tmp_path_factory.mktemp("protocol") / "build", made)
    with running("--build", str(folder)) as server:
        yield server


class Sent:
    """A request of the suite, and what it says of the response."""

    def __init__(self, manifest: rdflib.Graph, node: rdflib.term.Node) -> None:
        self.method = str(manifest.value(node, HT.methodName))
        self.path = str(manifest.value(node, HT.absolutePath))
        body = manifest.value(node, HT.body)
        self.headers, encoding = {}, "utf-8"
        headers = manifest.value(node, HT.headers)
        for header in Collection(manifest, headers) if headers else ():
            self.headers[str(manifest.value(header, HT.fieldName))] = str(manifest.value(header, HT.fieldValue))
        if body:
            encoding = str(manifest.value(body, CNT.characterEncoding) or "utf-8")
        self.body = str(manifest.value(body, CNT.chars)).encode(encoding) if body else None
        response = manifest.value(node, HT.resp)
        self.statuses = {str(one)[-3] for one in manifest.objects(response, MF.expectedStatus)}
        self.format = str(manifest.value(response, MF.expectedFormat) or "")
        boolean = manifest.value(response, MF.expectedBoolean)
        self.boolean = None if boolean is None else str(boolean) == "true"


def read() -> dict[str, list[Sent]]:
    """The requests of each test, by its name."""
    manifest = rdflib.Graph().parse(SUITE / "manifest.ttl")
    entries = Collection(manifest, next(manifest.objects(None, MF.entries)))
    tests = {}
    for entry in entries:
        action = manifest.value(entry, MF.action)
        requests = manifest.value(action, HT.requests)
        assert requests
        tests[str(entry).rpartition("#")[2]] = [Sent(manifest, one) for one in Collection(manifest, requests)]
    return tests


TESTS = read()


def test_the_suite_has_34_tests() -> None:
    assert len(TESTS) == 34


@pytest.mark.parametrize("name", [name for name in TESTS if not name.startswith("update_")])
def test_a_query_is_answered_as_the_protocol_says_and_what_is_none_is_refused(name: str, endpoint: Running) -> None:
    for sent in TESTS[name]:
        found = endpoint.ask(sent.method, sent.path, sent.body, **sent.headers)
        assert str(found.status)[0] in {status[0] for status in sent.statuses}, found
        if found.status == 200:
            assert form_of(found) == sent.format
            if sent.boolean is not None:
                assert boolean_in(found) == sent.boolean


@pytest.mark.parametrize("name", [name for name in TESTS if name.startswith("update_")])
def test_an_update_is_refused_and_changes_nothing(name: str, endpoint: Running) -> None:
    update, *others = TESTS[name]
    assert endpoint.ask(update.method, update.path, update.body, **update.headers).status == 403
    for sent in others:
        found = endpoint.ask(sent.method, sent.path, sent.body, **sent.headers)
        assert (found.status, boolean_in(found)) == (200, False)


def form_of(found: Answer) -> str:
    """What the suite calls the form of an answer."""
    media_type = found.headers["content-type"].partition(";")[0]
    if media_type in ("text/turtle", "application/n-triples", "application/rdf+xml"):
        return "RDF"
    return "boolean" if b"boolean" in found.body else "tabular"


def boolean_in(found: Answer) -> bool:
    """The boolean of an answer in JSON or XML."""
    if found.headers["content-type"] == "application/sparql-results+json":
        return bool(json.loads(found.body)["boolean"])
    return ElementTree.fromstring(found.body).findtext("{*}boolean") == "true"

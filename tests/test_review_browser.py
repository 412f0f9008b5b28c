"""The review in the browser: the same decisions as in the terminal, from this machine and our own pages alone."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode, urlsplit

import pytest

pytest.importorskip("jinja2")

from kg.extraction.review.log import read_log
from kg.model.project import find_project
from kg.site.server.http import Request, Response
from kg.site.server.reviewing import HEADERS, ReviewServer
from tests.project import Tiny, kg, program
from tests.reviewed import QUOTE, proposed
from tests.serving import Running, running

HOST = "127.0.0.1:4711"
FORM = "application/x-www-form-urlencoded"


class Browser:
    """A browser at a server of the review."""

    def __init__(self, tiny: Tiny, reader: str = "Vera") -> None:
        self.folder = proposed(tiny).folder
        self.server = ReviewServer(find_project(tiny.texts), reader, 4711)
        self.home = f"/{self.server.secret}/"

    def ask(self, method: str, path: str, body: bytes = b"", query: str = "", **headers: str) -> Response:
        given = {"host": HOST} | {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(self.server.answer(Request(method, path, query, given, body)))

    def page(self, query: str = "", language: str = "en") -> str:
        found = self.ask("GET", f"{self.home}note", query=query, accept_language=language)
        assert found.status == 200
        return unescape(found.body.decode())

    def post(self, what: str, **fields: str) -> Response:
        """What happens when a form of the page is sent."""
        form = {"token": self.server.token, "what": what, **fields}
        return self.ask(
            "POST", f"{self.home}note", urlencode(form).encode(), origin=f"http://{HOST}", content_type=FORM
        )

    def log(self) -> list[tuple[str, str, str, str]]:
        return [(one.what, one.record, one.who, one.why) for one in read_log(self.folder)]


@pytest.fixture
def browser(tiny: Tiny) -> Browser:
    return Browser(tiny)


# ── What is shown and decided ────────────────────────────────────────────────────────────────────────────────


def test_the_documents_are_listed(browser: Browser) -> None:
    assert f'href="{browser.home}note"' in browser.ask("GET", browser.home).body.decode()


def test_what_waits_first_is_shown_with_its_words_marked(browser: Browser) -> None:
    text = browser.page()
    assert re.findall(r'<mark class="(\w+)">(.*?)</mark>', text) == [("doer", QUOTE)]
    assert "alleged-perpetrator</dt><dd>Two officers (group-2)" in text
    assert "0 of 2 readers" in text
    assert re.findall(r"\?record=([\w-]+)", text) == ["act-1", "act-2", "group-1", "group-2"]
    assert "<h2>act act-2" in browser.page("record=act-2")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"what": "accept", "record": "act-1"}, ("accept", "act-1", "Vera", "")),
        ({"what": "skip", "record": "group-1"}, ("skip", "group-1", "Vera", "")),
        ({"what": "reject", "record": "group-1", "why": "twice"}, ("reject", "group-1", "Vera", "twice")),
        ({"what": "second", "record": "group-1", "why": "who?"}, ("second", "group-1", "Vera", "who?")),
        ({"what": "merge", "record": "group-2", "into": "group-1"}, ("merge", "group-2", "Vera", "")),
    ],
)
def test_each_button_is_one_decision(browser: Browser, fields: dict[str, str], expected: tuple[str, ...]) -> None:
    assert browser.post(**fields).status == 303
    assert browser.log() == [expected]


def test_values_are_corrected_and_a_record_is_added(browser: Browser) -> None:
    values = "type: detention\r\nvictim: Anna Berg\r\nplace: Lakeside\r\ndate: left open\r\n"
    assert browser.post("correct", record="act-2", values=values).status == 303
    added = browser.post("add", kind="group", values="label: a neighbour", quote="a NEIGHBOUR saw two")
    assert added.status == 303
    last = read_log(browser.folder)[-1]
    assert last.words
    assert last.words.text == "A neighbour saw two"
    written = browser.post("write")
    assert "2 records written, 0 held back" in written.body.decode()
    records = (browser.folder / "records.yaml").read_text(encoding="utf-8")
    assert "  evidence: A neighbour saw two\n" in records


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"what": "reject", "record": "group-1"}, "a rejection needs its reason"),
        ({"what": "accept", "record": "act-2"}, "date is missing"),
        ({"what": "accept", "record": "nobody"}, "there is no such record"),
        ({"what": "merge", "record": "group-1", "into": "act-1"}, "cannot be merged"),
        ({"what": "is", "record": "act-1"}, "no entry of the project is offered"),
        ({"what": "undo"}, "there is nothing of Vera to undo"),
        ({"what": "add", "kind": "group", "values": "label: x", "quote": "never said"}, "stand in 0 places"),
        ({"what": "correct", "record": "act-2", "values": "type: walk"}, '"walk" is not in the vocabulary'),
    ],
)
def test_what_is_refused_in_the_terminal_is_refused_here(browser: Browser, fields: dict[str, str], said: str) -> None:
    found = browser.post(**fields)
    assert found.status == 422
    assert said in unescape(found.body.decode())
    assert browser.log() == []
    if "values" in fields and fields["what"] == "correct":
        assert fields["values"] in found.body.decode(), "what was typed is still there"


def test_two_readers_are_needed_here_too(browser: Browser, tiny: Tiny) -> None:
    browser.post("accept", record="act-1")
    assert "has accepted it already" in unescape(browser.post("accept", record="act-1").body.decode())
    browser.server.reader = "Max"
    browser.post("accept", record="act-1")
    assert [who for *_, who, _ in browser.log()] == ["Vera", "Max"]


def test_the_page_speaks_russian(browser: Browser) -> None:
    text = browser.page(language="ru")
    assert '<html lang="ru">' in text
    assert "прочли 0 из 2" in text
    assert not set(re.findall(r"<button[^>]*>([^<]*)", text)) & {"accept", "reject", "skip", "write"}


# ── Who may ask ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("host", ["", "127.0.0.1", "evil.example:4711", "evil.example", "127.0.0.1:80", "127.0.0.1:4711.evil.example"])  # fmt: skip
def test_another_host_is_not_answered(browser: Browser, host: str) -> None:
    assert browser.ask("GET", browser.home, host=host).status == 403
    form = urlencode({"token": browser.server.token, "what": "accept", "record": "group-1"}).encode()
    found = browser.ask("POST", f"{browser.home}note", form, host=host, origin=f"http://{host}", content_type=FORM)
    assert (found.status, browser.log()) == (403, [])


@pytest.mark.parametrize("path", ["/", "/note", "/x/note", "//note", "/../note"])
def test_without_the_secret_there_is_nothing(browser: Browser, path: str) -> None:
    found = browser.ask("GET", path)
    assert found.status == 404
    assert browser.server.token not in found.body.decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://127.0.0.1:80"},
        {"origin": "http://localhost:4711"},
        {"token": ""},
        {"token": "x" * 32},
        {"content_type": "text/plain"},
        {"content_type": "application/json"},
    ],
)
def test_a_form_from_elsewhere_decides_nothing(browser: Browser, changed: dict[str, str]) -> None:
    given = {"origin": f"http://{HOST}", "content_type": FORM, "token": browser.server.token} | changed
    form = urlencode({"token": given.pop("token"), "what": "accept", "record": "group-1"}).encode()
    assert browser.ask("POST", f"{browser.home}note", form, **given).status == 403
    assert browser.log() == []


def test_looking_decides_nothing(browser: Browser) -> None:
    query = urlencode({"token": browser.server.token, "what": "accept", "record": "group-1"})
    for method in ("GET", "HEAD", "PUT", "DELETE"):
        browser.ask(method, f"{browser.home}note", query=query, origin=f"http://{HOST}")
    assert browser.log() == []


@pytest.mark.parametrize("name", ["..", "../note", "authorities", "note/../note", "note/proposed.csv", "%2e%2e"])
def test_only_documents_with_proposals_are_opened(browser: Browser, name: str) -> None:
    assert browser.ask("GET", f"{browser.home}{name}").status == 404


def test_every_response_forbids_what_is_elsewhere(browser: Browser) -> None:
    for found in (browser.ask("GET", browser.home), browser.post("skip", record="group-1"), browser.ask("GET", "/")):
        assert set(HEADERS) <= set(found.headers)
        assert "access-control-allow-origin" not in dict(found.headers)
    assert not re.search(r'(?:src|href|action)="(?!/|\?|data:,)', browser.page())


def test_markup_in_a_document_stays_text(browser: Browser) -> None:
    table = browser.folder / "proposed.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",two officers,", ",<script>alert(1)</script>,"))
    found = browser.ask("GET", f"{browser.home}note", query="record=group-1").body.decode()
    assert "&lt;script&gt;" in found
    assert "<script" not in found


def test_a_review_is_never_served_to_others(tiny: Tiny) -> None:
    proposed(tiny)
    call = ("serve", "--review", "--documents", str(tiny.texts))
    for host in ("0.0.0.0", "::", "192.0.2.1"):
        ran = kg(*call, "--reader", "Vera", "--host", host)
        assert (ran.code, "on this machine alone" in ran.err) == (2, True)
    assert "--reader is empty" in kg(*call).err


# ── As it is run ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def served(tiny: Tiny) -> Iterator[Running]:
    pytest.importorskip("granian")
    proposed(tiny)
    with running("--review", "--reader", "Vera", "--documents", str(tiny.texts)) as found:
        yield found


def test_it_is_reviewed_in_chromium(served: Running, tiny: Tiny) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    axe = pytest.importorskip("axe_playwright_python.base")
    asked: list[str] = []
    wrong: list[str] = []
    with playwright.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=program("chromium", "chromium"))
        page = chromium.new_page(viewport={"width": 1280, "height": 800})
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
        page.goto(served.address)
        page.get_by_role("link", name="note").click()
        page.get_by_role("button", name="accept", exact=True).click()
        page.get_by_role("link", name="group two officers", exact=True).click()
        page.get_by_label("Why?").fill("the same two")
        page.get_by_role("button", name="reject").click()
        page.get_by_role("button", name="undo").click()
        assert page.locator("mark").inner_text() == "police detained Anna Berg"
        page.evaluate(axe.AXE_SCRIPT)
        faults = page.evaluate("axe.run().then(found => found.violations.map(one => one.id))")
        chromium.close()
    assert [(one.what, one.record) for one in read_log(tiny.texts / "note")] == [
        ("accept", "act-1"),
        ("reject", "group-1"),
        ("undo", "group-1"),
    ]
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {urlsplit(served.address).netloc}
    assert (wrong, faults) == ([], [])


def test_a_page_elsewhere_cannot_decide_over_http(served: Running, tiny: Tiny) -> None:
    path = f"{urlsplit(served.address).path}note"
    page = served.get(path)
    token = re.search(r'name="token" value="([^"]+)"', page.text)
    assert token
    form = urlencode({"token": token[1], "what": "accept", "record": "group-1"}).encode()
    bad = served.ask("POST", path, form, content_type=FORM, origin="http://evil.example")
    assert bad.status == 403
    assert served.ask("POST", path, form, content_type=FORM, origin=f"http://127.0.0.1:{served.port}").status == 303
    assert [one.record for one in read_log(tiny.texts / "note")] == ["group-1"]
    assert served.get("/").status == 404

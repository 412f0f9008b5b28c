"""The site of the seeds as readers meet it, in Chromium: no error, nothing of another host, accessible, searched, narrowed."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, sync_playwright

from kg.site.beside import HEADERS
from kg.site.words import languages
from tests.project import Tiny, program
from tests.sites import languages_of, site_of

PAGES = {
    "front": "index.html",
    "acts": "acts.html",
    "people": "people.html",
    "map": "map.html",
    "timeline": "timeline.html",
    "narrowed timeline": "timeline.html?from=2012-01-01&to=2012-06-30",
    "person": "id/person/k4xpmn.html",
    "body": "id/organization/p3vnc8.html",
    "place": "id/place/g4kz2m.html",
    "act": "id/act/2018-09-20-statement.spying-in-aktau.html",
    "event": "id/event/pmx75h.html",
    "document": "id/document/2018-09-20-statement.html",
    "claim": "id/claim/2018-09-20-statement.spying-in-aktau.alleged-perpetrator.html",
    "question": "query/rival-claims.html",
    "term": "ns/Act.html",
    "concept": "vocab/act-type/detention.html",
    "guide": "guide.html",
    "search": "search.html",
    "not found": "404.html",
}
"""A page of each kind."""
RUSSIAN = {
    "person in Russian": "ru/id/person/p3rs0n.html",
    "act in Russian": "ru/id/act/note.detention-in-february.html",
}
"""Pages of a small site that is in Russian too."""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with the headers of the site."""

    def end_headers(self) -> None:
        """Adds them."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Says nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Where a folder is served."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def address(built: Path, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[str]:
    """Where the site of the seeds is served."""
    with served(site_of(built, tmp_path_factory, languages_of(pytestconfig))) as found:
        yield found


@pytest.fixture(scope="module")
def small(tiny_built: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of a small project is served."""
    with served(site_of(tiny_built.build, tmp_path_factory, tuple(languages()), "small-site")) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    path = program("chromium", "chromium")
    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield made
        made.close()


def opened(browser: Browser, **options: Any) -> tuple[Page, list[str]]:
    """A page, and what goes wrong in it: messages, errors, requests to another host."""
    page = browser.new_context(**options).new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith("http://127.0.0.1:") else wrong.append(asked.url))
    return page, wrong


LOOKS = {
    "390-light": (390, "light"), "1440-light": (1440, "light"), "390-dark": (390, "dark"), "1440-dark": (1440, "dark"),
}  # fmt: skip
"""Widths of the screen and colours."""
SHARES = [(look, turn, len(LOOKS)) for turn, look in enumerate(LOOKS)]
"""At every push each look with some of the pages, so that each page has one look; under ``--all`` each look with all."""


def in_site(address: str, paths: dict[str, str]) -> list[tuple[str, str]]:
    """The names of some pages, and their whole addresses."""
    return [(name, address + path) for name, path in paths.items()]


@pytest.mark.parametrize(
    ("look", "first", "step"),
    [
        *(pytest.param(*share, id=f"{share[0]} of some") for share in SHARES),
        *(pytest.param(look, 0, 1, id=look, marks=pytest.mark.slow_reference) for look in LOOKS),
    ],
)
def test_every_kind_of_page_is_accessible_quiet_and_no_wider_than_the_screen(
    browser: Browser, address: str, small: str, look: str, first: int, step: int
) -> None:
    width, theme = LOOKS[look]
    page, wrong = opened(browser, viewport={"width": width, "height": 900}, color_scheme=theme, bypass_csp=True)
    found: dict[str, object] = {}
    for name, path in [*in_site(address, PAGES), *in_site(small, RUSSIAN)][first::step]:
        page.goto(path)
        page.evaluate(AXE_SCRIPT)
        checked = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious = [
            (one["id"], one["nodes"][0]["html"][:120])
            for one in checked["violations"]
            if one["impact"] in ("serious", "critical")
        ]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if serious or wide > width:
            found[name] = (serious, wide)
    assert (found, wrong) == ({}, [])


def test_the_policy_against_code_within_pages_stops_nothing_of_ours(browser: Browser, address: str) -> None:
    page, wrong = opened(browser)
    for path in PAGES.values():
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
    assert wrong == []


@pytest.mark.parametrize("typed", ["Жанаозен", "Zhanaozen", "ZHANAÖZEN"])
def test_a_name_is_found_in_any_script(browser: Browser, address: str, typed: str) -> None:
    page, wrong = opened(browser)
    page.goto(f"{address}index.html")
    page.fill("header input[type=search]", typed)
    page.press("header input[type=search]", "Enter")
    page.wait_for_selector("#hits li")
    links = page.locator("#hits a").all_text_contents()
    assert (links[0], wrong) == ("Zhanaozen", [])


def test_a_choice_narrows_the_acts_and_the_address_holds_it(browser: Browser, address: str) -> None:
    page, wrong = opened(browser, viewport={"width": 1440, "height": 900})
    page.goto(f"{address}acts.html")
    page.wait_for_selector(".chosen:not([hidden]), [data-facet=year] a[rel=nofollow]")
    every = page.locator("[role=status]").text_content() or ""
    page.click("[data-facet=year] [data-value='2018'] a")
    page.wait_for_url("**/acts.html?year=2018")
    count = page.locator("[data-facet=year] [data-value='2018'] .n").text_content()
    assert page.locator("[role=status]").text_content() == f"{count} of {every.split(' of ')[1]}"
    assert page.locator("#hits > li").count() == int(count or 0)
    page.reload()
    page.wait_for_selector(".chosen:not([hidden])")
    page.go_back()
    page.wait_for_url("**/acts.html")
    page.wait_for_function(f"document.querySelector('[role=status]').textContent.trim() === {every.strip()!r}")
    assert wrong == []


def test_the_address_of_the_map_opens_a_place_and_its_acts(browser: Browser, address: str) -> None:
    page, wrong = opened(browser)
    page.goto(f"{address}map.html?place=fv6v25")
    page.wait_for_selector("#map .leaflet-popup-content li")
    assert page.locator("#map .leaflet-popup-content h3").text_content() == "Aktau"
    page.press("#map .leaflet-popup-content a >> nth=0", "Escape")
    page.wait_for_selector("#map .leaflet-popup-content", state="detached")
    page.focus("#map [title=Uralsk]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/map.html?place=*")
    assert wrong == []


def test_the_timeline_is_narrowed_and_drawn_larger(browser: Browser, address: str) -> None:
    page, wrong = opened(browser)
    page.goto(f"{address}timeline.html")
    page.select_option("[name=document]", label="Statement 2018")
    page.wait_for_url("**/timeline.html?document=*")
    every = page.locator("#events > li").count()
    page.fill("[name=from]", "2018-09-18")
    page.wait_for_url("**from=2018-09-18**")
    fewer = page.locator("#events > li").count()
    page.click("[name=out]")
    page.wait_for_function(f"document.querySelectorAll('#events > li').length > {fewer}")
    page.go_back()
    page.wait_for_function(f"document.querySelectorAll('#events > li').length === {fewer}")
    assert (every > fewer > 0, wrong) == (True, [])


def test_the_acts_are_read_without_javascript(browser: Browser, address: str) -> None:
    page, _ = opened(browser, java_script_enabled=False)
    page.goto(f"{address}acts.html")
    assert page.locator("#hits > li").count() > 10
    page.goto(address + (page.locator("[data-facet=type] a").first.get_attribute("href") or ""))
    assert page.locator("h1").count() == 1


def test_a_source_leads_to_its_passage_marked(browser: Browser, address: str) -> None:
    page, _ = opened(browser)
    page.goto(f"{address}id/act/2018-09-20-statement.spying-in-aktau.html")
    page.locator("a.src").first.click()
    page.wait_for_selector(":target")
    assert (
        page.locator(":target").text_content()
        == "He came to Kazakhstan on a special visit and noticed in Aktau that he was being spied upon."
    )

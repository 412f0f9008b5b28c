"""The site of the seeds, published once a run, and what is read of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.answers.opening import open_build
from kg.site.publishing import Wanted, publish
from tests.shared import once

LANGUAGES = ("en", "ru")


def site_of(built: Path, temporary: pytest.TempPathFactory) -> Path:
    """The folder of the site of the seeds in English and Russian."""

    def make(folder: Path) -> Path:
        publish(open_build(built), Wanted(LANGUAGES), folder / "site")
        return folder / "site"

    return once("site", make, temporary)


class Links(HTMLParser):
    """The links of a page, the ids in it, and whatever it loads or has within it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.loads: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Reads one tag."""
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("script", "img", "iframe", "link", "object", "form"):
            self.loads += [given[name] for name in ("src", "href", "action", "data") if name in given]
        is_code = tag == "script" and "src" not in given and given.get("type") != "application/ld+json"
        if is_code or tag == "style" or any(name == "style" or name.startswith("on") for name in given):
            self.inline.append(f"{tag} {given}")


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Every page of a site with its path."""
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")

"""The site of the seeds, published once a run, and what is read of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from kg.answers.opening import open_build
from kg.site.publishing import Wanted, publish
from tests.shared import once

LANGUAGES = ("en", "ru")


def site_of(built: Path, temporary: pytest.TempPathFactory, languages: tuple[str, ...], name: str = "site") -> Path:
    """The folder of the site of a build in some languages, made once for all workers."""

    def make(folder: Path) -> Path:
        publish(open_build(built), Wanted(languages), folder / "site")
        return folder / "site"

    return once(name, make, temporary)


def languages_of(config: pytest.Config) -> tuple[str, ...]:
    """The languages in which the site of the seeds is published: English alone, with the slow tests all."""
    return LANGUAGES[:1] if config.option.markexpr else LANGUAGES


class Links:
    """The links of a page, the ids in it, and whatever it loads or has within it."""

    def __init__(self, text: str) -> None:
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.loads: list[str] = []
        self.inline: list[str] = []
        for element in lxml.html.document_fromstring(text.encode(), parser=_PARSER).iter(lxml.etree.Element):
            self._read(element.tag, element.attrib)

    def _read(self, tag: str, given: Mapping[str, str]) -> None:
        """Reads one element."""
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("script", "img", "iframe", "link", "object", "form"):
            self.loads += [given[name] for name in ("src", "href", "action", "data") if name in given]
        is_code = tag == "script" and "src" not in given and given.get("type") != "application/ld+json"
        if is_code or tag == "style" or any(name == "style" or name.startswith("on") for name in given):
            self.inline.append(f"{tag} {dict(given)}")


_PARSER = lxml.html.HTMLParser(encoding="utf-8")


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Every page of a site with its path."""
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")

"""What search engines are told of a page, in the words of schema.org: never less doubtful than the page itself."""

from __future__ import annotations

from typing import Any

from kg.model.terms import Term, iri
from kg.site.classes import class_of
from kg.site.context import Site
from kg.site.model import Page

_TYPES = {
    "hr:Person": "Person",
    "hr:Organization": "Organization",
    "hr:Place": "Place",
    "hr:Document": "CreativeWork",
    "hr:Claim": "Claim",
    "hr:Assessment": "Claim",
    "hr:Instrument": "Legislation",
}
"""The types of schema.org; an event is none there, because its type has no place for who says so and how surely."""


def described(site: Site, page: Page) -> dict[str, Any] | None:
    """The description of a page that is a node's, with its title as it looks."""
    if not page.iri:
        return None
    less = [mark.words for mark in page.marks] + ([page.state] if page.state else [])
    name = f"{page.title.text} ({', '.join(less)})" if less else page.title.text
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": name,
        "inLanguage": site.language,
    }
    node = iri(page.iri)
    if kind := _TYPES.get(class_of(site, node)):
        made["mainEntity"] = {"@type": kind, "@id": page.iri, "name": name, **_more(site, node, kind)}
    return made


def _more(site: Site, node: Term, kind: str) -> dict[str, Any]:
    if kind == "Place" and site.all(node, "schema:latitude"):
        at = {key: float(site.raw(node, f"schema:{key}")) for key in ("latitude", "longitude")}
        return {"geo": {"@type": "GeoCoordinates", **at}}
    if kind == "CreativeWork":
        authors = [{"@type": "Thing", "name": link.text} for link in site.named(site.all(node, "dct:creator"))]
        return {"author": authors} if authors else {}
    if kind == "Claim":
        found = site.name(site.one(node, "hr:claimant")).text if site.all(node, "hr:claimant") else ""
        return {"creator": {"@type": "Thing", "name": found}} if found else {}
    return {}

"""The pages for what is not, or no longer, there, and the page of the search."""

from __future__ import annotations

from kg.model.terms import Term, text_of
from kg.site.context import Site
from kg.site.model import Link, Page
from kg.site.paths import page_of


def not_found(site: Site) -> Page:
    """The page for an address at which nothing was ever published."""
    return Page("404.html", "missing.html", Link(site.say("not-found")), kind="404", lede=site.say("not-found-lede"))


def gone(site: Site, node: Term) -> Page:
    """The page for a record that was withdrawn: that it is gone, and not a word of what it was."""
    path = page_of(text_of(node), site.published.base) or ""
    return Page(path, "missing.html", Link(site.say("gone")), kind="410", lede=site.say("gone-lede"))


def search_page(site: Site) -> Page:
    """The page that a script searches from."""
    return Page("search.html", "search.html", Link(site.say("search")), lede=site.say("search-lede"))

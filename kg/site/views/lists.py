"""Lists: people and bodies, places, documents, and what a list is taken away as."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.model.display import cells
from kg.model.terms import Term, expand, text_of
from kg.site.classes import class_of
from kg.site.context import Site, upper
from kg.site.model import Link, Page
from kg.site.sayings import short

PER_PAGE = 150
"""How many entries of a list stand on one page."""


class Group(NamedTuple):
    """Entries under a head, each with a note."""

    title: str
    entries: tuple[tuple[Link, str], ...]


class Listing(NamedTuple):
    """A page of a list: its groups, the other pages, and the files that have all of it."""

    groups: tuple[Group, ...]
    pages: tuple[Link, ...]
    number: int
    files: tuple[Link, ...]
    total: int
    pictures: tuple[Link, ...] = ()


class Table(NamedTuple):
    """All of a list as rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Entries = Sequence[tuple[str, Link, str]]
"""The entries of a list: the head that each stands under, its link, its note."""


def listing(site: Site, name: str, entries: Entries, *, pictures: tuple[Link, ...] = ()) -> Iterator[Page]:
    """The pages of a list; the files beside the first have all of it."""
    cuts = [entries[at : at + PER_PAGE] for at in range(0, len(entries), PER_PAGE)] or [[]]
    paths = [f"{name}.html" if not at else f"{name}-{at + 1}.html" for at in range(len(cuts))]
    files = files_of(site, name)
    for at, cut in enumerate(cuts):
        links = (
            tuple(Link(str(number + 1), site.at(path)) for number, path in enumerate(paths)) if len(paths) > 1 else ()
        )
        shown = Listing(tuple(_groups(cut)), links, at, files, len(entries), () if at else pictures)
        yield Page(
            paths[at],
            "list.html",
            Link(site.say(name)),
            lede=site.say(f"{name}-lede"),
            extra=shown,
            section=name,
        )


def files_of(site: Site, name: str) -> tuple[Link, ...]:
    """The files that have all of a list."""
    return tuple(Link(form.upper(), site.at(f"{name}.{form}")) for form in ("csv", "json"))


def _groups(entries: Entries) -> Iterator[Group]:
    found: dict[str, list[tuple[Link, str]]] = {}
    for head, link, note in entries:
        found.setdefault(head, []).append((link, note))
    return (Group(head, tuple(some)) for head, some in found.items())


def of_class(site: Site, *classes: str) -> list[Term]:
    """The nodes of some classes by name."""
    found = [node for node in site.published.nodes if site.is_a(node, *classes)]
    return sorted(found, key=lambda node: (site.name(node).text.casefold(), node))


def people(site: Site) -> Iterator[tuple[str, Link, str]]:
    """Persons, bodies and groups, each under its class."""
    for cls in ("hr:Person", "hr:Organization", "hr:Group"):
        for node in of_class(site, cls):
            kinds = [site.concept(one) for key in ("hr:agentKind", "hr:characteristic") for one in site.all(node, key)]
            yield site.name(expand(cls)).text, site.name(node), ", ".join(kinds)


def places(site: Site) -> Iterator[tuple[str, Link, str]]:
    """Places, each with the one around it."""
    for node in of_class(site, "hr:Place"):
        around = [site.name(one).text for one in site.all(node, "hr:directlyWithin")]
        yield "", site.name(node), ", ".join(around)


def documents(site: Site) -> Iterator[tuple[str, Link, str]]:
    """Documents: those that the project holds, then those that others speak of."""
    nodes = of_class(site, "hr:Document")
    held = [node for node in nodes if node in site.layout.parts]
    for head, some in (("documents-held", held), ("documents-referred", [one for one in nodes if one not in held])):
        for node in some:
            authors = ", ".join(link.text for link in site.named(site.all(node, "dct:creator")))
            dated = site.date(node, "dct:issued") or site.date(node, "dct:created")
            name = f"{short(site, node)} · " if node in held else ""
            yield site.say(head), site.name(node), f"{name}{', '.join(filter(None, (authors, dated)))}"


def of_list(site: Site, name: str, nodes: Iterable[Term]) -> Table:
    """A list of nodes as rows."""
    rows = tuple((site.name(node).text, kind_of(site, node), text_of(node)) for node in nodes)
    return Table(name, ("name", "kind", "record"), rows)


def kind_of(site: Site, node: Term) -> str:
    """The class by which a node has its page, in words."""
    cls = class_of(site, node)
    return upper(site.name(expand(cls)).text) if cls else ""


def as_csv(table: Table) -> bytes:
    """Rows as CSV (RFC 4180) that a spreadsheet only shows."""
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows(map(cells, (table.columns, *table.rows)))
    return made.getvalue().encode()


def as_json(table: Table) -> bytes:
    """Rows as JSON, an object each."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return f"{json.dumps(rows, ensure_ascii=False, indent=1)}\n".encode()

"""Plain pages of the graph, for where no site is published: lists of nodes, and what is said of each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from kg.model.kinds import prefixes
from kg.model.terms import iri, shortener
from kg.rdf.protocol import Answered, Asked
from kg.site.paths import stem, url
from kg.site.server.negotiation import DATA
from kg.site.server.releases import GRAPH_FILES, Release
from kg.site.server.worker import Task

MOST = 2_000
"""The most rows of a page."""
_LABELS = "SELECT ?s ?label { VALUES ?s { @nodes } ?s skos:prefLabel|dct:title|rdfs:label ?label } ORDER BY ?s ?label"
_SAID = """
SELECT ?p ?o ?of {
  { VALUES ?s { @node } ?s ?p ?o BIND(false AS ?of) } UNION { VALUES ?s { @node } ?o ?p ?s BIND(true AS ?of) }
} LIMIT @most
"""


class Entry(NamedTuple):
    """A node in a list."""

    address: str
    label: str
    language: str = ""


class Row(NamedTuple):
    """A statement: the property, and what is said as text, with the address of the document about it if there is one."""

    property: str
    text: str
    language: str = ""
    address: str = ""


@cache
def environment() -> Environment:
    """The templates; whatever is put into one is escaped."""
    loader = PackageLoader("kg.site.server")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def rendered(template: str, **given: object) -> bytes:
    """A page."""
    return environment().get_template(template).render(**given).encode()


def front_page(release: Release) -> bytes:
    """The kinds of node with their numbers, and the files of the graph."""
    kinds = Counter(_kind(path) for path in release.nodes)
    files = GRAPH_FILES if release.held else ()
    return rendered("front.html", kinds=sorted(kinds.items()), files=files)


def _kind(path: str) -> str:
    """The kind of a node, by its path: ``person``, or ``vocab/act-type``.

    >>> _kind("id/person/x"), _kind("vocab/act-type/detention"), _kind("ns/Act")
    ('person', 'vocab/act-type', 'ns')
    """
    bare = path.removeprefix("id/")
    return bare.rpartition("/")[0] or bare


async def list_page(release: Release, kind: str) -> bytes | None:
    """The nodes of a kind by their labels; ``None`` if there are none."""
    nodes = [name for path, name in release.nodes.items() if _kind(path) == kind]
    if not nodes:
        return None
    labels = await _labels(release, nodes[:MOST])
    entries = [_entry(name, labels.get(name, {}), release.base) for name in nodes[:MOST]]
    return rendered("list.html", kind=kind, entries=sorted(entries, key=_by_label), is_cut=len(nodes) > MOST)


async def _labels(release: Release, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """The first label of each node that has one."""
    rows = await _rows(release, _LABELS.replace("@nodes", " ".join(map(iri, sorted(set(names))))))
    return {row["s"]["value"]: row["label"] for row in reversed(rows)}


def _by_label(entry: Entry) -> tuple[str, str]:
    return entry.label.casefold(), entry.address


def _entry(name: str, label: Mapping[str, str], base: str) -> Entry:
    return Entry(_address(name, base), label.get("value") or name, label.get("xml:lang", ""))


def _address(name: str, base: str) -> str:
    path = stem(name, base)
    return f"/{url(path)}" if path else ""


def document_of(path: str) -> str:
    """The address of the document about the node with this path.

    >>> document_of("id/person/x"), document_of("vocab/role/host")
    ('doc/person/x', 'doc/vocab/role/host')
    """
    return url(f"doc/{path.removeprefix('id/')}")


async def node_page(release: Release, name: str) -> bytes:
    """What is said of a node and what refers to it."""
    text = _SAID.replace("@node", iri(name)).replace("@most", str(MOST + 1))
    found = await _rows(release, text)
    shown = sorted(found[:MOST], key=_in_order)
    labels = await _labels(release, (row["o"]["value"] for row in shown if row["o"]["type"] == "uri"))
    short = shortener(prefixes(release.base).items())
    rows = [(row["of"]["value"] == "true", _row(row, short(iri(row["p"]["value"])), labels, release)) for row in shown]
    said, referring = ([row for is_of, row in rows if is_of == wanted] for wanted in (False, True))
    return rendered(
        "node.html",
        title=_title(said) or short(iri(name)),
        iri=name,
        forms=DATA,
        here=f"/{document_of(stem(name, release.base) or name)}",
        said=said,
        referring=referring,
        is_cut=len(found) > MOST,
    )


def _in_order(row: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    return row["of"]["value"], row["p"]["value"], row["o"]["value"], row["o"].get("xml:lang", "")


def _title(said: Iterable[Row]) -> str:
    labels = [row.text for row in said if row.property in ("skos:prefLabel", "dct:title", "rdfs:label")]
    return labels[0] if labels else ""


def _row(
    row: Mapping[str, Mapping[str, str]], property_name: str, labels: Mapping[str, Mapping[str, str]], release: Release
) -> Row:
    term = row["o"]
    if term["type"] != "uri":
        return Row(property_name, term["value"], term.get("xml:lang", ""))
    label = labels.get(term["value"], {}).get("value") or term["value"]
    address = _address(term["value"], release.base)
    is_web = term["value"].startswith(("https://", "http://"))
    return Row(property_name, label, address=address or (term["value"] if is_web else ""))


async def _rows(release: Release, text: str) -> list[dict[str, dict[str, str]]]:
    found: Answered = await release.pool.ask(Task("query", (Asked(text), release.settings.caps)))
    rows: list[dict[str, dict[str, str]]] = json.loads(found.data)["results"]["bindings"]
    return rows

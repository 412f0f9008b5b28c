"""The data beside each page, as Turtle, JSON-LD and N-Triples: what is said of a node, and the claims that say it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.terms import Term, Triple, expand, text_of
from kg.rdf.serialization import line_of, order, triples
from kg.rdf.syntax import serialize
from kg.site.paths import stem
from kg.site.reading import Published

TYPES = {".ttl": "text/turtle", ".jsonld": "application/ld+json", ".nt": "application/n-triples"}
"""The media types of the data, by ending."""
_ASSERTS, _EVIDENCE, _CLAIM = map(expand, ("hr:asserts", "hr:evidence", "hr:Claim"))
_TYPE = expand("rdf:type")
_MOST = 400
"""The most claims that stand in the data of a node; those of a place that a whole archive speaks of are beside their own pages."""


def data_files(published: Published, number: int = 0, of: int = 1) -> Iterator[tuple[str, bytes]]:
    """One of so many shares of the data of every node under the base, and of every term and concept."""
    own = (*published.nodes, *(node for node in sorted(published.facts) if _is_term(published, node)))
    for node in own[number::of]:
        path = stem(text_of(node), published.base)
        if path:
            yield from _forms(published, path, _about(published, node))


def _is_term(published: Published, node: Term) -> bool:
    return not node.startswith(f"<{published.base}") and bool(stem(text_of(node), published.base))


def _forms(published: Published, path: str, found: list[Triple]) -> Iterator[tuple[str, bytes]]:
    prefixes = published.dataset.prefixes
    turtle = triples(found, "ttl", prefixes=prefixes)
    lines = "".join(line_of(one) for one in found)
    used = {prefix: iri for prefix, iri in prefixes.items() if f"@prefix {prefix}: ".encode() in turtle}
    yield f"{path}.ttl", turtle
    yield f"{path}.nt", lines.encode()
    yield f"{path}.jsonld", serialize(lines, "jsonld", prefixes=used)


def _about(published: Published, node: Term) -> list[Triple]:
    """The triples of a node and of the claims on it; of a claim, of the passages that it rests on."""
    if _CLAIM in published.facts[node].get(_TYPE, ()):
        more = published.facts[node].get(_EVIDENCE, ())
    else:
        more = published.back.get(node, {}).get(_ASSERTS, ())[:_MOST]
    nodes = dict.fromkeys((node, *more))
    return sorted(
        (
            (one, key, value)
            for one in nodes
            for key, values in published.facts.get(one, {}).items()
            for value in values
        ),
        key=order,
    )

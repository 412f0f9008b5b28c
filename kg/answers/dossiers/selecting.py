"""What a dossier is about: the events, findings and demands on some nodes, the nearest first if there are too many.

``RANKS`` says in which ways an event can concern a node. A smaller number is nearer: an event itself and its parts, then
what somebody suffered, did or is tried for, then every other part in an event, then what only touches the node.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.answers.dossiers.graph import Graph
from kg.model.terms import Term, text_of

MOST = {"events": 20, "findings": 10, "demands": 10}
"""The most of each that a dossier of two to ten pages has room for."""

RANKS = """
SELECT ?found (MIN(?distance) AS ?rank) WHERE {
  VALUES ?node { @nodes }
  { ?found hr:partOf* ?node BIND(0 AS ?distance) }
  UNION { ?part hr:agent ?node ; hr:role ?role . ?found hr:involvement ?part
    BIND(IF(?role IN (role:victim, role:intended-target, role:alleged-perpetrator, role:order-giver, role:defendant), 1, 2) AS ?distance) }
  UNION { ?found hr:involvement/hr:capacity/hr:organization|hr:court ?node BIND(2 AS ?distance) }
  UNION { ?speaker hr:involvement/hr:agent ?node ; hr:content|hr:result ?found BIND(3 AS ?distance) }
  UNION { ?found hr:place ?node BIND(2 AS ?distance) }
  UNION { ?found hr:place/hr:within+ ?node BIND(3 AS ?distance) }
  UNION { ?found hr:content|hr:occasion|hr:aftermathOf ?node BIND(3 AS ?distance) }
  UNION { ?found hr:citesProvision|hr:instrument|hr:citesProvision/hr:partOf ?node BIND(2 AS ?distance) }
  UNION { ?found (hr:actType|dct:type)/skos:broader* ?node BIND(2 AS ?distance) }
  UNION { ?claim hr:asserts ?found ; hr:evidence/hr:document ?node FILTER NOT EXISTS { ?claim hr:aspect ?aspect } BIND(2 AS ?distance) }
  ?found hr:modality ?modality FILTER NOT EXISTS { ?found a hr:Agent }
} GROUP BY ?found ORDER BY ?rank ?found
"""
_FINDINGS = """
SELECT ?found (MIN(?distance) AS ?rank) WHERE {
  VALUES ?node { @nodes }
  { ?found hr:concerns ?node BIND(1 AS ?distance) }
  UNION { ?found hr:evidence/hr:document ?node BIND(2 AS ?distance) }
  ?found a hr:Assessment
} GROUP BY ?found ORDER BY ?rank ?found
"""
_DEMANDS = """
SELECT ?found (MIN(?distance) AS ?rank) WHERE {
  VALUES ?node { @nodes }
  { ?found hr:concerns|hr:concerns/hr:concerns ?node BIND(1 AS ?distance) }
  UNION { ?found hr:madeBy|hr:addressedTo|hr:addressedTo/hr:organization|hr:addressedTo/hr:holder ?node BIND(2 AS ?distance) }
  UNION { ?found hr:madeIn ?node BIND(2 AS ?distance) }
  UNION { ?claim hr:asserts ?found ; hr:evidence/hr:document ?node BIND(2 AS ?distance) }
  ?found a hr:Recommendation
} GROUP BY ?found ORDER BY ?rank ?found
"""


class Selection(NamedTuple):
    """The nodes asked about, what is shown of them, and how many of each kind are left out."""

    about: tuple[Term, ...]
    events: tuple[Term, ...]
    findings: tuple[Term, ...]
    demands: tuple[Term, ...]
    left: dict[str, int]


def select(graph: Graph, about: tuple[Term, ...], records: Iterable[Term] = ()) -> Selection:
    """What a dossier shows: all that concerns the nodes, and these records, which the answer to a query names."""
    given = tuple(dict.fromkeys(records))
    kept: dict[str, tuple[Term, ...]] = {}
    left: dict[str, int] = {}
    events = _ranked(graph, RANKS, about, [node for node in given if graph.all(node, "hr:modality")])
    kept["events"] = _nearest(graph, events, MOST["events"])
    left["events"] = len(events) - len(kept["events"])
    around = {*about, *kept["events"]}
    for name, query, cls in (("findings", _FINDINGS, "hr:Assessment"), ("demands", _DEMANDS, "hr:Recommendation")):
        own = _ranked(graph, query, about, [node for node in given if graph.is_a(node, cls)])
        more = _ranked(graph, query, around, ()) if len(own) < MOST[name] else {}
        every = own | {node: rank for node, rank in more.items() if node not in own and rank == 1}
        kept[name] = tuple(list(every)[: MOST[name]])
        left[name] = len(every) - len(kept[name])
    return Selection(about, kept["events"], kept["findings"], kept["demands"], left)


def _ranked(graph: Graph, query: str, nodes: Iterable[Term], given: Iterable[Term]) -> dict[Term, int]:
    """What a query finds about some nodes, and what is given, nearest first."""
    found = dict.fromkeys(given, 0)
    for node, rank in graph.rows(query, nodes):
        if node:
            found.setdefault(node, int(text_of(rank)))
    return dict(sorted(found.items(), key=lambda entry: (entry[1], entry[0])))


def _nearest(graph: Graph, ranked: dict[Term, int], most: int) -> tuple[Term, ...]:
    """So many of the nearest events."""
    graph.read(ranked)
    return tuple(sorted(ranked, key=lambda node: (ranked[node], moment(graph, node)))[:most])


def moment(graph: Graph, node: Term) -> tuple[str, str, str, Term]:
    """What events are sorted by: first day, last day, label; those without a date are last."""
    first, last = (graph.raw(node, f"hr:{key}") for key in ("earliest", "latest"))
    return first or last or "9999", last or "9999", graph.names.of(node), node

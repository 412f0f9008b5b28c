"""One page on a node: what it is, what it is called, what it has part in, and every claim about it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model.terms import Term, text_of
from kg.model.vocabulary import PREFIXES
from kg.rdf.dataset import Dataset

_LABEL = "OPTIONAL {{ ?{0} skos:prefLabel|dct:title ?{0}Label FILTER(LANG(?{0}Label) IN ('en', '')) }}"

_KEYS = f"""
SELECT ?p ?o (MIN(STR(?oLabel)) AS ?called) WHERE {{
  VALUES ?node {{ @node }} ?node ?p ?o .
  {_LABEL.format("o")}
  FILTER(STRSTARTS(STR(?p), STR(hr:)) || STRSTARTS(STR(?p), STR(dct:)) || STRSTARTS(STR(?p), STR(schema:)))
  FILTER(?p NOT IN (dct:isPartOf, dct:subject, dct:title, hr:involvement, hr:earliest, hr:latest, hr:participant))
}} GROUP BY ?p ?o ORDER BY ?p ?called ?o
"""
_NAMES = """
SELECT ?name (GROUP_CONCAT(?title; SEPARATOR=", ") AS ?documents) WHERE { { SELECT DISTINCT ?name ?title WHERE {
  VALUES ?node { @node }
  { ?node skos:prefLabel|skos:altLabel ?name }
  OPTIONAL { ?claim hr:asserts ?node ; hr:aspect ?aspect ; hr:value ?name ; hr:evidence/hr:document ?document .
             FILTER(?aspect IN (skos:prefLabel, skos:altLabel))
             BIND(REPLACE(STR(?document), "^.*/", "") AS ?title) }
} ORDER BY ?name ?title } } GROUP BY ?name ORDER BY ?name
"""
_CLAIMS = f"""
SELECT DISTINCT ?claim ?aspect ?value (MIN(STR(?valueLabel)) AS ?called) ?certainty ?stance ?basis ?ground ?who ?quotes WHERE {{
  VALUES ?node {{ @node }} ?claim hr:asserts ?node .
  {{ SELECT ?claim (GROUP_CONCAT(?name; SEPARATOR=", ") AS ?who) WHERE {{ {{ SELECT DISTINCT ?claim ?name WHERE {{
      ?claim hr:claimant/skos:prefLabel ?name }} ORDER BY ?claim ?name }} }} GROUP BY ?claim }}
  {{ SELECT ?claim (GROUP_CONCAT(?quote; SEPARATOR="” … “") AS ?quotes) WHERE {{ {{ SELECT DISTINCT ?claim ?quote ?start WHERE {{
      ?claim hr:evidence ?passage . ?passage hr:quote ?quote ; hr:start ?start }} ORDER BY ?claim ?start }} }} GROUP BY ?claim }}
  OPTIONAL {{ ?claim hr:certainty ?certainty }} OPTIONAL {{ ?claim hr:stance ?stance }}
  OPTIONAL {{ ?claim hr:basis ?basis }} OPTIONAL {{ ?claim hr:ground ?ground }}
  OPTIONAL {{ ?claim hr:aspect ?aspect }} OPTIONAL {{ ?claim hr:value ?value {_LABEL.format("value")} }}
}} GROUP BY ?claim ?aspect ?value ?certainty ?stance ?basis ?ground ?who ?quotes ORDER BY ?claim ?value
"""
_PARTS = """
SELECT DISTINCT ?date ?role ?label ?modality WHERE {
  VALUES ?node { @node }
  { ?involvement hr:agent ?node ; hr:role ?role . ?event hr:involvement ?involvement }
  UNION { ?event hr:place/hr:within* ?node BIND("place" AS ?role) }
  UNION { ?event hr:partOf ?node BIND("whole" AS ?role) }
  ?event skos:prefLabel ?label ; hr:modality ?modality .
  OPTIONAL { ?event hr:date ?date } OPTIONAL { ?event hr:earliest ?earliest }
} ORDER BY COALESCE(?earliest, "9999-12-31"^^xsd:date) ?date ?label ?role
"""
_INVOLVED = """
SELECT DISTINCT ?role ?label ?degree WHERE {
  VALUES ?node { @node } ?node hr:involvement ?involvement . ?involvement hr:role ?role .
  OPTIONAL { ?involvement hr:agent/skos:prefLabel ?label } OPTIONAL { ?involvement hr:degree ?degree }
} ORDER BY ?role ?label
"""


@dataclass(frozen=True, slots=True)
class _Asking:
    dataset: Dataset
    node: Term

    def rows(self, query: str) -> list[tuple[str, ...]]:
        found = self.dataset.solutions(query.replace("@node", self.node))
        return [tuple(_word(term) for term in row) for row in found.rows]


def _word(term: Term | None) -> str:
    """A literal's text; of an IRI the last part, with spaces for hyphens where it is a concept."""
    if term is None:
        return ""
    if not term.startswith("<"):
        return text_of(term)
    tail = text_of(term).rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    return tail.replace("-", " ") if text_of(term).startswith(PREFIXES["vocab"]) else tail


def page(dataset: Dataset, node: Term) -> str:
    """The page on a node, with every claim about it and the words that show it."""
    asking = _Asking(dataset, node)
    return "\n".join([*_head(asking), *_sections(asking), ""])


def _head(asking: _Asking) -> Iterator[str]:
    names = asking.rows(_NAMES)
    classes = asking.rows(
        "SELECT ?c WHERE { VALUES ?node { @node } ?node a ?c FILTER(STRSTARTS(STR(?c), STR(hr:))) } ORDER BY ?c"
    )
    label = asking.rows(
        "SELECT (MIN(STR(?l)) AS ?n) WHERE { VALUES ?node { @node } ?node skos:prefLabel|dct:title ?l }"
    )
    title = (label[0][0] if label else "") or _word(asking.node)
    yield title
    yield "=" * len(title)
    yield ", ".join(name for (name,) in classes) + f"  {asking.node.strip('<>')}"
    for name, documents in names:
        if documents or name != title:
            yield f"  {name}" + (f" (in {documents})" if documents else "")


def _sections(asking: _Asking) -> Iterator[str]:
    for title, lines in (
        ("What is recorded", [f"{_spaced(key)}: {called or value}" for key, value, called in asking.rows(_KEYS)]),
        ("Who took part", [" ".join(filter(None, (f"{role}:", label or "left open", degree and f"({degree})"))) for role, label, degree in asking.rows(_INVOLVED)]),
        ("Part in events", [_event_line(*row) for row in asking.rows(_PARTS)]),
        ("Claims", list(_claim_lines(asking.rows(_CLAIMS)))),
    ):  # fmt: skip
        if lines:
            yield from ("", title, "-" * len(title), *lines)


def _event_line(date: str, role: str, label: str, modality: str) -> str:
    marked = "" if modality == "actual" else f" [{modality}]"
    return f"{date or 'undated':<24} {role}: {label}{marked}"


def _claim_lines(rows: list[tuple[str, ...]]) -> Iterator[str]:
    for _, aspect, value, called, certainty, stance, basis, ground, who, quotes in rows:
        what = _spaced(aspect) if aspect else "that it is so"
        said = f"{what}: {called or value}" if value or called else what
        how = ", ".join(filter(None, (certainty, stance if stance != "affirms" else "", basis)))
        yield from textwrap.wrap(f"* {said} — {who} ({how})", 100, subsequent_indent="  ")
        if ground:
            yield from textwrap.wrap(f"ground: {ground}", 100, initial_indent="  ", subsequent_indent="  ")
        yield from textwrap.wrap(f"“{quotes}”", 100, initial_indent="  ", subsequent_indent="  ")


def _spaced(name: str) -> str:
    """``allegedPerpetrator`` as words."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()

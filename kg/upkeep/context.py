"""The JSON-LD context ``ontology/context.jsonld``: a term for each class and property, with what its values are.

What is published in it stays as it is, since texts written with it are read with it: a later version only adds terms.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.model.terms import Term, Triple, expand, shortener
from kg.model.vocabulary import PREFIXES
from kg.rdf.syntax import read_triples

Context = dict[str, Any]

_OF_DATA = ("check", "id")
"""Prefixes that no context needs: ``id`` is for whoever writes data, under a base of their own."""
_TEXTS = {
    "dct": "bibliographicCitation description title",
    "rdfs": "label",
    "skos": "altLabel definition hiddenLabel prefLabel scopeNote",
}
"""Properties of other vocabularies whose values are texts in some language."""
_NODES = {
    "dct": "accessRights conformsTo creator isPartOf license publisher references source subject type",
    "oa": "hasSource",
    "org": "member organization",
    "owl": "disjointWith priorVersion versionIRI",
    "prov": "wasAttributedTo wasDerivedFrom wasGeneratedBy wasInfluencedBy",
    "rdfs": "domain isDefinedBy range subClassOf subPropertyOf",
    "schema": "archivedAt children containedInPlace domainIncludes isBasedOn rangeIncludes relatedTo spouse url",
    "sem": "hasActor hasPlace",
    "skos": "broader closeMatch exactMatch hasTopConcept inScheme relatedMatch topConceptOf",
}
"""Properties of other vocabularies whose values are nodes."""
_TYPED = {
    "dct:created": "edtf:EDTF",
    "dct:issued": "edtf:EDTF",
    "schema:latitude": "xsd:decimal",
    "schema:longitude": "xsd:decimal",
}


def context(ontology: Path) -> str:
    """The text of the context: what it had, and whatever the ontology has since."""
    path = ontology / "context.jsonld"
    former = json.loads(path.read_text(encoding="utf-8"))["@context"] if path.exists() else {}
    triples = [triple for name in ("hr", "derived") for triple in read_triples(ontology / f"{name}.ttl")]
    return f"{json.dumps({'@context': extended(former, terms(triples))}, ensure_ascii=False, indent=1)}\n"


def extended(former: Mapping[str, Any], made: Mapping[str, Any]) -> Context:
    """A context with further terms; those that it had stay as they are."""
    return dict(sorted({**made, **former}.items()))


def terms(triples: Iterable[Triple]) -> Context:
    """A term for each prefix, class and property."""
    said: dict[Term, dict[Term, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for s, p, o in triples:
        said[s][p].add(o)
    prefixes: Context = {name: namespace for name, namespace in PREFIXES.items() if name not in _OF_DATA}
    others = {
        **{name: _property(name, {"@container": "@language"}) for name in _names(_TEXTS)},
        **{name: _property(name, {"@type": "@id", "@container": "@set"}) for name in _names(_NODES)},
        **{name: _property(name, {"@type": kind, "@container": "@set"}) for name, kind in _TYPED.items()},
    }
    ours = {}
    for term, facts in said.items():
        name = _short(term)
        if name.startswith("hr:") and (kinds := facts[expand("rdf:type")]):
            ours[name.removeprefix("hr:")] = name if expand("owl:Class") in kinds else _property(name, _values(facts))
    assert not ours.keys() & prefixes.keys(), "a term is called like a prefix"
    return {"@version": 1.1, **prefixes, **others, **ours}


_short = shortener(PREFIXES.items())


def _names(table: Mapping[str, str]) -> Iterator[str]:
    return (f"{prefix}:{name}" for prefix, names in table.items() for name in names.split())


def _property(name: str, values: Context) -> Context:
    return {"@id": name, **values}


def _values(facts: Mapping[Term, set[Term]]) -> Context:
    """How the values of a property are written: nodes, texts by language, or literals of one datatype."""
    ranges = {_short(term) for name in ("rdfs:range", "schema:rangeIncludes") for term in facts[expand(name)]}
    if expand("owl:ObjectProperty") in facts[expand("rdf:type")]:
        return {"@type": "@id", "@container": "@set"}
    if "rdf:langString" in ranges:
        return {"@container": "@language"}
    (kind,) = ranges if len(ranges) == 1 else ("",)
    is_typed = kind.startswith(("xsd:", "edtf:")) and kind != "xsd:string"
    return {**({"@type": kind} if is_typed else {}), "@container": "@set"}

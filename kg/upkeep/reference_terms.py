"""The classes and properties in ``docs/reference.md``: what each means, joins and corresponds to, and who reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kg.model.terms import Term, expand, shortener, text_of
from kg.model.vocabulary import CLASSES, DERIVED, PREFIXES, PROPERTIES
from kg.rdf.syntax import read_triples
from kg.rdf.vocabularies import facts_of
from kg.upkeep.markdown import row, table
from kg.upkeep.term_readers import Readers, term_readers

Facts = Mapping[Term, Sequence[Term]]
"""The values of each property of one term."""

_ABOUT = """\
## Classes and properties

The namespace is `https://w3id.org/chronicle/ns#`; [the ontology](ontology.md) tells how to take it whole. ⊑ marks a class or
property of others that ours is always one of, ≈ one that is close. A comma in *on* and *value* means *or*.
"""
_SHOWN = 3
"""How many shapes, queries or derived properties are named before the rest is counted."""
_short = shortener(PREFIXES.items())
_KINDS = {"owl:SymmetricProperty": "symmetric", "owl:TransitiveProperty": "transitive"}


def term_sections(root: Path) -> Iterator[str]:
    """The lines of the section, from the checkout in this folder."""
    files = (root / "ontology" / f"{name}.ttl" for name in ("hr", "derived", "alignments"))
    facts = facts_of(triple for path in files for triple in read_triples(path))
    readers = term_readers(root)
    yield _ABOUT
    yield from ("### Classes", "", *table("class", "what it is", "below", "others", "read by"))
    for name in CLASSES:
        said = facts[expand(f"hr:{name}")]
        yield row(
            f"`hr:{name}`", _definition(said), _named(said, "rdfs:subClassOf"), _others(said), _read(readers, name)
        )
    yield ""
    for title, names in (("Properties", PROPERTIES), ("Derived properties", DERIVED)):
        yield from (f"### {title}", "", *table("property", "what it says", "on", "value", "others", "read by"))
        for name in names:
            said = facts[expand(f"hr:{name}")]
            ends = _named(said, "rdfs:domain", "schema:domainIncludes"), _value(said)
            yield row(f"`hr:{name}`", _definition(said), *ends, _others(said), _read(readers, name))
        yield ""


def _definition(said: Facts) -> str:
    return next(text_of(text[: -len("@en")]) for text in said[expand("skos:definition")] if text.endswith("@en"))


def _named(said: Facts, *predicates: str) -> str:
    """The terms of ours, of RDF and of datatypes that some properties lead to."""
    names = (_short(value) for predicate in predicates for value in said.get(expand(predicate), ()))
    return ", ".join(f"`{name}`" for name in names if name.startswith(_NOT_OTHERS))


_NOT_OTHERS = ("hr:", "rdf:", "rdfs:", "skos:", "xsd:", "edtf:")


def _value(said: Facts) -> str:
    kinds = [_KINDS[name] for value in said[expand("rdf:type")] if (name := _short(value)) in _KINDS]
    ranges = _named(said, "rdfs:range", "schema:rangeIncludes")
    above = _named(said, "rdfs:subPropertyOf")
    return "; ".join(filter(None, (ranges, *kinds, f"below {above}" if above else "")))


def _others(said: Facts) -> str:
    """The terms of other vocabularies, those first that ours is always one of."""
    marks = {"rdfs:subClassOf": "⊑", "rdfs:subPropertyOf": "⊑", "skos:closeMatch": "≈"}
    found = ((mark, _short(value)) for predicate, mark in marks.items() for value in said.get(expand(predicate), ()))
    return ", ".join(f"{mark} `{name}`" for mark, name in found if not name.startswith("hr:"))


def _read(readers: Mapping[str, Readers], name: str) -> str:
    found = readers.get(name, Readers((), (), ()))
    return "; ".join(f"{kind} {_some(names)}" for kind, names in zip(_PLACES, found, strict=True) if names)


_PLACES = ("shapes", "queries", "derived")


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown

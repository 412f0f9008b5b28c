"""The data graph in a store, with its classes and the spelling of its literals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kg.model.terms import Term, Triple, digest, expand
from kg.rdf.dataset import Dataset
from kg.validation.compiled.compiled_shapes import CompiledShapes
from kg.validation.compiled.spelling import beyond, is_changed, spelt, stored

_SUBCLASS = expand("rdfs:subClassOf")
_SPELT_GRAPH, _VALUE_GRAPH = "urn:chronicle:as-spelt", "urn:chronicle:by-value"


@dataclass
class Data:
    """The data graph in a store.

    Triples with a literal that the store would change are in two separate graphs: as spelt, for our queries, and by
    value, for the queries of a shapes graph. ``beyond`` says that some numbers have more digits than the store can
    calculate with.
    """

    dataset: Dataset
    by_value: bool = False
    beyond: bool = False
    _seen: set[Term] = field(default_factory=set)

    @classmethod
    def gather(cls, triples: Iterable[Triple]) -> Data:
        """The data graph in memory."""
        data = cls(Dataset.gather(()))
        data.add(triples)
        return data

    def add(self, triples: Iterable[Triple]) -> None:
        """Adds triples to the data graph."""
        self.dataset.add(self._lines(triples))

    def _lines(self, triples: Iterable[Triple]) -> Iterator[str]:
        for subject, predicate, value in triples:
            if value[0] == '"' and value[-1] == ">" and (kept := stored(value)) != value and is_changed(kept):
                self.by_value = True
                self.beyond = self.beyond or beyond(kept)
                self._seen.add(value)
                yield f"{subject} {predicate} {kept} <{_SPELT_GRAPH}> .\n"
                yield f"{subject} {predicate} {value} <{_VALUE_GRAPH}> .\n"
            else:
                yield f"{subject} {predicate} {value} .\n"

    def triples(self) -> Iterator[Triple]:
        """The triples as they were given."""
        for subject, predicate, value in self.rows("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")[1]:
            yield subject, predicate, spelt(value)

    def rows(self, query: str, *, by_value: bool = False) -> tuple[tuple[str, ...], Iterator[tuple[Term, ...]]]:
        """Columns and rows of a query on the data graph."""
        graphs = ("", _VALUE_GRAPH if by_value else _SPELT_GRAPH) if self.by_value else ()
        return self.dataset.rows(query, graphs=graphs)

    def below(self, name: Term) -> tuple[Term, ...]:
        """A class and its subclasses, sorted (SHACL, section 1.1: SHACL instance)."""
        found, open_classes = {name}, [name]
        while open_classes:
            more = self._subclasses.get(open_classes.pop(), set()) - found
            found |= more
            open_classes += more
        return tuple(sorted(found))

    @cached_property
    def hierarchy(self) -> str:
        """A hash of the class hierarchy."""
        pairs = sorted((low, high) for high, lows in self._subclasses.items() for low in lows)
        return digest(" ".join(map(" ".join, pairs)), 16)

    def fits(self, compiled: CompiledShapes) -> bool:
        """Whether shapes compiled for other data give the same results here."""
        return not (self.by_value or self.beyond) and self.hierarchy == compiled.hierarchy

    @cached_property
    def _subclasses(self) -> dict[Term, set[Term]]:
        found: dict[Term, set[Term]] = defaultdict(set)
        for low, high in self.rows(f"SELECT ?low ?high WHERE {{ ?low {_SUBCLASS} ?high FILTER (isIRI(?low)) }}")[1]:
            found[high].add(low)
        return found

    @cached_property
    def spellings(self) -> dict[Term, set[Term]]:
        """The original spellings of literals that the store changes, by the literal that the store turns them into."""
        found: dict[Term, set[Term]] = defaultdict(set)
        for term in self._seen:
            _, rows = self.dataset.rows(f"SELECT ({term} AS ?value) WHERE {{}}")
            found[next(rows)[0]].add(term)
        for term, spellings in found.items():
            if any(True for _ in self.dataset.rows(f"SELECT ?s WHERE {{ ?s ?p {term} }} LIMIT 1")[1]):
                spellings.add(term)
        return found

"""The data graph in a store, with its classes and the spelling of its literals."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kg.model.terms import Term, Triple, digest, expand
from kg.rdf.dataset import Dataset
from kg.rdf.serialization import triple_of
from kg.validation.compiled.compiled_shapes import CONTEXT, FOCUS, WHOLE_BY_VALUE, CompiledShapes, Target, targets
from kg.validation.compiled.ordering import FUNCTIONS
from kg.validation.compiled.spelling import is_changed, spelt, stored

_SUBCLASS = expand("rdfs:subClassOf")
_SPELT_GRAPH, _VALUE_GRAPH = "urn:chronicle:as-spelt", "urn:chronicle:by-value"


@dataclass
class Data:
    """The data graph in a store.

    Triples with a literal that the store would change are in two separate graphs: as spelt, for our queries, and by
    value, for the queries of a shapes graph. What comes from the ontology alone is in a further graph too: it is context
    for the data, and makes nothing a target.
    """

    dataset: Dataset
    by_value: bool = False
    _subjects: dict[Term, set[Term]] = field(default_factory=lambda: defaultdict(set))
    """The subjects of each literal that the store would change."""

    @classmethod
    def gather(cls, triples: Iterable[Triple], ontology: Iterable[Triple] = (), texts: Iterable[bytes] = ()) -> Data:
        """The data graph in memory, of triples and of N-Triples texts, with the ontology, less its texts, as context."""
        data, given, context = cls(Dataset.gather(())), set(triples), tuple(ontology)
        terms = {s for s, _, _ in context}
        data.add(given)
        for text in texts:
            data.add_text(text)
            given.update(_about(terms, text))
        data.dataset.add(context_lines(given, context))
        return data

    def add_text(self, text: bytes) -> None:
        """Adds N-Triples that the program wrote."""
        if any(is_changed(stored(literal)) for literal in _typed(text)):
            self.add(map(triple_of, _lines_of(text)))
        else:
            self.dataset.add_text(text)

    def add(self, triples: Iterable[Triple]) -> None:
        """Adds triples to the data graph."""
        self.dataset.add(self._lines(triples))

    def add_own(self, triples: Iterable[Triple]) -> None:
        """Adds triples of which some may have been context until now."""
        given = tuple(triples)
        self.dataset.remove(f"{s} {p} {o} <{CONTEXT}> .\n" for s, p, o in given if not o.startswith('"'))
        self.add(given)

    def _lines(self, triples: Iterable[Triple]) -> Iterator[str]:
        for subject, predicate, value in triples:
            if value[0] == '"' and value[-1] == ">" and (kept := stored(value)) != value and is_changed(kept):
                self.by_value = True
                self._subjects[value].add(subject)
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
        return self.dataset.rows(query, graphs=graphs, functions=FUNCTIONS)

    def add_whole_by_value(self) -> None:
        """Adds the graph of all triples by value, in which a query within a condition is asked."""
        _, rows = self.rows("SELECT ?s ?p ?o WHERE { ?s ?p ?o }", by_value=True)
        self.dataset.add([f"{s} {p} {o} <{WHOLE_BY_VALUE}> .\n" for s, p, o in rows])

    @cached_property
    def in_context(self) -> frozenset[Target]:
        """The targets that select something in the context."""
        if not any(True for _ in self.rows(f"SELECT ?s WHERE {{ GRAPH <{CONTEXT}> {{ ?s ?p ?o }} }} LIMIT 1")[1]):
            return frozenset()
        return self._selecting(f"GRAPH <{CONTEXT}> {{{{ {{}} }}}}")

    def selecting(self) -> frozenset[Target]:
        """The targets, other than nodes, that select something in the data graph as it is now."""
        return self._selecting("{}")

    def _selecting(self, where: str) -> frozenset[Target]:
        _, classes = self.rows(f"SELECT DISTINCT ?c WHERE {{ {where.format('?s a ?c')} }}")
        _, properties = self.rows(f"SELECT DISTINCT ?p WHERE {{ {where.format('?s ?p ?o')} }}")
        found = {Target("targetClass", name) for (name,) in classes}
        found |= {Target(kind, p) for (p,) in properties for kind in ("targetObjectsOf", "targetSubjectsOf")}
        return frozenset(found)

    def targets(self, aims: Iterable[Target]) -> list[Term]:
        """All nodes that these targets select, which are nodes of the data."""
        _, rows = self.rows(f"SELECT DISTINCT {FOCUS} WHERE {{ {targets(aims, self.in_context)} }}")
        return sorted(spelt(node) for (node,) in rows)

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
        return _named((low, high) for high, lows in self._subclasses.items() for low in lows)

    def fits(self, compiled: CompiledShapes) -> bool:
        """Whether shapes compiled for other data give the same results here."""
        return not self.by_value and self.hierarchy == compiled.hierarchy

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
        for term in self._subjects:
            _, rows = self.dataset.rows(f"SELECT ({term} AS ?value) WHERE {{}}")
            found[next(rows)[0]].add(term)
        for term, spellings in found.items():
            if any(True for _ in self.dataset.rows(f"SELECT ?s WHERE {{ ?s ?p {term} }} LIMIT 1")[1]):
                spellings.add(term)
        return found

    def spelt_at(self, node: Term, term: Term) -> list[Term]:
        """How a literal that a query gave is spelt at a node, in each way; as anywhere in the data if not at this node."""
        spellings = self.spellings.get(term, {term})
        if len(spellings) == 1:
            return list(spellings)
        here = {spelling for spelling in spellings if node in self._subjects.get(spelling, ())}
        if term in spellings and node.startswith("<"):
            here |= {term for _ in self.dataset.rows(f"SELECT ?p WHERE {{ {node} ?p {term} }} LIMIT 1")[1]}
        return sorted(here) or [min(spellings)]


_TYPED = re.compile(r'(?m) ("(?:[^"\\]|\\.)*"\^\^<[^>]*>) \.$')


def _typed(text: bytes) -> set[Term]:
    """The literals with a datatype in N-Triples."""
    return set(_TYPED.findall(text.decode()))


def _about(terms: Collection[Term], text: bytes) -> Iterator[Triple]:
    """The triples of N-Triples whose subjects are some terms."""
    return (triple_of(line) for line in _lines_of(text) if line.partition(" ")[0] in terms)


def _lines_of(text: bytes) -> list[str]:
    return text.decode().split("\n")[:-1]


def context_lines(data: Iterable[Triple], ontology: Iterable[Triple]) -> Iterator[str]:
    """The ontology without its texts as quads: in the data graph, and what is in no data also in the graph of context."""
    classes = {triple for triple in ontology if not triple[2].startswith('"')}
    own = classes.intersection(data)
    for s, p, o in sorted(classes - own):
        yield f"{s} {p} {o} .\n"
        yield f"{s} {p} {o} <{CONTEXT}> .\n"


def hierarchy(triples: Iterable[Triple]) -> str:
    """The ``hierarchy`` of data that have these triples."""
    return _named((low, high) for low, name, high in triples if name == _SUBCLASS and low.startswith("<"))


def _named(pairs: Iterable[tuple[Term, Term]]) -> str:
    return digest(" ".join(map(" ".join, sorted(set(pairs)))), 16)

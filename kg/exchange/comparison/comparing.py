"""Finds what differs between two releases, by comparing their triples.

Told are the properties that are recorded; what follows from them (broader classes and properties, derived properties,
display texts) changes with them, and is only counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain

from kg.exchange.comparison.model import Change, Difference, NodeChange, Values
from kg.exchange.releases import Release, check_base
from kg.model.kinds import KINDS
from kg.model.terms import Term, Triple, expand, local_name, text_of
from kg.model.vocabulary import DERIVED, PREFIXES, PROPERTIES
from kg.rdf.ontology import read_ontology

_TYPE, _SUBPROPERTY, _SUBCLASS, _DOCUMENT, _QUOTE = map(
    expand, ("rdf:type", "rdfs:subPropertyOf", "rdfs:subClassOf", "hr:document", "hr:quote")
)
_HR = f"<{PREFIXES['hr']}"
_SAID_OTHERWISE = set(map(expand, ("owl:versionInfo", "dct:conformsTo", "dct:bibliographicCitation")))
"""What a dataset says of itself that differs whenever something else does."""
_NAMED = {expand(f"hr:{name}") for name in PROPERTIES if name not in DERIVED}
_RECORDED = _NAMED | {expand(name) for kind in KINDS for key in kind.keys for name in key.properties}
_RECORDED |= set(map(expand, ("dct:source", "dct:license")))
"""The properties that are recorded, and those above them."""


def compared(before: Release, after: Release) -> Difference:
    """What differs between two releases; ``CallError`` if their nodes are under different bases."""
    check_base(before, after)
    removed, added = before.triples - after.triples, after.triples - before.triples
    told = {triple for triple in removed | added if is_recorded(triple)}
    moved = moved_passages(removed, added)
    taken = {(moved.get(s, s), p, moved.get(o, o)) for s, p, o in removed & told}
    given = added & told
    nodes = tuple(_nodes(before, after, _narrowest(taken - given), _narrowest(given - taken), set(moved.values())))
    own = f"<{before.base}"
    about = sum(triple[0].startswith(own) for triple in removed | added)
    others = len(removed) + len(added) - about
    derived = about - sum(triple[0].startswith(own) for triple in told)
    return Difference(before, after, removed, added, nodes, derived, others)


def is_recorded(triple: Triple) -> bool:
    """Whether a triple says what somebody recorded, or that a node is of a class of the ontology."""
    _, p, o = triple
    return p in _RECORDED or (p == _TYPE and o.startswith(_HR))


def _narrowest(some: Collection[Triple]) -> set[Triple]:
    """Triples without those that follow from others of them by a broader property or class."""
    broader = {(s, wide, o) for s, p, o in some for wide in _above(_SUBPROPERTY).get(p, ())}
    broader |= {(s, p, wide) for s, p, o in some if p == _TYPE for wide in _above(_SUBCLASS).get(o, ())}
    return set(some) - broader


def moved_passages(removed: Collection[Triple], added: Collection[Triple]) -> dict[Term, Term]:
    """Passages whose words stand elsewhere in their document now: the IRI that each had, and that which it has.

    The IRI of a passage is made of its words and its place. Words that a document has twice are not followed.
    """
    old, new = _by_words(removed), _by_words(added)
    return {old[words]: new[words] for words in old.keys() & new.keys()}


def _by_words(some: Collection[Triple]) -> dict[tuple[Term, Term], Term]:
    """Passages by their document and words, where there is one of these."""
    documents = {s: o for s, p, o in some if p == _DOCUMENT}
    found: defaultdict[tuple[Term, Term], list[Term]] = defaultdict(list)
    for s, p, o in some:
        if p == _QUOTE and s in documents:
            found[documents[s], o].append(s)
    return {words: nodes[0] for words, nodes in found.items() if len(nodes) == 1}


@cache
def _above(relation: Term) -> Mapping[Term, frozenset[Term]]:
    """All classes or properties above each, by the ontology that the program works with."""
    direct = defaultdict(set)
    for s, p, o in read_ontology():
        if p == relation and s != o:
            direct[s].add(o)
    return {term: frozenset(_reached(term, direct)) for term in [*direct]}


def _reached(term: Term, direct: Mapping[Term, Iterable[Term]]) -> set[Term]:
    found, waiting = set[Term](), [*direct.get(term, ())]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += direct.get(one, ())
    return found - {term}


def _nodes(
    before: Release, after: Release, removed: set[Triple], added: set[Triple], moved: set[Term]
) -> Iterator[NodeChange]:
    there, here = before.nodes | moved, after.nodes
    kinds = Kinds(chain(before.triples, after.triples))
    taken, given = _by_node(removed), _by_node(added)
    for node in sorted({*taken, *given}):
        if not node.startswith(f"<{before.base}"):
            continue
        change = _change(node, there, here, after)
        values = _values(taken.get(node, ()), given.get(node, ())) if change == "changed" else ()
        if change != "changed" or values:
            yield NodeChange(node, change, kinds.of(node), kinds.document(node), values)


def _change(node: Term, there: Collection[Term], here: Collection[Term], after: Release) -> Change:
    if node in here:
        return "changed" if node in there else "came"
    return "withdrawn" if node in after.withdrawn else "gone"


def _by_node(some: Iterable[Triple]) -> dict[Term, list[Triple]]:
    found: defaultdict[Term, list[Triple]] = defaultdict(list)
    for triple in some:
        found[triple[0]].append(triple)
    return found


def _values(removed: Iterable[Triple], added: Iterable[Triple]) -> tuple[Values, ...]:
    """The changed values of each property, texts by language."""
    found: defaultdict[tuple[Term, str], tuple[list[Term], list[Term]]] = defaultdict(lambda: ([], []))
    for at, some in enumerate((removed, added)):
        for _, p, o in some:
            if p not in _SAID_OTHERWISE:
                found[p, language_of(o)][at].append(o)
    return tuple(Values(*key, *(tuple(sorted(each)) for each in both)) for key, both in sorted(found.items()))


def language_of(term: Term) -> str:
    """The language of a text; empty for any other term."""
    return term.rpartition("@")[2] if term.startswith('"') and term[-1] not in '">' else ""


class Kinds:
    """The class of each node, and the document that it is recorded of, by what either release says."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._classes: defaultdict[Term, set[Term]] = defaultdict(set)
        for s, p, o in triples:
            if p == _TYPE and o.startswith("<"):
                self._classes[s].add(o)
        held = expand("hr:Document")
        self._documents = {local_name(node): node for node, classes in self._classes.items() if held in classes}

    def of(self, node: Term) -> Term:
        """The narrowest class of the ontology that a node has; the dataset's own; empty if there is none."""
        classes = self._classes.get(node, set())
        own = {cls for cls in classes if cls.startswith(_HR)} or classes
        wide = {above for cls in own for above in _above(_SUBCLASS).get(cls, ())}
        return min(own - wide, default="")

    def document(self, node: Term) -> Term:
        """The document of a node: its IRI begins with that one's id; empty for what is shared."""
        name = text_of(node).rpartition("/")[2].partition(".")[0]
        return self._documents.get(name, "")

"""Puts a difference into words: what each node and value is called, how sure it is, and of which document it is recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from kg.exchange.comparison.model import CHANGES, Change, Difference, NodeChange, Values
from kg.exchange.comparison.side import Side
from kg.exchange.comparison.untold import Untold
from kg.model.terms import Term, expand, local_name


class Told(NamedTuple):
    """A value in words with its term; an empty term is one that is not told."""

    term: Term
    text: str


class ToldValues(NamedTuple):
    """The changed values of a property in words."""

    property: Term
    name: str
    language: str
    removed: tuple[Told, ...]
    added: tuple[Told, ...]


class ToldNode(NamedTuple):
    """A node in words: what it is called and how sure it is, empty if that is not told; of a withdrawn one its status."""

    node: Term
    change: Change
    kind: str
    name: str
    sure: str
    values: tuple[ToldValues, ...]
    is_part: bool


class ToldDocument(NamedTuple):
    """The changed nodes of a document, or of the authority files, by change and kind."""

    document: Term
    name: str
    nodes: tuple[ToldNode, ...]


_PARTS = {expand(f"hr:{name}") for name in ("Passage", "Involvement", "Quantity", "Outcome")}
"""The classes of nodes that are only there because of another."""


def told(difference: Difference, *, language: str, words: bool = False) -> tuple[ToldDocument, ...]:
    """A difference in words, by document; ``words`` asks for those of what is gone too."""
    teller = _Teller(difference, language, words=words)
    found: defaultdict[Term, list[NodeChange]] = defaultdict(list)
    for change in difference.nodes:
        found[change.document].append(change)
    documents = [teller.document(node, changes) for node, changes in found.items()]
    return tuple(sorted(documents, key=lambda one: (one.document == "", one.document)))


class _Teller:
    def __init__(self, difference: Difference, language: str, *, words: bool) -> None:
        self._difference = difference
        self._language = language
        self._untold = Untold(difference, words=words)

    def document(self, node: Term, changes: Sequence[NodeChange]) -> ToldDocument:
        """The changes of a document, those of one kind together."""
        nodes = sorted(map(self._node, changes), key=lambda one: (CHANGES.index(one.change), one.is_part, one.kind, one.node))  # fmt: skip
        return ToldDocument(node, self._title(node, changes), tuple(nodes))

    def _title(self, document: Term, changes: Sequence[NodeChange]) -> str:
        """The title of a document, unless it is gone itself."""
        is_gone = any(one.node == document and not self._untold.has_label(one) for one in changes)
        if not document:
            return ""
        side = self._after if document in self._difference.after.nodes or is_gone else self._before
        return local_name(document) if is_gone else side.of(document)

    def _node(self, change: NodeChange) -> ToldNode:
        has_label = self._untold.has_label(change)
        side = self._after if change.node in self._difference.after.nodes else self._before
        name = self._called(change, side) if has_label else ""
        sure = side.sure(change.node) if has_label else ""
        if change.change == "withdrawn":
            sure = self._after.of(self._difference.after.withdrawn[change.node])
        values = tuple(self._values(change, one) for one in change.values)
        return ToldNode(change.node, change.change, side.kind(change.kind), name, sure, values, change.kind in _PARTS)

    def _called(self, change: NodeChange, side: Side) -> str:
        """What a node is called: a claim by what it claims, a passage by its words, a part with that of which it is one."""
        if side.is_claim(change.node):
            return side.claimed(change.node)
        if words := side.quoted(change.node):
            return words
        owner = side.owners.get(change.node)
        name = side.of(change.node)
        return f"{name} – {side.of(owner)}" if owner else name

    def _values(self, change: NodeChange, values: Values) -> ToldValues:
        is_told = self._untold.is_told(change, values)
        removed = (Told(one, self._before.value(change.node, values.property, one)) for one in values.removed)
        kept = tuple(removed) if is_told else (Told("", ""),) * len(values.removed)
        added = tuple(Told(one, self._after.value(change.node, values.property, one)) for one in values.added)
        return ToldValues(values.property, self._after.key(values.property), values.language, kept, added)

    @cached_property
    def _before(self) -> Side:
        changed = [one.node for one in self._difference.nodes if one.change != "came"]
        return Side(self._difference.before, changed, self._language)

    @cached_property
    def _after(self) -> Side:
        changed = [one.node for one in self._difference.nodes if one.change in ("came", "changed")]
        return Side(self._difference.after, changed, self._language)


def counted(nodes: Iterable[ToldNode]) -> Iterator[tuple[Change, list[tuple[str, int]]]]:
    """How many nodes of each kind there are of each change."""
    ordered = sorted(nodes, key=lambda one: (CHANGES.index(one.change), one.kind))
    for change, some in groupby(ordered, key=lambda one: one.change):
        yield change, [(kind, len([*same])) for kind, same in groupby(some, key=lambda one: one.kind)]

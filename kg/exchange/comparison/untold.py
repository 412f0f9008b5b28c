"""Which words of the earlier release are not told: nobody can know from the later one why they are gone.

They may have been withheld, forgotten or withdrawn. So a value is told only if just one other stands in its place, if no
claim that gave it is gone, and if it has no name that is gone. A text of a node of which something else is not told may say
just that, as a label has a date. What somebody was called before is never told.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from kg.exchange.comparison.model import Difference, NodeChange, Values
from kg.model.kinds import AGENTS, by_name
from kg.model.terms import Term, expand, text_of
from kg.records.names import WITHHELD, Names

_ASSERTS, _ASPECT, _VALUE, _LABEL, _OTHER_NAME = map(
    expand, ("hr:asserts", "hr:aspect", "hr:value", "skos:prefLabel", "skos:altLabel")
)
_AGENTS = {expand(by_name()[name].cls) for name in AGENTS}
_TYPE = expand("rdf:type")


class Untold:
    """The rule for one difference; with ``words`` everything is told."""

    def __init__(self, difference: Difference, *, words: bool = False) -> None:
        self._difference = difference
        self._words = words

    def is_told(self, change: NodeChange, values: Values) -> bool:
        """Whether the values that a node had before are told; a text may repeat another value of it that is not."""
        if self._words or not values.removed:
            return True
        others = change.values if values.language else (values,)
        return all(self._is_kept(change, one) for one in others)

    def _is_kept(self, change: NodeChange, values: Values) -> bool:
        """Whether the values that a node had can be told as far as they go themselves."""
        if not values.removed:
            return True
        if len(values.removed) != 1 or len(values.added) != 1 or WITHHELD in values.added[0]:
            return False
        if values.property in (_LABEL, _OTHER_NAME) and self._is_agent(change.node):
            return False
        return self._is_told(change.node, values.property, values.removed[0])

    def has_label(self, change: NodeChange) -> bool:
        """Whether it is told what a node is called: of what came or changed, but not of what the earlier one says is gone."""
        before = self._difference.before
        was_gone = change.node in before.withdrawn or change.node in before.tombstones
        return self._words or (change.change in ("came", "changed") and not (change.change == "came" and was_gone))

    def _is_told(self, node: Term, property_: Term, value: Term) -> bool:
        if value in self._gone or (node, property_, value) in self._no_longer_claimed:
            return False
        return value.startswith("<") or not (self._names and self._names.find(text_of(value)))

    def _is_agent(self, node: Term) -> bool:
        triples = self._difference.before.triples
        return any((node, _TYPE, cls) in triples for cls in _AGENTS)

    @cached_property
    def _gone(self) -> set[Term]:
        return self._difference.before.nodes - self._difference.after.nodes

    @cached_property
    def _names(self) -> Names | None:
        """The names that the earlier release had for agents, and the later one has for nobody."""
        before, after = ({*_names(release.triples)} for release in (self._difference.before, self._difference.after))
        lost = tuple(sorted(before - after))
        return Names(lost, tuple(sorted(after))) if lost else None

    @cached_property
    def _no_longer_claimed(self) -> set[tuple[Term, Term, Term]]:
        """The values that a claim gave which is gone: node, property, value."""
        asserted, aspects, values = {}, {}, []
        for s, p, o in self._difference.before.triples:
            if s in self._gone and p == _ASSERTS:
                asserted[s] = o
            elif s in self._gone and p == _ASPECT:
                aspects[s] = o
            elif s in self._gone and p == _VALUE:
                values.append((s, o))
        return {(asserted[s], aspects[s], o) for s, o in values if s in asserted and s in aspects}


def _names(triples: frozenset[tuple[Term, Term, Term]]) -> Iterator[str]:
    agents = {s for s, p, o in triples if p == _TYPE and o in _AGENTS}
    return (text_of(o) for s, p, o in triples if p in (_LABEL, _OTHER_NAME) and s in agents)

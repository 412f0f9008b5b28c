"""What differs between two releases: triples, and the nodes that they are about."""

from __future__ import annotations

from typing import Literal, NamedTuple

from kg.exchange.releases import Release
from kg.model.terms import Term, Triple

Change = Literal["came", "changed", "withdrawn", "gone"]
CHANGES: tuple[Change, ...] = ("came", "changed", "withdrawn", "gone")


class Values(NamedTuple):
    """The values of a property of a node that only one of two releases has; texts of each language by themselves."""

    property: Term
    language: str
    removed: tuple[Term, ...]
    added: tuple[Term, ...]


class NodeChange(NamedTuple):
    """A node that came, changed, was withdrawn or is gone.

    ``kind`` is its class; ``document`` that which it is recorded of, empty for what the authority files have; ``values`` are
    those of one that changed.
    """

    node: Term
    change: Change
    kind: Term
    document: Term
    values: tuple[Values, ...] = ()


class Difference(NamedTuple):
    """What differs between two releases: ``before`` without ``removed`` and with ``added`` is ``after``.

    ``nodes`` are those about which something is recorded differently. The ``derived`` triples are all others about the
    data, which follow from what is recorded; the ``terms`` are those about the ontology and the vocabularies.
    """

    before: Release
    after: Release
    removed: frozenset[Triple]
    added: frozenset[Triple]
    nodes: tuple[NodeChange, ...]
    derived: int
    terms: int

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not self.removed and not self.added

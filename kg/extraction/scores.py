"""How often each rule was right where it was measured: ``mappings/scores.csv``, which ``kg evaluate`` can write anew.

A rule that was seen too seldom has the score of its kind. A score orders the work of a reviewer; it accepts nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from kg.extraction.acts import Draft
from kg.model.files import read_text
from kg.model.project import resources

FILE = "scores.csv"
_UNKNOWN = 0.5


class Scores(NamedTuple):
    """The share of right values by the name of a rule, and the rules that are switched off."""

    right: Mapping[str, float]
    off: frozenset[str] = frozenset()

    def of(self, name: str) -> float:
        """The score of a rule, by its name without the language."""
        return self.right.get(name, _UNKNOWN)

    def of_act(self, draft: Draft) -> float:
        """How sure it is that a telling is an act: its kind of word, and whether its victim is named."""
        victims = {who.kind for who in draft.victims}
        best = next((kind for kind in ("named", "unnamed", "group", "pronoun") if kind in victims), "nobody")
        again = 0.05 if draft.also else 0.0
        return min(0.99, self.of(f"act/{draft.kind}/{best}") + again)

    def of_type(self, draft: Draft) -> float:
        """How sure the type is."""
        return self.of(f"type/{draft.kind}")


@cache
def scores() -> Scores:
    """The scores that come with the program."""
    rows = csv.DictReader(io.StringIO(read_text(resources("mappings") / FILE), newline=""))
    listed = [(row["rule"], float(row["right"]), row["off"] == "yes") for row in rows]
    return Scores({name: right for name, right, _ in listed}, frozenset(name for name, _, off in listed if off))

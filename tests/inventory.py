"""How many nodes of each class each source has: ``python -m tests.inventory > tests/expected/inventory.csv``.

The committed file is read, not refreshed blind: a changed number is a record that somebody meant to add or take away.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable

from kg.build.mapping import map_project
from kg.build.reading import read_project
from kg.model.project import find_project
from kg.model.terms import Quad, expand, text_of
from kg.model.vocabulary import PREFIXES
from tests.project import SEEDS

SPLIT = ("hr:actType", "hr:role", "hr:modality", "hr:stance", "hr:certainty", "hr:basis", "hr:aspect", "dct:type")
"""Properties whose values are counted too, so that one thing turned into another shows."""

COUNTED = (
    "skos:altLabel",
    "hr:evidence",
    "hr:involvement",
    "hr:victim",
    "hr:allegedPerpetrator",
    "hr:place",
    "hr:date",
)
"""Properties of which it is counted how often they stand."""


def inventory(quads: Iterable[Quad]) -> dict[tuple[str, str, str], int]:
    """Counts by graph, property and value; the value is ``*`` where only the property is counted."""
    split = {expand(name): name for name in ("rdf:type", *SPLIT)}
    counted = {expand(name): name for name in COUNTED}
    found: Counter[tuple[str, str, str]] = Counter()
    for quad in quads:
        graph = text_of(quad.graph).rpartition("/")[2]
        if quad.predicate in split:
            value = text_of(quad.object).removeprefix(PREFIXES["vocab"])
            found[graph, split[quad.predicate], re.split(r"[#/]", value)[-1]] += 1
        if quad.predicate in counted:
            found[graph, counted[quad.predicate], "*"] += 1
    return dict(sorted(found.items()))


def table(counts: dict[tuple[str, str, str], int]) -> str:
    """The counts as CSV."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("graph", "property", "value", "count"))
    rows.writerows((*key, count) for key, count in counts.items())
    return out.getvalue()


def of_the_seeds() -> str:
    """The inventory of the seeds as they lie on disk."""
    project = find_project(SEEDS)
    return table(inventory(map_project(project, read_project(project))))


if __name__ == "__main__":
    sys.stdout.write(of_the_seeds())

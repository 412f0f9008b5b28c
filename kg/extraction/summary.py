"""What a whole article tells of: the kinds of attack, the victims by name, the country and the day.

The kinds are those of HRDsAttack; ``mappings/attack-kinds.csv`` says which of our act types each of them is.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from kg.extraction.extractor import Facts, read
from kg.extraction.gazetteer import country_of
from kg.extraction.proposals import Proposal
from kg.model.files import read_text
from kg.model.project import resources
from kg.sources.documents import Document


class Summary(NamedTuple):
    """Kinds of attack, full names of victims, the country (ISO 3166 code), and the day of the first dated act."""

    types: tuple[str, ...]
    victims: tuple[str, ...]
    country: str
    day: str


@cache
def _kinds() -> Mapping[str, str]:
    rows = csv.DictReader(io.StringIO(read_text(resources("mappings") / "attack-kinds.csv"), newline=""))
    return {row["type"]: row["kind"] for row in rows}


def summarised(document: Document, facts: Facts) -> Summary:
    """The summary of a document."""
    reading = read(document, facts)
    acts = [one for one in reading.proposals if one.kind == "act"]
    labels = {
        one.ident: one.first("label")
        for one in reading.proposals
        if one.kind == "person" and one.first("named") != "false"
    }
    code, _ = country_of(reading.text, reading.cast)
    day = next((date for one in acts if len(date := one.first("date")) == len("2020-01-01")), "")
    return Summary(_types(acts), _victims(acts, labels), code, day)


def _types(acts: Iterable[Proposal]) -> tuple[str, ...]:
    """The kinds of which there are enough acts: a third as many as of the most frequent one."""
    counts = Counter(_kinds().get(one.first("type"), "other") for one in acts)
    most = max(counts.values(), default=0)
    found = tuple(kind for kind, count in sorted(counts.items()) if count * 3 >= most and kind)
    return found or ("unknown",)


def _victims(acts: Iterable[Proposal], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Who is a named victim of an act, by full name."""
    named = [labels[slot.value] for one in acts for slot in one.filled("victim") if slot.value in labels]
    return tuple(dict.fromkeys(name for name in named if len(name.split()) > 1)) or tuple(dict.fromkeys(named[:1]))

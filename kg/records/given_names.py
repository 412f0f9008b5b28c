"""Common given names with their forms in other languages: which spellings are one name, and which near ones are not."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache

from kg.model.files import read_text
from kg.model.project import resources
from kg.records.likeness import sound, spelt_words


@cache
def given_names() -> Mapping[str, frozenset[int]]:
    """The common given names by their sound, each with the numbers of the names of which it is a form."""
    rows = csv.DictReader(io.StringIO(read_text(resources("mappings") / "names" / "given.csv"), newline=""))
    found: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for form in filter(None, (row["name"], *row["also"].split("|"))):
            found.setdefault(sound(spelt_words(form)[0]), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}

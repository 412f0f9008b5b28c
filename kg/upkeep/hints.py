"""What may tell who is meant without a name: texts that stay and speak of the same people, deeds and places.

All of them are given, for a person to read: nobody else can judge what identifies somebody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kg.model.errors import Location
from kg.model.vocabulary import CONCEPTS
from kg.records import Quote, Record
from kg.records.folding import fold
from kg.upkeep.erasure import Erasure, Held, free_texts, parts_of

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
"""A word is compared by so many letters: "attack" and "attacked" are one."""
_SHARED = 2
"""A text that shares so many words with what goes may be about the same."""
_COMMON = 10
"""A word in more than one of so many texts tells nobody apart, unless there are few texts."""
_FEW = 40

Hint = tuple[str, Location]


def hints(erasure: Erasure) -> list[Hint]:
    """Each text to be read, with what it is and its place."""
    found: dict[Location, str] = {}
    stay = [one for one in erasure.held if not erasure.is_gone(one)]
    touched = [one for one in erasure.held if erasure.is_gone(one) or erasure.loses(one)]
    near, documents = erasure.near(), {one.document for one in touched if one.document}
    telling = _telling(erasure, touched)
    for one in stay:
        named = f"{one.entity.kind} {one.entity.local}"
        unnamed = one.document in documents and one.record.text("named") == "false"
        for key, text, place in _texts(one):
            if erasure.names.find(text):
                continue  # it is withheld there, or listed as left
            if one.entity.iri in near:
                found.setdefault(place, f"{key} of {named}, of which a record that goes tells")
            elif unnamed:
                found.setdefault(place, f"{key} of {named}, which stands in for a name")
            elif len(_stems(text) & telling) >= _SHARED:
                found.setdefault(place, f"{key} of {named}, which may be about the same")
    for source in erasure.read.sources:
        if source.id not in erasure.documents:
            for sentence in source.document.sentences:
                place = Location(source.document.path, sentence.line)
                if len(_stems(sentence.text) & telling) >= _SHARED and not erasure.names.find(sentence.text):
                    found.setdefault(place, "a sentence that may be about the same")
    return [(what, place) for place, what in found.items()]


def _telling(erasure: Erasure, touched: list[Held]) -> set[str]:
    """The words of what goes by which somebody may be known: of its texts, quotes, terms, and of what it refers to."""
    every = [_stems(text) for one in erasure.held for _, text, _ in _texts(one)]
    counts = Counter(stem for stems in every for stem in stems)
    most = max(len(every), _FEW) / _COMMON
    words = {stem for one in touched for text in _said(erasure, one) for stem in _stems(text)}
    return {stem for stem in words if counts[stem] <= most}


def _said(erasure: Erasure, one: Held) -> Iterator[str]:
    """The texts of a record and its parts, the labels of its terms, and the names of what it refers to."""
    for record in parts_of(one.record):
        for entry in record.fields:
            if isinstance(entry.value, Quote):
                yield entry.value.text if erasure.is_gone(one) else ""
            elif not isinstance(entry.value, Record):
                yield erasure.names.withhold(entry.text)
            if entry.key.reads == "concept":
                labels = {slug: label for label, slug in CONCEPTS[entry.key.of[0]].items()}
                yield labels.get(entry.text, entry.text)
    for referred in erasure.referred(one):
        if referred.kind != "person":
            yield from referred.names


def _texts(one: Held) -> Iterator[tuple[str, str, Location]]:
    """The free texts of a record and its parts: key, text and place."""
    yield from free_texts(one.record)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(fold(text)))

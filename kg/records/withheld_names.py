"""The names of those withheld, as texts write them: whole, by a single word that is nobody else's, in another case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.records.identity import Directory, Entity
from kg.records.names import WITHHELD, Names, distinct
from kg.records.private_keys import withheld_names_of
from kg.records.withholding import Public

_CALLED = ("person", "organization", "group", "place", "instrument")
"""Kinds that have names; the label of any other is a text."""
_WORD = re.compile(r"[^\W\d_]+")
_EDGES = "\"'“”«»‘’„()[].,;:!?…–—"
_INFLECTED = "аяоеыиуюйь"
"""Letters at the end of a Cyrillic name that change with its case."""
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class WithheldNames:
    """The names of those withheld: ``every`` finds what may be one of them, ``own`` what is nobody else's.

    ``shared`` are words in lower case that other names have, or that are no names.
    """

    every: Names
    own: Names
    shared: frozenset[str]

    def mask(self, text: str) -> str:
        """The text without the names; a longer word that begins like one is taken for another case of it."""
        text = self.own.withhold(text)
        for hit in reversed(self.own.find(text)):
            word = text[hit.start : hit.end]
            if not hit.sure and word[0].isupper() and word.lower() not in self.shared:
                text = f"{text[: hit.start]}{WITHHELD}{text[hit.end :]}"
        return text


def withheld_names(part: Public, directory: Directory, texts: Iterable[str]) -> WithheldNames:
    """The names of those that a project withholds.

    A word that the ``texts`` of the project write in lower case too is a word like any other: somebody called May is
    found by the whole name only.
    """
    called = list(_called(part, directory))
    others = set(_public(part, directory))
    common = {word for text in texts for word in _lower_case(text)}
    shared = common | {word.lower() for name in others for word in _WORD.findall(name)}
    people = _names((names for entity, names in called if _is_person(entity)), others)
    whole = _names((names for entity, names in called if not _is_person(entity)), others)
    whole = [name for name in whole if name.lower() not in common]
    every = Names((*people, *whole), tuple(sorted(others)), tuple(whole))
    alone = [form for word in distinct(every) if " " not in word for form in _forms(word) if form.lower() not in shared]
    own = Names(tuple(dict.fromkeys((*people, *whole, *alone))), tuple(sorted(others)), (*people, *whole))
    return WithheldNames(every, own, frozenset(shared))


def _called(part: Public, directory: Directory) -> Iterator[tuple[Entity, list[str]]]:
    """Everything of which a name is withheld, with its names that are: all of them, or those that single keys hold."""
    yield from ((entity, entity.names) for entity in part.withheld)
    for entity in directory.entities() if part.keys else ():
        if names := withheld_names_of(entity, part.keys.get(entity.iri, frozenset())):
            yield entity, names


def _public(part: Public, directory: Directory) -> Iterator[str]:
    """The names of all whose names are public."""
    withheld = {entity.iri for entity in part.withheld}
    for entity in directory.entities():
        if entity.iri not in withheld and entity.kind in _CALLED and _is_name(entity):
            private = withheld_names_of(entity, part.keys.get(entity.iri, frozenset()))
            yield from (name for name in entity.names if name not in private)


def _names(called: Iterable[list[str]], others: set[str]) -> list[str]:
    """The names that nobody else has."""
    return [name for name in dict.fromkeys(name for names in called for name in names) if name not in others]


def _is_person(entity: Entity) -> bool:
    return entity.kind == "person" and _is_name(entity)


def _is_name(entity: Entity) -> bool:
    """Whether the label of an entity is its name, and not a description."""
    return entity.record.text("named") != "false"


def _forms(word: str) -> Iterator[str]:
    """A word of a name, and what its other cases begin with."""
    yield word
    stem = word.rstrip(_INFLECTED)
    if len(stem) >= _SHORTEST:
        yield stem


def _lower_case(text: str) -> Iterator[str]:
    """The words that a text writes in lower case, addresses and hashtags aside."""
    for piece in text.split():
        word = piece.strip(_EDGES)
        if word.isalpha() and word.islower():
            yield word

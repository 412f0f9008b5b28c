"""Concepts by name: by label or synonym, in any language of the vocabulary, whatever the case and the harmless spelling.

``concepts.json`` is generated from ``ontology/vocabularies/``. It is read only for words that are not an English label,
because those are found in ``kg.model.vocabulary``.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.model.errors import InvalidValueError
from kg.model.message import Message
from kg.model.terms import Term, iri
from kg.model.vocabulary import CONCEPTS, PREFIXES

ENGLISH = "en"
Texts = Mapping[str, str]
"""A text by language."""


class Concept(NamedTuple):
    """A concept of a vocabulary: its labels, synonyms and definitions by language.

    One without labels stands for synonyms that a project adds to a concept of ours.
    """

    iri: Term
    scheme: str
    labels: Texts
    synonyms: Mapping[str, Sequence[str]]
    definitions: Texts
    broader: Term = ""

    def label(self, language: str = ENGLISH) -> str:
        """The label in a language, or else in English, or else in any."""
        return _in(self.labels, language) or self.iri.strip("<>").rpartition("/")[2]

    def definition(self, language: str = ENGLISH) -> str:
        """The definition in a language, or else in English, or else in any; empty if there is none."""
        return _in(self.definitions, language)


class Found(NamedTuple):
    """A concept that a word names, and its name in records: the English label, if it has one."""

    iri: Term
    name: str


FEW = 4
"""Of a scheme of so few concepts all are offered where none is spelt alike."""


class UnknownTermError(InvalidValueError):
    """A word is not in the vocabulary."""


class AmbiguousTermError(InvalidValueError):
    """A word is a name of several concepts."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All vocabularies: those of the ontology, with the concepts and synonyms of a project, which are its ``own``."""

    own: tuple[Concept, ...] = ()
    _by_scheme: dict[str, _Names] = field(default_factory=dict)

    def find(self, scheme: str, text: str, *, language: str = ENGLISH) -> Found:
        """The concept that a word names: by its label in any language or, if none has that label, by a synonym.

        ``UnknownTermError`` offers what comes nearest by meaning and spelling, ``AmbiguousTermError`` the concepts that
        it can mean, with their definitions in ``language``.
        """
        if slug := CONCEPTS[scheme].get(text):
            return Found(concept_iri(scheme, slug), text)
        names = self._names(scheme)
        found = names.named(text)
        if len(found) == 1:
            return Found(found[0].iri, found[0].label())
        parts = {"scheme": scheme.replace("-", " "), "text": text}
        if found:
            several = Message('{scheme} "{text}" can mean {count} terms', **parts, count=len(found))
            raise AmbiguousTermError(several, tuple(_told(found, language)))
        unknown = Message('{scheme} "{text}" is not in the vocabulary', **parts)
        offers = names.offers(text, language)
        if not offers and len(CONCEPTS[scheme]) <= FEW:
            offers = tuple(CONCEPTS[scheme])
        raise UnknownTermError(unknown, Message("`kg terms {scheme}` lists all", scheme=scheme), offers)

    def concepts(self, scheme: str) -> list[Concept]:
        """The concepts of a scheme in the order of the vocabulary, then those of the project."""
        added: dict[Term, list[Concept]] = defaultdict(list)
        for concept in self.own:
            if concept.scheme == scheme:
                added[concept.iri].append(concept)
        ours = [_with(concept, added.pop(concept.iri, ())) for concept in _vocabularies()[scheme]]
        return ours + [_with(first, more) for first, *more in added.values()]

    def tree(self, scheme: str) -> list[tuple[int, Concept]]:
        """The concepts of a scheme, each directly after its broader one, with its depth, which is 0 at the top."""
        every = self.concepts(scheme)

        def below(parent: Term, depth: int) -> Iterator[tuple[int, Concept]]:
            for concept in every:
                if concept.broader == parent:
                    yield depth, concept
                    yield from below(concept.iri, depth + 1)

        return list(below("", 0))

    def names(self, scheme: str) -> list[str]:
        """Every name in a scheme that means one concept, as it stands there and in small letters."""
        names = self._names(scheme)
        every = (text for concept in self.concepts(scheme) for text in (*concept.labels.values(), *_words(concept)))
        return list(
            dict.fromkeys(form for text in every if len(names.named(text)) == 1 for form in (text, text.lower()))
        )

    def matching(self, words: str, schemes: Iterable[str] = CONCEPTS) -> list[Concept]:
        """The concepts that a word names and, after these, those with names or definitions that hold all of the words."""
        wanted = folded(words)
        ranked = [(_rank(wanted, concept), concept) for scheme in schemes for concept in self.concepts(scheme)]
        found = [pair for pair in ranked if wanted and pair[0] < _NO_MATCH]
        return [concept for _, concept in sorted(found, key=lambda pair: pair[0])]

    def _names(self, scheme: str) -> _Names:
        if scheme not in self._by_scheme:
            self._by_scheme[scheme] = _Names(self.concepts(scheme))
        return self._by_scheme[scheme]


def _told(found: Iterable[Concept], language: str) -> Iterator[Message]:
    """The labels to choose from, each with its definition."""
    yield Message("write the one that is meant:")
    for concept in found:
        label, definition = concept.label(language), concept.definition(language)
        yield Message('"{label}": {definition}', label=label, definition=definition or label)


def _with(concept: Concept, added: Iterable[Concept]) -> Concept:
    """A concept with further synonyms."""
    synonyms = {language: list(words) for language, words in concept.synonyms.items()}
    for more in added:
        for language, words in more.synonyms.items():
            synonyms.setdefault(language, []).extend(words)
    return concept._replace(synonyms=synonyms)


_NO_MATCH = 4


def _rank(wanted: str, concept: Concept) -> int:
    """How well a concept matches words: 0 a label, 1 a synonym, 2 part of a name, 3 words of its texts, 4 not at all."""
    labels = {folded(text) for text in concept.labels.values()}
    synonyms = {folded(text) for _, text in _synonyms(concept)}
    if wanted in labels:
        return 0
    if wanted in synonyms:
        return 1
    if any(wanted in name for name in labels | synonyms):
        return 2
    texts = " ".join([*labels, *synonyms, *map(folded, concept.definitions.values())])
    return 3 if set(wanted.split()) <= set(texts.split()) else _NO_MATCH


@cache
def folded(text: str) -> str:
    """A name without what people spell differently: case, accents, apostrophes, hyphens and other punctuation.

    >>> folded("Garde-à-vue"), folded("репортёр"), folded("prosecutor’s office")
    ('garde a vue', 'репортер', 'prosecutors office')
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    kept = "".join(sign for sign in plain if unicodedata.category(sign) not in _MARKS)
    return " ".join(re.sub(r"[^\w%]+|_", " ", re.sub(r"['’‘ʼ`]", "", kept)).split())


_MARKS = ("Mn", "Cf")
"""The categories of combining marks, and of characters that are not seen."""


class _Names:
    """The names of a scheme's concepts, folded."""

    def __init__(self, its: Sequence[Concept]) -> None:
        self.labels: dict[str, dict[Term, Concept]] = defaultdict(dict)
        self.synonyms: dict[str, dict[Term, Concept]] = defaultdict(dict)
        self.language: dict[str, str] = {}
        for concept in its:
            for language, text in concept.labels.items():
                self._add(self.labels, text, language, concept)
            for language, text in _synonyms(concept):
                self._add(self.synonyms, text, language, concept)
            self._add(self.labels, concept.iri.strip("<>").rpartition("/")[2], ENGLISH, concept)

    def _add(self, names: dict[str, dict[Term, Concept]], text: str, language: str, concept: Concept) -> None:
        name = folded(text)
        if name:
            names[name].setdefault(concept.iri, concept)
            self.language.setdefault(name, language)

    def named(self, text: str) -> list[Concept]:
        """The concepts with this label or, if there are none, with this synonym."""
        name = folded(text)
        return list((self.labels.get(name) or self.synonyms.get(name) or {}).values())

    def offers(self, text: str, language: str) -> tuple[str, ...]:
        """The labels of what may have been meant, nearest first: in ``language`` if a name in it is alike."""
        name = folded(text)
        every = {**self.synonyms, **self.labels}
        near = get_close_matches(name, every, n=_MOST_OFFERS, cutoff=_ALIKE)
        shared = sorted(
            (other for other in every if _shared(name, other) >= _HALF), key=lambda o: (-_shared(name, o), o)
        )
        found: dict[Term, tuple[Concept, list[str]]] = {}
        for other in near or shared:
            for concept in {**self.labels.get(other, {}), **self.synonyms.get(other, {})}.values():
                found.setdefault(concept.iri, (concept, []))[1].append(self.language[other])
        pairs = list(found.values())[:_MOST_OFFERS]
        return tuple(concept.label(language if language in met else met[0]) for concept, met in pairs)


_MOST_OFFERS = 3
_ALIKE = 0.8
"""How similar in spelling a name must be to be offered: "deportation" and "detention" are 0.7 and mean different things."""
_HALF = 0.5
_A_WORD = 4
"""Shorter words, such as "by" and "the", say nothing about what is meant."""
_STEM = 5
"""Words that begin with as many letters alike count as one word in several forms."""


def _shared(text: str, name: str) -> float:
    """Which part of the words of two names they have in common."""
    mine, other = _stems(text), _stems(name)
    return len(mine & other) / len(mine | other) if mine and other else 0


@cache
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in text.split() if len(word) >= _A_WORD)


def _words(concept: Concept) -> Iterator[str]:
    return (text for texts in concept.synonyms.values() for text in texts)


def _synonyms(concept: Concept) -> Iterator[tuple[str, str]]:
    return ((language, text) for language, texts in concept.synonyms.items() for text in texts)


@cache
def _vocabularies() -> dict[str, tuple[Concept, ...]]:
    """The concepts of the ontology, by scheme."""
    data: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return {
        scheme: tuple(
            Concept(
                concept_iri(scheme, slug),
                scheme,
                its["labels"],
                its["synonyms"],
                its["definitions"],
                concept_iri(scheme, its["broader"]),
            )
            for slug, its in found.items()
        )
        for scheme, found in data.items()
    }


def concept_iri(scheme: str, slug: str) -> Term:
    """The IRI of a concept of ours; empty without a slug."""
    return iri(f"{PREFIXES['vocab']}{scheme}/{slug}") if slug else ""


@cache
def labels_in(language: str) -> Mapping[Term, str]:
    """What the concepts of the ontology are called in a language, or else in English."""
    return {concept.iri: concept.label(language) for found in _vocabularies().values() for concept in found}


def _in(texts: Texts, language: str) -> str:
    return texts.get(language) or texts.get(ENGLISH) or next(iter(texts.values()), "")


OURS = Vocabulary()
"""The vocabularies of the ontology alone."""

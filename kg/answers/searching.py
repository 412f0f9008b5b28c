"""Finds the queries of the catalogue that words may mean: by question, keywords, parameters, columns and synonyms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg.answers.catalogue import Query
from kg.answers.listing import GROUPS
from kg.answers.word_forms import LANGUAGES, Stems, language_of, stems
from kg.model.concepts import OURS, Concept
from kg.model.message import Message
from kg.model.vocabulary import CONCEPTS

QUESTION, KEYWORD, COLUMN, SYNONYM = RANKS = range(4)
"""How well a query fits, best first: by name or question, keyword, column or parameter, synonym.

As many again are added for each word that it does not have.
"""
_BEGINNING = 4
"""The fewest letters that count as the beginning of a word."""


class Hit(NamedTuple):
    """A query, how well it fits, and why where its question does not show that."""

    rank: int
    query: Query
    why: tuple[Message, ...] = ()

    @property
    def missing(self) -> int:
        """How many of the words it does not have."""
        return self.rank // len(RANKS)


class _Text(NamedTuple):
    """A text that can be found, how well it is worth finding, and how it is named in a hit."""

    rank: int
    stems: Stems
    told: Message | None = None


def search(queries: Iterable[Query], words: str) -> list[Hit]:
    """The queries that words fit, best first: those that all of them fit or, if there are none, that most of them fit.

    Of queries that fit equally well, those with more columns come first: they answer more.
    """
    wanted, known = stems(words), [(query, tuple(_texts(query))) for query in queries]
    found = [hit for query, texts in known if wanted and (hit := _hit(query, texts, wanted))]
    fewest = min((hit.missing for hit in found), default=0)
    return sorted((hit for hit in found if hit.missing == fewest), key=_order)


def _order(hit: Hit) -> tuple[int, int, int, str]:
    return hit.rank, -len(hit.query.columns), GROUPS.index(hit.query.group), hit.query.name


def _hit(query: Query, texts: Sequence[_Text], wanted: Stems) -> Hit | None:
    """How a query fits words: all of them in one place, or each somewhere; ``None`` if none does."""
    if whole := _best(query, texts, wanted):
        return Hit(whole.rank, query, (whole.told,) if whole.told else ())
    fits = [found for word in sorted(wanted) if (found := _best(query, texts, frozenset({word})))]
    if not fits:
        return None
    missing = len(wanted) - len(fits)
    told = dict.fromkeys(found.told for found in fits if found.told)
    return Hit(len(RANKS) * missing + max(found.rank for found in fits), query, tuple(told))


def _best(query: Query, texts: Iterable[_Text], wanted: Stems) -> _Text | None:
    """The best place in which words are found together, or the best concept that they name; ``None`` if there is none."""
    places = (text for text in texts if all(_has(text.stems, word) for word in wanted))
    return min((*places, *_by_concept(query, texts, wanted)), key=lambda text: text.rank, default=None)


def _has(known: Stems, word: str) -> bool:
    return word in known or (len(word) >= _BEGINNING and any(stem.startswith(word) for stem in known))


def _texts(query: Query) -> Iterator[_Text]:
    """All that a query says of itself."""
    yield _Text(QUESTION, stems(f"{query.name} {query.question}"))
    for keyword in query.keywords:
        yield _Text(KEYWORD, stems(keyword), Message("keyword: {word}", word=keyword))
    for parameter in query.parameters:
        named = Message("parameter: --{name}", name=parameter.name)
        yield _Text(COLUMN, stems(f"{parameter.name} {parameter.about}"), named)
    for name, about in query.columns.items():
        yield _Text(COLUMN, stems(f"{name} {about}"), Message("column: {name}", name=name))


def _by_concept(query: Query, texts: Iterable[_Text], wanted: Stems) -> Iterator[_Text]:
    """Parameters that take a concept of this name or of a longer one, and texts with another name of the concept."""
    schemes = {parameter.scheme: parameter.name for parameter in query.parameters if parameter.scheme}
    for rank, concepts in ((COLUMN, _named().get(wanted, ())), (SYNONYM, _with_words(wanted))):
        for concept in concepts:
            if concept.scheme in schemes:
                label = concept.label(language_of(wanted))
                given = Message('parameter: --{name} "{value}"', name=schemes[concept.scheme], value=label)
                yield _Text(rank, wanted, given)
    for concept in _named().get(wanted, ()):
        for name in _names(concept):
            if any(stems(name) <= text.stems for text in texts):
                yield _Text(SYNONYM, wanted, Message("synonym: {name}", name=name))


@cache
def _named() -> dict[Stems, list[Concept]]:
    """The concepts that have a name, by the words of the name."""
    found: dict[Stems, list[Concept]] = defaultdict(list)
    for concept in (concept for scheme in CONCEPTS for concept in OURS.concepts(scheme)):
        for name in dict.fromkeys(map(stems, _names(concept))):
            found[name].append(concept)
    return dict(found)


@cache
def _with_words(wanted: Stems) -> list[Concept]:
    """The concepts that have the words, and others, in their label."""
    language = language_of(wanted)
    every = {concept.iri: concept for concepts in _named().values() for concept in concepts}
    return [concept for concept in every.values() if wanted < stems(concept.label(language))]


def _names(concept: Concept) -> Iterator[str]:
    """The labels and synonyms of a concept in the languages of the catalogue."""
    for language in LANGUAGES:
        yield from filter(None, (concept.labels.get(language), *concept.synonyms.get(language, ())))

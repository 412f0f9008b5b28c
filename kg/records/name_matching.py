"""How likely it is that two names are one: the one matcher for warnings, for proposals and for what is measured.

Words are compared by their sound in Latin letters (``kg.records.likeness``), most of all by the consonants, which every
transliteration keeps. Common given names that are nearly alike and not one, such as Zhanna and Zhanar, and names whose
forms differ more than by a letter, such as Yelena and Olena, are listed in ``mappings/names/given.csv``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.records.given_names import given_names
from kg.records.likeness import ALONE, GENDERED, SPELT, Name, consonants

ALIKE = 0.8
"""From this score on, two names may be one: somebody should look."""
_NEAR = 0.7
"""Two words less alike than this are two words."""
_LEFT_OUT, _INITIAL, _RESPELT = 0.06, 0.1, 0.05
"""What a score loses for each word that only one name has, for each initial, and for each word beyond the first respelt."""


class _Pairing(NamedTuple):
    """The words of two names, each with that of the other that it may be; and what each has alone."""

    pairs: tuple[tuple[str, str, float], ...]
    here: tuple[str, ...]
    there: tuple[str, ...]


def likeness(one: Name, other: Name, *, loose: bool) -> float:
    """How likely it is, from 0 to 1, that two names are one; ``loose``, for persons: words may be left out, or be initials.

    >>> from kg.records.likeness import name_of
    >>> def of(*names): return round(likeness(*map(name_of, names), loose=True), 2)
    >>> of("Ivan Petrov", "Петров Иван"), of("Ivan Petrov", "I. Petrov"), of("Ivan Petrov", "Ivan S. Petrow")
    (1.0, 0.9, 0.9)
    >>> of("Zhanna Akhmetova", "Жанна Ахметова"), of("Zhanna Akhmetova", "Zhanar Akhmetova")
    (1.0, 0.0)
    """
    if one.joined == other.joined:
        return 1.0
    found = _paired(one.words, other.words, alone=len(one.words) == len(other.words) == 1)
    return _of_person(one, other, found) if loose else _of_body(one, other, found)


def are_alike(one: Name, other: Name, *, loose: bool) -> bool:
    """Whether two names may be one.

    >>> from kg.records.likeness import name_of
    >>> def alike(*names): return are_alike(*map(name_of, names), loose=True)
    >>> alike("Ivan Petrov", "Ivan Pavlov"), alike("A. Petrov", "A. Petrova"), alike("Ivan", "Ivan Petrov")
    (False, False, False)
    """
    return likeness(one, other, loose=loose) >= ALIKE


def _of_person(one: Name, other: Name, found: _Pairing) -> float:
    """The score of two persons' names: what only one has must not contradict what only the other has."""
    here, there = found.here, found.there
    is_strict = bool(here and there) or len(found.pairs) == 1
    is_fit = not is_strict or (_fit(here, other.initials) and _fit(there, one.initials))
    if not found.pairs or not is_fit or not _free(one, other, here, there) or _are_of_two_genders(found):
        return 0.0
    longer, initials = (here, other.initials) if here else (there, one.initials)
    left_out = max(len(longer) - len(initials), 0)
    short = max(len(one.initials), len(other.initials))
    return max(_shared(found.pairs) - _LEFT_OUT * left_out - _INITIAL * short, 0.0)


def _of_body(one: Name, other: Name, found: _Pairing) -> float:
    """The score of two names of bodies or places: every word has its other."""
    if one.initials != other.initials or found.here or found.there or not found.pairs:
        return 0.0
    return _shared(found.pairs)


def _shared(pairs: Sequence[tuple[str, str, float]]) -> float:
    """How alike the words are that two names share, the longer ones counting more."""
    weights = [len(one) + len(other) for one, other, _ in pairs]
    mean = sum(weight * score for weight, (*_, score) in zip(weights, pairs, strict=True)) / sum(weights)
    respelt = sum(score < 1 for *_, score in pairs)
    return mean - _RESPELT * max(respelt - 1, 0)


def _paired(ours: Sequence[str], theirs: Sequence[str], *, alone: bool) -> _Pairing:
    """Pairs of words that may be one, the best first."""
    here, there = list(ours), list(theirs)
    pairs = []
    for word in ours:
        if word in there:
            pairs.append((word, word, 1.0))
            here.remove(word)
            there.remove(word)
    scored = ((_alike(one, other, alone=alone), one, other) for one in here for other in there)
    for score, one, other in sorted(scored, reverse=True):
        if score >= _NEAR and one in here and other in there:
            pairs.append((one, other, score))
            here.remove(one)
            there.remove(other)
    return _Pairing(tuple(pairs), tuple(here), tuple(there))


@lru_cache(1 << 16)
def _alike(one: str, other: str, *, alone: bool) -> float:
    """How alike two words are that are not the same: half by their letters, half by their consonants."""
    from rapidfuzz.distance import OSA

    listed = given_names()
    if one in listed and other in listed:
        return _KNOWN if listed[one] & listed[other] else 0.0
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < (ALONE if alone else SPELT) or not (one + other).isalpha():
        return 0.0
    if alone and longer == f"{shorter}a" and GENDERED.search(shorter):
        return 0.0
    if _may_begin_alike(one, other):
        return _KNOWN
    letters = OSA.normalized_similarity(one, other)
    firm = OSA.normalized_similarity(consonants(one), consonants(other))
    return float(letters + firm) / 2


_KNOWN = 0.95
"""The score of two listed forms of one given name, and of a word in two ways to write its first letter."""


def _may_begin_alike(one: str, other: str) -> bool:
    """Whether two words differ by their first letter alone, which is a j in one and zh or y in the other."""
    for here, there in ((one, other), (other, one)):
        if here.startswith("j") and here[1:] in (there, there.removeprefix("ž")):
            return True
    return False


def _are_of_two_genders(found: _Pairing) -> bool:
    """Whether two words or more differ by the ending of a woman's name."""
    return sum(longer == f"{shorter}a" for shorter, longer in (sorted(pair[:2], key=len) for pair in found.pairs)) > 1


def _fit(words: Iterable[str], initials: tuple[str, ...]) -> bool:
    """Whether each word can be one of the initials."""
    left = list(initials)
    for word in words:
        if word[0] not in left:
            return False
        left.remove(word[0])
    return True


def _free(one: Name, other: Name, here: Iterable[str], there: Iterable[str]) -> bool:
    """Whether the initials of two names that are left over do not contradict each other."""
    mine, yours = list(one.initials), list(other.initials)
    for word in here:
        if word[0] in yours:
            yours.remove(word[0])
    for word in there:
        if word[0] in mine:
            mine.remove(word[0])
    return not (mine and yours) or bool(set(mine) & set(yours))

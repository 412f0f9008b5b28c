"""When two names may be one: in another script, transliteration, case or order, a letter apart, shortened to initials.

A name becomes a set of words in plain Latin letters, in which what transliterations write differently is written alike.
Names that may be one share a key, so that ten thousand names are compared without comparing each with each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from anyascii import anyascii

_TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "the", "of", "and", "de", "la", "le", "les", "des", "du", "et", "g", "zhi"}
)
"""Words that may be added to a name or left out without making it another."""
_SHORTEST = 3
"""The length of an initial of two letters with its full stop."""
_SPELT = 4
"""Only words of this many letters can be a letter apart; a name of one word needs ``_ALONE``."""
_ALONE = 6
_SOUNDS = tuple(
    (re.compile(written), sound)
    for written, sound in (
        ("shch|schtsch|chtch|szcz|tsch|tch", "ch"),
        ("sch|sz", "sh"),
        ("d?zh|dj", "j"),
        ("kh", "h"),
        ("ts|tz", "c"),
        ("ph", "f"),
        ("w", "v"),
        ("ck|q", "k"),
        ("x", "ks"),
        ("ou", "u"),
        ("[iyj]+(?=[aou])", ""),
        ("[iyj]*e", "e"),
        ("[iy]+", "i"),
        (r"(.)\1", r"\1"),
        ("ff?$", "v"),
    )
)
"""What transliterations write for one letter, and the one way in which it is compared."""
_GENDERED = re.compile(r"(?:[oe]v|in|ski|ci)a?")
"""Surnames that end in -a for a woman."""


class Name(NamedTuple):
    """A name as it is compared: the sounds of its words, its initials, and all of it without spaces."""

    words: tuple[str, ...]
    initials: tuple[str, ...]
    joined: str


@lru_cache(1 << 16)
def name_of(text: str) -> Name:
    """A text as a name.

    >>> name_of("Mr. Anatoliy K. ROMANOV")
    Name(words=('anatoli', 'romanov'), initials=('k',), joined='anatolikromanov')
    >>> name_of("Романов Анатолий К.").words
    ('anatoli', 'romanov')
    """
    spelt = spelt_words(text)
    kept = [word for word in spelt if word.strip(".") not in _TITLES] or spelt
    short = [word for word in kept if _is_initial(word)]
    full = [sound(word.strip(".")) for word in kept if not _is_initial(word)]
    joined = "".join(sound(word.strip(".")) for word in kept)
    return Name(tuple(sorted(full)), tuple(sorted(sound(word.strip("."))[0] for word in short)), joined)


def spelt_words(text: str) -> list[str]:
    """The words of a text in plain Latin small letters; an abbreviation keeps its full stop.

    >>> spelt_words("А. Ахмедьяров")
    ['a.', 'akhmedyarov']
    """
    plain = text if text.isascii() else _unmarked(text)
    written = re.findall(r"[^\W_]+\.?", re.sub(r"['’‘ʼʹʻ`]", "", plain))
    return [word.lower() if word.isascii() else re.sub(r"[^a-z0-9.]", "", anyascii(word).lower()) for word in written]


def _unmarked(text: str) -> str:
    """A text without accents and without what cannot be seen."""
    return "".join(
        char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char) not in ("Mn", "Cf")
    )


def _is_initial(word: str) -> bool:
    """Whether a word is a letter, or two with a full stop: Yu."""
    return word.strip(".").isalpha() and (len(word.strip(".")) == 1 or (word.endswith(".") and len(word) == _SHORTEST))


@lru_cache(1 << 16)
def sound(word: str) -> str:
    """A word in plain Latin letters, what transliterations write differently written alike."""
    for written, sound in _SOUNDS:
        word = written.sub(sound, word)
    return word


@lru_cache(1 << 16)
def _spellings(word: str) -> frozenset[str]:
    """The word and what is left of it without one letter: words a letter apart have one of these in common."""
    if len(word) < _SPELT or not word.isalpha():
        return frozenset({word})
    return frozenset({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def keys(name: Name, *, loose: bool) -> Iterator[tuple[str, ...]]:
    """The keys of which names that may be one have at least one in common; ``loose`` for the names of persons."""
    words = name.words
    yield "", name.joined
    if len(words) == 1 and not name.initials:
        yield from ((spelling,) for spelling in (_spellings(words[0]) if len(words[0]) >= _ALONE else words))
        return
    if not loose:
        yield ("=", *words)
        for at, word in enumerate(words):
            rest = (*words[:at], *words[at + 1 :])
            yield from ((*rest, "~", spelling) for spelling in _spellings(word))
        return
    for one, other in permutations(words, 2):
        yield from ((one, spelling) for spelling in _spellings(other))
        yield one, ".", other[0]
    for word in words:
        yield from ((word, ".", initial) for initial in name.initials)


def are_alike(one: Name, other: Name, *, loose: bool) -> bool:
    """Whether two names may be one; ``loose``, for persons: a word may be left out, or be an initial.

    >>> def alike(*names): return are_alike(*map(name_of, names), loose=True)
    >>> alike("Ivan Petrov", "Петров Иван"), alike("Ivan Petrov", "I. Petrov"), alike("Ivan Petrov", "Ivan S. Petrow")
    (True, True, True)
    >>> alike("Ivan Petrov", "Ivan Pavlov"), alike("A. Petrov", "A. Petrova"), alike("Ivan", "Ivan Petrov")
    (False, False, False)
    """
    if one.joined == other.joined:
        return True
    here, there = list(one.words), list(other.words)
    for word in one.words:
        if word in there:
            here.remove(word)
            there.remove(word)
    shared = len(one.words) - len(here)
    if not loose:
        return not (one.initials or other.initials or here or there) or _apart(here, there, alone=not shared)
    if here and there:
        if len(here) == len(there) == 1 and not (one.initials or other.initials) and (shared or _is_alone(one, other)):
            return _apart(here, there, alone=not shared)
        return (
            shared > 0 and _fit(here, other.initials) and _fit(there, one.initials) and _free(one, other, here, there)
        )
    if not here and not there:
        return bool(shared) and _free(one, other, here, there)
    longer, initials = (here, other.initials) if here else (there, one.initials)
    if shared == 1 and not initials:
        return False
    return shared > 0 and len(longer) - len(initials) <= 1 and (shared > 1 or _fit(longer, initials))


def _is_alone(one: Name, other: Name) -> bool:
    return len(one.words) == len(other.words) == 1


def _fit(words: list[str], initials: tuple[str, ...]) -> bool:
    """Whether each word can be one of the initials."""
    left = list(initials)
    for word in words:
        if word[0] not in left:
            return False
        left.remove(word[0])
    return True


def _free(one: Name, other: Name, here: list[str], there: list[str]) -> bool:
    """Whether the initials of two names that are left over do not contradict each other."""
    mine, yours = list(one.initials), list(other.initials)
    for word in here:
        if word[0] in yours:
            yours.remove(word[0])
    for word in there:
        if word[0] in mine:
            mine.remove(word[0])
    return not (mine and yours) or bool(set(mine) & set(yours))


def _apart(here: list[str], there: list[str], *, alone: bool) -> bool:
    """Whether what two names do not share is one word each, a letter apart."""
    if len(here) != 1 or len(there) != 1:
        return False
    one, other = sorted((here[0], there[0]), key=len)
    if (
        len(one) < (_ALONE if alone else _SPELT)
        or not (one + other).isalpha()
        or not _spellings(one) & _spellings(other)
    ):
        return False
    if alone and other == f"{one}a" and _GENDERED.search(one):
        return False
    return _distance_is_one(one, other)


def _distance_is_one(one: str, other: str) -> bool:
    """Whether one letter was added, left out or replaced, or two neighbours have changed places."""
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) != len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2][::-1] + one[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped == other[at:]

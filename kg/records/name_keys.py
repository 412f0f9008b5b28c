"""Keys of names: names that may be one share a key, so that many are compared without comparing each with each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import permutations

from kg.records.given_names import given_names
from kg.records.likeness import ALONE, SPELT, Name, consonants


@lru_cache(1 << 16)
def _spellings(word: str) -> frozenset[str]:
    """The word and what is left of it without one letter: words a letter apart have one of these in common."""
    if len(word) < SPELT or not word.isalpha():
        return frozenset({word})
    return frozenset({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def keys(name: Name, *, loose: bool) -> Iterator[tuple[str, ...]]:
    """The keys of which names that may be one have at least one in common; ``loose`` for the names of persons."""
    words = name.words
    yield "", name.joined
    if len(words) == 1 and not name.initials:
        yield from ((spelling,) for spelling in (_spellings(words[0]) if len(words[0]) >= ALONE else words))
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
        yield common_form(one), "#", common_form(other)
    for word in words:
        yield from ((word, ".", initial) for initial in name.initials)


@lru_cache(1 << 16)
def common_form(word: str) -> str:
    """What all spellings of a word have in common: the given name that it is a form of, or its consonants."""
    return next((f"{number}" for number in sorted(given_names().get(word, ()))), re.sub("^[žj]", "_", consonants(word)))

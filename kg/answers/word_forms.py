"""Words without their endings, so that "victims" finds "victim" and "пытки" finds "пытка"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.model.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Callable

Stems = frozenset[str]
"""Words without their endings."""

LANGUAGES = {"en": "english", "ru": "russian"}
"""The languages whose endings are known, with the library's names for them; each has letters of its own."""

_CYRILLIC = re.compile("[а-я]")
_SAYING_NOTHING = (
    "a an and are as at be been by did do does for from had has have how in is it its of on or s that the their them they "
    "this to was were what which who whom whose will with "
    "а был была были было в во для до за и из или как какая какие какой кого кому кто ли на не о об от по при с "
    "со у что это"
)
"""Words that say nothing about what is looked for."""
_STOP = frozenset(_SAYING_NOTHING.split())


@cache
def stems(text: str) -> Stems:
    """The words of a text without their endings; without those that say nothing, unless it has no others.

    >>> sorted(stems("Which victims were detained?")), sorted(stems("пытки журналистов"))
    (['detain', 'victim'], ['журналист', 'пытк'])
    """
    words = folded(text).split()
    telling = [word for word in words if word not in _STOP]
    return frozenset(map(_stem, telling or words))


def language_of(words: Stems) -> str:
    """Which of the languages words are in, by their letters."""
    return "ru" if any(map(_CYRILLIC.search, words)) else "en"


@cache
def _stem(word: str) -> str:
    return _stemmer(language_of(frozenset({word})))(word)


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    from snowballstemmer import stemmer  # takes 20 ms, and only a search needs it

    found: Callable[[str], str] = stemmer(LANGUAGES[language]).stemWord
    return found

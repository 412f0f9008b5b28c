"""Makes texts of any language comparable by their letters alone, without a dictionary.

``police`` and ``полиция`` share the letters ``poli`` once both are in Latin script, and so it is with most
international words. Runs of four letters are compared, numbers, and short words in capitals, such as names of bodies.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

RUN = 4
"""The length of the runs of letters compared: unrelated words share too many runs of three, related ones too few of five."""

_CYRILLIC = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "ё": "e", "ж": "j", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ў": "u", "ф": "f", "х": "h", "һ": "h", "ц": "s", "ч": "s", "ш": "s",
    "щ": "s", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
"""The letters of Cyrillic alphabets; the Unicode names of many begin with a different sound (EF, EL, EM)."""

_SPELLINGS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"sch|sh|ch|cz|sz"), "s"),
    (re.compile(r"(?:ti|ci|si)(?=on)"), "si"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"qu|ck|[cq]"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"th"), "t"),
    (re.compile(r"y"), "i"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""Ways in which languages with Latin letters spell one sound."""

_NONE: frozenset[str] = frozenset()
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese, which are written without spaces between words."""
_LONG = 3
"""Words with fewer letters have no stem."""
_STEM = 5
"""How many letters of a word its forms have in common."""


@lru_cache(maxsize=4096)
def _latin(letter: str) -> str:
    """A letter in Latin script: one of another alphabet by the first sound of its name, as in BETA, BEH and BET."""
    if letter.isascii():
        return letter
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    if plain != letter:
        return "".join(map(_latin, plain))
    if letter in _CYRILLIC:
        return _CYRILLIC[letter]
    words = unicodedata.name(letter, "").split()
    return words[words.index("LETTER") + 1][0].lower() if "LETTER" in words[:-1] else letter


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word in comparable letters.

    >>> fold("полиция"), fold("police"), fold("détention")
    ('polisia', 'polise', 'detension')
    """
    text = "".join(_CYRILLIC.get(letter) or _latin(letter) for letter in word.lower())
    for pattern, letters in _SPELLINGS:
        text = pattern.sub(letters, text)
    return text


def marks(text: str) -> frozenset[str]:
    """What can recur in a text of another language: runs of letters, numbers, abbreviations.

    >>> sorted(marks("report 2015 to the UN"))
    ['#2015', 'epor', 'port', 'repo', '|un']
    """
    return _NONE.union(*map(_word_marks, _WORD.findall(text)))


def stems(language: str, texts: Iterable[str]) -> list[frozenset[str]]:
    """The stems of the words of each text, marked with their language.

    >>> [sorted(found) for found in stems("en", ["the arrests", "arrested"])]
    [['en arest', 'en te'], ['en arest']]
    """
    known = _Stems(language)
    return [_NONE.union(*map(known.__getitem__, _WORD.findall(text))) for text in texts]


class _Stems(dict[str, frozenset[str]]):
    """The stems of each word of a language, computed once."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, word: str) -> frozenset[str]:
        return self.setdefault(word, frozenset(f"{self._language} {stem}" for stem in self._of(word)))

    def _of(self, word: str) -> Iterable[str]:
        """The first letters of a long word; in scripts without spaces, each letter and each pair of letters."""
        if _UNSPACED.search(word):
            return (*word, *(word[at : at + 2] for at in range(len(word) - 1)))
        return [fold(word)[:_STEM]] if len(word) >= _LONG else []


@lru_cache(maxsize=65536)
def _word_marks(word: str) -> frozenset[str]:
    if any(letter.isdecimal() for letter in word):
        return frozenset({"#" + "".join(letter for letter in word if letter.isdecimal())})
    folded = fold(word)
    if len(folded) < RUN:
        return frozenset({"|" + folded}) if len(word) > 1 and word.isupper() else frozenset()
    return frozenset(folded[at : at + RUN] for at in range(len(folded) - RUN + 1))

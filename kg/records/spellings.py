"""The spellings under which a word of a name may stand: in other transliterations, and with the endings of its cases.

A word is given folded, in plain Latin letters (``kg.records.folding``): the script in which it stood no longer matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

_UNITS = (
    (r"shch|schtsch|chtch|szcz", "(?:shch|schtsch|chtch|szcz|sch|sh|sc)"),
    (r"sch|sh|sz", "(?:shch|sch|sh|sz|ch|s)"),
    (r"tsch|tch|ch|cz", "(?:tsch|tch|ch|cz|c|kh|h|sh|x)"),
    (r"kh", "(?:kh|ch|h|x|k)"),
    (r"d?zh|dj", "(?:d?zh|dj|j|z)"),
    (r"ts|tz", "(?:ts|tz|cz|c|z)"),
    (r"ph|f", "(?:ff?|ph|v)"),
    (r"th|t", "(?:th|tt?)"),
    (r"gh|g", "(?:gh|gu(?=[eiy])|gg?|h)"),
    (r"ck|k|q", "(?:ck|kk?|q|c)"),
    (r"ks|x", "(?:x|ks|kh|h)"),
    (r"ng|n", "(?:ng|nn?)"),
    (r"[vw]", "(?:vv?|w|ff?)"),
    (r"h", "(?:kh|h|ch|x|g)"),
    (r"c", "(?:cc?|k|ts|s|ch)"),
    (r"z", "(?:zz?|s|ts|zh)"),
    (r"j[yij]*a", "(?:d?zh|dj|[yij]{0,2})a"),
    (r"[yi]+j*a", "[yij]{0,2}a"),
    (r"[yij]+o?u", "(?:d?zh|dj|[yij]{0,2})o?u"),
    (r"[yij]+[oe]", "(?:d?zh|dj|[yij]{0,2})[oe]"),
    (r"[yij]+", "[yij]{1,2}"),
    (r"ae|a", "ae?"),
    (r"oe|o(?!u)", "oe?"),
    (r"ou|oo|ue|u", "(?:ou|oo|ue?)"),
    (r"e", "[yij]{0,2}e{1,2}"),
)
"""Letters of a name, and those that other transliterations write for them."""
_TOKEN = re.compile("|".join(f"({unit})" for unit, _ in _UNITS) + "|(.)")
_VOWELS = "aeiouy"

_PLURALS = ("", "lar", "ler", "dar", "der", "tar", "ter")
_KAZAKH = (
    *(
        "nyn",
        "nin",
        "dyn",
        "din",
        "tyn",
        "tin",
        "nyng",
        "ning",
        "dyng",
        "ding",
        "tyng",
        "ting",
        "gha",
        "ge",
        "qa",
        "ke",
    ),
    *("dy", "di", "ty", "ti", "ny", "ni", "da", "de", "ta", "te", "dan", "den", "tan", "ten", "nan", "nen"),
    *("men", "ben", "pen", "ha", "ga"),
)
_RUSSIAN = (
    *("a", "ya", "ia", "u", "yu", "iu", "y", "i", "ii", "iy", "e", "ye", "o", "om", "em", "yem", "iem", "ym", "im"),
    *("oi", "oy", "ei", "ey", "oyu", "oiu", "eyu", "eiu", "aia", "aya", "uiu", "uyu", "ogo", "ego", "omu", "emu"),
    *("ykh", "ikh", "ami", "yami", "iami", "akh", "yakh", "iakh", "am", "yam", "iam", "ymi", "imi"),
    *("ov", "ev", "ova", "eva", "ovu", "evu", "ovym", "evym", "ovoi", "ovoy", "evoi", "evoy", "ovykh", "evykh"),
)
_ENDINGS = frozenset(
    {*_RUSSIAN, "s", "es", *(f"{plural}{case}" for plural in _PLURALS for case in ("", *_KAZAKH))} - {""}
)
"""The endings of Russian and Kazakh cases, and the plural of English, in Latin letters."""


EXACT, SOUND, INFLECTED, LONGER = "exact", "sound", "inflected", "longer"
"""How a word is like one of a name: the same, in another transliteration, in a case, longer."""
LONG = 5
"""From this many letters on, a longer word that begins with a word of the name may be the same in another case."""


@lru_cache(4096)
def sound(word: str) -> str:
    """A pattern of the spellings of a word in other transliterations.

    >>> import re
    >>> all(re.fullmatch(sound("akhmedyarov"), w) for w in ("akhmedyarov", "achmedjarow", "akhmediarov", "ahmedyarov"))
    True
    >>> re.fullmatch(sound("berg"), "borg")
    """
    return "".join(_units(re.sub(r"([^aeiou])\1", r"\1", word)))


def _units(word: str) -> Iterator[str]:
    for match in _TOKEN.finditer(word):
        number = match.lastindex or 0
        yield _UNITS[number - 1][1] if number <= len(_UNITS) else f"{re.escape(match[0])}{{1,2}}"


def stems(word: str) -> Iterator[str]:
    """What stays of a word in its cases: all of it, or all but its last vowels, or all but a vowel that falls out.

    >>> list(stems("olga")), list(stems("pavel")), list(stems("berg"))
    (['olg'], ['pavel', 'pavl'], ['berg'])
    """
    stem = word.rstrip(_VOWELS)
    if len(stem) >= _SHORTEST_STEM:
        yield stem
    if fallen := re.fullmatch(r"(.{2,})[eo]([^aeiouy])", word):
        yield "".join(fallen.groups())


_SHORTEST_STEM = 3


def _is_telling(stem: str) -> bool:
    """Whether a stem is long enough to be sought in other transliterations."""
    return len(re.sub(r"(.)\1", r"\1", stem)) >= _SHORTEST_STEM


_FIRM = re.compile(r"([lmnrb])\1*")


def skeleton(word: str) -> str:
    """The letters of a word that every transliteration keeps: a word like another begins with its skeleton.

    >>> skeleton("akhmedyarov"), skeleton("achmedjarow"), skeleton("anna")
    ('mr', 'mr', 'n')
    """
    return "".join(_FIRM.findall(word))


def beginning(word: str) -> str:
    """A pattern of what each word that is like a word begins with."""
    return "|".join({form for stem in (word, *stems(word)) for form in (sound(stem), re.escape(stem))})


class Spelling:
    """A word of a name, to which words of a text are compared."""

    def __init__(self, word: str) -> None:
        self._word = word

    @cached_property
    def _same(self) -> re.Pattern[str]:
        return re.compile(sound(self._word))

    @cached_property
    def _stems(self) -> list[re.Pattern[str]]:
        return [
            re.compile(f"{sound(stem) if _is_telling(stem) else re.escape(stem)}([a-z]*)") for stem in stems(self._word)
        ]

    @cached_property
    def _longer(self) -> re.Pattern[str] | None:
        word = self._word
        return re.compile(rf"(?:{sound(word)}|{re.escape(word)})[a-z]+") if len(word) >= LONG else None

    def like(self, word: str) -> str:
        """How a folded word is like this one; empty if it is not.

        >>> [Spelling("olga").like(word) for word in ("olga", "olgi", "oljga", "volga", "olgas")]
        ['exact', 'inflected', '', '', '']
        """
        if word == self._word:
            return EXACT
        if self._same.fullmatch(word):
            return SOUND
        for stem in self._stems:
            match = stem.fullmatch(word)
            if match and (match[1] in _ENDINGS or match[1].lstrip("ijy") in _ENDINGS):
                return INFLECTED
        return LONGER if self._longer and self._longer.fullmatch(word) else ""

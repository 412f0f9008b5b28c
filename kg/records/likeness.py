"""A name as it is compared: its words in plain Latin letters, what transliterations write differently written alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

_TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "the", "of", "and", "de", "la", "le", "les", "des", "du", "et", "g", "zhi"}
)
"""Words that may be added to a name or left out without making it another."""
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "bint"})
"""Words in the names of persons that some writers leave out or write otherwise."""
_FORMS = frozenset(
    {
        *(
            "ag",
            "aktiengesellschaft",
            "ao",
            "bv",
            "co",
            "company",
            "corp",
            "corporation",
            "gmbh",
            "inc",
            "incorporated",
        ),
        *(
            "jsc",
            "limited",
            "llc",
            "llp",
            "ltd",
            "nv",
            "oao",
            "ojsc",
            "ooo",
            "pao",
            "plc",
            "sa",
            "sarl",
            "srl",
            "tdo",
            "too",
            "zao",
        ),
    }
)
"""Legal forms, which are no part of what tells one body from another."""
_WRITTEN_OUT = re.compile(
    r"(?:limited liability (?:company|partnership)|(?:open |closed |public )?joint stock company|public limited company"
    r"|tovarishchestvo s ogranichennoi otvetstvennostiu|obshchestvo s ogranichennoi otvetstvennostiu"
    r"|(?:otkrytoe |zakrytoe |publichnoe )?aktsionernoe obshchestvo)"
)
_SHORTEST = 3
"""The length of an initial of two letters with its full stop."""
_SOUNDS = tuple(
    (re.compile(written), sound)
    for written, sound in (
        ("shch|schtsch|chtch|szcz|tsch|tch", "ch"),
        ("sch|sz", "sh"),
        ("d?zh|dj", "ž"),
        ("kh", "h"),
        ("ts|tz", "c"),
        ("ph", "f"),
        ("w", "v"),
        ("ck|q", "k"),
        ("x", "ks"),
        ("ou", "u"),
        ("(?<=.)[iyj]+(?=[aou])|^[iy]+(?=[aou])", ""),
        ("(?<=.)[iyj]*e|^[iy]*e", "e"),
        ("[iy]+", "i"),
        (r"(.)\1", r"\1"),
        ("ff?$", "v"),
    )
)
"""What transliterations write for one letter, and the one way in which it is compared.

A ``j`` at the beginning stays, as it may be a zh (Janibek) or a y (Jana), which are two letters: Zhanna is not Anna.
"""
GENDERED = re.compile(r"(?:[oe]v|in|ski|ci)a?")
"""Surnames that end in -a for a woman."""
SPELT, ALONE = 4, 6
"""Only words of so many letters can be spelt otherwise; a name of one word needs ``ALONE``."""


class Name(NamedTuple):
    """A name as it is compared: the sounds of its words, its initials, and all of it without spaces."""

    words: tuple[str, ...]
    initials: tuple[str, ...]
    joined: str


@lru_cache(1 << 16)
def name_of(text: str, *, body: bool = False) -> Name:
    """A text as a name; that of a body or place does without its legal form.

    >>> name_of("Mr. Anatoliy K. ROMANOV")
    Name(words=('anatoli', 'romanov'), initials=('k',), joined='anatolikromanov')
    >>> name_of("Романов Анатолий К.").words
    ('anatoli', 'romanov')
    >>> name_of("ТОО «Озеро»", body=True) == name_of("Ozero L.L.C.", body=True)
    True
    """
    spelt = spelt_words(text)
    spelt = (body and _without_form(spelt)) or spelt
    idle = _TITLES if body else _TITLES | _PARTICLES
    kept = [word for word in spelt if word.strip(".") not in idle] or spelt
    short = [word for word in kept if _is_initial(word)]
    full = [sound(word.strip(".")) for word in kept if not _is_initial(word)]
    joined = "".join(sound(word.strip(".")) for word in kept)
    return Name(tuple(sorted(full)), tuple(sorted(sound(word.strip("."))[0] for word in short)), joined)


def _without_form(words: list[str]) -> list[str]:
    """The words of a body's name without its legal form, abbreviated or written out."""
    plain = re.sub(r"\b(?:l l c|l l p|o o o|t o o|b v|s a|l p)$", "", " ".join(word.strip(".") for word in words))
    return [word for word in _WRITTEN_OUT.sub("", plain).split() if word not in _FORMS]


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
def blurred(word: str) -> str:
    """The sound of a word without what only some transliterations write: zh, j and y before vowels.

    >>> blurred("zhanna") == blurred("janna") == blurred("yana")
    True
    """
    return re.sub("[žj]+(?=[aeou])", "", sound(word))


@lru_cache(1 << 16)
def consonants(word: str) -> str:
    """The consonants of a word, which every transliteration keeps; a vowel at its beginning counts, whichever it is.

    >>> consonants("osama"), consonants("usama"), consonants("romanov")
    ('_sm', '_sm', 'rmnv')
    """
    return re.sub("^[aeiouy]", "_", word)[:1] + re.sub("[aeiouy]", "", word[1:])

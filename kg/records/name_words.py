"""The words of names and of texts: which words a name has, and where a text has words that are near each other."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from kg.records.folding import View, fold
from kg.records.spellings import EXACT, INFLECTED, SOUND, Spelling

_WORD = re.compile(r"[^\W\d_]+")
MARKED = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
SHORTEST = 3
"""A shorter word of a name, an initial or a Mr, is withheld only with the whole name."""
_ADDRESS = re.compile(r"\S*(?:[/@\\_#]|\w[.\-]\w)\S*")
"""A web or mail address, a path, an id: these also contain names in lower case."""
_GAP = re.compile(r"[\s.\-_+]{1,40}")
"""What stands between the words of a name."""
_TITLES = frozenset(
    {
        *("mrs", "miss", "sir", "madam", "mister", "madame", "monsieur", "господин", "госпожа"),
        *("judge", "justice", "juge", "судья", "president", "президент", "minister", "министр", "deputy", "senator"),
        *("general", "генерал", "colonel", "полковник", "major", "captain", "officer", "ambassador", "director"),
        *("doctor", "docteur", "доктор", "professor", "father", "mother", "brother", "sister"),
        *("the", "and", "van", "von", "der", "den", "del", "bin", "ibn", "dos"),
    }
)
"""Words that are part of many names: they are withheld only with the whole name."""


class Token:
    """A word of a view: its place in the folded text, and, once asked for, its place in the plain text and its letters there."""

    __slots__ = ("_span", "_view", "at", "word")

    def __init__(self, view: View, match: re.Match[str]) -> None:
        self.at, self.word = match.span(), match[0]
        self._view, self._span = view, (-1, -1)

    @property
    def span(self) -> tuple[int, int]:
        """The place in the plain text."""
        if self._span[0] < 0:
            self._span = self._view.span(*self.at)
        return self._span

    @property
    def plain(self) -> str:
        """The word as it stands in the plain text."""
        return self._view.plain[slice(*self.span)]


def words_of(folded: str) -> set[str]:
    """The words of a folded text."""
    if not folded.isascii() and _WORD.search("".join(char for char in set(folded) if not char.isascii())):
        return set(_WORD.findall(folded))  # a letter that is not of ASCII
    return {word.decode() for word in set(folded.encode(errors="surrogatepass").translate(_LETTERS).split())}


def regions(folded: str, words: set[str]) -> Iterator[tuple[list[re.Match[str]], list[int]]]:
    """The words around each place where one of some words stands, and the numbers of those among them."""
    wanted = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    begin = end = -1
    for match in re.finditer(_bounded(f"(?:{wanted})"), folded):
        if match.start() - _AROUND > end >= 0:
            yield _region(folded, words, begin, end)
            begin = -1
        begin = max(0, match.start() - _AROUND) if begin < 0 else begin
        end = match.end() + _AROUND
    if end >= 0:
        yield _region(folded, words, begin, end)


def _region(folded: str, words: set[str], begin: int, end: int) -> tuple[list[re.Match[str]], list[int]]:
    tokens = [match for match in _WHOLE.finditer(folded, begin, end) if match.end() < end or end >= len(folded)]
    return tokens, [number for number, token in enumerate(tokens) if token[0] in words]


def _bounded(pattern: str) -> str:
    """A pattern that matches only without a letter on either side."""
    return rf"(?<![^\W\d_]){pattern}(?![^\W\d_])"


_WHOLE = re.compile(r"(?<![^\W\d_])[^\W\d_]+")
_AROUND = 200
"""So many characters around a word are read with it: a name is not longer."""
_LETTERS = bytes(code if chr(code).islower() and code < 128 else 32 for code in range(256))  # noqa: PLR2004 - ASCII


def name_words(name: str) -> Iterator[str]:
    """The words of a name that are a name by themselves: capitalised, or of a script without capitals."""
    for word in MARKED.findall(unicodedata.normalize("NFC", name)):
        cased = word.lower() != word.upper()
        shortest = SHORTEST if cased else SHORTEST - 1
        if len(word) >= shortest and not word[0].islower() and word.lower() not in _TITLES:
            yield word


@lru_cache(8192)
def tokens_of(name: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(_WORD.findall(fold(name)))


def are_near(view: View, row: list[Token]) -> bool:
    """Whether nothing stands between words that does not stand within names."""
    return all(_GAP.fullmatch(view.folded, one.at[1], two.at[0]) for one, two in itertools.pairwise(row))


def is_name(plain: str) -> bool:
    """Whether a word begins like a name: with a capital, or in a script without capitals."""
    return not plain[:1].islower()


@lru_cache(8192)
def is_spelt(word: str, own: str) -> bool:
    """Whether a word of a text is one of a name in any spelling or case."""
    return Spelling(own).like(word) in (EXACT, SOUND, INFLECTED)


def in_address(text: str, span: tuple[int, int]) -> bool:
    """Whether a place is within an address, a path or an id."""
    before = re.search(r"\S{0,300}\Z", text[max(0, span[0] - 300) : span[0]])
    after = re.match(r"\S{0,300}", text[span[1] : span[1] + 300])
    assert before
    assert after
    return bool(_ADDRESS.fullmatch(before[0] + text[slice(*span)] + after[0]))


@lru_cache(8192)
def scripts_of(word: str) -> frozenset[str]:
    """The scripts of the letters of a word."""
    return frozenset(unicodedata.name(char, "").partition(" ")[0] for char in word if char.isalpha())

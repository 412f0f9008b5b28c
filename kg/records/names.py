"""Finds and withholds the words of a name in any text, but not in the names of others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

WITHHELD = "[withheld]"
"""What replaces a name."""

_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"(?:{_LETTER}[\u0300-\u036f]*)+")
_SHORTEST = 3
"""A shorter word of a name, an initial or a Mr, is withheld only with the whole name."""
_LONG = 5
"""From this many letters on, a longer word that begins with a word of the name may be the same in another case."""
_ADDRESS = re.compile(r"\S*(?:[/@\\_#]|\w[.\-]\w)\S*")
"""A web or mail address, a path, an id: these also contain names in lower case."""
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


@dataclass(frozen=True, slots=True)
class Hit:
    """Words found at an offset: ``sure`` if they belong to the name; else it is a longer word that begins like it."""

    start: int
    end: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Names:
    """What somebody is called: whole ``variants``, and those of their words that are a name by themselves.

    ``others`` are the names of everybody else; a word within one of them is not touched. ``titles`` are variants of
    which no single word is a name: those of a document.
    """

    variants: tuple[str, ...]
    others: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    words: tuple[str, ...] = field(default=(), init=False)
    _any: re.Pattern[str] = field(default=re.compile(""), init=False)
    _known: re.Pattern[str] = field(default=re.compile(""), init=False)
    _small: re.Pattern[str] | None = field(default=None, init=False)
    _begun: re.Pattern[str] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        words = sorted(
            {word for variant in self.variants if variant not in self.titles for word in _words(variant)},
            key=lambda word: (-len(word), word),
        )
        forms = {form for word in words for form in (word, word.upper(), word.capitalize(), _plain(word)) if form}
        mine = {*self.variants, *(variant.upper() for variant in self.variants), *forms}
        entire = [_loose(variant) for variant in self.variants]
        kept = {
            name for name in self.others if name not in self.variants and not any(_has(name, one) for one in entire)
        }
        pieces = [(text, f"(?P<n{number}>{_of_any_case(text)})") for number, text in enumerate(sorted(mine))]
        pieces += [(text, _loose(text)) for text in sorted(kept)]
        pieces.sort(key=lambda piece: (-len(piece[0]), piece[0]))
        known = "|".join(f"{_bounded(pattern)}" for _, pattern in pieces)
        small = "|".join(
            re.escape(form) for word in words for form in sorted({word.lower(), _plain(word).lower()} - {""})
        )
        begun = "|".join(_loose(word) for word in words if len(word) >= _LONG)
        parts = {_loose(max(variant.split(), key=len)) for variant in self.variants} | {_loose(form) for form in forms}
        object.__setattr__(self, "words", tuple(words))
        object.__setattr__(self, "_any", re.compile("|".join(sorted(parts)) or r"(?!)", re.IGNORECASE))
        object.__setattr__(self, "_known", re.compile(known or r"(?!)"))
        object.__setattr__(self, "_small", re.compile(_bounded(f"(?:{small})")) if small else None)
        object.__setattr__(
            self, "_begun", re.compile(rf"(?<!{_LETTER})(?:{begun}){_LETTER}+", re.IGNORECASE) if begun else None
        )

    def find(self, text: str) -> list[Hit]:
        """Every place at which the name or a word of it is, in order, none inside another."""
        if not self._any.search(text):  # most texts: the patterns below take a hundred times as long
            return []
        hits: list[Hit] = []
        taken: list[tuple[int, int]] = []
        for match in self._known.finditer(text):
            taken.append(match.span())
            if match.lastgroup:
                hits.append(Hit(*match.span(), sure=True))
        for hit in [*self._in_addresses(text), *self._longer(text)]:
            if all(hit.end <= start or end <= hit.start for start, end in taken):
                taken.append((hit.start, hit.end))
                hits.append(hit)
        return sorted(hits, key=lambda hit: hit.start)

    def _in_addresses(self, text: str) -> Iterator[Hit]:
        for address in _ADDRESS.finditer(text) if self._small else ():
            for match in self._small.finditer(text, *address.span()) if self._small else ():
                yield Hit(*match.span(), sure=True)

    def _longer(self, text: str) -> Iterator[Hit]:
        for match in self._begun.finditer(text) if self._begun else ():
            yield Hit(*match.span(), sure=False)

    def withhold(self, text: str) -> str:
        """The text with a neutral word instead of the name; longer words that begin like it stay."""
        parts, at = [], 0
        for hit in self.find(text):
            if hit.sure:
                parts += [text[at : hit.start], WITHHELD]
                at = hit.end
        return "".join([*parts, text[at:]])

    def in_bytes(self, data: bytes) -> bool:
        """Whether bytes that are not text contain the name: the whole of it, or a word too long to be there by chance."""
        text = data.decode("utf-8", errors="replace")
        wanted = [*self.variants, *(word for word in self.words if len(word) >= _LONG)]
        if not any(name.casefold() in text.casefold() for name in wanted):
            return False
        return any(
            text[hit.start : hit.end].casefold() in {name.casefold() for name in wanted} for hit in self.find(text)
        )


def _words(name: str) -> Iterator[str]:
    """The words of a name that are a name by themselves: capitalised, or of a script without capitals."""
    for word in _WORD.findall(unicodedata.normalize("NFC", name)):
        cased = word.lower() != word.upper()
        shortest = _SHORTEST if cased else _SHORTEST - 1
        if len(word) >= shortest and not word[0].islower() and word.lower() not in _TITLES:
            yield word


def _plain(word: str) -> str:
    """The word without diacritics; empty if that leaves too little."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return plain if len(plain) >= max(_SHORTEST, len(word)) else ""


def _loose(name: str) -> str:
    """A pattern for a name whose spaces may be line breaks and whose letters may be composed or not."""
    forms = dict.fromkeys(unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    return "(?:" + "|".join(r"\s+".join(re.escape(word) for word in form.split()) for form in forms) + ")"


def _of_any_case(name: str) -> str:
    """A pattern for a name; a name of several words also matches in lower case."""
    return f"(?i:{_loose(name)})" if len(name.split()) > 1 else _loose(name)


def _bounded(pattern: str) -> str:
    """A pattern that matches only without a letter on either side."""
    return rf"(?<!{_LETTER}){pattern}(?!{_LETTER})"


def _has(name: str, pattern: str) -> bool:
    return re.search(_bounded(pattern), name) is not None


def distinct(names: Names) -> Iterable[str]:
    """What to look for if others share parts of the name: whole names, and words that only this one has."""
    shared = {word.casefold() for other in names.others for word in _WORD.findall(other)}
    words = [word for word in names.words if word.casefold() not in shared]
    kept = [name for name in names.variants if any(len(word) >= _SHORTEST for word in _WORD.findall(name))]
    return sorted({*kept, *words})

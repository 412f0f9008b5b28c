"""Finds and withholds the words of a name in any text, but not in the names of others.

A text is read word by word, folded (``kg.records.folding``): a word of the name may stand in another case, script or
transliteration, with invisible characters in it, or escaped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kg.records.folding import View, fold, views
from kg.records.name_words import (
    MARKED,
    SHORTEST,
    Token,
    are_near,
    in_address,
    is_name,
    is_spelt,
    name_words,
    regions,
    scripts_of,
    tokens_of,
    words_of,
)
from kg.records.spellings import EXACT, INFLECTED, LONG, LONGER, SOUND, Spelling, beginning, skeleton, stems

WITHHELD = "[withheld]"
"""What replaces a name."""

_CUT = re.compile(r"\s?(?:\.\.\.|\u2026)")
"""What stands after a word that was cut off."""
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,}")
SAID = {
    EXACT: "the name",
    SOUND: "a word that another transliteration of the name has",
    INFLECTED: "a word that the name may be in another case",
    LONGER: "a longer word that begins so",
}
"""What a place is called in a report."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Words found at an offset, and how; ``sure`` if they belong to the name, and not only may."""

    start: int
    end: int
    sure: bool
    how: str = EXACT

    @property
    def said(self) -> str:
        """What the place is called in a report."""
        return SAID[EXACT] if self.sure else SAID[self.how]


_Run = Callable[[int, int], list[Token]]


@dataclass(frozen=True)
class Names:
    """What somebody is called: whole ``variants``, and those of their words that are a name by themselves.

    ``others`` are the names of everybody else; a word within one of them is not touched. ``titles`` are variants of
    which no single word is a name: those of a document.
    """

    variants: tuple[str, ...]
    others: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    words: tuple[str, ...] = field(default=(), init=False)
    _known: dict[str, dict[str, str]] = field(default_factory=dict, init=False, compare=False)
    _innocent: set[str] = field(default_factory=set, init=False, compare=False)

    def __post_init__(self) -> None:
        words = {word for name in self._own for word in name_words(name)}
        object.__setattr__(self, "words", tuple(sorted(words, key=lambda word: (-len(word), word))))

    @property
    def _own(self) -> list[str]:
        return [name for name in self.variants if name not in self.titles]

    @cached_property
    def _parts(self) -> list[tuple[str, ...]]:
        """The folded words of each variant that has several; also in reverse order."""
        several = [parts for name in self._own if len(parts := tokens_of(name)) > 1]
        return sorted({order for parts in several for order in (parts, parts[::-1])}, key=len, reverse=True)

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[str, ...]]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for parts in self._parts:
            found.setdefault(parts[0], []).append(parts)
        return found

    def _parts_from(self, word: str) -> list[tuple[str, ...]]:
        """The variants of several words that may begin with a word, the longest first."""
        found = [parts for own in self._like(word) for parts in self._by_first.get(own, ())]
        return sorted(found, key=lambda parts: (-len(parts), parts))

    @cached_property
    def _singles(self) -> dict[str, bool]:
        """Folded words that are a name by themselves; true if they are so in small letters too."""
        found = {fold(word): False for word in self.words}
        for name in self._own:
            parts = tokens_of(name)
            if len(parts) == 1:
                found[parts[0]] = name.islower()
            elif len(joined := "".join(parts)) >= LONG:
                found |= {joined: True, "".join(parts[::-1]): True}  # as in a hashtag
        return found

    @cached_property
    def _spellings(self) -> dict[str, Spelling]:
        """Each word of the name, to be compared."""
        return {word: Spelling(word) for word in (*self._singles, *(part for parts in self._parts for part in parts))}

    @cached_property
    def _kept(self) -> list[tuple[tuple[str, ...], int]]:
        """The folded words of the names of others that share a word with this one, and do not contain it whole.

        Each stands here once for every word that it shares, with the place of that word.
        """
        whole = [" ".join(parts) for parts in map(tokens_of, self._own) if parts]
        found = []
        for parts in {tokens_of(name) for name in self.others if name not in self.variants}:
            if not any(f" {name} " in f" {' '.join(parts)} " for name in whole):
                found += [(parts, place) for place, part in enumerate(parts) if self._like(part)]
        return found

    @cached_property
    def _entire(self) -> list[tuple[str, re.Pattern[str], bool]]:
        """Titles, and names without a letter: what is sought first, the pattern, and whether small letters count."""
        found = []
        for name in self.variants:
            if name in self.titles or not tokens_of(name):
                words = fold(unicodedata.normalize("NFC", name)).split()
                pattern = r"\s+".join(map(re.escape, words))
                if words:
                    found.append((words[0], re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])"), len(words) == 1))
        return found

    def _like(self, word: str) -> dict[str, str]:
        """The words of the name that a folded word is like, each with how."""
        known = self._known.get(word)
        if known is None:
            near = (own for group, pattern in self._near(word) if pattern.fullmatch(word) for own in group)
            known = {own: how for own in near if (how := self._spellings[own].like(word))}
            self._known[word] = known
        return known

    def _near(self, word: str) -> Iterator[tuple[list[str], re.Pattern[str]]]:
        """The groups of words of the name of which one may be like a folded word, with a pattern that says so quickly."""
        firm = skeleton(word)
        found = (self._by_skeleton.get(firm[:end]) for end in range(len(firm) + 1))
        return (group for group in found if group)

    @cached_property
    def _by_skeleton(self) -> dict[str, tuple[list[str], re.Pattern[str]]]:
        """The words of the name by the letters that each word like them has too."""
        found: dict[str, list[str]] = {}
        for word in self._spellings:
            for firm in {skeleton(word), *map(skeleton, stems(word))}:
                found.setdefault(firm, []).append(word)
        return {firm: (group, re.compile(f"(?:{'|'.join(map(beginning, group))}).*")) for firm, group in found.items()}

    def like(self, word: str, *, inflected: bool = True) -> frozenset[str]:
        """The words of the name of which a folded word is a spelling or a case; a run without spaces may contain one."""
        kinds = (EXACT, SOUND, INFLECTED) if inflected else (EXACT, SOUND)
        found = {own for own, how in self._like(word).items() if how in kinds}
        return frozenset(found | {word[start:end] for start, end in self._within(word)})

    # Finding

    def find(self, text: str, *, markup: bool = False) -> list[Hit]:
        """Every place at which the name or a word of it is, in order, none inside another."""
        found = [hit for view in views(text, markup=markup) for hit in self._in_view(view)]
        taken: list[Hit] = []
        for hit in sorted(found, key=lambda hit: (not hit.sure, hit.start - hit.end, hit.start)):
            if all(hit.end <= other.start or other.end <= hit.start for other in taken):
                taken.append(hit)
        return sorted(taken, key=lambda hit: hit.start)

    def _in_view(self, view: View) -> Iterator[Hit]:
        yield from self._in_titles(view)
        words = self._suspects(words_of(view.folded))
        if not words:
            return
        for tokens, suspects in regions(view.folded, words):
            for hit in self._among(view, tokens, suspects):
                yield Hit(*view.source(hit.start, hit.end), hit.sure, hit.how)

    def _suspects(self, words: set[str]) -> set[str]:
        """The words that may be of the name; each word is looked at once."""
        unknown = words - self._innocent
        suspects = {word for word in unknown if self._is_suspect(word)}
        self._innocent.update(unknown - suspects)
        return suspects

    def _is_suspect(self, word: str) -> bool:
        return bool(self._like(word)) or self._is_begun(word) or bool(self._within(word))

    def _is_begun(self, word: str) -> bool:
        """Whether a word of the name may have been cut off to this one."""
        return word in self._beginnings

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(own[:end] for own in self._singles for end in range(LONG - 1, len(own)))

    def _within(self, word: str) -> list[tuple[int, int]]:
        """Where the name stands in a run of letters of a script that puts no space between words."""
        if word.isascii() or not _UNSPACED.search(word):
            return []
        names = [own for own in self._singles if _UNSPACED.fullmatch(own)]
        return [match.span() for own in names for match in re.finditer(re.escape(own), word)]

    def _in_titles(self, view: View) -> Iterator[Hit]:
        for first, pattern, exact in self._entire:
            for match in pattern.finditer(view.folded) if first in view.folded else ():
                span = view.span(*match.span())
                if not exact or view.plain[slice(*span)] in self.variants:
                    yield Hit(*view.source(*span), sure=True)

    def _among(self, view: View, words: list[re.Match[str]], suspects: list[int]) -> Iterator[Hit]:
        """The hits in a view, at places of its plain text."""
        tokens: dict[int, Token] = {}

        def run(first: int, length: int) -> list[Token]:
            """So many words in a row."""
            if first < 0 or first + length > len(words):
                return []
            numbers = range(first, first + length)
            return [tokens.get(number) or tokens.setdefault(number, Token(view, words[number])) for number in numbers]

        others = self._spans_of_others(view, suspects, run)
        done = -1
        for number in suspects:
            if number <= done:
                continue
            rows = ((parts, run(number, len(parts))) for parts in self._parts_from(words[number][0]))
            length = next((len(row) for parts, row in rows if self._is_whole(view, row, parts)), 0)
            if length > others.get(number, 0):
                done = number + length - 1
                row = run(number, length)
                yield Hit(row[0].span[0], row[-1].span[1], sure=True)
            elif number not in others:
                yield from self._single(view, run(number, 1)[0])

    def _spans_of_others(self, view: View, suspects: list[int], run: _Run) -> dict[int, int]:
        """The words that belong to the name of somebody else, each with the length of that name."""
        taken: dict[int, int] = {}
        for number in suspects:
            for parts, place in self._kept:
                row = run(number - place, len(parts))
                if row and all(map(is_spelt, (token.word for token in row), parts)) and are_near(view, row):
                    covered = range(number - place, number - place + len(parts))
                    taken |= {one: max(len(parts), taken.get(one, 0)) for one in covered}
        return taken

    def _is_whole(self, view: View, row: list[Token], parts: tuple[str, ...]) -> bool:
        """Whether words in a row are a variant of several words, in any case, script and inflection."""
        likes = [self._like(token.word).get(own) for token, own in zip(row, parts, strict=False)]
        if not row or not all(likes) or not are_near(view, row):
            return False
        if all(like == EXACT for like in likes):
            return True
        long = max(len(part) for part in parts) >= SHORTEST
        return long and all(
            like in (EXACT, SOUND, INFLECTED) and is_name(token.plain) for token, like in zip(row, likes, strict=True)
        )

    def _single(self, view: View, token: Token) -> Iterator[Hit]:
        for start, end in self._within(token.word):
            yield Hit(token.span[0] + start, token.span[0] + end, sure=True)
        like = {own: how for own, how in self._like(token.word).items() if own in self._singles}
        named = is_name(token.plain)
        if any(self._is_sure(view, token, own, how) for own, how in like.items()):
            yield Hit(*token.span, sure=True)
            return
        if view.looks:
            return
        for own, how in like.items():
            wanted = named if how != LONGER else True
            if how != EXACT and wanted and (how != SOUND or len(own) >= LONG):
                yield Hit(*token.span, sure=False, how=how)
                return
        if named and self._is_begun(token.word) and _CUT.match(view.folded, token.at[1]):
            yield Hit(*token.span, sure=False, how=LONGER)

    def _is_sure(self, view: View, token: Token, own: str, how: str) -> bool:
        """Whether a word is a word of the name: in the same letters, or in those of another script."""
        named = is_name(token.plain)
        if how == EXACT:
            telling = not view.looks or len(own) > SHORTEST or len(scripts_of(token.plain)) > 1
            return telling and (named or self._singles[own] or in_address(view.plain, token.span))
        return how == SOUND and named and not view.looks and self._is_in_other_script(token.plain, own)

    def _is_in_other_script(self, plain: str, own: str) -> bool:
        return all(not scripts_of(plain) & scripts_of(name) for name in self._own if own in tokens_of(name))

    # Withholding

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
        texts = (data.decode(encoding, errors="replace") for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
        return any(
            hit.sure and len(tokens_of(text[hit.start : hit.end])[-1:] and fold(text[hit.start : hit.end])) >= LONG
            for text in texts
            for hit in self.find(text)
        )


def distinct(names: Names) -> Iterable[str]:
    """What to look for if others share parts of the name: whole names, and words that only this one has."""
    shared = {word.casefold() for other in names.others for word in MARKED.findall(other)}
    words = [word for word in names.words if word.casefold() not in shared]
    kept = [name for name in names.variants if any(len(word) >= SHORTEST for word in MARKED.findall(name))]
    return sorted({*kept, *words})

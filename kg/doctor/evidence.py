"""What speaks for it that a text stands in its own row, and not in a neighbour's: found in the vocabulary itself.

Four kinds of evidence, none of which knows a word of any language. *Letters*: international words, numbers and
abbreviations recur in another language, and the words of a label in its definition. *Company*: which word of one
language goes with which of another is counted in all the other rows. *Length*: a long label has long translations.
*Kinship*: a label shares words with that of its broader concept.

Each gives a score for a text and any row. How much a score says is learnt from the table too: how often it is met
between rows that have nothing to do with one another, against how often where the table is in order. The answer is
the logarithm (base 2) of that ratio, so bits add up, and where a kind of evidence says nothing it says 0.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product

from kg.doctor.columns import LABEL, TEXT, Column, Table
from kg.doctor.letters import fold, marks

OFFSETS = (-2, -1, 0, 1, 2)
"""How many rows a column is looked for away from its place."""

_STRIDES = (3, 4, 5, 7, 9, 12, 17, 23)
"""Rows so far away are taken as unrelated."""
_LEVELS = (0.7, 0.5, 0.25, 0.1, 0.03, 0.01)
"""Scores are told apart by how few unrelated rows reach them."""
_DOUBT = 10.0
"""So many rows' worth of doubt before what is learnt is believed."""
_PLACE = 10.0
"""So many bits more must another offset give than none, before what scores say is learnt from it: in languages that
share nothing, the best of five offsets is chance, and what is learnt from chance repeats it (measured on names of
countries, currencies, languages and scripts in ten languages)."""
_SAMPLE = 4000
"""So many unrelated pairs are enough to learn from."""
_FEW = 3
"""A stem that fewer rows have tells nothing of its company."""
_MOST_OFFSETS = 2000
"""In a table with more rows only the next row and the one before are looked at, so that it takes seconds."""
_MOST_MATES = 3
_SHARED = 500
"""A language is compared with so many others at most, chosen by the marks that so many rows share."""
_MATES = 12
"""So many stems of other languages that go with one are kept, the surest ones."""
_STEM = 5
_HAIR = 1e-9
_WORD = re.compile(r"\w{3,}")
_MOST_TEXT = 1000
"""In a table with more rows the company of words is counted in labels alone, which are enough there."""

Score = Callable[[int, int], float]
"""Of the text that may have moved, in one row, and what has not, in another; 0 where there is nothing to compare."""
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of evidence on one column; a score falls on a level between two ``cuts``.

    ``levels`` holds those of each row and each of ``OFFSETS``, -1 where there is no such row in the block; ``worth``
    the bits of each level, if rows are related at this offset; ``gain`` the bits that the whole table then gives.
    """

    score: Score
    cuts: list[float]
    levels: dict[int, list[int]]
    worth: dict[int, list[float]]
    gain: dict[int, float]

    def level(self, row: int, other: int) -> int:
        """How strongly the text of one row points to another."""
        return bisect_left(self.cuts, self.score(row, other) + _HAIR)


@dataclass(frozen=True, slots=True)
class Scale:
    """All evidence on what may have moved together, with the bits of each level."""

    sources: tuple[tuple[Source, list[float]], ...]

    def bits(self, row: int, other: int) -> float:
        """What speaks for it that the text of one row belongs to another."""
        return sum(worth[source.level(row, other)] for source, worth in self.sources)

    def near(self, offset: int, size: int) -> list[float]:
        """The same for every row and the one so far away."""
        columns = (
            [worth[level] if level >= 0 else 0.0 for level in source.levels[offset]] for source, worth in self.sources
        )
        return [sum(bits) for bits in zip(*columns, strict=True)] or [0.0] * size


_KINDS = {
    frozenset({LABEL}): ("label in texts", "letters", "length", "kinship", "company"),
    frozenset({LABEL, TEXT}): ("letters", "length", "company", "letters of texts", "company of texts"),
    frozenset({TEXT}): ("texts on label", "letters of texts", "company of texts"),
}


class Scores:
    """The scores of a table, in whatever order its rows are looked at; each kind is prepared when it is first asked for."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._known: dict[_Pair, Score | None] = {}
        self._marks = {column: [marks(text) for text in texts] for column, texts in table.cells.items() if any(texts)}
        self._anchors = [marks(text) for text in table.anchors]
        self._mates = {language: self._nearest(language) for language in table.languages}
        self._stems = {
            column: [_stems(column[1], text) for text in texts]
            for column, texts in table.cells.items()
            if column[0] == LABEL or table.size <= _MOST_TEXT
        }
        rows = [frozenset[str]().union(*row) for row in zip(*self._stems.values(), strict=True)]
        self._company, known = _company(rows, self._mates)
        self._rows = [row & known for row in rows]

    def _nearest(self, language: str) -> list[str]:
        """The languages to compare one with: all others, or of many those that share most marks with it."""
        mine = self._marks.get((LABEL, language), [])
        sample = range(0, self.table.size, max(1, self.table.size // _SHARED))
        shared = {
            other: sum(len(mine[row] & self._marks[LABEL, other][row]) for row in sample)
            for other in self.table.languages
            if other != language and mine and (LABEL, other) in self._marks
        }
        return sorted(shared, key=lambda other: (-shared[other], other))[:_MOST_MATES]

    def of(self, kind: str, language: str) -> Score | None:
        """One kind of evidence on one language; ``None`` if the table has nothing to take it from."""
        if (kind, language) not in self._known:
            self._known[kind, language] = self._prepared(kind, language)
        return self._known[kind, language]

    def _prepared(self, kind: str, language: str) -> Score | None:
        table = self.table
        label, text = (LABEL, language), (TEXT, language)
        labels, texts = ([(name, other) for other in self._mates[language]] for name in (LABEL, TEXT))
        match kind:
            case "label in texts":
                return self._letters(label, [text])
            case "texts on label":
                return self._letters(text, [label])
            case "letters":
                return self._letters(label, labels, self._anchors)
            case "letters of texts":
                return self._letters(text, texts)
            case "length":
                return _lengths(table.column(label), [table.column(column) for column in labels])
            case "company":
                return self._association((LABEL, language))
            case _:
                return self._association((TEXT, language))

    def _letters(self, column: Column, mates: Iterable[Column], *more: list[frozenset[str]]) -> Score | None:
        """How much of the shorter text's marks the other has, rare ones counting more."""
        fixed = [self._marks[mate] for mate in mates if mate in self._marks] + list(more)
        if column not in self._marks or not fixed:
            return None
        moved, found = self._marks[column], [frozenset[str]().union(*row) for row in zip(*fixed, strict=True)]
        counts = Counter(chain.from_iterable(found))
        usual = math.log2(len(found) + 1)
        rare = {mark: usual - math.log2(count) for mark, count in counts.items()}
        weights = [[sum(rare.get(mark, usual) for mark in row) for row in side] for side in (moved, found)]

        def score(row: int, other: int) -> float:
            shared = moved[row] & found[other]
            return sum([rare[mark] for mark in shared]) / min(weights[0][row], weights[1][other]) if shared else 0.0

        return score

    def _association(self, column: Column) -> Score | None:
        """How surely a text's words go with those of other languages, counted in all rows but its own."""
        mine = [[stem for stem in row if stem in self._company] for row in self._stems.get(column, ())]
        rows, company = self._rows, self._company
        known = {stem: frozenset(company[stem]) for row in mine for stem in row}

        def score(row: int, other: int) -> float:
            found = 0.0
            there, here = rows[other], rows[row]
            for stem in mine[row]:
                shared = known[stem] & there
                if shared:
                    mates = company[stem]
                    found += max([mates[mate][mate in here] for mate in shared])
            return found

        return score if any(mine) else None


class Evidence:
    """The evidence on every column of a table whose rows are looked at in an order: the row at each place."""

    def __init__(self, scores: Scores, order: Sequence[int]) -> None:
        self._scores, self._order, self._table = scores, order, scores.table
        self.offsets = OFFSETS if scores.table.size <= _MOST_OFFSETS else (-1, 0, 1)
        self._known: dict[_Pair, Source | None] = {}
        self._in_file_order = all(place == row for place, row in enumerate(order))
        self._block = [block for block in self._table.blocks for _ in block]

    def on(self, moved: frozenset[str], language: str) -> Scale:
        """The evidence on a language's ``LABEL``, ``TEXT``, or both together."""
        sources = [source for kind in _KINDS[moved] if (source := self._source(kind, language))]
        related = max(
            self.offsets,
            key=lambda offset: sum(source.gain[offset] for source in sources) - (_PLACE if offset else 0.0),
        )
        return Scale(tuple((source, source.worth[related]) for source in sources))

    def has(self, place: int, offset: int) -> bool:
        """Whether there is a row so far away in the same block."""
        return place + offset in self._block[place]

    def _source(self, kind: str, language: str) -> Source | None:
        if (kind, language) not in self._known:
            score = self._score(kind, language)
            self._known[kind, language] = self._learn(score) if score else None
        return self._known[kind, language]

    def _score(self, kind: str, language: str) -> Score | None:
        order = self._order
        if kind == "kinship":
            return _kinship(self._table, order, language)
        score = self._scores.of(kind, language)
        if score is None or self._in_file_order:
            return score
        return lambda place, other: score(order[place], order[other])

    def _learn(self, score: Score) -> Source:
        """What a score says, in bits, by how often unrelated and related rows reach it."""
        unrelated = sorted(score(place, other) for place, other in self._unrelated())
        total = len(unrelated)
        cuts = sorted({cut for level in _LEVELS if total and (cut := unrelated[int(total * (1 - level))]) > 0}) or [
            _HAIR * 2
        ]
        chance = _shares(
            (bisect_left(cuts, value + _HAIR) for value in unrelated), [1.0 / (len(cuts) + 1)] * (len(cuts) + 1), 1.0
        )
        places = range(self._table.size)
        levels = {
            offset: [
                (bisect_left(cuts, value + _HAIR) if (value := score(at, at + offset)) else 0)
                if at + offset in block
                else -1
                for at, block in zip(places, self._block, strict=True)
            ]
            for offset in self.offsets
        }
        worth, gain = {}, {}
        for offset, found in levels.items():
            met = _shares((level for level in found if level >= 0), chance, _DOUBT)
            worth[offset] = _rising([math.log2(there / here) for there, here in zip(met, chance, strict=True)], chance)
            gain[offset] = sum(worth[offset][level] for level in found if level >= 0)
        return Source(score, cuts, levels, worth, gain)

    def _unrelated(self) -> list[tuple[int, int]]:
        pairs = []
        step = max(1, self._table.size * len(_STRIDES) // _SAMPLE)
        for block in self._table.blocks:
            size = len(block)
            strides = [stride for stride in _STRIDES if stride < size - 2] or list(range(1, size))
            pairs += [
                (at, block.start + (at - block.start + stride) % size) for at in block[::step] for stride in strides
            ]
        return pairs


def _stems(language: str, text: str) -> frozenset[str]:
    return frozenset(f"{language} {fold(word)[:_STEM]}" for word in _WORD.findall(text))


def _shares(levels: Iterable[int], usual: Sequence[float], doubt: float) -> list[float]:
    """Which share of the scores falls on which level, drawn towards what is usual by some rows' worth of doubt."""
    counts = Counter(levels)
    return [(counts[level] + doubt * share) / (counts.total() + doubt) for level, share in enumerate(usual)]


def _rising(worth: list[float], weights: Sequence[float]) -> list[float]:
    """The nearest values that never fall (pool adjacent violators): a higher score never says less.

    >>> _rising([0.0, 2.0, 1.0], [1.0, 1.0, 1.0])
    [0.0, 1.5, 1.5]
    """
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(worth, weights, strict=True):
        pool = (value, weight, 1)
        while pools and pools[-1][0] > pool[0]:
            before = pools.pop()
            whole = before[1] + pool[1]
            pool = ((before[0] * before[1] + pool[0] * pool[1]) / whole, whole, before[2] + pool[2])
        pools.append(pool)
    return [value for value, _, count in pools for _ in range(count)]


def _lengths(texts: Sequence[str], mates: Sequence[Sequence[str]]) -> Score:
    """How alike a label is in length to its translations, each seen against the others of its language."""
    moved = _standard(texts)
    rows = zip(*map(_standard, mates), strict=True)
    fixed = [_mean([value for value in row if value is not None]) for row in rows]

    def score(row: int, other: int) -> float:
        mine, theirs = moved[row], fixed[other] if fixed else None
        return 0.0 if mine is None or theirs is None else max(0.01, 5.0 - abs(mine - theirs))

    return score


def _standard(texts: Sequence[str]) -> list[float | None]:
    logs = [math.log(len(text)) for text in texts if text]
    middle = _mean(logs) or 0.0
    spread = math.sqrt(_mean([(log - middle) ** 2 for log in logs]) or 0.0)
    return [(math.log(len(text)) - middle) / spread if text and spread else None for text in texts]


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _kinship(table: Table, order: Sequence[int], language: str) -> Score | None:
    """How much of its broader concept's label a label has, if both moved by as many places."""
    if max(table.parents, default=-1) < 0:
        return None
    labels = table.column((LABEL, language))
    found = [marks(labels[row]) for row in order]
    counts = Counter(chain.from_iterable(found))
    rare = {mark: math.log2((len(found) + 1) / count) for mark, count in counts.items()}
    place = {row: at for at, row in enumerate(order)}
    parents = [place.get(table.parents[row], -1) for row in order]
    totals = [sum(rare[mark] for mark in row) for row in found]

    def score(at: int, other: int) -> float:
        above = parents[other] + at - other if parents[other] >= 0 else -1
        if not 0 <= above < len(found) or above == at:
            return 0.0
        shared = found[at] & found[above]
        return sum([rare[mark] for mark in shared]) / totals[above] if shared else 0.0

    return score


def _company(
    rows: Sequence[frozenset[str]], compared: Mapping[str, Collection[str]]
) -> tuple[dict[str, dict[str, tuple[float, float]]], frozenset[str]]:
    """How surely the stems of other languages go with each stem.

    Of the two numbers, the first counts all rows, the second leaves one out that has both. Stems that are too rare or
    too common to tell anything are out.
    """
    every = Counter(chain.from_iterable(rows))
    counts = {stem: count for stem, count in every.items() if _FEW <= count <= max(_FEW, len(rows) // 3)}
    together: Counter[_Pair] = Counter()
    pairs = [
        pair
        for pair in combinations(sorted(compared), 2)
        if pair[1] in compared[pair[0]] or pair[0] in compared[pair[1]]
    ]
    for row in rows:
        by_language: dict[str, list[str]] = {}
        for stem in row & counts.keys():
            by_language.setdefault(stem.split(" ", 1)[0], []).append(stem)
        for first, second in pairs:
            together.update(product(by_language.get(first, ()), by_language.get(second, ())))
    company: dict[str, dict[str, tuple[float, float]]] = {}
    for (one, two), met in together.items():
        if met < _FEW - 1:
            continue
        for stem, mate in ((one, two), (two, one)):
            surely = tuple(
                _surely(met - less, (counts[stem] - 1) * (counts[mate] - less) / len(rows)) for less in (0, 1)
            )
            if surely[0] > 0:
                company.setdefault(stem, {})[mate] = (surely[0], surely[1])
    best = {
        stem: dict(sorted(mates.items(), key=lambda pair: (-pair[1][0], pair[0]))[:_MATES])
        for stem, mates in company.items()
    }
    return best, frozenset(counts)


def _surely(met: int, expected: float) -> float:
    """How far two stems meet more often than by chance: the logarithm of a Poisson likelihood ratio, in bits."""
    if met < _FEW - 1 or met <= expected:
        return 0.0
    return met * math.log2(met / expected) - (met - expected) / math.log(2)

"""What a score is worth, in bits: the evidence that a text is in its own row and not in a neighbour's.

The worth of a score (``scores.py``) is learnt from the table: how often it occurs where the table is in order, against
how often between unrelated rows. It is the logarithm (base 2) of that ratio, so bits add up, and a kind of evidence
that says nothing gives 0.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.validation.vocabularies.columns import Table
from kg.validation.vocabularies.scores import KINDS, LARGE, Score, Scores

OFFSETS = (-2, -1, 0, 1, 2)
"""How many rows away from its place a column is looked for; in a large table only one."""

_STRIDES = (3, 4, 5, 7, 9, 12, 17, 23)
"""Rows this far apart count as unrelated."""
_LEVELS = (0.7, 0.5, 0.25, 0.1, 0.03, 0.01, 0.003)
"""The levels of scores, by how few unrelated rows reach them."""
_DOUBT = 10.0
"""The weight, in rows, of the prior assumption against what is learnt."""
_PLACE = 10.0
"""How many more bits than offset 0 another offset needs before scores are learnt from it: in languages that share nothing,
the best of five offsets is chance, and learning from chance reinforces it (measured on names of countries, currencies,
languages and scripts in ten languages)."""
_SAMPLE = 4000
"""How many unrelated pairs are enough to learn from."""
_HAIR = 1e-9

_NO_LEVEL = -1
"""The level where there is nothing to compare."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """What the scores of one kind mean: each level lies between two ``cuts``, and ``chance`` is how often it occurs by chance.

    ``known`` are the levels of the context, where each text is in its own row.
    """

    score: Score
    cuts: list[float]
    chance: list[float]
    known: list[int]

    def levels(self, rows: Sequence[int], others: Sequence[int]) -> list[int]:
        """How strongly the text of each row points to the other row at the same place."""
        return _levels(self.score(rows, others), self.cuts)

    def worth(self, levels: Iterable[int]) -> list[float]:
        """The bits of each level, if these occur between related rows; 0 for "no level" comes last."""
        met = _shares((level for level in levels if level >= 0), self.chance, _DOUBT)
        return [
            *_rising([math.log2(there / here) for there, here in zip(met, self.chance, strict=True)], self.chance),
            0.0,
        ]


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of evidence on one column in an order.

    ``levels`` holds those of each place for each of ``OFFSETS``; ``worth`` the bits of each level, if rows are related
    at this offset; ``gain`` the bits that all examined rows then give.
    """

    gauge: Gauge
    levels: dict[int, list[int]]
    worth: dict[int, list[float]]
    gain: dict[int, float]


@dataclass(frozen=True, slots=True)
class Scale:
    """All evidence on what may have moved together, with the bits of each level."""

    sources: tuple[tuple[Source, list[float]], ...]

    def bits(self, row: int, other: int) -> float:
        """The evidence that the text of one row belongs to another."""
        return sum(worth[source.gauge.levels((row,), (other,))[0]] for source, worth in self.sources)

    def near(self, offset: int, size: int) -> list[float]:
        """The same for every place and the place ``offset`` rows away."""
        columns = [[worth[level] for level in source.levels[offset]] for source, worth in self.sources]
        return list(map(sum, zip(*columns, strict=True))) or [0.0] * size


class Gauges:
    """What the scores of a table mean, whatever the order in which its rows are examined."""

    def __init__(self, scores: Scores) -> None:
        self.scores = scores
        self._unrelated = _unrelated(scores.table)
        self._context = [row for block in scores.table.context for row in block]
        self._known: dict[tuple[str, str], Gauge | None] = {}

    def of(self, kind: str, language: str) -> Gauge | None:
        """What one kind of evidence on one language means, by how often unrelated rows reach a score."""
        if (kind, language) not in self._known:
            score = self.scores.of(kind, language)
            self._known[kind, language] = self._learnt(score) if score else None
        return self._known[kind, language]

    def _learnt(self, score: Score) -> Gauge:
        unrelated = sorted(value for value in score(*self._unrelated) if value >= 0)
        total = len(unrelated)
        cuts = sorted({cut for level in _LEVELS if total and (cut := unrelated[int(total * (1 - level))]) > 0}) or [
            _HAIR * 2
        ]
        chance = _shares(_levels(unrelated, cuts), [1.0 / (len(cuts) + 1)] * (len(cuts) + 1), 1.0)
        return Gauge(score, cuts, chance, _levels(score(self._context, self._context), cuts))


class Evidence:
    """The evidence on every column of a table in a given order, which says which row is at each place.

    Places of the context only show what a table in order looks like.
    """

    def __init__(self, gauges: Gauges, order: Sequence[int]) -> None:
        self._gauges, self._order, table = gauges, order, gauges.scores.table
        self.offsets = OFFSETS if table.size <= LARGE else (-1, 0, 1)
        self._known: dict[tuple[str, str], Source | None] = {}
        self._block: list[range] = [block for block in table.blocks for _ in block]

    def on(self, moved: frozenset[str], language: str) -> Scale:
        """The evidence on a language's ``LABEL``, ``TEXT``, or both together."""
        sources = [source for kind in KINDS[moved] if (source := self._source(kind, language))]
        related = max(
            self.offsets,
            key=lambda offset: sum(source.gain[offset] for source in sources) - (_PLACE if offset else 0.0),
        )
        return Scale(tuple((source, source.worth[related]) for source in sources))

    def has(self, place: int, offset: int) -> bool:
        """Whether there is a row that many places away in the same block."""
        return place + offset in self._block[place]

    def _source(self, kind: str, language: str) -> Source | None:
        if (kind, language) not in self._known:
            gauge = self._gauges.of(kind, language)
            self._known[kind, language] = self._learnt(gauge) if gauge else None
        return self._known[kind, language]

    def _learnt(self, gauge: Gauge) -> Source:
        levels = {offset: self._levels(gauge, offset) for offset in self.offsets}
        worth = {
            offset: gauge.worth([*found, *gauge.known] if offset == 0 else found) for offset, found in levels.items()
        }
        gain = {offset: sum([worth[offset][level] for level in found]) for offset, found in levels.items()}
        return Source(gauge, levels, worth, gain)

    def _levels(self, gauge: Gauge, offset: int) -> list[int]:
        order = self._order
        if offset == 0:
            return gauge.levels(order, order)
        places = [place for place, block in enumerate(self._block) if place + offset in block]
        found = gauge.levels([order[place] for place in places], [order[place + offset] for place in places])
        levels = [_NO_LEVEL] * len(self._block)
        for place, level in zip(places, found, strict=True):
            levels[place] = level
        return levels


def _levels(scores: Iterable[float], cuts: Sequence[float]) -> list[int]:
    return [bisect_left(cuts, value + _HAIR) if value > 0 else 0 if value == 0 else _NO_LEVEL for value in scores]


def _unrelated(table: Table) -> tuple[list[int], list[int]]:
    rows: list[int] = []
    others: list[int] = []
    step = max(1, table.size * len(_STRIDES) // _SAMPLE)
    for block in (*table.blocks, *table.context):
        size = len(block)
        for stride in [stride for stride in _STRIDES if stride < size - 2] or range(1, size):
            its = block[::step]
            rows += its
            others += [block.start + (at - block.start + stride) % size for at in its]
    return rows, others


def _shares(levels: Iterable[int], usual: Sequence[float], doubt: float) -> list[float]:
    """The share of scores at each level, smoothed towards the usual shares."""
    counts = Counter(levels)
    return [(counts[level] + doubt * share) / (counts.total() + doubt) for level, share in enumerate(usual)]


def _rising(worth: list[float], weights: Sequence[float]) -> list[float]:
    """The nearest non-decreasing values (pool adjacent violators): a higher score is never worth less.

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

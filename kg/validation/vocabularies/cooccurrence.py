"""Which words of one language occur together with which of another, counted in the rows of a table.

A word counts by its stem, its first letters in comparable form (``letters.py``), so that cases and plurals of one word
count as one. How much more often than by chance two stems occur together is a Poisson likelihood ratio, in bits.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, combinations

Stems = Sequence[frozenset[str]]
"""The stems of each row in one language."""

_FEW = 2
"""A stem in fewer rows than this is not counted."""
_MATES = 12
"""How many mates of a stem in other languages are kept, the surest ones."""


@dataclass(frozen=True, slots=True)
class Mates:
    """The stems that occur together with one, and how surely: counted in all rows, and with one row left out."""

    names: frozenset[str]
    bits: Mapping[str, tuple[float, float]]


def cooccurrence(stems: Mapping[str, Stems], compared: Mapping[str, Collection[str]]) -> dict[str, Mates]:
    """The mates of each stem; ``compared`` says with which languages each one is compared.

    Only rows with both languages are counted; stems that are too rare or too common there are skipped.
    """
    met: dict[str, list[tuple[float, str, int, float]]] = {}
    for one, two in combinations(sorted(compared), 2):
        if two in compared[one] or one in compared[two]:
            for stem, mate, entry in _pairs(stems[one], stems[two]):
                met.setdefault(stem, []).append((-entry[0], mate, *entry[1:]))
    best = {}
    for stem, mates in met.items():
        surest = mates if len(mates) <= _MATES else nsmallest(_MATES, mates)
        bits = {mate: (-less, _surely(count - 1, expected)) for less, mate, count, expected in surest}
        best[stem] = Mates(frozenset(bits), bits)
    return best


def _pairs(one: Stems, two: Stems) -> Iterator[tuple[str, str, tuple[float, int, float]]]:
    """Stems that occur together more often than by chance, both ways: how surely, how often, and how often without one row."""
    rows = [row for row, (mine, theirs) in enumerate(zip(one, two, strict=True)) if mine and theirs]
    size = len(rows)
    most = max(_FEW, size // 3)
    firsts, seconds = (Counter(chain.from_iterable(map(side.__getitem__, rows))) for side in (one, two))
    known = {stem for stem, count in seconds.items() if _FEW <= count <= most}
    theirs = {row: two[row] & known for row in rows}
    where: dict[str, list[frozenset[str]]] = {stem: [] for stem, count in firsts.items() if _FEW <= count <= most}
    for row in rows:
        for stem in one[row] & where.keys():
            where[stem].append(theirs[row])
    for stem, found in where.items():
        mine = len(found)
        for mate, met in Counter(chain.from_iterable(found)).items():
            if met < _FEW:
                continue
            others = seconds[mate]
            if (bits := _surely(met, (mine - 1) * others / size)) > 0:
                yield stem, mate, (bits, met, (mine - 1) * (others - 1) / size)
            if (bits := _surely(met, mine * (others - 1) / size)) > 0:
                yield mate, stem, (bits, met, (mine - 1) * (others - 1) / size)


def _surely(met: int, expected: float) -> float:
    """How much more often than by chance two stems occur together: the logarithm of a Poisson likelihood ratio, in bits."""
    if not met or met <= expected:
        return 0.0
    return met * math.log2(met / expected) - (met - expected) / _LN2


_LN2 = math.log(2)

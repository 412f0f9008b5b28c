"""Searches many versions of a text, which are much alike, without searching what they share again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from itertools import pairwise

from kg.upkeep.occurrences import Occurrence

_BETWEEN = b";"
"""A line between lines that do not follow each other, so that no name is made of the two."""
_AROUND = 2
"""So many lines before and after are searched with a line: a name may be divided between lines."""


class FreshLines:
    """Remembers which two lines in a row were searched and have nothing of a name; they are not searched again."""

    def __init__(self) -> None:
        self._innocent: dict[Hashable, set[tuple[bytes, bytes]]] = defaultdict(set)

    def search(self, data: bytes, kind: Hashable, find: Callable[[bytes], list[Occurrence]]) -> list[Occurrence]:
        """What ``find`` finds in those lines of a text that are new, or that had something; texts of a ``kind`` are read alike."""
        innocent, lines = self._innocent[kind], data.split(b"\n")
        pairs = list(pairwise((*lines, b"")))
        fresh = [number for number, pair in enumerate(pairs) if pair not in innocent]
        kept = _kept(fresh, len(lines))
        found = find(b"\n".join(_BETWEEN if number is None else lines[number] for number in kept))
        told = {kept[one.place.line - 1] or 0 for one in found}
        guilty = {number + step for number in told for step in range(-_AROUND, _AROUND + 1)}
        innocent.update(pairs[number] for number in fresh if number not in guilty)
        return found


def _kept(fresh: list[int], count: int) -> list[int | None]:
    """The numbers of the lines to search, with ``None`` where some are left out; the first line tells the kind of text."""
    around = {number + step for number in fresh for step in range(-_AROUND, _AROUND + 1)}
    numbers = sorted({0, *(number for number in around if 0 <= number < count)})
    kept: list[int | None] = [0]
    for before, number in pairwise(numbers):
        kept += [None, number] if number > before + 1 else [number]
    return kept

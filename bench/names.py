"""How well names are matched: precision, recall and F1 on pairs of names that people have judged.

    python -m bench.names PAIRS.csv [--wrong]

The table has the columns schema, name1, name2 and is_match, as nomenklatura's pairs have. Half of the pairs, by the hash
of the two names, was not read while the rules were made; ``--wrong`` prints the wrong ones of the other half.
With nomenklatura installed its own matcher is measured on the same pairs.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.records.likeness import name_of
from kg.records.name_keys import keys
from kg.records.name_matching import ALIKE, likeness

Pair = Mapping[str, str]


class Measure(NamedTuple):
    """How many pairs of a kind, in one half, were rightly and wrongly taken for one."""

    kind: str
    part: str
    right: int
    wrong: int
    missed: int
    pairs: int

    @property
    def precision(self) -> float:
        """The share of the pairs taken for one that are one."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """The share of the pairs that are one that were taken for one."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


def part_of(pair: Pair) -> str:
    digest = hashlib.sha256(f"{pair['name1']}|{pair['name2']}".encode()).digest()
    return "unread" if digest[0] % 2 else "read"


def kind_of(pair: Pair) -> str:
    return "person" if pair["schema"] == "Person" else "body"


def by_us(pair: Pair) -> float:
    """The score of our matcher; 0 if the two names share no key, as they are never compared then."""
    loose = kind_of(pair) == "person"
    one, other = (name_of(pair[side], body=not loose) for side in ("name1", "name2"))
    is_met = not set(keys(one, loose=loose)).isdisjoint(keys(other, loose=loose))
    return likeness(one, other, loose=loose) if is_met else 0.0


def measured(pairs: Iterable[Pair], match: Callable[[Pair], float] = by_us, least: float = ALIKE) -> Iterator[Measure]:
    """The measures of a matcher for persons and for bodies, in each half."""
    every = list(pairs)
    for kind in ("person", "body"):
        for part in ("read", "unread"):
            some = [one for one in every if (kind_of(one), part_of(one)) == (kind, part)]
            said = [(match(one) >= least, one["is_match"] == "true") for one in some]
            yield Measure(
                kind, part, said.count((True, True)), said.count((True, False)), said.count((False, True)), len(some)
            )


def by_nomenklatura() -> Callable[[Pair], float] | None:
    """The matcher of nomenklatura, if it is installed."""
    try:
        from followthemoney import model
        from nomenklatura.matching import LogicV1
        from nomenklatura.matching.types import ScoringConfig
    except ImportError:
        return None
    config = ScoringConfig.defaults()

    def match(pair: Pair) -> float:
        two = [model.make_entity(pair["schema"]) for _ in range(2)]
        for number, entity in enumerate(two, 1):
            entity.id = str(number)
            entity.add("name", pair[f"name{number}"])
        return float(LogicV1.compare(*two, config).score)

    return match


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    with options.pairs.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    other = by_nomenklatura()
    for title, match, least in (("ours", by_us, ALIKE), *((("nomenklatura", other, 0.6),) if other else ())):
        began = time.process_time()
        for one in measured(pairs, match, least):
            print(
                f"| {title} | {one.kind} | {one.part} | {one.pairs} |"
                f" {one.precision:.2f} | {one.recall:.2f} | {one.f1:.2f} |"
            )
        print(f"{title}: {(time.process_time() - began) / len(pairs) * 1e6:.0f} µs a pair")
    if options.wrong:
        for pair in pairs:
            if part_of(pair) == "read" and (by_us(pair) >= ALIKE) != (pair["is_match"] == "true"):
                print(f"{by_us(pair):.2f} {pair['name1']} | {pair['name2']} | {pair['is_match']}")


if __name__ == "__main__":
    main()

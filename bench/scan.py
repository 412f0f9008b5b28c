"""How fast files are searched for what is withheld: the pages of a made-up site, and the build's own files.

python -m bench.scan [FILE …]
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from itertools import product
from pathlib import Path

from kg.records.names import Names
from kg.records.withheld_names import WithheldNames
from kg.upkeep.scanning import Scan
from kg.upkeep.withheld_strings import Sought

_FIRST = ("Zhanar", "Timur", "Aigul", "Karl", "Olena", "Marat", "Lyazzat", "Pavel", "Dinara", "Gaukhar")
_LAST = ("Tulegenova", "Bergstrand", "Quisling", "Ospanov", "Yerzhanuly", "Kowalska", "Lindqvist", "Omarbekov")
_PAGES = 4000


def sought(count: int) -> Sought:
    """What is sought: some invented people, and the words and ids of as many records."""
    people = tuple(f"{first}{number or ''} {last}" for number, first, last in product(range(99), _FIRST, _LAST))[:count]
    alone = tuple({word for name in people for word in name.split()})
    texts = tuple(f"{name.split()[1].lower()} told nobody where the family slept" for name in people)
    names = WithheldNames(Names(people), Names((*people, *alone), (), people), frozenset())
    ids = frozenset(f"person/w{number}thheld" for number in range(count))
    return Sought(names, texts, ids, frozenset(), Counter(["told", "nobody", "where", "the", "family", "slept"]))


def pages(texts: list[str]) -> list[tuple[str, bytes]]:
    """The pages of a site: each has the same frame, and some lines of the texts."""
    frame = '<!doctype html><html lang="en"><head><title>{n}</title></head><body><nav>{nav}</nav>{body}</body></html>'
    nav = "".join(f'<a href="/kind/{number}.html">kind {number}</a>' for number in range(60))
    found = []
    for number in range(_PAGES):
        lines = (texts[(number * 37 + step) % len(texts)] for step in range(60))
        body = "".join(f'<p class="claim" id="c{number}-{step}">{line}</p>' for step, line in enumerate(lines))
        found.append((f"page/{number}.html", frame.format(n=number, nav=nav, body=body).encode()))
    return found


def main() -> None:
    """Prints megabytes a second of CPU time, the first time and again."""
    given = [Path(name) for name in sys.argv[1:]] or sorted(Path("build").glob("*.*"))
    files = [(path.name, path.read_bytes()) for path in given]
    texts = [line.decode(errors="replace") for _, data in files for line in data.splitlines() if b"<" not in line]
    for name, searched in (("site", pages(texts)), ("build", files)):
        size = sum(len(data) for _, data in searched) / 1e6
        for count in (10, 100, 700):
            scan = Scan.of(sought(count))
            speeds = []
            for _ in range(2):
                began = time.process_time()
                hits = len(list(scan.leaks(searched)))
                speeds.append(size / (time.process_time() - began))
            print(
                f"{name:6} {size:6.1f} MB, {count:4} names: {speeds[0]:5.1f} MB/s, again {speeds[1]:5.1f} MB/s, {hits} hits"
            )


if __name__ == "__main__":
    main()

"""How much less processor time our Turtle takes than rdflib's serialiser, on the same triples of the seeds.

python -m bench.exports [--triples 50000] [--runs 5]    after ``kg build``

Neither side reads a file: ours gets terms in N-Triples form, as everything here passes them, rdflib a graph of its own.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import rdflib

from kg.model.terms import Triple
from kg.rdf.serialization import line_of, order, triples
from kg.rdf.syntax import read_prefixes, read_triples

GRAPH = Path(__file__).parent.parent / "build" / "kg.ttl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    if not GRAPH.is_file():
        sys.exit("run `kg build` first")
    given = sorted(read_triples(GRAPH), key=order)[: options.triples]
    prefixes = read_prefixes(GRAPH)
    graph = in_rdflib(given, prefixes)
    pairs = [
        (seconds(lambda: triples(given, "ttl", prefixes=prefixes)), seconds(lambda: graph.serialize(format="turtle")))
        for _ in range(options.runs + 1)
    ][1:]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(second / first for first, second in pairs)
    print(f"{len(given):,} triples: {ours:.2f} s and {theirs:.2f} s with rdflib, {ratio:.0f} times as much")


def in_rdflib(given: list[Triple], prefixes: dict[str, str]) -> rdflib.Graph:
    """The triples in a graph of rdflib, with the prefixes."""
    graph = rdflib.Graph().parse(data="".join(map(line_of, given)), format="nt")
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
    return graph


def seconds(write: Callable[[], object]) -> float:
    """Processor time of a call."""
    began = time.process_time()
    write()
    return time.process_time() - began


if __name__ == "__main__":
    main()

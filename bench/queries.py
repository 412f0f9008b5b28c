"""What the queries of the catalogue cost, and how that grows with the data.

Run ``python -m bench.queries`` in a checkout. It builds the seeds and asks every query with what it needs, and with all its
examples; then it asks the graph of the seeds ten times more (``--copies``), each time with people, places and events of
its own, as if of another country: some 10,000 records. Both graphs are in memory, and a time is the median of ``--runs``.

Growth is how many times longer a query took, divided by how many times larger the graph is: 1 grows as the data do.
*By name* is the part of the time on the seeds that finding the parameters by their names takes. With ``--rdflib`` each
query is asked once in rdflib too. With ``--shared`` a project is built in which all copies speak of the same people and
places; what joins these has more rows than the data grew, and that growth is beside it.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

import kg
from bench.projects import enlarged
from kg.answers.binding import sparql
from kg.answers.catalogue import Query, catalogue
from kg.answers.opening import open_build
from kg.model.project import resources
from kg.rdf.dataset import Dataset

CATALOGUE = catalogue(resources("queries"))


class Cost(NamedTuple):
    """The seconds of a question with all its rows, and the number of rows."""

    seconds: float
    rows: int


def cases() -> Iterator[tuple[str, Query, dict[str, str]]]:
    """Each query with what it needs, and with all its examples."""
    for query in CATALOGUE:
        required = {one.name: one.example for one in query.parameters if one.required}
        every = {one.name: one.example for one in query.parameters}
        yield query.name, query, required
        if every != required:
            yield f"{query.name} +", query, every


def costs(texts: Mapping[str, str], dataset: Dataset, runs: int) -> dict[str, Cost]:
    """The cost of each question of a graph."""

    def once(text: str) -> Cost:
        began = time.perf_counter()
        rows = dataset.solutions(text).rows
        return Cost(time.perf_counter() - began, len(rows))

    found = {}
    for name, text in texts.items():
        taken = [once(text) for _ in range(runs)]
        found[name] = Cost(statistics.median(one.seconds for one in taken), taken[0].rows)
    return found


def finding(query: Query, values: Mapping[str, str], dataset: Dataset, runs: int) -> tuple[str, float]:
    """The text of a question, and the seconds that its parameters took."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        text = sparql(query, values, dataset)
        taken.append(time.perf_counter() - began)
    return text, statistics.median(taken)


def built(project: Path) -> Dataset:
    """The build of a project."""
    subprocess.run([sys.executable, "-m", "kg", "build"], cwd=project, check=True, stdout=subprocess.DEVNULL)
    return open_build(project.parent / "build").dataset


def apart(dataset: Dataset, copies: int) -> Dataset:
    """The graph so many times more, the nodes of the data under IRIs of their own each time."""
    own = re.compile(rf"<({re.escape(dataset.prefixes['id'])}[^>]*)>")
    quads = dataset.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    lines = "".join(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads)
    store = ox.Store()
    for number in range(copies + 1):
        text = own.sub(rf"<\1-{number}>", lines) if number else lines
        store.bulk_load(text, format=ox.RdfFormat.N_TRIPLES)
    return Dataset(store, dataset.prefixes)


def in_rdflib(texts: Mapping[str, str], folder: Path) -> dict[str, float]:
    """The processor seconds of each question in rdflib, asked once."""
    graph, found = kg.graph(folder), dict[str, float]()
    for name, text in texts.items():
        began = time.process_time()
        list(graph.query(text))
        found[name] = time.process_time() - began
    return found


def main() -> None:
    """Prints a table, the strongest growth last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rdflib", action="store_true")
    parser.add_argument("--shared", action="store_true")
    given = parser.parse_args()
    texts, named = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        seeds = built(enlarged(Path(folder) / "small", 0))
        for name, query, values in cases():
            texts[name], named[name] = finding(query, values, seeds, given.runs)
        small = costs(texts, apart(seeds, 0), given.runs)
        large = costs(texts, apart(seeds, given.copies), given.runs)
        slow = in_rdflib(texts, Path(folder) / "small" / "build") if given.rdflib else {}
        shared = {}
        if given.shared:
            shared = costs(texts, built(enlarged(Path(folder) / "shared", given.copies)), given.runs)
    times = given.copies + 1

    def growth(name: str, of: Mapping[str, Cost]) -> float:
        ratio: float = of[name].seconds / small[name].seconds / times
        return ratio

    print(f"{'':32}{'seeds':>10}{'by name':>9}{'growth':>8}{'rdflib':>9}{'shared':>8}{'rows':>8}")
    for name in sorted(texts, key=lambda name: growth(name, large)):
        part = named[name] / (named[name] + small[name].seconds)
        line = f"{name:32}{small[name].seconds * 1000:>8.1f}ms{part:>9.2f}{growth(name, large):>8.2f}"
        line += f"{slow[name]:>8.2f}s" if slow else " " * 9
        if shared:
            line += f"{growth(name, shared):>8.2f}{shared[name].rows / max(1, small[name].rows) / times:>8.2f}"
        print(line)
    print(f"{'all':32}{sum(one.seconds for one in small.values()) * 1000:>8.1f}ms")


if __name__ == "__main__":
    main()

"""How fast the shapes are checked: generated graphs through both engines, each run in a process of its own.

Run ``python -m bench.shacl``; ``--runs N`` for more than three, ``--largest N`` for another largest graph than that of
100,000 records (which takes minutes and some gigabytes). Printed are processor seconds as ratios: pySHACL as it is
published and as ``reference`` uses it (each query parsed once), both over the fast engine, at 1,000 records with 200
errors; then the fast engine at every size, the exponent by which it grows, and its memory a triple.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import statistics
import subprocess
import sys
import time
import warnings
from dataclasses import asdict, dataclass

ERRORS = {1_000: 200, 10_000: 535}


@dataclass(frozen=True, slots=True)
class Run:
    """One validation: processor seconds, triples, results, bytes that the process grew by, a digest of the results."""

    seconds: float
    triples: int
    results: int
    grown: int
    digest: str


def run(engine: str, records: int) -> Run:
    """Validates a generated graph in this process."""
    from kg.model.terms import digest
    from kg.validation import validate
    from tests.generated import generate, ontology, shapes

    warnings.simplefilter("ignore")
    errors = ERRORS.get(records, records // 20)
    rules, classes = shapes(), ontology()
    if engine == "published":
        return published(records, errors)
    triples = list(generate(records, errors)) if records <= max(ERRORS) else None
    count = len(triples) if triples is not None else sum(1 for _ in generate(records, errors))
    making = time.process_time()
    if triples is None:
        for _ in generate(records, errors):
            pass
    making = time.process_time() - making
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    data = generate(records, errors) if triples is None else triples
    report = validate(data, rules, classes, engine="fast" if engine == "fast" else "reference", most=None)
    seconds = time.process_time() - began - making
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    rows = sorted(
        " ".join(
            "_:" if t.startswith("_:") else t for t in (r.focus, r.path, r.component, r.value, r.shape, r.severity)
        )
        for r in report.results
    )
    return Run(seconds, count, len(rows), grown, digest("\n".join(rows)))


def published(records: int, errors: int) -> Run:
    """Runs pySHACL as published, from files to a report."""
    import pyshacl
    import rdflib

    from tests.generated import generate, ontology, shapes

    data = "".join(f"{s} {p} {o} .\n" for s, p, o in (*generate(records, errors), *ontology()))
    rules = "".join(f"{s} {p} {o} .\n" for s, p, o in shapes())
    began = time.process_time()
    graph, shape_graph = (rdflib.Graph().parse(data=text, format="nt") for text in (data, rules))
    _, report, _ = pyshacl.validate(graph, shacl_graph=shape_graph)
    seconds = time.process_time() - began
    assert isinstance(report, rdflib.Graph)
    results = sum(1 for _ in report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult))
    return Run(seconds, len(graph), results, 0, "")


def apart(engine: str, records: int) -> Run:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "bench.shacl", "--one", engine, str(records)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--largest", type=int, default=100_000)
    parser.add_argument("--one", nargs=2, metavar=("ENGINE", "RECORDS"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(asdict(run(arguments.one[0], int(arguments.one[1])))))
        return
    small, middle = ERRORS
    rounds = [{name: apart(name, small) for name in ("fast", "reference", "published")} for _ in range(arguments.runs)]
    for name in ("published", "reference"):
        ratios = sorted(each[name].seconds / each["fast"].seconds for each in rounds)
        print(
            f"{name:<10} / fast at {small:,} records: {statistics.median(ratios):6.1f}  ({ratios[0]:.1f} to {ratios[-1]:.1f})"
        )
    same = len({each[name].digest for each in rounds for name in ("fast", "reference")}) == 1
    print(f"results at {small:,}: {rounds[0]['fast'].results}, {'identical' if same else 'NOT THE SAME'}")
    fast, slow = apart("fast", middle), apart("reference", middle)
    same = fast.digest == slow.digest
    print(
        f"results at {middle:,}: {fast.results}, {'identical' if same else 'NOT THE SAME'}; reference / fast {slow.seconds / fast.seconds:.1f}"
    )
    before: tuple[int, float] | None = None
    for records in (small, middle, arguments.largest):
        runs = [apart("fast", records) for _ in range(arguments.runs if records < arguments.largest else 1)]
        seconds = statistics.median(each.seconds for each in runs)
        grown = max(each.grown for each in runs)
        line = f"fast at {records:>7,}: {seconds:8.2f} s, {runs[0].triples:>9,} triples, {grown / runs[0].triples:5.0f} bytes a triple, {runs[0].results} results"
        print(
            line
            + (f", exponent {math.log(seconds / before[1]) / math.log(records / before[0]):.2f}" if before else ""),
            flush=True,
        )
        before = records, seconds


if __name__ == "__main__":
    main()

"""The price of the worker: a warm query of the catalogue with it and without, in turn.

python -m bench.worker BUILD [--runs 20] [--query overview]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time

from tests.project import ROOT

_WITHOUT = "import os; del os.fork\nimport sys\nsys.argv[0] = 'kg'\nfrom kg.__main__ import start\nstart()"
_WITH = _WITHOUT.replace("import os; del os.fork", "import os")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("build")
    options.add_argument("--runs", type=int, default=20)
    options.add_argument("--query", default="overview")
    given = options.parse_args()
    seconds: dict[str, list[float]] = {"with": [], "without": []}
    call = ["query", given.query, "--build", given.build]
    for _ in range(given.runs + 1):
        for name, program in (("with", _WITH), ("without", _WITHOUT)):
            before = time_of_children()
            subprocess.run([sys.executable, "-c", program, *call], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
            seconds[name].append(time_of_children() - before)
    medians = {name: statistics.median(times[1:]) for name, times in seconds.items()}
    print(
        f"{time.strftime('%Y-%m-%d')}: {medians['without'] * 1000:.0f} ms of processor time without the worker, ",
        end="",
    )
    print(f"{medians['with'] * 1000:.0f} ms with it: {medians['with'] / medians['without'] - 1:+.0%}")


def time_of_children() -> float:
    """The processor time of all processes that have ended; the wall clock of a busy machine tells nothing."""
    times = os.times()
    return times.children_user + times.children_system


if __name__ == "__main__":
    main()

"""What a build costs, and what a change costs: processor time of the whole commands, and how both grow.

Run ``python -m bench.build`` in a checkout; ``--copies 10`` for how often the seed documents are copied (10 copies are
some 9,000 records), ``--runs N`` for more than three. Each figure is the median, in seconds of processor time of the command
with all its processes, start included; ratios compare commands of the same run.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.projects import enlarged

KG = [sys.executable, "-m", "kg"]
CHANGED = "2015-report-welcome"


def spent(command: list[str], folder: Path) -> tuple[float, int]:
    """Processor seconds of a command with its children, and its peak memory in MB."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    running = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 0, command
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def change_word(seeds: Path, number: int) -> None:
    """Changes a word in one document."""
    path = seeds / CHANGED / "records.yaml"
    text = path.read_text()
    at = text.index("  label: ") + len("  label: ")
    end = text.index("\n", at)
    path.write_text(f"{text[:at]}{text[at:end].partition(' (')[0]} ({number}){text[end:]}")


def median(run: Callable[[], tuple[float, int]], runs: int) -> tuple[float, int]:
    figures = [run() for _ in range(runs)]
    return statistics.median(seconds for seconds, _ in figures), max(memory for _, memory in figures)


def measured(copies: int, runs: int) -> dict[str, tuple[float, int]]:
    """The figures of a project with so many copies of the seeds."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = enlarged(Path(folder), copies)
        numbers = iter(range(10_000))

        def whole() -> tuple[float, int]:
            shutil.rmtree(Path(folder) / "build", ignore_errors=True)
            return spent([*KG, "build"], seeds)

        def again() -> tuple[float, int]:
            change_word(seeds, next(numbers))
            return spent([*KG, "build"], seeds)

        def check() -> tuple[float, int]:
            change_word(seeds, next(numbers))
            return spent([*KG, "validate", CHANGED], seeds)

        return {
            "whole build": median(whole, runs),
            "again, nothing changed": median(lambda: spent([*KG, "build"], seeds), runs),
            "again, one word changed": median(again, runs),
            "validate the changed document": median(check, runs),
            "bare interpreter": median(lambda: spent([sys.executable, "-c", "pass"], seeds), runs),
        }


def main() -> None:
    """Prints a table, with the exponent by which each figure grows with the data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    small, large = measured(1, given.runs), measured(given.copies, given.runs)
    growth = math.log((given.copies + 1) / 2)
    print(f"{'':32}{'2 times':>10}{f'{given.copies + 1} times':>10}{'memory':>10}{'of whole':>10}{'exponent':>10}")
    for name, (seconds, memory) in large.items():
        share, exponent = seconds / large["whole build"][0], math.log(seconds / small[name][0]) / growth
        print(f"{name:32}{small[name][0]:>9.2f}s{seconds:>9.2f}s{memory:>7} MB{share:>10.3f}{exponent:>10.2f}")


if __name__ == "__main__":
    main()

"""How long commands take as ratios to a bare ``python -c pass``, run in turn, medians over several runs.

Run ``python bench/startup.py`` in a checkout after ``kg build``; ``--runs N`` for more than seven, ``--quick`` for only
what is answered without click, which should take at most 2.5 times as long as bare Python.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

COMPLETION = {"_KG_COMPLETE": "bash_complete", "COMP_WORDS": "kg qu", "COMP_CWORD": "1"}
KG = [sys.executable, "-m", "kg"]
SCRIPT = [str(Path(sys.executable).with_name("kg"))]
AT_ONCE = {"kg --help": ["--help"], "kg": [], "kg --version": ["--version"], "kg query": ["query"]}
"""What is answered without click, called both ways."""


def seconds(command: list[str], extra: dict[str, str]) -> float:
    """Processor seconds, user and system, of one run of a command; ``kg`` alone ends with 2, as it should."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    nowhere = subprocess.DEVNULL
    ended = subprocess.run(command, env=os.environ | extra, stdout=nowhere, stderr=nowhere, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert ended.returncode == (2 if command in (KG, SCRIPT) and not extra else 0), command
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Prints a line for each command: its ratio to the bare interpreter, least, median and most."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    os.chdir(Path(__file__).parent.parent)
    for name, arguments in AT_ONCE.items():
        measure(name, [*SCRIPT, *arguments], {}, given.runs)
        measure(name.replace("kg", "python -m kg", 1), [*KG, *arguments], {}, given.runs)
    measure("import click", [sys.executable, "-c", "import click"], {}, given.runs)
    if not given.quick:
        measure("kg query (one question)", [*KG, "query", "who-suffered-what", "--format", "csv"], {}, given.runs)
        measure("shell completion", SCRIPT, COMPLETION, given.runs)
        with tempfile.TemporaryDirectory() as folder:
            measure("kg build", [*KG, "build", "--out", str(Path(folder, "build"))], {}, 3)


def measure(name: str, command: list[str], extra: dict[str, str], runs: int) -> None:
    """Runs a command and the bare interpreter in turn, once unmeasured, and prints the ratio."""
    bare = [sys.executable, "-c", "pass"]
    seconds(command, extra)
    ratios = sorted(seconds(command, extra) / seconds(bare, {}) for _ in range(runs))
    middle = statistics.median(ratios)
    print(f"{name:<26} {middle:7.2f} × python -c pass  ({ratios[0]:.2f} to {ratios[-1]:.2f}, {runs} runs)")


if __name__ == "__main__":
    main()

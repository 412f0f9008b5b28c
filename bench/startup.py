"""How long commands take as ratios to a bare ``python -c pass``, run in turn, medians over several runs.

Run ``python bench/startup.py`` in a checkout after ``kg build``; ``--runs N`` for more than seven.
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


def seconds(command: list[str], extra: dict[str, str]) -> float:
    """Processor seconds, user and system, of one run of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=os.environ | extra, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Prints a line for each command: its ratio to the bare interpreter, least, median and most."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    checkout = Path(__file__).parent.parent
    os.chdir(checkout)
    with tempfile.TemporaryDirectory() as folder:
        out = ["--out", str(Path(folder, "build"))]
        commands: dict[str, tuple[list[str], dict[str, str]]] = {
            "kg --help": ([*KG, "--help"], {}),
            "kg query (list)": ([*KG, "query"], {}),
            "kg query (one question)": ([*KG, "query", "who-suffered-what", "--format", "csv"], {}),
            "shell completion": ([str(Path(sys.executable).with_name("kg"))], COMPLETION),
            "kg build": ([*KG, "build", *out], {}),
        }
        bare = [sys.executable, "-c", "pass"]
        for name, (command, extra) in commands.items():
            ratios = sorted(seconds(command, extra) / seconds(bare, {}) for _ in range(3 if "build" in name else runs))
            middle = statistics.median(ratios)
            print(
                f"{name:<26} {middle:7.1f} × python -c pass  ({ratios[0]:.1f} to {ratios[-1]:.1f}, {len(ratios)} runs)"
            )


if __name__ == "__main__":
    main()

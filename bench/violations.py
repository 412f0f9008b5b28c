"""How long a graph with a million violations takes, and how much memory, as ratios to one of the same size with none.

Run ``python bench/violations.py``; ``--most N`` for other than a million, ``--engine reference`` for pySHACL (a million
would take it a quarter of an hour and ten gigabytes). Each graph has five violations a node. Processor seconds and the
highest memory are those of the whole command from the shell, start and reading included.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

EACH = 5
"""The violations of an act without properties."""
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
NAMESPACES = {1: "https://w3id.org/chronicle/ns#", 0: "https://example.org/ns#"}
"""By exit code: that of the ontology, and one that no shape speaks of."""


def spent(path: Path, code: int, engine: str) -> tuple[float, float]:
    """Processor seconds and the highest memory in MB of one run that must end with this code."""
    command = [sys.executable, "-m", "kg", "validate", path.name, "--engine", engine]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, cwd=path.parent, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout
        out = process.stdout.read().decode()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != code:
        sys.exit(out)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Prints a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--engine", default="fast")
    asked = parser.parse_args()
    before = 0.0
    print("violations   seconds  exponent  × without      MB  × without")
    with tempfile.TemporaryDirectory() as name:
        for violations in (asked.most // 100, asked.most // 10, asked.most):
            found = {}
            for code, namespace in NAMESPACES.items():
                path = Path(name, f"{code}.nt")
                with path.open("w") as file:
                    for number in range(violations // EACH):
                        file.write(f"<https://example.org/act/{number}> {TYPE} <{namespace}Act> .\n")
                found[code] = spent(path, code, asked.engine)
            (seconds, memory), (bare, least) = found[1], found[0]
            grown = f"{math.log10(seconds / before):8.2f}" if before else " " * 8
            before = seconds
            print(
                f"{violations:>10,}  {seconds:8.1f}  {grown}  {seconds / bare:9.1f}  {memory:6.0f}  {memory / least:9.1f}"
            )


if __name__ == "__main__":
    main()

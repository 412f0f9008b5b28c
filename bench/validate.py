"""How long it takes to check one new record beside five documents, as a ratio to a bare ``python -c pass``.

Run ``python bench/validate.py`` in a checkout after ``kg build``; ``--runs N`` for more than eleven. The processor time
is that of the whole command from the shell, start included; medians with the least and the most. What is checked lies
in a copy of ``seeds/``, whose build is the context.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
DIGEST = """\
---
document: 2020-note
title: A note
creator: Kazakhstan International Bureau for Human Rights and Rule of Law
issued: 2020-02-03
language: en
genre: statement
---

Police detained Lukpan Akhmedyarov in Uralsk on 1 February 2020.
"""
RECORD = """\
- act: detention-in-february
  type: {type}
  date: 2020-02-01
  place: Uralsk
  victim: Lukpan Akhmedyarov
  alleged-perpetrator: Kazakhstani police
  evidence: Police detained Lukpan Akhmedyarov in Uralsk on 1 February 2020.
"""


AGAIN = """\
import sys, time
from pathlib import Path
from kg.check import check

for _ in range(int(sys.argv[1]) + 1):
    began = time.process_time()
    check([Path("seeds/new")], language="en")
    print(time.process_time() - began)
"""
"""What ``kg watch`` does at each save; the first is at its start, when everything is read."""


def again(runs: int, folder: Path) -> float:
    """Processor seconds of a check in a process that has made one before: the median."""
    command = [sys.executable, "-c", AGAIN, str(runs)]
    printed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    return statistics.median(float(line) for line in printed.splitlines()[1:])


def seconds(command: list[str], code: int, folder: Path) -> float:
    """Processor seconds, user and system, of one run of a command that must end with this code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Compiled modules are kept, as they are wherever the package is installed.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != code:
        sys.exit(done.stdout.decode() + done.stderr.decode())
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def lay_out(folder: Path) -> None:
    """The five documents with their build, and a new one aside, good and broken."""
    shutil.copytree(CHECKOUT / "seeds", folder / "seeds")
    shutil.copytree(CHECKOUT / "build", folder / "build")
    for name, term in (("good", "detention"), ("broken", "detension")):
        (folder / name).mkdir()
        (folder / name / "digest.md").write_text(DIGEST)
        (folder / name / "records.yaml").write_text(RECORD.format(type=term))


def main() -> None:
    """Prints a line for each command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    runs = parser.parse_args().runs
    if not (CHECKOUT / "build" / "index.json").is_file():
        sys.exit("run `kg build` first")
    validate = [sys.executable, "-m", "kg", "validate"]
    commands: dict[str, tuple[list[str], int]] = {
        "one new record": ([*validate, "seeds/new"], 0),
        "one new record with a fault": ([*validate, "seeds/new"], 1),
        "a document of 214 records": ([*validate, "seeds/2012-07-12-remarks"], 0),
        "the project, 1,016 records": ([*validate, "seeds"], 0),
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(folder)
        bare = [sys.executable, "-c", "pass"]
        for what, (command, code) in commands.items():
            shutil.rmtree(folder / "seeds" / "new", ignore_errors=True)
            if "new" in what:
                shutil.copytree(folder / ("broken" if code else "good"), folder / "seeds" / "new")
            pairs = [(seconds(command, code, folder), seconds(bare, 0, folder)) for _ in range(runs + 1)][1:]
            spent = statistics.median(first for first, _ in pairs)
            ratios = sorted(first / second for first, second in pairs)
            middle = statistics.median(ratios)
            print(f"{what:<28} {spent:6.3f} s  {middle:6.1f} × python -c pass  ({ratios[0]:.1f} to {ratios[-1]:.1f})")
            if what == "one new record":
                spent = again(runs, folder)
                passed = statistics.median(second for _, second in pairs)
                print(f"{'the same, under kg watch':<28} {spent:6.3f} s  {spent / passed:6.1f} × python -c pass")


if __name__ == "__main__":
    main()

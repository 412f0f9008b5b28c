"""Attacks on the command line, at length: spoilt inputs, queries of death, two of each command at once, kills.

    python -m bench.attacks [--count 200] [--seed 1]

Each runs as a person would run it, in a process of its own. Counts of what came out are printed; the exit code is 1 if
there was a traceback, a hang, a crash, or anything left behind.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.mutating import INPUTS, lay_down, mutated
from tests.project import ROOT, Tiny, lay_out
from tests.test_attacks import TWICE
from tests.test_limits import CALLS, DEEP, ENDLESS, LONG

WRITE = [call for call in TWICE if call[0] not in ("validate", "query")]
"""What writes."""
LONGEST = 90
"""Seconds after which a command hangs."""
ENV = {**os.environ, "PYTHONPATH": str(ROOT)}
DEATHS = {
    **DEEP,
    **LONG,
    **{f"network {number}": text.replace("@", "http://127.0.0.1:1/") for number, text in enumerate(CALLS)},
    "200,000 patterns": f"ASK {{ {'?a ?b ?c . ' * 200_000} }}",
    "products": ENDLESS,
    "300 patterns": f"SELECT * {{ {'?a ?b ?c . ' * 300} }}",
    "a path of 1,000 steps": f"SELECT * {{ ?a {'<a:b>/' * 1000}<a:b> ?c }}",
    "doubled": f'SELECT (STRLEN(?x40) AS ?n) {{ BIND("x" AS ?x0) {" ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))} }}',
    "sorted": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "everything reachable": "SELECT * { ?a (!<a:b>|^!<a:b>)* ?b . ?c (!<a:b>)* ?d }",
    "a slow pattern": 'ASK { FILTER(REGEX("' + "a" * 5000 + '!", "^(a|aa|aaa)*$")) }',
    "many rows": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
}


def run(folder: Path, *call: str) -> tuple[str, bytes]:
    """How a command ended, in a word, and what it printed."""
    command = [sys.executable, "-m", "kg", *call]
    try:
        ended = subprocess.run(command, cwd=folder, env=ENV, capture_output=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return "HANG", b""
    told = ended.stdout + ended.stderr
    if b"Traceback" in told:
        return "TRACEBACK", told
    return (str(ended.returncode) if ended.returncode in (0, 1, 2) else f"CRASH {ended.returncode}"), told


def spoilt(tiny: Tiny, count: int, seed: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for each in INPUTS:
        path = tiny.folder / each.path
        before = path.read_bytes() if path.exists() else None
        for number, data in enumerate(mutated(each.text, seed=seed, count=count)):
            path.write_bytes(data)
            ended, told = run(tiny.folder, *each.call)
            found[f"{each.path}: {ended}"] += 1
            if not ended.isdecimal():
                print(f"{each.path}, number {number}: {ended}\n{told.decode(errors='replace')[-800:]}")
        path.unlink() if before is None else path.write_bytes(before)
    return found


def deaths(tiny: Tiny) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, text in DEATHS.items():
        (tiny.folder / "death.rq").write_text(text, encoding="utf-8")
        began = time.monotonic()
        ended, told = run(tiny.folder, "query", "death.rq", "--build", "build", "--timeout", "5", "--memory", "1")
        code = told.partition(b"[")[2].partition(b"]")[0].decode() if ended == "1" else ended
        found[code] += 1
        print(f"  {name:<28} {code:<16} {time.monotonic() - began:5.1f} s")
    return found


def twice(tiny: Tiny) -> Counter[str]:
    found: Counter[str] = Counter()
    for call in TWICE * 5:
        both = [
            subprocess.Popen([sys.executable, "-m", "kg", *call], cwd=tiny.folder, env=ENV, stderr=-3) for _ in "12"
        ]
        found.update(f"{call[0]}: {one.wait(LONGEST)}" for one in both)
    return found


def kills(tiny: Tiny, count: int, seed: int) -> Counter[str]:
    """Kills of commands that write, at random moments; the next command must find everything in order."""
    found: Counter[str] = Counter()
    chance = random.Random(seed)
    for number in range(count):
        call = WRITE[number % len(WRITE)]
        sent = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)[number // 3 % 3]
        with subprocess.Popen(
            [sys.executable, "-m", "kg", *call], cwd=tiny.folder, env=ENV, stderr=-3, stdout=-3
        ) as one:
            time.sleep(chance.uniform(0, 1.5))
            one.send_signal(sent)
        ended, _ = run(tiny.folder, "validate", "texts")
        found[f"{call[0]} after {sent.name}, then validate: {ended}"] += 1
    run(tiny.folder, *TWICE[0])
    left = [path.name for path in tiny.folder.rglob(".*") if path.name.startswith((".again", ".kg", ".up"))]
    found["LEFT BEHIND"] = len(left)
    return found


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=200, help="spoilt inputs of each kind")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        tiny = lay_out(Path(name))
        lay_down(tiny)
        assert run(tiny.folder, "build", "--documents", "texts", "--out", "build")[0] == "0"
        whole: Counter[str] = Counter()
        for title, found in (
            ("queries of death", deaths(tiny)),
            ("spoilt inputs", spoilt(tiny, given.count, given.seed)),
            ("two at once", twice(tiny)),
            ("kills", kills(tiny, given.count // 3, given.seed)),
        ):
            print(f"\n{title}: {found.total()}")
            print("".join(f"  {count:>6}  {what}\n" for what, count in sorted(found.items())))
            whole += found
    bad = {
        what
        for what, count in whole.items()
        if count and any(word in what for word in ("HANG", "TRACE", "CRASH", "LEFT"))
    }
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

"""How fast `kg serve` answers, beside Oxigraph's own server on the same store; README of results: bench/results.md.

    python -m bench.serve BUILD [--site SITE] [--seconds 60]

``wrk`` asks over 16 connections on loopback: point queries that no cache has seen (each names another node), the same
query again and again, and a page. Both servers run alone in turn, the rounds alternate, and the median counts.
"""

from __future__ import annotations

import argparse
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from kg.answers.opening import open_build
from kg.model.terms import text_of
from tests.serving import running

CONNECTIONS = 16
ROUNDS = 3
QUERY = "SELECT ?p ?o {{ <{}> ?p ?o }}"
NODES = (
    "SELECT DISTINCT ?s { ?s ?p ?o FILTER(STRSTARTS(STR(?s), STR(id:)) && !CONTAINS(STR(?s), '/graph/')) } ORDER BY ?s"
)
JSON = "application/sparql-results+json"
SCRIPT = """
wrk.headers["Accept"] = "{accept}"
local paths = {{}}
for line in io.lines("{paths}") do paths[#paths + 1] = line end
local at = 0
request = function()
  at = at + 1
  local path = paths[(at - 1) % #paths + 1]
  return wrk.format("GET", {varied} and path .. "%23" .. {seed} .. "." .. at or path)
end
"""
"""With ``varied`` each query ends in another comment, so that no cache has seen it."""


class Rate(NamedTuple):
    """Requests a second, the median latency in milliseconds, and how many went wrong."""

    a_second: float
    latency: float
    errors: int


def rate(address: str, paths: list[str], seconds: float, *, accept: str = JSON, varied: bool = False) -> Rate:
    """What wrk measures with these paths in turn."""
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder) / "paths", Path(folder) / "ask.lua"
        listed.write_text("\n".join(paths))
        seed = time.monotonic_ns()
        script.write_text(SCRIPT.format(accept=accept, paths=listed, varied=str(varied).lower(), seed=seed))
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--latency", "-s", str(script), address]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    median = re.search(r"50%\s+([\d.]+)(us|ms|s)", told)
    assert found
    assert median
    faults = re.findall(r"Non-2xx or 3xx responses: (\d+)|(?:connect|read|write|timeout) (\d+)", told)
    errors = sum(int(number) for pair in faults for number in pair if number)
    return Rate(float(found[1]), float(median[1]) * {"us": 0.001, "ms": 1, "s": 1000}[median[2]], errors)


@contextmanager
def oxigraph(build: Path) -> Iterator[str]:
    """Oxigraph's own server over the store of a build, read-only."""
    program = Path(sys.executable).with_name("oxigraph")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(program), "serve-read-only", "--location", str(build / "store"), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def measured(build: Path, site: Path | None, seconds: float) -> dict[str, list[Rate]]:
    """The rates of each round, by what is measured."""
    nodes = [text_of(row[0]) for row in open_build(build).dataset.solutions(NODES).rows if row[0]]
    queries = [quote(QUERY.format(node)) for node in nodes]
    found: dict[str, list[Rate]] = {name: [] for name in ("oxigraph", "uncached", "cached", "page")}
    shown = ["--site", str(site)] if site else []
    for _ in range(ROUNDS):
        with oxigraph(build) as address:
            found["oxigraph"].append(rate(address, [f"/query?query={one}" for one in queries], seconds, varied=True))
        with running("--build", str(build), *shown) as server:
            own = [f"/sparql?query={one}" for one in queries]
            found["uncached"].append(rate(server.address, own, seconds, varied=True))
            found["cached"].append(rate(server.address, own[:100], seconds))
            found["page"].append(rate(server.address, [f"/doc/{one.partition('/id/')[2]}" for one in nodes[:200]], seconds, accept="text/html"))  # fmt: skip
    return found


def main() -> None:
    """Prints the medians and their ratios to Oxigraph's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("--site", type=Path)
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    found = measured(given.build, given.site, given.seconds)
    middle = {name: statistics.median(one.a_second for one in rates) for name, rates in found.items()}
    for name, rates in found.items():
        latency = statistics.median(one.latency for one in rates)
        errors = sum(one.errors for one in rates)
        ratio = middle[name] / middle["oxigraph"]
        print(f"{name:10} {middle[name]:8.0f} a second  {latency:6.2f} ms  {ratio:5.2f} × Oxigraph  {errors} errors")


if __name__ == "__main__":
    main()

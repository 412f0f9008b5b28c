"""A running `kg serve`, asked over real HTTP; and small builds of any quads for it to serve."""

from __future__ import annotations

import http.client
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from kg.build.output import store_sums
from kg.rdf.dataset import Dataset

BASE = "https://example.org/id/"
_STARTS = 90.0


class Answer(NamedTuple):
    """A response: the names of its headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> object:
        """The body as JSON."""
        return json.loads(self.body)


class Running(NamedTuple):
    """A server that runs, and its process."""

    address: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        """Its port."""
        return urlsplit(self.address).port or 0

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """The response to a request; ``accept_language`` stands for Accept-Language."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=100)
        try:
            link.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            found = link.getresponse()
            told = {name.lower(): value for name, value in found.getheaders()}
            return Answer(found.status, told, found.read())
        finally:
            link.close()

    def get(self, path: str, accept: str | None = None, **headers: str) -> Answer:
        """The response to GET."""
        given = headers if accept is None else headers | {"accept": accept}
        return self.ask("GET", path, None, **given)

    def query(self, text: str, accept: str = "application/sparql-results+json") -> Answer:
        """The response of the endpoint to a query."""
        return self.get(f"/sparql?query={quote(text)}", accept)


@contextmanager
def running(*options: str, log: Path | None = None) -> Iterator[Running]:
    """`kg serve` with some options, on a port of its own; it is ended at the end. A busy machine takes its time."""
    patient = () if "--timeout" in options else ("--timeout", "60")
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", *patient, *options]
    where = log.open("w") if log else subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=where, text=True, env=environment())
    try:
        yield Running(_address(process), process)
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert process.stdout
        process.stdout.close()
        if log and not isinstance(where, int):
            where.close()


def environment() -> dict[str, str]:
    """This environment, in which Python finds our own package first."""
    return os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    ends = time.monotonic() + _STARTS
    while time.monotonic() < ends and process.poll() is None:
        if select.select([process.stdout], [], [], 0.2)[0]:
            line = process.stdout.readline()
            if line.startswith("serving at "):
                return line.split()[2]
    raise AssertionError(f"the server did not start: {process.poll()}")


def lay_out_build(folder: Path, lines: list[str], *, base: str = BASE, withdrawn: str = "") -> Path:
    """A build of N-Quads lines with what a server reads of it; each triple is in the default graph too."""
    folder.mkdir(parents=True)
    text = "".join(sorted(lines))
    triples = "".join(f"{line.rsplit(' <', 1)[0]} .\n" for line in sorted(lines))
    Dataset.write(folder / "store", [triples.encode(), text.encode()])
    (folder / "kg.nq").write_text(text)
    (folder / "withdrawn.ttl").write_text(withdrawn or "# Nothing was withdrawn.\n")
    (folder / "names.tsv").write_text("")
    (folder / "index.json").write_text(
        json.dumps({"program": "", "access": "public", "base": base}, separators=(",", ":"))
    )
    (folder / "blocks").mkdir()
    (folder / "blocks" / "store.json").write_text(json.dumps(store_sums(folder / "store")))
    return folder

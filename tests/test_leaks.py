"""Nothing that commands print, draw, write or log tells what is withheld, in whichever way it is withheld."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.build.reading import read_project
from kg.exchange.formats import formats
from kg.model.project import find_project
from kg.upkeep.leaking import files_below
from kg.upkeep.scanning import Scan
from kg.upkeep.withheld_strings import withheld_strings
from tests.project import ROOT, Ran, Tiny, kg, lay_out

AUTHORITIES = """\
- organization: c0mm1t
  label: Lake Committee
  names:
    - name: Lake Committee
      in: [note]
- organization: p0l1ce
  label: Lakeside police
  agent-kind: police
- organization: 0ff1ce
  label: Bureau of Herons
  access: partners
- person: w1tn3s
  label: {en: Zhanar Tulegenova, ru: Жанар Тулегенова}
  access: never
  age: 41
  ethnicity: Marsh Tatar
  names: [Жанар Төлегенова]
  member-of: gr0up7
- person: h5sb4d
  label: Olaf Lundquist
  spouse-of: w1tn3s
- person: k3yk3y
  label: Olga Sandberg
  age: 37
  gender: woman
  ethnicity: Fen Tatar
  names: [The Egret]
  description: She keeps the second ledger under the floor of the boat house.
  access: {age: never, ethnicity: restricted, names: restricted, description: partners}
- group: gr0up7
  label: those who kept the ledger
  count: 2
- place: pl4ce1
  label: Lakeside
  latitude: 51.23781
  longitude: 51.36642
  access: {latitude: never, longitude: never}
- place: s4f3h5
  label: Mill Cottage
  within: Lakeside
  latitude: 51.29994
  longitude: 51.38886
  access: restricted
- group: d0cs01
  label: Test documentalists
- decision: who-is-who
  left: w1tn3s
  right: h5sb4d
  verdict: different
  ground: The witness is a woman of forty-one.
  decider: d0cs01
"""
NOTE = """\
---
document: note
title: A note of the Lake Committee on Zhanar Tulegenova
creator: Lake Committee
issued: 2020-02-03
language: en
genre: statement
url: https://example.org/free-tulegenova
description: It was printed in the cellar of the bakery by night.
access: {description: restricted}
---

## What happened
The Lake Committee says that police detained Zhanar Tulegenova in Lakeside on 1 February 2020.
A neighbour saw two officers at her door.
Two officers asked for her papers.
A baker told the officers the way to the mill.
Olga Sandberg was searched because of the second ledger.
Police searched three more houses.
"""
INNER = """\
---
document: cell-minutes
title: Minutes of the closed meeting of the marsh cell
creator: Lake Committee
issued: 2020-03-01
language: en
genre: statement
access: partners
---

## Minutes
The cell decided to move the ledger to the reed island.
Zhanar Tulegenova spoke.
"""
RECORDS = """\
- act: detention-in-february
  type: detention
  date: 2020-02-01
  place: [Lakeside, Mill Cottage]
  victim: w1tn3s
  alleged-perpetrator: Lakeside police
  participant: {agent: Olaf Lundquist}
  description: Tulegenova was taken from her flat.
  evidence: police detained Zhanar Tulegenova in Lakeside on 1 February 2020
- act: betrayal
  type: threat
  date: 2020-01-31
  access: restricted
  victim: w1tn3s
  description: The baker sold the way to the mill for a sack of flour.
  evidence: A baker told the officers the way to the mill
- act: search
  type: harassment
  date: 2020-02-14
  victim: k3yk3y
  alleged-perpetrator: Lakeside police
  reason: because of the second ledger that nobody found
  access: {reason: restricted}
  evidence: Olga Sandberg was searched
  claims:
    - about: reason
      certainty: suggested
      evidence: because of the second ledger
    - about: alleged-perpetrator
      value: 0ff1ce
      certainty: alleged
      access: never
      ground: The bureau paid for the lorry on that morning.
- posting: treasurer
  holder: w1tn3s
  organization: c0mm1t
  position: keeper of the ledger
  evidence: A neighbour saw two officers
- claim: on-betrayal
  asserts: betrayal
  ground: Two people heard the baker boast of it.
  evidence: A neighbour saw two officers
- assessment: of-betrayal
  description: Selling a neighbour for flour is beneath contempt.
  concerns: betrayal
  evidence: A neighbour saw two officers
- event: houses
  type: election
  label: Three houses are searched
  date: 2020-02-24
  access: {date: never}
  evidence: Police searched three more houses
- recommendation: stop
  description: Stop searching houses.
  made-by: Lake Committee
  addressed-to: 0ff1ce
  concerns: houses
  evidence: Police searched three more houses
"""
MEETING = """\
- event: closed-meeting
  type: election
  label: The cell moves the ledger
  participant: w1tn3s
  organiser: Lake Committee
  evidence: The cell decided to move the ledger to the reed island
"""
TELLING = (
    *("tulegenova", "zhanar", "тулегенова", "төлегенова", "marsh tatar", "fen tatar", "egret", "second ledger"),
    *("keeper of the ledger", "forty-one", "bakery", "sack of flour", "beneath contempt", "heard the baker", "lorry"),
    *("closed meeting", "reed island", "mill cottage", "51.2378", "51.3664", "51.2999", "51.3888", "2020-02-24"),
    *(
        "w1tn3s",
        "s4f3h5",
        "note.betrayal",
        "cell-minutes",
        "note.treasurer",
        "on-betrayal",
        "of-betrayal",
        "bureau of herons",
    ),
)
"""What tells something, in small letters, that the public may not see."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A project with something withheld in each way: people, places, documents, acts, claims and single keys."""
    tiny = lay_out(tmp_path_factory.mktemp("leaks"))
    tiny.write("authorities/all.yaml", AUTHORITIES)
    tiny.write("note/digest.md", NOTE)
    tiny.write("inner/digest.md", INNER)
    tiny.records(RECORDS)
    tiny.write("inner/records.yaml", MEETING)
    for access in ("public", "partners", "internal"):
        ran = tiny.kg("build", "--access", access)
        assert (ran.code, "shapes      conforms" in ran.out) == (0, True), ran
    return tiny


@pytest.fixture(scope="module")
def scan(project: Tiny) -> Scan:
    """The search for what the public may not see."""
    with contextlib.chdir(project.folder):
        found = find_project(Path("texts"))
        sought = withheld_strings(found, read_project(found), "public")
    assert sought
    return Scan.of(sought)


def told(scan: Scan, files: Iterator[tuple[str, bytes]]) -> list[str]:
    """Everything in files that tells something."""
    kept = list(files)
    found = [
        f"{path}: {word}" for path, data in kept for word in TELLING if word in data.decode(errors="replace").lower()
    ]
    return found + [f"{leak.place}: {leak.what}" for leak in scan.leaks(kept)]


def texts(ran: Ran) -> Iterator[tuple[str, bytes]]:
    """What a command printed."""
    yield "out.txt", ran.out.encode()
    yield "err.txt", ran.err.encode()


def test_the_internal_graph_has_all_of_it(project: Tiny, scan: Scan) -> None:
    data = (project.folder / "build.internal" / "kg.nq").read_bytes()
    found = {line.rpartition(": ")[2] for line in told(scan, iter([("kg.nq", data)]))}
    assert set(TELLING) - found == set()
    assert {"name", "words", "id"} <= found


def test_no_file_of_the_public_build_tells_any(project: Tiny, scan: Scan) -> None:
    assert told(scan, iter(project.built().items())) == []


@pytest.mark.parametrize("name", formats())
def test_no_export_tells_any(project: Tiny, scan: Scan, tmp_path: Path, name: str) -> None:
    with contextlib.chdir(project.texts):
        ran = kg("export", name, "--build", str(project.build), "--out", str(tmp_path / "out"))
    assert (ran.code, ran.err) == (0, "")
    assert told(scan, files_below(tmp_path / "out")) == []
    assert told(scan, texts(ran)) == []


def test_partners_see_theirs_and_nothing_else(project: Tiny, tmp_path: Path) -> None:
    with contextlib.chdir(project.texts):
        ran = kg(
            "export", "turtle", "--build", str(project.build), "--access", "partners", "--out", str(tmp_path / "out")
        )
    assert (ran.code, ran.err) == (0, "")
    text = "\n".join(path.read_text().lower() for path in (tmp_path / "out").iterdir())
    theirs = {"second ledger", "closed meeting", "reed island", "cell-minutes", "bureau of herons"}
    assert {word for word in TELLING if word in text} == theirs


QUERIES = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))


def test_no_query_answers_with_any(project: Tiny, scan: Scan) -> None:
    for name in QUERIES:
        ran = project.kg("query", name, "--build", "build", "--format", "csv")
        assert told(scan, texts(ran)) == [], name


COMMANDS = (
    *(("show", ident) for ident in ("detention-in-february", "search", "k3yk3y", "Olaf Lundquist", "Lakeside", "note")),
    *(("trace", ident) for ident in ("detention-in-february", "search", "person:k3yk3y", "houses")),
    *(("cite", ident) for ident in ("detention-in-february", "search", "note")),
    *(("dossier", ident, "--format", form) for ident in ("search", "k3yk3y", "note") for form in ("md", "html")),
    *(("picture", name) for name in ("network", "timeline", "places")),
    ("stats", "--format", "json"),
    ("stats", "--format", "markdown"),
    ("identity", "--format", "json"),
    ("verify",),
    ("query", "--search", "ledger"),
    ("query", "--search", "Tulegenova"),
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_command_tells_any(project: Tiny, scan: Scan, arguments: tuple[str, ...]) -> None:
    where = () if arguments[0] in ("trace", "verify") else ("--build", "build")
    ran = project.kg(*arguments, *where)
    asked = arguments[-1].lower()
    assert ran.code == 0, ran
    assert [
        line for line in told(scan, texts(ran)) if not line.endswith((asked, ": name")) or asked not in TELLING
    ] == []


HIDDEN = (
    "w1tn3s",
    "Zhanar Tulegenova",
    "The Egret",
    "betrayal",
    "cell-minutes",
    "s4f3h5",
    "treasurer",
    "closed-meeting",
)


@pytest.mark.parametrize("command", ["show", "trace", "cite", "dossier"])
@pytest.mark.parametrize("asked", HIDDEN)
def test_no_error_message_tells_that_there_is_such_a_one(project: Tiny, command: str, asked: str) -> None:
    where = () if command == "trace" else ("--build", "build")
    ran, nobody = project.kg(command, asked, *where), project.kg(command, "xxxxxxxx", *where)
    assert (ran.code, ran.out) == (nobody.code, nobody.out)
    assert ran.err.splitlines()[0].replace(asked, "xxxxxxxx") == nobody.err.splitlines()[0]
    said = ran.err.replace(asked, "").lower()
    assert [word for word in TELLING if word in said] == []


def test_no_number_counts_what_is_withheld_by_level_place_or_kind(project: Tiny) -> None:
    ran = project.kg("stats", "--format", "json", "--build", "build")
    assert re.findall(r"withheld|restricted|partners|never", ran.out) == []

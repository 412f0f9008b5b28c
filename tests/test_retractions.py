"""What is retracted or superseded counts nowhere: every query answers as if nobody had said it.

Each case is built twice from the graph of the seeds: once with the claims still there and their status changed, once
with them and all that only they tell of taken away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest

from kg.answers.binding import sparql
from kg.model.vocabulary import CONCEPTS, PREFIXES
from kg.rdf.dataset import Dataset
from tests.asking import CATALOGUE, Row, rows
from tests.publishing import data_of, published
from tests.sampling import sampled

EARLY = ("2012-04-27-joint-appeal", "2015-visit-press-conference")
LATE = ("2012-07-12-remarks", "2015-report-welcome", "2018-09-20-statement")
STAYS = {
    "about": "its identity decisions are no claims",
    "documents": "a text is held whether or not its claims stand",
    "places": "where a place lies is no claim",
    "who-is-who": "a decision is no claim",
}
"""Queries that also tell of what no claim says."""


class Case(NamedTuple):
    """The dataset in which claims are gone, the one in which nobody made them, and the documents that lost all."""

    gone: Dataset
    never: Dataset
    documents: tuple[str, ...]


Pick = Callable[[str], Case]
"""The case of a name."""


@pytest.fixture(scope="session")
def cases(dataset: Dataset) -> Pick:
    """Whole documents retracted, whole documents superseded, every second act of a document retracted, or some of each."""
    made = {
        "early": lambda: _case(dataset, dict.fromkeys(EARLY, "retracted")),
        "late": lambda: _case(dataset, dict.fromkeys(LATE, "superseded")),
        "acts": lambda: _case(dataset, {}, acts=True),
        TOGETHER: lambda: _case(dataset, {EARLY[0]: "retracted", LATE[0]: "superseded"}, acts=True),
    }
    return cache(lambda name: made[name]())


def _case(dataset: Dataset, documents: dict[str, str], *, acts: bool = False) -> Case:
    """The claims of some documents gone, each with its status, and every second act of a document retracted."""
    quads = list(dataset.store)
    lost, marked = [_of_documents(dataset, quads, tuple(documents))], quads
    for name, status in documents.items():
        wanted = f"{{ ?claim hr:evidence/hr:document document:{name} }}"
        marked = list(_marked(marked, _nodes(dataset, f"SELECT DISTINCT ?claim {wanted}"), status))
    if acts:
        claims, is_of_acts = _of_acts(dataset)
        marked = list(_marked(marked, claims, "retracted"))
        lost.append(is_of_acts)
    never = (quad for quad in quads if not any(is_lost(quad) for is_lost in lost))
    return Case(_store(marked), _store(never), tuple(documents))


def _of_documents(dataset: Dataset, quads: Iterable[ox.Quad], names: tuple[str, ...]) -> Callable[[ox.Quad], bool]:
    """Whether a quad is told in no other document."""
    graphs = {ox.NamedNode(f"{PREFIXES['id']}document/{name}") for name in names}
    others = {quad.triple for quad in quads if quad.graph_name not in (*graphs, ox.DefaultGraph())}
    theirs = {quad.triple for quad in quads if quad.graph_name in graphs} - others
    own = tuple(f"/{name}." for name in names)

    def is_lost(quad: ox.Quad) -> bool:
        mentioned = f"{quad.subject} {quad.object}"
        return quad.graph_name in graphs or quad.triple in theirs or any(mark in mentioned for mark in own)

    return is_lost


def _of_acts(dataset: Dataset) -> tuple[set[ox.NamedNode], Callable[[ox.Quad], bool]]:
    """All claims on every second act of a document, by name, and whether a quad is only there because of them.

    Findings on such an act no longer say what they concern.
    """
    acts = sorted(_nodes(dataset, "SELECT ?act { GRAPH ?text { ?act a hr:Act } ?text a hr:Document }"), key=str)[::2]
    wanted = " ".join(map(str, acts))
    claims = _nodes(dataset, f"SELECT DISTINCT ?claim {{ VALUES ?act {{ {wanted} }} ?claim hr:asserts+ ?act }}")
    lost = {*acts, *claims}
    # Parts of the act, and parts of the claims, bear the record's name too.
    tails = tuple(f"/{str(act)[1:-1].rsplit('/', 1)[1]}." for act in acts)

    def is_lost(quad: ox.Quad) -> bool:
        mentioned = f"{quad.subject} {quad.object}"
        return bool({quad.subject, quad.object} & lost) or any(tail in mentioned for tail in tails)

    return claims, is_lost


def _nodes(dataset: Dataset, text: str) -> set[ox.NamedNode]:
    return {ox.NamedNode(row[0].strip("<>")) for row in dataset.solutions(text).rows if row[0]}


def _marked(quads: Iterable[ox.Quad], claims: set[ox.NamedNode], status: str) -> Iterable[ox.Quad]:
    property_, concept = ox.NamedNode(f"{PREFIXES['hr']}status"), ox.NamedNode(f"{PREFIXES['vocab']}status/{status}")
    for quad in quads:
        is_status = quad.predicate == property_ and quad.subject in claims
        yield ox.Quad(quad.subject, quad.predicate, concept, quad.graph_name) if is_status else quad


def _store(quads: Iterable[ox.Quad]) -> Dataset:
    """What is published of some quads."""
    store = ox.Store()
    store.extend(quads)
    return published(data_of(store))


def _asked(name: str, dataset: Dataset) -> str:
    """The query with no more parameters than it needs, these as in its example."""
    query = CATALOGUE[name]
    return sparql(query, {entry.name: entry.example for entry in query.parameters if entry.required}, dataset)


CASES, TOGETHER = ("early", "late", "acts"), "together"
EACH = [(name, case) for name in sorted(CATALOGUE) for case in CASES]
"""Each query with each case. A case costs as much as two builds: at every push there is one with some of all three."""
AT_PUSH = [(name, TOGETHER) for name in sorted(CATALOGUE)]


def slow(cases: Iterable[tuple[Any, ...]], ids: Iterable[str]) -> list[Any]:
    return [
        pytest.param(*case, id=name, marks=pytest.mark.slow_reference) for case, name in zip(cases, ids, strict=True)
    ]


def test_the_two_words_are_of_the_vocabulary() -> None:
    assert {"retracted", "superseded"} <= set(CONCEPTS["status"].values())


@pytest.mark.parametrize(
    ("name", "case"),
    [*sampled(AT_PUSH, 3, ids=list(map("-".join, AT_PUSH))), *slow(EACH, map("-".join, EACH))],
)
def test_nobody_said_what_is_retracted(name: str, case: str, cases: Pick, dataset: Dataset) -> None:
    text = _asked(name, dataset)
    gone, never = rows(cases(case).gone, text), rows(cases(case).never, text)
    if name in STAYS:
        gone = [row for row in gone if pieces(row) in map(pieces, never)]
    assert sorted(map(pieces, gone)) == sorted(map(pieces, never))


def pieces(row: Row) -> list[tuple[str, list[str]]]:
    """A row in which the pieces of a cell are in order."""
    return sorted((column, sorted(re.split(r"; | \| | … | \.\.\. ", cell))) for column, cell in row.items())


ASKED = sorted(set(CATALOGUE) - {"documents", "who-is-who"})


@pytest.mark.parametrize(
    ("name", "among"),
    [
        *sampled([(name, (TOGETHER,)) for name in ASKED], 9, ids=[f"{name}-{TOGETHER}" for name in ASKED]),
        *slow([(name, CASES) for name in ASKED], ASKED),
    ],
)
def test_what_is_retracted_is_missed(name: str, among: tuple[str, ...], cases: Pick, dataset: Dataset) -> None:
    text = _asked(name, dataset)
    whole = rows(dataset, text)
    found = {case: rows(cases(case).gone, text) for case in among}
    assert any(answer != whole for answer in found.values())
    for case, answer in found.items():
        named = {source for row in answer for source in row.get("source", "").split("; ")}
        assert not named & set(cases(case).documents)


def test_a_whole_counts_again_once_its_parts_are_retracted(dataset: Dataset) -> None:
    parts = _nodes(dataset, "SELECT ?part { ?part hr:partOf ?whole ; hr:actType ?type . ?whole hr:actType ?type }")
    wanted = " ".join(map(str, parts))
    claims = _nodes(dataset, f"SELECT DISTINCT ?claim {{ VALUES ?act {{ {wanted} }} ?claim hr:asserts+ ?act }}")
    without = _store(_marked(list(dataset.store), claims, "retracted"))
    text = CATALOGUE["acts-by-year"].text
    assert any(int(row["summaries"]) for row in rows(dataset, text))
    assert not any(int(row["summaries"]) for row in rows(without, text))

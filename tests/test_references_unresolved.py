"""A reference to nothing, or a key that is missing, is refused with its place: never a traceback, never a node of nowhere."""

from __future__ import annotations

import pytest

from kg.model.errors import DataError
from kg.model.kinds import Key, Kind, by_name
from kg.records import TOP
from tests.project import Tiny

COUNTS = {
    "count: {exactly: 10, of: 41}": 1,
    "count: {exactly: 10, derived-from: [41, 42]}": 2,
    "victim: {agent: 41, capacity: 42, count: {exactly: 10, of: 43}}": 3,
    "claims: [{about: count, value: {exactly: 10, of: 41}, evidence: Two officers}]": 1,
    "claims: [{about: victim, value: {agent: 41}, claimant: 42, via: {claimant: 43}, evidence: Two officers}]": 3,
}


@pytest.mark.parametrize(("line", "wrong"), COUNTS.items())
def test_a_part_that_refers_to_nothing_is_refused_with_its_place(tiny: Tiny, line: str, wrong: int) -> None:
    tiny.records(f"- act: a\n  type: detention\n  evidence: Two officers\n  {line}\n")
    with pytest.raises(DataError) as refused:
        tiny.quads()
    assert [problem.code for problem in refused.value.problems] == ["unknown-reference"] * wrong
    assert {problem.location.line for problem in refused.value.problems if problem.location} == {4}


@pytest.mark.parametrize("kind", TOP)
def test_every_reference_of_a_kind_to_nothing_is_refused(tiny: Tiny, kind: str) -> None:
    keys = [key for key in by_name()[kind].keys if key.reads == "reference" or key.role]
    lines = [f"  {key.name}: {'[nothing, nowhere]' if key.many else 'nothing'}\n" for key in keys]
    tiny.records(f"- {kind}: a\n{''.join(lines)}")
    with pytest.raises(DataError) as refused:
        tiny.quads()
    told = {problem.key for problem in refused.value.problems if problem.code == "unknown-reference"}
    keys = [key for key in keys if kind not in ("fact", "place") or key.on == "node"]  # without evidence: no claims
    assert told == {"agent" if key.role else key.name for key in keys}


@pytest.mark.parametrize("kind", TOP)
def test_a_record_without_one_of_its_keys_is_refused(tiny: Tiny, kind: str) -> None:
    needed = [key for key in by_name()[kind].keys if key.required]
    tiny.records(
        "".join(f"- {kind}: {key.name}\n{_lines(by_name()[kind], but=key)}" for key in needed) or "- claim: a\n"
    )
    with pytest.raises(DataError) as refused:
        tiny.quads()
    missing = {problem.key for problem in refused.value.problems if problem.code == "missing-key"}
    assert missing >= {key.name for key in needed}


def _lines(kind: Kind, *, but: Key) -> str:
    """The required keys of a kind but one."""
    values = {"reference": "Anna Berg", "quote": "Two officers", "number": "1"}
    keys = [key for key in kind.keys if key.required and key is not but]
    return "".join(f"  {key.name}: {values.get(key.reads, 'words')}\n" for key in keys)

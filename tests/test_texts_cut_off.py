"""A text without quotation marks that YAML would cut at ``#`` is refused, whatever its key and its place."""

from __future__ import annotations

import pytest

from kg.model.kinds import by_name
from kg.records import TOP, read_records
from kg.records.templates import scaffold
from tests.project import DIGEST, RECORDS, Tiny

CUT = {
    "evidence": "reason: joined the #FreePress campaign",
    "a tab before it": "reason: joined\t#FreePress",
    "the whole text": "reason: #FreePress",
    "a number": "label: case #5",
    "a concept": "certainty: alleged # so they say",
    "a date": "time: 07:00 # sharp",
    "an item of a list": "right:\n    - freedom of movement #x",
    "an item in brackets": "right: [freedom of movement #x\n    ]",
    "a value in braces": "reason: {en: joined the #FreePress\n    }",
    "a part": "victim: {agent: p3rs0n,\n    count: 1 #x\n    }",
    "a claim's key": "claims:\n    - about: date\n      ground: seen #x",
    "the last of several lines": "reason: joined\n    the #FreePress campaign",
    "the first of several lines": "reason: joined the\n    #FreePress campaign",
    "a paragraph of its own": "reason: joined the\n\n    #FreePress campaign",
    "lines of Windows": "reason: joined the\r\n    #FreePress campaign\r\n",
    "a hint of kg new with more in it": "reason: joined #x # why, as the document says it, in your own words",
}
WHOLE = {
    "quotation marks": "reason: 'joined the #FreePress campaign'",
    "a comment behind quotation marks": 'reason: "joined" # so they say',
    "no space": "reason: joined the#FreePress",
    "a block": "reason: > # folded\n    joined the #FreePress campaign",
    "a comment on a line of its own": "reason: joined\n  # so they say",
    "a comment behind a key alone": "claims: # so they say\n    - about: date\n      ground: seen",
    "a hint of kg new": "reason: joined   # why, as the document says it, in your own words",
    "a hint of kg new in Russian": "certainty: alleged # ",
}


@pytest.mark.parametrize("line", CUT.values(), ids=CUT)
def test_a_text_that_a_comment_cuts_is_refused(tiny: Tiny, line: str) -> None:
    tiny.records(f"- act: a\n  type: detention\n  evidence: Two officers\n  {line}\n")
    codes = [problem.code for problem in read_records(tiny.texts / "note/records.yaml")[1]]
    assert "text-cut-off" in codes
    assert "text-cut-off" in tiny.kg("validate", "texts").out


@pytest.mark.parametrize("line", WHOLE.values(), ids=WHOLE)
def test_a_comment_that_cuts_nothing_may_stay(tiny: Tiny, line: str) -> None:
    if line.endswith("# "):
        line += hint("act", "certainty", "ru")
    tiny.records(f"- act: a\n  type: detention\n  evidence: Two officers\n  {line}\n")
    assert read_records(tiny.texts / "note/records.yaml")[1] == []


def hint(kind: str, key: str, language: str) -> str:
    """What ``kg new`` writes behind a key."""
    lines = scaffold(by_name()[kind], "x", whole=True, language=language).splitlines()
    return next(line.rpartition(" # ")[2] for line in lines if line.strip("# ").startswith(f"{key}:"))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_that_kg_new_writes_is_cut_off(tiny: Tiny, language: str) -> None:
    tiny.records("\n".join(scaffold(by_name()[kind], "x", whole=True, language=language) for kind in TOP))
    assert {problem.code for problem in read_records(tiny.texts / "note/records.yaml")[1]} == {"not-filled-in"}


def test_a_title_in_front_matter_is_not_cut_off(tiny: Tiny) -> None:
    tiny.write("note/digest.md", DIGEST.replace("A note of", "Note #5 of"))
    assert "note/digest.md:3:13" in tiny.kg("validate", "texts").out


def test_every_cut_is_told_with_the_words_that_would_be_lost(tiny: Tiny) -> None:
    tiny.records(RECORDS.replace("date: 2020-02-01", "date: 2020-02-01 #one").replace("Anna Berg", "Anna Berg #two", 1))
    out = tiny.kg("validate", "texts").out
    assert 'before "#one"' in out
    assert 'before "#two"' in out


def test_the_id_of_a_removed_entry_is_known_in_spite_of_a_comment(tiny: Tiny) -> None:
    tiny.write("authorities/retired.txt", "p3rs0n  # withheld\n")
    assert "retired-id" in tiny.kg("validate", "texts").out

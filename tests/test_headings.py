"""A heading asserts nothing by itself: a claim that rests on headings alone is warned about."""

from __future__ import annotations

import contextlib

import pytest

from tests.project import Ran, Tiny, kg

TEXT = """\
Night at Lakeside

A woman led away

Police led Anna Berg out of her flat. "They came at night", said a neighbour.

## What her sister heard

They asked for:

* a telephone

Her sister heard
of it later.

Lake Committee
"""
FACTS = ("--title", "At night", "--language", "en", "--creator", "Lake Committee", "--date", "2020-02-03")
RECORD = "- act: a\n  type: detention\n  date: left open\n  victim: Anna Berg\n  alleged-perpetrator: left open\n"
WARNING = (
    'act a texts/at-night/records.yaml:1:3 warning [heading-as-evidence] The only evidence is a heading, which asserts '
    'nothing by itself: "A woman led away". texts/at-night/records.yaml:6:13 │ evidence: A woman led away → Quote the '
    "sentence that says it, or write certainty: unclear and stance: leaves open."
)  # fmt: skip


@pytest.fixture
def held(tiny: Tiny) -> Tiny:
    """A project with a text that is held as it is, with a title, headings, a list and a signature."""
    (tiny.folder / "at-night.txt").write_text(TEXT, encoding="utf-8")
    with contextlib.chdir(tiny.folder):
        assert kg("add", "at-night.txt", "--documents", "texts", *FACTS).code == 0
    return tiny


def validated(tiny: Tiny, lines: str, *options: str) -> Ran:
    """``kg validate`` on a record with these last lines."""
    tiny.write("at-night/records.yaml", RECORD + lines)
    return tiny.kg("validate", "texts/at-night", *options)


@pytest.mark.parametrize("words", ["Night at Lakeside", "A woman led away", "What her sister heard"])
def test_a_claim_on_a_heading_alone_is_warned_about(held: Tiny, words: str) -> None:
    ran = validated(held, f"  evidence: {words}\n")
    assert (ran.code, ran.out.count("[heading-as-evidence]")) == (0, 1)


def test_the_warning_says_where_and_what_to_do(held: Tiny) -> None:
    assert WARNING in " ".join(validated(held, "  evidence: A woman led away\n").out.split())
    russian = " ".join(validated(held, "  evidence: A woman led away\n", "--lang", "ru").out.split())
    assert (
        "предупреждение [heading-as-evidence] Всё подтверждение — заголовок, который сам ничего не утверждает: "
        '"A woman led away". texts/at-night/records.yaml:6:13 │ evidence: A woman led away → Процитируйте предложение, '
        "где это сказано, или укажите certainty: unclear и stance: leaves open." in russian
    )


@pytest.mark.parametrize(
    "evidence",
    [
        "Police led Anna Berg out of her flat.",
        "a telephone",
        "Her sister heard of it later.",
        "Lake Committee",
        "[A woman led away, Police led Anna Berg out]",
        "A woman led away\n  certainty: unclear\n  stance: leaves open",
    ],
)
def test_a_sentence_an_item_a_signature_and_what_is_left_open_are_not(held: Tiny, evidence: str) -> None:
    assert "heading-as-evidence" not in validated(held, f"  evidence: {evidence}\n").out


def test_a_claim_within_a_record_is_looked_at_by_itself(held: Tiny) -> None:
    inner = "  claims: [{about: date, evidence: A woman led away}]\n"
    ran = validated(held, f"  evidence: Police led Anna Berg\n{inner}")
    assert ran.out.count("[heading-as-evidence]") == 1
    assert "texts/at-night/records.yaml:7:" in ran.out


def test_words_of_a_marked_heading_of_a_digest_are_said_to_stand_in_one(tiny: Tiny) -> None:
    tiny.records(RECORD + "  evidence: What happened\n")
    ran = tiny.kg("build")
    assert ran.code == 1
    assert ran.errors.splitlines()[:3] == [
        'error[quote-not-found]: "What happened" is in a heading only',
        "  texts/note/records.yaml:6:13",
        "  a heading asserts nothing by itself: quote the sentence that says it",
    ]

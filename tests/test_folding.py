"""Texts as they are searched for a name: each character becomes what it becomes alone, and every word is found."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.records.folding import fold
from kg.records.name_words import words_of

TEXTS = st.text(st.one_of(st.characters(codec=None), st.sampled_from("aA \t\r.'`-9\x00éЁщқ—«²ß中ไ\ud800\u200b\u0301")))
"""Texts in which letters of ASCII stand beside any other characters, also such as no encoding has."""


@given(TEXTS)
def test_a_character_is_folded_as_it_is_beside_any_other(text: str) -> None:
    beside, alone = fold(f"Ё{text}"), fold("Ё")
    assert beside == alone + "".join(fold(f"Ё{char}").removeprefix(alone) for char in text)


def test_what_is_of_ascii_becomes_one_small_character_of_ascii() -> None:
    found = fold("Ё" + "".join(map(chr, range(128)))).removeprefix(fold("Ё"))
    assert found == "".join(map(chr, range(9))) + " \n   " + "".join(map(chr, range(14, 28))) + " " * 5 + "".join(
        "'" if char == "`" else char.lower() for char in map(chr, range(33, 128))
    )


@given(TEXTS)
def test_the_words_of_a_text_are_its_runs_of_letters(text: str) -> None:
    folded = fold(text)
    assert words_of(folded) == set(re.findall(r"[^\W\d_]+", folded))

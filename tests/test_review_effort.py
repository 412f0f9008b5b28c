"""What reviews have cost, told from their logs as ``kg evaluate --effort`` reckons it."""

from __future__ import annotations

from kg.extraction.review.decisions import Decision
from kg.extraction.review.effort import effort
from kg.extraction.review.reviewing import decide, undo
from tests.project import Tiny
from tests.reviewed import proposals, proposed

TEXT = "Two officers asked for her papers. two officers at her door; police detained Anna Berg"


def at(minute: int, second: int = 0) -> str:
    return f"2026-01-01T10:{minute:02}:{second:02}Z"


def test_what_is_read_corrected_and_written_costs_as_it_is_reckoned() -> None:
    values = (("type", "detention"), ("victim", "Anna Berg"), ("date", "left open"))
    log = [
        Decision("accept", "act-1", "Vera", at(0)),  # four values
        Decision("correct", "act-2", "Vera", at(0, 30), values=values),  # two stay, one is added
        Decision("reject", "group-1", "Vera", at(1), why="no"),
        Decision("add", "added-1", "Vera", at(2), kind="group"),
        Decision("skip", "group-2", "Vera", at(2)),
        Decision("move", "act-1", "Vera", at(50)),
    ]
    found = effort("note", proposals(TEXT), log)
    assert found[1:5] == (1, 1, 1, 1)
    assert found.seconds == 4 * 4 + (1 * 4 + 1 * 20) + 4 + 90
    assert found.logged == 120


def test_pauses_are_cut_short_and_each_reader_has_a_time_of_their_own() -> None:
    log = [
        Decision("accept", "group-1", "Vera", at(0)),
        Decision("accept", "group-1", "Max", at(30)),
        Decision("accept", "group-2", "Vera", at(50)),
    ]
    assert effort("note", proposals(TEXT), log).logged == 300


def test_what_was_undone_is_not_reckoned(tiny: Tiny) -> None:
    review = proposed(tiny)
    review = decide(review, "accept", "group-1", who="Vera")
    review, _ = undo(review, who="Vera")
    decide(review, "accept", "group-2", who="Vera")
    ran = tiny.kg("evaluate", "--effort", "--documents", str(tiny.texts))
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[-2:] == [
        "reviewed  accepted  corrected  rejected  written  minutes reckoned  minutes in the log",
        "note  1  0  0  0  0  0",
    ]


def test_without_a_log_there_is_nothing_to_tell(tiny: Tiny) -> None:
    assert "reviewed" not in tiny.kg("evaluate", "--effort", "--documents", str(tiny.texts)).out

"""The review of proposals: what people decide, who has to, what is undone, what is lost when killed, what goes where."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

from kg.extraction.proposals import Proposal, Words
from kg.extraction.proposed_table import table_text
from kg.extraction.review.decisions import same_person
from kg.extraction.review.log import read_log
from kg.extraction.review.ranking import ranked
from kg.extraction.review.reviewing import Review, add, decide, move, opened, undo
from kg.extraction.review.values import lines_of, read_lines, values_of
from kg.model.errors import DataError, InvalidValueError
from tests.project import ROOT, Tiny
from tests.reviewed import QUOTE, proposed, words


@pytest.fixture
def review(tiny: Tiny) -> Review:
    return proposed(tiny)


def state(review: Review, name: str) -> tuple[str, tuple[str, ...], int]:
    one = review.now[name]
    return one.state, one.readers, one.needed


def refused(review: Review, *arguments: str, **more: object) -> str:
    before = (review.folder / "review.log").exists() and (review.folder / "review.log").read_bytes()
    with pytest.raises(InvalidValueError) as caught:
        decide(review, *arguments, **more)  # type: ignore[arg-type]
    assert ((review.folder / "review.log").exists() and (review.folder / "review.log").read_bytes()) == before
    return str(caught.value.found)


# ── Decisions ────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_blames_somebody_comes_first_and_the_rest_in_the_order_of_the_text(review: Review) -> None:
    assert [one.proposal.ident for one in ranked(review.now)] == ["act-1", "act-2", "group-1", "group-2"]


def test_what_is_decided_sinks_behind_what_waits(review: Review) -> None:
    review = decide(review, "accept", "group-1", who="Vera")
    review = decide(review, "skip", "act-1", who="Vera")
    assert [one.proposal.ident for one in ranked(review.now)] == ["act-2", "group-2", "act-1", "group-1"]


def test_a_sentence_to_look_at_comes_last_and_becomes_no_record(tiny: Tiny) -> None:
    review = proposed(tiny)
    text = review.document.text
    sentence = Proposal("sentence", "sentence-1", words(text, QUOTE), "rule", 0.4, take="offer", asks="anything here?")
    table = review.folder / "proposed.csv"
    table.write_text(table_text([sentence, *review.proposals]), encoding="utf-8")
    review = opened(review.folder, review.project)
    assert ranked(review.now)[-1].proposal == sentence
    assert refused(review, "accept", "sentence-1", who="Vera") == "sentence-1 is a sentence, not a record"
    assert lines_of(sentence) == ""
    review = decide(review, "reject", "sentence-1", who="Vera", why="nothing here")
    assert state(review, "sentence-1")[0] == "rejected"


def test_an_alleged_perpetrator_is_accepted_only_by_two_people(review: Review) -> None:
    review = decide(review, "accept", "act-1", who="Vera")
    assert state(review, "act-1") == ("waiting", ("Vera",), 2)
    assert refused(review, "accept", "act-1", who=" vera ") == " vera  has accepted it already"
    review = decide(review, "accept", "act-1", who="Max")
    assert state(review, "act-1") == ("accepted", ("Vera", "Max"), 2)


def test_other_spelling_of_a_name_is_no_second_reader() -> None:
    assert same_person("VERA  Lind") == same_person("vera lind")
    assert same_person("Vera Lind") != same_person("Vera Linde")


def test_a_correction_by_the_second_reader_has_to_be_read_by_another(review: Review) -> None:
    review = decide(review, "accept", "act-1", who="Vera")
    values = tuple(
        (key, "2020-02" if key == "date" else value) for key, value in values_of(review.now["act-1"].proposal)
    )
    review = decide(review, "correct", "act-1", who="Max", values=values)
    assert state(review, "act-1") == ("waiting", ("Max",), 2)
    assert review.now["act-1"].proposal.first("date") == "2020-02"
    review = decide(review, "accept", "act-1", who="Vera")
    assert state(review, "act-1")[0] == "accepted"


def test_a_correction_that_names_a_perpetrator_needs_a_second_reader(review: Review) -> None:
    values = (
        ("type", "detention"),
        ("date", "2020-02-01"),
        ("victim", "Anna Berg"),
        ("alleged-perpetrator", "Lakeside police"),
    )
    review = decide(review, "correct", "act-2", who="Vera", values=values)
    assert state(review, "act-2") == ("waiting", ("Vera",), 2)


def test_taking_the_perpetrator_out_does_not_do_without_the_second_reader(review: Review) -> None:
    values = tuple(pair for pair in values_of(review.now["act-1"].proposal) if pair[0] != "alleged-perpetrator")
    review = decide(review, "correct", "act-1", who="Vera", values=values)
    assert state(review, "act-1") == ("waiting", ("Vera",), 2)


def test_a_second_reader_can_be_called_for_anything(review: Review) -> None:
    review = decide(review, "accept", "group-1", who="Vera")
    review = decide(review, "second", "group-1", who="Vera", why="which officers?")
    assert state(review, "group-1") == ("waiting", ("Vera",), 2)
    assert review.now["group-1"].why == "which officers?"


def test_a_rejection_needs_a_reason(review: Review) -> None:
    assert refused(review, "reject", "group-1", who="Vera") == "a rejection needs its reason"
    review = decide(review, "reject", "group-1", who="Vera", why="the same two as below")
    assert state(review, "group-1")[0] == "rejected"
    assert review.now["group-1"].why == "the same two as below"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((("type", "detention"), ("date", "yesterday"), ("victim", "Anna Berg")), '"yesterday"'),
        ((("type", "walk"), ("date", "2020"), ("victim", "Anna Berg")), '"walk"'),
        ((("type", "detention"), ("dates", "2020")), '"dates" is not a key of this kind'),
        ((("type", "detention"), ("victim", "Anna Berg")), "date is missing"),
    ],
)
def test_a_correction_that_does_not_read_is_refused(review: Review, values: object, said: str) -> None:
    assert said in refused(review, "correct", "act-2", who="Vera", values=values)


def test_what_lacks_a_date_cannot_be_accepted_as_it_is(review: Review) -> None:
    assert refused(review, "accept", "act-2", who="Vera") == "date is missing"
    assert lines_of(review.now["act-2"].proposal) == (
        "type: detention\nvictim: Anna Berg\n# place: Lakeside\n# date: left open"
    )
    values = read_lines("type: detention\nvictim: Anna Berg\nplace: Lakeside\ndate: left open")
    review = decide(review, "correct", "act-2", who="Vera", values=values)
    assert state(review, "act-2")[0] == "accepted"
    assert values_of(review.now["act-2"].proposal) == values


def test_a_merged_record_gives_its_words_and_its_name_to_the_other(review: Review) -> None:
    review = decide(review, "accept", "act-1", who="Max")
    review = decide(review, "merge", "group-2", who="Vera", into="group-1")
    assert state(review, "group-2")[0] == "merged"
    assert [one.text for one in review.now["group-1"].proposal.also] == [QUOTE]
    assert review.now["act-1"].proposal.first("alleged-perpetrator") == "group-1"
    assert state(review, "act-1") == ("open", (), 2), "who is blamed has changed since Max read it"


def test_records_of_two_kinds_are_not_merged(review: Review) -> None:
    assert "cannot be merged" in refused(review, "merge", "group-2", who="Vera", into="act-1")


def test_a_record_is_added_from_words_of_the_text(review: Review) -> None:
    at = words(review.document.text, "A neighbour saw two officers")
    review = add(review, "group", (("label", "a neighbour"),), words=at, who="Vera")
    name = next(name for name in review.now if name.startswith("added-"))
    assert state(review, name) == ("accepted", ("Vera",), 1)
    _, moved = move(review, who="Vera")
    assert moved.text.splitlines()[1:] == ["  label: a neighbour", "  evidence: A neighbour saw two officers"]


def test_words_that_are_in_no_sentence_are_no_evidence(review: Review) -> None:
    text = review.document.text
    start, end = text.index("saw two officers"), text.index("asked for her")
    with pytest.raises(InvalidValueError):
        add(review, "group", (("label", "x"),), words=Words(start, end, " ".join(text[start:end].split())), who="Vera")


# ── Undo and log ─────────────────────────────────────────────────────────────────────────────────────────────


def test_undo_takes_back_ones_own_last_decision_and_then_the_one_before(review: Review) -> None:
    review = decide(review, "accept", "group-1", who="Vera")
    review = decide(review, "reject", "group-2", who="Vera", why="twice")
    review = decide(review, "accept", "act-1", who="Max")
    review, undone = undo(review, who="Vera")
    assert (undone.record, state(review, "group-2")[0], state(review, "act-1")[0]) == ("group-2", "open", "waiting")
    review, undone = undo(review, who="vera")
    assert (undone.record, state(review, "group-1")[0]) == ("group-1", "open")
    with pytest.raises(InvalidValueError):
        undo(review, who="Vera")


def test_undoing_a_merge_gives_everything_back(review: Review) -> None:
    before = review.now
    review = decide(review, "merge", "group-2", who="Vera", into="group-1")
    review, _ = undo(review, who="Vera")
    assert review.now == before


def test_the_log_says_who_when_and_why_and_only_grows(review: Review) -> None:
    review = decide(review, "reject", "group-2", who="Vera", why="twice")
    before = (review.folder / "review.log").read_text(encoding="utf-8")
    review, _ = undo(review, who="Vera")
    after = (review.folder / "review.log").read_text(encoding="utf-8")
    assert after.startswith(before)
    first, second = map(json.loads, after.splitlines())
    assert (first["who"], first["what"], first["record"], first["why"]) == ("Vera", "reject", "group-2", "twice")
    assert len(first["at"]) == len("2026-01-01T00:00:00Z")
    assert (second["what"], second["undoes"]) == ("undo", 1)


def test_a_review_goes_on_where_it_was_left(review: Review) -> None:
    review = decide(review, "accept", "act-1", who="Vera")
    assert opened(review.folder, review.project).now == review.now


def test_decisions_on_proposals_that_were_made_anew_do_not_count(review: Review) -> None:
    review = decide(review, "accept", "group-1", who="Vera")
    table = review.folder / "proposed.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("group-1,label,two officers", "group-1,label,two men"))
    assert state(opened(review.folder, review.project), "group-1")[0] == "open"


def test_a_line_cut_off_by_a_kill_is_dropped_and_nothing_else(review: Review) -> None:
    review = decide(review, "accept", "group-1", who="Vera")
    log = review.folder / "review.log"
    with log.open("a", encoding="utf-8") as file:
        file.write('{"what": "rej')
    review = decide(review, "accept", "group-2", who="Vera")
    assert [(one.what, one.record) for one in read_log(review.folder)] == [("accept", "group-1"), ("accept", "group-2")]


_LOOP = """
import sys
from pathlib import Path
from kg.extraction.review.reviewing import decide, opened
from kg.model.project import find_project
review = opened(Path(sys.argv[1]), find_project(Path(sys.argv[1]).parent))
for number in range(10**6):
    review = decide(review, "second", "group-1", who="Vera", why=str(number))
    print(number, flush=True)
"""


def test_what_was_decided_is_there_after_a_kill(review: Review) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", _LOOP, str(review.folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert run.stdout
    told = [run.stdout.readline() for _ in range(20)]
    run.send_signal(signal.SIGKILL)
    told += run.stdout.read().splitlines()
    run.wait()
    run.stdout.close()
    kept = [one.why for one in read_log(review.folder)]
    assert kept[: len(told)] == [line.strip() for line in told]
    assert len(kept) <= len(told) + 1


# ── Moving ───────────────────────────────────────────────────────────────────────────────────────────────────


def accepted(review: Review) -> Review:
    review = decide(review, "accept", "group-2", who="Vera")
    review = decide(review, "accept", "act-1", who="Vera")
    return decide(review, "accept", "act-1", who="Max")


def test_accepted_records_move_and_the_project_validates_and_builds(review: Review, tiny: Tiny) -> None:
    review, moved = move(accepted(review), who="Vera")
    group, act = moved.names["group-2"], moved.names["act-1"]
    assert (
        (review.folder / "records.yaml")
        .read_text(encoding="utf-8")
        .endswith(
            f"""\
- group: {group}
  label: Two officers
  evidence: {QUOTE}

- act: {act}
  type: harassment
  date: 2020-02-01
  victim: Anna Berg
  alleged-perpetrator: {group}
  evidence: {QUOTE}
"""
        )
    )
    assert len(group) == 6
    assert "group-2" not in (review.folder / "proposed.yaml").read_text(encoding="utf-8")
    validated = tiny.kg("validate", "texts")
    assert (validated.code, "unread-file" in validated.out + validated.err) == (0, False)
    assert tiny.kg("build").code == 0


def test_what_refers_to_something_not_accepted_waits(review: Review) -> None:
    review = decide(review, "accept", "act-1", who="Vera")
    review = decide(review, "accept", "act-1", who="Max")
    records = (review.folder / "records.yaml").read_bytes()
    review, moved = move(review, who="Vera")
    assert [(name, str(why)) for name, why in moved.held] == [
        ("act-1", "it refers to group-2, which is not accepted yet")
    ]
    assert (review.folder / "records.yaml").read_bytes() == records


def test_one_reader_moves_nothing_that_needs_two(review: Review) -> None:
    review = decide(review, "accept", "group-2", who="Vera")
    review = decide(review, "accept", "act-1", who="Vera")
    assert list(move(review, who="Vera")[1].names) == ["group-2"]


def test_moved_later_refers_to_what_moved_before(review: Review) -> None:
    review, first = move(decide(review, "accept", "group-2", who="Vera"), who="Vera")
    review = decide(review, "accept", "act-1", who="Vera")
    review, second = move(decide(review, "accept", "act-1", who="Max"), who="Max")
    assert f"alleged-perpetrator: {first.names['group-2']}" in second.text


def test_what_is_moved_is_not_undone_or_moved_again(review: Review) -> None:
    review, _ = move(accepted(review), who="Vera")
    assert move(review, who="Vera")[1].names == {}
    with pytest.raises(InvalidValueError):
        undo(review, who="Vera")
    assert refused(review, "reject", "act-1", who="Vera", why="no") == "act-1 is done with"


def test_somebody_who_is_there_already_is_not_introduced_again(review: Review) -> None:
    at = words(review.document.text, "police detained Anna Berg in Lakeside")
    review = add(review, "person", (("label", "Anna Berg"),), words=at, who="Vera")
    _, moved = move(review, who="Vera")
    assert (moved.text, list(moved.names.values())) == ("", ["Anna Berg"])


def test_edited_proposals_are_left_as_they_are(review: Review) -> None:
    path = review.folder / "proposed.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    before = path.read_bytes()
    move(accepted(review), who="Vera")
    assert path.read_bytes() == before


# ── The log as others left it ────────────────────────────────────────────────────────────────────────────────

LINE = '{"what": "reject", "record": "act-2", "who": "Vera", "why": "no act"}'


def test_a_whole_last_line_counts_though_an_editor_took_its_end(review: Review) -> None:
    (review.folder / "review.log").write_text(LINE)
    again = opened(review.folder, review.project)
    assert state(again, "act-2")[0] == "rejected"
    decide(again, "accept", "group-1", who="Ann")
    assert [one.record for one in read_log(review.folder)] == ["act-2", "group-1"]


@pytest.mark.parametrize(
    "line",
    [
        LINE.replace("reject", "approve").encode(),
        LINE.replace('"act-2"', "2").encode(),
        LINE.replace('"Vera"', "null").encode(),
        LINE.replace('"Vera"', '""').encode(),
        LINE.replace("Vera", "Véra").encode("latin-1"),
        LINE.replace('"why"', '"undoes": "1", "why"').encode(),
        LINE.replace('"why"', '"undoes": -1, "why"').encode(),
        LINE.replace('"why"', '"words": {"start": "a", "end": 2, "text": "b"}, "why"').encode(),
        LINE.replace('"why"', '"values": 3, "why"').encode(),
        LINE.replace('"why"', '"values": [["type"]], "why"').encode(),
        b"[" * 100_000,
    ],
)
def test_a_line_of_the_log_that_is_no_decision_is_told_and_nothing_is_decided(review: Review, line: bytes) -> None:
    """A letter that was lost in a reader's name would make two readers of one."""
    log = review.folder / "review.log"
    log.write_bytes(line + b"\n")
    with pytest.raises(DataError) as caught:
        opened(review.folder, review.project)
    assert caught.value.problems[0].code in ("wrong-shape", "not-utf8")
    assert log.read_bytes() == line + b"\n"


@pytest.mark.parametrize("name", ["review.log", "proposed.csv"])
def test_what_is_no_file_is_not_waited_for(review: Review, tiny: Tiny, name: str) -> None:
    (review.folder / "review.log").write_text(f"{LINE}\n")
    (review.folder / name).unlink()
    os.mkfifo(review.folder / name)
    for command in (("review", "texts/note", "--reader", "Ann", "--write", "--into", "texts"), ("evaluate", "--effort", "--documents", "texts")):  # fmt: skip
        ran = tiny.kg(*command)
        assert (ran.code, ran.err.partition("\n")[0]) == (1, "error[not-a-file]: this is a pipe, not a file")


@pytest.mark.parametrize(
    ("before", "after"), [(",start,", ",begin,"), ("0.70", "high"), (",look,", ",perhaps,"), ("kind,", "sort,")]
)
def test_a_table_of_proposals_of_another_form_is_told(review: Review, tiny: Tiny, before: str, after: str) -> None:
    table = review.folder / "proposed.csv"
    text = table.read_text()
    assert before in text
    table.write_text(text.replace(before, after))
    (review.folder / "review.log").write_text(f"{LINE}\n")
    for command in (("review", "texts/note", "--reader", "Ann", "--write", "--into", "texts"), ("evaluate", "--effort", "--documents", "texts")):  # fmt: skip
        ran = tiny.kg(*command)
        assert (ran.code, ran.err.partition(":")[0]) == (1, "error[wrong-shape]")

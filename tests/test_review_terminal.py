"""The review in the terminal, as a person presses keys."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from kg.extraction.review.log import read_log
from tests.project import Tiny
from tests.reviewed import QUOTE, proposed

pytest.importorskip("textual")
from textual.pilot import Pilot
from textual.widgets import Label, OptionList, Static, TextArea

from kg.extraction.review.app import ReviewApp

Size = tuple[int, int]


def driven(tiny: Tiny, act: Callable[[ReviewApp, Pilot[Any]], Awaitable[None]], size: Size = (80, 24)) -> ReviewApp:
    """The review of the tiny project after what somebody did in it."""
    app = ReviewApp(proposed(tiny), "Vera")

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await act(app, pilot)
            await pilot.pause()

    asyncio.run(run())
    return app


def pressed(tiny: Tiny, *keys: str) -> list[tuple[str, str, str]]:
    """What the log has after some keys: what, which record, why."""

    async def act(_: ReviewApp, pilot: Pilot[Any]) -> None:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()

    app = driven(tiny, act)
    return [(one.what, one.record, one.why) for one in read_log(app.review.folder)]


def test_the_words_of_what_waits_first_are_marked(tiny: Tiny) -> None:
    async def act(app: ReviewApp, _: Pilot[Any]) -> None:
        assert app.query_one("#text", TextArea).selected_text == QUOTE
        shown = str(app.query_one("#detail", Static).content)
        assert "0 of 2 readers" in shown
        assert "alleged-perpetrator: Two officers (group-2)" in shown

    driven(tiny, act)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("a",), [("accept", "act-1", "")]),
        (("s",), [("skip", "act-1", "")]),
        (("down", "down", "a"), [("accept", "group-1", "")]),
        (("r", "n", "o", "ctrl+s"), [("reject", "act-1", "no")]),
        (("r", "n", "o", "escape"), []),
        (("2", "h", "m", "ctrl+s"), [("second", "act-1", "hm")]),
        (("down", "a"), []),  # it lacks its date
        (("a", "u"), [("accept", "act-1", ""), ("undo", "act-1", "")]),
        (("down", "down", "down", "m", "up", "enter"), [("merge", "group-2", "")]),
        (("down", "down", "down", "m", "up", "escape", "enter"), []),
    ],
)
def test_each_key_is_one_decision(tiny: Tiny, keys: tuple[str, ...], expected: list[tuple[str, str, str]]) -> None:
    assert pressed(tiny, *keys) == expected


def test_the_values_are_corrected_in_an_editor(tiny: Tiny) -> None:
    async def act(app: ReviewApp, pilot: Pilot[Any]) -> None:
        await pilot.press("down", "c")
        await pilot.pause()
        area = app.screen.query_one(TextArea)
        assert area.text == "type: detention\nvictim: Anna Berg\n# place: Lakeside\n# date: left open"
        area.text = area.text.replace("# ", "")
        await pilot.press("ctrl+s")

    app = driven(tiny, act)
    assert app.review.now["act-2"].state == "accepted"
    assert app.review.now["act-2"].proposal.first("date") == "left open"


def test_a_record_is_added_from_a_selection_and_written(tiny: Tiny) -> None:
    async def act(app: ReviewApp, pilot: Pilot[Any]) -> None:
        area, text = app.query_one("#text", TextArea), app.review.document.text
        line = text[: text.index("A neighbour")].count("\n")
        area.focus()
        area.move_cursor((line, 0))
        await pilot.press(*["shift+right"] * len("A neighbour saw"))
        await pilot.press("n")
        await pilot.pause()
        app.screen.query_one(TextArea).text = "kind: group\nlabel: a neighbour"
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("w")

    driven(tiny, act)
    records = (tiny.texts / "note" / "records.yaml").read_text(encoding="utf-8")
    assert records.endswith("\n  label: a neighbour\n  evidence: A neighbour saw two\n")


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (40, 12)])
def test_the_review_fits_terminals_of_any_size(tiny: Tiny, size: Size) -> None:
    async def act(app: ReviewApp, _: Pilot[Any]) -> None:
        assert app.query_one(OptionList).size.height > 0
        assert app.query_one("#text", TextArea).size.width > 0

    driven(tiny, act, size)


def test_every_word_of_the_review_is_russian_for_a_reader_of_russian(tiny: Tiny) -> None:
    app = ReviewApp(proposed(tiny), "Вера", "ru")
    shown: list[str] = []

    async def run() -> None:
        async with app.run_test(size=(140, 45)) as pilot:
            await pilot.pause()
            shown.append(str(app.query_one("#detail", Static).content))
            shown.append(str(app.query_one("#state", Static).content))
            shown.extend(active.binding.description for active in app.screen.active_bindings.values())
            await pilot.press("r")
            await pilot.pause()
            shown.extend(str(label.content) for label in app.screen.query(Label))

    asyncio.run(run())
    text = "\n".join(shown)
    for word in (
        "прочли 0 из 2",
        "Вера: решено 0 из 4",
        "отклонить",
        "выход",
        "Почему она отклоняется?",
        "Ctrl+S — сохранить",
    ):
        assert word in text
    assert not {"reject", "accept", "quit", "open", "readers", "decided"} & set(text.split())

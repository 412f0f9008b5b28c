"""The review in a terminal: the text and the proposals side by side, one key for each decision.

Everything is decided in ``reviewing``; this module shows what is and passes on what keys say.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Literal

from rich.text import Text
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, OptionList, Static, TextArea
from textual.widgets.option_list import Option
from textual.widgets.text_area import Selection

from kg.extraction.proposals import Words
from kg.extraction.review.decisions import Standing
from kg.extraction.review.lines_screen import Lines
from kg.extraction.review.ranking import ranked
from kg.extraction.review.reviewing import Review, add, again, decide, move, undo
from kg.extraction.review.showing import detail, headline, label, location, offset
from kg.extraction.review.values import lines_of, one_of, read_lines
from kg.model.errors import ChronicleError, InvalidValueError
from kg.model.message import Message
from kg.model.messages import translated


def run(review: Review, who: str, language: str = "en") -> None:
    """Opens the review in this terminal until it is left; ``language`` is that of its words.

    Textual writes to the standard error that Python began with; ``kg`` has put another in its place.
    """
    vars(sys)["__stderr__"] = sys.stderr
    ReviewApp(review, who, language).run()


KEYS = (
    ("a", "accept", Message("accept")),
    ("c", "correct", Message("correct")),
    ("r", "reject", Message("reject")),
    ("s", "skip", Message("skip")),
    ("i", "same", Message("is")),
    ("m", "merge", Message("merge")),
    ("n", "new", Message("new")),
    ("2", "second", Message("2nd")),
    ("u", "undo", Message("undo")),
    ("w", "write", Message("write")),
    ("q", "quit", Message("quit")),
)
"""Each key, what it does, and the word for it."""


class ReviewApp(App[None]):
    """The review of one document by one person."""

    CSS = """
    #text { width: 1fr; }
    #right { width: 1fr; }
    #records { height: 1fr; }
    #detail { height: 1fr; padding: 0 1; overflow-y: auto; border-top: solid $primary; }
    #state { height: 1; padding: 0 1; background: $panel; }
    Lines { align: center middle; }
    #lines { width: 90%; height: 80%; border: round $primary; padding: 0 1; background: $surface; }
    #edited { height: 1fr; }
    """
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, review: Review, who: str, language: str = "en") -> None:
        super().__init__()
        self.review, self.who, self.language = review, who, language
        self.merging = ""
        self.shown: list[Standing] = []
        for key, action, what in KEYS:
            self.bind(key, action, description=self._word(what))

    def compose(self) -> ComposeResult:
        """The text to the left; to the right the records and the one that is looked at; below, how far the review is."""
        with Horizontal():
            yield TextArea(self.review.document.text, read_only=True, id="text")
            with Vertical(id="right"):
                yield OptionList(id="records")
                yield Static(id="detail")
        yield Static(id="state")
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Shows what waits first."""
        self.title = self.review.folder.name
        self._show()
        self.query_one(OptionList).focus()

    def on_option_list_option_highlighted(self) -> None:
        """Marks the words of the record that the cursor is on."""
        self._look()

    def on_option_list_option_selected(self) -> None:
        """Enter on a record: into this one the other is merged."""
        self._merge_into() if self.merging else None

    # ── Decisions ────────────────────────────────────────────────────────────────────────────────────────────

    def action_accept(self) -> None:
        """Accepts the record as it is."""
        if one := self._current():
            self._try(lambda: decide(self.review, "accept", one.proposal.ident, who=self.who))

    def action_skip(self) -> None:
        """Leaves the record for later."""
        if one := self._current():
            self._try(lambda: decide(self.review, "skip", one.proposal.ident, who=self.who))

    def action_reject(self) -> None:
        """Rejects the record, for a reason."""
        if one := self._current():
            self._ask(Message("Why is it rejected?"), "", lambda why: self._decide_on(one, "reject", why))

    def action_second(self) -> None:
        """Calls for a second reader."""
        if one := self._current():
            self._ask(
                Message("What should the second reader look at?"), "", lambda why: self._decide_on(one, "second", why)
            )

    def action_correct(self) -> None:
        """Corrects the values, and so accepts the record."""
        if one := self._current():
            self._ask(
                Message("{record}: one key and value a line", record=label(one)),
                lines_of(one.proposal),
                lambda text: self._correct(one, text),
            )

    def action_same(self) -> None:
        """Says that somebody is the entry of the project that is offered first."""
        if one := self._current():
            if (values := one_of(one.proposal)) is None:
                self._tell(Message("{record}: no entry of the project is offered", record=label(one)))
            else:
                self._try(lambda: decide(self.review, "correct", one.proposal.ident, who=self.who, values=values))

    def action_merge(self) -> None:
        """Chooses the record to merge; the next Enter, or the key again, chooses the one into which."""
        if self.merging:
            self._merge_into()
        elif one := self._current():
            self.merging = one.proposal.ident
            self._state(Message("merge {record} into: choose with the arrows, Enter; Esc leaves it", record=label(one)))

    def action_new(self) -> None:
        """Adds a record from the words selected in the text."""
        if words := self._selected():
            self._ask(
                Message("New record: {words}", words=words.text),
                "kind: act\ntype: ",
                lambda text: self._add(words, text),
            )

    def action_undo(self) -> None:
        """Takes back the reader's last decision."""
        self._try(lambda: undo(self.review, who=self.who)[0])

    def action_write(self) -> None:
        """Moves the accepted records to the document's file of records."""

        def moved() -> Review:
            review, found = move(self.review, who=self.who)
            told = Message("{count} records written, {held} held back", count=len(found.names), held=len(found.held))
            self._tell(told, *(Message("{name}: {why}", name=name, why=why) for name, why in found.held))
            return review

        self._try(moved)

    def on_key(self, event: object) -> None:
        """Escape leaves a merge, or the text for the records."""
        if getattr(event, "key", "") == "escape":
            self.merging = ""
            self._state()
            self.query_one(OptionList).focus()

    def _decide_on(self, one: Standing, what: str, why: str) -> None:
        self._try(lambda: decide(self.review, what, one.proposal.ident, who=self.who, why=why.strip()))  # type: ignore[arg-type]

    def _correct(self, one: Standing, text: str) -> None:
        name, values = one.proposal.ident, read_lines(text)
        self._try(lambda: decide(self.review, "correct", name, who=self.who, values=values))

    def _merge_into(self) -> None:
        one, name = self._current(), self.merging
        self.merging = ""
        if one:
            self._try(lambda: decide(self.review, "merge", name, who=self.who, into=one.proposal.ident))

    def _add(self, words: Words, text: str) -> None:
        values = read_lines(text)
        kind = next((value for key, value in values if key == "kind"), "")
        rest = tuple(pair for pair in values if pair[0] != "kind")
        self._try(lambda: add(self.review, kind, rest, words=words, who=self.who))

    def _ask(self, title: Message, text: str, then: Callable[[str], None]) -> None:
        keys = self._word(Message("Ctrl+S keep   Esc leave as it was"))
        self.push_screen(Lines(self._word(title), text, keys), lambda given: then(given) if given is not None else None)

    def _try(self, change: Callable[[], Review]) -> None:
        """Makes a change and shows what is now; what is refused is said, and nothing has changed."""
        try:
            self.review = change()
        except InvalidValueError as error:
            remedies = (error.remedy,) if isinstance(error.remedy, Message) else error.remedy
            self._tell(error.found, *remedies, severity="error")
        except ChronicleError as error:
            self.notify(str(error), severity="error", markup=False)
            self.review = again(self.review)
        self._show()

    def _word(self, text: Message) -> str:
        """A text in the reader's language."""
        return translated(text, self.language, "review")

    def _tell(self, *texts: Message, severity: Literal["information", "error"] = "information") -> None:
        self.notify("\n".join(map(self._word, texts)), severity=severity, markup=False)

    # ── What is shown ────────────────────────────────────────────────────────────────────────────────────────

    def _current(self) -> Standing | None:
        at = self.query_one(OptionList).highlighted
        return self.shown[at] if at is not None and at < len(self.shown) else None

    def _selected(self) -> Words | None:
        """The words selected in the text, without the space around them."""
        area, text = self.query_one("#text", TextArea), self.review.document.text
        start, end = sorted(offset(text, place) for place in area.selection)
        start += len(text[start:end]) - len(text[start:end].lstrip())
        chosen = text[start:end].rstrip()
        return Words(start, start + len(chosen), " ".join(chosen.split())) if chosen else None

    def _show(self) -> None:
        """The records in their order; the cursor stays on its line, so that what waits next comes under it."""
        records = self.query_one(OptionList)
        at = records.highlighted or 0
        self.shown = ranked(self.review.now, self.who)
        records.clear_options()
        records.add_options([Option(headline(one, self.review.now)) for one in self.shown])
        records.highlighted = min(at, len(self.shown) - 1) if self.shown else None
        self._look()
        self._state()

    def _look(self) -> None:
        one = self._current()
        if one is None:
            return
        self.query_one("#detail", Static).update(detail(one, self.review.now, self.language))
        text, words = self.review.document.text, one.proposal.words
        area = self.query_one("#text", TextArea)
        area.selection = Selection(location(text, words.start), location(text, words.end))
        area.scroll_cursor_visible(center=True)

    def _state(self, said: Message | None = None) -> None:
        done = sum(one.state in ("accepted", "moved", "merged", "rejected") for one in self.shown)
        second = sum(one.state == "waiting" for one in self.shown)
        so_far = Message(
            "{who}: {done} of {all} decided, {second} wait for a second reader",
            who=self.who, done=done, all=len(self.shown), second=second,
        )  # fmt: skip
        line = self._word(said or so_far)
        self.query_one("#state", Static).update(Text(line, no_wrap=True, overflow="ellipsis"))

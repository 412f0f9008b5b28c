"""The review in a terminal: the text and the proposals side by side, one key for each decision.

Everything is decided in ``reviewing``; this module shows what is and passes on what keys say.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, Label, OptionList, Static, TextArea
from textual.widgets.option_list import Option
from textual.widgets.text_area import Selection

from kg.extraction.proposals import Words
from kg.extraction.review.decisions import Standing
from kg.extraction.review.ranking import ranked
from kg.extraction.review.reviewing import Review, add, again, decide, move, undo
from kg.extraction.review.showing import detail, headline, label, location, offset
from kg.extraction.review.values import lines_of, one_of, read_lines
from kg.model.errors import ChronicleError, InvalidValueError
from kg.model.messages import translated


def run(review: Review, who: str) -> None:
    """Opens the review in this terminal until it is left.

    Textual writes to the standard error that Python began with; ``kg`` has put another in its place.
    """
    vars(sys)["__stderr__"] = sys.stderr
    ReviewApp(review, who).run()


class Lines(ModalScreen[str | None]):
    """Some lines to write: the values of a record, or a reason. Control-S keeps them, Escape leaves all as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "keep", priority=True),
        Binding("escape", "leave", "leave", priority=True),
    ]

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self.heading, self.text = title, text

    def compose(self) -> ComposeResult:
        """The title, the lines, the keys."""
        with Vertical(id="lines"):
            yield Label(self.heading, markup=False)
            yield TextArea(self.text, id="edited")
            yield Label("Ctrl+S keep   Esc leave as it was")

    def on_mount(self) -> None:
        """The cursor stands behind the last character."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def action_keep(self) -> None:
        """Gives the lines back."""
        self.dismiss(self.query_one(TextArea).text)

    def action_leave(self) -> None:
        """Gives nothing back."""
        self.dismiss(None)


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
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "accept"),
        Binding("c", "correct", "correct"),
        Binding("r", "reject", "reject"),
        Binding("s", "skip", "skip"),
        Binding("i", "same", "is"),
        Binding("m", "merge", "merge"),
        Binding("n", "new", "new"),
        Binding("2", "second", "2nd"),
        Binding("u", "undo", "undo"),
        Binding("w", "write", "write"),
        Binding("q", "quit", "quit"),
    ]

    def __init__(self, review: Review, who: str) -> None:
        super().__init__()
        self.review, self.who = review, who
        self.merging = ""
        self.shown: list[Standing] = []

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
            self._ask("Why is it rejected?", "", lambda why: self._decide_on(one, "reject", why))

    def action_second(self) -> None:
        """Calls for a second reader."""
        if one := self._current():
            self._ask("What should the second reader look at?", "", lambda why: self._decide_on(one, "second", why))

    def action_correct(self) -> None:
        """Corrects the values, and so accepts the record."""
        if one := self._current():
            self._ask(
                f"{label(one)}: one key and value a line", lines_of(one.proposal), lambda text: self._correct(one, text)
            )

    def action_same(self) -> None:
        """Says that somebody is the entry of the project that is offered first."""
        if one := self._current():
            if (values := one_of(one.proposal)) is None:
                self.notify(f"{label(one)}: no entry of the project is offered", markup=False)
            else:
                self._try(lambda: decide(self.review, "correct", one.proposal.ident, who=self.who, values=values))

    def action_merge(self) -> None:
        """Chooses the record to merge; the next Enter, or the key again, chooses the one into which."""
        if self.merging:
            self._merge_into()
        elif one := self._current():
            self.merging = one.proposal.ident
            self._state(f"merge {label(one)} into: choose with the arrows, Enter; Esc leaves it")

    def action_new(self) -> None:
        """Adds a record from the words selected in the text."""
        if words := self._selected():
            self._ask(f"New record: {words.text}", "kind: act\ntype: ", lambda text: self._add(words, text))

    def action_undo(self) -> None:
        """Takes back the reader's last decision."""
        self._try(lambda: undo(self.review, who=self.who)[0])

    def action_write(self) -> None:
        """Moves the accepted records to the document's file of records."""

        def moved() -> Review:
            review, found = move(self.review, who=self.who)
            held = "".join(f"\n{name}: {translated(why, 'en')}" for name, why in found.held)
            self.notify(f"{len(found.names)} records written, {len(found.held)} held back{held}", markup=False)
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

    def _ask(self, title: str, text: str, then: Callable[[str], None]) -> None:
        self.push_screen(Lines(title, text), lambda given: then(given) if given is not None else None)

    def _try(self, change: Callable[[], Review]) -> None:
        """Makes a change and shows what is now; what is refused is said, and nothing has changed."""
        try:
            self.review = change()
        except InvalidValueError as error:
            self.notify(f"{error.found}; {error.remedy}", severity="error", markup=False)
        except ChronicleError as error:
            self.notify(str(error), severity="error", markup=False)
            self.review = again(self.review)
        self._show()

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
        self.query_one("#detail", Static).update(detail(one, self.review.now))
        text, words = self.review.document.text, one.proposal.words
        area = self.query_one("#text", TextArea)
        area.selection = Selection(location(text, words.start), location(text, words.end))
        area.scroll_cursor_visible(center=True)

    def _state(self, said: str = "") -> None:
        done = sum(one.state in ("accepted", "moved", "merged", "rejected") for one in self.shown)
        second = sum(one.state == "waiting" for one in self.shown)
        line = said or f"{self.who}: {done} of {len(self.shown)} decided, {second} wait for a second reader"
        self.query_one("#state", Static).update(Text(line, no_wrap=True, overflow="ellipsis"))

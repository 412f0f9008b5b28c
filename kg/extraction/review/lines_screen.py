"""A screen on which somebody writes some lines: the values of a record, or a reason."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, TextArea


class Lines(ModalScreen[str | None]):
    """Some lines to write: the values of a record, or a reason. Control-S keeps them, Escape leaves all as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "keep", priority=True),
        Binding("escape", "leave", "leave", priority=True),
    ]

    def __init__(self, title: str, text: str, keys: str) -> None:
        super().__init__()
        self.heading, self.text, self.keys = title, text, keys

    def compose(self) -> ComposeResult:
        """The title, the lines, the keys."""
        with Vertical(id="lines"):
            yield Label(self.heading, markup=False)
            yield TextArea(self.text, id="edited")
            yield Label(self.keys)

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

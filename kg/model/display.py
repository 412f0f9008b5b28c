r"""Texts as they may be printed: what a terminal, a spreadsheet, a browser or a build server would obey is made visible.

Labels and quoted words are other people's, and so are the names of files. A terminal runs what follows an ESC, a control
of the direction of writing makes a text read as another, a spreadsheet calculates what begins with ``=``, and GitHub runs
a line that begins with ``::``. Forms with an escape of their own, such as JSON, use it and lose nothing:

>>> escaped("a\u202eb")
'a\\u202Eb'
>>> visible("a\u202eb")
'a[U+202E RIGHT-TO-LEFT OVERRIDE]b'
>>> cell("=1+1"), cell("-1.5"), cell("- he said")
("'=1+1", '-1.5', "'- he said")
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
"""Control characters except tab and line breaks, and what changes the direction of writing or breaks lines unseen."""
_CONTROL = re.compile(f"[{_CONTROLS}]")
_UNSEEN = re.compile(
    rf"[{_CONTROLS}\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\uffa0"
    r"\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x85]+")
_COMMAND = re.compile(r"^([ \t]*)([:#])(?=:|#\[)", re.MULTILINE)
"""The beginning of a line that GitHub runs: ``::error …`` or ``##[error]…``."""
_NAMES = {
    0x00: "NULL",
    0x07: "BELL",
    0x08: "BACKSPACE",
    0x1B: "ESCAPE",
    0x7F: "DELETE",
    0x9B: "CONTROL SEQUENCE INTRODUCER",
}


def visible(text: str) -> str:
    """A text within a sentence: on one line, with every character that cannot be seen by its name."""
    flat = _BREAKS.sub(" ", text)
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}{_name(found[0])}]", flat)


def _name(character: str) -> str:
    import unicodedata

    name = _NAMES.get(ord(character)) or unicodedata.name(character, "")
    return f" {name}" if name else ""


def printable(text: str) -> str:
    """A text of several lines for a terminal or a log, with controls by their numbers and no line that is a command."""
    safe = _CONTROL.sub(_number, re.sub(r"\r(?!\n)", "\n", text))
    return without_commands(safe)


def without_commands(text: str) -> str:
    """Lines of which none is a command to a build server that reads its log."""
    return _COMMAND.sub(lambda found: f"{found[1]}[U+{ord(found[2]):04X}]", text)


def one_line(text: str) -> str:
    """A text for one cell of a table."""
    return _CONTROL.sub(_number, _BREAKS.sub(" ", text))


def _number(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"


def escaped(text: str) -> str:
    r"""A text in a form that reads ``\uXXXX`` as the character, such as JSON and Turtle; line breaks are its own."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04X}", text)


# ── Spreadsheets ─────────────────────────────────────────────────────────────────────────────────────────────

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*(e[+-]?\d+)?%?", re.IGNORECASE)
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
RISKY = re.compile(rf'(?:^|[,\r\n"])\s*[=+\-@\t＝＋－＠]|::|##\[|[{_CONTROLS}]')
"""What may be a cell that ``cell`` changes."""


def cell(text: str) -> str:
    """A cell of a table in CSV: an apostrophe, which spreadsheets do not show, stands before what they would calculate.

    A plain number stays one; a control character is shown by its number.
    """
    safe = _COMMAND.sub(lambda found: f"{found[1]}'{found[2]}", _CONTROL.sub(_number, text))
    return f"'{safe}" if _FORMULA.match(safe) and not _NUMBER.fullmatch(safe) else safe


def cells(row: Iterable[object]) -> list[object]:
    """The cells of a row in CSV; numbers stay what they are."""
    return [cell(value) if isinstance(value, str) else value for value in row]


# ── Markdown ─────────────────────────────────────────────────────────────────────────────────────────────────

_MARKS = re.compile(r"[\\|\[\]`*]")


def markdown(text: str) -> str:
    """A text that Markdown shows as it is: no HTML, no link, no picture."""
    import html

    return _MARKS.sub(r"\\\g<0>", html.escape(one_line(text), quote=False))

"""The marks of certainty: ink for how sure, outline for whose conclusion, and signs for what is not affirmed."""

from __future__ import annotations

import re

from markupsafe import Markup

_HALF = '<path d="M8 2a6 6 0 0 0 0 12Z" fill="currentColor"/>'
_ASKED = '<path d="M5 5.4a3 3 0 1 1 4.2 2.7C8.3 8.6 8 9.1 8 10.4"/><path d="M8 13.2v.1" stroke-linecap="round" stroke-width="2.6"/>'
_BROKEN, _FULL = ' stroke-dasharray="2.4 2.3"', ' fill="currentColor"'
_OUTLINES = {
    "d": ('<circle cx="8" cy="8" r="6"{}/>', _HALF),
    "f": ('<path d="M2.2 2.2h11.6v11.6H2.2Z"{}/>', '<path d="M8 2.2H2.2v11.6H8Z" fill="currentColor"/>'),
    "i": ('<path d="M8 .9 15.1 8 8 15.1.9 8Z"{}/>', '<path d="M8 .9.9 8 8 15.1Z" fill="currentColor"/>'),
}
MARKS: dict[str, str] = {
    "d1": _ASKED,
    "k": _ASKED,
    "n": '<circle cx="8" cy="8" r="6"/><path d="M1.5 14.5 14.5 1.5"/>',
    "w": '<circle cx="8" cy="8" r="6"/><path d="M4.6 9c1.4-2.6 2.4-2 3.4-1s2 1.6 3.4-1"/>',
    "o": '<path d="M6 2H2.8v12H6M10 2h3.2v12H10"/>',
    **{f"{shape}5": outline.format(_FULL) for shape, (outline, _) in _OUTLINES.items()},
    **{f"{shape}4": outline.format("") + half for shape, (outline, half) in _OUTLINES.items()},
    **{f"{shape}3": outline.format("") for shape, (outline, _) in _OUTLINES.items()},
    **{f"{shape}2": outline.format(_BROKEN) for shape, (outline, _) in _OUTLINES.items()},
}
"""What is drawn for each mark, in a square of 16."""
_USED = re.compile(r'<use href="#(\w+)"/>')


def definitions(text: str, *, every: bool = False) -> Markup:
    """The definitions of the marks that a page uses, or of ``every`` one, so that each is drawn once."""
    used = sorted(MARKS if every else set(_USED.findall(text)))
    symbols = "".join(
        f'<symbol id="{name}" viewBox="0 0 16 16"><g stroke-width="1.8">{MARKS[name]}</g></symbol>' for name in used
    )
    return Markup(f'<svg class="defs" width="0" height="0" aria-hidden="true">{symbols}</svg>') if used else Markup()  # noqa: S704 - the table above

"""The canvas that a picture is drawn on: points from the top left corner, text that stays text, titles to hover over.

The only module that uses matplotlib. All text is measured in the font that comes with matplotlib, so a picture is the
same on every machine; the fonts that a viewer may use instead are no wider.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, Literal
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Ellipse, FancyBboxPatch, PathPatch, Polygon, Rectangle, Wedge
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from kg.answers.speech import IN_ENGLISH, Speech
from kg.model.display import printable
from kg.model.errors import CallError, Problem
from kg.model.message import Message

Point = tuple[float, float]
Style = Literal["normal", "bold", "italic"]

TEXT, SMALL, LARGE = 10.5, 9.75, 16.5
"""Sizes of text in points: 14, 13 and 22 pixels; nothing is smaller than 13."""
LEADING = 1.28
LINE, NOTE = TEXT * LEADING, SMALL * LEADING
"""Heights in points of a line of text, and of a smaller one."""
INK, GREY, PALE, RULE, PAPER = "#16191c", "#495057", "#f1f2f3", "#ccd0d4", "#ffffff"
"""Ink and greys only: no colour carries certainty, guilt or alarm, and a copy in black and white loses nothing."""

_TALLEST = 65000
"""The most pixels of a PNG from top to bottom; matplotlib draws no more than 65,535."""

_SETTINGS: dict[Any, Any] = {
    "font.family": ["sans-serif"],
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial", "Helvetica"],
    "hatch.linewidth": 0.9,
    "svg.fonttype": "none",
    "svg.hashsalt": "chronicle",
}
_FILES = {"normal": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf", "italic": "DejaVuSans-Oblique.ttf"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@contextmanager
def settings() -> Iterator[None]:
    """Matplotlib with its defaults, regardless of a person's settings, and with what the pictures need."""
    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        # Letters that the font lacks are measured as a box; the viewer's font has them or draws a box of its own.
        warnings.filterwarnings("ignore", r"Glyph \d+")
        yield


@cache
def _font(size: float, style: Style) -> FontProperties:
    slant: Literal["normal", "italic"] = "italic" if style == "italic" else "normal"
    weight = "bold" if style == "bold" else "normal"
    file = f"{mpl.get_data_path()}/fonts/ttf/{_FILES[style]}"
    return FontProperties(family="sans-serif", style=slant, weight=weight, size=size, fname=file)


@cache
def width(text: str, size: float = TEXT, style: Style = "normal") -> float:
    """The width of a line of text, in points."""
    found: float = text_to_path.get_text_width_height_descent(text, _font(size, style), ismath=False)[0]
    return found


def wrap(text: str, room: float, *, size: float = TEXT, style: Style = "normal", most: int = 3) -> list[str]:
    """The text in at most ``most`` lines of this width, the last one shortened if need be; words too long are split.

    Some room is left, because a renderer with a coarse pixel grid sets a line up to 8 per cent wider (2026-11). Words
    are measured one by one: measuring each line again took four fifths of the time of a picture of 300 events.
    """
    room /= 1.08
    lines: list[str] = []
    used, space = 0.0, width(" ", size, style)
    for piece in chain.from_iterable(_pieces(word, room, size, style) for word in text.split()):
        long = width(piece, size, style)
        if lines and used + space + long <= room:
            lines[-1] += f" {piece}"
            used += space + long
        else:
            lines.append(piece)
            used = long
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _shortened(" ".join(lines[most - 1 :]), room, size, style)]


def _pieces(word: str, room: float, size: float, style: Style) -> list[str]:
    """A word split into parts that fit."""
    if width(word, size, style) <= room:
        return [word]
    start = min(len(word), int(room / size * 4))
    most = next(length for length in range(start, 0, -1) if length == 1 or width(word[:length], size, style) <= room)
    return [word[:most], *_pieces(word[most:], room, size, style)]


def _shortened(text: str, room: float, size: float, style: Style) -> str:
    """As much of the text as fits, followed by three dots."""
    kept = text[: int(room / size * 4)]
    while kept and width(f"{kept}…", size, style) > room:
        kept = kept[:-1]
    return f"{kept.rstrip(' ,;:–-')}…"


@dataclass(frozen=True, slots=True)
class Look:
    """How a shape is filled and outlined; ``line`` is in points, ``dash`` and ``hatch`` in matplotlib's notation."""

    face: str = "none"
    edge: str = "none"
    line: float = 0.8
    dash: Any = "solid"
    hatch: str = ""

    def patch(self) -> dict[str, Any]:
        """The arguments of matplotlib's patches."""
        return {
            "facecolor": self.face,
            "edgecolor": self.edge,
            "linewidth": self.line,
            "linestyle": self.dash,
            "hatch": self.hatch or None,
        }


class Canvas:
    """A drawing that grows downwards; ``finish`` sets its height."""

    def __init__(self, across: float, title: str, note: str, speech: Speech = IN_ENGLISH) -> None:
        self.across, self.title, self.note, self.speech = across, title, note, speech
        self.figure = Figure(figsize=(across / 72, 1), dpi=72)
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._titles: list[str] = []
        self.high = 0.0

    def text(
        self,
        at: Point,
        text: str | Sequence[str],
        *,
        size: float = TEXT,
        style: Style = "normal",
        color: str = INK,
        align: Literal["left", "center", "right"] = "left",
        title: str = "",
    ) -> float:
        """Draws lines of text, the first with its top at ``at``; gives their total height."""
        lines = [text] if isinstance(text, str) else text
        font = _font(size, style)
        for number, line in enumerate(lines):
            x, y = at[0], at[1] + size * (0.95 + number * LEADING)
            words = Text(
                x, y, _clean(line), color=color, horizontalalignment=align, fontproperties=font, parse_math=False
            )
            self._add(words, title)
        return len(lines) * size * LEADING

    def box(self, at: Point, size: Point, look: Look, *, title: str = "") -> None:
        """Draws a rectangle; ``at`` is its top left corner."""
        self._add(Rectangle(at, *size, **look.patch()), title)

    def shape(self, points: Sequence[Point], look: Look, *, title: str = "") -> None:
        """Draws a polygon."""
        self._add(Polygon(list(points), closed=True, **look.patch()), title)

    def pill(self, at: Point, size: Point, look: Look, *, title: str = "") -> None:
        """Draws a rectangle with round corners; ``at`` is its top left corner."""
        style = f"Round,pad=0,rounding_size={min(9, size[1] / 2):g}"
        self._add(FancyBboxPatch(at, *size, boxstyle=style, **look.patch()), title)

    def disc(self, at: Point, across: float, look: Look, *, title: str = "") -> None:
        """Draws a circle; ``at`` is its centre."""
        self._add(Ellipse(at, across, across, **look.patch()), title)

    def half_disc(self, at: Point, across: float, look: Look) -> None:
        """Draws the left half of a circle; ``at`` is the centre of the whole."""
        self._add(Wedge(at, across / 2, 90, 270, **look.patch()), "")

    def area(self, rings: Sequence[Sequence[Point]], look: Look) -> None:
        """Draws an area with holes: its outer ring and the inner ones."""
        points = [point for ring in rings for point in ring]
        codes = [code for ring in rings for code in (Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), Path.CLOSEPOLY)]
        self._add(PathPatch(Path(points, codes), **look.patch()), "")

    def line(self, points: Sequence[Point], look: Look, *, title: str = "") -> None:
        """Draws a line through points."""
        self._add(PathPatch(Path(list(points)), **look.patch()), title)

    def curve(self, start: Point, end: Point, look: Look, *, title: str = "") -> None:
        """Draws a curve that leaves and arrives horizontally."""
        middle = (start[0] + end[0]) / 2
        points = [start, (middle, start[1]), (middle, end[1]), end]
        path = Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
        self._add(PathPatch(path, **look.patch()), title)

    def finish(self, height: float) -> None:
        """Cuts the canvas to this height."""
        self.high = height
        self.figure.set_size_inches(self.across / 72, height / 72)
        self._axes.set_xlim(0, self.across)
        self._axes.set_ylim(height, 0)

    def png(self) -> bytes:
        """The drawing as PNG, the same bytes each time, without a date; ``CallError`` if it is too tall for one.

        It has 192 pixels an inch, or as many as a tall one may have, but at least 96.
        """
        dense = min(192, int(_TALLEST * 72 / self.high))
        if dense < 96:  # noqa: PLR2004
            remedy = Message("write SVG, or draw less: --about, --from, --to, --place, --document")
            raise CallError(Problem("wrong-call", Message("the picture is too tall for PNG"), remedy))
        file = io.BytesIO()
        about = {"Software": None, "Title": _clean(self.title)}
        with settings():
            self.figure.savefig(file, format="png", dpi=dense, metadata=about)
        return file.getvalue()

    def svg(self) -> bytes:
        """The drawing as SVG: the same bytes each time, without a date."""
        about = {"Creator": "Chronicle", "Date": None, "Title": _clean(self.title), "Description": _clean(self.note)}
        about["Language"] = self.speech.language
        file = io.StringIO()
        with settings():
            self.figure.savefig(file, format="svg", dpi=72, metadata=about)
        return re.sub(r'<g id="title(\d+)">', self._titled, file.getvalue()).encode()

    def _titled(self, match: re.Match[str]) -> str:
        return f"{match[0]}<title>{escape(self._titles[int(match[1])])}</title>"

    def _add(self, artist: Artist, title: str) -> None:
        if title:
            artist.set_gid(f"title{len(self._titles)}")
            self._titles.append(_clean(title))
        artist.set_clip_on(False)
        self._axes.add_artist(artist)


def _clean(text: str) -> str:
    """The text without the characters that XML 1.0 cannot write."""
    return _NOT_XML.sub("", printable(text))

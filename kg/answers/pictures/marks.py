"""How marks of certainty are drawn: ink says how sure, the outline who concludes; the same as on the public site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.answers.pictures.canvas import INK, PAPER, SMALL, Canvas, Look, Point
from kg.answers.pictures.sureness import (
    ASKED,
    DENIED,
    DOUBTED,
    FINDING,
    INFERENCE,
    OFFICIAL,
    OPEN,
    UN,
    Mark,
    in_order,
    least_sure,
)
from kg.model.message import Message

SIZE, STEP = 10.0, 12.0
"""The size of a mark, and how far apart neighbours are, in points."""
_UNIT = SIZE / 16
_LINE = 1.15
_BROKEN = (0, (1.9, 1.5))
_KEPT = 0.33
_DIAMOND = ((8, 0.9), (15.1, 8), (8, 15.1), (0.9, 8))
_SQUARE = ((2.2, 2.2), (13.8, 2.2), (13.8, 13.8), (2.2, 13.8))
_CORNERS = {INFERENCE: _DIAMOND, OFFICIAL: _SQUARE, UN: _SQUARE, FINDING: _SQUARE}
_WAVE = ((4.6, 9), (6, 6.6), (7, 7.2), (8, 8), (9, 8.8), (10, 9.4), (11.4, 7))
_BRACKETS = (((6, 2), (2.8, 2), (2.8, 14), (6, 14)), ((10, 2), (13.2, 2), (13.2, 14), (10, 14)))


def draw_mark(canvas: Canvas, at: Point, mark: Mark, *, title: str = "") -> None:
    """Draws one mark around a point."""
    stroke = Look(PAPER, INK, _LINE)
    if mark.outline == ASKED or mark.ink == "unclear":
        top = (at[0], at[1] - SMALL * 0.62)
        canvas.text(top, "?", size=SMALL, style="bold", align="center", title=title)
    elif mark.outline == OPEN:
        for side in _BRACKETS:
            canvas.line(_moved(side, at), replace(stroke, face="none"), title=title)
    elif mark.outline == DENIED:
        canvas.disc(at, 12 * _UNIT, stroke, title=title)
        canvas.line(_moved(((1.5, 14.5), (14.5, 1.5)), at), replace(stroke, face="none"))
    elif mark.outline == DOUBTED:
        canvas.disc(at, 12 * _UNIT, stroke, title=title)
        canvas.line(_moved(_WAVE, at), replace(stroke, face="none"))
    else:
        _affirmed(canvas, at, mark, title)


def _affirmed(canvas: Canvas, at: Point, mark: Mark, title: str) -> None:
    full = Look(INK if mark.ink == "stated as fact" else PAPER, INK, _LINE)
    _outline(canvas, at, mark.outline, replace(full, dash=_BROKEN) if mark.ink == "suggested" else full, title)
    if mark.ink == "reported":
        _left_half(canvas, at, mark.outline)


def _outline(canvas: Canvas, at: Point, outline: str, how: Look, title: str) -> None:
    if outline not in _CORNERS:
        canvas.disc(at, 12 * _UNIT, how, title=title)
        return
    corners = _moved(_CORNERS[outline], at)
    if how.dash == "solid":
        canvas.shape(corners, how, title=title)
        return
    canvas.shape(corners, Look(PAPER), title=title)
    for before, corner, after in zip(corners[-1:] + corners, corners, corners[1:] + corners[:1], strict=False):
        canvas.line([_towards(corner, before), corner, _towards(corner, after)], Look(edge=INK, line=_LINE))


def _towards(corner: Point, other: Point) -> Point:
    """A point on a side near a corner: a broken outline keeps its corners, so that its shape is seen."""
    return corner[0] + (other[0] - corner[0]) * _KEPT, corner[1] + (other[1] - corner[1]) * _KEPT


def _left_half(canvas: Canvas, at: Point, outline: str) -> None:
    how = Look(INK)
    if outline == INFERENCE:
        canvas.shape(_moved((_DIAMOND[0], _DIAMOND[2], _DIAMOND[3]), at), how)
    elif outline in _CORNERS:
        canvas.shape(_moved(((2.2, 2.2), (8, 2.2), (8, 13.8), (2.2, 13.8)), at), how)
    else:
        canvas.half_disc(at, 12 * _UNIT, how)


def _moved(points: Sequence[Point], at: Point) -> list[Point]:
    """Points in the 16 units of a mark, around a point of the picture."""
    return [(at[0] + (x - 8) * _UNIT, at[1] + (y - 8) * _UNIT) for x, y in points]


def draw_marks(canvas: Canvas, at: Point, marks: Iterable[Mark], what: str = "") -> None:
    """Draws several marks side by side, the first around a point; pointing at one gives its words."""
    for number, mark in enumerate(in_order(marks)):
        title = f"{mark.said(canvas.speech)}: {what}" if what else ""
        draw_mark(canvas, (at[0] + number * STEP, at[1]), mark, title=title)


PATTERNS = {
    "solid": Message("stated as fact"),
    "double": Message("reported"),
    "dashed": Message("alleged"),
    "dotted": Message("suggested, or our inference"),
    "thin": Message("unclear, asked or left open"),
    "waved": Message("doubted"),
    "hatched": Message("denied"),
}
"""The pattern of a line, and what it means."""
_BY_INK = {
    "stated as fact": "solid",
    "reported": "double",
    "alleged": "dashed",
    "suggested": "dotted",
    "unclear": "thin",
}
_DASHES: dict[str, object] = {"dashed": (0, (4, 2.5)), "dotted": (0, (1, 2)), "waved": (0, (6, 2, 1, 2))}


def pattern(marks: Sequence[Mark]) -> str:
    """The pattern of the line of a detail: that of its least sure claim, so that no doubt is drawn over.

    >>> pattern([Mark("our inference", "stated as fact")]), pattern([Mark("word", "alleged"), Mark("word", "reported")])
    ('dotted', 'dashed')
    """
    if not marks:
        return "thin"
    mark = least_sure(marks)
    if mark.outline == INFERENCE:
        return "dotted"
    return {DENIED: "hatched", DOUBTED: "waved"}.get(mark.outline) or _BY_INK.get(mark.ink, "thin")


def strokes(name: str) -> list[Look]:
    """The looks that make a line of a pattern, drawn one over the other."""
    if name == "double":
        return [Look(edge=INK, line=3.2), Look(edge=PAPER, line=1.4)]
    if name == "hatched":
        return [Look(edge=INK, line=0.7), Look(edge=INK, line=6, dash=(0, (0.12, 0.9)))]
    return [Look(edge=INK, line=0.6 if name == "thin" else 1.4, dash=_DASHES.get(name, "solid"))]

"""The bar of a date: its form says how well the date is known, its fill whether the source gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from kg.answers.pictures.canvas import INK, PAPER, Canvas, Look
from kg.answers.pictures.dates import Day, Extent, later
from kg.answers.pictures.frame import Sample
from kg.answers.speech import Speech
from kg.model.message import Message

Form = Literal["day", "span", "once", "before", "after", "open"]
_LINE = 1.1
_DAY, _SPAN, _END = 12.0, 8.0, 4.0
"""Heights in points of a day, of a span, and the length of the foot of a bracket."""
_LEAST = 6.0
_SAME = Message("the same, worked out by us")
_CALLED: dict[tuple[Form, bool], Message] = {
    ("day", True): Message("a day, given by the source"),
    ("day", False): Message("a day, worked out by us"),
    ("span", True): Message("it lasted so long, or no closer date is given"),
    ("span", False): _SAME,
    ("once", True): Message("once, some time between the brackets"),
    ("once", False): _SAME,
    ("before", True): Message("start not known"),
    ("before", False): Message("start not known, worked out by us"),
    ("after", True): Message("end not known"),
    ("after", False): Message("end not known, worked out by us"),
    ("open", True): Message("neither is known"),
    ("open", False): Message("neither is known, worked out by us"),
}


def form(found: Extent) -> Form:
    """The form of a date: block of a day or a span, brackets, or an arrow at the end that is not known."""
    if found.before or found.after:
        return "open" if found.before and found.after else "before" if found.before else "after"
    if found.once:
        return "once"
    return "day" if found.days == 1 else "span"


def bar(
    canvas: Canvas,
    y: float,
    found: Extent,
    place: Callable[[Day], float],
    ends: tuple[float, float],
    given: bool,
    title: str = "",
) -> None:
    """Draws a date around a height; ``place`` says where a day begins, ``ends`` how far an arrow reaches."""
    left, right = place(found.first), place(later(found.last, 1))
    if right - left < _LEAST:
        middle = (left + right) / 2
        left, right = middle - _LEAST / 2, middle + _LEAST / 2
    match form(found):
        case "day" | "span" as block:
            high = _DAY if block == "day" else _SPAN
            canvas.box(
                (left, y - high / 2), (right - left, high), Look(INK if given else PAPER, INK, _LINE), title=title
            )
        case "once":
            _brackets(canvas, y, (left, right), given, title)
        case "before":
            _arrow(canvas, y, (right, ends[0]), given, title)
        case "after":
            _arrow(canvas, y, (left, ends[1]), given, title)
        case "open":
            _arrow(canvas, y, ((left + right) / 2, ends[0]), given, title)
            _arrow(canvas, y, ((left + right) / 2, ends[1]), given, title)


def _between(given: bool) -> Look:
    return Look(edge=INK, line=_LINE, dash="solid" if given else (0, (1.2, 2)))


def _brackets(canvas: Canvas, y: float, span: tuple[float, float], given: bool, title: str) -> None:
    canvas.line([(span[0], y), (span[1], y)], _between(given), title=title)
    for x, foot in ((span[0], min(_END, (span[1] - span[0]) / 2)), (span[1], -min(_END, (span[1] - span[0]) / 2))):
        ends = [(x + foot, y - _DAY / 2), (x, y - _DAY / 2), (x, y + _DAY / 2), (x + foot, y + _DAY / 2)]
        canvas.line(ends, Look(edge=INK, line=_LINE))


def _arrow(canvas: Canvas, y: float, span: tuple[float, float], given: bool, title: str) -> None:
    """A line from the end that is known, with an upright there, to an arrowhead where the picture ends."""
    start, end = span
    back = end + (6 if end < start else -6)
    canvas.line([(start, y), (end, y)], _between(given), title=title)
    canvas.line([(back, y - 4.5), (end, y), (back, y + 4.5)], Look(edge=INK, line=_LINE))
    canvas.line([(start, y - _DAY / 2), (start, y + _DAY / 2)], Look(edge=INK, line=_LINE))


def bar_samples(dates: Iterable[tuple[Extent, bool]], speech: Speech) -> list[Sample]:
    """Legend entries for the forms and fills that occur among dates, each with whether the source gives it."""
    shown = {(form(found), given) for found, given in dates}
    return [
        _sample(kind, given, speech.say(_label(kind, given, shown)))
        for kind, given in _CALLED
        if (kind, given) in shown
    ]


def _label(kind: Form, given: bool, shown: set[tuple[Form, bool]]) -> Message:
    label = _CALLED[kind, given]
    if label == _SAME and (kind, True) not in shown:
        return Message("{form}; worked out by us", form=_CALLED[kind, True])
    return label


def _sample(kind: Form, given: bool, label: str) -> Sample:
    first = Day(2000, 1, 1)
    last = first if kind == "day" else later(first, 9)
    found = Extent(first, last, kind in ("before", "open"), kind in ("after", "open"), once=kind == "once")
    if kind in ("before", "after"):
        found = Extent(first, first, found.before, found.after)

    def draw(canvas: Canvas, at: Sequence[float]) -> None:
        reach = {"day": 3.0, "before": 11.0, "after": -11.0}.get(kind, 0.0)

        def place(day: Day) -> float:
            return at[0] - 13 + (day - first).days * 2.6 if not reach else at[0] + (reach if kind != "day" else -3)

        bar(canvas, at[1], found, place, (at[0] - 13, at[0] + 13), given)

    return Sample(label, draw, 10 if kind == "day" else 28)

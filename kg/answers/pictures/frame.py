"""What all pictures share: title, note, legend, and the look of each kind and modality of event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kg.answers.pictures.canvas import (
    BLUE,
    GREEN,
    GREY,
    LARGE,
    PAPER,
    PINK,
    RED,
    SMALL,
    Canvas,
    Look,
    Point,
    width,
    wrap,
)
from kg.answers.pictures.facts import Event, Facts
from kg.model.errors import DataError, Problem
from kg.model.message import Message

ACROSS, MARGIN = 936.0, 18.0
INSIDE = ACROSS - 2 * MARGIN

COLORS = {"act": RED, "event": BLUE, "intervention": GREEN, "proceeding": PINK}
CALLED = {
    "act": "act: who did what to whom",
    "event": "other event",
    "intervention": "step taken for the people affected",
    "proceeding": "step before a court or authority",
}
UNREAL = {"planned": "", "threatened": "/////", "demanded": "xxxxx", "practice": "|||||", "mentioned": "-----"}
"""The hatch of each modality other than actual; drawn on white with a broken outline."""
PLURAL = {"act": "acts", "event": "other events", "intervention": "interventions", "proceeding": "proceedings"}


@dataclass(frozen=True, slots=True)
class Sample:
    """One entry of a legend: its meaning, and the function that draws it around a point at a given size in points."""

    text: str
    draw: Callable[[Canvas, Point], None]
    across: float = 12


def begin(title: str, lead: str, facts: Facts, samples: Sequence[Sample]) -> tuple[Canvas, float]:
    """A canvas with title, subtitle, source and legend, and where the drawing begins."""
    note = drawn_from(facts)
    canvas = Canvas(ACROSS, title, f"{lead} {note}")
    y = MARGIN
    y += canvas.text((MARGIN, y), title, size=LARGE, style="bold")
    y += canvas.text((MARGIN, y + 3), wrap(lead, INSIDE, most=9)) + 3
    y += canvas.text((MARGIN, y + 3), wrap(note, INSIDE, most=9, size=SMALL), size=SMALL, color=GREY) + 3
    return canvas, legend(canvas, y + 8, samples) + 14


def nothing(found: Message, remedy: Message) -> DataError:
    """The error raised instead of an empty picture."""
    return DataError(Problem("nothing-to-draw", found, remedy))


def drawn_from(facts: Facts) -> str:
    """The graph that a picture was drawn from, in numbers; undated, so that the same graph gives the same picture."""
    found = Counter(event.kind for event in facts.events)
    counts = ", ".join(f"{found[kind]} {name}" for kind, name in PLURAL.items() if found[kind])
    documents = len(facts.documents)
    return f"Drawn from a graph of {documents} document{'' if documents == 1 else 's'}: {counts}."


def legend(canvas: Canvas, top: float, samples: Sequence[Sample]) -> float:
    """Draws samples side by side on as many lines as they need; gives where they end."""
    x, y, gap, high = MARGIN, top, 16, 15
    for sample in samples:
        across = sample.across + 5 + width(sample.text, SMALL)
        if x > MARGIN and x + across > MARGIN + INSIDE:
            x, y = MARGIN, y + high
        sample.draw(canvas, (x + sample.across / 2, y + high / 2))
        canvas.text((x + sample.across + 5, y + 2), sample.text, size=SMALL)
        x += across + gap
    return y + high


def look(event: Event) -> Look:
    """The look of an event's mark or bar: filled if it is actual, else white with a broken outline and a hatch."""
    return kind_look(event.kind, event.modality)


def kind_look(kind: str, modality: str = "actual") -> Look:
    """The look of marks and bars of a kind and a modality."""
    color = COLORS[kind]
    if modality in UNREAL:
        return Look(PAPER, color, 1, "dashed", UNREAL[modality])
    return Look(color, color, 1)


def plain(how: Look) -> Look:
    """The look without hatch and broken outline, for marks too small for them."""
    return replace(how, dash="solid", hatch="")


def mark(canvas: Canvas, at: Point, kind: str, how: Look, *, size: float = 7, title: str = "") -> None:
    """Draws the mark of a kind: square, disc, diamond or triangle, so that kinds differ by more than colour."""
    x, y, half = *at, size / 2
    how = plain(how)
    match kind:
        case "act":
            canvas.box((x - half, y - half), (size, size), how, title=title)
        case "event":
            canvas.disc(at, size + 0.6, how, title=title)
        case "intervention":
            reach = half + 1
            canvas.shape([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], how, title=title)
        case _:
            canvas.shape(
                [(x, y - half - 0.5), (x + half + 0.7, y + half), (x - half - 0.7, y + half)], how, title=title
            )


def kind_samples(events: Sequence[Event]) -> list[Sample]:
    """Legend entries for the kinds of event that a picture shows."""
    shown = {event.kind for event in events}

    def sample(kind: str) -> Sample:
        return Sample(CALLED[kind], lambda canvas, at: mark(canvas, at, kind, kind_look(kind)))

    return [sample(kind) for kind in CALLED if kind in shown]


def modality_samples(events: Sequence[Event]) -> list[Sample]:
    """Legend entries for the modalities other than actual that a picture shows."""
    shown = {event.modality for event in events}

    def sample(name: str) -> Sample:
        how = replace(kind_look("event", name), edge=GREY)
        return Sample(name, lambda canvas, at: canvas.box((at[0] - 11, at[1] - 4), (22, 8), how), 22)

    return [sample(name) for name in UNREAL if name in shown]


def tint(color: str, share: float) -> str:
    """The colour mixed with white: ``share`` of it, 0 to 1.

    >>> tint("#0072b2", 0.5)
    '#80b8d8'
    """
    parts = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * share):02x}" for part in parts)


def tooltip(event: Event) -> str:
    """An event in one line, shown when the reader points at it."""
    facts = (event.type or event.kind, event.modality if event.modality != "actual" else "", event.date or "no date")
    claimed = f" — {'; '.join(event.said)}" if event.said else ""
    return f"{event.label} ({', '.join(filter(None, facts))}){claimed}"


def named(event: Event) -> str:
    """The name of an event in a picture, with its modality unless it is actual."""
    return event.name if event.modality == "actual" else f"({event.modality}) {event.name}"

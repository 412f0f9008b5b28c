"""What all pictures share: title, what was asked for, legend, and the source at the foot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg.answers.pictures.canvas import GREY, INK, LARGE, RULE, SMALL, Canvas, Look, Point, width, wrap
from kg.answers.pictures.facts import Event, Facts
from kg.answers.pictures.marks import draw_mark
from kg.answers.pictures.sureness import Mark, in_order
from kg.answers.pictures.wording import modality
from kg.answers.speech import Speech
from kg.model.errors import DataError, Problem
from kg.model.message import Message

ACROSS, MARGIN = 900.0, 18.0
INSIDE = ACROSS - 2 * MARGIN
PAGE = ACROSS * 190 / 277
"""The height in points of a picture that fills an A4 page across, with margins of 10 mm."""
_NUMBERED = {
    "event": Message("{count} other {count|event|events}"),
    "intervention": Message("{count} {count|intervention|interventions}"),
    "proceeding": Message("{count} {count|proceeding|proceedings}"),
}
_MANY, _TITLE = 8, 62
"""The most documents named in a source line, and the most characters of a title."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One entry of a legend: its meaning, and the function that draws it around a point at a given size in points."""

    text: str
    draw: Callable[[Canvas, Point], None]
    across: float = 12


def begin(title: str, lead: str, facts: Facts, samples: Sequence[Sample]) -> tuple[Canvas, float]:
    """A canvas with title, what was asked for, counts and legend, and where the drawing begins."""
    note = drawn_from(facts)
    canvas = Canvas(ACROSS, title, " ".join(filter(None, (lead, facts.told, note))), facts.speech)
    y = MARGIN
    y += canvas.text((MARGIN, y), wrap(title, INSIDE, size=LARGE, style="bold"), size=LARGE, style="bold")
    y += canvas.text((MARGIN, y + 3), wrap(lead, INSIDE, most=9)) + 3
    y += canvas.text((MARGIN, y), wrap(facts.told, INSIDE, style="bold", most=9), style="bold") if facts.told else 0
    y += canvas.text((MARGIN, y + 2), wrap(note, INSIDE, most=9, size=SMALL), size=SMALL, color=GREY) + 2
    return canvas, legend(canvas, y + 6, samples) + 12


def finish(canvas: Canvas, top: float, facts: Facts) -> Canvas:
    """Draws the source line below what is drawn, and cuts the canvas to its height."""
    canvas.line([(MARGIN, top + 8), (ACROSS - MARGIN, top + 8)], Look(edge=RULE))
    lines = wrap(source(facts), INSIDE, size=SMALL, most=9)
    high = canvas.text((MARGIN, top + 13), lines, size=SMALL, color=GREY)
    canvas.finish(top + 13 + high + MARGIN)
    return canvas


def source(facts: Facts) -> str:
    """Where a picture is from: the graph, the documents that it draws on, and the licence if the project has one."""
    say = facts.speech.say
    used = {document for event in facts.events for document in event.documents}
    names = sorted(shortened(name) for document, name in facts.documents.items() if document in used)
    listed, left = "; ".join(names[:_MANY]), len(names) - _MANY
    if left > 0:
        listed = say(Message("{names}; and {count} more documents", names=listed, count=left))
    title = facts.title or say(Message("a graph without a title"))
    told = say(Message("Documents: {names}", names=listed)) + ("" if listed.endswith("…") else ".") if names else ""
    licence = say(Message("Licence: {licence}", licence=facts.licence)) if facts.licence else ""
    return " ".join(filter(None, (say(Message("Source: {title}.", title=title)), told, licence)))


def shortened(name: str) -> str:
    """A title of a document, cut between words.

    >>> shortened("Appeal to the international community: Tell the authorities not to repress protests")
    'Appeal to the international community: Tell the authorities …'
    """
    return name if len(name) <= _TITLE else f"{name[:_TITLE].rpartition(' ')[0].rstrip(' ,;:')} …"


def nothing(found: Message, remedy: Message) -> DataError:
    """The error raised instead of an empty picture."""
    return DataError(Problem("nothing-to-draw", found, remedy))


def drawn_from(facts: Facts) -> str:
    """What is drawn, in numbers: the acts that ``kg stats`` counts, those that it does not count, and the rest.

    There two acts that are possibly the same count as one; here each is drawn.
    """
    say, events = facts.speech.say, facts.events
    acts = [event for event in events if event.kind == "act"]
    found = Counter(event.kind for event in events)
    kinds = [say(told.given(count=found[kind])) for kind, told in _NUMBERED.items() if found[kind]]
    parts = "; ".join([say(_counted(facts, acts)), *_uncounted(facts, acts), *kinds])
    return say(Message("Drawn: {parts}.", parts=parts))


def _counted(facts: Facts, acts: Sequence[Event]) -> Message:
    shown = sum(act.counted for act in acts)
    if shown == facts.total:
        return _ALL.given(count=shown) if shown > 1 else _ONE if shown else Message("no act")
    if not shown:
        return _NONE.given(count=facts.total)
    return _SOME.given(shown=shown, count=facts.total)


_ALL = Message(
    "all {count} acts that took place or were attempted, as somebody affirms "
    "(kg stats counts those that may be the same once)"
)
_ONE = Message(
    "the act that took place or were attempted, as somebody affirms (kg stats counts those that may be the same once)"
)
_NONE = Message(
    "none of the {count} {count|act|acts} that took place or were attempted, as somebody affirms "
    "(kg stats counts those that may be the same once)"
)
_SOME = Message(
    "{shown} of the {count} {count|act|acts} that took place or were attempted, as somebody affirms "
    "(kg stats counts those that may be the same once)"
)


def _uncounted(facts: Facts, acts: Sequence[Event]) -> list[str]:
    """The acts that are not counted, by the reason."""
    speech, others = facts.speech, [act for act in acts if not act.counted]
    reasons = Counter(uncounted_word(act, speech) for act in others)
    told = (Message("{count} {reason}", count=number, reason=reason) for reason, number in sorted(reasons.items()))
    listed = ", ".join(map(speech.say, told))
    whole = Message("{count} that it does not count ({reasons})", count=len(others), reasons=listed)
    return [speech.say(whole)] if others else []


def uncounted_word(act: Event, speech: Speech) -> str:
    """Why an act is not counted."""
    return speech.say(Message("not affirmed")) if act.modality == "actual" else modality(act, speech)


def legend(canvas: Canvas, top: float, samples: Sequence[Sample]) -> float:
    """Draws samples side by side on as many lines as they need; gives where they end."""
    x, y, gap, high = MARGIN, top, 18, 16
    for sample in samples:
        across = sample.across + 5 + width(sample.text, SMALL) * 1.05
        if x > MARGIN and x + across > MARGIN + INSIDE:
            x, y = MARGIN, y + high
        sample.draw(canvas, (x + sample.across / 2, y + high / 2))
        canvas.text((x + sample.across + 5, y + 1.5), sample.text, size=SMALL)
        x += across + gap
    return y + high if samples else y


def mark_samples(marks: Iterable[Mark], speech: Speech) -> list[Sample]:
    """Legend entries for the marks that a picture shows, surest first."""

    def sample(mark: Mark) -> Sample:
        return Sample(mark.said(speech), lambda canvas, at: draw_mark(canvas, at, mark), 12)

    return [sample(mark) for mark in in_order(mark.form for mark in marks)]


FRAME = Look("none", INK, 0.9, (0, (3, 2)))
"""The frame around the word for what did not happen, or not yet."""


def framed(canvas: Canvas, at: Point, word: str) -> float:
    """Draws a word in a dashed frame, its top left corner at a point; gives how far across it reaches."""
    across = width(word, SMALL) * 1.05 + 8
    canvas.box(at, (across, SMALL * 1.45), FRAME)
    canvas.text((at[0] + 4, at[1] + 0.8), word, size=SMALL)
    return across


def frame_samples(events: Iterable[Event], speech: Speech) -> list[Sample]:
    """The legend entry for the frame, if an event of a picture did not happen."""

    def draw(canvas: Canvas, at: Point) -> None:
        canvas.box((at[0] - 11, at[1] - 5), (22, 10), FRAME)

    words = ", ".join(sorted({modality(event, speech) for event in events if not event.happened}))
    text = speech.say(Message("{words}: not an act that took place", words=words))
    return [Sample(text, draw, 24)] if words else []

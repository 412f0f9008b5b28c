"""The acts that the sentences of a text tell of, each with who, when, where, why, and who says so; before they are merged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extraction.contexts import Context, context_of
from kg.extraction.counts import Count, count_in
from kg.extraction.dates import DateWords
from kg.extraction.participants import Who, may_be_doer, who_is
from kg.extraction.people import Cast, Entity
from kg.extraction.speech import is_of_clause, sayings
from kg.extraction.texts import Text
from kg.extraction.triggers import Trigger, triggers


class Draft(NamedTuple):
    """An act as one sentence tells of it. ``also`` are further tellings; ``doubt`` is what is suggested only."""

    line: int
    trigger: Trigger
    context: Context
    victims: tuple[Who, ...] = ()
    doers: tuple[Who, ...] = ()
    date: DateWords | None = None
    dates: tuple[DateWords, ...] = ()
    dated_in: int = -1
    places: tuple[Entity, ...] = ()
    placed_in: int = -1
    certainty: str = ""
    claimants: tuple[Who, ...] = ()
    reason: tuple[int, int] | None = None
    number: Count | None = None
    also: tuple[Draft, ...] = ()
    inherited_date: bool = False
    inherited_place: bool = False
    in_country: bool = False
    """Whether the place is only the country that the text is about."""
    attributive: bool = False
    """Whether a participle before its noun tells of it: the detained man."""
    owner: bool = False
    """Whether the victim is whose thing or relative it is."""

    @property
    def type(self) -> str:
        """The act type."""
        return self.trigger.term.type

    @property
    def kind(self) -> str:
        """Whether a verb, a noun or a phrase opened it."""
        return self.trigger.term.kind


ORDER = {"": 0, "stated as fact": 0, "reported": 1, "alleged": 2, "suggested": 3, "unclear": 4}
"""Certainties, the surest first: of several the least sure one holds."""


def drafts(text: Text, cast: Cast) -> Iterator[Draft]:
    """Every act that a sentence tells of, but for headings and what did not happen."""
    for number, line in enumerate(text.lines):
        if line.heading:
            continue
        for trigger in triggers(line.parse, text.lexicon):
            context = context_of(line.parse, trigger, text.lexicon)
            if context.reality != "unreal":
                yield _draft(text, cast, number, trigger, context)


def _draft(text: Text, cast: Cast, line: int, trigger: Trigger, context: Context) -> Draft:
    parse = text.lines[line].parse
    victims = tuple(who_is(text, cast, line, at) for at in trigger.frame.victims)
    doers = tuple(who_is(text, cast, line, at) for at in trigger.frame.doers)
    said = sayings(text, line, trigger.at)
    speakers = tuple(who_is(text, cast, line, one.speaker) for one in said)
    stated = [text.lines[line].reserve, context.certainty, *(one.certainty for one in said)]
    date, dates = _date(text, line, trigger)
    return Draft(
        line, trigger, context, victims,
        tuple(one for one in doers if may_be_doer(text, one, trigger.frame.doer_by)),
        date, dates, line if date else -1, places_of(text, cast, line, trigger), line,
        max(stated, key=lambda name: ORDER.get(name, 0)),
        tuple(one for one in speakers if one.kind != "pronoun"),
        _reason(text, line, trigger),
        count_in(parse.text, text.language, *_around(text, line, trigger)) if trigger.term.kind == "noun" else None,
        owner=trigger.frame.place == "owner",
        attributive=trigger.term.kind != "noun" and parse.tokens[trigger.at].part == "modifier",
    )  # fmt: skip


def _around(text: Text, line: int, trigger: Trigger) -> tuple[int, int]:
    """The characters of the few words before a noun, where its number stands: 39 arrests."""
    tokens = text.lines[line].parse.tokens
    first = (
        next(
            (
                n
                for n in range(trigger.at - 1, max(-1, trigger.at - 4), -1)
                if tokens[n].kind in ("ADP", "VERB", "PUNCT", "AUX")
            ),
            max(-1, trigger.at - 4),
        )
        + 1
    )
    return tokens[first].start, tokens[trigger.at].start


# ── When ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _date(text: Text, line: int, trigger: Trigger) -> tuple[DateWords | None, tuple[DateWords, ...]]:
    """The date of an act and all that its sentence has: of those in no clause inside its own, the nearest in the sentence's tree."""
    dates = tuple(one for one in text.lines[line].dates if not _is_end(text, line, one))
    own = [one for one in dates if _is_own(text, line, trigger, one)]
    if not own and len(dates) == 1 and _is_near(text, line, dates[0]):
        return dates[0], dates
    if not own:
        return None, dates
    at = text.lines[line].parse.tokens[trigger.at]
    return min(own, key=lambda one: (_depth(text, line, trigger, one), abs(one.start - at.start))), dates


def _is_end(text: Text, line: int, date: DateWords) -> bool:
    """Whether a date is until when something lasts."""
    before = text.lines[line].parse.text[: date.start].lower().split()[-1:]
    return bool(before) and before[0] in text.lexicon.words("dates", "until")


def _is_near(text: Text, line: int, date: DateWords) -> bool:
    """Whether the only date of a sentence stands in no relative clause."""
    parse = text.lines[line].parse
    inside = [n for n, token in enumerate(parse.tokens) if date.start <= token.start < date.end]
    parts = {parse.tokens[above].part for n in inside[:1] for above in (n, *parse.above(n))}
    return "relative" not in parts


def _is_own(text: Text, line: int, trigger: Trigger, date: DateWords) -> bool:
    parse = text.lines[line].parse
    inside = [n for n, token in enumerate(parse.tokens) if date.start <= token.start < date.end]
    return any(is_of_clause(parse, n, trigger.at) for n in inside[-1:] + inside[:1])


def _depth(text: Text, line: int, trigger: Trigger, date: DateWords) -> int:
    """How many words stand between a date and the verb that it may belong to, in the tree of the sentence."""
    parse = text.lines[line].parse
    inside = [n for n, token in enumerate(parse.tokens) if date.start <= token.start < date.end]
    depths = []
    for n in inside:
        above = [n, *parse.above(n)]
        depths.append(above.index(trigger.at) if trigger.at in above else len(above) + 9)
    return min(depths, default=99)


# ── Where ────────────────────────────────────────────────────────────────────────────────────────────────────


def places_of(text: Text, cast: Cast, line: int, trigger: Trigger) -> tuple[Entity, ...]:
    """The places of an act: those behind a preposition of place in its clause, else in its sentence."""
    parse = text.lines[line].parse
    found = [(one, m) for one in cast.entities if one.kind == "place" for m in one.mentions if m.line == line]
    prepositions = text.lexicon.words("places", "in")
    located = [
        (one, m)
        for one, m in found
        if any(_is_located(text, line, n, prepositions) for n in range(m.first, m.last + 1))
    ]
    own = [one for one, m in located if is_of_clause(parse, m.last, trigger.at)]
    return tuple({one.ident: one for one in own[:2]}.values())


def _is_located(text: Text, line: int, word: int, prepositions: frozenset[str]) -> bool:
    """Whether a place stands behind a preposition of place, or says which town something happened in."""
    case = _case(text, line, word)
    parse = text.lines[line].parse
    head = parse.tokens[parse.tokens[word].head]
    return case in prepositions or (
        case in ("of", "de")
        and head.lemma.lower() in text.lexicon.words("places", "nouns")
        and head.case in prepositions
    )


def _case(text: Text, line: int, word: int) -> str:
    """The preposition that a place stands behind; a place joined to another has that of the first."""
    parse = text.lines[line].parse
    token = parse.tokens[word]
    if (
        token.part in ("conjunct", "apposition", "compound")
        and token.head != word
        and parse.tokens[token.head].kind == "PROPN"
    ):
        return _case(text, line, token.head)
    return token.case


# ── Why ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _reason(text: Text, line: int, trigger: Trigger) -> tuple[int, int] | None:
    """The characters of what stands behind ``for`` or ``because of`` in the clause of an act."""
    parse = text.lines[line].parse
    for n in parse.children(trigger.at):
        token = parse.tokens[n]
        if (
            token.part in ("oblique", "clause")
            and token.case in text.lexicon.words("reasons", "for")
            and not _is_time(text, token.lemma)
        ):
            words = [m for m in parse.below(n) if m > trigger.at]
            return parse.span(words) if words else None
    return None


def _is_time(text: Text, lemma: str) -> bool:
    return lemma.lower() in text.lexicon.words("reasons", "not")

"""The extractor that works offline: a document becomes proposals, in the order in which the text tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.extraction.acts import Draft, drafts
from kg.extraction.drafting import Introduced, act_proposal
from kg.extraction.gazetteer import code_of_people, country_code, gazetteer
from kg.extraction.genres import recognised
from kg.extraction.learned.countries import country
from kg.extraction.learned.sentences import worth_reading
from kg.extraction.merging import merged
from kg.extraction.narrative import continued
from kg.extraction.people import Cast, Entity, Mention, cast_of, corrected
from kg.extraction.proposals import SENTENCE, Proposal, Slot, needed_readers
from kg.extraction.provisions import Provision, provisions_in
from kg.extraction.recommendations import Demand, demands
from kg.extraction.scores import scores
from kg.extraction.splitting_acts import split
from kg.extraction.texts import Text, read_text
from kg.sources.documents import Document


class Facts(NamedTuple):
    """What is known of a document before it is read: its language and date, who made it, and names the project knows."""

    language: str
    issued: str = ""
    makers: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    own: Path | None = None
    """The project's folder of mappings, which may add to the lexicon."""


class Reading(NamedTuple):
    """A document that was read: its text, everybody named in it, the acts, and the proposals."""

    text: Text
    cast: Cast
    acts: list[Draft]
    proposals: list[Proposal]


def extract(document: Document, facts: Facts) -> list[Proposal]:
    """The proposals for a document; ``CallError`` for a language without a model."""
    return read(document, facts).proposals


def read(document: Document, facts: Facts) -> Reading:
    """A document read by all rules; ``CallError`` for a language without a model."""
    text = read_text(document, facts.language, facts.issued, own=facts.own)
    cast = cast_of(text)
    text = corrected(text, cast)
    known = Introduced(text, cast, scores(), facts.known)
    acts = [
        one
        for one in continued(merged(split(drafts(text, cast), text)), text, cast)
        if one.trigger.term.rule not in known.scores.off
    ]
    acts = in_country(acts, text, cast)
    legal = _Provisions(known)
    found = [
        legal.added(act_proposal(act, f"act-{number}", known), [act.line, *(one.line for one in act.also)])
        for number, act in enumerate(acts, 1)
    ]
    asked = list(_recommendations(text, cast, known, facts))
    introduced = sorted(known.made.values(), key=lambda one: (_ORDER.index(one.kind), one.words.start))
    guarded = {one.ident for one in introduced if one.readers > 1}
    checked = [one._replace(readers=needed_readers(one, guarded)) for one in found]
    return Reading(
        text,
        cast,
        acts,
        [*recognised(text, cast), *introduced, *legal.made.values(), *checked, *asked, *_to_look_at(text, acts)],
    )


def _to_look_at(text: Text, acts: Sequence[Draft]) -> Iterator[Proposal]:
    """The sentences in which no rule sees an act and that look as if they tell of one, the likeliest first."""
    for number, (line, likely) in enumerate(worth_reading(text, acts), 1):
        words, rule = text.whole(line), f"{text.language}/sentence"
        yield Proposal(SENTENCE, f"sentence-{number}", words, rule, likely, take="offer", asks="anything here?")


def in_country(acts: Sequence[Draft], text: Text, cast: Cast) -> list[Draft]:
    """The acts; those of which the text names no place are where its title says or, as far as we know, in its country."""
    where = _in_title(cast) or _country(text, cast, acts)
    if where is None:
        return list(acts)
    line = where.mentions[0].line
    return [act if act.places else act._replace(places=(where,), placed_in=line, in_country=True) for act in acts]


def _in_title(cast: Cast) -> Entity | None:
    """The only place that the first line of a text names."""
    named = [one for one in cast.entities if one.kind == "place" and one.mentions[0].line == 0]
    return named[0] if len(named) == 1 else None


def _country(text: Text, cast: Cast, acts: Sequence[Draft]) -> Entity | None:
    """The country that a text is about, as it is named there or by the first word for its people."""
    code, likely = country(text, cast, acts)
    if likely < _SURE:
        return None
    named = (one for one in cast.entities if one.kind == "place" and country_code(one.label) == code)
    return next(named, None) or _of_people(text, code)


def _of_people(text: Text, code: str) -> Entity | None:
    for number, line in enumerate(text.lines):
        for name in line.parse.names:
            if name.kind == "people" and code_of_people(name.text) == code:
                mention = Mention(number, name.first, name.last, name.text)
                return Entity("place", f"place-{code.lower()}", gazetteer().names[code], (mention,))
    return None


_SURE = 0.6
"""A text is about a country if that is so likely."""

_ORDER = ("person", "organization", "group", "place")


class _Provisions:
    """Introduces instruments and provisions, once each, and adds them to acts."""

    def __init__(self, known: Introduced) -> None:
        self.known = known
        self.made: dict[str, Proposal] = {}

    def added(self, act: Proposal, lines: Iterable[int]) -> Proposal:
        """An act with the provisions that its sentences name."""
        slots = [self._slot(one, act) for line in lines for one in provisions_in(self.known.text, line)]
        return act._replace(slots=(*act.slots, *slots))

    def _slot(self, one: Provision, act: Proposal) -> Slot:
        words = self.known.text.words(one.line, one.start, one.end)
        key = "charge" if act.first("type") in _CHARGED else "cites"
        return Slot(
            key,
            self._ident(one),
            words,
            f"{self.known.text.language}/provision",
            self.known.scores.of("provision"),
            take="look",
        )

    def _ident(self, one: Provision) -> str:
        instrument = one.instrument if one.instrument in self.known.known else self._instrument(one)
        key = f"{instrument}/{one.number}"
        if key not in self.made:
            number = sum(1 for made in self.made.values() if made.kind == "provision") + 1
            words, rule = self.known.text.words(one.line, one.start, one.end), f"{self.known.text.language}/provision"
            values = (("label", words.text), ("part-of", instrument), ("number", one.number))
            slots = tuple(Slot(name, value, words, rule, self.known.scores.of("provision")) for name, value in values)
            self.made[key] = Proposal(
                "provision", f"provision-{number}", words, rule, self.known.scores.of("provision"), slots
            )
        return self.made[key].ident

    def _instrument(self, one: Provision) -> str:
        if one.instrument not in self.made:
            number = sum(1 for made in self.made.values() if made.kind == "instrument") + 1
            words, rule = self.known.text.words(one.line, one.start, one.end), f"{self.known.text.language}/instrument"
            slot = Slot("label", one.instrument, words, rule, self.known.scores.of("provision"))
            self.made[one.instrument] = Proposal("instrument", f"instrument-{number}", words, rule, slot.score, (slot,))
        return self.made[one.instrument].ident


_CHARGED = frozenset(
    {
        "prosecution",
        "fine",
        "administrative arrest",
        "imprisonment",
        "judicial harassment",
        "penalty for taking part in an assembly",
    }
)


def _recommendations(text: Text, cast: Cast, known: Introduced, facts: Facts) -> Iterator[Proposal]:
    """The demands of a text whose makers are known: named in the sentence, or else the document's own."""
    for number, one in enumerate(demands(text, cast), 1):
        makers = (
            [known.of(one.maker)] if one.maker is not None else [_maker(name, cast, known) for name in facts.makers]
        )
        if makers:
            yield _recommendation(one, f"recommendation-{number}", makers, known, text)


def _maker(name: str, cast: Cast, known: Introduced) -> str:
    """Who made the document: by a name that the project knows, else as introduced from the text."""
    named = next(
        (one for one in cast.entities if name not in known.known and any(m.text == name for m in one.mentions)), None
    )
    return known.named(named) if named is not None else name


def _recommendation(one: Demand, ident: str, makers: list[str], known: Introduced, text: Text) -> Proposal:
    words, score = text.words(one.line, one.start, one.end), known.scores.of("demand")
    slots = [Slot("description", words.text, words, one.rule, score, take="look")]
    slots += [Slot("made-by", name, words, one.rule, score, take="look") for name in makers]
    for who in one.addressees:
        near = text.words(who.line, who.start, who.end)
        slots.append(Slot("addressed-to", known.of(who), near, one.rule, score, take="look"))
    return Proposal("recommendation", ident, text.whole(one.line), one.rule, score, tuple(slots))

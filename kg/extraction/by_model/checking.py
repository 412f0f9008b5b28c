"""What a model answers becomes proposals: each value only with words of the document, nothing that can be accepted unread.

A quote that is not in the text is refused with all that rests on it. Who is named in a role has to stand in the sentence
of the act or beside it. A type that the lexicon does not find there is asked about; a perpetrator whom no rule reads off
there, and a date that no rule reads there, are only offered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.extraction.acts import Draft
from kg.extraction.by_model.answers import Answer, Demanded, Named, Told
from kg.extraction.by_model.quoting import Place, places
from kg.extraction.merging import are_kin
from kg.extraction.proposals import SENSITIVE, Proposal, Slot, Take, Words
from kg.extraction.texts import Text
from kg.extraction.triggers import triggers
from kg.model.concepts import OURS
from kg.model.dates import bounds
from kg.model.errors import InvalidValueError
from kg.model.vocabulary import CONCEPTS
from kg.sources.documents import Document

SCORE = 0.5
"""How sure a value of a model is: it has not been measured."""
_FEWEST = 3
"""So many words at least are a quote of an act or a demand."""

_KINDS = ("person", "organization", "group", "place")

NOT_THERE, NO_TYPE, NOT_NEAR, NOT_NAMED = (
    "the quote is not in the text",
    "the type is none of the vocabulary",
    "who is named stands neither in the sentence nor beside it",
    "a role names nobody who is listed",
)
"""Why something of an answer is refused."""


class Rules(NamedTuple):
    """What the rules read in the same document; without a model of its language, nothing."""

    text: Text | None = None
    drafts: Mapping[int, Sequence[Draft]] = {}

    def types(self, line: int) -> set[str]:
        """The types of act that the lexicon finds in a sentence."""
        if self.text is None:
            return set()
        return {one.term.type for one in triggers(self.text.lines[line].parse, self.text.lexicon)}

    def dates(self, line: int) -> set[str]:
        """The dates that the grammar reads in a sentence."""
        return {one.edtf for one in self.text.lines[line].dates} if self.text else set()

    def is_doer(self, place: Place, document: Document) -> bool:
        """Whether a rule reads off that whoever stands there did what the sentence tells."""
        sentence, words = document.sentences[place.line], place.words
        return any(
            document.offset(sentence, who.start) < words.end and words.start < document.offset(sentence, who.end)
            for draft in self.drafts.get(place.line, ())
            for who in draft.doers
        )


@dataclass(slots=True)
class Checked:
    """The proposals of one answer after the other, and why others were refused."""

    document: Document
    rule: str
    rules: Rules
    makers: tuple[str, ...]
    known: frozenset[str] = frozenset()
    people: dict[tuple[str, str], Proposal] = field(default_factory=dict)
    told: list[Proposal] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)

    def add(self, answer: Answer, lines: range) -> None:
        """Adds the proposals of an answer about some sentences."""
        for act in answer.acts:
            if (place := self._place(act.quote, lines)) is not None:
                self._act(act, place, answer.people)
        for demand in answer.demands:
            if (place := self._place(demand.quote, lines)) is not None:
                self._demand(demand, place, answer.people)

    def _place(self, quote: str, lines: Iterable[int]) -> Place | None:
        found = next(places(quote, self.document, lines), None)
        if found is None or len(quote.split()) < min(_FEWEST, len(self.document.sentences[found.line].text.split())):
            self.refused[NOT_THERE] += 1
            return None
        return found

    # ── Who ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _named(self, names: Iterable[str], people: Mapping[str, Named], near: range) -> Iterator[tuple[str, Place]]:
        """Those of some ids who stand in some sentences, each with the reference to it and its place there."""
        for name in names:
            one = people.get(name)
            found = next(places(one.name, self.document, near), None) if one else None
            if one is None or found is None or one.kind not in _KINDS:
                self.refused[NOT_NEAR if one else NOT_NAMED] += 1
            else:
                yield self._introduced(one, found), found

    def _introduced(self, one: Named, place: Place) -> str:
        label = place.words.text
        if label in self.known:
            return label
        key = one.kind, label.casefold()
        if key not in self.people:
            number = sum(1 for kind, _ in self.people if kind == one.kind) + 1
            words = place.words
            slots = [Slot("label", label, words, self.rule, SCORE, take="look")]
            if one.kind == "person" and not any(word[0].isupper() for word in label.split()):
                slots.append(Slot("named", "false", words, self.rule, SCORE, take="look"))
            self.people[key] = Proposal(one.kind, f"{one.kind}-{number}", words, self.rule, SCORE, tuple(slots))
        return self.people[key].ident

    def _near(self, line: int) -> range:
        return range(max(line - 1, 0), min(line + 2, len(self.document.sentences)))

    # ── Acts ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _act(self, act: Told, place: Place, people: Mapping[str, Named]) -> None:
        try:
            kind = OURS.find("act-type", act.type).name
        except InvalidValueError:
            self.refused[NO_TYPE] += 1
            return
        near = self._near(place.line)
        claimants = tuple(ident for ident, _ in self._named(act.claimants, people, near))
        roles = {"victim": act.victims, "place": (act.place,) if act.place else ()}
        slots = [self._slot("type", kind, place.words)]
        for key, names in roles.items():
            slots += [self._slot(key, ident, found.words) for ident, found in self._named(names, people, near)]
        taken = {*claimants, *self.makers, *(slot.value for slot in slots)}
        slots += [*self._dated(act, near), *self._doers(act, place, people, taken)]
        certainty = (
            act.certainty if act.certainty in CONCEPTS["certainty"] and act.certainty != "stated as fact" else ""
        )
        self.told.append(
            Proposal(
                "act", self._ident("act"), place.words, self.rule, SCORE, tuple(slots), certainty=certainty,
                claimants=claimants, asks=self._asks(kind, place.line, slots), readers=_readers(kind, slots),
            )
        )  # fmt: skip

    def _asks(self, kind: str, line: int, slots: Iterable[Slot]) -> str:
        """What a reviewer is asked: whether the type is right, or who did it, where no rule says so too."""
        if not any(are_kin(kind, other) for other in self.rules.types(line)):
            return "no word of the lexicon says that it is this type"
        return "who did it?" if any(_is_doer(slot) and slot.take == "offer" for slot in slots) else ""

    def _doers(self, act: Told, place: Place, people: Mapping[str, Named], taken: set[str]) -> Iterator[Slot]:
        """Those whom the sentence itself names as doers; nobody who suffers it or tells of it."""
        for ident, found in self._named(act.perpetrators, people, range(place.line, place.line + 1)):
            if ident not in taken:
                take: Take = "look" if self.rules.is_doer(found, self.document) else "offer"
                yield self._slot("alleged-perpetrator", ident, found.words, take)

    def _slot(self, key: str, value: str, words: Words, take: Take = "look") -> Slot:
        return Slot(key, value, words, self.rule, SCORE, take=take)

    def _dated(self, act: Told, near: range) -> Iterator[Slot]:
        """The date, if its words are there; filled in only if the grammar reads it there too."""
        found = next(places(act.date_quote, self.document, near), None) if act.date else None
        if found is None:
            if act.date:
                self.refused[NOT_THERE] += 1
            return
        try:
            bounds(act.date)
        except InvalidValueError:
            self.refused[NOT_THERE] += 1
            return
        is_read = act.date in self.rules.dates(found.line)
        yield self._slot("date", act.date, found.words, "look" if is_read else "offer")

    def _demand(self, demand: Demanded, place: Place, people: Mapping[str, Named]) -> None:
        makers = [ident for ident, _ in self._named(demand.made_by, people, self._near(place.line))] or list(
            self.makers
        )
        slots = [self._slot("description", place.words.text, place.words)]
        slots += [self._slot("made-by", name, place.words) for name in makers]
        slots += [
            self._slot("addressed-to", ident, found.words)
            for ident, found in self._named(demand.addressed_to, people, self._near(place.line))
        ]
        ident = self._ident("recommendation")
        self.told.append(Proposal("recommendation", ident, place.words, self.rule, SCORE, tuple(slots)))

    def _ident(self, kind: str) -> str:
        return f"{kind}-{sum(one.kind == kind for one in self.told) + 1}"


def _is_doer(slot: Slot) -> bool:
    return slot.key == "alleged-perpetrator"


def _readers(kind: str, slots: Iterable[Slot]) -> int:
    return 2 if kind in SENSITIVE or any(map(_is_doer, slots)) else 1

"""The facts of a dossier: each event with its details, each line as sure as the claim behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.answers.claim_words import AFFIRMS, FACT, OURS, Matter, said
from kg.answers.dossiers.arranging import Fact, every, upper
from kg.answers.dossiers.graph import Claim, Graph
from kg.answers.dossiers.law import KEYS as LAW
from kg.answers.dossiers.law import provision
from kg.answers.dossiers.model import Block, Heading, Item, Items
from kg.answers.dossiers.remarks import read_as
from kg.answers.dossiers.steps import STEPS, steps
from kg.answers.dossiers.wording import (
    Wording,
    doubt,
    is_plain,
    least_sure,
)
from kg.answers.names import OPEN, word
from kg.model.concepts import concept_iri
from kg.model.message import Message
from kg.model.terms import Term, expand, text_of

DETAILS: dict[str, Message | None] = {
    "hr:place": Message("Where"),
    "hr:involvement": None,
    "hr:timeOfDay": Message("Time of day"),
    "hr:method": Message("Method"),
    "hr:count": Message("How many"),
    "hr:reason": Message("Reason"),
    "hr:court": Message("Court"),
    "hr:stage": Message("Stage"),
    "hr:outcome": Message("Outcome"),
    "hr:violates": Message("Law said to be violated"),
    "hr:legalBasis": Message("Legal basis"),
    "hr:charge": Message("Charge"),
    "hr:citesProvision": Message("Provision cited"),
    "hr:instrument": Message("Treaty or law"),
    "hr:right": Message("Right concerned"),
    "hr:content": Message("It speaks of"),
    "hr:result": Message("It led to"),
    "hr:occasion": Message("On the occasion of"),
    "hr:aftermathOf": Message("In the aftermath of"),
    "hr:partOf": Message("Part of"),
}
"""What is told of a fact, in this order; the label of a part in an event is its role."""
_EVENTS = ("hr:content", "hr:result", "hr:occasion", "hr:aftermathOf", "hr:partOf")
_DATE = expand("hr:date")
_DATED = Message("Date")
_HAPPENED = tuple(concept_iri("modality", name) for name in ("actual", "practice"))
ANOTHER = Message("{detail}, another telling")
_QUIET = {
    "hr:actType": Message("Kind of act"),
    "dct:type": Message("Kind of event"),
    "hr:modality": Message("Whether it took place"),
}
"""What the heading tells already, so that only a doubt of it is told again."""
_ROLES = ("victim", "intended target", "defendant", "alleged perpetrator", "order-giver")
_WORDS = re.compile(r" \(“[^”]*”\)")
_PLAIN_DEGREES = ("carried out", "not stated")


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells facts: ``numbers`` are those of all facts of the dossier."""

    wording: Wording
    numbers: dict[Term, str]

    def told(self, facts: Sequence[Fact], *, level: int = 3) -> Iterator[Block]:
        """The facts with their parts: a heading and the lines of each."""
        for fact in facts:
            graph = self.wording.graph
            modality = graph.one(fact.node, "hr:modality")
            self.wording.at = fact.number
            yield Heading(min(level, 6), self._heading(fact), "" if modality in _HAPPENED else word(modality))
            yield Items(tuple(self._lines(fact)), least_sure(fact.main))
            yield from self.told(fact.parts, level=level + 1)

    def _heading(self, fact: Fact) -> str:
        """Number, date and label, and whatever makes it less than a plain fact."""
        graph = self.wording.graph
        marks: list[str] = []
        dated = graph.raw(fact.node, "hr:date")
        date = self.wording.date(dated, once=self._once(fact))
        if dated and (doubt := self._doubt(fact, _DATE, graph.one(fact.node, "hr:date"))):
            date += f" ({doubt})"
        marks += self._unaffirmed(fact)
        if (sure := least_sure(fact.main)) != "stated as fact" and sure:
            marks.append(self._degrees(fact))
        label = self.wording.label(fact.node)
        return f"{fact.number}. {upper(date)}. {upper(label)}" + "".join(f" — {mark}" for mark in marks)

    def _unaffirmed(self, fact: Fact) -> list[str]:
        """What the claims say that do not affirm a fact; where some affirm it, each stance in a word."""
        stances = {claim.stance for claim in fact.main}
        if len(stances) == 1:
            found = [other for stance in stances if (other := said(Matter.EVENT, stance))]
            return [self.wording.say(Message("said: {what}", what=other)) for other in found]
        return [self.wording.listed(sorted(map(self.wording.graph.word, stances)))] if stances else []

    def _degrees(self, fact: Fact) -> str:
        """How sure the claims about a fact are; each word once."""
        return self.wording.any_of(sorted({self.wording.degree(least_sure([claim])) for claim in fact.main}))

    def _once(self, fact: Fact) -> bool:
        graph = self.wording.graph
        agents = [graph.one(part, "hr:agent") for part in graph.all(fact.node, "hr:involvement")]
        many = any(graph.is_a(agent, "hr:Group") for agent in agents if agent)
        return not many and not graph.all(fact.node, "hr:count")

    def _doubt(self, fact: Fact, aspect: Term, value: Term) -> str:
        """How sure a detail is where that is less than plain fact, in one or two words."""
        on = [claim for claim in fact.claims if claim.aspect == aspect and value in claim.values]
        if any(claim.said.certainty == FACT and claim.stance == AFFIRMS and claim.basis != OURS for claim in on):
            return ""
        word = self.wording.graph.word
        words = (
            ", ".join(word(one) for one in (claim.said.certainty, claim.basis) if one and one != FACT) for claim in on
        )
        return self.wording.listed(sorted(set(words)))

    # ── The lines of a fact ──────────────────────────────────────────────────────────────────────────────────────

    def _lines(self, fact: Fact) -> Iterator[Item]:
        yield from self._date(fact)
        for key, label in (DETAILS | _QUIET).items():
            yield from self._detail(fact, key, label)
        if parts := steps(self.wording, fact.node, self.numbers):
            yield Item(self.wording.say(STEPS), f"{parts}{self._reserve(fact)}")
        if note := self.wording.graph.text(fact.node, "dct:description"):
            yield Item(self.wording.say(Message("Our note")), f"{self.wording.prose(note)}{self._reserve(fact)}.")
        yield from self._said(fact)

    def _date(self, fact: Fact) -> Iterator[Item]:
        """The date again, where it is not simply stated: how it is known, and what else is given or left open."""
        value = self.wording.graph.one(fact.node, "hr:date")
        on = [claim for claim in fact.claims if claim.aspect == _DATE]
        if value and (how := self._how(fact, [claim for claim in on if value in claim.values])):
            yield Item(self.wording.say(_DATED), how)
        for claim in on:
            if value not in claim.values:
                given = self.wording.date(text_of(claim.values[0]) if claim.values else "")
                title = ANOTHER.given(detail=_DATED) if value else _DATED
                yield Item(self.wording.say(title), f"{given} — {self.wording.how(claim)}")

    def _detail(self, fact: Fact, key: str, label: Message | None) -> Iterator[Item]:
        """A line for each value of a property, and for each value that only a claim gives."""
        graph, aspect = self.wording.graph, expand(key)
        on = [claim for claim in fact.claims if claim.aspect == aspect]
        values = graph.all(fact.node, key)
        if key == "hr:partOf":
            values = self._wholes(fact)
        if key == "hr:citesProvision":  # what is violated, relied on or charged is cited too
            more = {one for name in tuple(LAW)[:3] for one in graph.all(fact.node, name)}
            values = tuple(value for value in values if value not in more)
        told = {value: self._value(value, key) for value in values}
        lines: dict[tuple[str, str], list[str]] = {}
        for value in sorted(values, key=lambda one: (self._rank(one), self._label(one, label), told[one])):
            claims = [claim for claim in on if self._gives(claim, key, value, told[value])]
            on = [claim for claim in on if claim not in claims]
            if key not in _QUIET or self._how(fact, claims):
                tail = self._tail(fact, claims)
                lines.setdefault((self._label(value, label), tail), []).append(told[value].removesuffix("."))
        yield from (Item(title, "; ".join(shown) + tail) for (title, tail), shown in lines.items())
        for claim in on:
            for other in claim.values or ("",):
                given = self._value(other, key).removesuffix(".") if other else self.wording.say(OPEN)
                title = ANOTHER.given(detail=self._label(other, label)) if other else label or Message("Part in it")
                yield Item(self.wording.say(title), f"{given} — {self.wording.how(claim)}")

    def _wholes(self, fact: Fact) -> tuple[Term, ...]:
        """The nearest wholes of an event, without the one under which it is told unless that is in doubt."""
        every = self.wording.graph.all(fact.node, "hr:partOf")
        nearest = [
            one for one in every if not any(one in self.wording.graph.all(other, "hr:partOf") for other in every)
        ]
        doubted = {value for claim in fact.claims if not is_plain(claim, fact.claimants) for value in claim.values}
        above = fact.number.rpartition(".")[0]
        return tuple(one for one in nearest if one in doubted or self.numbers.get(one, "-") != above)

    def _gives(self, claim: Claim, key: str, value: Term, told: str) -> bool:
        """Whether a claim gives a value, or one that reads the same but for the words of the document."""
        return value in claim.values or told in {_WORDS.sub("", self._value(one, key)) for one in claim.values}

    def _rank(self, value: Term) -> int:
        role = word(self.wording.graph.one(value, "hr:role")) if value.startswith("<") else ""
        return _ROLES.index(role) if role in _ROLES else len(_ROLES)

    def _label(self, value: Term, label: Message | None) -> str:
        """The label of a line; for a part in an event, the role."""
        graph = self.wording.graph
        return upper(graph.say(label) if label else graph.word(graph.one(value, "hr:role")) if value else "")

    def _value(self, value: Term, key: str) -> str:
        wording, graph = self.wording, self.wording.graph
        if key == "hr:involvement":
            return self._part(value)
        if key == "hr:place":
            return self._place(value)
        if key in _EVENTS:
            number = self.numbers.get(value)
            told = wording.label(value)
            return f"{told} ({wording.say(Message('fact {number}', number=number))})" if number else told
        if key in LAW and graph.all(value, "hr:partOf"):
            return provision(wording, value)
        return wording.name(value)

    def _place(self, place: Term) -> str:
        """A place with the next larger one, unless its name has that already."""
        wording, graph, name = self.wording, self.wording.graph, self.wording.name(place)
        wider = [
            one
            for one in graph.all(place, "hr:within")
            if not any(one in graph.all(nearer, "hr:within") for nearer in graph.all(place, "hr:within"))
        ]
        around = [
            (wording.name(one), doubt(wording, graph.claims((place,)).get(place, ()), "hr:within", one))
            for one in wider
        ]
        more = [f"{larger}{sure}" for larger, sure in around if larger not in name]
        inside = wording.listed([wording.say(Message("in {place}", place=one)) for one in more])
        return f"{name} ({inside})" if inside else name

    def _part(self, part: Term) -> str:
        """Who took part, in which office if that was not said before, and to what degree."""
        graph, wording = self.wording.graph, self.wording
        agent, degree = graph.one(part, "hr:agent"), graph.one(part, "hr:degree")
        offices = [(agent, one) for one in graph.all(part, "hr:capacity")]
        more = [graph.text(one, "hr:position") for _, one in offices if (agent, one) not in wording.offices]
        wording.offices.update(offices)
        more += [graph.word(degree)] if degree and word(degree) not in _PLAIN_DEGREES else []
        more += [wording.name(one) for one in graph.all(part, "hr:count")]
        return (wording.name(agent) if agent else wording.say(OPEN)) + (f" ({'; '.join(more)})" if more else "")

    def _tail(self, fact: Fact, claims: list[Claim]) -> str:
        """How sure a detail is: by the claims about it or, without any, by those about the fact."""
        if how := self._how(fact, claims):
            return f" — {how}"
        return "" if claims else self._reserve(fact)

    def _how(self, fact: Fact, claims: list[Claim]) -> str:
        """How sure a detail is, in the words of each claim about it; empty where it is as sure as a plain fact."""
        plain = any(is_plain(claim, fact.claimants) for claim in claims)
        told = []
        for claim in claims:
            if plain and claim.stance == AFFIRMS:
                continue
            new = [one for one in claim.passages if not any(one in main.passages for main in fact.main)]
            where = f" ({self.wording.places(new)})" if new and not claim.ground else ""
            told.append(f"{self.wording.how(claim)}{where}")
        return "; ".join(dict.fromkeys(told))

    def _reserve(self, fact: Fact) -> str:
        """The words for a detail of a fact that is itself not simply stated."""
        open_or_less = any(claim.stance != AFFIRMS for claim in fact.main) or least_sure(fact.main) != "stated as fact"
        return f" — {self._degrees(fact)}" if open_or_less and fact.main else ""

    def _said(self, fact: Fact) -> Iterator[Item]:
        """Who says so, how surely, and the words that are evidence for it."""
        wording = self.wording
        below = {passage for part in every(fact.parts) for claim in part.main for passage in claim.passages}
        for claim in fact.main:
            how = wording.how(claim)
            told = wording.graph.text(claim.node, "dct:description")
            own = [passage for passage in claim.passages if passage not in below]
            shown = [f"{upper(how)}."]
            if told:
                shown.append(wording.say(Message("In this telling: {telling}.", telling=wording.prose(told))))
            shown += read_as(wording, claim)
            elsewhere = Message("The passages are given with its parts.")
            shown.append(wording.evidence(own, fact.number) if own else wording.say(elsewhere))
            yield Item(wording.say(Message("Who says so")), " ".join(filter(None, shown)))


def left_open(facts: Sequence[Fact], graph: Graph) -> dict[str, list[str]]:
    """What the documents leave open, doubt, ask or deny: each detail with the numbers of its facts."""
    found: dict[str, list[str]] = {}
    for fact in facts:
        for claim in fact.claims:
            if claim.stance in ("", AFFIRMS):
                continue
            if claim.aspect:
                role = [
                    graph.word(graph.one(value, "hr:role")) for value in claim.values if graph.one(value, "hr:role")
                ]
                detail = role[0] if role else graph.names.of(claim.aspect)
            else:
                detail = graph.say(Message("that it happened at all"))
            other = said(Matter.DETAIL, claim.stance)
            stance = graph.say(other) if other else graph.word(claim.stance)
            found.setdefault(f"{upper(detail)} ({stance})", []).append(fact.number)
    return {label: list(dict.fromkeys(numbers)) for label, numbers in sorted(found.items())}

"""Acts and the people in them become proposals: everybody is introduced once, every value has its words, rule and score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extraction.acts import Draft
from kg.extraction.counts import Count
from kg.extraction.participants import Who
from kg.extraction.people import Cast, Entity, Mention, described
from kg.extraction.proposals import SENSITIVE, Proposal, Slot, Take, Words
from kg.extraction.scores import Scores
from kg.extraction.texts import Text

MODALITIES = {"planned": "planned", "threatened": "threatened", "attempted": "attempted", "practice": "practice"}
_BEFORE = "the sentence before says it of what it tells, and this one goes on"
_COUNTRY = "the text is about this place, and names none for this act"
_PRONOUN = "the pronoun can mean nobody else who is named near it"
_INFERRED = {"certainty": "suggested", "basis": "our inference"}


@dataclass(slots=True)
class Introduced:
    """The people, bodies and places that proposals refer to, each with the id by which they do.

    ``known`` are names that the project's authority files have: they are referred to by name and not introduced again.
    """

    text: Text
    cast: Cast
    scores: Scores
    known: frozenset[str] = frozenset()
    made: dict[str, Proposal] = field(default_factory=dict)

    def named(self, entity: Entity) -> str:
        """The reference to somebody named: a name that is known to the project, or an id."""
        form = next((m.text for m in entity.mentions if m.text in self.known), "")
        if entity.label in self.known or form:
            return entity.label if entity.label in self.known else form
        if entity.ident not in self.made:
            self.made[entity.ident] = self._introduction(entity)
        return entity.ident

    def of(self, who: Who) -> str:
        """The reference to whoever takes part in an act."""
        return self.named(who.entity) if who.entity is not None else self.group(who)

    def group(self, who: Who) -> str:
        """The reference to a group or to somebody unnamed; the same words in the same sentence mean the same."""
        kind = "person" if who.kind == "unnamed" else "group"
        is_body = any(who.noun in listed for listed in self.text.lexicon.lists.get("kinds", {}).values())
        key = f"{kind}:{_label(who.label).lower()}" if is_body else f"{kind}:{who.line}:{who.start}"
        if key not in self.made:
            number = sum(1 for name in self.made if name.startswith(f"{kind}:")) + 1
            ident = f"unnamed-{number}" if kind == "person" else f"group-{number}"
            self.made[key] = self._described(who, kind, ident)
        return self.made[key].ident

    def _introduction(self, entity: Entity) -> Proposal:
        first = entity.mentions[0]
        words = _mentioned(self.text, first)
        rule, score = f"{self.text.language}/name/{entity.kind}", self.scores.of(f"name/{entity.kind}")
        slots = [Slot("label", entity.label, words, rule, score)]
        if entity.kind == "person":
            slots += self._personal(entity, words)
        return Proposal(
            entity.kind, entity.ident, words, rule, score, tuple(slots), take="accept", readers=2 if entity.child else 1
        )

    def _personal(self, entity: Entity, words: Words) -> Iterator[Slot]:
        """What the words beside a person's name say of them."""
        rule, score = f"{self.text.language}/person/noun-beside", self.scores.of("person/noun-beside")
        if entity.gender:
            yield Slot("gender", entity.gender, words, rule, score)
        if entity.child:
            yield Slot("age-group", "child", words, rule, score)
        seen: set[str] = set()
        for noun, mention in described(entity, self.text):
            for label, listed in self.text.lexicon.lists.get("characteristics", {}).items():
                if noun in listed and label not in seen:
                    seen.add(label)
                    yield Slot("characteristic", label, _mentioned(self.text, mention), rule, score)

    def _described(self, who: Who, kind: str, ident: str) -> Proposal:
        words = self.text.words(who.line, who.start, who.end)
        rule, score = f"{self.text.language}/noun/{kind}", self.scores.of(f"noun/{kind}")
        slots = [Slot("label", _label(who.label), words, rule, score, take="look")]
        if kind == "person":
            slots.append(Slot("named", "false", words, rule, score))
        for label, listed in self.text.lexicon.lists.get("characteristics", {}).items():
            slots += [Slot("characteristic", label, words, rule, score, take="look")] if who.noun in listed else []
        for label, listed in self.text.lexicon.lists.get("kinds", {}).items():
            slots += [Slot("agent-kind", label, words, rule, score, take="look")] if who.noun in listed else []
        if who.number is not None and kind == "group":
            slots += self.counted(who.number, who.line)
        return Proposal(kind, ident, words, rule, score, tuple(slots), take="look")

    def counted(self, count: Count, line: int) -> Iterator[Slot]:
        """The keys of a quantity."""
        words = self.text.words(line, count.start, count.end)
        rule, score = f"{self.text.language}/count", self.scores.of("count")
        yield from (Slot(f"count.{key}", value, words, rule, score) for key, value in count.keys.items())
        if len(words.text.split()) <= _MOST:
            yield Slot("count.words", words.text, words, rule, score)


_MOST = 8
"""So many words of a document may stand in a value."""


def _mentioned(text: Text, mention: Mention) -> Words:
    """The words in which somebody or something is named."""
    tokens = text.lines[mention.line].parse.tokens
    return text.words(mention.line, tokens[mention.first].start, tokens[mention.last].end)


def _label(text: str) -> str:
    """A label made of the words of the text, without the article at their beginning."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("the", "a", "an", "la", "le", "les", "un", "une", "des") and rest else text


def act_proposal(draft: Draft, ident: str, known: Introduced) -> Proposal:
    """The proposal of an act."""
    text, scores = known.text, known.scores
    rule = draft.trigger.term.rule
    trigger = _trigger_words(text, draft)
    slots = [
        Slot(
            "type", draft.type, trigger, rule, scores.of_type(draft), take="accept" if draft.kind != "noun" else "look"
        )
    ]
    if modality := MODALITIES.get(draft.context.reality, ""):
        slots.append(Slot("modality", modality, trigger, f"{text.language}/modality/{modality}", scores.of("modality")))
    slots += _dated(draft, known)
    slots += _placed(draft, known)
    slots += _victims(draft, known)
    slots += _doers(draft, known)
    if draft.number is not None and not any(who.number for who in draft.victims):
        slots += known.counted(draft.number, draft.line)
    slots += _reasons(draft, known)
    claimants = tuple(dict.fromkeys(known.of(who) for who in draft.claimants if _may_claim(who)))
    also = tuple(text.whole(one.line) for one in draft.also)
    found = Proposal(
        "act", ident, _told_in(text, draft), rule, scores.of_act(draft), tuple(slots), tuple(dict.fromkeys(also)),
        draft.certainty if draft.certainty != "stated as fact" else "", "", "", claimants, _take(draft, scores), _asks(draft),
    )  # fmt: skip
    return found._replace(readers=2 if found.filled("alleged-perpetrator") or draft.type in SENSITIVE else 1)


def _take(draft: Draft, scores: Scores) -> Take:
    return (
        "accept"
        if draft.kind != "noun" and any(who.kind == "named" for who in draft.victims) and scores.of_act(draft) > _SURE
        else "look"
    )


_SURE = 0.6


def _asks(draft: Draft) -> str:
    """What a reviewer is asked: who did it, where the text names a doer whom no rule may fill in."""
    return "" if draft.doers else "who did it?" if draft.trigger.frame.doers else ""


def _trigger_words(text: Text, draft: Draft) -> Words:
    tokens = text.lines[draft.line].parse.tokens
    first, last = sorted((draft.trigger.at, draft.trigger.end))
    return (
        text.words(draft.line, tokens[first].start, tokens[last].end)
        if last - first < _MOST
        else text.words(draft.line, tokens[draft.trigger.at].start, tokens[draft.trigger.at].end)
    )


def _told_in(text: Text, draft: Draft) -> Words:
    """The sentence of an act or, of a long one, the clause around its trigger with all who take part."""
    parse = text.lines[draft.line].parse
    if len(parse.tokens) <= _LONG:
        return text.whole(draft.line)
    inner = [n for n in parse.below(draft.trigger.at) if parse.tokens[n].kind != "SPACE"]
    parts = [
        (who.start, who.end) for who in (*draft.victims, *draft.doers) if who.line == draft.line and not who.by_pronoun
    ]
    parts += [parse.span(inner)]
    start, end = min(first for first, _ in parts), max(last for _, last in parts)
    return text.words(draft.line, start, end)


_LONG = 45


def _slot(known: Introduced, key: str, value: str, words: Words, name: str, *, take: Take, ground: str = "") -> Slot:
    """A value by a rule of the text's language, our inference if it has a ground."""
    rule, score = f"{known.text.language}/{name}", known.scores.of(name)
    return Slot(key, value, words, rule, score, take=take, ground=ground, **(_INFERRED if ground else {}))


def _dated(draft: Draft, known: Introduced) -> Iterator[Slot]:
    text = known.text
    if draft.date is not None:
        words = text.words(draft.dated_in, draft.date.start, draft.date.end)
        is_only = len(draft.dates) == 1
        ground = _BEFORE if draft.inherited_date else ""
        name = "date/before" if ground else "date/only" if is_only else "date/nearest"
        take: Take = "accept" if is_only and not ground else "look"
        yield _slot(known, "date", draft.date.edtf, words, name, take=take, ground=ground)
    for other in draft.dates:
        if draft.date is None or other.edtf != draft.date.edtf:
            words = text.words(draft.line, other.start, other.end)
            yield _slot(known, "date", other.edtf, words, "date/other", take="offer")


def _placed(draft: Draft, known: Introduced) -> Iterator[Slot]:
    ground = _COUNTRY if draft.in_country else _BEFORE if draft.inherited_place else ""
    name = "place/country" if draft.in_country else "place/before" if draft.inherited_place else "place/in"
    for place in draft.places:
        mention = next((m for m in place.mentions if m.line == draft.placed_in), place.mentions[0])
        words = _mentioned(known.text, mention)
        yield _slot(known, "place", known.named(place), words, name, take="look", ground=ground)


def _victims(draft: Draft, known: Introduced) -> Iterator[Slot]:
    key = "victim"
    for who in draft.victims:
        words = known.text.words(who.line, who.start, who.end)
        name = f"victim/{who.kind}"
        rule, score = f"{known.text.language}/{name}/{draft.trigger.frame.place}", known.scores.of(name)
        if who.by_pronoun:
            rule, score = f"{known.text.language}/victim/pronoun/before", known.scores.of("victim/pronoun")
            yield Slot(key, known.of(who), words, rule, score, take="look", ground=_PRONOUN, **_INFERRED)
        elif who.kind != "pronoun":
            yield Slot(key, known.of(who), words, rule, score, take="accept" if who.kind == "named" else "look")
        elif who.entity is not None:
            yield Slot(key, known.named(who.entity), words, rule, score, take="look", ground=_PRONOUN, **_INFERRED)
        else:
            yield from (Slot(key, known.named(one), words, rule, score, take="offer") for one in who.offers)


def _doers(draft: Draft, known: Introduced) -> Iterator[Slot]:
    name = f"perpetrator/{draft.trigger.frame.doer_by}"
    for who in draft.doers:
        words = known.text.words(who.line, who.start, who.end)
        yield _slot(known, "alleged-perpetrator", known.of(who), words, name, take="look")


def _reasons(draft: Draft, known: Introduced) -> Iterator[Slot]:
    if draft.reason is not None:
        words = known.text.words(draft.line, *draft.reason)
        yield _slot(known, "reason", words.text, words, "reason/for", take="look")


def _may_claim(who: Who) -> bool:
    return who.kind in ("named", "group", "unnamed")

"""Whom a text as a whole names as a victim: a linear model over where each name stands and the words around it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.extraction.acts import Draft
from kg.extraction.learned.kinds import kind_of
from kg.extraction.learned.linear import Features, models
from kg.extraction.learned.words import plain
from kg.extraction.parsing.model import Parse
from kg.extraction.people import Cast, Entity, Mention, described
from kg.extraction.texts import Text

_NEAR = 4
"""So many words to each side of a name are its context."""
_LEAD = 3


def candidates(cast: Cast) -> list[Entity]:
    """The persons of a text, those named by one word left out where that is the name of another."""
    return [one for one in cast.entities if one.kind == "person"]


def named_victims(text: Text, cast: Cast, acts: Sequence[Draft]) -> list[tuple[Entity, float]]:
    """The persons of a text with how likely each is a victim, in the order of the text."""
    model = models("victims")["victim"]
    return [(one, model.probability(found)) for one, found in features(text, cast, acts)]


def features(text: Text, cast: Cast, acts: Sequence[Draft]) -> Iterator[tuple[Entity, Features]]:
    """The features of each person."""
    people = candidates(cast)
    runs = _runs(text, people)
    tellings = [each for act in acts for each in (act, *act.also)]
    alone = {f"people:{min(8, len(people))}": 1.0, f"acts:{min(5, len(acts))}": 1.0}
    for rank, one in enumerate(people):
        found: Counter[str] = Counter(_by_acts(one, acts))
        found.update(_by_tellings(one, tellings))
        found.update(name for mention in one.mentions for name in _around(text, mention, runs.get(mention, mention)))
        found.update(_described(one, text))
        whole = {name: math.log1p(count) for name, count in found.items()}
        yield one, {**whole, **alone, **_standing(text, one, rank)}


def _by_acts(one: Entity, acts: Sequence[Draft]) -> Iterator[str]:
    for act in acts:
        for who in act.victims:
            if who.entity is not None and who.entity.ident == one.ident:
                yield "victim"
                yield f"victim:{act.type}"
                yield f"victim:{who.kind}{'+' if who.by_pronoun else ''}"


def _by_tellings(one: Entity, tellings: Sequence[Draft]) -> Iterator[str]:
    for draft in tellings:
        parts = {
            "sufferer": draft.victims,
            "speaker": draft.claimants,
        }
        for name, some in parts.items():
            if any(who.entity is not None and who.entity.ident == one.ident for who in some):
                yield f"{name}:{draft.kind}"
        if any(mention.line == draft.line for mention in one.mentions):
            yield f"with:{draft.kind}"


def _runs(text: Text, people: Sequence[Entity]) -> dict[Mention, Mention]:
    """The list of names that a mention is in, as one long mention: A, B and C were arrested."""
    ordered = sorted(mention for one in people for mention in one.mentions)
    runs: list[list[Mention]] = []
    for mention in ordered:
        last = runs[-1][-1] if runs else None
        if last is not None and last.line == mention.line and _is_joined(text, last, mention):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return {one: Mention(one.line, run[0].first, run[-1].last, "") for run in runs if len(run) > 1 for one in run}


def _is_joined(text: Text, one: Mention, other: Mention) -> bool:
    """Whether only commas, numbers and an ``and`` stand between two names."""
    between = text.lines[one.line].parse.tokens[one.last + 1 : other.first]
    return len(between) <= _NEAR and all(token.kind in ("PUNCT", "CCONJ", "NUM") for token in between)


def _around(text: Text, mention: Mention, run: Mention) -> Iterator[str]:
    """What a name is in its sentence, of which verb or noun, and the words beside it or beside the list that it is in."""
    parse = text.lines[mention.line].parse
    if run is not mention:
        yield "in a list"
        mention = run
    head = _top(parse, mention)
    token = parse.tokens[head]
    above = plain(parse, token.head) if token.head != head else ""
    yield f"part:{token.part}"
    place = f"{token.part}{'+' + token.case if token.case else ''}"
    if above:
        yield f"{place}<{above}"
        yield from (f"{place}<<{name}" for name in _classes(above, text))
    yield from (f"line:{name}" for name in _line_classes(parse, text))
    for at in range(mention.first - _NEAR, mention.last + _NEAR + 1):
        if 0 <= at < len(parse.tokens) and not mention.first <= at <= mention.last and (lemma := plain(parse, at)):
            yield f"near:{lemma}"
    for at in (mention.first - 1, mention.last + 1):
        if 0 <= at < len(parse.tokens) and (lemma := plain(parse, at)):
            yield f"{'before' if at < mention.first else 'behind'}:{lemma}"


def _line_classes(parse: Parse, text: Text) -> set[str]:
    """The classes of the words of a sentence."""
    return {name for at in range(len(parse.tokens)) if (lemma := plain(parse, at)) for name in _classes(lemma, text)}


def _classes(lemma: str, text: Text) -> Iterator[str]:
    """What the lexicon knows of a word: that it may open an act of a kind, tells what somebody says, or names a crime."""
    words = text.lexicon
    yield from {f"act {kind_of().get(term.type, 'other')}" for term in words.terms.get(lemma, ()) if not term.beside}
    yield from (name for name in ("reported", "alleged", "denied") if lemma in words.words("speech", name))
    yield from (name for name in ("crimes", "receptive") if lemma in words.words("frames", name))
    yield from (name for name in ("words", "never") if lemma in words.words("doers", name))


def _top(parse: Parse, mention: Mention) -> int:
    """The word of a name on which the others depend, or the noun to which the name is joined."""
    inside = range(mention.first, mention.last + 1)
    at = next((n for n in inside if parse.tokens[n].head not in inside), mention.last)
    token = parse.tokens[at]
    return token.head if token.part in ("apposition", "compound", "conjunct") and token.head != at else at


def _described(one: Entity, text: Text) -> Iterator[str]:
    """What the nouns beside a name say somebody is."""
    for noun, _ in described(one, text):
        if noun.isalpha() and noun.islower():
            yield f"is:{noun}"
            if noun in text.lexicon.words("people", "offices"):
                yield "is in office"
            listed = text.lexicon.lists.get("characteristics", {})
            yield from (f"is a {label}" for label, words in listed.items() if noun in words)


def _standing(text: Text, one: Entity, rank: int) -> dict[str, float]:
    lines = {mention.line for mention in one.mentions}
    return {
        "mentions": math.log1p(len(one.mentions)),
        "share": len(lines) / max(1, len(text.lines)),
        f"rank:{min(4, rank)}": 1.0,
        "title": float(0 in lines),
        "lead": float(bool(lines & set(range(1, _LEAD + 1)))),
        f"words:{min(4, len(one.label.split()))}": 1.0,
        "dated": float(any(text.lines[line].dates for line in lines)),
        **({f"gender:{one.gender}": 1.0} if one.gender else {}),
    }

"""Who takes part in an act: the words at a place of its frame as a named person or body, a group, or somebody unnamed.

A pronoun is filled in only where one single person can be meant; a doer only where the text names one. Reporting bodies,
rapporteurs, numbers, pronouns and classes of victims are never doers.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.extraction.counts import Count, count_in
from kg.extraction.parsing.model import Parse
from kg.extraction.people import Cast, Entity
from kg.extraction.texts import Text


class Who(NamedTuple):
    """Somebody at a word of a line; ``offers`` are those who may be meant by a pronoun, the likeliest first.

    ``kind`` is ``named``, ``group`` (several), ``unnamed`` (one) or ``pronoun``; ``noun`` is the lemma of the noun.
    """

    kind: str
    line: int
    word: int
    label: str
    noun: str = ""
    entity: Entity | None = None
    number: Count | None = None
    start: int = 0
    end: int = 0
    offers: tuple[Entity, ...] = ()
    by_pronoun: bool = False


_LONG = 9
"""So many words describe a group; what follows is told elsewhere."""
_LINKS = ("apposition", "compound")


def who_is(text: Text, cast: Cast, line: int, word: int) -> Who:
    """Whom a word stands for."""
    parse = text.lines[line].parse
    token = parse.tokens[word]
    entity = _named_at(parse, cast, line, word)
    if entity is not None:
        start, end = _name_span(parse, line, word, entity)
        return Who("named", line, word, entity.label, token.lemma.lower(), entity, None, start, end)
    if token.kind in ("PRON", "DET") and token.lemma.lower() not in _STANDING:
        offers = _offers(text, cast, line, word)
        single = offers[0] if len(offers) == 1 else None
        return Who(
            "pronoun", line, word, token.text, token.lemma.lower(), single, None, token.start, token.end, tuple(offers)
        )
    inside = _phrase(text, line, word)
    start, end = parse.span(inside)
    label = parse.text[start:end]
    count = count_in(parse.text, text.language, start, end)
    is_one = "Number=Sing" in token.features and token.kind in ("NOUN", "PROPN") and not (count and count.best != 1)
    bodies = (noun for listed in text.lexicon.lists.get("kinds", {}).values() for noun in listed)
    collective = token.lemma.lower() in {*text.lexicon.words("people", "collective"), *bodies}
    return Who(
        "unnamed" if is_one and not collective else "group",
        line,
        word,
        label,
        token.lemma.lower(),
        None,
        count,
        start,
        end,
    )


_STANDING = frozenset(
    {
        "all",
        "other",
        "others",
        "many",
        "several",
        "some",
        "most",
        "everybody",
        "everyone",
        "those",
        "anyone",
        "none",
        "both",
    }
)


def _named_at(parse: Parse, cast: Cast, line: int, word: int) -> Entity | None:
    """The person or body named at a word, in apposition to it, or compounded with it."""
    found = cast.at(line, word)
    if found is not None and found.kind in ("person", "organization"):
        return found
    beside = [n for n in parse.children(word) if parse.tokens[n].part in _LINKS or n == word + 1]
    people = [one for n in beside if (one := cast.at(line, n)) is not None and one.kind == "person"]
    return people[0] if len({one.ident for one in people}) == 1 else None


def _name_span(parse: Parse, line: int, word: int, entity: Entity) -> tuple[int, int]:
    near = [m for m in entity.mentions if m.line == line]
    best = min(near, key=lambda m: abs(m.first - word))
    return parse.tokens[best.first].start, parse.tokens[best.last].end


def _phrase(text: Text, line: int, word: int) -> list[int]:
    """The words that describe a group: without clauses, what is joined to it, and what comes after too many words."""
    parse, dates = text.lines[line].parse, text.lines[line].dates
    dropped = {
        n for n, token in enumerate(parse.tokens) if any(one.start <= token.start < one.end for one in dates)
    } - {word}
    for n in parse.children(word):
        token = parse.tokens[n]
        if (
            token.part
            in (
                "relative",
                "participle",
                "conjunct",
                "apposition",
                "adverbial",
                "complement",
            )
            or token.kind in ("PUNCT", "CCONJ", "SPACE")
            or (token.part == "oblique" and token.kind == "PROPN" and token.case in text.lexicon.words("places", "in"))
        ):
            dropped |= set(parse.below(n))
    inside = [n for n in parse.below(word) if n not in dropped]
    unbroken = [n for n in inside if n <= word or all(m in inside for m in range(word, n))]
    near = [n for n in unbroken if n >= word - _LONG and n <= word + _LONG]
    while near and parse.tokens[near[-1]].kind in ("PUNCT", "ADP", "DET", "CCONJ"):
        near.pop()
    while near and (
        parse.tokens[near[0]].kind in ("PUNCT", "SPACE", "CCONJ", "ADP") or parse.tokens[near[0]].part == "case"
    ):
        near.pop(0)
    return near or [word]


# ── Pronouns ─────────────────────────────────────────────────────────────────────────────────────────────────


def _offers(text: Text, cast: Cast, line: int, word: int) -> list[Entity]:
    """The persons whom a singular pronoun may mean: those named last before it, of no other gender, at most two.

    If its own paragraph names somebody, nobody of another one is meant.
    """
    pronoun = text.lines[line].parse.tokens[word].lemma.lower()
    gender = next(
        (
            name
            for name, listed in (("male", "he"), ("female", "she"))
            if pronoun in text.lexicon.words("people", listed)
        ),
        "",
    )
    if not gender:
        return []
    at = text.lines[line].parse.tokens[word].start
    before = [(m.line, m.first, one) for one in cast.entities if one.kind == "person" for m in one.mentions]
    near = [
        (where, first, one)
        for where, first, one in before
        if line - _BACK <= where <= line and (where < line or text.lines[line].parse.tokens[first].start < at)
    ]
    paragraph = text.lines[line].paragraph
    close = [found for found in near if text.lines[found[0]].paragraph == paragraph]
    fitting = [
        one
        for _, _, one in sorted(close or near, key=lambda found: (-found[0], -found[1]))
        if one.gender in ("", gender)
    ]
    return list({one.ident: one for one in fitting}.values())[:2]


_BACK = 2
"""A pronoun means somebody named in the same sentence or in the two before it."""


# ── Doers ────────────────────────────────────────────────────────────────────────────────────────────────────


def may_be_doer(text: Text, who: Who, doer_by: str) -> bool:
    """Whether the text names a doer at this word: a body of the state, or people who are armed, masked or unknown."""
    if who.kind == "pronoun" or (who.kind == "named" and who.entity is not None and who.entity.kind == "person"):
        return False
    parse, words = text.lines[who.line].parse, text.lexicon
    inside = (
        {parse.tokens[n].lemma.lower() for n in parse.below(who.word)}
        if who.kind != "named"
        else set(who.label.lower().split())
    )
    noun = {who.noun} if who.kind != "named" else inside
    written = {word.lower() for word in who.label.split()}
    if noun & words.words("doers", "never") or written & words.words("speech", "denied"):
        return False
    if noun & words.words("doers", "members") and _works_for(parse, who, words.words("doers", "words")):
        return doer_by in ("by", "subject")
    if not noun & words.words("doers", "words"):
        return False
    is_weak = bool(noun & words.words("doers", "weak")) and not noun & (
        words.words("doers", "words") - words.words("doers", "weak")
    )
    return doer_by in ("by", "subject") and (not is_weak or bool(inside & words.words("doers", "marks")))


def _works_for(parse: Parse, who: Who, bodies: frozenset[str]) -> bool:
    """Whether a word for somebody stands with the body that they work for: representatives of a prosecutor's office."""
    inside = [n for n in parse.below(who.word) if n != who.word]
    clauses = {
        m for n in inside if parse.tokens[n].part in ("relative", "complement", "adverbial") for m in parse.below(n)
    }
    return any(parse.tokens[n].lemma.lower() in bodies for n in inside if n not in clauses)

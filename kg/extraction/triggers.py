"""Finds the words of a sentence that open an act: the terms of the lexicon, the most telling one at each word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extraction.lexicon import Lexicon, Term
from kg.extraction.parsing.model import Parse, Token
from kg.extraction.people_words import is_people
from kg.extraction.places_in_sentence import Frame, frame_of

_REACH = 9
"""So many words after a verb the rest of it may stand: took the two men into custody."""
_NOMINAL = ("NOUN", "PROPN")


class Trigger(NamedTuple):
    """A term at a word, with what stands at the places of its frame; ``end`` is the last word that belongs to it."""

    term: Term
    at: int
    end: int
    frame: Frame


def triggers(parse: Parse, lexicon: Lexicon) -> list[Trigger]:
    """The triggers of a sentence, one for each word at most."""
    best: dict[int, Trigger] = {}
    for found in _all(parse, lexicon):
        at = found.at
        if at not in best or _rank(found) > _rank(best[at]):
            best[at] = found
    taken = {at for one in best.values() if one.end != one.at for at in range(one.at + 1, one.end + 1)}
    covered = {one.end for one in best.values() if one.term.beside}
    return [
        one
        for at, one in sorted(best.items())
        if at not in covered and not (one.term.kind == "noun" and at in taken and _is_part(one, best))
    ]


def _is_part(one: Trigger, best: dict[int, Trigger]) -> bool:
    """Whether a noun is a part of another trigger: of a longer noun, or of what a phrase needs."""
    return any(
        other.at < one.at <= other.end and other is not one and other.term.kind != "verb" for other in best.values()
    )


def _rank(found: Trigger) -> tuple[bool, bool, int, int]:
    """A term whose victim is there counts more, then a phrase, then the one with more words, the nearest ones."""
    term = found.term
    return bool(found.frame.victims), bool(term.beside), len(term.words) + len(term.beside), -(found.end - found.at)


def _all(parse: Parse, lexicon: Lexicon) -> Iterator[Trigger]:
    for at, token in enumerate(parse.tokens):
        for term in (*lexicon.terms.get(token.lemma.lower(), ()), *_otherwise(token, lexicon)):
            if (end := _matched(parse, at, term)) is not None:
                frame = frame_of(parse, at, term, lexicon, beside=end if term.beside else None)
                if _fits(parse, term, frame, lexicon):
                    yield Trigger(term, at, end, frame)


def _otherwise(token: Token, lexicon: Lexicon) -> tuple[Term, ...]:
    """The terms of a word as it is written, and of a lemma from which the model has taken an e too much: rap, raped."""
    written, lemma = token.text.lower(), token.lemma.lower()
    found = lexicon.terms.get(written, ()) if written != lemma else ()
    is_cut = token.kind == "VERB" and written.startswith(f"{lemma}e") and written.endswith("ed")
    return (*found, *(lexicon.terms.get(f"{lemma}e", ()) if is_cut else ()))


def _matched(parse: Parse, at: int, term: Term) -> int | None:
    """The last word of a term that begins at a word; ``None`` if the rest of it is not there."""
    token = parse.tokens[at]
    if term.kind == "noun":
        end = _in_a_row(parse, at, term.words)
        is_whole = (
            end is not None
            and parse.tokens[end].kind in _NOMINAL
            and parse.tokens[end].part not in ("compound", "number")
        )
        return end if is_whole else None
    if term.negated != (parse.child(at, "negation") is not None) and term.negated:
        return None
    if token.kind not in ("VERB", "AUX") and not (token.kind == "ADJ" and token.form == "participle"):
        return None
    end = _spread(parse, at, term.words[1:])
    if end is None or not term.beside:
        return end
    below = [n for n in parse.below(at) if n != at and not _is_told_apart(parse, n)]
    return next((last for n in below if (last := _in_a_row(parse, n, term.beside)) is not None and n != at), None)


def _is_told_apart(parse: Parse, at: int) -> bool:
    """Whether a word is a participle behind its noun, which tells of something else: those arrested were sentenced."""
    token = parse.tokens[at]
    return token.kind == "VERB" and token.form == "participle" and token.part in ("participle", "relative")


def _is(token: Token, word: str) -> bool:
    return word in (token.lemma.lower(), token.text.lower())


def _in_a_row(parse: Parse, at: int, words: tuple[str, ...]) -> int | None:
    """The last of some words that stand one after the other; articles and possessives may stand between."""
    here = at
    for number, word in enumerate(words):
        while (
            number
            and here < len(parse.tokens)
            and parse.tokens[here].part in ("determiner", "possessor", "case")
            and not _is(parse.tokens[here], word)
        ):
            here += 1
        if here >= len(parse.tokens) or not _is(parse.tokens[here], word):
            return None
        here += 1
    return here - 1


def _spread(parse: Parse, at: int, words: tuple[str, ...]) -> int | None:
    """The last of some words that stand after a verb in this order, with others between."""
    end = at
    for word in words:
        reach = range(end + 1, min(len(parse.tokens), at + _REACH))
        found = next((n for n in reach if _is(parse.tokens[n], word)), None)
        if found is None:
            return None
        end = found
    return end


def _fits(parse: Parse, term: Term, frame: Frame, lexicon: Lexicon) -> bool:
    """Whether what the verb is done to is of a class that the term needs; ``near:`` asks for a word anywhere in the sentence."""
    near = [needed.removeprefix(_NEAR) for needed in term.needs if needed.startswith(_NEAR)]
    if near and not any(
        token.lemma.lower() in lexicon.classes.get(name, ()) for token in parse.tokens for name in near
    ):
        return False
    needs = [needed for needed in term.needs if not needed.startswith(_NEAR)]
    if term.kind != "verb":
        return (
            not needs
            or not frame.victims
            or any(_is_of(parse, at, needed, lexicon) for at in frame.victims for needed in needs)
        )
    done_to = frame.patient if frame.patient is not None else next(iter(frame.victims), None)
    if not needs or done_to is None:
        return not needs
    return any(_is_of(parse, done_to, needed, lexicon) for needed in needs)


_NEAR = "near:"


def _is_of(parse: Parse, at: int, needed: str, lexicon: Lexicon) -> bool:
    if needed == "people":
        return is_people(parse, at, lexicon)
    listed = lexicon.classes.get(needed, frozenset())
    name = parse.name_at(at)
    is_body = name is not None and name.kind == "organization" and needed in ("organisation", "media")
    inside = parse.below(at) if parse.tokens[at].kind == "PROPN" else [at]
    return is_body or any(parse.tokens[n].lemma.lower() in listed for n in inside)

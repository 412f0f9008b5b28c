"""Which words stand for people, or for a body to which something can be done."""

from __future__ import annotations

from functools import cache

from kg.extraction.lexicon import Lexicon, Term
from kg.extraction.lexicon import lexicon as of
from kg.extraction.parsing.model import Parse


def is_people(parse: Parse, at: int, lexicon: Lexicon) -> bool:
    """Whether a word stands for people: a person's name, a pronoun, a number alone, or a noun for people."""
    token, name = parse.tokens[at], parse.name_at(at)
    if name is not None:
        return name.kind in ("person", "people")
    if _is_money(parse, at) or token.text.lower() in _calendar(lexicon.language):
        return False
    if token.kind in ("PRON", "NUM", "DET"):
        inside = [parse.tokens[n].lemma.lower() for n in parse.children(at) if parse.tokens[n].part == "oblique"]
        return not _THINGS & {token.lemma.lower(), *inside}
    is_listed = token.lemma.lower() in lexicon.classes.get("people", frozenset())
    return is_listed or token.kind == "PROPN" or _is_named(parse, at)


def _is_named(parse: Parse, at: int) -> bool:
    """Whether a noun stands beside the name of a person, as what that person is."""
    beside = (n for n in parse.children(at) if parse.tokens[n].part == "apposition")
    return any((name := parse.name_at(n)) is not None and name.kind == "person" for n in beside)


@cache
def _calendar(language: str) -> frozenset[str]:
    """The names of months and weekdays, which a model may take for names of people."""
    dates = of(language).ordered.get("dates", {})
    return frozenset(
        word for name in ("months", "weekdays") for group in dates.get(name, ()) for word in group.split("|")
    )


def _is_money(parse: Parse, at: int) -> bool:
    """Whether a number is a sum of money or a share."""
    near = "".join(parse.tokens[n].text for n in (at - 1, at, at + 1) if 0 <= n < len(parse.tokens))
    return parse.tokens[at].kind in ("NUM", "SYM", "PROPN") and any(mark in near for mark in "$€£¥%₸₽")


_THINGS = frozenset(
    {"it", "this", "that", "which", "what", "something", "anything", "itself", "everything", "ce", "cela", "это", "что"}
)


def may_suffer(parse: Parse, at: int, term: Term, place: str, lexicon: Lexicon) -> bool:
    """Whether a word can stand for a victim: for people, or for a body where the term is about bodies or what they own."""
    name = parse.name_at(at)
    if name is not None and name.kind == "organization":
        return True
    if is_people(parse, at, lexicon):
        return True
    bodies = lexicon.classes.get("organisation", frozenset()) | lexicon.classes.get("media", frozenset())
    is_body = parse.tokens[at].lemma.lower() in bodies
    return is_body and (place == "owner" or bool({"organisation", "media"} & set(term.needs)))

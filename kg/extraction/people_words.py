"""Which words stand for people, or for a body to which something can be done."""

from __future__ import annotations

from kg.extraction.lexicon import Lexicon, Term
from kg.extraction.parsing.model import Parse


def is_people(parse: Parse, at: int, lexicon: Lexicon) -> bool:
    """Whether a word stands for people: a person's name, a pronoun, a number alone, or a noun for people."""
    token, name = parse.tokens[at], parse.name_at(at)
    if name is not None:
        return name.kind in ("person", "people")
    if _is_money(parse, at):
        return False
    if token.kind in ("PRON", "NUM", "DET"):
        return token.lemma.lower() not in _THINGS
    lemma = token.lemma.lower()
    return lemma in lexicon.classes.get("people", frozenset()) or token.kind == "PROPN"


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

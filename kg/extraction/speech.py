"""Who says it: a verb of speech above an act, or ``according to``; and how surely the text then has it."""

from __future__ import annotations

from typing import NamedTuple

from kg.extraction.parsing.model import Parse
from kg.extraction.places_in_sentence import antecedent
from kg.extraction.texts import Text


class Said(NamedTuple):
    """A word that stands for a speaker, and the certainty that the verb gives."""

    speaker: int
    certainty: str


_ORDER = ("denied", "suggested", "alleged", "reported")


def sayings(text: Text, line: int, at: int) -> list[Said]:
    """Who says what a word tells, the innermost first."""
    parse = text.lines[line].parse
    found = [said for above in parse.above(at) if (said := _said(text, parse, above, at)) is not None]
    source = _according_to(text, parse, at)
    return [*found, *([source] if source else [])]


def _said(text: Text, parse: Parse, verb: int, at: int) -> Said | None:
    token = parse.tokens[verb]
    certainty = next((name for name in _ORDER if token.lemma.lower() in text.lexicon.words("speech", name)), "")
    if token.kind != "VERB" or not certainty or certainty == "denied":
        return None
    clause = next((n for n in (at, *parse.above(at)) if parse.tokens[n].head == verb), at)
    if parse.tokens[clause].part not in ("complement", "adverbial", "other", "conjunct", "object"):
        return None
    subject = parse.child(verb, "subject", "agent")
    return Said(antecedent(parse, subject), certainty) if subject is not None else None


def _according_to(text: Text, parse: Parse, verb: int) -> Said | None:
    words = [token.text.lower() for token in parse.tokens]
    for phrase in text.lexicon.ordered.get("speech", {}).get("according", ()):
        parts = phrase.split("_")
        for at in range(len(words) - len(parts)):
            if words[at : at + len(parts)] == parts:
                if not is_of_clause(parse, at, verb):
                    continue
                head = next(
                    (
                        n
                        for n in range(at + len(parts), len(words))
                        if parse.tokens[n].kind in ("NOUN", "PROPN") and parse.tokens[n].part != "compound"
                    ),
                    None,
                )
                return Said(head, "reported") if head is not None else None
    return None


_CLAUSES = ("relative", "participle", "complement", "adverbial", "clause")


def is_of_clause(parse: Parse, word: int, verb: int) -> bool:
    """Whether a word belongs to the clause of a verb or of one above it, and to no clause inside that."""
    around = {verb, *parse.above(verb)}
    for n in (word, *parse.above(word)):
        if n in around:
            return True
        if parse.tokens[n].part in _CLAUSES:
            return False
    return True

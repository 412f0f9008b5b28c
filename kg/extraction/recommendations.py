"""Demands: what somebody urges, calls on or recommends somebody to do, or says that they should do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extraction.parsing.model import Parse
from kg.extraction.participants import Who, who_is
from kg.extraction.people import Cast
from kg.extraction.texts import Text


class Demand(NamedTuple):
    """A demand in a line: what is demanded (characters of the line), by whom and of whom; ``rule`` is what found it."""

    line: int
    start: int
    end: int
    maker: Who | None
    addressees: tuple[Who, ...]
    rule: str


def demands(text: Text, cast: Cast) -> Iterator[Demand]:
    """Every demand of a text; each item of a list below a demand is one too."""
    opened: Demand | None = None
    for number, line in enumerate(text.lines):
        found = list(_in_line(text, cast, number))
        if not found and opened and line.listed:
            yield opened._replace(line=number, start=_first(line.parse), end=len(line.parse.text))
        yield from found
        if line.parse.text.rstrip().endswith(":"):
            opened = found[0] if found else _heading(text, cast, number)
        elif not line.listed:
            opened = None


def _first(parse: Parse) -> int:
    return len(parse.text) - len(parse.text.lstrip())


def _in_line(text: Text, cast: Cast, line: int) -> Iterator[Demand]:
    parse = text.lines[line].parse
    seen: set[int] = set()
    for at, token in enumerate(parse.tokens):
        if at in seen or token.kind not in ("VERB", "AUX") or not _demands(text, parse, at):
            continue
        content = _content(parse, at)
        if content and not seen & set(content):
            seen |= set(content)
            start, end = parse.span(content)
            yield Demand(
                line,
                start,
                end,
                _maker(text, cast, line, at),
                tuple(_addressed(text, cast, line, at)),
                f"{text.language}/demand/{token.lemma.lower()}",
            )


def _demands(text: Text, parse: Parse, at: int) -> bool:
    token = parse.tokens[at]
    if parse.child(at, "negation") is not None and not _modal(text, parse, at):
        return False
    if token.lemma.lower() in text.lexicon.words("demands", "not"):
        return False
    return token.lemma.lower() in text.lexicon.words("demands", "verbs") or _modal(text, parse, at)


def _modal(text: Text, parse: Parse, at: int) -> bool:
    """Whether a verb is what somebody should do: a modal of duty, and no question or condition above it."""
    helpers = {parse.tokens[n].lemma.lower() for n in parse.children(at) if parse.tokens[n].part == "auxiliary"}
    return bool(helpers & text.lexicon.words("demands", "modals"))


def _content(parse: Parse, at: int) -> list[int]:
    """The words of what is demanded: the clause or noun that the verb demands, or the whole clause of a modal."""
    token = parse.tokens[at]
    clause = [
        n
        for n in parse.children(at)
        if parse.tokens[n].part in ("complement", "clause", "adverbial") and parse.tokens[n].form != "gerund"
    ]
    if clause:
        return [n for n in parse.below(clause[0]) if parse.tokens[n].kind != "PUNCT" or n < max(parse.below(clause[0]))]
    wanted = [
        n
        for n in parse.children(at)
        if parse.tokens[n].part in ("object", "oblique") and parse.tokens[n].case in ("", "for")
    ]
    if any(parse.tokens[n].part == "auxiliary" for n in parse.children(at)):
        return [n for n in parse.below(at) if parse.tokens[n].kind != "PUNCT"]
    return (
        parse.below(wanted[0])
        if wanted and token.lemma.lower() in ("demand", "request", "call", "recommend", "exiger", "demander")
        else []
    )


def _maker(text: Text, cast: Cast, line: int, at: int) -> Who | None:
    parse = text.lines[line].parse
    subject = parse.child(at, "subject")
    if subject is None or _modal(text, parse, at):
        return None
    who = who_is(text, cast, line, subject)
    return None if who.kind == "pronoun" else who


def _addressed(text: Text, cast: Cast, line: int, at: int) -> Iterator[Who]:
    parse = text.lines[line].parse
    for n in parse.children(at):
        token = parse.tokens[n]
        is_addressed = token.part in ("object", "dative") or (
            token.part == "oblique" and token.case in ("on", "upon", "à", "to")
        )
        if _modal(text, parse, at):
            is_addressed = token.part == "subject"
        if is_addressed and token.kind in ("NOUN", "PROPN") and _is_body(text, token.lemma.lower(), n, parse):
            yield who_is(text, cast, line, n)


def _is_body(text: Text, lemma: str, at: int, parse: Parse) -> bool:
    name = parse.name_at(at)
    bodies = text.lexicon.words("doers", "words") | text.lexicon.words("demands", "addressees")
    return lemma in bodies or (name is not None and name.kind in ("organization", "person", "place"))


def _heading(text: Text, cast: Cast, line: int) -> Demand | None:
    """A demand that a line before a list opens without a verb of its own: ``Recommendations to the government:``."""
    parse = text.lines[line].parse
    words = {token.lemma.lower() for token in parse.tokens}
    if not words & (text.lexicon.words("demands", "nouns") | text.lexicon.words("demands", "verbs")):
        return None
    bodies = [
        n
        for n, token in enumerate(parse.tokens)
        if token.kind in ("NOUN", "PROPN") and _is_body(text, token.lemma.lower(), n, parse)
    ]
    return Demand(
        line,
        0,
        len(parse.text),
        None,
        tuple(who_is(text, cast, line, n) for n in bodies[:1]),
        f"{text.language}/demand/heading",
    )

"""Who is named in a text: persons with all forms of their names, bodies, and places; each is introduced once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.extraction.parsing.model import Name, Parse
from kg.extraction.texts import Text


class Mention(NamedTuple):
    """A name in a line, from word ``first`` to word ``last``."""

    line: int
    first: int
    last: int
    text: str


class Entity(NamedTuple):
    """A person, body or place with its mentions; ``label`` is the longest form of its name."""

    kind: str
    ident: str
    label: str
    mentions: tuple[Mention, ...]
    gender: str = ""
    child: bool = False


class Cast(NamedTuple):
    """Everybody and everything named in a text, and whose name stands at a word."""

    entities: tuple[Entity, ...]
    at_word: dict[tuple[int, int], Entity]

    def at(self, line: int, word: int) -> Entity | None:
        """Whose name a word is in."""
        return self.at_word.get((line, word))


_TRIM = re.compile(r"^(?:the|a|an|la|le|les|l['’])\s+|['’]s?$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")


def cast_of(text: Text) -> Cast:
    """Everybody and everything named in a text."""
    found: list[Entity] = []
    people = _with_surnames(text, _clusters(text, "person"))
    surnames = frozenset(m.text.split()[-1].lower() for some in people for m in some if len(m.text.split()) > 1)
    named = {(m.line, word) for some in people for m in some for word in range(m.first, m.last + 1)}
    for kind in ("person", "organization", "place"):
        clusters = people if kind == "person" else _others(_clusters(text, kind), named, surnames)
        for number, mentions in enumerate(clusters, 1):
            label = max((mention.text for mention in mentions), key=lambda name: (len(name.split()), -name.isupper()))
            made = Entity(kind, f"{kind}-{number}", label, tuple(mentions))
            found.append(_with_facts(made, text) if kind == "person" else made)
    at_word = {(m.line, word): one for one in found for m in one.mentions for word in range(m.first, m.last + 1)}
    return Cast(tuple(found), at_word)


def _clusters(text: Text, kind: str) -> list[list[Mention]]:
    """Mentions of one and the same: a shorter name goes with the longer one that has its last word, or is its initials."""
    mentions = [mention for line, _ in enumerate(text.lines) for mention in _mentions(text, line, kind)]
    clusters: list[list[Mention]] = []
    for mention in sorted(mentions, key=lambda one: (-len(one.text.split()), one.line, one.first)):
        home = next((some for some in clusters if _is_same(some[0].text, mention.text, kind)), None)
        if home is None:
            clusters.append([mention])
        else:
            home.append(mention)
    ordered = [sorted(some, key=lambda one: (one.line, one.first)) for some in clusters]
    return sorted(ordered, key=lambda some: (some[0].line, some[0].first))


def _with_surnames(text: Text, clusters: list[list[Mention]]) -> list[list[Mention]]:
    """The same with every place where the surname of somebody named in full stands, whatever the model takes it for."""
    taken = {(m.line, word) for some in clusters for m in some for word in range(m.first, m.last + 1)}
    surnames: dict[str, int] = {}
    for number, some in enumerate(clusters):
        full = max((m.text for m in some), key=lambda name: len(name.split()))
        if len(full.split()) > 1:
            surnames.setdefault(full.split()[-1].lower(), number)
    for line, found in enumerate(text.lines):
        for at, token in enumerate(found.parse.tokens):
            number = surnames.get(token.lemma.lower(), surnames.get(token.text.lower(), -1))
            if number >= 0 and (line, at) not in taken and token.text[0].isupper() and not found.heading:
                clusters[number].append(Mention(line, at, at, token.text))
    return [sorted(some) for some in clusters]


def _others(
    clusters: list[list[Mention]], named: set[tuple[int, int]], surnames: frozenset[str]
) -> list[list[Mention]]:
    """The mentions that are no person's name, nor the surname of one in a heading."""
    free = [[m for m in some if m.text.lower() not in surnames] for some in clusters]
    kept = [[m for m in some if (m.line, m.first) not in named and (m.line, m.last) not in named] for some in free]
    return [some for some in kept if some]


def _is_same(longer: str, shorter: str, kind: str) -> bool:
    one, other = longer.lower().split(), shorter.lower().split()
    if one == other:
        return True
    if kind == "person":
        initial = (
            len(other) > 1 and other[-1] == one[-1] and other[0].rstrip(".") == one[0][: len(other[0].rstrip("."))]
        )
        return (len(other) == 1 and len(one) > 1 and other[0] == one[-1]) or initial
    initials = "".join(word[0] for word in re.findall(r"[\w’']+", longer) if word[0].isupper())
    return kind == "organization" and shorter.isupper() and len(shorter) > 1 and shorter == initials


def _mentions(text: Text, line: int, kind: str) -> Iterator[Mention]:
    parse = text.lines[line].parse
    for name in parse.names:
        if _kind_of(parse, name, text) != kind:
            continue
        first, last = _trimmed(parse, name, text) if kind == "person" else (name.first, name.last)
        while last > first and parse.tokens[last].kind in ("ADP", "CCONJ", "PUNCT"):
            last -= 1
        words = parse.text[parse.tokens[first].start : parse.tokens[last].end] if first <= last else ""
        label = _TRIM.sub("", name.text if text.language == "ru" else words).strip()
        if _LETTERS.search(label) and label[0].isupper():
            yield Mention(line, first, last, label)


def _kind_of(parse: Parse, name: Name, text: Text) -> str:
    """The kind of a name: what looks like a body is one, whatever the model says; a bare number or a pronoun is none."""
    last = parse.tokens[name.last].lemma.lower()
    words = {token.lemma.lower() for token in parse.tokens[name.first : name.last + 1]}
    bodies = text.lexicon.classes.get("organisation", frozenset()) | text.lexicon.words("people", "bodies")
    if name.kind in ("person", "place") and words & bodies and len(words) > 1:
        return "organization"
    if name.kind == "person" and last in text.lexicon.words("people", "titles"):
        return ""
    return name.kind


def _trimmed(parse: Parse, name: Name, text: Text) -> tuple[int, int]:
    """The words of a person's name without titles before it and marks behind it."""
    first, last = name.first, name.last
    titles = text.lexicon.words("people", "titles")
    while first < last and parse.tokens[first].text.lower().rstrip(".") in titles:
        first += 1
    while last > first and not _LETTERS.search(parse.tokens[last].text.removeprefix("’s").removeprefix("'s")):
        last -= 1
    return first, _end_of_name(parse, first, last, text)


def _end_of_name(parse: Parse, first: int, last: int, text: Text) -> int:
    """The last word of a name that the model has run together with what stands behind it, or with itself."""
    particles = text.lexicon.words("people", "particles")
    words = [token.text for token in parse.tokens[first : last + 1]]
    small = next(
        (n for n, word in enumerate(words[:-1]) if word.isalpha() and word.islower() and word not in particles), 0
    )
    if small and particles:
        return first + small - 1
    half = len(words) // 2
    return first + half - 1 if half and words[:half] == words[half:] else last


def _with_facts(person: Entity, text: Text) -> Entity:
    """A person with the gender and age that words right beside the name say."""
    near = {word for mention in person.mentions for word in _beside(text, mention)}
    genders = [
        name for name, listed in (("female", "female"), ("male", "male")) if near & text.lexicon.words("people", listed)
    ]
    child = bool(near & text.lexicon.words("people", "child"))
    return person._replace(gender=genders[0] if len(genders) == 1 else "", child=child)


def _beside(text: Text, mention: Mention) -> Iterator[str]:
    """The nouns that say what a named person is: in apposition, compounded with the name, or of which the name is one."""
    parse = text.lines[mention.line].parse
    inside = range(mention.first, mention.last + 1)
    for at in inside:
        for n in parse.children(at):
            if n not in inside and parse.tokens[n].part in ("compound", "apposition", "modifier"):
                yield parse.tokens[n].lemma.lower()
        head = parse.tokens[at].head
        if head not in inside and parse.tokens[at].part == "apposition":
            yield parse.tokens[head].lemma.lower()


def described(person: Entity, text: Text) -> Iterator[tuple[str, Mention]]:
    """The nouns that say what a person is, each with the mention beside which it stands."""
    for mention in person.mentions:
        yield from ((word, mention) for word in _beside(text, mention))


def corrected(text: Text, cast: Cast) -> Text:
    """The text with every mention of a person as a person's name, whatever the model took it for in that sentence."""
    people = [one for one in cast.entities if one.kind == "person"]
    by_line: dict[int, list[Mention]] = {}
    for one in people:
        for mention in one.mentions:
            by_line.setdefault(mention.line, []).append(mention)
    lines = [
        line._replace(parse=_renamed(line.parse, by_line.get(number, []))) for number, line in enumerate(text.lines)
    ]
    return text._replace(lines=tuple(lines))


def _renamed(parse: Parse, mentions: list[Mention]) -> Parse:
    if not mentions:
        return parse
    taken = {word for mention in mentions for word in range(mention.first, mention.last + 1)}
    others = [name for name in parse.names if not taken & set(range(name.first, name.last + 1))]
    persons = [
        Name("person", m.text, m.first, m.last, parse.tokens[m.first].start, parse.tokens[m.last].end) for m in mentions
    ]
    return parse._replace(names=tuple(sorted([*others, *persons], key=lambda name: name.first)))

"""Genres: ``mappings/genres/`` has one file for each, with the words by which it is recognised and what its parts mean.

A genre's file lists cues (regular expressions with a weight), says where the dateline stands and who speaks, what the
items of its lists are and how demands are marked. The genre with the highest score is proposed, with how sure it is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg.extraction.people import Cast
from kg.extraction.proposals import Proposal, Slot, Words
from kg.extraction.texts import Text
from kg.model.files import read_text
from kg.model.project import resources


class Cue(NamedTuple):
    """Words that speak for a genre: where they are sought (``head``, ``body``, ``tail``), and their weight."""

    where: str
    pattern: re.Pattern[str]
    weight: float


class Genre(NamedTuple):
    """A genre: its name in our vocabulary, the kind of intervention that such a document is, and its cues."""

    name: str
    label: str
    intervention: str
    cues: tuple[Cue, ...]
    example: str


_HEAD, _TAIL = 6, 4
"""So many lines are the head and the tail of a document."""
_ENOUGH = 1.0


@cache
def genres() -> tuple[Genre, ...]:
    """All genres, by the names of their files."""
    return tuple(
        _read(path.stem, read_text(path)) for path in sorted((resources("mappings") / "genres").glob("*.toml"))
    )


def _read(name: str, text: str) -> Genre:
    given = tomllib.loads(text)
    cues = tuple(
        Cue(cue.get("in", "body"), re.compile(cue["words"], re.IGNORECASE), float(cue["weight"]))
        for cue in given["cues"]
    )
    return Genre(name, given["genre"], given.get("intervention", ""), cues, given.get("example", ""))


def scores_of(text: Text) -> dict[str, float]:
    """The score of each genre for a text: the weights of its cues, together 1 over all genres."""
    raw = {genre.name: max(0.0, sum(cue.weight for cue in genre.cues if _speaks(cue, text))) for genre in genres()}
    total = sum(raw.values())
    return {name: score / total if total else 0.0 for name, score in raw.items()}


def _speaks(cue: Cue, text: Text) -> bool:
    lines = [line.sentence.text for line in text.lines]
    part = {"head": lines[:_HEAD], "tail": lines[-_TAIL:], "body": lines}[cue.where]
    return any(cue.pattern.search(line) for line in part)


def recognised(text: Text, cast: Cast) -> Iterator[Proposal]:
    """What the text says of itself: title, date, language, publisher and genre, as a proposal for its front matter."""
    if not text.lines:
        return
    shares = scores_of(text)
    best = max(shares, key=lambda name: shares[name], default="")
    slots = list(_facts(text, cast))
    if best and shares[best] > 0:
        genre = next(one for one in genres() if one.name == best)
        slots.append(Slot("genre", genre.label, text.whole(0), f"genre/{best}", round(shares[best], 2), take="look"))
    yield Proposal("document", "document", text.whole(0), "document", 0.9, tuple(slots))


def _facts(text: Text, cast: Cast) -> Iterator[Slot]:
    title = _title(text)
    if title is not None:
        yield Slot("title", title.text, title, f"{text.language}/document/title", 0.85)
    yield Slot("language", text.language, text.whole(0), "document/language", 0.95)
    dated = _dateline(text)
    if dated is not None:
        yield Slot("issued", dated[0], dated[1], f"{text.language}/document/dateline", 0.8, take="look")
    publisher = _publisher(text, cast)
    if publisher is not None:
        yield publisher


_MENU = re.compile(r"[•>›»|]|skip to|home|search|reset|menu|all news|read more|subscribe|share", re.IGNORECASE)


def _title(text: Text) -> Words | None:
    """The title: the longest of the headings before the first sentence, menus apart."""
    head: list[int] = []
    for number, line in enumerate(text.lines[: _HEAD * 2]):
        if not line.heading and len(line.sentence.text.split()) > _HEAD * 2:
            break
        if not _MENU.match(line.sentence.text.strip()) and not line.dates:
            head.append(number)
    best = max(head, key=lambda number: len(text.lines[number].sentence.text), default=None)
    return text.whole(best) if best is not None else None


def _dateline(text: Text) -> tuple[str, Words] | None:
    """The date of a text: a whole day that stands alone in its head or its tail, or begins its first sentence."""
    lines = [*range(min(_HEAD * 2, len(text.lines))), *range(max(0, len(text.lines) - _TAIL), len(text.lines))]
    for number in lines:
        line = text.lines[number]
        for date in line.dates:
            around = len(line.sentence.text) - (date.end - date.start)
            if (
                len(date.edtf) == len("2012-04-27")
                and not date.anchor
                and (
                    around < _LOOSE
                    or (
                        date.start < _LOOSE
                        and line.paragraph <= _HEAD
                        and "." in line.sentence.text[date.end : date.end + 2]
                    )
                )
            ):
                return date.edtf, text.words(number, date.start, date.end)
    return None


_LOOSE = 40


def _publisher(text: Text, cast: Cast) -> Slot | None:
    """The body that speaks: the one named with ``we`` or most often, in the head or the tail."""
    near = {*range(_HEAD * 2), *range(len(text.lines) - _TAIL * 2, len(text.lines))}
    bodies = [one for one in cast.entities if one.kind == "organization" and any(m.line in near for m in one.mentions)]
    best = max(bodies, key=lambda one: (len(one.mentions), len(one.label)), default=None)
    if best is None:
        return None
    mention = best.mentions[0]
    tokens = text.lines[mention.line].parse.tokens
    words = text.words(mention.line, tokens[mention.first].start, tokens[mention.last].end)
    return Slot("publisher", best.label, words, f"{text.language}/document/publisher", 0.5, take="offer")

"""One sentence that tells of several acts: ``A and B were detained in X and Y, respectively``; ``several, including C``.

A group with a number and somebody named among it are two acts: the one says how many, the other who.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extraction.acts import Draft
from kg.extraction.texts import Text


def split(found: Iterable[Draft], text: Text) -> Iterator[Draft]:
    """The tellings, each of one act."""
    for draft in found:
        yield from _respective(draft, text) or _apart(draft)


def _respective(draft: Draft, text: Text) -> list[Draft]:
    """An act for each victim with their own place, where the sentence pairs them."""
    words = {token.text.lower() for token in text.lines[draft.line].parse.tokens}
    paired = words & text.lexicon.words("frames", "respectively") and len(draft.victims) == len(draft.places) > 1
    if not paired:
        return []
    return [
        draft._replace(victims=(who,), places=(place,)) for who, place in zip(draft.victims, draft.places, strict=True)
    ]


def _apart(draft: Draft) -> list[Draft]:
    """An act for the group and one for those named among it."""
    groups = tuple(who for who in draft.victims if who.kind == "group" and who.number is not None)
    named = tuple(who for who in draft.victims if who.kind == "named")
    if not groups or not named or len(groups) + len(named) != len(draft.victims):
        return [draft]
    return [draft._replace(victims=groups), draft._replace(victims=named)]

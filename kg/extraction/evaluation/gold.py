"""The model of an annotated document: what people found in a text, with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

Span = tuple[int, int]
"""Code points from and to."""


class Party(NamedTuple):
    """Somebody in an act: all names that are right for them, and how many they are; ``kind`` is person, body or group."""

    names: tuple[str, ...]
    kind: str = "person"
    number: int = 0


class GoldAct(NamedTuple):
    """An act that people found: ``type`` is a label of ours, empty for what is no act in our vocabulary.

    ``places`` are all names of its place and of what that is within; ``date`` is EDTF, empty where nobody knows it.
    """

    ident: str
    type: str
    spans: tuple[Span, ...]
    victims: tuple[Party, ...] = ()
    doers: tuple[Party, ...] = ()
    date: str = ""
    places: tuple[str, ...] = ()


class GoldDocument(NamedTuple):
    """An annotated document: its text, what is known of it, its acts, the names in it by kind, and its demands.

    ``known`` are the facts that are given to the extractor; ``facts`` those that it has to find.
    """

    ident: str
    text: str
    language: str
    genre: str
    issued: str
    acts: tuple[GoldAct, ...] = ()
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()
    demands: tuple[Span, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()

    def counted(self) -> Iterator[GoldAct]:
        """The acts that an extractor has to find."""
        return (act for act in self.acts if act.type)


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]

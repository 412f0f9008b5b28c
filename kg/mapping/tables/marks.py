"""Reserves in brackets, as exports of Chronicle write them: “Almaty (suggested, our inference)”, “victim: Anna Berg (alleged)”."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.model.vocabulary import CONCEPTS

CERTAINTIES = ("unclear", "suggested", "alleged", "reported", "stated as fact")
"""The least certain first."""
_MARKS = {*CONCEPTS["certainty"], *CONCEPTS["basis"], *CONCEPTS["modality"]}
_BRACKETS = re.compile(r"(.+?) \(([^()]+)\)")
_NUMBER = re.compile(r"(?:about )?[0-9]+(?:\.\.[0-9]*)?|\.\.[0-9]+")
_OF_WHOLE = "event "
"""Stands before what is said of the event and not of somebody's part in it."""


class Marked(NamedTuple):
    """A text without what stands in brackets behind it: how certain it is, with what stance it is told, how many there are.

    What is empty was not said.
    """

    text: str
    sure: str = ""
    stance: str = ""
    number: str = ""


def unmarked(text: str) -> Marked:
    """A text and its marks; brackets with anything else are a part of the text.

    >>> unmarked("Almaty (suggested, our inference)")
    Marked(text='Almaty', sure='suggested', stance='', number='')
    >>> unmarked("officers (5) (denies: reported)"), unmarked("Almaty (centre)").text
    (Marked(text='officers', sure='reported', stance='denies', number='5'), 'Almaty (centre)')
    """
    found = _BRACKETS.fullmatch(text)
    if not found:
        return Marked(text)
    if _NUMBER.fullmatch(found[2]):
        return unmarked(found[1])._replace(number=found[2])
    stance, colon, rest = found[2].partition(": ")
    own = rest if colon else found[2]
    marks = [mark.strip() for mark in re.split(r"[;,/]", own)]
    if (colon and stance not in CONCEPTS["stance"]) or any(m.removeprefix(_OF_WHOLE) not in _MARKS for m in marks):
        return Marked(text)
    sure = least_certain(own.partition(_OF_WHOLE)[0])
    return unmarked(found[1])._replace(sure=sure, stance=stance if colon else "")


def least_certain(text: str) -> str:
    """The least certain of the words for certainty in a text; empty if it has none."""
    return next((word for word in CERTAINTIES if re.search(rf"\b{word}\b", text)), "")


def surest_or_least(accounts: list[str]) -> str:
    """How certain an event is by its accounts: a fact if one states it so, or else no more than the least certain says.

    >>> surest_or_least(["alleged", "stated as fact"]), surest_or_least(["reported", "alleged"])
    ('stated as fact', 'alleged')
    """
    return CERTAINTIES[-1] if CERTAINTIES[-1] in accounts else min(accounts, key=CERTAINTIES.index)

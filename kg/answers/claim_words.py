"""What a claim says and how surely, in words: the one rule for pages, citations and dossiers.

A matter may be worded as what did not come about, and a finding says in its own words what it denies or asks. So what is
not affirmed is told as a sentence of its own, which reads once whatever the matter is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from kg.answers.names import Names
from kg.model.concepts import concept_iri
from kg.model.message import Message
from kg.model.terms import Term

AFFIRMS = concept_iri("stance", "affirms")
FACT, OURS = concept_iri("certainty", "stated-as-fact"), concept_iri("basis", "our-inference")
DENIES, _DOUBTS, _ASKS, _OPEN = (concept_iri("stance", name) for name in ("denies", "doubts", "asks", "leaves-open"))


class Matter(Enum):
    """What a claim is about: that something happened, a finding in words of its own, or a detail of something."""

    EVENT = "event"
    FINDING = "finding"
    DETAIL = "detail"


_SAID: Mapping[Matter, Mapping[Term, Message]] = {
    Matter.EVENT: {
        DENIES: Message("this did not happen"),
        _DOUBTS: Message("it is doubtful whether this happened"),
        _ASKS: Message("the question is whether this happened"),
        _OPEN: Message("whether this happened is left open"),
    },
    Matter.FINDING: {
        DENIES: Message("in disagreement"),
        _DOUBTS: Message("in doubt"),
        _ASKS: Message("as a question"),
        _OPEN: Message("leaving it open"),
    },
    Matter.DETAIL: {
        DENIES: Message("denied"),
        _DOUBTS: Message("doubted"),
        _ASKS: Message("asked"),
        _OPEN: Message("left open"),
    },
}


def said(matter: Matter, stance: Term) -> Message | None:
    """What a claim with this stance says of a matter; ``None`` if it affirms it.

    >>> print(said(Matter.EVENT, concept_iri("stance", "denies")), "/", said(Matter.FINDING, concept_iri("stance", "asks")))
    this did not happen / as a question
    """
    return _SAID[matter].get(stance)


def how_sure(names: Names, certainty: Term, basis: Term) -> str:
    """How sure a claim is and on what basis, as ``hr:howSureText`` says it: a firm inference of ours is called just that."""
    known = (basis,) if (certainty, basis) == (FACT, OURS) else (certainty, basis)
    return ", ".join(names.of(one) for one in known if one)


def is_plain(certainty: Term, basis: Term) -> bool:
    """Whether somebody states as fact what we did not work out."""
    return certainty == FACT and basis != OURS

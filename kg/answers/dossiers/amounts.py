"""Quantities in words: a number or its bounds, the unit, and the words of the document."""

from __future__ import annotations

from kg.answers.dossiers.graph import Graph
from kg.answers.names import bounds, word
from kg.model.concepts import concept_iri
from kg.model.message import Message
from kg.model.terms import Term
from kg.sources.documents import squeezed

_ABOUT, _AVERAGE = concept_iri("count-qualifier", "about"), concept_iri("count-qualifier", "average")
_UNITS = {
    "person": Message("{count|person|persons}"),
    "application": Message("{count|application|applications}"),
    "city": Message("{count|city|cities}"),
    "day": Message("{count|day|days}"),
    "month": Message("{count|month|months}"),
    "year": Message("{count|year|years}"),
    "hour": Message("{count|hour|hours}"),
    "minute": Message("{count|minute|minutes}"),
    "venue": Message("{count|venue|venues}"),
    "organisation": Message("{count|organisation|organisations}"),
    "state": Message("{count|state|states}"),
    "meeting held": Message("{count|meeting held|meetings held}"),
    "time": Message("{count|time|times}"),
    "protest round": Message("{count|protest round|protest rounds}"),
    "week": Message("{count|week|weeks}"),
    "case": Message("{count|case|cases}"),
    "tenge": Message("{count|tenge|tenge}"),
    "monthly calculation index": Message("{count|monthly calculation index|monthly calculation indices}"),
    "euro": Message("{count|euro|euros}"),
    "US dollar": Message("{count|US dollar|US dollars}"),
    "arrest": Message("{count|arrest|arrests}"),
    "copy": Message("{count|copy|copies}"),
    "complaint": Message("{count|complaint|complaints}"),
    "family": Message("{count|family|families}"),
    "percent": Message("{count|percent|percent}"),
}
"""The forms of each unit of the ontology; a project's own unit is named as it is."""


def amount(graph: Graph, node: Term) -> str:
    """A quantity: number or bounds, unit, and the words of the document.

    An approximate number stands with its qualifier and is no bound.
    """
    number, count = _number(graph, node)
    verbatim = squeezed(graph.text(node, "hr:verbatim"))
    unit = graph.one(node, "hr:unit")
    told = graph.say(number), _unit(graph, unit, count) if unit and count else ""
    quoted = graph.say(Message("(“{words}”)", words=verbatim)) if verbatim else ""
    return " ".join(filter(None, (*told, quoted)))


def _number(graph: Graph, node: Term) -> tuple[Message, int]:
    """A number or its bounds, and a number with which a unit agrees as it does with these words; 0 if there is none."""
    least, most, best = (graph.raw(node, f"hr:{key}") for key in ("atLeast", "atMost", "best"))
    qualifier, exact = graph.one(node, "hr:qualifier"), best or (least if least == most else "")
    if qualifier in (_ABOUT, _AVERAGE) and exact:
        is_average = qualifier == _AVERAGE
        about = Message("average {number}", number=exact) if is_average else Message("about {number}", number=exact)
        return about, agreeing(exact, is_bound=not is_average)
    if exact:
        return Message("{number}", number=exact), agreeing(exact)
    if least and most:
        return Message("{least} to {most}", least=least, most=most), agreeing(most, is_bound=True)
    return bounds(least, most), agreeing(most or least, is_bound=True)


def agreeing(number: str, *, is_bound: bool = False) -> int:
    """A number with which a word agrees as with this one; after a bound, as "at least", in the genitive or the plural.

    >>> agreeing("21"), agreeing("21", is_bound=True), agreeing("15", is_bound=True), agreeing("1.5"), agreeing("")
    (21, 2, 5, 2, 0)
    """
    if not number.isdigit():
        return 2 if number else 0
    if not is_bound:
        return int(number) or 5
    return 2 if number.endswith("1") and not number.endswith("11") else 5


def _unit(graph: Graph, unit: Term, count: int) -> str:
    known = _UNITS.get(word(unit))
    return graph.say(known.given(count=count)) if known else graph.word(unit)

"""Who took part in the event of a page, and in which events an agent, a place or a whole has a part."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answers.dates import without_date
from kg.answers.pages.subject import Reserves, Subject, in_brackets
from kg.model.concepts import concept_iri
from kg.model.message import Message
from kg.model.terms import Term, expand, text_of

_ACTUAL, _NOT_STATED = concept_iri("modality", "actual"), concept_iri("degree", "not-stated")
_UNDERTAKEN = (_ACTUAL, concept_iri("modality", "attempted"), concept_iri("modality", "practice"))
_MODALITY = "SELECT ?modality { @node hr:modality ?modality }"
_DATE, _INVOLVEMENT, _PLACE = map(expand, ("hr:date", "hr:involvement", "hr:place"))
_PARTS = """
SELECT DISTINCT ?event ?when ?date ?role ?modality ?part WHERE {
  VALUES ?node { @node }
  { ?part hr:agent ?node ; hr:role ?role . ?event hr:involvement ?part }
  UNION { ?event hr:place ?part . ?part hr:within* ?node BIND("place" AS ?role) }
  UNION { ?event hr:partOf ?node BIND("whole" AS ?role) }
  ?event hr:modality ?modality .
  OPTIONAL { ?event hr:date ?date } OPTIONAL { ?event hr:earliest ?earliest }
  BIND(COALESCE(?earliest, "9999-12-31"^^xsd:date) AS ?when)
}
"""
_INVOLVED = """
SELECT DISTINCT ?involvement ?role ?agent ?degree ?capacity ?count WHERE {
  VALUES ?node { @node } ?node hr:involvement ?involvement . ?involvement hr:role ?role .
  OPTIONAL { ?involvement hr:agent ?agent } OPTIONAL { ?involvement hr:degree ?degree FILTER(?degree != @unsaid) }
  OPTIONAL { ?involvement hr:capacity ?capacity } OPTIONAL { ?involvement hr:count ?count }
}
""".replace("@unsaid", _NOT_STATED)
_ROLES = {"place": Message("place"), "whole": Message("whole")}


def parts_heading(subject: Subject) -> Message:
    """The heading over the parts in an event: nobody took part in what did not happen, or not yet."""
    took_place = all(modality in _UNDERTAKEN for (modality,) in subject.rows(_MODALITY))
    return Message("Who took part") if took_place else Message("Parts spoken of")


def involved(subject: Subject) -> list[str]:
    """Role and agent of each part in an event, with degree, office and number where they are given, and how sure it is."""
    of, reserves = subject.of, subject.reserves((subject.node,))
    left_open = subject.say(Message("left open"))
    lines = set()
    for part, role, agent, *more in subject.rows(_INVOLVED):
        how = reserves.get((subject.node, _INVOLVEMENT, part), "")
        lines.add(f"{of(role)}: {of(agent)}{in_brackets(*map(of, more), how)}" if agent else f"{of(role)}: {left_open}")
    return sorted(lines)


def events(subject: Subject) -> list[str]:
    """Date, part and event, in order of time, and what of it is not simply stated."""
    rows = subject.rows(_PARTS)
    reserves = subject.reserves({row[0] for row in rows})
    undated = subject.say(Message("undated"))
    lines: dict[tuple[str, ...], tuple[dict[str, None], dict[str, None]]] = {}
    for event, when, date, role, modality, part in rows:
        label = without_date(subject.of(event), text_of(date) if date else "")
        told = subject.say(_ROLES[text_of(role)]) if not role.startswith("<") else subject.of(role)
        mark = f" [{subject.of(modality)}]" if modality != _ACTUAL else ""
        roles, doubts = lines.setdefault(
            (text_of(when), subject.of(date) or undated, f"{label}{mark}", event), ({}, {})
        )
        roles[told] = None
        doubts.update(dict.fromkeys(_doubts(subject, reserves, (event, date, told, part))))
    width = max((len(date) for _, date, *_ in lines), default=0)
    return [
        f"{date:<{width}}  {', '.join(sorted(roles))}: {event}{in_brackets(*doubts)}"
        for (_, date, event, _), (roles, doubts) in sorted(lines.items())
    ]


def _doubts(subject: Subject, reserves: Reserves, row: tuple[Term, Term, str, Term]) -> Iterator[str]:
    """How sure the event is, the part in it, and its date."""
    event, date, role, part = row
    if whole := reserves.get((event, "", "")):
        yield whole
    aspect = _INVOLVEMENT if subject.node != part and "/involvement/" in part else _PLACE
    if own := reserves.get((event, aspect, part)):
        yield f"{role}: {own}"
    if dating := reserves.get((event, _DATE, date)):
        yield f"{subject.key(_DATE)}: {dating}"

"""Entities of FollowTheMoney, a JSON object a line: who, what happened, in which documents, and the links between them.

The model has no certainty, so its words carry it: the name of an event that nobody states as fact, and the role in each link.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from kg.answers.opening import OpenBuild
from kg.exchange.flat import records, several
from kg.exchange.happenings import Happening, happenings, marked, told
from kg.exchange.model import File, Format
from kg.exchange.statements import as_statements
from kg.model.terms import digest
from kg.rdf.dataset import Dataset

Entity = dict[str, object]


def _files(build: OpenBuild) -> Iterator[File]:
    dataset = build.dataset
    found = {str(entity["id"]): entity for entity in _entities(dataset)}
    entities = [found[key] for key in sorted(found)]
    lines = "".join(f"{json.dumps(entity, ensure_ascii=False, sort_keys=True)}\n" for entity in entities)
    about = "entities and links of FollowTheMoney, one a line"
    yield File("entities.ftm.json", "application/json", about, lines.encode())
    about = "the same as statements of FollowTheMoney, one value a row"
    yield File("statements.csv", "text/csv", about, as_statements(entities))


def _entities(dataset: Dataset) -> Iterator[Entity]:
    events = happenings(dataset)
    yield from map(_agent, records("agents", dataset))
    yield from map(_document, records("documents", dataset))
    yield from map(_event, events)
    yield from (_documentation(event, account) for event in events for account in event.accounts)
    by_iri = {event.event: event for event in events}
    yield from (_link(part, by_iri[part["event"]]) for part in records("parts", dataset) if part["event"] in by_iri)
    for office in records("offices", dataset):
        yield from _office(office)


def _entity(schema: str, key: str, **properties: str | tuple[str, ...]) -> Entity:
    """An entity; its id is a hash of the IRI, so that it is the same in each build and tells nothing."""
    values = {name: (value,) if isinstance(value, str) else value for name, value in properties.items()}
    kept = {name: [text for text in value if text] for name, value in sorted(values.items()) if any(value)}
    return {"id": _id(key), "schema": schema, "properties": kept}


def _id(key: str) -> str:
    return digest(key, 40) if key else ""


_STATE = {
    "armed-forces", "border-or-migration-authority", "court", "election-commission", "government", "local-administration",
    "parliament", "police", "prison-authority", "prosecutor", "security-service", "state-authority",
}  # fmt: skip
"""The kinds of agent that are public bodies."""


def _agent(agent: dict[str, str]) -> Entity:
    """A person, an organisation or a group; what is only described has the description for a name, and says so."""
    unnamed = "described in the documents, which give no name" if agent["named"] == "false" else ""
    return _entity(
        _schema(agent),
        agent["agent"],
        name=agent["name"],
        alias=several(agent["other_names"]),
        gender=agent["gender"] if agent["class"] == "person" and agent["gender"] in ("female", "male") else "",
        keywords=several(agent["kinds"]),
        summary=(unnamed, *_GROUP[agent["class"]], agent["number"] and f"how many: {agent['number']}"),
        notes=(*several(agent["traits"]), *(f"part of: {group}" for group in several(agent["part_of"]))),
    )


_GROUP = {"person": (), "organization": (), "group": ("known only as a group",)}


def _schema(agent: dict[str, str]) -> str:
    if agent["class"] == "organization":
        return "PublicBody" if _STATE & {*several(agent["kind_ids"])} else "Organization"
    return {"person": "Person", "group": "LegalEntity"}[agent["class"]]


def _document(document: dict[str, str]) -> Entity:
    return _entity(
        "Document",
        document["document"],
        fileName=document["id"],
        title=document["title"],
        author=document["creators"],
        publishedAt=_plain(document["issued"]),
        sourceUrl=document["url"],
        keywords=document["genre"],
        summary=("" if document["held"] == "true" else "not held by us, only referred to", document["issued"]),
    )


def _event(event: Happening) -> Entity:
    began, _, ended = (event.cells["date"] if _is_sure(event) else "").partition("/")
    return _entity(
        "Event",
        event.event,
        name=event.name,
        date="" if ended else _plain(began),
        startDate=_plain(began) if ended else "",
        endDate=_plain(ended),
        location=tuple(event.cells["place"].split("; ")),
        keywords=(event.cells["class"], event.cells["type"]),
        summary=event.told,
        description=(event.cells["modality"], event.when and f"date: {event.when}"),
    )


def _is_sure(event: Happening) -> bool:
    """Whether the date has no reserve, or only that which the name of the event has too."""
    return event.cells["date_certainty"].removesuffix(", our inference") in (*_FIRM, event.reserve)


def _plain(date: str) -> str:
    """A date that the model knows: a year, a month or a day; nothing for any other."""
    return date if re.fullmatch(r"\d{4}(-\d\d){0,2}", date) else ""


def _documentation(event: Happening, account: dict[str, str]) -> Entity:
    """An account: which document tells of the event, and how surely."""
    return _entity(
        "Documentation",
        account["claim"],
        document=_id(account["document"]),
        entity=_id(event.event),
        role=f"account: {account['certainty']}",
        summary=told(account),
        description=account["passage"],
    )


def _link(part: dict[str, str], event: Happening) -> Entity:
    """A part in an event; its role says “alleged” of every perpetrator, and how sure the part and the event are."""
    marks = (part["doubt"], event.marks and f"event {event.marks}")
    role = _ROLES.get(part["role_id"], part["role"])
    return _entity(
        "UnknownLink",
        part["part"],
        subject=_id(part["agent"]),
        object=_id(part["event"]),
        role=marked(role, *marks),
        summary=(*event.told, part["doubt"] and f"this part: {part['doubt']}"),
        description=part["number"] and f"how many: {part['number']}",
    )


_ROLES = {"order-giver": "alleged order-giver"}
"""Roles of a doer whose name does not say that they are alleged."""


def _office(office: dict[str, str]) -> Iterator[Entity]:
    """A person's position in a body and the time of it, or the membership of anybody else."""
    shown_on = marked(office["shown_on"], office["shown_doubt"])
    shown = {
        "startDate": _plain(office["from"]),
        "endDate": _plain(office["until"]),
        "date": _plain(office["shown_on"]) if office["shown_doubt"] in _FIRM else "",
        "status": "former" if office["former"] == "true" else "",
        "summary": (*several(office["certainty"]), shown_on and f"shown on: {shown_on}"),
    }
    position = marked(office["position"], office["position_doubt"])
    if office["class"] != "person" or not position:
        sides = {"member": _id(office["holder"]), "organization": _id(office["organization"])}
        yield _entity("Membership", office["posting"], role=position, **sides, **shown)
        return
    post = f"{office['organization']}\n{position}"
    yield _entity("Position", post, name=position, organization=_id(office["organization"]))
    yield _entity("Occupancy", office["posting"], holder=_id(office["holder"]), post=_id(post), **shown)


_FIRM = ("", "our inference")
"""What is said of a date that may stand without a reserve."""

FORMATS = (
    Format(
        "followthemoney",
        "Entities of FollowTheMoney",
        ("entities", "relayed", "offices", "groups", "undated", "other-events", "events", "attempted"),
        _files,
    ),
)

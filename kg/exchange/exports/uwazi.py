"""A set of CSV files for Uwazi, a file a template, in the order of loading; what is related is found by its title.

A relationship in Uwazi has no certainty, so only what has no reserve is one; the rest stands in words beside it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from kg.answers.opening import OpenBuild
from kg.exchange.flat import as_csv, records, several
from kg.exchange.happenings import Happening, happenings, marked
from kg.exchange.model import File, Format
from kg.model.display import cell
from kg.model.terms import digest
from kg.rdf.dataset import Dataset

Row = dict[str, str]
Titles = dict[str, dict[str, str]]
"""The titles of each template by IRI."""


@cache
def templates() -> dict[str, Row]:
    """The templates in the order of loading, each with its properties and their types."""
    return tomllib.loads((Path(__file__).parent.parent / "uwazi.toml").read_text(encoding="utf-8"))


def _files(build: OpenBuild) -> Iterator[File]:
    made = _rows(build.dataset)
    names = {template: f"{at}-{template.lower()}.csv" for at, template in enumerate(templates(), 1)}
    for template, properties in templates().items():
        columns = ("Title", *properties)
        lines = ([row.get(column, "") for column in columns] for row in made[template])
        yield File(names[template], "text/csv", f"entities of the template {template}", as_csv(columns, lines))
    yield File("README.txt", "text/plain", "the templates and the order of loading", _read_me(names).encode())


def _read_me(names: dict[str, str]) -> str:
    said = [_ORDER]
    for at, (template, properties) in enumerate(templates().items(), 1):
        said += [f"\n{at}. {names[template]}: template {template}\n", "   Title: title\n"]
        said += [f"   {name}: {kind}\n" for name, kind in properties.items()]
    return "".join(said)


_ORDER = """Files for Uwazi, a file for each template.

First make the templates with the properties below, in this order, so that a relationship can name the template it leads to.
Then import the files in the order of their numbers (Library, Import): each names entities of the files before it by their
titles, with | between several. Values of select and multiselect are added to their thesauri by the import.
Earliest and Latest are written YYYY-MM-DD; choose that format in the settings before you import.

Keep in mind what these files say:
- Whoever is an alleged perpetrator is alleged, however certain the claimant is. Do not rename these properties.
- An event that nobody states as fact has its certainty in its title, as in “detention: … (reported)”.
- A relationship stands only where no reserve is made. Who took part otherwise, and where, stands “in words” with the reserve.
- What was planned, threatened or demanded is not in these files; losses.md lists it.
"""


def _rows(dataset: Dataset) -> dict[str, list[Row]]:
    """The rows of each template."""
    agents, events = records("agents", dataset), happenings(dataset)
    things: dict[str, list[Row]] = {
        "Places": _outer_first(records("places", dataset)),
        **{name: [row for row in agents if row["class"] == kind] for kind, name in _AGENTS.items()},
        "Documents": records("documents", dataset),
        "Recommendations": _once(records("recommendations", dataset)),
    }
    titles = {name: _titles((row[_KEYS[name]], row[_NAMES[name]]) for row in rows) for name, rows in things.items()}
    titles["Events"] = _titles((event.event, event.name) for event in events)
    asked = _grouped(records("requests", dataset), "recommendation")
    offices = _grouped(records("offices", dataset), "holder")
    parts, places = (_grouped(records(name, dataset), "event") for name in ("parts", "event-places"))
    return {
        "Places": [_place(row, titles) for row in things["Places"]],
        **{name: [_agent(row, titles[name], offices, titles) for row in things[name]] for name in _AGENTS.values()},
        "Documents": [_document(row, titles) for row in things["Documents"]],
        "Events": [_event(one, titles, parts.get(one.event, []), places.get(one.event, [])) for one in events],
        "Recommendations": [_request(row, titles, asked) for row in things["Recommendations"]],
    }


_AGENTS = {"organization": "Organisations", "group": "Groups", "person": "People"}
_KEYS = {
    **dict.fromkeys(_AGENTS.values(), "agent"),
    "Places": "place",
    "Documents": "document",
    "Recommendations": "recommendation",
}
_NAMES = {
    **dict.fromkeys(("Places", *_AGENTS.values()), "name"),
    "Documents": "title",
    "Recommendations": "request",
}


def _titles(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The title of each thing of a template; things that are called alike get a part of a hash of their IRI.

    >>> _titles([("x:1", "rally"), ("x:2", "rally"), ("x:3", "visit")])
    {'x:1': 'rally (0b7880)', 'x:2': 'rally (1c0221)', 'x:3': 'visit'}
    """
    names = {iri: cell(name.replace("|", "/")) for iri, name in named}
    alike = {name for name, count in Counter(map(str.casefold, names.values())).items() if count > 1}
    return {iri: f"{name} ({digest(iri, 6)})" if name.casefold() in alike else name for iri, name in names.items()}


def _grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _once(accounts: list[Row]) -> list[Row]:
    """A row for each recommendation, with the certainty of each account of it."""
    grouped = _grouped(accounts, "recommendation")
    return [{**rows[0], "certainty": _listed(row["certainty"] for row in rows)} for rows in grouped.values()]


def _outer_first(places: list[Row]) -> list[Row]:
    """Places, each after the one in which it lies."""
    within = {row["place"]: row["within"] for row in places}

    def depth(place: str) -> int:
        return 1 + depth(within[place]) if within.get(place) else 0

    return sorted(places, key=lambda row: (depth(row["place"]), row["place"]))


def _listed(values: Iterable[str]) -> str:
    return "|".join(sorted({*values} - {""}))


def _linked(things: Iterable[str], titles: dict[str, str]) -> str:
    """The titles of those of some things that are of one template."""
    return _listed(titles.get(thing, "") for thing in things)


def _place(row: Row, titles: Titles) -> Row:
    point = f"{row['latitude']}|{row['longitude']}" if row["latitude"] and row["longitude"] else ""
    within = titles["Places"].get(row["within"], "")
    return {
        "Title": titles["Places"][row["place"]],
        "Within": within,
        "Geolocation": point,
        "Chronicle ID": row["place"],
    }


def _agent(row: Row, own: dict[str, str], offices: dict[str, list[Row]], titles: Titles) -> Row:
    held = (_office(office, titles["Organisations"]) for office in offices.get(row["agent"], []))
    return {
        "Title": own[row["agent"]],
        "Named": _yes(row["named"]),
        "Other names": "; ".join(several(row["other_names"])),
        "Kinds": _listed(several(row["kinds"])),
        "Gender": row["gender"],
        "Traits": _listed(several(row["traits"])),
        "How many": row["number"],
        "Part of": "; ".join(several(row["part_of"])),
        "Offices": "; ".join(held),
        "Chronicle ID": row["agent"],
    }


def _yes(boolean: str) -> str:
    return "yes" if boolean == "true" else "no"


def _office(office: Row, organisations: dict[str, str]) -> str:
    """An office in words, with whatever reserve there is on it."""
    unsure = [sure for sure in several(office["certainty"]) if sure != "stated as fact"]
    position = marked(office["position"] or "member", office["position_doubt"])
    past = "former " if office["former"] == "true" else ""
    shown = marked(office["shown_on"], office["shown_doubt"])
    where = organisations.get(office["organization"], "")
    return marked(f"{past}{position}, {where}", *unsure, shown and f"shown on {shown}")


def _document(row: Row, titles: Titles) -> Row:
    return {
        "Title": titles["Documents"][row["document"]],
        "Held": _yes(row["held"]),
        "Genre": row["genre"],
        "Issued": row["issued"],
        "Language": row["language"],
        "Creators": row["creators"],
        "Web page": row["url"],
        "Chronicle ID": row["document"],
    }


def _event(event: Happening, titles: Titles, parts: list[Row], places: list[Row]) -> Row:
    cells = event.cells
    return {
        "Title": titles["Events"][event.event],
        "Class": cells["class"],
        "Kind": cells["type"],
        "Modality": cells["modality"],
        "Certainty": _listed(account["certainty"] for account in event.accounts),
        "Accounts": "; ".join(event.told),
        "Passages": " … ".join(account["passage"] for account in event.accounts),
        "Date": event.when,
        "Earliest": cells["earliest"],
        "Latest": cells["latest"],
        "Place in words": cells["place"],
        "Participants in words": cells["participants"],
        "Places": _linked((row["place"] for row in places if not row["doubt"]), titles["Places"]),
        "Documents": _linked((account["document"] for account in event.accounts), titles["Documents"]),
        **_parts(parts, titles),
        "Chronicle ID": event.event,
    }


def _parts(parts: list[Row], titles: Titles) -> Row:
    """Those whose part has no reserve, by their role and template."""
    sure = [part for part in parts if not part["doubt"]]
    return {
        f"{group} ({template.lower()})": _linked(
            (part["agent"] for part in sure if _GROUPS.get(part["role_id"], "Others") == group), titles[template]
        )
        for group in ("Victims", "Alleged perpetrators", "Others")
        for template in _AGENTS.values()
    }


_GROUPS = {
    "victim": "Victims",
    "alleged-perpetrator": "Alleged perpetrators",
    "order-giver": "Alleged perpetrators",
}
"""The group of properties of a role; an intended target is no victim here."""


def _request(row: Row, titles: Titles, asked: dict[str, list[Row]]) -> Row:
    links = _grouped(asked.get(row["recommendation"], []), "property")
    return {
        "Title": titles["Recommendations"][row["recommendation"]],
        "Made by in words": row["made_by"],
        "Addressed to in words": row["addressee"],
        "About in words": row["about"],
        "Rights": row["rights"],
        "Response": row["response"],
        "Certainty": row["certainty"],
        **{
            name: _linked((link["thing"] for link in links.get(_LINKS[name.partition(" (")[0]], [])), titles[to])
            for name, kind in templates()["Recommendations"].items()
            if (to := kind.removeprefix("relationship to ")) in titles
        },
        "Chronicle ID": row["recommendation"],
    }


_LINKS = {"Documents": "document", "Made by": "made-by", "Addressed to": "addressed-to", "About": "concerns"}

FORMATS = (
    Format(
        "uwazi",
        "Files for Uwazi, in the order of loading",
        (
            "entities",
            "relayed",
            "dates",
            "offices",
            "recommendations",
            "groups",
            "places",
            "undated",
            "other-events",
            "events",
            "attempted",
        ),
        _files,
    ),
)

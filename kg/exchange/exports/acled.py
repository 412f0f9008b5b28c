"""Acts in the columns of ACLED, a row an act; a column whose meaning the graph does not have stays empty.

The notes say in words what the columns cannot: who says so and how surely, that a perpetrator is an alleged one, what is left open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kg.answers.opening import OpenBuild
from kg.exchange.flat import as_csv, records
from kg.exchange.happenings import Happening, happenings, marked
from kg.exchange.model import File, Format
from kg.model.terms import digest
from kg.rdf.dataset import Dataset

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

_WEEK, _YEAR = 7, 366
"""The days after the first one on which an act may have happened, so that its date is that of a week, or too open to give one."""


def _files(build: OpenBuild) -> Iterator[File]:
    rows = _rows(build.dataset)
    lines = [[row.get(column, "") for column in COLUMNS] for row in rows]
    yield File("acled.csv", "text/csv", "acts in the columns of ACLED", as_csv(COLUMNS, lines))


def _rows(dataset: Dataset) -> list[dict[str, str]]:
    """A row for each act with a date, sorted by that."""
    parts, killed, countries = (_by(name, dataset) for name in ("parts", "killed", "event-places"))
    acts = {row["act"]: row for row in records("acts", dataset)}
    made = [
        {
            **_when(event),
            **_what(event),
            **_who(parts.get(event.event, [])),
            **_where(event, acts[event.event], countries.get(event.event, [])),
            "fatalities": fatalities(killed.get(event.event, [])),
            "notes": _notes(event, acts[event.event], killed.get(event.event, [])),
        }
        for event in happenings(dataset)
        if event.event in acts and precision(event.cells)
    ]
    return sorted(made, key=lambda row: (row["event_date"], row["event_id_cnty"]))


def _by(name: str, dataset: Dataset) -> dict[str, list[dict[str, str]]]:
    """The rows of a query by the act or event that they are about."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in records(name, dataset):
        found.setdefault(row.get("event") or row["act"], []).append(row)
    return found


def precision(cells: dict[str, str]) -> int:
    """How exact the date of an act is: 1 a day, 2 within a week or a day with a reserve, 3 longer; 0 if it has no first day.

    >>> [precision({"earliest": "2012-04-01", "latest": day, "date": "", "date_certainty": ""}) for day in ("2012-04-01", "2012-04-07")]
    [1, 2]
    """
    if not cells["earliest"] or not cells["latest"]:
        return 0
    further = (date.fromisoformat(cells["latest"]) - date.fromisoformat(cells["earliest"])).days
    if further > _YEAR:
        return 0
    if further >= _WEEK:
        return 3
    firm = cells["date_certainty"] in ("", "our inference") and not set("~?%") & set(cells["date"])
    return 1 if not further and firm else 2


def _when(event: Happening) -> dict[str, str]:
    first = event.cells["earliest"]
    return {"event_date": first, "year": first[:4], "time_precision": str(precision(event.cells))}


def _what(event: Happening) -> dict[str, str]:
    """The id, the kind in our own words, and the documents: ACLED's classes are not ours to assign."""
    return {
        "event_id_cnty": digest(event.event, 16),
        "tags": f"kind of act={event.cells['type']}" if event.cells["type"] else "",
        "source": "; ".join(sorted({account["document_title"] for account in event.accounts})),
    }


def _who(parts: list[dict[str, str]]) -> dict[str, str]:
    """Alleged perpetrators as the first actor, each marked so, and victims as the second."""
    doers = [_named(part, "alleged") for part in parts if part["role_id"] in ("alleged-perpetrator", "order-giver")]
    victims = [_named(part) for part in parts if part["role_id"] in ("victim", "intended-target")]
    return {
        "actor1": "".join(doers[:1]),
        "assoc_actor_1": "; ".join(doers[1:]),
        "actor2": "".join(victims[:1]),
        "assoc_actor_2": "; ".join(victims[1:]),
    }


def _named(part: dict[str, str], *marks: str) -> str:
    target = "intended target" if part["role_id"] == "intended-target" else ""
    return marked(part["agent_name"], *marks, part["doubt"], target)


def _where(event: Happening, act: dict[str, str], places: list[dict[str, str]]) -> dict[str, str]:
    """The place in words; its point only if it is one place within a country; the country if there is one."""
    countries = {place["outermost"] for place in places}
    point = (
        act if {place["place_name"] for place in places}.isdisjoint(countries) else {"latitude": "", "longitude": ""}
    )
    return {
        "country": "".join(countries) if len(countries) == 1 else "",
        "location": event.cells["place"],
        "latitude": point["latitude"],
        "longitude": point["longitude"],
    }


def fatalities(numbers: list[dict[str, str]]) -> str:
    """The lowest number of people killed, if the words give one; an approximation gives none."""
    return numbers[0]["at_least"] if len(numbers) == 1 else ""


def _notes(event: Happening, act: dict[str, str], killed: list[dict[str, str]]) -> str:
    said = (
        f"{event.name}.",
        f"Accounts: {'; '.join(event.told)}.",
        "Only attempted: that it succeeded is not said." if event.cells["modality"] == "attempted" else "",
        f"Date: {event.when}." if event.when else "",
        f"Victims: {act['victim']}." if act["victim"] else "",
        f"Alleged perpetrators: {act['doer']}." if act["doer"] else "",
        f"Reserves: {act['reserves']}." if act["reserves"] else "",
        *(f"Killed: {row['number']}." for row in killed),
    )
    return " ".join(filter(None, said))


FORMATS = (
    Format(
        "acled",
        "Acts in the columns of ACLED, as CSV",
        ("entities", "reserves", "relayed", "events", "attempted"),
        _files,
    ),
)

"""A register of incidents as CSV: each row becomes an act, and each victim and place a record of its own."""

from __future__ import annotations

from pathlib import Path

import kg

PATTERN = "*/incidents.csv"
FILES = ("columns.txt",)


def read(path: Path, *, language: str) -> tuple[kg.Source, list[kg.Problem]]:
    """The register with its records, and the faults in them."""
    document = kg.read_document(path)
    records = kg.Records(language)
    records.add(
        "document",
        {"id": path.parent.name, "title": "Register of incidents", "creator": "Lake Committee", "genre": "report"},
        place=kg.Location(document.path, 1),
    )
    known: set[str] = set()
    for row in kg.read_rows(document):
        if row["victim"].text not in known:
            records.add(
                "person",
                {"id": f"victim-{row['number']}", "label": row["victim"], "evidence": row.sentence},
                place=row.location,
            )
        if row["place"].text not in known:
            records.add("place", {"id": f"place-{row['number']}", "label": row["place"]}, place=row.location)
        known |= {row["victim"].text, row["place"].text}
        records.add(
            "act",
            {
                "id": f"incident-{row['number']}",
                "type": row["act"],
                "date": row.get("date"),
                "place": row["place"],
                "victim": row["victim"],
                "alleged-perpetrator": row.get("perpetrator") or {"agent": "left open"},
                "description": row["what happened"],
                "evidence": row.sentence,
            },
            place=row.location,
        )
    return kg.Source(document, tuple(records.records)), records.problems

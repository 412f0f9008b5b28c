"""Acts as GeoJSON (RFC 7946): a point for an act with one located place, no geometry for any other."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.answers.opening import OpenBuild
from kg.exchange.flat import Table, find_table, rows
from kg.exchange.model import File, Format


def _files(build: OpenBuild) -> Iterator[File]:
    for name in ("acts", "events"):
        table = find_table(name)
        features = [_feature(table, row) for row in rows(table, build.dataset)]
        data = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1)
        yield File(f"{name}.geojson", "application/geo+json", table.about, f"{data}\n".encode())


def _feature(table: Table, row: list[str]) -> dict[str, object]:
    """An account of an act or event; its point stands for the whole place."""
    given = dict(zip(table.columns, row, strict=True))
    north, east = given.pop("latitude"), given.pop("longitude")
    point = {"type": "Point", "coordinates": [float(east), float(north)]} if north and east else None
    properties = {name: text for name, text in given.items() if text}
    return {"type": "Feature", "id": given["claim"], "geometry": point, "properties": properties}


FORMATS = (
    Format(
        "geojson",
        "GeoJSON",
        ("entities", "reserves", "relayed", "dates", "left-open", "undated", "other-events", "events", "attempted"),
        _files,
    ),
)

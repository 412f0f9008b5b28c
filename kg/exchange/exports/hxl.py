"""Flat tables with the hashtags of the Humanitarian Exchange Language in a second header row."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.answers.opening import OpenBuild
from kg.exchange.flat import as_csv, find_table, rows
from kg.exchange.model import File, Format


@cache
def hashtags() -> dict[str, dict[str, str]]:
    """The hashtag of each column of each table."""
    return tomllib.loads((Path(__file__).parent.parent / "hxl.toml").read_text(encoding="utf-8"))


def _files(build: OpenBuild) -> Iterator[File]:
    for name, tags in hashtags().items():
        table = find_table(name)
        lines = [[tags[column] for column in table.columns], *rows(table, build.dataset)]
        yield File(f"{name}.hxl.csv", "text/csv", table.about, as_csv(table.columns, lines))


FORMATS = (
    Format(
        "hxl",
        "Flat tables as CSV with HXL hashtags",
        (
            "entities",
            "reserves",
            "relayed",
            "dates",
            "recommendations",
            "left-open",
            "undated",
            "other-events",
            "events",
            "attempted",
        ),
        _files,
    ),
)

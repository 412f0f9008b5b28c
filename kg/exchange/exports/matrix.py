"""Victims by document, for multiple systems estimation: a row a victim of an act that happened, a column a document, 1 or 0."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answers.opening import OpenBuild
from kg.exchange.flat import as_csv, records, several
from kg.exchange.model import File, Format

Rows = list[dict[str, str]]

COLUMNS = (
    "victim", "name", "class", "named", "at_least", "at_least_certainty", "overlaps", "acts", "modality", "certainty",
    "victim_certainty",
)  # fmt: skip
"""What stands before the columns of the documents."""


def _files(build: OpenBuild) -> Iterator[File]:
    by_victim: dict[str, Rows] = {}
    for row in records("victims", build.dataset):
        by_victim.setdefault(row["victim"], []).append(row)
    documents = sorted({row["document_id"] for rows in by_victim.values() for row in rows})
    lines = [(*_victim(rows, [*by_victim]), *_listed(rows, documents)) for _, rows in sorted(by_victim.items())]
    yield File("matrix.csv", "text/csv", "victims by document", as_csv((*COLUMNS, *documents), lines))


def _victim(rows: Rows, victims: list[str]) -> tuple[str, ...]:
    """A person, or a group with its lowest number, and the rows that count the same people, or may."""
    first = rows[0]
    larger = [group for group in several(first["part_of"]) if group in victims]
    shared = (first[column] for column in ("victim", "name", "class", "named", "at_least", "at_least_doubt"))
    return (*shared, "|".join(larger), *(_each(rows, column) for column in ("type", "modality", "certainty", "doubt")))


def _each(rows: Rows, column: str) -> str:
    """The different cells of a column, sorted."""
    return "|".join(sorted({row[column] for row in rows} - {""}))


def _listed(rows: Rows, documents: list[str]) -> Iterator[str]:
    """Whether each document tells of the victim."""
    telling = {row["document_id"] for row in rows}
    yield from (str(int(document in telling)) for document in documents)


FORMATS = (
    Format(
        "matrix",
        "Victims by document, for multiple systems estimation, as CSV",
        ("groups", "undated"),
        _files,
    ),
)

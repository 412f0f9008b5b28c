"""Recommendations in the shape of the Universal Human Rights Index: a row an annotation, which is an account in one document."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answers.opening import OpenBuild
from kg.exchange.flat import as_csv, records, several
from kg.exchange.model import File, Format
from kg.model.terms import digest


def _files(build: OpenBuild) -> Iterator[File]:
    rows = [_annotation(row) for row in records("annotations", build.dataset)]
    about = "recommendations in the columns of the Universal Human Rights Index"
    yield File("uhri.csv", "text/csv", about, as_csv(COLUMNS, ([row[column] for column in COLUMNS] for row in rows)))


def _annotation(row: dict[str, str]) -> dict[str, str]:
    """An account of a recommendation; two of one have the same “Recommendation ID”."""
    return {
        "Annotation ID": digest(row["claim"], 16),
        "Annotation Type": "Recommendation",
        "Text": row["text"],
        "Document Symbol": row["document_id"],
        "Document Title": row["document_title"],
        "Document Type": row["genre"],
        "Document Publication Date": row["issued"],
        "Recommending Body": row["made_by"],
        "Countries": _list(row["countries"]),
        "Themes": row["rights"],
        "Affected Persons": _list(row["affected"]),
        "Addressee": row["addressee"],
        "Response": row["response"],
        "Certainty": row["certainty"],
        "Told By": row["told_by"],
        "Passage": row["passage"],
        "Recommendation ID": digest(row["recommendation"], 16),
    }


def _list(cell: str) -> str:
    return "; ".join(several(cell))


COLUMNS = (
    "Annotation ID", "Annotation Type", "Text", "Document Symbol", "Document Title", "Document Type",
    "Document Publication Date", "Recommending Body", "Countries", "Themes", "Affected Persons", "Addressee", "Response",
    "Certainty", "Told By", "Passage", "Recommendation ID",
)  # fmt: skip

FORMATS = (
    Format(
        "uhri",
        "Recommendations in the shape of the Universal Human Rights Index, as CSV",
        ("entities", "reserves", "relayed", "recommendations"),
        _files,
    ),
)

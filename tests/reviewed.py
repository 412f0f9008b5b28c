"""Proposals beside the document of the tiny project, to be reviewed by tests."""

from __future__ import annotations

from kg.extraction.proposals import Proposal, Slot, Words
from kg.extraction.proposed_records import records_text
from kg.extraction.proposed_table import table_text
from kg.extraction.proposing import source_of
from kg.extraction.review.reviewing import Review, opened
from kg.model.project import find_project
from tests.project import Tiny

QUOTE = "Two officers asked for her papers."


def words(text: str, part: str) -> Words:
    return Words(text.index(part), text.index(part) + len(part), part)


def proposals(text: str) -> list[Proposal]:
    """Two officers, a neighbour, two acts and the same act again, as an extractor would propose them."""
    officers, papers = words(text, "two officers at her door"), words(text, QUOTE)

    def slot(key: str, value: str) -> Slot:
        return Slot(key, value, papers, "rule", 0.5)

    return [
        Proposal("group", "group-1", officers, "rule", 0.6, (slot("label", "two officers"),)),
        Proposal("group", "group-2", papers, "rule", 0.6, (slot("label", "Two officers"),)),
        Proposal(
            "act",
            "act-1",
            papers,
            "rule",
            0.7,
            (
                slot("type", "harassment"),
                slot("date", "2020-02-01"),
                slot("victim", "Anna Berg"),
                slot("alleged-perpetrator", "group-2"),
            ),
            readers=2,
        ),
        Proposal(
            "act",
            "act-2",
            words(text, "police detained Anna Berg"),
            "rule",
            0.7,
            (slot("type", "detention"), slot("victim", "Anna Berg"), slot("place", "Lakeside")._replace(take="offer")),
        ),
    ]


def proposed(tiny: Tiny) -> Review:
    """The tiny project with those proposals, opened for review."""
    project = find_project(tiny.texts)
    folder = tiny.texts / "note"
    document = source_of(folder, project).document
    found = proposals(document.text)
    (folder / "proposed.csv").write_text(table_text(found), encoding="utf-8")
    (folder / "proposed.yaml").write_text(records_text(found, document, table="proposed.csv"), encoding="utf-8")
    return opened(folder, project)

"""Counts as a table, CSV, JSON and Markdown, the tables with notes on what the figures mean."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.answers.counts import SECTIONS, Counts, Row
from kg.model.display import cells
from kg.model.display import markdown as as_markdown
from kg.model.message import Message

_COLUMNS = (Message("acts"), Message("people"), Message("groups"), Message("people at least"), Message("about"))
_WIDTH = 54
"""Width of the value column, which makes a table as wide as a page of ``kg show``."""


def table(counts: Counts) -> str:
    """The sections one below the other, figures on the right, and what the figures mean."""
    lines: list[str] = []
    columns = counts.speech.every(_COLUMNS)
    across = _WIDTH + sum(len(name) + 2 for name in columns)
    for by, rows in counts.rows.items():
        lines += [_line(counts.speech.say(SECTIONS[by]), columns, columns), "─" * across]
        lines += [line for row in rows for line in _drawn(row, columns)]
        lines += ["─" * across, *_drawn(counts.total, columns), ""]
    told = counts.speech.every(notes(counts))
    return "\n".join([*lines, *(line for note in told for line in textwrap.wrap(note, across)), ""])


def _line(value: str, figures: Iterable[object], columns: Sequence[str]) -> str:
    from rich.cells import set_cell_size  # rich takes 60 ms

    cells = (f"{figure:>{len(name) + 2}}" for name, figure in zip(columns, figures, strict=True))
    return set_cell_size(value, _WIDTH) + "".join(cells)


def _drawn(row: Row, columns: Sequence[str]) -> Iterator[str]:
    """A row on as many lines as its value needs, with the figures on the first."""
    indent = "  " * row.depth
    first, *rest = textwrap.wrap(row.value, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")
    yield _line(first, _figures(row), columns)
    yield from rest


def _figures(row: Row) -> tuple[int, ...]:
    return row.acts, row.people, row.groups, row.people_at_least, row.people_about


def notes(counts: Counts) -> Iterator[Message]:
    """What is counted and how, for anybody who quotes a figure."""
    yield Message(
        "Acts: those that took place or were attempted and that somebody affirms. An act is one kind of treatment of one person or group: the refusal of many applications can be one act, one night on the road can be three."
    )
    if counts.attempts:
        yield Message("Only attempted, as far as is known: {count}.", count=counts.attempts)
    if counts.other:
        yield Message(
            "Not counted: {count} acts that are planned, threatened, demanded, described as usual practice or denied. The build counts records, and some proceedings are acts too.",
            count=counts.other,
        )
    yield Message(
        "Trials and sentences count only where a document tells of them as something done to somebody; the query “outcomes” lists all."
    )
    if counts.doubled:
        yield Message(
            "Acts that are possibly the same count once, and the groups that suffered them too; if they are different, there are {count} more acts.",
            count=counts.doubled,
        )
    if counts.summaries:
        one = Message("1 of them sums up others, which are recorded as its parts and counted too.")
        more = Message("{count} of them sum up others, which are recorded as their parts and counted too.")
        yield one if counts.summaries == 1 else more.given(count=counts.summaries)
    yield Message(
        "Rows do not add up to the total: a broader category includes its narrower ones, and one act can have several places, kinds of perpetrator or certainties. The total counts everything once."
    )
    for by, told in _BELOW.items():
        if by in counts.rows:
            yield told
    yield Message(
        "People: persons who suffered an act or were its target, named or not, each counted once, however many acts."
    )
    if counts.bodies:
        yield Message(
            "Organisations among those who suffered, and groups of organisations ({count}), are neither people nor groups.",
            count=counts.bodies,
        )
    yield Message(
        "People at least: the number of these persons, or that of the largest group by the words, whichever is higher; 2 for a group of which they give no number or only an approximation. Groups are not added up: they can have members in common, and any of the persons can belong to them."
    )
    yield Message(
        "About: persons and groups added up as if they had nobody in common, unless a record says that they have, with the numbers that the documents give as approximate, 24 for “dozens” and 2 for a group without a number. It is no bound."
    )


_BELOW = {
    "perpetrator": Message("Below each kind of perpetrator: how certain it is that one of them did it."),
    "place": Message(
        "Below a place: the acts of which it is inferred, or less than certain, that they took place there."
    ),
    "year": Message("Below a year: the acts whose date is inferred or less than certain."),
}


def as_csv(counts: Counts) -> str:
    """One line per row, the total of each section at its end; ``depth`` says how narrow a value is."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("by", "value", "acts", "people", "groups", "people_at_least", "people_about", "depth", "iri"))
    for by, rows in counts.rows.items():
        writer.writerows(cells((by, row.value, *_figures(row), row.depth, row.iri)) for row in [*rows, counts.total])
    return text.getvalue()


def as_json(counts: Counts) -> str:
    """The rows of each section, the total once, and the numbers that the notes of the table give."""
    data = {
        "by": {by: [_object(row) for row in rows] for by, rows in counts.rows.items()},
        "total": _object(counts.total),
        "summaries": counts.summaries,
        "organisations": counts.bodies,
        "attempted": counts.attempts,
        "possibly_the_same": counts.doubled,
        "not_counted": counts.other,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _object(row: Row) -> dict[str, object]:
    return {name: value for name, value in dataclasses.asdict(row).items() if name != "by" and value != ""}


def markdown(counts: Counts) -> str:
    """A table in GitHub-flavoured Markdown for each section; one dash per level says how narrow a value is."""
    lines: list[str] = []
    columns, told = counts.speech.every(_COLUMNS), counts.speech.every(notes(counts))
    for by, rows in counts.rows.items():
        lines += [
            f"| {counts.speech.say(SECTIONS[by])} | {' | '.join(columns)} |",
            "| --- |" + " ---: |" * len(columns),
        ]
        for row in [*rows, counts.total]:
            value = "– " * row.depth + as_markdown(row.value)
            lines.append(f"| {value} | {' | '.join(map(str, _figures(row)))} |")
        lines.append("")
    return "\n".join([*lines, *(f"- {note}" for note in told), ""])


FORMS: dict[str, Callable[[Counts], str]] = {"table": table, "csv": as_csv, "json": as_json, "markdown": markdown}

"""``kg stats``."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.answers.counts import Counts, Row

_SECTIONS = ("type", "place", "year", "perpetrator", "certainty")
_COLUMNS = ("acts", "people", "groups", "people at least")
_WIDTH = 58
"""Cells for the value, so that a table is as wide as a page of ``kg show``."""


@click.command("stats")
@click.option("--by", type=click.Choice(_SECTIONS), help="Only the counts by this; without it, all five.")
@click.option(
    "--format", "form", default="table", show_default=True, type=click.Choice(("table", "csv", "json", "markdown")),
    help="Form of the answer.",
)  # fmt: skip
@click.option("--build", "folder", type=click.Path(path_type=Path), help="The build to read; by default the project's.")
def command(by: str | None, form: str, folder: Path | None) -> None:
    """Count acts, people and groups by type, place, year, kind of perpetrator and certainty.

    Counted are actual acts that somebody affirms, and those who suffered them. What is narrower stands below what is
    broader and is counted there too.
    """
    from kg.answers.counts import count
    from kg.cli.query import build_folder
    from kg.rdf.dataset import Dataset

    counts = count(Dataset.open(build_folder(folder)), (by,) if by else _SECTIONS)
    click.echo({"table": table, "csv": as_csv, "json": as_json, "markdown": markdown}[form](counts), nl=False)


def table(counts: Counts) -> str:
    """The sections below each other, figures to the right, and what the figures mean."""
    from kg.answers.counts import SECTIONS

    lines: list[str] = []
    for by, rows in counts.rows.items():
        lines += [_line(SECTIONS[by], _COLUMNS), "─" * _cells()]
        lines += [line for row in rows for line in _drawn(row)]
        lines += ["─" * _cells(), *_drawn(counts.total), ""]
    return "\n".join([*lines, *(line for note in notes(counts) for line in textwrap.wrap(note, _cells())), ""])


def _cells() -> int:
    return _WIDTH + sum(len(name) + 2 for name in _COLUMNS)


def _line(value: str, figures: Iterable[object]) -> str:
    from rich.cells import set_cell_size

    cells = (f"{figure:>{len(name) + 2}}" for name, figure in zip(_COLUMNS, figures, strict=True))
    return set_cell_size(value, _WIDTH) + "".join(cells)


def _drawn(row: Row) -> Iterator[str]:
    """A row on as many lines as its value needs, with the figures on the first."""
    indent = "  " * row.depth
    first, *rest = textwrap.wrap(row.value, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")
    yield _line(first, _figures(row))
    yield from rest


def _figures(row: Row) -> tuple[int, ...]:
    return row.acts, row.people, row.groups, row.people_at_least


def notes(counts: Counts) -> Iterator[str]:
    """What is counted and how, for whoever quotes a figure."""
    yield "Acts: actual ones that somebody affirms; not those that are planned, threatened, usual practice or denied."
    if counts.summaries:
        sum_up, parts = ("sums up", "its") if counts.summaries == 1 else ("sum up", "their")
        yield f"{counts.summaries} of them {sum_up} others, which are recorded as {parts} parts and counted too."
    yield "Rows do not add up: what is broader has in it what is narrower, and one act can have several places, kinds of perpetrator or certainties. The total counts everything once."
    yield "People: persons who suffered an act or were its target, named or not, each once however many acts."
    if counts.bodies:
        yield f"Organisations among those who suffered ({counts.bodies}) are neither people nor groups."
    yield "People at least: these persons, and for each group the lowest number given, or 2 where none is. Who belongs to a group that is counted, as a smaller group of it or as victim of a part of the same act, is not added again."


def as_csv(counts: Counts) -> str:
    """One line a row, the total of each section at its end; ``depth`` says how narrow a value is."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(("by", "value", "acts", "people", "groups", "people_at_least", "depth", "iri"))
    for by, rows in counts.rows.items():
        writer.writerows((by, row.value, *_figures(row), row.depth, row.iri) for row in [*rows, counts.total])
    return written.getvalue()


def as_json(counts: Counts) -> str:
    """The rows of each section, the total once, and the two numbers that the notes of the table give."""
    data = {
        "by": {by: [_object(row) for row in rows] for by, rows in counts.rows.items()},
        "total": _object(counts.total),
        "summaries": counts.summaries,
        "organisations": counts.bodies,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _object(row: Row) -> dict[str, object]:
    return {name: value for name, value in dataclasses.asdict(row).items() if name != "by" and value != ""}


def markdown(counts: Counts) -> str:
    """A table in GitHub-flavoured Markdown for each section; a dash a level says how narrow a value is."""
    from kg.answers.counts import SECTIONS

    lines: list[str] = []
    for by, rows in counts.rows.items():
        lines += [f"| {SECTIONS[by]} | {' | '.join(_COLUMNS)} |", "| --- |" + " ---: |" * len(_COLUMNS)]
        for row in [*rows, counts.total]:
            value = "– " * row.depth + row.value.replace("\\", "\\\\").replace("|", "\\|")
            lines.append(f"| {value} | {' | '.join(map(str, _figures(row)))} |")
        lines.append("")
    return "\n".join([*lines, *(f"- {note}" for note in notes(counts)), ""])

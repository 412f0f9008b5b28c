"""The pages of the catalogue: each question with its answer, its SPARQL and the answer's files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.answers.binding import sparql
from kg.answers.catalogue import Parameter, Query, catalogue
from kg.answers.listing import GROUPS
from kg.answers.results import safe
from kg.model.errors import CallError
from kg.model.parallel import in_processes
from kg.model.project import resources
from kg.model.terms import Term
from kg.rdf.dataset import Dataset, Solutions, written
from kg.site.context import Site
from kg.site.model import Link, Page
from kg.site.views.lists import Group, Listing, Table, files_of

_SHOWN = 40
"""So many rows of an answer are on the page; its files have all."""


class Answered(NamedTuple):
    """A query with values for what it needs, and its answer; without one where the graph has no such node."""

    query: Query
    values: tuple[tuple[str, str], ...]
    sparql: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    csv: bytes
    json: bytes


class Question(NamedTuple):
    """What the template of questions knows besides."""

    parameters: tuple[Parameter, ...]
    values: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Link, ...], ...]
    total: int
    sparql: str
    files: tuple[Link, ...]
    command: str


def answers(dataset: Dataset, workers: int) -> tuple[Answered, ...]:
    """Every query of the catalogue with its answer."""
    return tuple(in_processes(lambda query: _answered(query, dataset), catalogue(resources("queries")), workers))


def _answered(query: Query, dataset: Dataset) -> Answered:
    values = {one.name: one.example for one in query.parameters if one.required and one.example}
    try:
        text = sparql(query, values, dataset)
    except CallError:
        return Answered(query, tuple(values.items()), query.sparql, (), (), b"", b"")
    found = dataset.query(text, place=query.path)
    assert isinstance(found, Solutions)
    csv, json = (safe(written(found, form).decode(), form).encode() for form in ("csv", "json"))
    return Answered(query, tuple(values.items()), text, found.columns, found.rows, csv, json)


def question_page(site: Site, answered: Answered) -> Page:
    """The page of a question."""
    query = answered.query
    name = f"query/{query.name}"
    files = tuple(
        Link(form.upper(), f"{name}.{form}")
        for form in ("csv", "json", "rq", "ttl")
        if answered.columns or form in ("rq", "ttl")
    )
    rows = answered.rows[:_SHOWN]
    filled = [at for at in range(len(answered.columns)) if any(row[at] for row in rows)]
    shown = Question(
        query.parameters,
        answered.values,
        tuple((answered.columns[at], query.columns.get(answered.columns[at], "")) for at in filled),
        tuple(tuple(_cell(site, row[at]) for at in filled) for row in rows),
        len(answered.rows),
        answered.sparql,
        files,
        " ".join(["kg query", query.name, *(f'--{one} "{value}"' for one, value in answered.values)]),
    )
    trail = (Link(site.say("queries"), site.at("queries.html")),)
    lang = _foreign(site, query)
    return Page(
        f"{name}.html",
        "query.html",
        Link(query.title(site.language), lang=lang),
        kind=site.say("query"),
        extra=shown,
        trail=trail,
        section="queries",
    )


def _cell(site: Site, cell: Term | None) -> Link:
    """A cell: a node by its name, a date in words."""
    if not cell:
        return Link("")
    if cell.startswith("<"):
        return site.name(cell)
    if cell.endswith("EDTF>"):
        return Link(site.dated(site.said(cell).text))
    return site.said(cell)


def list_page(site: Site, answered: Sequence[Answered]) -> Page:
    """All questions by what they are about."""
    groups = tuple(_groups(site, answered))
    shown = Listing(groups, (), 0, files_of(site, "queries"), len(answered))
    return Page(
        "queries.html",
        "list.html",
        Link(site.say("queries")),
        lede=site.say("queries-lede"),
        extra=shown,
        section="queries",
    )


def table(site: Site, answered: Sequence[Answered]) -> Table:
    """All questions as rows."""
    rows = ((one.query.name, one.query.group, one.query.title(site.language), str(len(one.rows))) for one in answered)
    return Table("queries", ("name", "group", "question", "rows"), tuple(rows))


def _foreign(site: Site, query: Query) -> str:
    """The language of a question's title, if it is not that of the page."""
    return "" if site.language in ("en", *query.titles) else "en"


def _groups(site: Site, answered: Sequence[Answered]) -> Iterator[Group]:
    for name in GROUPS:
        of = [one for one in answered if one.query.group == name]
        entries = tuple(
            (
                Link(
                    one.query.title(site.language), site.at(f"query/{one.query.name}.html"), _foreign(site, one.query)
                ),
                site.say("rows", count=len(one.rows)),
            )
            for one in of
        )
        if entries:
            yield Group(site.say(f"group-{name.replace(' ', '-')}"), entries)


def files(answered: Sequence[Answered]) -> Iterator[tuple[str, bytes]]:
    """The files of the answers, which are the same in every language."""
    for one in answered:
        name = f"query/{one.query.name}"
        yield f"{name}.rq", one.sparql.encode()
        if one.columns:
            yield f"{name}.csv", one.csv
            yield f"{name}.json", one.json

"""The catalogue obeys the rules by which other engines give the same rows, and its queries are short."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median

import pytest
from rdflib.term import Variable

from kg.answers.catalogue import Query
from kg.answers.word_forms import stems
from tests.asking import CATALOGUE
from tests.nested_patterns import nested_groups
from tests.sampling import sampled

PAGE = Path(__file__).parent.parent / "docs" / "querying.md"
MOST_LINES, USUAL_LINES = 70, 30
NAMES = sorted(CATALOGUE)
READ_ALL_LANGUAGES = ("anything-on", "tellings")
"""One searches names in every language, the other asks which claims only give a name; neither shows what it reads."""


def body(query: Query) -> str:
    """The SPARQL of a query with its parameters, without comments and without what stands in strings and IRIs."""
    text = re.sub(r"(?m)^(\s*)#@\w+\s+", r"\1", query.sparql)
    text = re.sub(r'"[^"\n]*"|<[^<>\s]*>', "·", text)
    return re.sub(r"#.*", "", text)


def lines(query: Query) -> int:
    """The lines of SPARQL, parameters among them."""
    return sum(1 for line in query.sparql.splitlines() if re.match(r"\s*([^#\s]|#@)", line))


@pytest.fixture(params=NAMES)
def query(request: pytest.FixtureRequest) -> Query:
    return CATALOGUE[str(request.param)]


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (r"\bBIND\b", "an expression stands in SELECT or ORDER BY"),
        (r"\bSELECT\b[\s\S]*\bSELECT\b", "a query has no other in it"),
        (r"\bVALUES\b|\bUNDEF\b", "a parameter is a line of its own"),
        (r"\bMINUS\b", "NOT EXISTS, or a property that says it"),
        (r"\bLANG\s*\(|\bLANGMATCHES\b", "hr:displayLabel is in one language"),
        (r"(?<!FILTER )(?<!FILTER NOT )\bEXISTS\b", "EXISTS stands alone in a FILTER"),
        (r"(?<!hr:within)[*+](?=\s*[/?;.)\w])(?<![\d)] [*+])", "no path of any length but hr:within*"),
        (r"\b(skos:prefLabel|skos:altLabel|rdfs:label|dct:title|dct:description)\b", "display texts, each in one language"),
        (r"\bhr:status\b", "what is withdrawn is not in the graph"),
        (r"\bGRAPH\b|\bSERVICE\b", "everything is in one file"),
    ],
)  # fmt: skip
def test_a_query_obeys_the_rules(query: Query, found: str, why: str) -> None:
    if "skos:prefLabel" in found and query.name in READ_ALL_LANGUAGES:
        return
    assert not re.search(found, re.sub(r"COUNT\(\*\)", "", body(query))), why


def test_a_query_is_short(query: Query) -> None:
    assert lines(query) <= MOST_LINES
    assert all(len(line) <= 120 for line in query.sparql.splitlines())


def test_queries_are_short_as_a_rule() -> None:
    assert median(map(lines, CATALOGUE.values())) <= USUAL_LINES


def test_the_order_of_rows_ends_in_iris_and_sorts_no_edtf(query: Query) -> None:
    order = query.sparql.rsplit("ORDER BY", 1)[-1]
    assert "?date" not in order.split("COALESCE")[0] or "?record" in order


def test_pieces_are_joined_by_plain_separators(query: Query) -> None:
    assert set(re.findall(r'SEPARATOR = "([^"]*)"', query.sparql)) <= {"; ", ", ", " ", " ... ", " | "}


def test_a_query_has_keywords_in_english_and_russian_that_its_question_does_not_have(query: Query) -> None:
    written = re.findall(r"^#\+ keywords\.(\w+) = ", query.text, re.MULTILINE)
    assert written == ["en", "ru"]
    assert len({word.casefold() for word in query.keywords}) == len(query.keywords)
    assert [word for word in query.keywords if stems(word) <= stems(query.question)] == []


EITHER = [(name, (number + turn) % 2 == 0) for number, name in enumerate(NAMES) for turn in range(2)]
"""Each query with and without its parameters; at every push one query with them, the next without."""


@pytest.mark.parametrize(
    ("name", "is_bound"), sampled(EITHER, 2, ids=[f"{name}-{'bound' if bound else 'open'}" for name, bound in EITHER])
)
def test_no_group_within_another_starts_from_a_constant(name: str, is_bound: bool) -> None:
    """An engine that enters a group at a constant reads all that has it, and does so for each row."""
    query = CATALOGUE[name]
    text = re.sub(r"(?m)^(\s*)#@\w+\s+", r"\1", query.sparql) if is_bound else query.sparql
    for patterns, known, _ in nested_groups(text):
        constants = {s for s, _, o in patterns if not isinstance(o, Variable) and isinstance(s, Variable)}
        assert len(patterns) == 1 or constants <= known


def of_docs() -> dict[str, tuple[str, set[str], str]]:
    """Each parameter in the table of docs/querying.md: its type, the schemes or classes it may be of, and its idea."""
    section = PAGE.read_text(encoding="utf-8").partition("## Parameters")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `--(\w+)` \| (\w+)(?: \((.+)\))? \| (.+) \|$", section, re.MULTILINE)
    assert len(rows) == len(re.findall(r"^\| `", section, re.MULTILINE))
    return {name: (kind, set(filter(None, among.split(", "))), idea) for name, kind, among, idea in rows}


def test_a_name_of_a_parameter_stands_for_one_idea_with_one_type(query: Query) -> None:
    """The names are those of the docs; whoever adds one asks first whether its idea has a name already."""
    known = of_docs()
    for parameter in query.parameters:
        kind, among, _ = known.get(parameter.name, ("no parameter of docs/querying.md", set(), ""))
        assert parameter.type == kind, parameter.name
        assert not among or (parameter.scheme or parameter.kind) in among, parameter.name


def test_the_docs_list_just_the_names_there_are_each_with_an_idea_of_its_own() -> None:
    used: dict[str, set[str]] = {}
    for parameter in (one for query in CATALOGUE.values() for one in query.parameters):
        used.setdefault(parameter.name, set()).add(parameter.scheme or parameter.kind)
    known = of_docs()
    assert [*known] == sorted(used)
    assert [name for name, (_, among, _) in known.items() if among and among != used[name]] == []
    assert len({idea for _, _, idea in known.values()}) == len(known)


UNRESERVED = {
    "about": "each claim has a row of its own",
    "dates": "the date of a claim, with its certainty and basis beside it",
    "participants": "the certainty of the part is a column",
    "perpetrators": "the certainty of the perpetrator is a column",
    "acts-by-doer": "the certainty of the perpetrator is a column",
    "who-met-whom": "the certainty that both were there is a column",
    "offices": "a posting is a claim of its own",
}
"""Queries that show who, when or where without a text that has its reserve, and what says how sure it is instead."""


@pytest.mark.parametrize("query", CATALOGUE.values(), ids=list(CATALOGUE))
def test_a_perpetrator_victim_date_or_place_carries_its_own_certainty(query: Query) -> None:
    """A date by a column, whoever and wherever by a display text that has the reserve in it."""
    if query.name in UNRESERVED:
        return
    bare = re.findall(r"hr:(?:agent|victim|allegedPerpetrator|visitor|place)/hr:displayLabel", query.sparql)
    assert not bare
    shown = query.sparql.partition("WHERE")[0]
    for node, column in re.findall(r"(\?\w+)(?: hr:| [^{}.]*?; hr:)date (\?\w+)", query.sparql):
        if re.search(rf"\{column}\b", shown):
            assert f"{node} hr:dateDoubtText" in query.sparql or "hr:reservesText" in query.sparql, column

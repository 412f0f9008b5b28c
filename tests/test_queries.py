"""The catalogue: every query gives what the documents say, and no value changes what a query asks."""

from __future__ import annotations

import csv
import io
import random
import re
import shlex
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.answers.binding import bind, sparql, term
from kg.answers.catalogue import Parameter, Query, find_query, read_query
from kg.answers.finding import find_node
from kg.answers.listing import GROUPS
from kg.cli.query import command
from kg.model import dates, terms
from kg.model.concepts import OURS
from kg.model.errors import CallError, DataError
from kg.model.kinds import prefixes
from kg.model.terms import Quad
from kg.model.vocabulary import CONCEPTS, PREFIXES
from kg.rdf.dataset import Dataset
from tests.asking import CATALOGUE, FOLDER, ask, examples, needed, rows
from tests.engines import alike
from tests.project import ROOT, Ran, kg
from tests.publishing import published
from tests.sampling import sampled

EXPECTED = FOLDER / "expected"
HEADER = """\
#+ question = "How many?"
#+ group = "overview"
#+ [columns]
#+ n = "how many"
SELECT (COUNT(*) AS ?n) { ?s ?p ?o }
"""
NASTY = (
    "",
    " ",
    '"',
    "'",
    '""" } SELECT * { ?s ?p ?o',
    "} UNION { ?s ?p ?o",
    "UNDEF } VALUES ?x { UNDEF",
    "VALUES ?person { UNDEF }",
    "?record",
    "$person",
    "# the rest is a comment",
    "two\nlines",
    "\r\n\t\b\f\x00\x7f",
    "\\",
    '\\"',
    "\\u0022 }",
    "\\U00000022",
    "\\n",
    "@wanted @kind",
    "SERVICE <http://example.org/> {}",
    "<http://example.org/>",
    "http://example.org/a> } ?s ?p <http://example.org/b",
    "http://[",
    "://",
    "http://example.org/a b",
    "\ud800",
    "\ufeff",
    "\u2028",
    "Жанаозен",
    "e\u0301",
    "😀",
    "9" * 5000,
    "-1",
    "1e3",
    "0000",
    "9999-12-31",
    "2012-04-25' OR 1=1",
    "2012-13",
    "[..2012]",
    "..",
    "/",
    "detention ",
    "DETENTION",
)
"""Values that break what is put together from text."""


@pytest.fixture(scope="session")
def empty() -> Dataset:
    """A dataset in which nobody says anything."""
    return Dataset.gather([])


@pytest.fixture(params=sorted(CATALOGUE))
def query(request: pytest.FixtureRequest) -> Query:
    return CATALOGUE[str(request.param)]


@pytest.fixture(params=sampled(sorted(CATALOGUE), 15, ids=sorted(CATALOGUE)))
def some_query(request: pytest.FixtureRequest) -> Query:
    """Each fifteenth query at every push, each under ``--all``."""
    return CATALOGUE[str(request.param)]


def parameters() -> list[tuple[Query, Parameter]]:
    return [(query, parameter) for query in CATALOGUE.values() for parameter in query.parameters]


def named(found: list[tuple[Query, Parameter]]) -> list[str]:
    return [f"{query.name}-{parameter.name}" for query, parameter in found]


def expected(query: Query) -> bytes:
    """The rows that a query gives without parameters, as they are committed; only for one that needs none."""
    return (EXPECTED / f"{query.name}.csv").read_bytes()


def shape(text: str) -> str:
    """A query without the terms that stand in it: each string and IRI is one mark."""
    return re.sub(r'"(?:[^"\\\n\r]|\\.)*"(?:@[\w-]+|\^\^<[^<>"\s]*>)?|<[^<>"{}|^`\\\s]*>', "·", text)


# ── What the queries give ────────────────────────────────────────────────────────────────────────────────────────────


def table(text: bytes) -> tuple[list[str], Counter[tuple[Any, ...]]]:
    """Columns and rows of an answer as CSV; the pieces of a joined cell are in no order."""
    columns, *found = csv.reader(io.StringIO(text.decode(), newline=""))
    return columns, alike(found)


@pytest.mark.parametrize("name", sorted(name for name, query in CATALOGUE.items() if not needed(query)))
def test_a_query_gives_its_expected_rows(name: str, dataset: Dataset) -> None:
    assert table(dataset.results(CATALOGUE[name].text, "csv") or b"") == table(expected(CATALOGUE[name]))


def test_an_example_gives_its_expected_rows(query: Query, dataset: Dataset) -> None:
    answer = dataset.results(sparql(query, examples(query), dataset), "csv") or b""
    assert table(answer) == table((EXPECTED / f"{query.name}.example.csv").read_bytes())


def test_examples_find_something(query: Query) -> None:
    found = (EXPECTED / f"{query.name}.example.csv").read_bytes()
    assert found.count(b"\r\n") > 1


def test_no_expected_rows_are_left_over() -> None:
    names = {f"{name}.example.csv" for name in CATALOGUE}
    names |= {f"{name}.csv" for name, query in CATALOGUE.items() if not needed(query)}
    assert {path.name for path in EXPECTED.iterdir()} == names


BRANCHING = sorted(name for name, query in CATALOGUE.items() if "UNION" in query.text)


@pytest.mark.parametrize("name", sampled(BRANCHING, 3, ids=BRANCHING))
def test_a_query_gives_the_same_bytes_each_time(name: str, dataset: Dataset) -> None:
    """The engine takes the branches of a UNION in any order: no cell may join pieces in the order of branches."""
    text = sparql(CATALOGUE[name], examples(CATALOGUE[name]), dataset)
    assert len({dataset.results(text, "csv") for _ in range(6)}) == 1


def test_rows_do_not_depend_on_how_the_store_keeps_them(some_query: Query, dataset: Dataset, moved: Dataset) -> None:
    there = moved.results(some_query.text, "csv")
    assert there
    here = dataset.results(some_query.text, "csv") or b""
    assert table(there.replace(ELSEWHERE.encode(), PREFIXES["id"].encode())) == table(here)


ELSEWHERE = "https://example.org/of/another/length/"


@pytest.fixture(scope="session")
def moved(dataset: Dataset) -> Dataset:
    """The same graph below another base, shuffled: its quads come from the store in another order."""
    lines = sorted(f"{quad} .\n" for quad in dataset.store)
    random.Random(2012).shuffle(lines)
    store = Dataset.gather(line.replace(f"<{PREFIXES['id']}", f"<{ELSEWHERE}") for line in lines).store
    return Dataset(store, prefixes(ELSEWHERE))


def test_the_moved_graph_gives_its_rows_in_another_order(moved: Dataset, dataset: Dataset) -> None:
    here, there = (rows(data, "SELECT ?act { ?act a hr:Act }") for data in (dataset, moved))
    names = [row["act"].replace(ELSEWHERE, PREFIXES["id"]) for row in there]
    assert sorted(names) == sorted(row["act"] for row in here)
    assert names != [row["act"] for row in here]


def test_nobody_said_anything(query: Query, empty: Dataset) -> None:
    assert rows(empty, query.text) == []


@pytest.mark.parametrize(("query", "parameter"), sampled(parameters(), 7, ids=named(parameters())))
def test_a_question_about_nothing_has_no_rows(
    query: Query, parameter: Parameter, dataset: Dataset, empty: Dataset
) -> None:
    nothing = {"node": "https://example.org/nobody", "text": "no such number", "integer": "1000000", "date": "2100"}
    if parameter.type == "concept":
        concepts = list(CONCEPTS[parameter.scheme])
        for concept in {concepts[0], concepts[len(concepts) // 2], concepts[-1]}:
            assert rows(empty, sparql(query, needed(query) | {parameter.name: concept}, dataset)) == []
    elif parameter.name == "to":
        assert all(
            row["date"].startswith(("..", "[..")) for row in ask(dataset, query.name, to="1900") if "date" in row
        )
    else:
        found = ask(dataset, query.name, **needed(query) | {parameter.name: nothing[parameter.type]})
        # What has no end known may still be going on in the year 2100.
        assert [row for row in found if not row.get("date", "").endswith(("..", "..]"))] == []


# ── The header ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_header_is_complete(query: Query) -> None:
    assert query.question.endswith("?")
    assert query.group in GROUPS
    assert all(query.columns.values())
    for parameter in query.parameters:
        assert parameter.about
        assert parameter.example


def test_columns_are_those_of_the_answer(query: Query, empty: Dataset) -> None:
    assert tuple(query.columns) == empty.solutions(query.text).columns


def test_a_parameter_stands_in_lines_of_its_own(query: Query) -> None:
    lines = re.findall(r"^\s*#@(\w+)\s+(.*)$", query.text, re.MULTILINE)
    assert {name for name, _ in lines} == {parameter.name for parameter in query.parameters}
    for parameter in query.parameters:
        assert any(re.search(rf"\?{parameter.name}\b", line) for name, line in lines if name == parameter.name)


def test_a_parameter_is_no_column_and_no_option(query: Query) -> None:
    options = {option.lstrip("-") for entry in command.params for option in entry.opts}
    assert not {parameter.name for parameter in query.parameters} & (options | set(query.columns) | {"help"})


def test_rows_are_ordered_down_to_the_record(query: Query) -> None:
    ordered = query.text.rsplit("\nORDER BY ", 1)[1]
    grouped = query.text.rsplit("\nGROUP BY ", 1)[-1].split("\nORDER BY ")[0]
    assert "?record" in ordered or len(set(re.findall(r"\?\w+", grouped))) - 2 <= len(
        set(re.findall(r"\?\w+", ordered))
    )


def test_a_query_declares_just_the_prefixes_that_it_uses(query: Query) -> None:
    declared = re.findall(r"^PREFIX ([\w-]+): <(.*)>$", query.text, re.MULTILINE)
    body = re.sub(r'^(PREFIX|#\+).*$|"[^"]*"|<[^<>\s]*>', "", query.text, flags=re.MULTILINE)
    assert {name for name, _ in declared} == set(re.findall(r"(?<![\w?$])([a-z][\w-]*):[A-Za-z]", body))
    assert declared == sorted(declared)
    known = prefixes(PREFIXES["id"])
    assert all(known[name] == iri for name, iri in declared)


def test_labels_of_concepts_are_english(query: Query) -> None:
    found = (EXPECTED / f"{query.name}.example.csv").read_text("utf-8")
    assert not re.search("[а-яА-ЯәіңғүұқөһӘІҢҒҮҰҚӨҺ]", found)


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        ('#+ question = "How many?"\n', ""),
        ('#+ group = "overview"\n', ""),
        ('#+ group = "overview"\n', '#+ group = "other"\n'),
        ('#+ n = "how many"\n', '#+ n = how many"\n'),
        ("#+ [columns]\n", '#+ [parameters.x]\n#+ type = "colour"\n#+ about = "a"\n#+ [columns]\n'),
        ("#+ [columns]\n", '#+ [parameters.x]\n#+ type = "concept"\n#+ about = "a"\n#+ [columns]\n'),
        ("#+ [columns]\n", '#+ [parameters.x]\n#+ type = "node"\n#+ kind = "Horse"\n#+ about = "a"\n#+ [columns]\n'),
        ("#+ [columns]\n", '#+ [parameters.x]\n#+ about = "a"\n#+ [columns]\n'),
        ("#+ [columns]\n", '#+ [parameters]\n#+ x = "a"\n#+ [columns]\n'),
        ("#+ [columns]\n", '#+ keywords = "count"\n#+ [columns]\n'),
        ("#+ [columns]\n", '#+ keywords.en = "count"\n#+ [columns]\n'),
        ("#+ [columns]\n", "#+ keywords.en = [1]\n#+ [columns]\n"),
    ],
)
def test_a_header_that_is_not_complete_is_refused(line: str, broken: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.rq"
    path.write_text(HEADER.replace(line, broken), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        read_query(path)
    assert [problem.code for problem in refused.value.problems] == ["query-header"]


# ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def bound_or_refused(query: Query, parameter: Parameter, value: str, dataset: Dataset, empty: Dataset) -> None:
    """The value is refused with a code, or stands in the query as one term in each of its blocks, and it runs."""
    text, codes = query.text, set[str]()
    try:
        text = sparql(query, {**needed(query), parameter.name: value}, dataset)
    except CallError as error:
        codes = {problem.code for problem in error.problems}
    assert codes <= {"bad-parameter", "unknown-node", "ambiguous-node"}
    if codes:
        return
    harmless = bind(query.sparql, dict.fromkeys({**needed(query), parameter.name: ""}, "<urn:x>"))
    assert shape(text) == shape(harmless)
    empty.query(text)


KINDS = ("concept", "date", "integer", "node", "text")
NASTY_OF_A_KIND = [(kind, value) for value in NASTY for kind in KINDS]


@pytest.mark.parametrize(
    ("kind", "value"), sampled(NASTY_OF_A_KIND, 6, ids=[f"{kind}-{value!a}" for kind, value in NASTY_OF_A_KIND])
)
def test_a_nasty_value_is_bound_or_refused(kind: str, value: str, dataset: Dataset, empty: Dataset) -> None:
    first = {parameter.type: (query, parameter) for query, parameter in reversed(parameters())}
    bound_or_refused(*first[kind], value, dataset, empty)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_value_changes_what_a_query_asks(data: st.DataObject, dataset: Dataset, empty: Dataset) -> None:
    query, parameter = data.draw(st.sampled_from(parameters()))
    value = data.draw(st.one_of(st.text(), st.sampled_from(NASTY), st.from_regex(r"[\d\[\]./?~%uX-]+", fullmatch=True)))
    bound_or_refused(query, parameter, value, dataset, empty)


@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_a_text_is_bound_as_it_is_in_every_line(text: str, empty: Dataset) -> None:
    body = "SELECT ?y ?z {\n#@x BIND(?x AS ?y)\n  #@x\tBIND(?x AS ?z)\n}"
    assert terms.stray(text) or rows(empty, bind(body, {"x": terms.literal(text)})) == [{"y": text, "z": text}]


# One event for each date; ``dates.bounds`` gives the days that it allows.
DATES = (
    "2012-01/2012-04",
    "[2012-01..2012-04]",
    "2012-04-25",
    "2012-04",
    "2012",
    "../2012-04-27",
    "2012-04-25/..",
    "2011-02/2012-02",
    "[..2012-04-27]",
    "2012-04~",
)


@pytest.fixture(scope="session")
def dated() -> Dataset:
    """Events that somebody tells of, each with one of the dates as its label."""
    own, graph = PREFIXES["id"], f"<{PREFIXES['id']}document/test>"
    passage, sure = f"<{own}passage/test.p>", OURS.find("certainty", "stated as fact").iri
    quads = [Quad(passage, terms.expand("hr:document"), graph, graph)]
    for number, date in enumerate(DATES):
        event, claim = f"<{own}event/test.{number}>", f"<{own}claim/test.{number}>"
        said: list[tuple[str, str, str]] = [
            (event, "rdf:type", terms.expand("hr:Event")),
            (event, "hr:modality", OURS.find("modality", "actual").iri),
            (event, "skos:prefLabel", terms.literal(date)),
            (event, "hr:date", dates.date(date)),
            (claim, "hr:asserts", event),
            (claim, "hr:stance", OURS.find("stance", "affirms").iri),
            (claim, "hr:certainty", sure),
            (claim, "hr:evidence", passage),
            (graph, "rdf:type", terms.expand("hr:Document")),
        ]
        for name, day in zip(("hr:earliest", "hr:latest"), dates.bounds(date), strict=True):
            said += [(event, name, dates.day(day))] if day else []
        quads += [Quad(s, terms.expand(p), o, graph) for s, p, o in said]
    return published(quads)


@pytest.mark.parametrize(
    ("first", "last", "certain", "possible"),
    [
        ("2012-04-25", "2012-04-25", {"2012-04-25"}, {*DATES} - {"2012-04-25", "2011-02/2012-02"}),
        ("2012-04", "2012-04", {"2012-04-25", "2012-04", "2012-01/2012-04"}, {"2012", "2012-04~", "[..2012-04-27]"}),
        ("2012-01-30", "2012-01-30", {"2011-02/2012-02"}, {"2012-01/2012-04", "2012", "../2012-04-27"}),
        ("2012-01-31", "2012-01-31", {"2011-02/2012-02", "2012-01/2012-04"}, {"[2012-01..2012-04]"}),
        ("2012-04-01", "2012-04-01", {"2012-01/2012-04"}, {"[2012-01..2012-04]", "2012-04"}),
        ("2012-04-02", "2012-04-02", set(), {"2012-01/2012-04", "2012-04"}),
        ("2012-02", "2012-03", {"2012-01/2012-04", "2011-02/2012-02"}, {"[2012-01..2012-04]", "2012"}),
        ("2012-02-02", "2012-02-02", {"2012-01/2012-04"}, {"2011-02/2012-02"}),
        ("2011-02-28", "2011-02-28", set(), {"2011-02/2012-02", "../2012-04-27"}),
        ("2011-03-01", "2011-03-01", {"2011-02/2012-02"}, {"../2012-04-27", "[..2012-04-27]"}),
        ("2013", "2013", set(), {"2012-04-25/.."}),
    ],
)
def test_an_overlap_is_certain_only_where_the_date_settles_it(
    first: str, last: str, certain: set[str], possible: set[str], dated: Dataset
) -> None:
    found = {row["event"]: row["overlap"] for row in ask(dated, "what-happened-when", **{"from": first, "to": last})}
    assert {date for date, overlap in found.items() if overlap == "certain"} == certain
    assert {date for date, overlap in found.items() if overlap == "possible"} >= possible
    for date in DATES:
        earliest, latest = dates.bounds(date)
        begins, ends = dates.bounds(first)[0], dates.bounds(last)[1]
        assert begins
        assert ends
        assert (date in found) == ((not latest or latest >= begins) and (not earliest or earliest <= ends))


def test_a_value_reaches_aggregates_and_inner_queries(dataset: Dataset) -> None:
    threats = ask(dataset, "more-than-one-act", type="threat")
    assert [(row["person"], row["acts"]) for row in threats] == [("Kanat Ibragimov", "2")]


@pytest.mark.parametrize(
    ("name", "value", "first", "last"),
    [("from", "2012-02", "2012-02-01", ""), ("to", "2012-02", "", "2012-02-29"), ("day", "2012", "2012-01-01", "")],
)
def test_a_wide_date_begins_and_ends_where_it_should(
    name: str, value: str, first: str, last: str, dataset: Dataset
) -> None:
    assert term(Parameter(name, "date", "a day"), value, dataset) == terms.literal(
        first or last, datatype=terms.XSD + "date"
    )


@pytest.mark.parametrize(
    ("name", "values", "code", "found"),
    [
        ("who-sufered-what", {}, "unknown-query", 'no query is called "who-sufered-what"'),
        ("../queries/overview", {}, "unknown-query", 'no query is called "../queries/overview"'),
        ("provisions", {"nummer": "21"}, "unknown-parameter", 'provisions has no parameter "nummer"'),
        ("about", {}, "missing-parameter", "about needs --about"),
        ("who-says", {}, "missing-parameter", "who-says needs --by"),
        ("who-suffered-what", {"type": "detension"}, "bad-parameter", "type: "),
        ("who-suffered-what", {"from": "April"}, "bad-parameter", "from: "),
        ("who-suffered-what", {"from": "[..2012]"}, "bad-parameter", 'from: "[..2012]" has no such end'),
        ("more-than-one-act", {"least": "two"}, "bad-parameter", "least: "),
        ("who-suffered-what", {"about": "Boris Suhih"}, "unknown-node", 'nothing is called "Boris Suhih"'),
        ("who-suffered-what", {"about": "Almaty"}, "unknown-node", 'nothing is called "Almaty"'),
        ("what-happened-where", {"place": "Lukpan Akhmedyarov"}, "unknown-node", "nothing is called"),
        ("findings", {"about": "appeal"}, "ambiguous-node", '"appeal" can mean 3 nodes'),
        ("who-suffered-what", {"about": "http://["}, "unknown-node", '"http://[" is not an absolute IRI'),
    ],
)
def test_what_is_not_understood_is_refused(
    name: str, values: dict[str, str], code: str, found: str, dataset: Dataset
) -> None:
    with pytest.raises(CallError) as refused:
        sparql(find_query(FOLDER, name), values, dataset)
    (problem,) = refused.value.problems
    assert (problem.code, str(problem.found)[: len(found)]) == (code, found)
    assert problem.advice


def test_a_node_goes_by_label_other_name_id_or_iri(dataset: Dataset) -> None:
    covenant = f"<{PREFIXES['id']}instrument/hnjmbz>"
    named = ["International Covenant on Civil and Political Rights", "iccpr", "hnjmbz", covenant.strip("<>")]
    assert {find_node(name, dataset, kind="Instrument") for name in named} == {covenant}


def test_a_body_is_not_taken_for_the_concept_of_the_same_name(dataset: Dataset) -> None:
    assert find_node("police", dataset, kind="Agent") == f"<{PREFIXES['id']}organization/g99bvq>"


# ── The command ──────────────────────────────────────────────────────────────────────────────────────────────────────


def run(built: Path, *arguments: str, stdin: str = "") -> Ran:
    return kg("query", *arguments, "--build", str(built), stdin=stdin)


def test_the_list_has_every_question_once_by_group() -> None:
    listed = kg("query").out
    assert all(listed.count(query.question) == 1 for query in CATALOGUE.values())
    assert [line for line in listed.splitlines() if line in GROUPS] == [
        group for group in GROUPS if any(query.group == group for query in CATALOGUE.values())
    ]


def test_help_on_a_query_shows_its_question_and_parameters_each_with_type_and_example(query: Query) -> None:
    ran = kg("query", query.name, "--help")
    page = " ".join(ran.out.split())
    assert (ran.code, ran.err) == (0, "")
    assert query.question in page
    for parameter in query.parameters:
        shown = f"--{parameter.name} {parameter.type}.*?: {re.escape(parameter.about)}; example: “{re.escape(parameter.example)}”"
        assert re.search(shown, page)


@pytest.mark.parametrize("arguments", [(), ("-",), ("mine.rq",), ("--long",)])
def test_help_without_a_query_of_the_catalogue_lists_the_options(arguments: tuple[str, ...]) -> None:
    assert kg("query", *arguments, "-h").out == kg("query", "--help").out
    assert "--search WORDS" in kg("query", "--help").out


def test_help_on_a_query_that_does_not_exist_offers_the_nearest() -> None:
    ran = kg("query", "outcome", "--help")
    assert (ran.code, ran.out) == (2, "")
    assert 'did you mean "outcomes"?' in ran.err


def test_a_parameter_that_a_query_does_not_have_is_answered_with_those_that_it_has(built: Path) -> None:
    ran = run(built, "outcomes", "--person", "Boris Sukhih")
    names = "--about, --event, --penalty, --modality, --document"
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        'error[unknown-parameter]: outcomes has no parameter "person"',
        f"  its parameters are {names}; `kg query outcomes --help` explains them",
    ]


def test_explain_shows_question_parameters_columns_query_and_example(query: Query) -> None:
    page = kg("query", query.name, "--explain", "--build", "nowhere").out
    assert page.startswith(f"# {query.question}\n")
    assert all(f"\n# --{parameter.name} " in page and parameter.about in page for parameter in query.parameters)
    assert all(f"# column {name}: {about}" in page for name, about in query.columns.items())
    assert query.sparql in page
    assert f"kg query {query.name} " in page


def test_the_example_that_explain_gives_can_be_run_as_it_stands_and_its_first_rows_are_shown(
    some_query: Query, dataset: Dataset, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Dataset, "open", lambda *_, **__: dataset)  # the store on disk is three times as slow
    page = kg("query", some_query.name, "--explain", "--build", str(built)).out
    line = page.rsplit("example     kg query ", 1)[1].partition("\n")[0]
    ran = run(built, *shlex.split(line), "--format", "csv")
    assert table(ran.out.encode()) == table((EXPECTED / f"{some_query.name}.example.csv").read_bytes())
    with (EXPECTED / f"{some_query.name}.example.csv").open(encoding="utf-8", newline="") as file:
        rows = len(list(csv.reader(file))) - 1
    ends = "(1 row)" if rows == 1 else f"({rows} rows)" if rows <= 3 else f"(3 of {rows} rows)"
    assert page.endswith(f"# {ends}\n")


def test_the_page_that_explain_prints_is_a_query_that_gives_the_rows(some_query: Query, dataset: Dataset) -> None:
    asked = sparql(some_query, examples(some_query), dataset)
    page = "\n".join([f"# {some_query.question}", asked, "# (3 rows)"])
    here, there = (dataset.results(text, "csv") or b"" for text in (asked, page))
    assert table(there) == table(here)


def test_explain_without_a_build_says_what_is_missing(tmp_path: Path) -> None:
    page = kg("query", "provisions", "--explain", "--build", str(tmp_path / "none"))
    assert page.code == 0
    assert page.out.splitlines()[-1].startswith("# no run to show: ")


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (("provisions", "--format", "ttl"), "wrong-format", 2),
        (("provisions", "--format", "xlsx"), "wrong-call", 2),
        (("provisions", "21"), "wrong-call", 2),
        (("provisions", "--number"), "wrong-call", 2),
        (("provisions", "--nummer", "21"), "unknown-parameter", 2),
        (("anything-on",), "missing-parameter", 2),
        (("no-such-query",), "unknown-query", 2),
        (("no-such-file.rq",), "unreadable-file", 1),
        (("-",), "query-syntax", 1),
    ],
)
def test_a_wrong_call_ends_with_its_code(arguments: tuple[str, ...], code: str, exit_code: int, built: Path) -> None:
    ran = run(built, *arguments, stdin="SELECT ?s { ?s ?p }")
    assert (ran.code, ran.out, ran.err.partition(":")[0]) == (exit_code, "", f"error[{code}]")


def test_a_broken_file_is_refused_with_its_place(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.rq"
    path.write_text("SELECT ?s\nWHERE ( ?s ?p ?o )\n", encoding="utf-8")
    ran = run(built, str(path))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error[query-syntax]: ")
    assert f"  {path}:2:7\n" in ran.err


@pytest.mark.parametrize("form", ["csv", "json", "markdown", "table", "tsv"])
def test_every_form_of_answer_has_every_row(form: str, built: Path) -> None:
    ran = run(built, "provisions", "--format", form)
    assert ran.code == 0
    assert all(number in ran.out for number in ("12", "21", "274"))


def test_a_query_is_one_of_the_catalogue_in_its_file() -> None:
    assert sorted(path.stem for path in (ROOT / "queries").glob("*.rq")) == sorted(CATALOGUE)


def test_every_query_refuses_a_parameter_that_it_does_not_have(query: Query, empty: Dataset) -> None:
    with pytest.raises(CallError) as refused:
        sparql(query, {"no such parameter": "x"}, empty)
    assert [problem.code for problem in refused.value.problems] == ["unknown-parameter"]

"""The forms of a verdict: what machines read says the same as what people read."""

from __future__ import annotations

import json

import pytest
import rdflib
from rdflib import RDF, SH

from kg.check.findings import Finding, Found, Subject, verdict
from kg.check.forms import FORMS, render
from kg.model.errors import Location
from tests.project import RECORDS, ROOT, Tiny

BAD = RECORDS.replace("2020-02-01", "2020-02-30") + "\n" + RECORDS.replace("in-february", "two").replace(
    "  victim: Anna Berg\n", "  count: 2\n"
)  # fmt: skip


@pytest.fixture
def bad(tiny: Tiny) -> Tiny:
    """A project with a fault of reading, one of the shapes, and a warning."""
    tiny.records(BAD)
    return tiny


def of(tiny: Tiny, form: str, *options: str) -> str:
    ran = tiny.kg("validate", "texts/note", "--format", form, *options)
    assert (ran.code, ran.err) == (1, "")
    return ran.out


def test_json_says_what_the_text_says(bad: Tiny) -> None:
    told = json.loads(of(bad, "json"))
    records = told.pop("records")
    assert told == {
        "version": 1,
        "language": "en",
        "conforms": False,
        "counts": {"violation": 2, "warning": 1, "info": 0},
        "checked": {"records": 2, "nodes": 0},
        "omitted": 0,
        "notes": [],
    }
    assert [(group["kind"], group["id"], group["line"]) for group in records] == [
        ("act", "detention-in-february", 1),
        ("act", "detention-two", 9),
    ]
    assert records[0]["findings"] == [
        {
            "severity": "violation",
            "code": "bad-date",
            "file": "texts/note/records.yaml",
            "line": 3,
            "column": 9,
            "key": "date",
            "value": "2020-02-30",
            "wrong": 'date: "2020-02-30" is not in the calendar',
            "remedy": "write an EDTF date: 2012-04-25, 2012-04, 2012, 2012-04-22/2012-04-25, [..2012-04-27]",
            "offers": [],
            "focus": None,
            "path": None,
            "found": None,
            "component": None,
            "shape": None,
        }
    ]
    focus = "<https://example.org/id/act/note.detention-two>"
    assert [(finding["code"], finding["focus"]) for finding in records[1]["findings"]] == [
        ("act-without-victim", focus),
        ("event-counts-persons", focus),
    ]


def test_every_key_of_the_json_is_described(bad: Tiny) -> None:
    page = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8").partition("### JSON")[2].partition("## ")[0]

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    assert {key for key in keys(json.loads(of(bad, "json"))) if f"`{key}`" not in page} == set()


def test_json_offers_the_nearest_term(tiny: Tiny) -> None:
    tiny.records(RECORDS.replace("type: detention", "type: detension"))
    told = json.loads(of(tiny, "json"))
    assert told["records"][0]["findings"][0]["offers"] == ["detention"]


def test_the_shacl_report_has_a_result_a_finding(bad: Tiny) -> None:
    graph = rdflib.Graph().parse(data=of(bad, "shacl"), format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms) == rdflib.Literal(False)
    results = list(graph.objects(report, SH.result))
    assert len(results) == 3
    for result in results:
        assert graph.value(result, RDF.type) == SH.ValidationResult
        assert graph.value(result, SH.resultSeverity) in (SH.Violation, SH.Warning)
        for needed in (SH.focusNode, SH.sourceConstraintComponent, SH.resultMessage):
            assert graph.value(result, needed) is not None, needed
    messages = {str(text) for text in graph.objects(predicate=SH.resultMessage)}
    assert any(text.startswith("texts/note/records.yaml:3:9: ") for text in messages)


def test_the_shacl_report_is_the_same_each_time(bad: Tiny) -> None:
    assert of(bad, "shacl") == of(bad, "shacl")


def test_github_annotates_the_line_of_the_file(bad: Tiny) -> None:
    lines = of(bad, "github").splitlines()
    assert lines[0] == (
        "::error file=texts/note/records.yaml,line=3,col=9,title=bad-date::"
        'date: "2020-02-30" is not in the calendar%0Awrite an EDTF date: 2012-04-25, 2012-04, 2012, '
        "2012-04-22/2012-04-25, [..2012-04-27]"
    )
    assert [line.split(" ")[0] for line in lines[:-1]] == ["::error", "::error", "::warning"]
    assert lines[-1] == "2 records checked; does not conform: 2 violations, 1 warning, 0 infos"


def test_github_s_own_characters_are_escaped() -> None:
    place = Location("a,b:c%.yaml", 2)
    finding = Finding("violation", "x-y", "50% of\r\nit: a,b", "do: c,d", place)
    told = render(verdict(Found([(Subject("act", "a", place), finding)]), limit=9), "github", "en")
    assert told.splitlines()[0] == ("::error file=a%2Cb%3Ac%25.yaml,line=2,title=x-y::50%25 of%0D%0Ait: a,b%0Ado: c,d")


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_speaks_the_language_that_is_asked_for(bad: Tiny, form: str) -> None:
    told = of(bad, form, "--lang", "ru")
    assert "такого дня нет в календаре" in told
    assert "ни с кем" in told
    assert "is not in the calendar" not in told


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_can_say_that_nothing_is_wrong(tiny: Tiny, form: str) -> None:
    ran = tiny.kg("validate", "texts/note", "--format", form)
    assert (ran.code, ran.err) == (0, "")
    if form in ("json", "sarif"):
        json.loads(ran.out)
    elif form == "shacl":
        graph = rdflib.Graph().parse(data=ran.out, format="turtle")
        assert [str(value) for value in graph.objects(predicate=SH.conforms)] == ["true"]
    else:
        assert ran.out == "1 record checked; conforms: 0 violations, 0 warnings, 0 infos\n"

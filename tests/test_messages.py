"""What a documentalist reads is there in every language that has a file in ``kg/model/messages``, and nothing else is."""

from __future__ import annotations

import ast
import os
import pty
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from kg.model import messages
from kg.model.errors import Location, Problem, explanations
from kg.model.kinds import KINDS
from kg.model.messages import languages, reader_language, say, sentence, translated
from kg.validation.compiled import reading
from kg.validation.vocabularies import lint, shifted
from tests.project import ROOT, Tiny, read_terminal

OTHERS = [language for language in languages() if language != messages.ENGLISH]
READ_BY_DOCUMENTALISTS = [
    *(f"kg/model/{name}.py" for name in ("dates", "files", "project", "terms")),
    *(f"kg/rdf/{name}.py" for name in ("closure", "syntax")),
    "kg/sources/spans.py",
    *(f"kg/sources/readers/{name}.py" for name in ("__init__", "markdown")),
    *(f"kg/records/{name}.py" for name in ("__init__", "authorities", "identity", "nodes", "reader", "values")),
    *(f"kg/mapping/{name}.py" for name in ("claims", "evidence", "scripts")),
    "kg/build/pipeline.py",
    *(f"kg/check/{name}.py" for name in ("__init__", "build_context", "graphs", "profiles", "records", "targets")),
    *(f"kg/cli/{name}.py" for name in ("explain", "new", "terms", "validate", "watch")),
    *(f"kg/validation/vocabularies/{name}.py" for name in ("hierarchy", "lint", "table")),
    *(f"kg/validation/{name}.py" for name in ("engines", "files", "reference")),
    *(f"kg/validation/compiled/{name}.py" for name in ("custom", "model", "paths", "reading", "sparql")),
    "mappings/digest.py",
]
"""Modules whose faults somebody meets who writes records; a sentence is a text with a space in it."""
NO_SENTENCES = {
    "{name}{path.suffix}",
    "found unexpected end of stream",  # what PyYAML says, for which we have words of our own
    "{ {inner} }",
    ", sh:",
    "new-{kind}{f'-{number}' if number > 1 else ''}",
    'move them \1mend\2, beginning with "\1text\2", and fill the gap\1rival\2',  # as a whole below
    'check "\1text\2" and those after it against the other languages\1rival\2',
    "{schemes}",
    "our inference",
    "possibly same",
    "bounded date",
    "no span, or no hash",  # is raised and caught in one function
    "{called} has no {name}",  # as a whole below, for both forms of what it is called
    '{kind.name} "{local}"',
    "say its id: ",
    '"{text}" is no key that a claim can be about. {nearest(text, aspects())}',
    "{entity.short} ({entity.kind})",
    "claim {document}.{text}",
    "claim {text}",
    "claim {local_claim}",
    "{quote}\0{earlier + sentence.text[:first].count(quote)}",
    "{label}: {' and '.join(victims)}",
    "documentalist \"{project.documentalist}\" is {'nobody' if not found else 'more than one'}",
    "{documents} is {'a file' if documents.exists() else 'not there'}",
    '{name} "{settings[name]}" is no {name}',
}
WHOLE = (
    'act "a" has no type',
    'move them up by one row, beginning with "a", and fill the gap',
    'check "a" and those after it against the other languages',
    'it may also be the labels in "en" that moved: only one of the two disagrees with the rest',
    "involvement has no agent",
    'documentalist "x" is nobody',
    'documentalist "x" is more than one',
    "texts is a file",
    "texts is not there",
    'base "x" is no base',
    "say its id: a (person), b (group)",
    'type: "x" is no key that a claim can be about. did you mean "y"?',
)
"""Sentences that have two forms, or are made of parts."""


def templates(path: Path) -> Iterator[str]:
    """Each text of a module that is a sentence for people, with ``{…}`` for what is filled in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                skipped.add(id(statement.value))  # a docstring
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in ast.walk(node) if part is not node}
        if isinstance(node, ast.Dict | ast.Compare):
            matched = node.keys if isinstance(node, ast.Dict) else [node.left, *node.comparators]
            skipped |= {id(part) for part in matched}  # what is looked for, not what is said
        if isinstance(node, ast.Call) and _name(node.func) in (
            "compile",
            "search",
            "sub",
            "match",
            "rows",
            "Note",
            "option",
            "_terms",
        ):
            skipped |= {id(part) for part in ast.walk(node)}  # patterns, queries, help, and notes, which are said below
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(map(_piece, node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.replace("{", "\1").replace("}", "\2")


def _piece(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else f"{{{ast.unparse(getattr(part, 'value', part))}}}"


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def sentences(path: Path) -> Iterator[str]:
    for text in templates(path):
        bare = re.sub(r"\{[^{}]*\}", "", text).strip()
        is_sentence = " " in bare and len(bare) > 3
        if (
            is_sentence
            and text not in NO_SENTENCES
            and not re.search(r"[\\^]|\(\?|SELECT \?|LATERAL|BIND|FILTER|\n", text)
        ):
            yield text


def sample(template: str) -> str:
    """A template with words where something is filled in."""
    words: dict[str, str] = {}
    filled = re.sub(
        r"\{([^{}]*)\}",
        lambda braces: (
            'did you mean "xy"?'
            if braces[1].startswith("nearest(")
            else words.setdefault(braces[1].split("[")[0].split(".")[0], f"x{string.ascii_lowercase[len(words)]}")
        ),
        template,
    )
    return filled.replace("\1", "{").replace("\2", "}")


def is_told(text: str, language: str) -> bool:
    """Whether the language has words for this text, under the code of some fault: all of it, with nothing left over.

    A pair that quotes whatever another program says is no word for it.
    """
    with mock.patch.object(messages, "_rules", _spoken):
        return any(
            is_whole(sentence(code, form, language), form)
            for code in [*explanations(), "common", "shape"]
            for form in (text, f"xkey: {text}")
        ) or any(text in messages._pairs(language)[section] for section in ("report", "words"))


_every = messages._rules


def _spoken(code: str, language: str) -> tuple[messages._Rule, ...]:
    return tuple(rule for rule in _every(code, language) if rule.says_something)


def is_whole(told: str, text: str) -> bool:
    """Whether a translation has no span of English left over but what is quoted, code, or filled in."""
    bare = re.sub(r'"[^"]*"|`[^`]*`|«[^»]*»', "", told)
    return told != text and not re.search(r"(?<![\w/:.-])[a-z']{2,}(?:[ ,;:]+(?!x[a-z]\b)[a-z']+){2,}", bare)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", READ_BY_DOCUMENTALISTS)
def test_every_fault_of_reading_is_there_in_every_language(name: str, language: str) -> None:
    missing = [text for text in sentences(ROOT / name) if not is_told(sample(text), language)]
    assert missing == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("text", WHOLE)
def test_sentences_of_several_forms_are_there_in_every_language(text: str, language: str) -> None:
    assert is_told(text, language)


@pytest.mark.parametrize("language", OTHERS)
def test_what_a_key_is_about_is_there_in_every_language(language: str) -> None:
    words = messages._pairs(language)["words"]
    assert [key.about for kind in KINDS for key in kind.keys if key.about not in words] == []
    assert [kind.about for kind in KINDS if kind.about not in words] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_nothing_that_is_never_said(language: str) -> None:
    known = {*explanations(), "common", "explanations", "report", "shape", "words"}
    assert set(messages._pairs(language)["explanations"]) <= set(explanations())
    assert set(messages._pairs(language)) - known == set()
    about = {key.about for kind in KINDS for key in kind.keys} | {kind.about for kind in KINDS}
    wanted = {what for _, what in reading.KINDS.values()}
    said = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "kg").glob("**/*.py")))
    for english in messages._pairs(language)["report"]:
        parts = [part for part in re.split(r"\{\w+\}", english) if part.strip(" ,;:")]
        assert all(part.strip() in said or part.strip().rstrip("s") in said for part in parts), english
    for english in messages._pairs(language)["words"]:
        assert (
            english in {*about, *lint.WORDS, *shifted.WORDS, *wanted} or " or " in english or english == "act type"
        ), english


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_filled_in_is_the_same_in_both(language: str) -> None:
    braces = re.compile(r"\{\w+\}")
    for section, pairs in messages._pairs(language).items():
        for english, other in pairs.items():
            assert set(braces.findall(other)) <= set(braces.findall(english)), f"{section}: {english}"


def test_a_fault_keeps_its_code_and_its_place() -> None:
    place = Location("a.yaml", 3, 5)
    fault = Problem("unknown-key", '"reson" is no key of act', 'did you mean "reason"?', place)
    told = translated(fault, "ru")
    assert told == Problem("unknown-key", 'в записи act нет ключа "reson"', 'может быть, "reason"?', place)


def test_sentences_that_follow_each_other_are_translated_each() -> None:
    text = 'did you mean "detention"? `kg terms act-type` lists all'
    assert sentence("unknown-term", text, "ru") == 'может быть, "detention"? `kg terms act-type` перечислит все'


def test_what_nobody_translated_stays_in_english() -> None:
    fault = Problem("wrong-call", "nobody says this", "nor this")
    assert translated(fault, "ru") == fault
    assert translated(fault, "en") == fault


def test_a_language_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kk.toml").write_text('[unknown-key]\n"a key must be {what}" = "кілт {what} болуы керек"\n')
    monkeypatch.setattr(messages, "_FOLDER", tmp_path)
    for cached in (messages.languages, messages._pairs, messages._rules):
        monkeypatch.setattr(messages, cached.__name__, cached.__wrapped__)
    assert messages.languages() == ("en", "kk")
    fault = Problem("unknown-key", "a key must be a word", "x")
    assert messages.translated(fault, "kk").found == "кілт a word болуы керек"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru"}, "ru"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "ru_RU.UTF-8"}, "en"),
        ({"LC_MESSAGES": "ru_RU", "LANG": "en_US"}, "ru"),
        ({"LC_ALL": "", "LANG": "ru_RU"}, "ru"),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LANG": "fi_FI"}, ""),
        ({}, ""),
    ],
)
def test_the_reader_s_language_is_that_of_the_system(environment: dict[str, str], language: str) -> None:
    assert reader_language(environment) == language


def test_a_sentence_of_the_report_is_filled_in() -> None:
    assert say("ru", "{count} violations", count=5) == "нарушений: 5"
    assert say("en", "{count} violations", count=5) == "5 violations"


def run(tiny: Tiny, *options: str, terminal: bool) -> str:
    """What ``kg validate`` prints to a terminal, or elsewhere, of a reader whose system speaks Russian."""
    tiny.records("- act: a\n  type: detension\n  evidence: Two officers\n")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LC_")} | {"LANG": "ru_RU.UTF-8", "PYTHONPATH": str(ROOT)}  # fmt: skip
    command = [sys.executable, "-m", "kg", "validate", "texts/note", *options]
    if not terminal:
        done = subprocess.run(command, cwd=tiny.folder, env=environment, capture_output=True, check=False)
        return done.stdout.decode()
    mine, theirs = pty.openpty()
    with subprocess.Popen(command, cwd=tiny.folder, env=environment, stdout=theirs, stderr=theirs):
        os.close(theirs)
        return read_terminal(mine)


def test_a_terminal_speaks_the_reader_s_language_and_in_colours(tiny: Tiny) -> None:
    shown = run(tiny, terminal=True)
    assert "нет в словаре" in shown
    assert "\033[31m" in shown


def test_a_reader_who_wants_no_colours_gets_none(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shown = run(tiny, terminal=True)
    assert "нет в словаре" in shown
    assert "\033" not in shown


def test_a_terminal_that_is_narrow_gets_shorter_lines(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    widths = {}
    for columns in (50, 80, 200):
        monkeypatch.setenv("COLUMNS", str(columns))
        widths[columns] = max(map(len, run(tiny, terminal=True).splitlines()))
    assert widths[50] <= 50 < widths[80] <= 80
    assert widths[200] <= 100
    monkeypatch.setenv("COLUMNS", "50")
    assert max(map(len, run(tiny, terminal=False).splitlines())) > 50


def test_a_file_speaks_the_project_s_language_and_without_colours(tiny: Tiny) -> None:
    shown = run(tiny, terminal=False)
    assert "is in no vocabulary" in shown
    assert "\033" not in shown
    assert "is in no vocabulary" in run(tiny, "--format", "json", terminal=True)


def test_a_language_that_is_asked_for_is_spoken_everywhere(tiny: Tiny) -> None:
    assert "нет в словаре" in run(tiny, "--lang", "ru", "--format", "json", terminal=False)
    assert "is in no vocabulary" in run(tiny, "--lang", "en", terminal=True)


def test_a_project_in_russian_is_answered_in_russian(tiny: Tiny) -> None:
    tiny.write("chronicle.toml", 'language = "ru"\nbuild = "../build"\n')
    assert "нет в словаре" in run(tiny, terminal=False)

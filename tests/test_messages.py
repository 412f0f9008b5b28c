"""What a documentalist reads is there in every language that has a file in ``kg/model/messages``, and nothing else is."""

from __future__ import annotations

import ast
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from kg.model import messages
from kg.model.errors import Location, Problem, explanations
from kg.model.kinds import KINDS
from kg.model.message import BRACES, Message
from kg.model.messages import advice, languages, lines, reader_language, translated
from kg.model.notes import NOTES
from tests.project import ROOT, Tiny, read_terminal

OTHERS = [language for language in languages() if language != messages.ENGLISH]
SECTIONS = {"answers", "common", "explanations", "report", "shape", "review", "words"}
"""Sections of a language's file that are no code."""
NOT_CONSTANT = {
    "kg/model/kinds.py": 2,  # what a kind and a key are about, which the table of kinds holds
    "kg/model/message.py": 2,  # the same sentence with other parts
    "kg/validation/compiled/compiled_shapes.py": 1,  # what a build remembered
}
"""How many messages of a file are made from a template that is not written there."""
MESSAGES_IN = sorted([*ROOT.glob("kg/**/*.py"), *ROOT.glob("mappings/**/*.py")])


@cache
def made(path: Path) -> tuple[ast.Call, ...]:
    """Every call that makes a message."""
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return tuple(call for call in calls if "Message" in (getattr(call.func, "id", ""), getattr(call.func, "attr", "")))


def template(call: ast.Call) -> str | None:
    """The template of a message, if it is a constant."""
    first = call.args[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


@cache
def templates() -> frozenset[str]:
    """The template of every message that the program can say."""
    written = {text for path in MESSAGES_IN for call in made(path) if (text := template(call))}
    about = {key.about for kind in KINDS for key in kind.keys} | {kind.about for kind in KINDS}
    in_ontology = {note["en"] for note in NOTES.values()}  # also of terms that no key is for
    return frozenset(written | about | in_ontology - {""})


def pairs(language: str) -> Iterator[tuple[str, str, str]]:
    """Section, template and sentence of all that is translated, but for the paragraphs of ``kg explain``."""
    for section, found in messages._pairs(language).items():
        if section != messages.EXPLANATIONS:
            yield from ((section, english, other) for english, other in found.items())


def is_whole(text: str, english: str) -> bool:
    """Whether a translation has no span of English left over but what is quoted, code, or filled in."""
    bare = re.sub(r'"[^"]*"|`[^`]*`|«[^»]*»', "", text)
    return text != english and not re.search(r"(?<![\w/:.-])[a-z']{2,}(?:[ ,;:]+(?!x[a-z]\b)[a-z']+){2,}", bare)


def test_every_template_is_a_constant() -> None:
    varying = {
        path.relative_to(ROOT).as_posix(): sum(template(call) is None for call in made(path)) for path in MESSAGES_IN
    }
    assert {path: count for path, count in varying.items() if count} == NOT_CONSTANT


def test_a_message_is_given_the_parts_of_its_template() -> None:
    for path in MESSAGES_IN:
        for call in made(path):
            given = {keyword.arg for keyword in call.keywords}
            wanted = set(BRACES.findall(template(call) or ""))
            assert given <= wanted or None in given, f"{path}:{call.lineno}"
            assert not given or wanted <= given or None in given, f"{path}:{call.lineno}"


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_there_in_every_language(language: str) -> None:
    translated_ = {english for _, english, _ in pairs(language)}
    assert sorted(templates() - translated_) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_nothing_that_is_never_said(language: str) -> None:
    assert [english for _, english, _ in pairs(language) if english not in templates()] == []
    assert set(messages._pairs(language)) <= {*explanations(), *SECTIONS}
    assert set(messages._pairs(language)[messages.EXPLANATIONS]) <= set(explanations())


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_same_parts(language: str) -> None:
    for section, english, other in pairs(language):
        assert set(BRACES.findall(other)) == set(BRACES.findall(english)), f"{section}: {english}"


def test_a_fault_keeps_its_code_and_its_place() -> None:
    found = Message('"{name}" is not a key of {kind}', name="reson", kind="act")
    fault = Problem("unknown-key", found, (), Location("a.yaml", 3, 5), offers=("reason",))
    assert str(fault).splitlines() == [
        'error[unknown-key]: "reson" is not a key of act',
        "  a.yaml:3:5",
        '  did you mean "reason"?',
    ]
    assert lines(fault, "ru") == [
        'ошибка[unknown-key]: в записи act нет ключа "reson"',
        "  a.yaml:3:5",
        '  может быть, "reason"?',
    ]


def test_what_to_do_follows_what_may_have_been_meant() -> None:
    remedy = Message("`kg terms {scheme}` lists all", scheme="act-type")
    fault = Problem("unknown-term", Message("the file is empty"), remedy, offers=("detention",))
    assert advice(fault, "ru") == 'может быть, "detention"? `kg terms act-type` перечислит все'


def test_a_part_that_is_a_message_is_translated_in_its_turn() -> None:
    found = Message("{name}: {fault}", name="exactly", fault=Message('"{text}" is not a number', text="many"))
    assert str(found) == 'exactly: "many" is not a number'
    assert translated(found, "ru") == 'exactly: "many" — не число'


def test_a_sentence_under_its_code_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speak(tmp_path, monkeypatch, '[duplicate-key]\n"keep one" = "a"\n[label-twice]\n"keep one" = "b"\n')
    assert [translated(Message("keep one"), "kk", code) for code in ("duplicate-key", "label-twice")] == ["a", "b"]


def test_what_nobody_translated_stays_in_english() -> None:
    assert translated(Message("nobody says {this}", this="this"), "ru") == "nobody says this"


def speak(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Makes a language of a text."""
    (folder / "kk.toml").write_text(text)
    monkeypatch.setattr(messages, "_FOLDER", folder)
    for cached in (messages.languages, messages._pairs, messages._all_sections):
        monkeypatch.setattr(messages, cached.__name__, cached.__wrapped__)


def test_a_language_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speak(tmp_path, monkeypatch, '[unknown-key]\n"a key must be {what}" = "кілт {what} болуы керек"\n')
    assert messages.languages() == ("en", "kk")
    assert translated(Message("a key must be {what}", what="a word"), "kk") == "кілт a word болуы керек"


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
    count = Message("{count} violations", count=5)
    assert (translated(count, "ru"), translated(count, "en")) == ("нарушений: 5", "5 violations")


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
    assert "is not in the vocabulary" in shown
    assert "\033" not in shown
    assert "is not in the vocabulary" in run(tiny, "--format", "json", terminal=True)


def test_a_language_that_is_asked_for_is_spoken_everywhere(tiny: Tiny) -> None:
    assert "нет в словаре" in run(tiny, "--lang", "ru", "--format", "json", terminal=False)
    assert "is not in the vocabulary" in run(tiny, "--lang", "en", terminal=True)


def test_a_project_in_russian_is_answered_in_russian(tiny: Tiny) -> None:
    tiny.write("chronicle.toml", 'base = "https://example.org/id/"\nlanguage = "ru"\nbuild = "../build"\n')
    assert "нет в словаре" in run(tiny, terminal=False)
